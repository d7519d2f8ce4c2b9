"""What a complaint is: its states, people, days and history (CP-1, CP-2). Standard library only.

Who may take which step stands in ``steps.py``, what an entry is refused for in ``checks.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

TOPIC = "complaints"
"""What the change feed calls a complaint that moved."""

FACTS_LIMIT = 4000
"""Characters of the facts, the demand, a finding, a measure and an answer."""
WORDS_LIMIT = 1000
"""Characters of a reason or a remark."""
MOST_RESPONDENTS = 10
HIGHEST_COMPENSATION = Decimal(100_000_000)


class Source(StrEnum):
    """How a complaint came (CP-1)."""

    TELEPHONE = "telephone"
    LETTER = "letter"
    EMAIL = "email"
    FAX = "fax"
    ON_SITE = "on-site"
    REGULATOR = "regulator"  # passed on by a regulator


class Kind(StrEnum):
    """What it is about (CP-1)."""

    SYSTEM = "system"
    PREMISES = "premises"
    SERVICE = "service"
    FINANCIAL_SERVICE = "financial-service"
    MARKETING = "marketing"
    MISCONDUCT = "misconduct"  # a report that somebody broke law or rule
    OTHER = "other"


class Level(StrEnum):
    """Who answers for it: the company, the regional company, the branch (CP-1)."""

    COMPANY = "company"
    REGIONAL = "regional"
    BRANCH = "branch"


class Gravity(StrEnum):
    """What makes a complaint pass compliance before it is answered (CP-2)."""

    SERIOUS = "serious"
    MASS = "mass"
    DIFFICULT = "difficult"


class State(StrEnum):
    """Where a complaint stands."""

    TAKEN = "taken"
    ASSIGNED = "assigned"
    INVESTIGATED = "investigated"
    PLANNED = "planned"  # the plan needs nobody's consent, or has it: to be answered
    WITH_COMPLIANCE = "with-compliance"
    ANSWERED = "answered"
    CALLED_BACK = "called-back"
    CLOSED = "closed"
    WITHDRAWING = "withdrawing"  # the complainant withdrew it; compliance says whether that ends it
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done with a complaint."""

    TAKE = "take"
    ASSIGN = "assign"
    NAME = "name"  # somebody turned out to be complained of
    INVESTIGATE = "investigate"
    PLAN = "plan"
    AGREE = "agree"
    SEND_BACK = "send-back"
    POSTPONE = "postpone"
    ANSWER = "answer"
    CALL_BACK = "call-back"
    REOPEN = "reopen"
    CLOSE = "close"
    LEVEL = "level"  # another level answers for it
    WITHDRAW = "withdraw"  # the complainant takes it back
    LET_GO = "let-go"  # compliance agrees to the withdrawal
    KEEP_ON = "keep-on"  # compliance has it gone on with


class Verdict(StrEnum):
    """What was found of a respondent; ``NONE`` before anybody looked."""

    NONE = ""
    FOUNDED = "founded"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"


SUBSTANTIATED = frozenset({Verdict.FOUNDED, Verdict.PARTLY})


class AnswerWay(StrEnum):
    """How the complainant got the answer; ``NONE``: an anonymous one who left no way to be reached."""

    LETTER = "letter"
    EMAIL = "email"
    TELEPHONE = "telephone"
    IN_PERSON = "in-person"
    NONE = "none"


class EvidenceKind(StrEnum):
    """What a file of evidence is."""

    PAPER = "paper"  # pictures and PDFs: kept as cleaned pictures of their pages
    RECORDING = "recording"  # sound, only with consent (CP-1)


UNANSWERED = frozenset(
    {State.TAKEN, State.ASSIGNED, State.INVESTIGATED, State.PLANNED, State.WITH_COMPLIANCE, State.WITHDRAWING}
)  # fmt: skip
"""States in which the clock of the answer runs; a withdrawal that compliance has not agreed to stops no clock."""

ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
"""States in which nobody has anything to do any more."""

