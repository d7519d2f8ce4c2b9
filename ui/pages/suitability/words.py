"""States of suitability in words and colours."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.risk_cases.domain import Kind, Step
from app.suitability.products import Fit
from app.suitability.standing import Standing, State

translate = QCoreApplication.translate


def kind_word(kind: Kind) -> str:
    """What a case is for."""
    return {
        Kind.REASSESSMENT: translate("Suitability", "Risk assessment"),
        Kind.MISMATCH: translate("Suitability", "Acknowledged mismatch"),
    }[kind]


def step_word(step: Step) -> str:
    """What the client does."""
    return {
        Step.QUESTIONNAIRE: translate("Suitability", "Questionnaire"),
        Step.RESULT: translate("Suitability", "Result"),
        Step.NOTICE: translate("Suitability", "Notice of the mismatch"),
        Step.SIGNATURES: translate("Suitability", "Signature"),
    }[step]


def fit_word(fit: Fit) -> tuple[str, str]:
    """Whether a client may buy a product, with its colour."""
    return {
        Fit.SUITS: (translate("Suitability", "Suits the client"), "ok"),
        Fit.ABOVE: (translate("Suitability", "Above the client's level: acknowledgement needed"), "warn"),
        Fit.NEVER: (translate("Suitability", "Not for a client of this level"), "danger"),
        Fit.NOT_ASSESSED: (translate("Suitability", "No valid risk assessment"), "danger"),
    }[fit]


def standing_word(standing: Standing) -> tuple[str, str]:
    """How a client stands, with its colour."""
    if standing.state is State.VALID and standing.assessment is not None:
        text = translate("Suitability", "Assessed: {level}, valid until {day}")
        return text.format(level=standing.level, day=standing.assessment.valid_until.isoformat()), "ok"
    if standing.state is State.EXPIRED and standing.assessment is not None:
        text = translate("Suitability", "Risk assessment expired on {day}")
        return text.format(day=standing.assessment.valid_until.isoformat()), "danger"
    return translate("Suitability", "No risk assessment yet"), "danger"


def mark_word(mark: str) -> str:
    """What was remarkable in how the answers were given (KY-6)."""
    return {
        "hurried": translate("Suitability", "some questions were answered faster than they can be read"),
        "changed-often": translate("Suitability", "an answer was changed again and again"),
        "flat": translate("Suitability", "nearly all answers have the same letter"),
        "changed-much": translate("Suitability", "far from the client's last assessment"),
    }.get(mark, mark)
