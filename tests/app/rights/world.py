"""Every service method of the program, and arguments to call it with that name nothing there is."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.approvals.domain import StepKind, Verdict
from app.archive.press import Ink
from app.auth.domain import User
from app.bookings.domain import BookVisit
from app.changes.steps import Step as ChangeStep
from app.clients.domain import MaskedField
from app.common.actor import Right, Role
from app.complaints.domain import AnswerWay
from app.complaints.domain import Kind as ComplaintKind
from app.complaints.domain import Level as ComplaintLevel
from app.complaints.domain import Source as ComplaintSource
from app.complaints.taking_in import Named, TakeIn
from app.complaints.working import Plan as ComplaintPlan
from app.contacts.domain import ContactKind, NewContact, Outcome, Way
from app.counter.services import Services
from app.custody.orders import MoneyOrder
from app.custody.orders import Purpose as OrderPurpose
from app.dossier.handing import Decision, SetToHand
from app.due_diligence.domain import Verdict as ScreeningVerdict
from app.education.domain import Arrival, InviteWay, NewMaterial, PlanEvent
from app.education.domain import Wanted as WantedGuests
from app.education.domain import Way as MaterialWay
from app.gateways.messages.settings import GatewaySettings
from app.marketing.domain import PrepareHandOver
from app.marks.domain import MarkKind
from app.messages.domain import MessageState
from app.onboarding.steps import Step
from app.policy.transfer import Tier
from app.presence.domain import Subject
from app.printing.domain import PrintSettings, SourceKind
from app.reclassification.domain import Wanted
from app.reports.run_rows import Frequency
from app.reports.run_rows import Way as RunWay
from app.satisfaction.domain import Answer
from app.scans.domain import Source
from app.staff.domain import EntryKind, StaffKind
from app.staff.service import AddStaff, Certificate, ChangeStaff, PublicWay, RecordEntry
from app.tasks.domain import Wanted as TasksWanted
from app.transfer_out.case import NewTalk
from app.transfer_out.steps import Step as TransferStep
from tests.app.gateways.snapshot.sources import shipped
from tests.builders import actor
from tests.people import NOON, TODAY

NOBODY = "nobody"
"""The id of whatever is asked for: nothing of this branch, as it would be something of another one."""
PEN = Ink(8000, 4000, ())

BY_NAME: dict[str, Any] = {
    **dict.fromkeys(
        ("archive_number", "approver_id", "message_id", "list_id", "attendance_id", "event_number", "material_id",
         "booking_id", "booking_number", "borrower", "case_number", "client_id", "decision_id",
         "document_number", "fund_account", "incident_id", "job_id", "loan_id", "notice_id", "number", "page_id",
         "product_code", "proposal_id", "staff_id", "staff_number", "subject_id", "task_id", "user_id"), NOBODY,
    ),
    **dict.fromkeys(("client_ids", "hit_ids", "numbers"), (NOBODY,)),
    **dict.fromkeys(("active", "agreed", "approved", "identity_checked", "on"), True),
    **dict.fromkeys(("copy", "copy_number", "seen", "seen_version", "version", "quarter_turns", "seconds", "shown_ms",
                     "page"), 1),
    **dict.fromkeys(("note", "outcome", "reason", "why", "words", "name", "value", "text", "ground", "code", "document",
                     "form_id", "section_id", "shown", "box", "room", "shelf", "copy_label", "burst"), "核对"),
    **dict.fromkeys(("day", "since", "until", "to", "on"), TODAY),
    **dict.fromkeys(("content", "scan"), b"%PDF-"),
    **dict.fromkeys(("new", "old", "password"), "Probe-2026-Wort"),
    "second": actor(Role.ADMIN, staff_id="staff-second"),
    "assets": Decimal(1), "called_at": NOON, "called_number": "13800138000", "closed": (), "decisions": (),
    "digits": "135790", "file": "branch.toml", "field": MaskedField.MOBILE, "files": (), "ink": PEN, "letters": ("A",),
    "owner": "postgresql://nobody@127.0.0.1:1/nothing", "login": "neu",
    "right": Right.COUNTER, "roles": (Role.TELLER,), "sets": (SetToHand(NOBODY),), "station": "01",
    "subject": Subject.CLIENT, "talk": NewTalk("counter", "挽留"), "tier": Tier.CORE, "turnover": Decimal(1),
    "user": User(NOBODY, "niemand", NOBODY, frozenset({Role.TELLER}), True, 1), "values": {},
    "verdict": Verdict.APPROVED, "wanted": PrintSettings(), "way": PublicWay.PRINTED, "year": 2026,
}  # fmt: skip
"""What every parameter of this name is given, where the table below says nothing else."""

_EVENT = PlanEvent(
    title="讲座", topic="risk", on=TODAY, at=time(14), place="会议室", speaker="王五", capacity=10
)  # fmt: skip

OWN: dict[str, dict[str, Any]] = {
    "bookings.book": {
        "command": BookVisit(
            name="李四", mobile="13800138001", planned_at=datetime(2026, 11, 23, 2, tzinfo=UTC), staff_id=NOBODY,
            business=("开户",),
        )
    },
    "bookings.between": {"first": TODAY, "last": TODAY},
    "bookings.import_file": {"path": Path("nowhere.csv"), "dry_run": True},
    "changes.enter_step": {"step": ChangeStep.CHANGE},
    "changes.start": {"kind": "client-data"},
    "complaints.add_evidence": {"complaint_id": NOBODY},
    "complaints.answer": {"answer": "答复", "way": AnswerWay.LETTER},
    "complaints.call_back": {"satisfied": True},
    "complaints.change_level": {"level": ComplaintLevel.COMPANY},
    "complaints.drop": {"draft_id": NOBODY},
    "complaints.evidence_page": {"complaint_id": NOBODY, "evidence_id": NOBODY},
    "complaints.investigate": {"finding": "查明", "verdicts": {}},
    "complaints.keep": {"draft_id": NOBODY, "typed": {}},
    "complaints.name_respondent": {"named": Named(name="某人")},
    "complaints.of_contact": {"contact_id": NOBODY},
    "complaints.plan": {"plan": ComplaintPlan(measure="道歉")},
    "complaints.withdraw": {"way": ComplaintSource.TELEPHONE},
    "complaints.take_in": {"command": TakeIn(source=ComplaintSource.ON_SITE, kind=ComplaintKind.SERVICE, facts="事")},
    "contacts.guide": {"kind": ContactKind.OTHER},
    "contacts.keep_draft": {"task_id": "", "contact_id": NOBODY, "typed": {"note": "x"}},
    "contacts.save": {
        "new": NewContact(id=NOBODY, client_id=NOBODY, kind=ContactKind.OTHER, way=Way.OTHER, outcome=Outcome.REACHED)
    },
    "custody.check_transfer": {"order": MoneyOrder("8801000001", "market", Decimal(1), OrderPurpose.TRADING)},
    "dossiers.receive": {"decisions": (Decision(NOBODY, True),)},
    "education.attend": {"arrival": Arrival.FOUND},
    "education.candidates": {"wanted": WantedGuests()},
    "education.change_plan": {"plan": _EVENT},
    "education.figures": {"first": TODAY, "last": TODAY},
    "education.give": {"way": MaterialWay.COUNTER},
    "education.hold": {"walk_ins": 1},
    "education.invite": {"way": InviteWay.CALL},
    "education.plan": {"plan": _EVENT},
    "education.register": {
        "new": NewMaterial(title="折页", kind="leaflet", topic="risk", valid_from=TODAY, where="展示架")
    },
    "satisfaction.answer": {"given": Answer(5)},
    "satisfaction.facts": {"first": TODAY, "last": TODAY},
    "satisfaction.figures": {"first": TODAY, "last": TODAY},
    "satisfaction.pdf": {"first": TODAY, "last": TODAY},
    "satisfaction.xlsx": {"first": TODAY, "last": TODAY},
    "messages.record": {"state": MessageState.SENT},
    "messages.set_advertising": {"wanted": True},
    "messages.set_gateway": {"wanted": GatewaySettings()},
    "marks.set_marks": {"choices": {MarkKind.HABIT: "short"}},
    "marketing.prepare": {"command": PrepareHandOver(staff_id=NOBODY, on=TODAY, receivers={})},
    "opening.answer": {"number": 1},
    "opening.enter_step": {"step": Step.REVIEW},
    "printing.print_form": {"source": SourceKind.OPENING_FORM},
    "reclassification.apply": {"plan_id": NOBODY, "digest": NOBODY},
    "reclassification.movers": {"of": NOBODY, "wanted": Wanted()},
    "reclassification.pdf": {"of": NOBODY},
    "reclassification.xlsx": {"of": NOBODY},
    **{
        f"report_runs.{method}": {"name": "late-tasks", "given": {}, "way": RunWay.XLSX}
        for method in ("archive", "export", "look", "paper")
    },
    "report_runs.set_schedule": {"name": "late-tasks", "frequency": Frequency.DAILY, "roles": ("general-manager",)},
    "scans.set_folder": {"path": "", "on": False},
    "scans.take_in": {"source": Source.FILE},
    "screening.decide": {"verdict": ScreeningVerdict.CLEARED},
    "screening.import_list": {"path": Path("nowhere.csv"), "source": "来源", "dated": TODAY, "dry_run": True},
    "snapshots.check": {"source": Path("nowhere.csv"), "mapping": shipped("csv")},
    "snapshots.import_from": {"source": Path("nowhere.csv"), "mapping": shipped("csv")},
    "staff.add": {"command": AddStaff(number="X1", name="王五", post="", kind=StaffKind.OTHER)},
    "staff.certify": {"certificate": Certificate("S1", date(2026, 1, 1), date(2027, 1, 1))},
    "staff.change": {"command": ChangeStaff(staff_id=NOBODY, version=1, name="王五", post="柜员")},
    "staff.leave": {"on": TODAY},
    "staff.record": {"command": RecordEntry(staff_id=NOBODY, kind=EntryKind.TRAINING, on=TODAY, text="培训")},
    "tasks.find": {"wanted": TasksWanted()},
    "tasks.hand_over_all": {"seen": {NOBODY: 1}},
    "unusual.import_file": {"path": Path("nowhere.csv"), "dry_run": True},
    "transfer.approvers": {"step": StepKind.DIRECTOR},
    "transfer.decide": {"step": StepKind.DIRECTOR},
    "transfer.enter_step": {"step": TransferStep.INTAKE},
    "transfer.record_by_telephone": {"step": StepKind.DIRECTOR},
}  # fmt: skip
"""What some methods need besides."""


def methods() -> dict[str, Callable[..., Any]]:
    """Every public method of every service, by ``service.method``."""
    kinds = typing.get_type_hints(Services)
    found: dict[str, Callable[..., Any]] = {}
    for field in dataclasses.fields(Services):
        kind = kinds[field.name]
        if kind.__name__.endswith("Service"):
            for name, function in inspect.getmembers(kind, inspect.isfunction):
                if not name.startswith("_"):
                    found[f"{field.name}.{name}"] = function
    return found


def arguments(name: str, function: Callable[..., Any], folder: Path) -> dict[str, Any]:
    """What to call a method with besides the actor. LookupError for a parameter that no table knows."""
    paths = {"folder": folder, "path": folder / "out.pdf"}
    given: dict[str, Any] = {}
    for parameter in list(inspect.signature(function).parameters.values())[2:]:
        if parameter.name in OWN.get(name, {}):
            given[parameter.name] = OWN[name][parameter.name]
        elif parameter.default is not inspect.Parameter.empty:
            continue
        elif parameter.name in paths:
            given[parameter.name] = paths[parameter.name]
        elif parameter.name in ("progress", "stop"):
            given[parameter.name] = lambda *_: False
        else:
            given[parameter.name] = BY_NAME[parameter.name]
    return given


def every_role() -> Iterator[Role]:
    """All of them."""
    return iter(Role)
