"""Made-up people and a made-up branch for the sample of each form. Numbers are well-formed and belong to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.institutions.domain import SCOPE
from app.onboarding.facts import (
    ActingFacts,
    BranchFacts,
    ContactFacts,
    Head,
    InstitutionFacts,
    LetterFacts,
    PersonFacts,
)
from app.transfer_out.facts import PartyFacts

BRANCH = BranchFacts("示例证券股份有限公司", "示例市样张路证券营业部", "示例省示例市示例区样张路1号", "010-00000000")
CASE_NUMBER = "KH20261122000001"
MADE_ON = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 2, 42, tzinfo=UTC)
TELLER = ("样柜员", "3301000")
FUND_ACCOUNT = "8801000018"
TRANSFER_NUMBER = "ZX20261122000001"
CHANGE_NUMBER = "BG20261122000001"
BOOKING_NUMBER = "YY20261120000001"


def sample_head(serial: int) -> Head:
    """The head of sample paper number ``serial`` of one sample case."""
    return Head(f"{CASE_NUMBER}-{serial:02d}", CASE_NUMBER, MADE_ON, BRANCH, *TELLER)


def sample_transfer_head(serial: int) -> Head:
    """The head of sample paper number ``serial`` of one sample transfer-out."""
    return Head(f"{TRANSFER_NUMBER}-{serial:02d}", TRANSFER_NUMBER, MADE_ON, BRANCH, *TELLER)


def sample_change_head(serial: int) -> Head:
    """The head of the paper of a sample change."""
    number = f"{CHANGE_NUMBER[:-1]}{serial}"
    return Head(f"{number}-01", number, MADE_ON, BRANCH, *TELLER)


def sample_branch_head(number: str) -> Head:
    """The head of a sample paper that belongs to no case."""
    return Head(number, "", MADE_ON, BRANCH, *TELLER)


def sample_party(*, agent: bool = False) -> PartyFacts:
    """The sample client who asks for a transfer-out; with ``agent`` an institution that sends one."""
    person = sample_person()
    if agent:
        return PartyFacts(
            name="示例市样张贸易有限公司",
            client_number="2026000002",
            institution=True,
            paper_kind="营业执照",
            paper_number="91110000MA00000000",
            mobile="010-00000002",
            fund_account="8801000026",
            agent_name=person.name,
            agent_paper_number=person.paper_number,
            authority="法定代表人授权委托书，2026年11月20日签发",
        )
    return PartyFacts(
        name=person.name,
        client_number="2026000001",
        institution=False,
        paper_kind=person.paper_kind,
        paper_number=person.paper_number,
        mobile=sample_contact().mobile,
        fund_account=FUND_ACCOUNT,
        agent_name="",
        agent_paper_number="",
        authority="",
    )


def sample_person() -> PersonFacts:
    """A sample client whose name has a character outside the basic plane (𬭎)."""
    return PersonFacts(
        name="林𬭎样",
        paper_kind="居民身份证",
        paper_number="110101198503120025",
        sex="女",
        birth_date=date(1985, 3, 12),
        nationality="中国",
        ethnicity="汉族",
        paper_issuer="示例市公安局示例分局",
        paper_from=date(2019, 6, 1),
        paper_until=date(2039, 6, 1),
        paper_address="示例市示例区样张路100号1单元101室",
    )


def sample_institution(*, agent: bool = True) -> InstitutionFacts:
    """A sample institution; with ``agent`` it sends one, else its legal representative comes."""
    representative = ActingFacts("林𬭎样", "居民身份证", "110101198503120025", date(2039, 6, 1), "执行董事")
    acting = ActingFacts("样经办", "居民身份证", "110101199001010015", date(2038, 3, 1), "财务经理")
    return InstitutionFacts(
        name="示例市样张贸易有限公司",
        paper_kind="营业执照",
        paper_number="91110000MA00000000",
        kind="有限责任公司",
        size="小型",
        established=date(2016, 5, 20),
        paper_issuer="示例市市场监督管理局",
        paper_from=date(2021, 8, 9),
        paper_until=None,
        paper_address="示例省示例市示例区样张路200号8层",
        scope="日用百货、办公用品的批发和零售；货物进出口。（依法须经批准的项目，经批准后方可经营）",
        representative=representative,
        agent=acting if agent else None,
    )


def sample_letter() -> LetterFacts:
    """A sample letter of authorisation."""
    given = {"opening", "signing", "assessment", "custody", "password"}
    matters = tuple(choice.label for choice in SCOPE if choice.code in given)
    return LetterFacts("样授字〔2026〕第8号", date(2026, 11, 20), date(2027, 11, 19), matters)


def sample_contact() -> ContactFacts:
    """How the sample client can be reached: no number of anybody's."""
    return ContactFacts("13800000000", "", "sample@example.com", "示例市示例区样张路100号1单元101室", "100000")
