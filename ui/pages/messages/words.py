"""The words of messages: kinds, states, why one waits or failed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from app.messages.domain import MessageState
from app.policy.messages import ADVERTISING, MessageKind
from ui.refusals import say


def kind_word(kind: MessageKind) -> str:
    """A kind in words."""
    translate = QCoreApplication.translate
    return {
        MessageKind.RISK_REMINDER: translate("Messages", "Risk reminder"),
        MessageKind.EVENT_INVITATION: translate("Messages", "Invitation"),
        MessageKind.PAPER_EXPIRY: translate("Messages", "Paper ends"),
        MessageKind.REASSESSMENT_DUE: translate("Messages", "Assessment ends"),
        MessageKind.BOOKING_REMINDER: translate("Messages", "Booked visit"),
    }[kind]


def duty_word(kind: MessageKind) -> str:
    """Whether a client can opt out of a kind."""
    translate = QCoreApplication.translate
    if kind in ADVERTISING:
        return translate("Messages", "Advertising: not to those who opted out")
    return translate("Messages", "Duty or service: sent whatever the client opted out of")


def state_word(state: MessageState) -> tuple[str, str]:
    """A state in words, and the colour of its chip."""
    translate = QCoreApplication.translate
    return {
        MessageState.QUEUED: (translate("Messages", "Queued"), "info"),
        MessageState.SENDING: (translate("Messages", "On its way"), "info"),
        MessageState.UNCLEAR: (translate("Messages", "Unclear"), "danger"),
        MessageState.SENT: (translate("Messages", "Sent"), "ok"),
        MessageState.DELIVERED: (translate("Messages", "Delivered"), "ok"),
        MessageState.FAILED: (translate("Messages", "Failed"), "danger"),
        MessageState.CANCELLED: (translate("Messages", "Cancelled"), "neutral"),
        MessageState.GIVEN_UP: (translate("Messages", "Given up"), "danger"),
    }[state]


def reason_text(reason: str) -> str:
    """A reason in words; empty for none."""
    return say(Refused(reason)) if reason else ""
