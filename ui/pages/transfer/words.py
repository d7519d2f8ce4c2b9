"""The words of the page that more than one part uses. Asked anew each time, so that they follow the language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.approvals.domain import StepKind, StepStatus, Verdict, Way
from app.policy.transfer import Tier
from app.transfer_out.case import Outcome, Status
from app.transfer_out.clock import CaseClock
from app.transfer_out.steps import Step

translate = QCoreApplication.translate


def step_title(step: StrEnum) -> str:
    """The step as the list names it."""
    return {
        Step.INTAKE: translate("TransferWords", "Intake"),
        Step.ACCOUNTS: translate("TransferWords", "Accounts"),
        Step.REASON: translate("TransferWords", "Reason"),
        Step.TALK: translate("TransferWords", "Talk"),
        Step.APPLICATION: translate("TransferWords", "Application"),
        Step.APPROVAL: translate("TransferWords", "Approval"),
        Step.FEE: translate("TransferWords", "Fee"),
        Step.PASSWORD: translate("TransferWords", "Password"),
        Step.RETURNS: translate("TransferWords", "Returns"),
    }[Step(step)]


def status_word(status: Status) -> tuple[str, str]:
    """How a request stands, and the colour of that."""
    return {
        Status.OPEN: (translate("TransferWords", "In preparation"), "info"),
        Status.SUBMITTED: (translate("TransferWords", "In approval"), "info"),
        Status.SENT_BACK: (translate("TransferWords", "Sent back"), "warn"),
        Status.APPROVED: (translate("TransferWords", "Approved, to carry out"), "ok"),
        Status.CARRIED_OUT: (translate("TransferWords", "Carried out"), "ok"),
        Status.RETAINED: (translate("TransferWords", "The client stays"), "ok"),
        Status.CANCELLED: (translate("TransferWords", "Cancelled"), "neutral"),
        Status.TURNED_AWAY: (translate("TransferWords", "Turned away"), "neutral"),
    }[status]


def tier_word(tier: Tier | None) -> str:
    """The tier of retention and approval (TO-4)."""
    if tier is None:
        return translate("TransferWords", "Tier not known yet")
    return {
        Tier.ORDINARY: translate("TransferWords", "Ordinary client"),
        Tier.IMPORTANT: translate("TransferWords", "Important client"),
        Tier.CORE: translate("TransferWords", "Core client"),
    }[tier]


def approval_title(step: StepKind) -> str:
    """Whose approval a step is."""
    return {
        StepKind.OWN_STAFF: translate("TransferWords", "Client's own staff member"),
        StepKind.SUPERVISOR: translate("TransferWords", "Counter supervisor"),
        StepKind.DIRECTOR: translate("TransferWords", "Marketing director"),
        StepKind.GENERAL_MANAGER: translate("TransferWords", "General manager"),
    }[step]


def approval_word(status: StepStatus) -> tuple[str, str]:
    """How far an approval is, and the colour of that."""
    return {
        StepStatus.WAITING: (translate("TransferWords", "Waits for the one before"), "neutral"),
        StepStatus.OPEN: (translate("TransferWords", "Open"), "info"),
        StepStatus.APPROVED: (translate("TransferWords", "Given"), "ok"),
        StepStatus.UNCONFIRMED: (translate("TransferWords", "By telephone, not confirmed"), "danger"),
        StepStatus.LATE: (translate("TransferWords", "By telephone, confirmation late"), "danger"),
        StepStatus.DENIED: (translate("TransferWords", "Denied by the approver, open again"), "danger"),
    }[status]


def verdict_word(verdict: Verdict) -> tuple[str, str]:
    """What an approver said, and the colour of that."""
    return {
        Verdict.APPROVED: (translate("TransferWords", "Approved"), "ok"),
        Verdict.SENT_BACK: (translate("TransferWords", "Question"), "warn"),
        Verdict.REFUSED: (translate("TransferWords", "Refused"), "danger"),
    }[verdict]


def way_word(way: Way) -> str:
    """How an approver said it."""
    return {
        Way.SIGNED_IN: translate("TransferWords", "signed in"),
        Way.TELEPHONE: translate("TransferWords", "by telephone"),
    }[way]


def talk_ways() -> tuple[tuple[str, str], ...]:
    """How the client can be talked with."""
    return (
        ("counter", translate("TransferWords", "Counter")),
        ("telephone", translate("TransferWords", "By telephone")),
        ("visit", translate("TransferWords", "Visit")),
    )


def outcomes() -> tuple[tuple[str, str], ...]:
    """How a talk can end."""
    return (
        (Outcome.UNDECIDED.value, translate("TransferWords", "Undecided")),
        (Outcome.STAYS.value, translate("TransferWords", "Will stay")),
        (Outcome.LEAVES.value, translate("TransferWords", "Wants to leave")),
    )


def document_label(code: str, label: str) -> str:
    """A document or a thing to give back; ``label`` is the service's own name for it."""
    return {
        "id-card": translate("TransferWords", "Identity paper"),
        "securities-card": translate("TransferWords", "Securities account card"),
        "fund-card": translate("TransferWords", "Fund account card"),
        "authorisation": translate("TransferWords", "Authorisation letter"),
        "agent-id": translate("TransferWords", "Agent's identity paper"),
        "client-copy": translate("TransferWords", "Client's copies of the forms"),
    }.get(code, label or code)


