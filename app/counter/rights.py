"""Which right each method of each service takes, and whose matters it is about; ``docs/rights.md`` is made from it.

``python -m app.counter.rights`` writes the page. The methods themselves refuse what is not allowed, not this table:
the tests call every one of them as every role and compare (SE-1), and a method without a line here fails them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from app.common.actor import RIGHTS, Actor, Right, Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rights.md"
EVERYBODY = "everybody"

METHODS: dict[str, dict[str, str]] = {
    "approvals": {
        "TRANSFER_APPROVE | TRANSFER_READ": "confirm unconfirmed",
    },
    "archive": {
        "DOCUMENT_READ": "destroyed get get_pdf list_all list_for_case list_for_client own_work purpose uses versions",
        "DOCUMENT_EXPORT": "export export_as",
        "DOCUMENT_EXPORT & AUDIT_READ": "export_pen",
        "DOCUMENT_READ & COUNTER | DOCUMENT_READ & DOCUMENT_EXPORT": "printable",
        "DOCUMENT_READ & PRINT": "rendition",
    },
    "auth": {
        "everybody": "change_password check denied sign_out unlock",
        "USER_WRITE": "close_user first_user propose_change propose_password propose_user users",
        "USER_CONFIRM": "decide proposals",
    },
    "backups": {
        "RECOVERY": "acknowledge renew_recovery",
        "BACKUP": "carry_heads due heads_due make make_due runs status",
    },
    "bookings": {
        "BOOKING_WRITE": "book cancel expire get import_file",
        "BOOKING_WRITE | TASK_READ": "between lapsed today upcoming",
        "COUNTER": "match",
    },
    "changes": {
        "COUNTER": (
            "attach_scan awaited_papers cancel complete confirm_reading confirm_review enter_step kinds preview "
            "printable_form reading review_for_client save_fields section_read set_password sign signature_lines "
            "start unfinished view"
        ),
        "CLIENT_READ": "cases_of",
    },
    "class_tables": {
        "REPORT_READ": "pdf printable_form table xlsx",
    },
    "classification": {
        "CLIENT_READ": "history of_client",
        "COUNTER": "set_by_hand",
    },
    "clients": {
        "CLIENT_READ": "card find password_state",
        "COUNTER": "duplicates",
        "CLIENT_UNLOCK": "unlock_password unlockings",
        "CLIENT_UNMASK": "unmask",
    },
    "contacts": {
        "CONTACT": "correct guide keep_draft save waiting",
        "CLIENT_READ": "get listed of_client problems",
        "REPORT_READ": "counts",
    },
    "contact_plans": {
        "CLIENT_READ": "plan_facts plans redraw rows",
        "CONTACT_PLAN": "decide_plan make",
        "CLIENT_READ & PRINT": "pdf printable_form xlsx",
    },
    "complaints": {
        "COMPLAINT_TAKE": (
            "add_evidence begin call_back change_level contact drafts drop evidence_page keep listed of_client "
            "of_client_whole of_contact "
            "record_form take_in view withdraw"
        ),
        "COMPLAINT_HANDLE": "answer investigate name_respondent plan",
        "COMPLAINT_ALL": (
            "assign candidates close of_staff postpone reopen staff_count standing statistics statistics_pdf "
            "statistics_xlsx"
        ),
        "COMPLAINT_CLEAR": "agree keep_on let_go send_back",
    },
    "custody": {
        "CLIENT_READ": "accounts check_transfer picture",
    },
    "day_end": {
        "COUNTER": "add_copy close day sheet",
        "@supervisor | @general-manager": "day_of tellers",
        "COUNTER | @general-manager": "days",
    },
    "dossiers": {
        "DOSSIER_WRITE": (
            "borrowers bring_back destroy due_for_destruction finish_destruction lend loan_register "
            "propose_destruction receive set_place"
        ),
        "DOSSIER_READ": "client_of cover destructions index loans look own_work witness_destruction",
        "DOSSIER_DESTROY": "decide_destruction",
        "DOSSIER_READ & DOCUMENT_READ": "document glance",
        "DOSSIER_READ & DOCUMENT_READ & DOCUMENT_EXPORT": "export",
        "COUNTER": "hand_over sets_to_hand",
        "COUNTER | DOSSIER_WRITE": "handover handover_form handovers",
        "everybody": "pledge_form pledge_signed sign_pledge",
        "STAFF_READ": "pledges",
        "DOSSIER_WRITE | DOSSIER_DESTROY": "points",
        "DOSSIER_READ & PRINT": "print_document print_paper queued_paper",
        "DOSSIER_WRITE | DOSSIER_DESTROY | DOSSIER_READ & AUDIT_READ": "uses",
    },
    "figures": {
        "everybody": "offered pdf rows value xlsx",
    },
    "education": {
        "COUNTER | EDUCATION_WRITE": "attend event events file_of give materials sheet take_back",
        "EDUCATION_WRITE": "approve cancel_event change_plan hold plan register",
        "EDUCATION_WRITE & CLIENT_READ": "candidates invite",
        "CLIENT_READ": "of_client",
        "REPORT_READ | EDUCATION_WRITE": "figures",
    },
    "incidents": {
        "AUDIT_READ & @general-manager | AUDIT_READ & @compliance": "list note",
    },
    "institutions": {
        "CLIENT_READ": "card",
    },
    "marketing": {
        "STAFF_WRITE & CLIENT_READ": ("cancel complete hand_over hand_overs list_form prepare receivers served"),
        "STAFF_READ": "remind",
    },
    "marks": {
        "CLIENT_READ": "history of_client",
        "CLIENT_MARK": "own_clients set_marks",
    },
    "messages": {
        "CLIENT_READ & TASK_READ": "counts detail listed of_client",
        "CLIENT_READ": "wants_advertising",
        "TASK_READ": "previews",
        "TASK_READ | MESSAGE_SETUP": "gateway_name",
        "MESSAGE_WRITE": "cancel record retry send_due set_advertising",
        "MESSAGE_SETUP": "set_gateway test_gateway",
    },
    "opening": {
        "WITHHELD": "decide_withheld note_asked withheld_cases",
        "COUNTER": (
            "agree_esign answer attach_scan awaited_papers cancel complete completed_on confirm_reading "
            "confirm_relationship confirm_result confirm_review consent enter_step preview printable_form "
            "questionnaire read_card reading relationship_for_client result_for_client review_for_client "
            "save_field save_fields section_read set_password sign signature_lines start unfinished "
            "use_booking view"
        ),
        "CLIENT_READ": "cases_of",
        "STAFF_READ": "counter_staff marketing_staff",
    },
    "permissions": {
        "CLIENT_READ": "history",
    },
    "policies": {
        "POLICY_WRITE": "check decide drop_draft overview propose propose_withdrawal save_draft",
    },
    "presence": {
        "CLIENT_READ": "gone here",
    },
    "printing": {
        "PRINT": "cancel copies jobs preview print_document print_form printers remember retry settings undone",
    },
    "receipts": {
        "TRANSFER_READ": "of_case of_year totals",
        "COUNTER": "void",
    },
    "reclassification": {
        "REPORT_READ & CLIENT_READ": "dry_run movers pdf status xlsx",
        "RECLASSIFY": "apply",
    },
    "reports": {
        "TRANSFER_READ": "case_details",
        "REPORT_READ": "churn churn_pdf churn_xlsx",
    },
    "report_runs": {
        "REPORT_READ": "export look paper",
        "REPORT_READ & PRINT": "archive",
        "REPORT_SCHEDULE": "due make_due set_schedule",
        "COUNTER": "after_closing",
        "REPORT_READ | DOSSIER_WRITE | DOSSIER_DESTROY | COMPLAINT_ALL": "offered run runs",
    },
    "rhythm": {
        "CLIENT_READ & TASK_READ": "prepare visits",
    },
    "risk_cases": {
        "COUNTER": (
            "acknowledge answer awaited_papers cancel complete confirm_notice confirm_result explained_again "
            "file_signed printable_form questionnaire reassess result_for_client sign signature_lines unfinished view"
        ),
        "CLIENT_READ": "cases_of",
    },
    "satisfaction": {
        "COUNTER": "answer begin",
        "REPORT_READ": "facts figures pdf xlsx",
    },
    "scans": {
        "COUNTER | DOSSIER_WRITE": (
            "assign bind bind_ready discard folder inbox picture set_folder take_in turn watched_folder"
        ),
        "DOCUMENT_READ": "copies copy_pdf",
    },
    "papers": {
        "TASK_READ & CLIENT_READ": "remind",
    },
    "screening": {
        "SCREENING": "decide hits import_list recheck status",
    },
    "snapshots": {
        "SNAPSHOT_IMPORT": "check import_from",
        "SNAPSHOT_IMPORT | TRANSFER_READ": "info",
    },
    "staff": {
        "STAFF_WRITE": "add certify change entries leave record",
        "STAFF_READ": "get make_public marketing members public_part",
    },
    "stations": {
        "USER_WRITE": "invite listed lock",
    },
    "suitability": {
        "CLIENT_READ": "check history product_list products standing",
        "PRODUCT_WRITE": "import_products",
        "WATCH": "remarkable",
    },
    "tasks": {
        "TASK_READ": "done find get hand_over hand_over_all line of_case of_client open_tasks postpone take waiting",
    },
    "trading_days": {
        "TASK_READ": "calendar year years",
        "CALENDAR_WRITE": "set_year",
    },
    "unusual": {
        "UNUSUAL_WRITE": "import_file lines lists of_client",
    },
    "transfer": {
        "COUNTER | TRANSFER_APPROVE": "add_talk insist raise_tier retain",
        "COUNTER": (
            "answer approvers attach_scan attach_signed awaited_papers cancel carry_out check_password "
            "close_account enter_step printable_form record_by_telephone save_fields sign signature_lines "
            "start submit take_fee teller_sign turn_away void_receipt"
        ),
        "everybody": "approval_screen",
        "TRANSFER_READ": "cases due_accounts preview refresh_clocks view",
        "TRANSFER_APPROVE": "decide queue",
    },
    "watch": {
        "WATCH": "notices review",
    },
}
"""Service, then what it takes, then the methods. ``&`` binds closer than ``|``; ``@`` names a role."""

WITHOUT_ACTOR = frozenset({"auth.sign_in", "transfer.after_confirmation"})
"""Signing in, and what another service calls in its own transaction: nobody is signed in yet, or it was looked at."""

OWN: dict[str, str] = {
    "approvals.confirm": "the approver named in the decision, nobody else",
    "approvals.unconfirmed": "one's own; the general manager sees everybody's",
    "archive.get_pdf": "one's own work; of other clients with a stated purpose (AR-3)",
    "archive.list_for_client": "one's own work; of other clients with a stated purpose (AR-3)",
    "archive.printable": "one's own work; of other clients with a stated purpose (AR-3)",
    "auth.change_password": "one's own",
    "auth.decide": "somebody else's proposal about somebody else; one's own may be taken back (TO-5)",
    "auth.unlock": "one's own",
    "bookings.between": "marketing staff: their own clients",
    "bookings.book": "marketing staff: their own clients",
    "bookings.cancel": "marketing staff: their own clients",
    "bookings.get": "marketing staff: their own clients",
    "bookings.import_file": "marketing staff: their own clients",
    "bookings.lapsed": "marketing staff: their own clients",
    "bookings.today": "marketing staff: their own clients",
    "bookings.upcoming": "marketing staff: their own clients",
    "clients.unmask": "every client, registered with the reason; many in a day are noticed",
    "clients.card": "every client; many in a short time are noticed",
    "complaints.add_evidence": "one's own draft; complaints one may see",
    "complaints.agree": "not what one handled, nor what is about oneself",
    "complaints.answer": "what one was given; never about oneself",
    "complaints.call_back": "what one took in or was given; all with COMPLAINT_ALL; never what one handled",
    "complaints.change_level": "what one took in or handles, upwards; all with COMPLAINT_ALL; never about oneself",
    "complaints.close": "not what one handled, nor what is about oneself",
    "complaints.contact": "what one took in or handles; all with COMPLAINT_ALL; never about oneself",
    "complaints.drafts": "one's own",
    "complaints.drop": "one's own",
    "complaints.investigate": "what one was given; never about oneself",
    "complaints.keep": "one's own",
    "complaints.listed": "what one took in or handles; all with COMPLAINT_ALL; never about oneself",
    "complaints.keep_on": "not what one handled, nor what is about oneself",
    "complaints.let_go": "not what one handled, nor what is about oneself",
    "complaints.name_respondent": "what one was given; never about oneself",
    "complaints.of_client": "what one took in or handles; all with COMPLAINT_ALL; never about oneself",
    "complaints.of_client_whole": "what one took in or handles; all with COMPLAINT_ALL; never about oneself",
    "complaints.of_contact": "what one took in or handles; all with COMPLAINT_ALL; never about oneself",
    "complaints.of_staff": "everybody's but those about oneself",
    "complaints.plan": "what one was given; never about oneself",
    "complaints.postpone": "not what one handles, nor what is about oneself",
    "complaints.record_form": "what one took in or handles; all with COMPLAINT_ALL; never about oneself",
    "complaints.reopen": "not what one handled, nor what is about oneself",
    "complaints.send_back": "not what one handled, nor what is about oneself",
    "complaints.staff_count": "everybody's but one's own",
    "complaints.view": "what one took in or handles; all with COMPLAINT_ALL; never about oneself",
    "complaints.withdraw": "what one took in; all with COMPLAINT_ALL; never what one handled",
    "contacts.keep_draft": "one's own",
    "day_end.close": "one's own day",
    "day_end.day": "one's own day",
    "day_end.day_of": "one's own day with COUNTER; a colleague's as named",
    "day_end.days": "one's own days; supervisor and general manager see everybody's",
    "dossiers.cover": "one's own work; of other clients with a stated purpose (AR-3)",
    "dossiers.decide_destruction": "somebody else's proposal (AR-4)",
    "dossiers.destroy": "neither who approved nor the witness (AR-4)",
    "dossiers.document": "one's own work; of other clients with a stated purpose (AR-3)",
    "dossiers.export": "a stated purpose, even for one's own work",
    "dossiers.hand_over": "sets that one took in oneself",
    "dossiers.index": "one's own work; of other clients with a stated purpose (AR-3)",
    "dossiers.look": "one's own work; of other clients with a stated purpose (AR-3)",
    "dossiers.pledge_form": "one's own",
    "dossiers.pledge_signed": "one's own",
    "dossiers.sign_pledge": "one's own",
    "dossiers.witness_destruction": "neither who proposed nor who approved (AR-4)",
    "changes.view": "the branch's: a colleague may go on with a change, and is registered with every step",
    "figures.pdf": "the figures of one's own dashboard",
    "figures.rows": "what the figure takes; one's own where it is of one's own work",
    "figures.value": "what the figure takes; one's own where it is of one's own work",
    "figures.xlsx": "the figures of one's own dashboard",
    "opening.view": "the branch's: a colleague may go on with a case, and is registered with every step",
    "policies.decide": "somebody else's proposal; one's own may be taken back; never for an administrator (RA-3)",
    "printing.cancel": "one's own jobs and this counter's; others with AUDIT_READ",
    "printing.jobs": "one's own jobs and this counter's; everybody's with AUDIT_READ",
    "printing.retry": "one's own jobs and this counter's; others with AUDIT_READ",
    "satisfaction.answer": "the asking of one's own counter; no mark can be seen or changed by anybody (SF-1)",
    "report_runs.archive": "each report takes a right of its own; named here is that of most",
    "report_runs.export": "each report takes a right of its own; named here is that of most",
    "report_runs.look": "each report takes a right of its own; named here is that of most",
    "report_runs.paper": "each report takes a right of its own; named here is that of most",
    "report_runs.offered": "the reports that one may see",
    "report_runs.run": "one's own, and what was made by itself, of reports that one may see; others with WATCH",
    "report_runs.runs": "one's own, and what was made by itself, of reports that one may see; others with WATCH",
    "staff.entries": "one's own with STAFF_READ; a colleague's as named",
    "tasks.done": "one's own; a colleague's with COUNTER or TRANSFER_APPROVE; marketing staff: their own only",
    "tasks.get": "marketing staff: their own only",
    "tasks.hand_over": "one's own; a colleague's with COUNTER or TRANSFER_APPROVE; marketing staff: their own only",
    "tasks.find": "marketing staff: their own only",
    "tasks.hand_over_all": "one's own; a colleague's with COUNTER or TRANSFER_APPROVE; marketing staff: their own only",
    "tasks.line": "marketing staff: their own only",
    "tasks.open_tasks": "marketing staff: their own only",
    "tasks.postpone": "one's own; a colleague's with COUNTER or TRANSFER_APPROVE; marketing staff: their own only",
    "tasks.take": "nobody's, with COUNTER or TRANSFER_APPROVE",
    "tasks.waiting": "one's own",
    "transfer.add_talk": "marketing staff: their own clients' requests",
    "transfer.approval_screen": "approvers; marketing staff: their own clients' requests",
    "transfer.decide": "not what one took in, nor alone where one is the client's own staff (TO-5)",
    "transfer.queue": "what waits for oneself; marketing staff: their own clients' requests",
    "transfer.view": "the branch's: a colleague may go on with a request, and is registered with every step",
    "watch.review": "not what one did oneself",
}
"""Whose matters, where it is not simply the branch's."""