OPEN_STATES = frozenset(State) - ENDED


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who is complained of. ``staff_id`` empty: not in the register, or nobody the complainant could name.

    ``misconduct``: the investigation found that law or rule was broken.
    """

    place: int
    staff_id: str
    name: str
    post: str
    unit: str
    marketing: bool = False
    verdict: Verdict = Verdict.NONE
    misconduct: bool = False
    dealt: str = ""


@dataclass(frozen=True, slots=True)
class Complainant:
    """Who complains. ``client_id`` empty: no client of the branch; ``contact``: a number or address as it was given.

    An anonymous one has no name, and whatever way they left to be reached.
    """

    name: str
    contact: str
    address: str
    client_id: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint as it stands. Days are the branch's; ``compensation`` in yuan; ``version`` counts its steps.

    ``handlers``: staff ids of everybody who ever handled it; ``handler`` the last of them, or empty.
    ``answered_on`` None while the clock of the answer runs; ``contact_id``: the call or visit it came from, or empty.
    ``incident_id``: the risk incident made of it, or empty; ``caller``: who was given the calling back, or empty.
    ``was_late``: it was late before it was opened anew.
    """

    id: str
    number: str
    source: Source
    kind: Kind
    level: Level
    gravity: frozenset[Gravity]
    complainant: Complainant
    respondents: tuple[Respondent, ...]
    facts: str
    demand: str
    state: State
    taken_at: datetime
    taken_on: date
    taken_by: str
    taken_by_name: str
    start_due: date
    answer_due: date
    handler: str = ""
    handler_name: str = ""
    handlers: frozenset[str] = frozenset()
    started_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    finding: str = ""
    measure: str = ""
    compensation: Decimal = Decimal(0)
    cleared: bool = False
    answer: str = ""
    answer_way: AnswerWay | None = None
    satisfied: bool | None = None
    contact_id: str = ""
    incident_id: str = ""
    letter_number: str = ""
    record_number: str = ""
    caller: str = ""
    was_late: bool = False
    version: int = 1

    @property
    def staff_complained_of(self) -> frozenset[str]:
        """Staff ids of the respondents who are in the register."""
        return frozenset(one.staff_id for one in self.respondents if one.staff_id)

    @property
    def to_compliance(self) -> bool:
        """Whether its plan passes compliance before it is answered (CP-2)."""
        return bool(self.gravity) or self.compensation > 0

    @property
    def to_withdraw(self) -> bool:
        """Whether a withdrawal needs compliance's word: grave ones, compensation, and what may be misconduct (CP-2).

        An offence is not undone by whoever told of it changing their mind, and nobody is to be talked into that.
        """
        misconduct = self.kind is Kind.MISCONDUCT or any(one.misconduct for one in self.respondents)
        return self.to_compliance or misconduct or bool(self.incident_id)

    @property
    def ended(self) -> bool:
        """Whether it is closed or withdrawn."""
        return self.state in ENDED

    @property
    def verdict(self) -> Verdict:
        """What was found in all: the worst of the respondents' verdicts."""
        found = {one.verdict for one in self.respondents}
        order = (Verdict.FOUNDED, Verdict.PARTLY, Verdict.UNFOUNDED)
        return next((one for one in order if one in found), Verdict.NONE)

    def due(self) -> date | None:
        """The day by which the next step is due; None once it is answered: what follows has no clock of its own."""
        if self.state is State.TAKEN:
            return min(self.start_due, self.answer_due)
        return self.answer_due if self.state in UNANSWERED else None

    def overdue(self, today: date) -> bool:
        """Whether that day is past."""
        due = self.due()
        return due is not None and due < today

    @property
    def late(self) -> bool:
        """Whether its work began, or its answer was given, after the day it was due."""
        started = self.started_on is not None and self.started_on > self.start_due
        return self.was_late or started or (self.answered_on is not None and self.answered_on > self.answer_due)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step in a complaint's history; ``words``: what was said with it; ``to_name``: who got it, or empty.

    ``from_due``, ``to_due``: of a postponement.
    """

    version: int
    step: Step
    state: State
    at: datetime
    by: str
    by_name: str
    words: str = ""
    to_staff: str = ""
    to_name: str = ""
    from_due: date | None = None
    to_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file of evidence: for papers the cleaned pages, for a recording the sound. ``consent``: how it was given."""

    id: str
    complaint_id: str
    kind: EvidenceKind
    name: str
    media: str
    files: tuple[str, ...]
    bytes: int
    consent: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list of complaints. ``days_left``: working days until it is due, below 0 when late; None: no clock.

    ``client_number`` empty: no client.
    """

    id: str
    number: str
    source: Source
    kind: Kind
    level: Level
    gravity: frozenset[Gravity]
    state: State
    complainant: str
    client_id: str
    client_number: str
    respondents: tuple[str, ...]
    taken_on: date
    taken_by_name: str
    handler: str
    handler_name: str
    due: date | None
    days_left: int | None
    verdict: Verdict
    satisfied: bool | None
    closed_on: date | None
    next_step: Step | None

    @property
    def ended(self) -> bool:
        """Whether it is closed or withdrawn."""
        return self.state in ENDED

    @property
    def overdue(self) -> bool:
        """Whether the day is past."""
        return self.days_left is not None and self.days_left < 0
