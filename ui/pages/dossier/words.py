"""Codes of dossiers in words, and the colours of their chips."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.dossier.destroying_rows import Destruction
from app.dossier.domain import Business, Paper, PaperSet, Section, SetState, UseKind
from app.dossier.handing import HandOver
from app.dossier.lending_rows import Loan


def section_word(section: Section) -> str:
    """A part of the dossier."""
    translate = QCoreApplication.translate
    return {
        Section.IDENTITY: translate("Dossier", "Identity and application"),
        Section.ASSESSMENT: translate("Dossier", "Assessment and education"),
        Section.DISCLOSURES: translate("Dossier", "Risk disclosures"),
        Section.AGREEMENTS: translate("Dossier", "Agreements"),
        Section.CUSTODY: translate("Dossier", "Bank custody"),
        Section.RELATIONSHIP: translate("Dossier", "Service relationship"),
        Section.TRANSFER_OUT: translate("Dossier", "Transfer out and closing"),
        Section.CONTACTS: translate("Dossier", "Bookings and contacts"),
        Section.COMPLAINTS: translate("Dossier", "Complaints"),
        Section.OTHER: translate("Dossier", "Other papers"),
    }[section]


def business_word(business: Business) -> str:
    """What a set of papers comes from."""
    translate = QCoreApplication.translate
    return {
        Business.OPENING: translate("Dossier", "Account opening"),
        Business.LEFT: translate("Dossier", "Transfer out"),
        Business.RETAINED: translate("Dossier", "Transfer out, client stayed"),
        Business.CHANGE: translate("Dossier", "Change"),
    }[business]


def paper_chip(paper: Paper) -> tuple[str, str]:
    """How a paper was signed, or that it is gone; and the colour."""
    translate = QCoreApplication.translate
    if paper.destroyed is not None:
        return translate("Dossier", "Destroyed"), "neutral"
    if paper.replaced_by:
        return translate("Dossier", "Replaced"), "neutral"
    if paper.document.level == "paper":
        return translate("Dossier", "On paper"), "warn"
    return (translate("Dossier", "Sealed"), "ok") if paper.document.level else ("", "")


def set_chip(one: PaperSet) -> tuple[str, str]:
    """Where the paper of a set is."""
    translate = QCoreApplication.translate
    if one.state is SetState.SENT_BACK:
        text = translate("Dossier", "Sent back, until {day}")
        return text.format(day=one.mend_by.isoformat() if one.mend_by else ""), "danger"
    return {
        SetState.COUNTER: (translate("Dossier", "At the counter"), "info"),
        SetState.HANDED: (translate("Dossier", "With the archivist"), "warn"),
        SetState.ARCHIVED: (translate("Dossier", "Archived"), "ok"),
    }[one.state]


def sheet_chip(sheet: HandOver) -> tuple[str, str]:
    """What became of a sheet."""
    translate = QCoreApplication.translate
    if not sheet.received:
        return translate("Dossier", "Waiting"), "info"
    bad = sum(one.verdict is not None and not one.verdict.accepted for one in sheet.sets)
    if bad:
        return translate("Dossier", "{count} sent back").format(count=bad), "danger"
    return translate("Dossier", "Received"), "ok"


def loan_chip(loan: Loan, today: date) -> tuple[str, str]:
    """How a loan stands."""
    translate = QCoreApplication.translate
    if loan.returned is not None:
        return translate("Dossier", "Brought back"), "ok"
    days = (today - loan.due_on).days
    if days > 0:
        return translate("Dossier", "{count} days overdue").format(count=days), "danger"
    return translate("Dossier", "Lent"), "info"


def list_chip(one: Destruction) -> tuple[str, str]:
    """How far a destruction is."""
    translate = QCoreApplication.translate
    return {
        "proposed": (translate("Dossier", "To be approved"), "warn"),
        "refused": (translate("Dossier", "Refused"), "neutral"),
        "approved": (translate("Dossier", "Witness wanted"), "warn"),
        "witnessed": (translate("Dossier", "To be carried out"), "danger"),
        "done": (translate("Dossier", "Destroyed"), "ok"),
    }[one.state]


def use_word(kind: UseKind) -> str:
    """What somebody did with a dossier."""
    translate = QCoreApplication.translate
    return {
        UseKind.LOOK: translate("Dossier", "Looked at"),
        UseKind.PRINT: translate("Dossier", "Printed"),
        UseKind.EXPORT: translate("Dossier", "Exported"),
        UseKind.LOAN: translate("Dossier", "Lent"),
        UseKind.RETURN: translate("Dossier", "Brought back"),
    }[kind]
