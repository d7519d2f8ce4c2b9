"""Who a client is, what a search shows of one, and when two clients are likely one (KY-2). Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.common.errors import Refused
from app.common.values import mask_account, mask_mobile, mask_paper

MOST_PER_MARKET = 3
"""Securities accounts of one market that one person may have listed (KY-2)."""


class Market(StrEnum):
    """A market that securities accounts belong to, with the codes of ``papers.check_securities_account``."""

    SHANGHAI_A = "sh_a"
    SHENZHEN_A = "sz_a"
    FUND = "fund"


class ClientKind(StrEnum):
    """A natural person or an institution."""

    INDIVIDUAL = "individual"
    INSTITUTION = "institution"


INSTITUTION_PAPER = "credit-code"
"""``paper_kind`` of an institution: its licence with the unified social credit code."""


class ContactWay(StrEnum):
    """Whether a client is called after an opening and later, or wants messages in place of calls (FU-1, FU-2)."""

    TELEPHONE = "telephone"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClient:
    """A client to be registered; every text is final and checked by the step that took it.

    ``paper_kind`` is the value of ``app.clients.papers.PaperKind`` or ``INSTITUTION_PAPER``, whose ``birth_date`` is
    the day of establishment; ``paper_until`` None means long-term (长期).
    The background fields (``occupation`` .. ``beneficiary``) are codes or labels as the application form keeps them.
    ``contact_way``: the value of a ``ContactWay``, or empty where the client said nothing, who is called then.
    """

    name: str
    paper_kind: str
    paper_number: str
    sex: str
    birth_date: date
    nationality: str
    ethnicity: str
    paper_issuer: str
    paper_from: date
    paper_until: date | None
    paper_address: str
    mobile: str
    telephone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    occupation: str = ""
    employer: str = ""
    education: str = ""
    income: str = ""
    experience: str = ""
    objective: str = ""
    source_of_funds: str = ""
    tax_residence: str = ""
    controller: str = ""
    beneficiary: str = ""
    contact_way: str = ""
    kind: ClientKind = ClientKind.INDIVIDUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Client(NewClient):
    """A registered client. ``fund_account``, ``opened_on`` and ``level`` are what lists show; empty until there is one.

    ``version`` counts changes, for optimistic locking.
    """

    id: str
    number: str
    created_at: datetime
    version: int
    fund_account: str = ""
    opened_on: date | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class SecuritiesAccount:
    """A securities account listed under a client; ``number`` is unique in its market."""

    client_id: str
    market: Market
    number: str


@dataclass(frozen=True, slots=True)
class ClientHit:
    """One client as a search shows it: numbers masked (SE-1)."""

    id: str
    number: str
    name: str
    paper_masked: str
    mobile_masked: str
    fund_account: str
    opened_on: date | None
    level: str

    @classmethod
    def of(cls, client: Client) -> ClientHit:
        """The masked view of ``client``."""
        return cls(
            client.id, client.number, client.name, mask_paper(client.paper_number), mask_mobile(client.mobile),
            client.fund_account, client.opened_on, client.level,
        )  # fmt: skip


class Likeness(StrEnum):
    """Why a registered client is likely the one who stands at the counter (KY-2)."""

    PAPER_NUMBER = "paper-number"
    NAME_AND_BIRTH = "name-and-birth"
    MOBILE = "mobile"


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """A registered client that may be the same person, and why."""

    hit: ClientHit
    why: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """What KY-2 asks before a client is made: ``same_paper`` forbids it, ``likely`` must be looked at."""

    same_paper: ClientHit | None
    likely: tuple[LikelyDuplicate, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing like this client is registered."""
        return self.same_paper is None and not self.likely


class MaskedField(StrEnum):
    """What is shown masked and can be unmasked with a reason (SE-1)."""

    PAPER_NUMBER = "paper_number"
    MOBILE = "mobile"
    TELEPHONE = "telephone"
    EMAIL = "email"
    ADDRESS = "address"
    PAPER_ADDRESS = "paper_address"


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A client's card as a window shows it: everything that work needs, numbers and addresses masked (SE-1)."""

    hit: ClientHit
    paper_kind: str
    sex: str
    birth_date: date
    nationality: str
    paper_until: date | None
    telephone_masked: str
    email_masked: str
    address_masked: str
    accounts: tuple[tuple[Market, str], ...]
    version: int
    contact_way: str = ""

    @classmethod
    def of(cls, client: Client, accounts: tuple[SecuritiesAccount, ...]) -> ClientCard:
        """The masked card of ``client``."""
        return cls(
            hit=ClientHit.of(client),
            paper_kind=client.paper_kind,
            sex=client.sex,
            birth_date=client.birth_date,
            nationality=client.nationality,
            paper_until=client.paper_until,
            telephone_masked=mask_account(client.telephone) if client.telephone else "",
            email_masked=mask_email(client.email),
            address_masked=client.address[:6] + "****" if client.address else "",
            accounts=tuple((account.market, account.number) for account in accounts),
            version=client.version,
            contact_way=client.contact_way,
        )


def mask_email(email: str) -> str:
    """An e-mail address with all but its first character and its domain hidden (SE-1)."""
    name, at, host = email.partition("@")
    return f"{name[:1]}****{at}{host}" if email else ""


def check_listing(listed: tuple[SecuritiesAccount, ...], market: Market) -> None:
    """Refuse ``clients.too_many_accounts`` when one more account of ``market`` would be the fourth (KY-2)."""
    if sum(account.market is market for account in listed) >= MOST_PER_MARKET:
        raise Refused("clients.too_many_accounts", field="account_number", market=market.value, most=MOST_PER_MARKET)
