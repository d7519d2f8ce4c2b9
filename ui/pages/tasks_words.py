"""Kinds of tasks and their days in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.tasks.domain import TaskKind, TaskLine

SOON_DAYS = 3
"""A task due within so many days is worth a look."""


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
    """When a task is due, with its colour; days are calendar days."""
    translate = QCoreApplication.translate
    days = (line.task.due_on - today).days
    if days < 0:
        text = translate("Tasks", "1 day overdue") if days == -1 else translate("Tasks", "{days} days overdue")
        return text.format(days=-days), "danger"
    if days == 0:
        return translate("Tasks", "Today"), "warn"
    return line.task.due_on.isoformat(), "info" if days <= SOON_DAYS else "neutral"