CLIENT_RIGHTS = frozenset(
    {
        Right.COUNTER, Right.CLIENT_READ, Right.CLIENT_UNMASK, Right.BOOKING_WRITE, Right.DOCUMENT_READ,
        Right.DOCUMENT_EXPORT, Right.TRANSFER_READ, Right.TRANSFER_APPROVE, Right.DOSSIER_READ, Right.DOSSIER_WRITE,
        Right.TASK_READ, Right.PRINT, Right.REPORT_READ, Right.WITHHELD, Right.COMPLAINT_TAKE, Right.COMPLAINT_HANDLE,
        Right.COMPLAINT_ALL, Right.COMPLAINT_CLEAR,
    }
)  # fmt: skip
"""Rights by which client data comes to be seen; an administrator has none of them (SE-1)."""


def needs() -> dict[str, str]:
    """What each ``service.method`` takes."""
    return {
        f"{service}.{method}": need
        for service, lines in METHODS.items()
        for need, methods in lines.items()
        for method in methods.split()
    }


def meets(roles: Collection[Role], need: str) -> bool:
    """Whether somebody with ``roles`` has what ``need`` says."""
    actor = Actor("", "", "", frozenset(roles), "")
    return need == EVERYBODY or any(
        all(_has(actor, part.strip()) for part in way.split("&")) for way in need.split("|")
    )


