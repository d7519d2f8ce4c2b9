"""Investor education: events with invitations and attendance, material with its versions (IE-1, TO-14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.education.domain import Arrival, Attendance, Event, EventState, InviteWay, Material, Wanted, Way
from app.education.events import EventLine, EventView
from ui.pages.education.event_panel import EventPanel
from ui.pages.education.invite_panel import InvitePanel
from ui.pages.education.material_view import MaterialView
from ui.pages.education.months import MonthsView
from ui.pages.education.port import EducationPort
from ui.pages.education.sheets import GAVE, HoldForm, MaterialForm, PlanForm
from ui.pages.education.words import state_colour, state_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, button
from ui.widgets.editors import Choice
from ui.widgets.search import Hit
from ui.widgets.table import Column, DataTable

EVENTS, MATERIAL, FIGURES = "events", "material", "figures"
_SCANS = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"


@dataclass(frozen=True, slots=True)
class _Lists:
    kinds: Sequence[Choice]
    topics: Sequence[Choice]
    levels: Sequence[Choice]
    classes: Sequence[Choice]


class EducationPage(QWidget):
    """Events at the left, the chosen one at the right; or the register of material; or, with ``counts``, the months."""

    document_wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, port: EducationPort, *, today: date, keeps: bool, counts: bool = False,
        ask: Asker = ask_dialog,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("page")
        self._runner, self._port, self._ask = runner, port, ask
        self._today, self._keeps, self._counts = today, keeps, counts
        self._latest, self._latest_event = Latest(runner, self), Latest(runner, self)
        self._latest_guests = Latest(runner, self)
        self._materials: Sequence[Material] = ()
        self._topics: Sequence[Choice] = ()
        self._scan = ""
        self.which = Segmented()
        self.table = DataTable()
        self.panel = EventPanel(runner, port.find, keeps=keeps)
        self.inviting, self.material = InvitePanel(), MaterialView(runner, port.find, keeps=keeps, today=today)
        self.months = MonthsView(runner, port, today)
        self.plan, self.held, self.version = PlanForm(), HoldForm(), MaterialForm()
        self.banner = InlineBanner()
        self.new = button("", "primary", "plus")
        self.scan = button("", "", "scan")
        self._build()
        self._connect()
        self._retranslate()
        self.which.set_value(EVENTS)
        self._show_which()
        lists = (port.kinds, port.topics, port.levels, port.classes)
        self._runner.run(lambda: _Lists(*(read() for read in lists)), done=self._offer, failed=self._failed, owner=self)
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.new)
        self._list = Card(margin=6)
        self._list.add(self.table, 1)
        self.held.add_tool(self.scan)
        self._side = QStackedWidget()
        for shown in (self.panel, self.inviting, self.plan, self.held):
            self._side.addWidget(shown)
        events = QWidget()
        both = QHBoxLayout(events)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(space.M)
        both.addWidget(self._list, 4)
        both.addWidget(self._side, 5)
        self._stack = QStackedWidget()
        for widget in (events, self.material, self.months, self.version):
            self._stack.addWidget(widget)
        self._events = events
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.which.edited.connect(self._show_which)
        self.table.row_changed.connect(self._choose)
        self.new.clicked.connect(lambda: self._plan(None))
        self.panel.wanted.connect(self._deed)
        self.panel.came.connect(self.enter)
        self.panel.back.connect(self._take_back)
        self.inviting.asked.connect(self._read_guests)
        self.inviting.invited.connect(self.invite)
        self.inviting.left.connect(self._to_event)
        self.material.wanted.connect(self._material_deed)
        self.material.given.connect(self.give)
        self.plan.submitted.connect(self._save_plan)
        self.held.submitted.connect(self._save_held)
        self.version.submitted.connect(self._save_version)
        for form in (self.plan, self.held):
            form.left.connect(self._to_event)
        self.version.left.connect(self._show_which)
        self.scan.clicked.connect(self._choose_scan)
        bind(Act.REFRESH, self, self.refresh)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.REFRESH, self.tr("read again"))]

    def changed(self, topic: str) -> None:
        """Somebody changed material, an event or a list (from the feed)."""
        if topic == "education" and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read events and material anew, off the GUI thread."""
        port = self._port
        self._latest.ask(lambda: (port.events(), port.materials()), done=self._show, failed=self._failed)

    # reading

    def _offer(self, lists: _Lists) -> None:
        self.inviting.offer(lists.levels, lists.classes)
        self.version.offer(lists.kinds, lists.topics)
        self.material.offer(lists.kinds)
        self._topics = lists.topics
        self.plan.offer(lists.topics, self._in_force())

    def _in_force(self) -> list[Material]:
        return [one for one in self._materials if one.in_force(self._today)]

    def _show(self, found: tuple[Sequence[EventLine], Sequence[Material]]) -> None:
        self.banner.hide()
        lines, self._materials = found
        self.material.show_materials(self._materials)
        self.table.set_rows(lines, key=lambda row: row.event.number)
        self._read_event(self._number())

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _number(self) -> str:
        row = self.table.row()
        return row.event.number if isinstance(row, EventLine) else ""

    def _choose(self, row: object) -> None:
        if isinstance(row, EventLine):
            self._to_event()
            if self.panel.view is None or self.panel.view.event.number != row.event.number:
                self._read_event(row.event.number)

    def _read_event(self, number: str) -> None:
        if number:
            self._latest_event.ask(self._port.event, number, done=self.panel.show_event, failed=self._failed)
        else:
            self.panel.show_event(None)

    def _show_which(self) -> None:
        which = self.which.value() or EVENTS
        self._stack.setCurrentWidget(
            {EVENTS: self._events, MATERIAL: self.material, FIGURES: self.months}[which]
        )  # fmt: skip
        self.new.setVisible(which == EVENTS and self._keeps)
        if which == FIGURES:
            self.months.refresh()

    def _to_event(self) -> None:
        self._side.setCurrentWidget(self.panel)

    # events

    def _deed(self, deed: str) -> None:
        view = self.panel.view
        if view is None:
            return
        if deed == "change":
            self._plan(view.event)
        elif deed == "hold":
            self._scan = ""
            self._say_scan()
            self.held.begin(view.event)
            self._side.setCurrentWidget(self.held)
        elif deed == "invite":
            self._side.setCurrentWidget(self.inviting)
            self.inviting.begin(former=view.event.for_former)
        elif deed == "cancel":
            question = Ask(Kind.REASON, self.tr("Cancel the event"), self.tr("Why?"), self.tr("Cancel it"), danger=True)
            self._ask(self, question, lambda why: self._do(self._port.cancel, view.event.number, why))
        elif deed == "sheet":
            self._save_file(self._port.save_sheet, view.event.number, f"投资者教育活动签到表_{view.event.number}.pdf")
        elif view.event.end is not None:
            self.document_wanted.emit(view.event.end.document_number)

    def _plan(self, event: Event | None) -> None:
        self.plan.offer(self._topics, self._in_force())
        self.plan.begin(event)
        self._side.setCurrentWidget(self.plan)

    def _save_plan(self, values: dict[str, Any]) -> None:
        seen = self.plan.seen
        try:
            plan = PlanForm.plan(values)
        except Exception as problem:  # noqa: BLE001 - shown at its field
            self.plan.refused(problem)
            return

        def done(event: Event | None) -> None:
            self.plan.accepted()
            self._to_event()
            self.refresh()
            if event is not None:
                show_toast(self, self.tr("Saved."))

        if seen is None:
            self.plan.save_by(self._runner, self._port.plan, plan, done=done)
        else:
            self.plan.save_by(self._runner, self._port.change_plan, seen.number, plan, seen.version, done=done)

    def _save_held(self, values: dict[str, Any]) -> None:
        view = self.panel.view
        if view is None:
            return

        def done(_: EventView | None) -> None:
            self.held.accepted()
            self._to_event()
            self.refresh()
            show_toast(self, self.tr("Saved."))

        gave = GAVE in (values["gave"] or ()) and bool(view.event.material_id)
        facts = (view.event.number, values["walk_ins"], values["words"], self._scan, gave)
        self.held.save_by(self._runner, self._port.hold, *facts, done=done)

    def _choose_scan(self) -> None:
        def chosen(path: str) -> None:
            self._scan = path
            self._say_scan()

        self._ask(self, Ask(Kind.OPEN_FILE, self.tr("Scan of the signed sheet"), files=_SCANS), chosen)

    def enter(self, hit: Hit, text: str = "") -> None:
        """A client was there, found by ``text``."""
        view = self.panel.view
        if view is not None:
            held = view.event.state is EventState.HELD
            arrival = Arrival.SHEET if held else Arrival.CARD if text.isdecimal() else Arrival.FOUND
            self._do(self._port.attend, view.event.number, hit.key, arrival)
            self.panel.search.focus()

    def _take_back(self, row: Attendance) -> None:
        question = Ask(
            Kind.REASON, self.tr("Was not there"), self.tr("Why was the client entered?"), self.tr("Take back")
        )
        self._ask(self, question, lambda why: self._do(self._port.take_back, row.id, why))

    def _read_guests(self, wanted: Wanted) -> None:
        view = self.panel.view
        if view is not None:
            self._latest_guests.ask(
                self._port.candidates, view.event.number, wanted, done=self.inviting.show_candidates,
                failed=self._failed,
            )  # fmt: skip

    def invite(self, client_ids: list[str], way: InviteWay) -> None:
        """Invite these."""
        view = self.panel.view
        if view is None or not client_ids:
            return

        def done(count: int | None) -> None:
            self._to_event()
            self.refresh()
            if count is not None:
                show_toast(self, self.tr("{count} invited.").format(count=count))

        self._runner.run(
            self._port.invite, view.event.number, client_ids, way, done=done, failed=self._failed, owner=self
        )

    # material

    def _material_deed(self, deed: str) -> None:
        one = self.material.chosen()
        if deed == "new" or (deed == "next" and one is not None):
            self.version.begin(one if deed == "next" else None, self._today)
            self._stack.setCurrentWidget(self.version)
        elif one is not None and deed == "approve":
            self._do(self._port.approve, one.id)
        elif one is not None and deed == "file":
            self._save_file(self._port.save_file, one.id, one.file_name)

    def give(self, hit: Hit) -> None:
        """Note that a client was given the chosen version at the counter."""
        one = self.material.chosen()
        if one is not None:
            said = self.tr("{title}: noted for {client}.").format(title=one.title, client=hit.title)
            self._runner.run(
                self._port.give, hit.key, one.id, Way.COUNTER, done=lambda _: show_toast(self, said),
                failed=self._failed, owner=self,
            )  # fmt: skip

    def _save_version(self, values: dict[str, Any]) -> None:
        try:
            new = self.version.material(values)
        except Exception as problem:  # noqa: BLE001 - shown at its field
            self.version.refused(problem)
            return

        def done(_: Material | None) -> None:
            self.version.accepted()
            self._show_which()
            self.refresh()
            show_toast(self, self.tr("Saved. Somebody else approves it."))

        def save(path: str) -> None:
            self.version.save_by(self._runner, self._port.register, new, path, done=done)

        if new.where:
            save("")
        else:
            self.version.accepted()  # the dialog can be left: then nothing is saved
            self._ask(self, Ask(Kind.OPEN_FILE, self.tr("The material's file"), files=_SCANS), save)

    # shared

    def _do(self, deed: Callable[..., Any], *facts: Any) -> None:
        self._runner.run(deed, *facts, done=lambda _: self.refresh(), failed=self._failed, owner=self)

    def _save_file(self, function: Callable[[str, str], str], key: str, name: str) -> None:
        def chosen(path: str) -> None:
            self._runner.run(
                function, key, path, done=lambda _: show_toast(self, self.tr("Saved.")), failed=self._failed, owner=self
            )

        self._ask(self, Ask(Kind.SAVE_FILE, self.tr("Save the file"), suggestion=name, files="*"), chosen)

    def _say_scan(self) -> None:
        self.scan.setText(self.tr("Signed sheet chosen") if self._scan else self.tr("Choose the signed sheet…"))

    def _retranslate(self) -> None:
        views = [Choice(EVENTS, self.tr("Events")), Choice(MATERIAL, self.tr("Material"))]
        self.which.set_choices([*views, *([Choice(FIGURES, self.tr("By month"))] if self._counts else [])])
        self.new.setText(self.tr("New event…"))
        self.table.setAccessibleName(self.tr("Events"))
        self.table.set_nothing(self.tr('No event here. Press "New event…" to plan one.'))
        self.table.set_columns(
            (
                Column(self.tr("Day"), lambda row: row.event.on.isoformat(), 104),
                Column(self.tr("Event"), lambda row: row.event.title),
                Column(
                    self.tr("Came / invited"), lambda row: f"{row.came} / {row.invited}", 112,
                    order=lambda row: row.came, right=True,
                ),
                Column(
                    self.tr("State"), lambda row: state_word(row.event.state), 92,
                    chip=lambda row: state_colour(row.event.state),
                ),
            )
        )  # fmt: skip
        self._say_scan()
        self._show_which()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
