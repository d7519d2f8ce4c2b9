"""What the figures, their parts and periods are called in the person's language, and how numbers are written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.common.clock import branch_time
from app.figures.domain import Figure, Mood, Period, Point, Row, Shape, Span, Unit, Value, month_named
from app.tasks.domain import TaskKind
from ui import i18n
from ui.pages.tasks_words import kind_word

translate = QCoreApplication.translate


def title(figure: Figure) -> str:
    """What a figure is called."""
    return {
        "my-openings": translate("Dashboard", "My openings"),
        "my-changes": translate("Dashboard", "My changes"),
        "my-transfers": translate("Dashboard", "My transfers out"),
        "my-running": translate("Dashboard", "My unfinished cases"),
        "my-tasks-today": translate("Dashboard", "My tasks due today"),
        "my-tasks-late": translate("Dashboard", "My overdue tasks"),
        "my-calls": translate("Dashboard", "My calls to make"),
        "my-papers": translate("Dashboard", "My papers to hand over"),
        "bookings-today": translate("Dashboard", "Bookings still expected"),
        "running": translate("Dashboard", "Cases under way"),
        "steps": translate("Dashboard", "Transfers out, by step"),
        "deadlines": translate("Dashboard", "Transfer deadlines"),
        "counters": translate("Dashboard", "Counters at work today"),
        "churn": translate("Dashboard", "Requests to leave"),
        "openings": translate("Dashboard", "Openings by month"),
        "left": translate("Dashboard", "Clients left, by month"),
        "assets-in": translate("Dashboard", "Assets in new accounts"),
        "assets-out": translate("Dashboard", "Assets that left"),
        "late-tasks": translate("Dashboard", "Overdue tasks"),
        "calls-waiting": translate("Dashboard", "Calls to make"),
        "calls-done": translate("Dashboard", "Calls made"),
        "problems": translate("Dashboard", "Problems found by calling"),
        "complaints": translate("Dashboard", "Complaints not closed"),
        "complaint-steps": translate("Dashboard", "Complaints, by step"),
        "complaints-taken": translate("Dashboard", "Complaints by month"),
        "complaints-to-clear": translate("Dashboard", "Complaints for compliance"),
        "my-complaints": translate("Dashboard", "Complaints I handle"),
        "contacts": translate("Dashboard", "Calls and visits"),
        "satisfaction": translate("Dashboard", "Satisfaction by month"),
        "messages": translate("Dashboard", "Messages not sent"),
        "hits": translate("Dashboard", "Watch list hits to decide"),
        "unmaskings": translate("Dashboard", "Numbers shown in full"),
        "bulk-looks": translate("Dashboard", "Many looks noticed"),
        "reviews": translate("Dashboard", "Notices to look into"),
        "papers": translate("Dashboard", "Identity papers running out"),
        "assessments": translate("Dashboard", "Risk assessments out of date"),
        "mismatches": translate("Dashboard", "Mismatch warnings signed"),
        "incidents": translate("Dashboard", "Incidents"),
        "at-counter": translate("Dashboard", "Papers not handed over"),
        "to-receive": translate("Dashboard", "Papers to receive"),
        "sent-back": translate("Dashboard", "Papers sent back"),
        "handed": translate("Dashboard", "Papers handed over"),
        "loans": translate("Dashboard", "Dossiers lent"),
        "backups": translate("Dashboard", "Backups"),
        "print-jobs": translate("Dashboard", "Prints not finished"),
        "stations": translate("Dashboard", "Counters of the server"),
        "certificates": translate("Dashboard", "Practising certificates"),
        "seal": translate("Dashboard", "Days left of the seal's certificate"),
        "disk": translate("Dashboard", "Disk of this computer"),
    }.get(figure.code, figure.title)


def note(figure: Figure) -> str:
    """What exactly is counted; the Chinese note where the person reads Chinese."""
    if i18n.language() == i18n.CHINESE:
        return figure.note
    if figure.dated:
        return translate("Dashboard", "Of the period chosen above, beside the same stretch of the one before.")
    return translate("Dashboard", "As things stand now.")


def empty(figure: Figure) -> str:
    """What to say, and what to do, where there is nothing."""
    if figure.code in ("stations",):
        return translate("Dashboard", "This branch has no server: there is one counter, and nothing to list.")
    if figure.code == "backups":
        return translate(
            "Dashboard", "No backup was made in this period. Make one at the command line, or look at the schedule."
        )
    if figure.code == "satisfaction":
        return translate(
            "Dashboard", "No month has enough answers yet. A month is shown once it is over; no single mark ever is."
        )
    if figure.shape is Shape.MONTHS:
        return translate("Dashboard", "Nothing in these twelve months. Choose an earlier period above.")
    if figure.dated:
        return translate("Dashboard", "Nothing in this period. Choose a longer or an earlier one above.")
    return translate("Dashboard", "Nothing is waiting. There is nothing to do here.")


def part(figure: Figure, key: str, label: str = "") -> str:
    """What a part is called: a code in words, a month, or the name that it has."""
    if figure.shape is Shape.MONTHS and key:
        month = month_named(key).since
        return label if i18n.language() == i18n.CHINESE else month.strftime("%b")
    found = _parts().get(key)
    return found or label or figure.parts.get(key, key)


def _parts() -> dict[str, str]:
    return {
        "opening": translate("Dashboard", "Openings"),
        "transfer": translate("Dashboard", "Transfers out"),
        "change": translate("Dashboard", "Changes"),
        "risk": translate("Dashboard", "Suitability"),
        "open": translate("Dashboard", "Being prepared"),
        "submitted": translate("Dashboard", "With the approvers"),
        "sent-back": translate("Dashboard", "Sent back"),
        "approved": translate("Dashboard", "To be carried out"),
        "carried-out": translate("Dashboard", "Left"),
        "retained": translate("Dashboard", "Stayed"),
        "running": translate("Dashboard", "Under way"),
        "other": translate("Dashboard", "Taken back"),
        "late": translate("Dashboard", "Overdue"),
        "today": translate("Dashboard", "Due today"),
        "next": translate("Dashboard", "Next trading day"),
        "later": translate("Dashboard", "Later"),
        "stands": translate("Dashboard", "Clock stands still"),
        "due": translate("Dashboard", "In time"),
        "nobody": translate("Dashboard", "Nobody's"),
        "older": translate("Dashboard", "Longer ago"),
        "recent": translate("Dashboard", "Lately"),
        "week": translate("Dashboard", "Within a week"),
        "month": translate("Dashboard", "Within a month"),
        "ended": translate("Dashboard", "Ended"),
        "soon": translate("Dashboard", "Ends soon"),
        "approval-denied": translate("Dashboard", "Approval by telephone denied"),
        "marketing-misconduct": translate("Dashboard", "Misconduct told of in a call"),
        "complaint-misconduct": translate("Dashboard", "Misconduct complained of"),
        "good": translate("Dashboard", "Good"),
        "failed": translate("Dashboard", "Failed"),
        "waiting": translate("Dashboard", "Waiting"),
        "sending": translate("Dashboard", "On the way"),
        "joined": translate("Dashboard", "Joined"),
        "invited": translate("Dashboard", "Invited"),
        "locked": translate("Dashboard", "Locked"),
        "taken": translate("Dashboard", "Taken in"),
        "assigned": translate("Dashboard", "Assigned"),
        "investigated": translate("Dashboard", "Investigated"),
        "planned": translate("Dashboard", "Answer planned"),
        "with-compliance": translate("Dashboard", "With compliance"),
        "answered": translate("Dashboard", "Answered"),
        "called-back": translate("Dashboard", "Called back"),
        "withdrawing": translate("Dashboard", "Withdrawal to be cleared"),
        "reached": translate("Dashboard", "Reached"),
        "not-reached": translate("Dashboard", "Not reached"),
        "wrong-number": translate("Dashboard", "Wrong number"),
        "refused": translate("Dashboard", "Wants no calls"),
        "language": translate("Dashboard", "No common language"),
        "queued": translate("Dashboard", "Waiting"),
        "unclear": translate("Dashboard", "Outcome unclear"),
        "free": translate("Dashboard", "Free"),
        "used": translate("Dashboard", "Used"),
    }


def what(figure: Figure, row: Row) -> str:
    """What a row is about."""
    if row.what in _TASKS:
        return kind_word(TaskKind(row.what))
    if row.what in ("many-clients", "many-unmaskings", "made-alone"):
        return {
            "many-clients": translate("Dashboard", "Many clients in a short time"),
            "many-unmaskings": translate("Dashboard", "Many numbers shown in a day"),
            "made-alone": translate("Dashboard", "User made by one person alone"),
        }[row.what]
    if row.what:
        return _parts().get(row.what, row.what)
    return part(figure, row.key) if row.key in figure.parts else ""


_TASKS = frozenset(kind.value for kind in TaskKind)
_BAD = frozenset({"late", "older", "ended", "failed", "approval-denied", "locked"})
_NEAR = frozenset({"today", "soon", "next", "month", "sent-back"})


def tone(figure: Figure, key: str) -> str:
    """The colour of a part by what it means: ``danger``, ``warn``, ``ok``, ``accent``; the words say it too."""
    if figure.code == "churn":
        return {"carried-out": "danger", "retained": "ok", "running": "warn"}.get(key, "faint")
    if key in _BAD:
        return "danger"
    return "warn" if key in _NEAR else "accent"


def span_word(span: Span) -> str:
    """How long a period is."""
    return {
        Span.DAY: translate("Dashboard", "Day"),
        Span.WEEK: translate("Dashboard", "Week"),
        Span.MONTH: translate("Dashboard", "Month"),
        Span.QUARTER: translate("Dashboard", "Quarter"),
        Span.YEAR: translate("Dashboard", "Year"),
    }[span]


def days(period: Period) -> str:
    """A period by its days; the year is said once."""
    if period.since == period.until:
        return period.since.isoformat()
    last = period.until.strftime("%m-%d") if period.until.year == period.since.year else period.until.isoformat()
    return f"{period.since.isoformat()} – {last}"


def number(figure: Figure, value: int) -> str:
    """A value as it is read at a glance."""
    if figure.unit is Unit.YUAN:
        return money(value)
    if figure.unit is Unit.MEGABYTES:
        return f"{value / 1000:,.1f} GB"
    if figure.unit is Unit.TENTHS:
        return f"{value / 10:.1f}"
    return f"{value:,}"


def money(fen: int) -> str:
    """Yuan in the steps that each language counts in."""
    yuan = fen / 100
    steps = ((1e8, "亿元"), (1e4, "万元"), (1, "元")) if i18n.language() == i18n.CHINESE else (
        (1e9, " bn"), (1e6, " m"), (1e3, " k"), (1, "")
    )  # fmt: skip
    size, word = next((step for step in steps if abs(yuan) >= step[0]), steps[-1])
    return f"{yuan / size:,.2f}{word}" if size > 1 else f"{yuan:,.0f}{word}"


def trend(figure: Figure, value: Value) -> tuple[str, str]:
    """How it differs from the same stretch before, in words, and the colour of that."""
    if value.before is None:
        return "", "muted"
    more = value.total - value.before
    before = translate("Dashboard", "before: {count}").format(count=number(figure, value.before))
    if more == 0:
        return before, "muted"
    sign = "+" if more > 0 else "−"
    good = {Mood.PLAIN: "muted", Mood.GOOD: "ok", Mood.BAD: "danger"}[figure.mood]
    bad = {Mood.PLAIN: "muted", Mood.GOOD: "danger", Mood.BAD: "ok"}[figure.mood]
    return f"{sign}{number(figure, abs(more))} · {before}", good if more > 0 else bad


def with_moment(text: str, value: Value) -> str:
    """``text``, and of which moment a figure is that was counted a while ago."""
    if not value.kept:
        return text
    moment = translate("Dashboard", "as of {time}").format(time=branch_time(value.at)[-5:])
    return f"{text} · {moment}" if text else moment


def said(figure: Figure, point: Point) -> str:
    """One part as a screen reader reads it."""
    text = f"{part(figure, point.key, point.label)}: {number(figure, point.value)}"
    if point.before is None:
        return text
    before = translate("Dashboard", "before: {count}").format(count=number(figure, point.before))
    return f"{text} ({before})"


def day_word(day: date | None) -> str:
    """A day as lists show it."""
    return "" if day is None else day.isoformat()