def _has(actor: Actor, part: str) -> bool:
    return Role(part[1:]) in actor.roles if part.startswith("@") else actor.may(Right[part])


def page() -> str:
    """``docs/rights.md``."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield "Made from the code by `python -m app.counter.rights`; a test compares. What does not stand here is denied."
    yield ""
    yield "## Rights by role"
    yield ""
    yield f"| right | {' | '.join(role.value for role in Role)} |"
    yield f"|---|{'---|' * len(Role)}"
    for right in Right:
        marks = ("x" if right in RIGHTS[role] else "" for role in Role)
        yield f"| {right.value} | {' | '.join(marks)} |"
    yield ""
    yield "Marketing staff have no `counter` right, whatever else they are (OP-4); no administrator reads clients."
    yield ""
    yield "## What each method of a service takes"
    yield ""
    yield "`&`: both; `|`: one of them; `@`: the role itself. Where nothing is said, the matter is the branch's."
    for service, lines in sorted(METHODS.items()):
        yield from _service(service, lines)


def _service(service: str, lines: dict[str, str]) -> Iterator[str]:
    yield ""
    yield f"### {service}"
    yield ""
    yield "| takes | roles | methods | whose matters |"
    yield "|---|---|---|---|"
    for need, methods in lines.items():
        roles = ", ".join(role.value for role in Role if meets({role}, need))
        plain = [name for name in methods.split() if f"{service}.{name}" not in OWN]
        groups = [(" ".join(plain), "")] if plain else []
        groups += [(name, OWN[f"{service}.{name}"]) for name in methods.split() if f"{service}.{name}" in OWN]
        for names, whose in groups:
            yield f"| {_told(need)} | {roles if roles != ', '.join(Role) else 'all'} | {names} | {whose} |"


def _told(need: str) -> str:
    words = (Right[word].value if word in Right.__members__ else word for word in need.split(" "))
    return " ".join(words).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
