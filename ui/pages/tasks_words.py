"""Kinds of tasks and their days in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.tasks.domain import TaskKind, TaskLine, TaskState

SOON_DAYS = 3
"""A task due within so many working days is worth a look."""
FAR_DAYS = 20
"""What is due after more working days than that is shown by its date."""


def kind_word(kind: TaskKind) -> str:
    """Why there is a task."""
    translate = QCoreApplication.translate
    return {
        TaskKind.FIRST_CONTACT: translate("Tasks", "First contact"),
        TaskKind.MONTHLY_CONTACT: translate("Tasks", "Monthly contact"),
        TaskKind.YEARLY_VISIT: translate("Tasks", "Yearly visit"),
        TaskKind.PROMISE: translate("Tasks", "Promise"),
        TaskKind.RETAINED_CONTACT: translate("Tasks", "Contact, client stayed"),
        TaskKind.CONFIRM_TELEPHONE: translate("Tasks", "Confirm telephone approval"),
        TaskKind.CLOSE_FUND_ACCOUNT: translate("Tasks", "Close fund account"),
        TaskKind.CLASS_TABLE: translate("Tasks", "Clients by risk level"),
        TaskKind.REPORT: translate("Tasks", "Report to read"),
        TaskKind.TELL_CLIENT: translate("Tasks", "Tell of new staff member"),
        TaskKind.CERTIFICATE: translate("Tasks", "Certificate ends"),
        TaskKind.BANK_NOTICE: translate("Tasks", "Tell the bank"),
        TaskKind.OPENING_CALL: translate("Tasks", "Call after opening"),
        TaskKind.SMS_REMINDER: translate("Tasks", "Message not delivered"),
        TaskKind.PROBLEM: translate("Tasks", "Problem to solve"),
        TaskKind.CLIENT_VISIT: translate("Tasks", "Visit, large or active client"),
        TaskKind.UNUSUAL_TRADING: translate("Tasks", "Call, unusual trading"),
        TaskKind.SAMPLE_CALL: translate("Tasks", "Call, yearly sample"),
        TaskKind.COMPLAINT: translate("Tasks", "Complaint"),
        TaskKind.COMPLAINT_CALLBACK: translate("Tasks", "Call back, complaint"),
        TaskKind.EXPIRING_PAPER: translate("Tasks", "Paper ends soon"),
        TaskKind.OTHER: translate("Tasks", "Other"),
    }[kind]


def due_word(line: TaskLine, today: date) -> tuple[str, str]:
    """When a task is due, with its colour: in working days while they can be counted at a glance (FU-3, CP-2)."""
    translate = QCoreApplication.translate
    task, left = line.task, line.left
    if task.state is TaskState.DONE:
        return translate("Tasks", "Done"), "ok"
    if task.due_on < today:
        one, several = translate("Tasks", "1 working day late"), translate("Tasks", "{days} working days late")
        return (one if left >= -1 else several).format(days=-left), "danger"
    if left <= 0:
        return translate("Tasks", "Today"), "warn"
    if left > FAR_DAYS:
        return task.due_on.isoformat(), "neutral"
    text = translate("Tasks", "1 working day left") if left == 1 else translate("Tasks", "{days} working days left")
    return text.format(days=left), "info" if left <= SOON_DAYS else "neutral"
