"""Kinds of staff, states of certificates, roles and entries in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.common.actor import Role
from app.staff.domain import EntryKind, Practice, StaffKind
from ui.widgets.editors import Choice


def kind_word(kind: StaffKind) -> str:
    """What a member of staff does."""
    translate = QCoreApplication.translate
    return {
        StaffKind.COUNTER: translate("Staff", "Counter"),
        StaffKind.MARKETING: translate("Staff", "Marketing"),
        StaffKind.MANAGER: translate("Staff", "Manager"),
        StaffKind.COMPLIANCE: translate("Staff", "Compliance"),
        StaffKind.ARCHIVIST: translate("Staff", "Archive"),
        StaffKind.OTHER: translate("Staff", "Other"),
    }[kind]


def state_word(state: Practice) -> str:
    """Whether a member may practise."""
    translate = QCoreApplication.translate
    return {
        Practice.MAY: translate("Staff", "May practise"),
        Practice.SOON: translate("Staff", "Expires soon"),
        Practice.EXPIRED: translate("Staff", "Expired"),
        Practice.NOT_YET: translate("Staff", "Not yet valid"),
        Practice.SUSPENDED: translate("Staff", "Suspended"),
        Practice.NONE: translate("Staff", "No certificate"),
        Practice.NOT_NEEDED: translate("Staff", "In post"),
        Practice.LEFT: translate("Staff", "Left"),
    }[state]


def state_colour(state: Practice) -> str:
    """The colour of the state's chip."""
    return {
        Practice.MAY: "ok",
        Practice.SOON: "warn",
        Practice.NOT_YET: "warn",
        Practice.NOT_NEEDED: "neutral",
        Practice.LEFT: "neutral",
    }.get(state, "danger")


def entry_word(kind: EntryKind) -> str:
    """What an entry of the register tells of."""
    translate = QCoreApplication.translate
    return {
        EntryKind.TRAINING: translate("Staff", "Training"),
        EntryKind.COMPLAINT: translate("Staff", "Complaint"),
        EntryKind.VIOLATION: translate("Staff", "Violation"),
    }[kind]


def role_word(role: Role) -> str:
    """What a user is at the branch."""
    translate = QCoreApplication.translate
    return {
        Role.TELLER: translate("Staff", "Teller"),
        Role.SUPERVISOR: translate("Staff", "Counter supervisor"),
        Role.CLIENT_MANAGER: translate("Staff", "Client service manager"),
        Role.MARKETING: translate("Staff", "Marketing staff"),
        Role.MARKETING_DIRECTOR: translate("Staff", "Marketing director"),
        Role.GENERAL_MANAGER: translate("Staff", "General manager"),
        Role.COMPLIANCE: translate("Staff", "Compliance officer"),
        Role.ARCHIVIST: translate("Staff", "Archivist"),
        Role.ADMIN: translate("Staff", "System administrator"),
    }[role]


def roles_text(roles: frozenset[Role]) -> str:
    """Several roles in one line, in the order of the list of roles."""
    return QCoreApplication.translate("Staff", ", ").join(role_word(role) for role in Role if role in roles)


def kind_choices() -> tuple[Choice, ...]:
    """All kinds of staff."""
    return tuple(Choice(kind.value, kind_word(kind)) for kind in StaffKind)


def entry_choices() -> tuple[Choice, ...]:
    """All kinds of entries."""
    return tuple(Choice(kind.value, entry_word(kind)) for kind in EntryKind)


def role_choices() -> tuple[Choice, ...]:
    """All roles."""
    return tuple(Choice(role.value, role_word(role)) for role in Role)
