"""The words of policy files: their names, how it stands with a version."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.policy.versions import State


def file_word(name: str, kind: str) -> str:
    """A policy file in words; what it is called where there are several of a kind."""
    translate = QCoreApplication.translate
    words = {
        "branch": translate("PolicyPage", "Branch and lists"),
        "questionnaire-4-level.toml": translate("PolicyPage", "Questionnaire, four levels"),
        "questionnaire-5-level.toml": translate("PolicyPage", "Questionnaire, C1–C5"),
        "questionnaire-institution.toml": translate("PolicyPage", "Questionnaire, institutions"),
        "questionnaire-institution-5-level.toml": translate("PolicyPage", "Questionnaire, institutions, C1–C5"),
        "transfer-out": translate("PolicyPage", "Transfer-out and classes"),
        "dossier": translate("PolicyPage", "Dossiers"),
        "messages": translate("PolicyPage", "Messages to clients"),
        "contacts": translate("PolicyPage", "Calls and visits"),
        "questionnaire": translate("PolicyPage", "Questionnaire"),
    }
    found = words.get(name) or words.get(kind, name)
    own = kind == "questionnaire" and name not in words
    return f"{found} ({name.removesuffix('.toml')})" if own else found


def state_word(state: State) -> tuple[str, str]:
    """How it stands with a version, and the colour of it."""
    translate = QCoreApplication.translate
    return {
        State.PROPOSED: (translate("PolicyPage", "To decide"), "warn"),
        State.DECLINED: (translate("PolicyPage", "Declined"), "neutral"),
        State.LAPSED: (translate("PolicyPage", "Lapsed"), "neutral"),
        State.COMING: (translate("PolicyPage", "Coming"), "info"),
        State.WITHDRAWN: (translate("PolicyPage", "Withdrawn"), "neutral"),
        State.IN_FORCE: (translate("PolicyPage", "In force"), "ok"),
        State.PAST: (translate("PolicyPage", "Past"), "neutral"),
    }[state]
