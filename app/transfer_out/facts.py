"""What each form of a transfer-out says, as plain values: the flow fills them, ``forms`` sets them.

Everything is final text or a plain value. The client's signature on the application and on the list of returns is bound
to ``digest`` of their facts, so nothing that moves with time may be in these two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.archive.heads import BranchFacts, Head

__all__ = ["BranchFacts", "Head"]


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """Who asks: the client, and the agent when one comes (empty else). ``institution``: the client is one.

    ``auxiliaries``: the client's other fund accounts, in words.
    """

    name: str
    client_number: str
    institution: bool
    paper_kind: str
    paper_number: str
    mobile: str
    fund_account: str
    agent_name: str
    agent_paper_number: str
    authority: str
    auxiliaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """One document that was to be shown (TO-1): how it was seen (``原件已核对并扫描``, or why there is no scan)."""

    label: str
    shown: bool
    remark: str


@dataclass(frozen=True, slots=True)
class WishFacts:
    """What the client wants done with one account. ``market``: its label; ``to``: where it goes, empty when unknown."""

    market: str
    account: str
    wish: str
    to: str


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """One condition of TO-2: whether it stands in the way, in what way, what to wait for, until when at least.

    ``stands`` None: nobody has looked or stated yet.
    """

    label: str
    stands: bool | None
    detail: str
    wait_for: str
    retry: str


@dataclass(frozen=True, slots=True)
class AccountsFacts:
    """The accounts' state and where it is from: the snapshot's moment, or stated by hand by whom (TO-2)."""

    by_hand: bool
    source: str
    taken_at: datetime
    conditions: tuple[ConditionFacts, ...]


@dataclass(frozen=True, slots=True)
class TransferApplicationFacts:
    """《转销户申请表》, signed by the client: what is asked for, the documents shown, the reason.

    The accounts' state, the deadline and whether the client insists move, so they are on the approval sheet, not here;
    what is promised of time is the policy's number of trading days, ``deadline_days`` (TO-15), nought while it is not
    known.
    """

    head: Head
    party: PartyFacts
    asked_on: date
    wishes: tuple[WishFacts, ...]
    close_account: bool
    documents: tuple[DocumentShown, ...]
    reason: str
    reason_text: str
    deadline_days: int = 0


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One decision as the approval sheet lists it.

    ``way``: 本人登录 or 电话; ``confirmed``: how one by telephone was confirmed, empty for others.
    """

    step: str
    name: str
    number: str
    verdict: str
    way: str
    at: datetime
    version: int
    words: str
    ground: str
    telephone: str
    recorded_by: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class ApprovalSheetFacts:
    """《转销户审批单》: class and tier, the clock, every decision with name, time, way and version (TO-4 to TO-7)."""

    head: Head
    party: PartyFacts
    client_class: str
    assets: Decimal | None
    turnover: Decimal | None
    figures_from: str
    tier: str
    raised: tuple[str, ...]
    version: int
    asked_on: date
    deadline: date
    booked_for: date | None
    insisted_at: datetime | None
    own_staff: str
    reason: str
    accounts: AccountsFacts
    steps: tuple[str, ...]
    decisions: tuple[DecisionFacts, ...]


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """One attempt to talk the client round (TO-3)."""

    number: int
    at: datetime
    by: str
    way: str
    said: str
    offered: str
    promised: str
    promise_due: date | None
    answer: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RetentionRecordFacts:
    """《挽留记录》: reason with what was said, offered, promised and answered, attempt by attempt (TO-3, TO-15)."""

    head: Head
    party: PartyFacts
    reason: str
    reason_text: str
    talks: tuple[TalkFacts, ...]
    insisted_at: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the receipt: what for, which account, how much (yuan)."""

    label: str
    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FeeReceiptFacts:
    """《转托管手续费收据》: figures and Chinese capitals (TO-9). ``void``: why it was voided, empty while it holds."""

    head: Head
    receipt_number: str
    payer: str
    lines: tuple[FeeLine, ...]
    total: Decimal
    capitals: str
    issued_at: datetime
    issued_by: str
    void: str


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """One promise with its date."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class MemoFacts:
    """《客户转销户工作备忘录》 for everyone who left or was talked round (TO-13)."""

    head: Head
    party: PartyFacts
    left: bool
    ended_at: datetime
    reason: str
    reason_text: str
    telephone: str
    promises: tuple[PromiseFacts, ...]
    follow_up: tuple[PromiseFacts, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One thing to be given back or kept (TO-10); ``remark`` says why when it is not."""

    label: str
    done: bool
    remark: str


@dataclass(frozen=True, slots=True)
class ReturnsFacts:
    """《资料交还清单》: what is kept, what goes back, ticked by the teller and signed for by the client (TO-10)."""

    head: Head
    party: PartyFacts
    kept: tuple[ReturnLine, ...]
    returned: tuple[ReturnLine, ...]


@dataclass(frozen=True, slots=True)
class EnclosureFacts:
    """《附件：资料扫描件》: whose and what paper was scanned; the scan's pages take the place of this one (TO-10)."""

    head: Head
    party: PartyFacts
    label: str
