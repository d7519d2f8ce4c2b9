"""The acts of the audit log, and what they were done to, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def act_word(act: str) -> str:
    """An act in words; its code where there are none."""
    translate = QCoreApplication.translate
    words = {
        "archive.export": translate("Audit", "Document exported"),
        "archive.print": translate("Audit", "Document printed"),
        "archive.look": translate("Audit", "Document viewed"),
        "auth.denied": translate("Audit", "Refused: no right"),
        "auth.failed": translate("Audit", "Sign-in failed"),
        "auth.password-changed": translate("Audit", "Password changed"),
        "auth.signed-in": translate("Audit", "Signed in"),
        "auth.signed-out": translate("Audit", "Signed out"),
        "auth.user-changed": translate("Audit", "User changed"),
        "auth.user-made": translate("Audit", "User made"),
        "bookings.booked": translate("Audit", "Visit booked"),
        "bookings.cancelled": translate("Audit", "Booking cancelled"),
        "bookings.expired": translate("Audit", "Booking expired"),
        "branch.made": translate("Audit", "Branch initialised"),
        "clients.unmasked": translate("Audit", "Client data shown in full"),
        "opening.booking_used": translate("Audit", "Booking used for an opening"),
        "opening.cancelled": translate("Audit", "Opening cancelled"),
        "opening.completed": translate("Audit", "Opening completed"),
        "opening.password_set": translate("Audit", "Client set a password"),
        "opening.started": translate("Audit", "Opening started"),
        "opening.taken_back": translate("Audit", "Client's step taken back"),
        "staff.added": translate("Audit", "Member of staff entered"),
        "staff.changed": translate("Audit", "Member of staff changed"),
        "staff.certified": translate("Audit", "Certificate changed"),
        "staff.left": translate("Audit", "Member of staff leaves"),
        "staff.public_printed": translate("Audit", "Staff information printed for a client"),
        "staff.public_shown": translate("Audit", "Staff information shown to a client"),
        "staff.recorded": translate("Audit", "Entry of the staff register"),
        "calendar.set": translate("Audit", "Trading calendar changed"),
        "classification.set": translate("Audit", "Client's class set"),
        "clients.password_unlocked": translate("Audit", "Lock of the counter password lifted"),
        "clients.registered": translate("Audit", "Client registered"),
        "custody.account_closed": translate("Audit", "Fund account closed"),
        "dayend.closed": translate("Audit", "Teller's day closed"),
        "dayend.copy_added": translate("Audit", "Copy of a paper added to the day"),
        "incidents.noted": translate("Audit", "Note on an incident"),
        "incidents.reported": translate("Audit", "Incident registered"),
        "printing.cancelled": translate("Audit", "Print job cancelled"),
        "printing.queued": translate("Audit", "Print job queued"),
        "printing.retried": translate("Audit", "Print job tried again"),
        "printing.settings": translate("Audit", "Print settings changed"),
        "receipts.issued": translate("Audit", "Receipt issued"),
        "receipts.voided": translate("Audit", "Receipt voided"),
        "reports.exported": translate("Audit", "Report exported"),
        "snapshots.imported": translate("Audit", "Snapshot put in force"),
        "tasks.done": translate("Audit", "Task done"),
        "tasks.handed_over": translate("Audit", "Task handed over"),
        "tasks.postponed": translate("Audit", "Task put off"),
        "transfer.answered": translate("Audit", "Approver's question answered"),
        "transfer.approved": translate("Audit", "Transfer approved"),
        "transfer.block_gone": translate("Audit", "Nothing stands in the way any more"),
        "transfer.cancelled": translate("Audit", "Transfer taken back"),
        "transfer.carried_out": translate("Audit", "Transfer carried out"),
        "transfer.changed_after_submission": translate("Audit", "Transfer changed after submission"),
        "transfer.class_fixed": translate("Audit", "Class and tier fixed"),
        "transfer.insisted": translate("Audit", "Client insists"),
        "transfer.password_tried": translate("Audit", "Client typed the counter password"),
        "transfer.printed_to_sign": translate("Audit", "Form printed for signing by hand"),
        "transfer.refused": translate("Audit", "Transfer refused on a ground"),
        "transfer.retained": translate("Audit", "Client stays"),
        "transfer.scanned": translate("Audit", "Client's paper scanned"),
        "transfer.sent-back": translate("Audit", "Transfer sent back with a question"),
        "transfer.signed": translate("Audit", "Client signed"),
        "transfer.signed_on_paper": translate("Audit", "Paper signed by hand attached"),
        "transfer.submitted": translate("Audit", "Transfer put before the approvers"),
        "transfer.taken_in": translate("Audit", "Transfer request taken in"),
        "transfer.talked": translate("Audit", "Talk with the client written down"),
        "transfer.teller_signed": translate("Audit", "Teller signed"),
        "transfer.tier_raised": translate("Audit", "Tier raised"),
        "transfer.turned_away": translate("Audit", "Request turned away"),
        "approvals.confirmed": translate("Audit", "Approval by telephone confirmed"),
        "approvals.denied": translate("Audit", "Approval by telephone denied"),
        "branch.certificate": translate("Audit", "Certificate of the seal changed"),
    }
    if act.startswith("opening.captured."):
        return translate("Audit", "Client's step recorded")
    return words.get(act, act)


def subject_word(kind: str) -> str:
    """What an act was done to."""
    translate = QCoreApplication.translate
    return {
        "booking": translate("Audit", "Booking"),
        "branch": translate("Audit", "Branch"),
        "client": translate("Audit", "Client"),
        "document": translate("Audit", "Document"),
        "opening": translate("Audit", "Opening"),
        "staff": translate("Audit", "Staff"),
        "user": translate("Audit", "User"),
        "calendar": translate("Audit", "Trading calendar"),
        "day-end": translate("Audit", "Day"),
        "fund-account": translate("Audit", "Fund account"),
        "incident": translate("Audit", "Incident"),
        "print-job": translate("Audit", "Print job"),
        "receipt": translate("Audit", "Receipt"),
        "report": translate("Audit", "Report"),
        "snapshot": translate("Audit", "Snapshot"),
        "station": translate("Audit", "Counter"),
        "task": translate("Audit", "Task"),
        "transfer-out": translate("Audit", "Transfer"),
    }.get(kind, kind)
