"""Taking a change in: start, type, resume, cancel. One method, one transaction."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from app.archive.press import PressedForm
from app.archive.service import BlobStore
from app.cases.case import Capture
from app.changes import making, storage
from app.changes.case import KIND, PREFIX, TOPIC, Case, CaseSummary, Status
from app.changes.fields import FIELD_LIMIT, IDENTITY
from app.changes.judged import Judged, Surface, load
from app.changes.kind import ChangeKind
from app.changes.kinds import KINDS, kind_of
from app.changes.seen import view_of
from app.changes.steps import Step
from app.changes.view import ChangeView, KindLine
from app.clients import numbers
from app.clients import storage as clients
from app.clients.domain import Client, ClientKind
from app.common.actor import Actor, Right
from app.common.clashes import clashing
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.due_diligence import screening
from app.institutions import storage as institutions
from app.policy import storage as policies
from app.policy.values import Policy
from app.staff import storage as staff
from app.storage.changes import tell
from app.storage.db import Database, Writing


class AtCounter:
    """The teller's half. All need ``counter``, which marketing staff never have (OP-4)."""

    def __init__(self, db: Database, surface: Surface, blobs: BlobStore) -> None:
        self.db = db
        self.surface = surface
        self.blobs = blobs

    @property
    def policy(self) -> Policy:
        """The branch's policy of today: what a new case begins with."""
        return self.surface.policy

    def kinds(self, actor: Actor, client_id: str = "") -> tuple[KindLine, ...]:
        """The kinds of change, in order, and which are for this client. Refused: ``clients.unknown``."""
        actor.need(Right.COUNTER)
        if not client_id:
            return tuple(KindLine(kind.code, kind.label) for kind in KINDS.values())
        with self.db.read() as conn:
            client = clients.get_client(conn, client_id)
        return tuple(KindLine(kind.code, kind.label, client.kind in kind.for_clients) for kind in KINDS.values())

    def start(self, actor: Actor, client_id: str, kind: str) -> ChangeView:
        """Begin a change for a registered client; the running one of that kind when there is one. One transaction.

        Refused: ``auth.denied``, ``changes.unknown_kind``, ``clients.unknown``; ``changes.institution`` and
        ``changes.individual`` for a kind that is not for this client; ``institutions.nobody_registered``.
        """
        actor.need(Right.COUNTER)
        code = kind_of(kind).code
        with self.db.write(actor) as tx:
            client = clients.get_client(tx.conn, client_id)
            self._need_for(tx, client, KINDS[code])
            running = storage.find(tx.conn, status=Status.OPEN, client_id=client_id, kind=code, limit=1)
            if running:
                return self._view(tx.conn, running[0].number)
            policy = self.surface.policy
            case = Case(
                number=numbers.dated_number(tx.conn, PREFIX, branch_day(tx.at)), kind=code, status=Status.OPEN,
                version=1, policy_version=policy.version, client_id=client_id, opened_at=tx.at, changed_at=tx.at,
                opened_by=actor.staff_id, opened_by_number=actor.staff_number, opened_by_name=actor.name,
                station=actor.station, last_step=Step.IDENTITY.value, ended_at=None,
            )  # fmt: skip
            storage.add(tx.conn, case)
            policies.pin(tx.conn, case.number, policy, tx.at)
            self._put_fields(tx, case, kind_of(code).begin(tx, policy, client))
            tx.audit("changes.started", KIND, case.number, after={"kind": code, "client": client.number})
            tell(tx.conn, TOPIC)
            return self._view(tx.conn, case.number)

    def view(self, actor: Actor, number: str) -> ChangeView:
        """The case as it stands; reads only. Refused: ``auth.denied``, ``changes.unknown``."""
        return view_of(self._judged(actor, number))

    def unfinished(self, actor: Actor) -> tuple[CaseSummary, ...]:
        """Changes to be resumed, at whatever counter they were begun, last changed first."""
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            return self._summaries(conn, storage.find(conn, status=Status.OPEN))

    def cases_of(self, actor: Actor, client_id: str) -> tuple[CaseSummary, ...]:
        """The changes of one client."""
        actor.need(Right.CLIENT_READ)
        with self.db.read() as conn:
            return self._summaries(conn, storage.find(conn, client_id=client_id))

    def enter_step(self, actor: Actor, number: str, step: Step) -> None:
        """Remember where the teller is, so that resuming leads there; one transaction."""
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            case = storage.load(tx.conn, number, lock=True)
            if case.status is Status.OPEN and case.last_step != step.value:
                storage.touch(tx.conn, case, tx.at, step=step.value)
                # a list may have come into force since the people were typed
                self._look_up(tx, load(tx.conn, number, self.surface))

    def save_fields(
        self, actor: Actor, number: str, values: Mapping[str, str], seen: Mapping[str, str] | None = None
    ) -> ChangeView:
        """Keep fields as typed, right or wrong; what is wrong is in the view. One transaction.

        ``seen``: what the window last knew these fields to hold. Refused: ``changes.unknown_field``,
        ``changes.not_open``, ``text.too_long``, ``text.invisible``; ``changes.other_confirms`` for
        a field that a supervisor fills in; ``changes.clash`` when somebody else has changed one: nothing is saved then.
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            case = storage.load(tx.conn, number, lock=True)
            case.need_open()
            self._need_typable(case, values)
            self._need_other(tx.actor, case, values)
            self._need_no_clash(tx, case, clashing(case.fields, values, seen))
            self._other_person(tx, case, values)
            if self._put_fields(tx, case, values):
                storage.touch(tx.conn, case, tx.at)
            judged = load(tx.conn, number, self.surface)
            self._look_up(tx, judged)
            return view_of(judged)

    def cancel(self, actor: Actor, number: str, reason: str) -> None:
        """End an unfinished change; it stays in the books. One transaction. Refused: ``text.required``."""
        actor.need(Right.COUNTER)
        why = clean_text(reason, field="reason", limit=200)
        with self.db.write(actor) as tx:
            case = storage.load(tx.conn, number, lock=True)
            case.need_open()
            storage.touch(tx.conn, case, tx.at, status=Status.CANCELLED)
            tx.audit("changes.cancelled", KIND, number, after={"reason": why})
            tell(tx.conn, TOPIC)
        self.surface.secrets.drop(number)

    def preview(self, actor: Actor, number: str, form_id: str) -> PressedForm | None:
        """The form as far as it is filled, unsigned; None while it has not been read. Reads only."""
        judged = self._judged(actor, number)
        if form_id not in judged.form_ids():
            return None
        facts = making.facts_of(judged, form_id, preview=True)
        return self.surface.press.press(form_id, facts) if facts is not None else None

    # -- shared ------------------------------------------------------------------------------------------------

    def _judged(self, actor: Actor, number: str) -> Judged:
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            return load(conn, number, self.surface)

    def _look_up(self, tx: Writing, judged: Judged) -> None:
        """Put newcomers whom the watch list fits before compliance; the counter sees only that it waits (KY-3)."""
        screening.note(
            tx, judged.told.subjects, case_number=judged.case.number, opened_by=judged.case.opened_by,
            opened_by_name=judged.case.opened_by_name,
        )  # fmt: skip

    def _view(self, conn: sa.Connection, number: str) -> ChangeView:
        return view_of(load(conn, number, self.surface))

    def _summaries(self, conn: sa.Connection, cases: tuple[Case, ...]) -> tuple[CaseSummary, ...]:
        names = clients.called(conn, [case.client_id for case in cases])
        return tuple(
            CaseSummary(
                number=case.number, kind=case.kind, label=KINDS[case.kind].label if case.kind in KINDS else case.kind,
                status=case.status, client_id=case.client_id, client_name=names[case.client_id].name,
                step=case.last_step, opened_at=case.opened_at, changed_at=case.changed_at, teller=case.opened_by_name,
                station=case.station,
            )
            for case in cases
        )  # fmt: skip

    def _need_for(self, tx: Writing, client: Client, kind: ChangeKind) -> None:
        institution = client.kind is ClientKind.INSTITUTION
        if client.kind not in kind.for_clients:
            raise Refused("changes.institution" if institution else "changes.individual")
        if institution and institutions.of_client(tx.conn, client.id) is None:
            raise Refused("institutions.nobody_registered")

    def _other_person(self, tx: Writing, case: Case, values: Mapping[str, str]) -> None:
        """Another paper shown for an institution: whoever comes now has read, set, checked and signed nothing."""
        shown = values.get("paper_shown")
        if shown is None or shown.strip() == case.text("paper_shown").strip():
            return
        if clients.get_client(tx.conn, case.client_id).kind is not ClientKind.INSTITUTION:
            return
        self.surface.secrets.drop(case.number)
        for name in case.captures:
            storage.drop_capture(tx.conn, case.number, name)
            storage.journal(
                tx.conn, case.number, "act", name, "another person came", None, at=tx.at,
                staff_id=tx.actor.staff_id, station=tx.actor.station,
            )  # fmt: skip
            tx.audit("changes.taken_back", KIND, case.number, before={"of": name})

    def _need_typable(self, case: Case, values: Mapping[str, str]) -> None:
        limits = kind_of(case.kind).limits()
        known = {*IDENTITY, *limits}
        for name, value in values.items():
            if name not in known:
                raise Refused("changes.unknown_field", name=name)
            limit = limits.get(name, FIELD_LIMIT)
            if len(value) > limit:
                raise Refused("text.too_long", field=name, limit=limit, length=len(value))
            if "\0" in value:
                raise Refused("text.invisible", field=name, position=value.index("\0") + 1, character="U+0000")

    def _need_other(self, actor: Actor, case: Case, values: Mapping[str, str]) -> None:
        """What somebody else confirms is filled in by one who may, and never by the teller of the case."""
        for field in kind_of(case.kind).fields:
            given = values.get(field.name, "")
            if field.by is None or not given or given == case.text(field.name):
                continue
            if not actor.may(field.by) or actor.staff_id == case.opened_by:
                raise Refused("changes.other_confirms", field=field.name)

    def _need_no_clash(self, tx: Writing, case: Case, names: tuple[str, ...]) -> None:
        if names:
            by, station = storage.last_writer(tx.conn, case.number, names)
            member = staff.by_id(tx.conn, by)
            raise Refused(
                "changes.clash", field=names[0], fields=names, by=member.name if member else by, station=station
            )

    def _put_fields(self, tx: Writing, case: Case, values: Mapping[str, str]) -> bool:
        """Store the changed ones with their journal; whether any changed."""
        changed = {name: value for name, value in values.items() if case.text(name) != value}
        for name, value in changed.items():
            storage.put_field(tx.conn, case.number, name, value)
            storage.journal(
                tx.conn, case.number, "field", name, case.fields.get(name), value,
                at=tx.at, staff_id=tx.actor.staff_id, station=tx.actor.station,
            )  # fmt: skip
        return bool(changed)

    def _capture(self, tx: Writing, case: Case, name: str, value: dict[str, object], *, shown: str) -> None:
        """Keep an act and tell the journal and the audit; ``shown`` is what they may say of it."""
        capture = Capture(value, tx.at, tx.actor.staff_id, tx.actor.station)
        storage.put_capture(tx.conn, case.number, name, capture)
        storage.touch(tx.conn, case, tx.at)
        storage.journal(
            tx.conn, case.number, "act", name, None, shown, at=tx.at, staff_id=tx.actor.staff_id,
            station=tx.actor.station,
        )  # fmt: skip
        if not name.startswith("read:"):
            act = name.partition(":")[0]
            tx.audit(f"changes.captured.{act}", KIND, case.number, after={"of": name, "is": shown})