def condition_label(code: str, label: str = "") -> str:
    """What can stand in the way (TO-2)."""
    return {
        "orders": translate("TransferWords", "Orders of today, filled or not"),
        "repo": translate("TransferWords", "Repo not yet due"),
        "repo-registration": translate("TransferWords", "Repo registration not withdrawn"),
        "new-share": translate("TransferWords", "Money frozen for a new-share subscription"),
        "agreements": translate("TransferWords", "Agreement not yet fulfilled"),
        "depository-sh": translate("TransferWords", "Other block of the Shanghai depository"),
        "depository-sz": translate("TransferWords", "Other block of the Shenzhen depository"),
    }.get(code, label or code)


def wait_words(code: str, words: str) -> str:
    """What to wait for; ``words`` are the service's own."""
    return {
        "orders": translate("TransferWords", "until today's orders are settled after the close; withdraw open ones"),
        "repo": translate("TransferWords", "until the repo is due and its money settled"),
        "repo-registration": translate("TransferWords", "until the repo registration is withdrawn"),
        "new-share": translate("TransferWords", "until the subscription money is released"),
        "agreements": translate("TransferWords", "until the agreement is fulfilled or ended as agreed"),
        "depository-sh": translate("TransferWords", "until the Shanghai depository lifts its block"),
        "depository-sz": translate("TransferWords", "until the Shenzhen depository lifts its block"),
    }.get(code, words)


def clock_words(clock: CaseClock) -> tuple[str, str]:
    """The clock of a running request, and its colour (TO-15)."""
    if clock.problem is not None:
        return translate("TransferWords", "Deadline not known: trading calendar"), "danger"
    if clock.deadline is None or clock.days_left is None:
        return translate("TransferWords", "Clock stands still (blocked)"), "warn"
    day = clock.deadline.isoformat()
    if clock.days_left < 0:
        text = translate("TransferWords", "{days} trading days late (due {day})")
        return text.format(days=-clock.days_left, day=day), "danger"
    if clock.days_left == 0:
        return translate("TransferWords", "Due today, {day}").format(day=day), "warn"
    text = translate("TransferWords", "Due {day}, {days} trading days left")
    return text.format(days=clock.days_left, day=day), "info"


def age_words(minutes: int) -> str:
    """How long ago something was."""
    if minutes < 60:
        return translate("TransferWords", "{count} min ago").format(count=minutes)
    if minutes < 48 * 60:
        return translate("TransferWords", "{count} h ago").format(count=minutes // 60)
    return translate("TransferWords", "{count} days ago").format(count=minutes // (24 * 60))


def yuan(amount: Decimal) -> str:
    """Money as it is shown."""
    return translate("TransferWords", "{amount} yuan").format(amount=f"{amount:,.2f}")


def day_word(day: date | None) -> str:
    """A day, or that nobody can say."""
    return day.isoformat() if day is not None else translate("TransferWords", "cannot be said yet")


def join(parts: list[str]) -> str:
    """A list in one line."""
    return translate("TransferWords", ", ").join(parts)


def field_label(name: str) -> str:
    """The label of a field; the field's own name for one without (a slip that a test catches)."""
    kind, colon, code = name.partition(":")
    if colon:
        return {
            "doc": document_label(code, ""),
            "return": document_label(code, ""),
            "cond": condition_label(code),
            "doc_reason": translate("TransferWords", "Why there is no scan"),
            "return_reason": translate("TransferWords", "Why it is not given back"),
            "cond_detail": translate("TransferWords", "Details"),
            "cond_until": translate("TransferWords", "Until when"),
        }.get(kind, name)
    return {
        "present": translate("TransferWords", "Who is here"),
        "agent_name": translate("TransferWords", "Agent's name"),
        "agent_paper_number": translate("TransferWords", "Agent's ID number"),
        "agent_not_staff": translate("TransferWords", "Not a member of staff"),
        "authority": translate("TransferWords", "Authority"),
        "telephone": translate("TransferWords", "Telephone where the client can be reached later"),
        "wish_sh": translate("TransferWords", "Shanghai A-shares"),
        "wish_sz": translate("TransferWords", "Shenzhen A-shares"),
        "wish_fund": translate("TransferWords", "Open-end funds"),
        "wish_close": translate("TransferWords", "Fund account"),
        "sh_number": translate("TransferWords", "Shanghai account"),
        "sz_number": translate("TransferWords", "Shenzhen account"),
        "fund_number": translate("TransferWords", "Open-end fund account"),
        "target": translate("TransferWords", "Receiving firm"),
        "sz_seat": translate("TransferWords", "Receiving seat (Shenzhen)"),
        "booked_for": translate("TransferWords", "Booked for"),
        "booked_with": translate("TransferWords", "Booked with"),
        "assets": translate("TransferWords", "Assets (yuan)"),
        "turnover": translate("TransferWords", "Yearly turnover rate"),
        "reason": translate("TransferWords", "Main reason"),
        "reason_text": translate("TransferWords", "In the client's words"),
        "sign_way": translate("TransferWords", "How the client signs"),
    }.get(name, name)
