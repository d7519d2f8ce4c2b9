"""What each opening form says, as plain values: the flow fills them, ``forms`` sets them.

Everything here is final text or a plain value: no look-ups, no masking (the client's own copy names the client in
full). A signature is bound to ``digest(facts)``, so nothing that moves with time (now, counters) may be in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.archive.heads import BranchFacts, Head

__all__ = ["BranchFacts", "Head"]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The client as on the identity paper. ``paper_until`` None: long-term (长期)."""

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


@dataclass(frozen=True, slots=True)
class ActingFacts:
    """Who acts for an institution, as on the identity paper. ``paper_until`` None: long-term."""

    name: str
    paper_kind: str
    paper_number: str
    paper_until: date | None
    post: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionFacts:
    """An institution as on its licence, and who acts for it; ``agent`` None: the legal representative in person."""

    name: str
    paper_kind: str
    paper_number: str
    kind: str
    size: str
    established: date
    paper_issuer: str
    paper_from: date
    paper_until: date | None
    paper_address: str
    scope: str
    representative: ActingFacts
    agent: ActingFacts | None


Party = PersonFacts | InstitutionFacts
"""The client of a form that both kinds of clients sign."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What stands on a letter of authorisation; ``matters``: what it covers."""

    number: str
    valid_from: date
    valid_until: date
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """《预约开户表》 (AP-1, AP-3)."""

    head: Head
    booking_number: str
    name: str
    mobile: str
    planned_at: datetime
    business: tuple[str, ...]
    staff_name: str
    staff_number: str
    note: str
    booked_at: datetime
    checked_by: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How the client can be reached; ``contact_way``: whether by calls later, in words, empty when nothing was said."""

    mobile: str
    telephone: str
    email: str
    address: str
    postcode: str
    contact_way: str = ""


@dataclass(frozen=True, slots=True)
class BackgroundFacts:
    """Background of the client, as Chinese labels ready for print (OP-1)."""

    occupation: str
    employer: str
    education: str
    income: str
    experience: str
    objective: str
    source_of_funds: str
    tax_residence: str
    controller: str
    beneficiary: str


@dataclass(frozen=True, slots=True)
class AccountWish:
    """One account or permission asked for: ``沪市A股账户``, whether new, the existing number if not."""

    label: str
    wanted: bool
    existing_number: str = ""


@dataclass(frozen=True, slots=True)
class WithheldFacts:
    """What the client does not give, as labels; who introduced the client, who asked, who approved (SE-3)."""

    labels: tuple[str, ...]
    introducer: str
    asked_by: str
    asked_at: datetime | None
    approved_by: str
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """《开户申请表（个人）》 (OP-1)."""

    head: Head
    person: PersonFacts
    contact: ContactFacts
    background: BackgroundFacts
    accounts: tuple[AccountWish, ...]
    permissions: tuple[AccountWish, ...]
    fund_account: str
    booking_number: str
    reviewed_at: datetime | None
    withheld: WithheldFacts | None = None


@dataclass(frozen=True, slots=True)
class InstitutionApplicationFacts:
    """《机构客户开户申请表》 (OP-1). ``letter`` None: the legal representative came in person."""

    head: Head
    institution: InstitutionFacts
    contact: ContactFacts
    letter: LetterFacts | None
    experience: str
    objective: str
    source_of_funds: str
    tax_residence: str
    owners: tuple[str, ...]
    accounts: tuple[AccountWish, ...]
    permissions: tuple[AccountWish, ...]
    fund_account: str
    booking_number: str
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuthorisationFacts:
    """《法定代表人授权委托书》: the agent may act (KY-3). ``scope``: all matters, with whether covered."""

    head: Head
    institution: InstitutionFacts
    letter: LetterFacts
    scope: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """A holder of the tree: ``depth`` from 0, its share of what stands above it, and of the whole, in percent."""

    depth: int
    place: str
    name: str
    kind: str
    share: str
    effective: str


@dataclass(frozen=True, slots=True)
class OwnerFacts:
    """A beneficial owner; ``basis``: why, in words; ``share``: effective, empty where it is not by shares."""

    name: str
    paper_kind: str
    paper_number: str
    basis: str
    share: str


@dataclass(frozen=True, slots=True)
class OwnersFacts:
    """《受益所有人信息表》 (KY-3)."""

    head: Head
    institution: InstitutionFacts
    holders: tuple[HolderFacts, ...]
    owners: tuple[OwnerFacts, ...]


@dataclass(frozen=True, slots=True)
class SealCardFacts:
    """《预留印鉴卡》. ``agent`` empty: the legal representative; ``seals``: all kinds with whether one is kept.

    ``replaces``: the number of the card that this one takes the place of; empty at an opening.
    """

    head: Head
    name: str
    paper_number: str
    representative: str
    agent: str
    fund_account: str
    seals: tuple[tuple[str, bool], ...]
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class EducationFacts:
    """《投资者教育记录》 (OP-2). ``modes``: all ways with whether used; ``second_by``: who explained again (KY-5)."""

    head: Head
    person: Party
    modes: tuple[tuple[str, bool], ...]
    given_by: str
    given_by_number: str
    given_at: datetime
    topics: tuple[tuple[str, bool], ...]
    covered_authority: bool
    remark: str
    second_by: str = ""
    second_by_number: str = ""
    second_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnsweredOption:
    """One option of a question: letter, text, score, and whether the client chose it."""

    letter: str
    text: str
    score: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question with its options and the score it counted."""

    number: int
    text: str
    several: bool
    options: tuple[AnsweredOption, ...]
    score: int


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """《投资风险承受能力评估调查表》 (RA-2..RA-4). ``bands``: label, lowest and highest total of each level.

    ``second``: who explained again to an older client who is assessed anew (KY-5); empty at an opening, whose record of
    education names that person.
    """

    head: Head
    person: Party
    policy_version: str
    questions: tuple[AnsweredQuestion, ...]
    total: int
    level: str
    bands: tuple[tuple[str, int, int], ...]
    answered_at: datetime
    valid_until: date
    marks: tuple[str, ...]
    second: str = ""


