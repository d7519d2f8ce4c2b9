"""Who does something, where, and what they may do. Every service method takes an Actor first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.common.errors import Refused


class Role(StrEnum):
    """What a member of staff is at the branch."""

    TELLER = "teller"
    SUPERVISOR = "supervisor"
    CLIENT_MANAGER = "client-manager"
    MARKETING = "marketing"
    MARKETING_DIRECTOR = "marketing-director"
    GENERAL_MANAGER = "general-manager"
    COMPLIANCE = "compliance"
    ARCHIVIST = "archivist"
    ADMIN = "admin"


class Right(StrEnum):
    """What a role may be allowed to do; what no role lists is denied."""

    COUNTER = "counter"  # take a client through a case, witness a signature
    CLIENT_READ = "client.read"
    CLIENT_UNMASK = "client.unmask"
    BOOKING_WRITE = "booking.write"
    DOCUMENT_READ = "document.read"
    DOCUMENT_EXPORT = "document.export"
    STAFF_READ = "staff.read"
    STAFF_WRITE = "staff.write"
    USER_WRITE = "user.write"
    AUDIT_READ = "audit.read"


_COUNTER = frozenset(
    {
        Right.COUNTER,
        Right.CLIENT_READ,
        Right.CLIENT_UNMASK,
        Right.BOOKING_WRITE,
        Right.DOCUMENT_READ,
        Right.DOCUMENT_EXPORT,
        Right.STAFF_READ,
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.TELLER: _COUNTER,
    Role.SUPERVISOR: _COUNTER | {Right.AUDIT_READ},
    Role.CLIENT_MANAGER: frozenset({Right.CLIENT_READ, Right.BOOKING_WRITE, Right.STAFF_READ, Right.DOCUMENT_READ}),
    # marketing staff may book a client and nothing at the counter (OP-4)
    Role.MARKETING: frozenset({Right.BOOKING_WRITE, Right.STAFF_READ}),
    Role.MARKETING_DIRECTOR: frozenset({Right.CLIENT_READ, Right.BOOKING_WRITE, Right.STAFF_READ, Right.STAFF_WRITE}),
    Role.GENERAL_MANAGER: frozenset(
        {
            Right.CLIENT_READ,
            Right.CLIENT_UNMASK,
            Right.BOOKING_WRITE,
            Right.DOCUMENT_READ,
            Right.DOCUMENT_EXPORT,
            Right.STAFF_READ,
            Right.STAFF_WRITE,
            Right.AUDIT_READ,
        }
    ),
    Role.COMPLIANCE: frozenset({Right.CLIENT_READ, Right.DOCUMENT_READ, Right.STAFF_READ, Right.AUDIT_READ}),
    Role.ARCHIVIST: frozenset({Right.CLIENT_READ, Right.DOCUMENT_READ, Right.DOCUMENT_EXPORT}),
    # an administrator keeps users, never reads clients (SE-1)
    Role.ADMIN: frozenset({Right.USER_WRITE, Right.STAFF_READ, Right.STAFF_WRITE, Right.AUDIT_READ}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in member of staff at a station (counter). ``name`` is for forms; ids are for the audit."""

    staff_id: str
    staff_number: str
    name: str
    roles: frozenset[Role]
    station: str

    def may(self, right: Right) -> bool:
        """Whether any of the roles has ``right``; marketing staff never have COUNTER, whatever else they are (OP-4)."""
        if right is Right.COUNTER and Role.MARKETING in self.roles:
            return False
        return any(right in RIGHTS[role] for role in self.roles)

    def need(self, right: Right) -> None:
        """Refuse ``auth.denied`` when the right is missing."""
        if not self.may(right):
            raise Refused("auth.denied", right=right.value)
