"""Who does something, where, and what they may do. Every service method takes an Actor first."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    USER_WRITE = "user.write"  # keep users: propose new ones, roles and passwords; close a user
    USER_CONFIRM = "user.confirm"  # the second person: confirm or decline what somebody else proposed (SE-1)
    AUDIT_READ = "audit.read"
    WATCH = "watch"  # look into what was noticed of looks at clients (SE-1)
    TRANSFER_READ = "transfer.read"  # look at transfer-out requests, their clocks and approvals
    TRANSFER_APPROVE = "transfer.approve"  # decide on one; which step, the person's roles decide (TO-4)
    CLIENT_UNLOCK = "client.unlock"  # lift the lock of a client's counter password (TO-8)
    CHANGE_CONFIRM = "change.confirm"  # confirm in a teller's case what no snapshot tells: a client's assets (OP-3)
    CALENDAR_WRITE = "calendar.write"  # keep the trading calendar
    SNAPSHOT_IMPORT = "snapshot.import"  # load the trading system's snapshot
    REPORT_READ = "report.read"  # figures of the branch (TO-16)
    REPORT_SCHEDULE = "report.schedule"  # say which reports are made by themselves, for whom (RA-7)
    TASK_READ = "task.read"  # the list of what is to be done
    MESSAGE_WRITE = "message.write"  # send messages again, cancel them, record results and wishes (FU-2)
    MESSAGE_SETUP = "message.setup"  # set the gateway of messages up and try it
    UNUSUAL_WRITE = "unusual.write"  # import lists of unusual accounts (FU-5)
    PRINT = "print"  # print documents, see one's own print jobs
    DOSSIER_READ = "dossier.read"  # look into dossiers, with a stated purpose (AR-3)
    DOSSIER_WRITE = "dossier.write"  # the archivist's work: places, hand-over, lending, lists (AR-2 to AR-4)
    DOSSIER_DESTROY = "dossier.destroy"  # approve the destroying of dossiers (AR-4)
    WITHHELD = "withheld"  # what clients withhold: ask or approve, which of them the roles decide (SE-3)
    BACKUP = "backup"  # make backups of the branch, see when they were made
    RECLASSIFY = "reclassify"  # apply the classes of all clients as a dry run showed them (CL-3)
    CLIENT_MARK = "client.mark"  # set the further marks of one's own clients (CL-2)
    SCREENING = "screening"  # keep the watch list, decide on whom it fits (KY-3)
    PRODUCT_WRITE = "product.write"  # import the list of products with their risk classes (RA-5)
    POLICY_WRITE = "policy.write"  # propose and decide versions of policy files; never an administrator (RA-3)
    COMPLAINT_TAKE = "complaint.take"  # take complaints in, see those one took in (CP-1)
    COMPLAINT_HANDLE = "complaint.handle"  # investigate and answer complaints one is given (CP-2)
    COMPLAINT_ALL = "complaint.all"  # see all complaints but those about oneself; assign, put off, close (CP-2, CP-3)
    COMPLAINT_CLEAR = "complaint.clear"  # agree to the plan of a serious complaint, or send it back (CP-2)
    CONTACT = "contact"  # call and visit clients, keep the record (FU-1, FU-6)
    CONTACT_PLAN = "contact.plan"  # make the year's sampling plan, or decide on somebody else's
    EDUCATION_WRITE = "education.write"  # keep material of investor education, plan events and invite (IE-1)
    RECOVERY = "recovery"  # acknowledge a state that was put back (SE-2), renew the recovery passphrase


_COUNTER = frozenset(
    {
        Right.COUNTER,
        Right.CLIENT_READ,
        Right.CLIENT_UNMASK,
        Right.BOOKING_WRITE,
        Right.DOCUMENT_READ,
        Right.DOCUMENT_EXPORT,
        Right.STAFF_READ,
        Right.TRANSFER_READ,
        Right.SNAPSHOT_IMPORT,
        Right.TASK_READ,
        Right.MESSAGE_WRITE,
        Right.PRINT,
        Right.DOSSIER_READ,
        Right.CONTACT,
        Right.COMPLAINT_TAKE,
        Right.COMPLAINT_HANDLE,
    }
)
_APPROVER = frozenset({Right.TRANSFER_READ, Right.TRANSFER_APPROVE, Right.TASK_READ})

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.TELLER: _COUNTER,
    Role.SUPERVISOR: _COUNTER
    | _APPROVER
    | {
        Right.AUDIT_READ,
        Right.CLIENT_UNLOCK,
        Right.CHANGE_CONFIRM,
        Right.CALENDAR_WRITE,
        Right.REPORT_READ,
        Right.BACKUP,
        Right.PRODUCT_WRITE,
        Right.MESSAGE_SETUP,
        Right.UNUSUAL_WRITE,
        Right.CONTACT_PLAN,
        Right.COMPLAINT_ALL,
    },
    Role.CLIENT_MANAGER: _APPROVER
    | {
        Right.CLIENT_READ,
        Right.CLIENT_UNMASK,  # whoever calls has to dial (FU-1); registered with the reason like everybody's
        Right.BOOKING_WRITE,
        Right.STAFF_READ,
        Right.DOCUMENT_READ,
        Right.WITHHELD,
        Right.CLIENT_MARK,
        Right.MESSAGE_WRITE,
        Right.CONTACT,
        Right.CONTACT_PLAN,
        Right.EDUCATION_WRITE,
        Right.COMPLAINT_TAKE,
        Right.COMPLAINT_HANDLE,
    },
    # marketing staff may book a client and nothing at the counter (OP-4); a request they see is their own client's
    Role.MARKETING: frozenset(
        {Right.BOOKING_WRITE, Right.STAFF_READ, Right.TRANSFER_APPROVE, Right.TASK_READ, Right.CLIENT_MARK}
    ),
    Role.MARKETING_DIRECTOR: _APPROVER
    | {
        Right.CLIENT_READ,
        Right.BOOKING_WRITE,
        Right.DOCUMENT_READ,
        Right.STAFF_READ,
        Right.STAFF_WRITE,
        Right.REPORT_READ,
        Right.MESSAGE_WRITE,
        Right.CONTACT,
        Right.EDUCATION_WRITE,
        Right.COMPLAINT_TAKE,
        Right.COMPLAINT_HANDLE,
        Right.COMPLAINT_ALL,
    },
    Role.GENERAL_MANAGER: _APPROVER
    | {
        Right.CLIENT_READ,
        Right.CLIENT_UNMASK,
        Right.BOOKING_WRITE,
        Right.DOCUMENT_READ,
        Right.DOCUMENT_EXPORT,
        Right.STAFF_READ,
        Right.STAFF_WRITE,
        Right.AUDIT_READ,
        Right.CLIENT_UNLOCK,
        Right.CALENDAR_WRITE,
        Right.SNAPSHOT_IMPORT,
        Right.REPORT_READ,
        Right.REPORT_SCHEDULE,
        Right.PRINT,
        Right.DOSSIER_READ,
        Right.DOSSIER_DESTROY,
        Right.USER_CONFIRM,
        Right.WATCH,
        Right.WITHHELD,
        Right.BACKUP,
        Right.POLICY_WRITE,
        Right.RECLASSIFY,
        Right.MESSAGE_WRITE,
        Right.MESSAGE_SETUP,
        Right.UNUSUAL_WRITE,
        Right.CONTACT,
        Right.CONTACT_PLAN,
        Right.EDUCATION_WRITE,
        Right.RECOVERY,
        Right.COMPLAINT_TAKE,
        Right.COMPLAINT_HANDLE,
        Right.COMPLAINT_ALL,
    },
    Role.COMPLIANCE: frozenset(
        {
            Right.CLIENT_READ,
            Right.DOCUMENT_READ,
            Right.STAFF_READ,
            Right.AUDIT_READ,
            Right.TRANSFER_READ,
            Right.REPORT_READ,
            Right.TASK_READ,
            Right.DOSSIER_READ,
            Right.WATCH,
            Right.PRODUCT_WRITE,
            Right.SCREENING,
            Right.POLICY_WRITE,
            Right.UNUSUAL_WRITE,
            Right.COMPLAINT_TAKE,
            Right.COMPLAINT_HANDLE,
            Right.COMPLAINT_ALL,
            Right.COMPLAINT_CLEAR,
        }
    ),
    Role.ARCHIVIST: frozenset(
        {
            Right.CLIENT_READ,
            Right.DOCUMENT_READ,
            Right.DOCUMENT_EXPORT,
            Right.PRINT,
            Right.TASK_READ,
            Right.DOSSIER_READ,
            Right.DOSSIER_WRITE,
        }
    ),
    # an administrator keeps users and imports, never reads clients (SE-1)
    Role.ADMIN: frozenset(
        {
            Right.USER_WRITE,
            Right.USER_CONFIRM,
            Right.STAFF_READ,
            Right.STAFF_WRITE,
            Right.AUDIT_READ,
            Right.SNAPSHOT_IMPORT,
            Right.BACKUP,
            Right.MESSAGE_SETUP,
            Right.RECOVERY,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in member of staff at a station (counter). ``name`` is for forms; ids are for the audit.

    ``session``: which sign-in it is of which state of the user; empty for the program itself. It ends when the user is
    closed, gets other roles or another password from somebody else, or leaves (MS-2).
    """

    staff_id: str
    staff_number: str
    name: str
    roles: frozenset[Role]
    station: str
    session: str = field(default="", compare=False, repr=False)

    def may(self, right: Right) -> bool:
        """Whether any of the roles has ``right``; marketing staff never have COUNTER, whatever else they are (OP-4)."""
        if right is Right.COUNTER and Role.MARKETING in self.roles:
            return False
        return any(right in RIGHTS[role] for role in self.roles)

    def need(self, right: Right) -> None:
        """Refuse ``auth.denied`` when the right is missing."""
        if not self.may(right):
            raise Refused("auth.denied", right=right.value)
