"""The words of complaints in the person's language; forms print those of ``app.complaints.labels``."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.complaints.domain import (
    ENDED,
    AnswerWay,
    EvidenceKind,
    Gravity,
    Kind,
    Level,
    Line,
    Source,
    State,
    Step,
    Verdict,
)


def source_word(source: Source) -> str:
    """How it came."""
    translate = QCoreApplication.translate
    return {
        Source.TELEPHONE: translate("Complaints", "Phone"),
        Source.LETTER: translate("Complaints", "Letter"),
        Source.EMAIL: translate("Complaints", "E-mail"),
        Source.FAX: translate("Complaints", "Fax"),
        Source.ON_SITE: translate("Complaints", "On site"),
        Source.REGULATOR: translate("Complaints", "Regulator"),
    }[source]


def kind_word(kind: Kind) -> str:
    """What it is about."""
    translate = QCoreApplication.translate
    return {
        Kind.SYSTEM: translate("Complaints", "System"),
        Kind.PREMISES: translate("Complaints", "Premises"),
        Kind.SERVICE: translate("Complaints", "Service"),
        Kind.FINANCIAL_SERVICE: translate("Complaints", "Advice"),
        Kind.MARKETING: translate("Complaints", "Marketing"),
        Kind.MISCONDUCT: translate("Complaints", "Misconduct"),
        Kind.OTHER: translate("Complaints", "Other"),
    }[kind]


def level_word(level: Level) -> str:
    """Who answers for it."""
    translate = QCoreApplication.translate
    return {
        Level.COMPANY: translate("Complaints", "Company"),
        Level.REGIONAL: translate("Complaints", "Regional"),
        Level.BRANCH: translate("Complaints", "Branch"),
    }[level]


def gravity_word(gravity: Gravity) -> str:
    """What makes it pass compliance."""
    translate = QCoreApplication.translate
    return {
        Gravity.SERIOUS: translate("Complaints", "Serious"),
        Gravity.MASS: translate("Complaints", "Many complain"),
        Gravity.DIFFICULT: translate("Complaints", "Difficult"),
    }[gravity]


def state_word(state: State) -> str:
    """Where it stands."""
    translate = QCoreApplication.translate
    return {
        State.TAKEN: translate("Complaints", "To be assigned"),
        State.ASSIGNED: translate("Complaints", "To be investigated"),
        State.INVESTIGATED: translate("Complaints", "To be planned"),
        State.PLANNED: translate("Complaints", "To be answered"),
        State.WITH_COMPLIANCE: translate("Complaints", "With compliance"),
        State.ANSWERED: translate("Complaints", "To be called back"),
        State.CALLED_BACK: translate("Complaints", "To be closed"),
        State.CLOSED: translate("Complaints", "Closed"),
        State.WITHDRAWING: translate("Complaints", "Withdrawal with compliance"),
        State.WITHDRAWN: translate("Complaints", "Withdrawn"),
    }[state]


def state_colour(state: State) -> str:
    """The colour of where it stands."""
    if state in ENDED:
        return "ok" if state is State.CLOSED else "neutral"
    return "warn" if state in (State.WITH_COMPLIANCE, State.WITHDRAWING) else "info"


def step_word(step: Step) -> str:
    """What is done, as a button says it."""
    translate = QCoreApplication.translate
    return {
        Step.TAKE: translate("Complaints", "Take in"),
        Step.ASSIGN: translate("Complaints", "Assign"),
        Step.NAME: translate("Complaints", "Name a person"),
        Step.INVESTIGATE: translate("Complaints", "Findings"),
        Step.PLAN: translate("Complaints", "Plan"),
        Step.AGREE: translate("Complaints", "Agree"),
        Step.SEND_BACK: translate("Complaints", "Send back"),
        Step.POSTPONE: translate("Complaints", "Put off"),
        Step.ANSWER: translate("Complaints", "Answer"),
        Step.CALL_BACK: translate("Complaints", "Call back"),
        Step.REOPEN: translate("Complaints", "Investigate anew"),
        Step.CLOSE: translate("Complaints", "Close"),
        Step.LEVEL: translate("Complaints", "Level"),
        Step.WITHDRAW: translate("Complaints", "Withdrawal"),
        Step.LET_GO: translate("Complaints", "Let it go"),
        Step.KEEP_ON: translate("Complaints", "Go on with it"),
    }[step]


def done_word(step: Step) -> str:
    """What was done, as the history says it."""
    translate = QCoreApplication.translate
    return {
        Step.TAKE: translate("Complaints", "Taken in"),
        Step.ASSIGN: translate("Complaints", "Assigned"),
        Step.NAME: translate("Complaints", "Person named"),
        Step.INVESTIGATE: translate("Complaints", "Investigated"),
        Step.PLAN: translate("Complaints", "Planned"),
        Step.AGREE: translate("Complaints", "Compliance agreed"),
        Step.SEND_BACK: translate("Complaints", "Sent back by compliance"),
        Step.POSTPONE: translate("Complaints", "Answer put off"),
        Step.ANSWER: translate("Complaints", "Answered"),
        Step.CALL_BACK: translate("Complaints", "Called back"),
        Step.REOPEN: translate("Complaints", "Investigated anew"),
        Step.CLOSE: translate("Complaints", "Closed"),
        Step.LEVEL: translate("Complaints", "Level changed"),
        Step.WITHDRAW: translate("Complaints", "Withdrawn by the complainant"),
        Step.LET_GO: translate("Complaints", "Compliance agreed to the withdrawal"),
        Step.KEEP_ON: translate("Complaints", "Gone on with on compliance's word"),
    }[step]


def verdict_word(verdict: Verdict) -> str:
    """What was found."""
    translate = QCoreApplication.translate
    return {
        Verdict.NONE: "",
        Verdict.FOUNDED: translate("Complaints", "Founded"),
        Verdict.PARTLY: translate("Complaints", "Partly founded"),
        Verdict.UNFOUNDED: translate("Complaints", "Unfounded"),
    }[verdict]


def way_word(way: AnswerWay) -> str:
    """How it was answered."""
    translate = QCoreApplication.translate
    return {
        AnswerWay.LETTER: translate("Complaints", "Letter"),
        AnswerWay.EMAIL: translate("Complaints", "E-mail"),
        AnswerWay.TELEPHONE: translate("Complaints", "Telephone"),
        AnswerWay.IN_PERSON: translate("Complaints", "In person"),
        AnswerWay.NONE: translate("Complaints", "Nobody to answer"),
    }[way]


def evidence_word(kind: EvidenceKind) -> str:
    """What a file is."""
    translate = QCoreApplication.translate
    paper = kind is EvidenceKind.PAPER
    return translate("Complaints", "Paper") if paper else translate("Complaints", "Recording")


def due_word(line: Line) -> str:
    """How much time is left, in working days."""
    translate = QCoreApplication.translate
    if line.days_left is None or line.due is None:
        return ""
    if line.days_left < 0:
        return translate("Complaints", "{days} days late").format(days=-line.days_left)
    if line.days_left == 0:
        return translate("Complaints", "today")
    return translate("Complaints", "{days} days left").format(days=line.days_left)


def due_colour(line: Line) -> str:
    """The colour of the time that is left."""
    if line.days_left is None:
        return "neutral"
    return "danger" if line.days_left < 0 else "warn" if line.days_left <= 1 else "ok"


def gravity_words(line: Line) -> str:
    """What is grave about it."""
    return ", ".join(gravity_word(one) for one in sorted(line.gravity))