@dataclass(frozen=True, slots=True)
class SectionRead:
    """When a section had been on the display in full, and for how many seconds (OP-3)."""

    section_id: str
    seconds: int


@dataclass(frozen=True, slots=True)
class DisclosureFacts:
    """《证券交易风险揭示书》 and the extra disclosures (OP-3); the text itself is the form's own."""

    head: Head
    person: Party
    read: tuple[SectionRead, ...]
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class EsignFacts:
    """《电子签名约定书》 with the separate consents (KY-4): purpose and whether given."""

    head: Head
    person: Party
    consents: tuple[tuple[str, bool], ...]
    agreed_at: datetime


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """《证券交易委托代理协议》."""

    head: Head
    person: Party
    contact: ContactFacts
    fund_account: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarketerFacts:
    """The public part of a marketing staff member's register (MS-1, SR-1)."""

    name: str
    number: str
    post: str
    certificate_number: str
    certificate_until: date
    authorised: tuple[str, ...]
    forbidden: tuple[str, ...]
    telephone: str


@dataclass(frozen=True, slots=True)
class RelationshipFacts:
    """《服务关系确认书》, two copies (SR-1, SR-2, AP-2). ``booking_number`` empty: not booked."""

    head: Head
    person: Party
    marketer: MarketerFacts
    booked: bool
    booking_number: str
    verified_by: str
    verified_by_number: str


@dataclass(frozen=True, slots=True)
class CustodyFacts:
    """《客户交易结算资金第三方存管协议（签约确认）》 (CU-1)."""

    head: Head
    person: Party
    bank: str
    bank_account: str
    fund_account: str
    main_account: bool
    currency: str


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One paper in the list: number, title, form version, pages, copies, content hash (first 16 digits shown)."""

    number: str
    title: str
    version: str
    pages: int
    copies: int
    content_sha256: str


@dataclass(frozen=True, slots=True)
class ContentsFacts:
    """《客户资料清单》: the index of the papers of this case (AR-1)."""

    head: Head
    person: Party
    client_number: str
    lines: tuple[ContentsLine, ...]
