"""What a branch may decide of calls and visits (FU-1, FU-4, FU-6), as frozen values; the file is ``contacts.toml``.

Nothing here is read from a file; :mod:`app.policy.contacts_file` does that. A record keeps ``version`` of the file by
whose questions it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.policy.reading import EARLIEST


class ContactKind(StrEnum):
    """Why a client is called or visited."""

    OPENING = "opening"  # after an opening (FU-1)
    SAMPLE = "sample"  # an existing client whom the year's plan drew
    LEFT = "left"  # one who left (TO-14)
    STAYED = "stayed"  # one who stayed (TO-14)
    VISIT = "visit"  # on site, or the large and active (FU-4, TO-14)
    UNUSUAL = "unusual"  # about trading that looks unusual (FU-5)
    COMPLAINT = "complaint"  # after a complaint was answered (CP-2)
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese name, for lists and forms."""
        return _KINDS[self]


_KINDS = {
    ContactKind.OPENING: "开户后回访", ContactKind.SAMPLE: "存量客户抽样回访", ContactKind.LEFT: "转出客户回访",
    ContactKind.STAYED: "挽留客户回访", ContactKind.VISIT: "上门拜访", ContactKind.UNUSUAL: "异常交易核实",
    ContactKind.COMPLAINT: "投诉后回访", ContactKind.OTHER: "其他联系",
}  # fmt: skip


class AnswerKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    MARK = "mark"  # 1 (worst) to 5 (best)
    TEXT = "text"


YES, NO = "yes", "no"
MARKS = ("1", "2", "3", "4", "5")


class Misconduct(StrEnum):
    """What an answer says marketing staff did that they must not do; each is an incident of the branch."""

    TRADING = "trading-for-client"
    PROMISE = "promised-returns"
    PASSWORD = "asked-for-password"  # noqa: S105 - the name of a kind of misconduct
    OTHER = "other-misconduct"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _MISCONDUCT[self]


_MISCONDUCT = {
    Misconduct.TRADING: "代客户操作或者代客理财", Misconduct.PROMISE: "承诺收益或者承担损失",
    Misconduct.PASSWORD: "索要或者掌握客户密码", Misconduct.OTHER: "其他违规行为",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContactQuestion:
    """One question of the guided form.

    ``options``: code -> what it is called, in order; the fixed ones of yes-no and mark, empty for a text.
    ``problem``: codes that are a problem of the branch (FU-3). ``misconduct``: what those very codes report of
    marketing staff, None when they are no misconduct. ``after``: code of an earlier question; this one is asked only
    when that was answered with one of ``when``; empty: always asked. ``hint``: what the caller explains.
    """

    code: str
    text: str
    kind: AnswerKind
    asked: tuple[ContactKind, ...]
    options: Mapping[str, str]
    required: bool = True
    problem: tuple[str, ...] = ()
    misconduct: Misconduct | None = None
    after: str = ""
    when: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SamplingRule:
    """Calls of existing clients over a year.

    ``share`` in per cent of them, ``leave_out_called``: not those called already in the year; ``last_month``: the plan
    is done by its end.
    """

    share: Decimal = Decimal(10)
    leave_out_called: bool = True
    last_month: int = 12


@dataclass(frozen=True, slots=True)
class ContactPolicy:
    """The rules of calls and visits.

    ``retry_days``: working days after which somebody who was not reached is tried again, when the caller names no day.
    ``attempts``: after so many in vain another way is taken (shown to the caller). When a call is due, and a problem
    answered, ``Policy.tasks`` says.
    """

    version: str
    effective: date
    retry_days: int
    attempts: int
    sampling: SamplingRule
    questions: tuple[ContactQuestion, ...]

    def asked(self, kind: ContactKind) -> tuple[ContactQuestion, ...]:
        """The questions of one kind of contact, in order, those of closed branches too."""
        return tuple(question for question in self.questions if kind in question.asked)


NO_CONTACTS = ContactPolicy("", EARLIEST, 1, 3, SamplingRule(), ())
"""Stands in where a policy was kept from before there was such a file, or has a mistake."""
