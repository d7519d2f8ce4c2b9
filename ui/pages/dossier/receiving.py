"""The archivist receives papers: each set of a sheet is taken into the archive or sent back with a day (AR-2)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.common.dates import read_date
from app.common.errors import Refused
from app.dossier.handing import Decision, HandedSet, HandOver
from ui.pages.approvals.words import moment
from ui.pages.dossier.port import DossierProvider, HandingLists
from ui.pages.dossier.words import sheet_chip
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, cap
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, button, label, line
from ui.widgets.editors import Choice, DateEdit, LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

PANEL = 460
ACCEPT, BACK = "accept", "back"


class SetRow(QWidget):
    """One set of the sheet with what is decided on it."""

    def __init__(self, one: HandedSet, mend_by: date, *, open_: bool) -> None:
        super().__init__()
        self.one = one
        self.which = Segmented()
        self.words = LabelledField("", LineEdit(limit=200))
        self.mend_by = LabelledField("", DateEdit())
        self._title = label(f"{one.business}　{one.client_name}", "heading")
        self._under = label(f"{one.case_number}　{one.archive_number}", "small")
        self._papers = label("", "", wrap=True)
        self._missing = label("", "danger", wrap=True)
        self._verdict = label("", "", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.XS, 0, space.S)
        column.setSpacing(space.XS)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self.which)
        column.addLayout(top)
        for widget in (self._under, self._papers, self._missing, self._verdict, self.words, self.mend_by):
            column.addWidget(widget)
        column.addWidget(line())
        self.mend_by.set_value(mend_by.isoformat())
        for field in (self.which, self.words, self.mend_by):
            field.setVisible(open_)
        self._open = open_
        self.which.edited.connect(self._changed)
        self.retranslate()
        self.which.set_value("" if one.missing else ACCEPT)
        self._changed()

    def _changed(self) -> None:
        back = self.which.value() == BACK
        self.mend_by.setVisible(self._open and back)
        self.words.setVisible(self._open and (back or bool(self.one.missing)))

    def decision(self) -> Decision:
        """What was decided. Refused: ``dossier.decisions_incomplete``, ``text.date``."""
        if not self.which.value():
            raise Refused("dossier.decisions_incomplete")
        words = str(self.words.value())
        if self.which.value() == ACCEPT:
            return Decision(self.one.case_number, accepted=True, words=words if self.one.missing else "")
        typed = str(self.mend_by.value())
        return Decision(self.one.case_number, False, words, read_date(typed) if typed else None)

    def retranslate(self) -> None:
        """Texts."""
        one = self.one
        self.which.set_choices(
            (Choice(ACCEPT, self.tr("Into the archive")), Choice(BACK, self.tr("Send back")))
        )  # fmt: skip
        papers = "、".join(f"{paper.title}×{paper.copies}" for paper in one.papers)
        self._papers.setText(papers)
        self._missing.setVisible(bool(one.missing))
        self._missing.setText(self.tr("Missing: {papers}").format(papers="、".join(one.missing)))
        self.words.set_label(self.tr("What is missing, or why it is taken all the same"))
        self.mend_by.set_label(self.tr("To be completed until"))
        self._verdict.setVisible(one.verdict is not None)
        if one.verdict is not None:
            found = one.verdict
            if found.accepted:
                text = self.tr("Taken into the archive by {name} on {at}")
                self._verdict.setText(text.format(name=found.by_name, at=moment(found.at)))
            else:
                text = self.tr("Sent back by {name}: {words} Until {day}, {points} points.")
                self._verdict.setText(
                    text.format(name=found.by_name, words=found.words, day=found.mend_by, points=found.points)
                )


class ReceivingView(QWidget):
    """Sheets at the left, the sets of the one chosen at the right, points below."""

    sheet_wanted = Signal(str)

    def __init__(self, runner: OpRunner, provider: DossierProvider) -> None:
        super().__init__()
        self._runner, self._provider = runner, provider
        self._latest = Latest(runner, self)
        self._rows: list[SetRow] = []
        self._shown = ""
        self.banner = InlineBanner()
        self.sheets, self.points = DataTable(), DataTable()
        self._build()
        self._connect()
        self.retranslate()
        self.setFocusProxy(self.sheets)

    def _build(self) -> None:
        self._sheets, self._points, self._one = Card(margin=6), Card(margin=6), Card()
        self._look = button("", "link", "eye")
        self._sheets.add_action(self._look)
        self._sheets.add(self.sheets, 1)
        self.points.setSelectionMode(DataTable.SelectionMode.NoSelection)
        self._points.add(self.points, 1)
        fix(self._one, width=PANEL)
        self._lead = label("", "muted", wrap=True)
        self._one.add(self._lead)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._one.add(self._area, 1)
        self._go = button("", "primary", "tick")
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self._go)
        self._one.body.addLayout(low)
        left = QVBoxLayout()
        left.setSpacing(space.M)
        left.addWidget(self._sheets, 3)
        left.addWidget(self._points, 1)
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addLayout(left, 1)
        across.addWidget(self._one)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space.S)
        outer.addWidget(self.banner)
        outer.addLayout(across, 1)

    def _connect(self) -> None:
        self.sheets.row_changed.connect(lambda _: self._show_sheet())
        self.sheets.opened.connect(lambda _: self._look_at())
        self._look.clicked.connect(self._look_at)
        self._go.clicked.connect(self.receive)
        bind(Act.SUBMIT, self, self.receive)

    def refresh(self) -> None:
        """Read the lists anew."""
        self._latest.ask(
            lambda: self._provider.handing(everybody=False), done=self._show, failed=self._failed
        )  # fmt: skip

    def _show(self, lists: HandingLists) -> None:
        self.banner.hide()
        waiting_first = sorted(lists.sheets, key=lambda one: one.received)
        self._shown = ""
        self.sheets.set_rows(waiting_first, key=lambda one: one.number)
        self.points.set_rows(lists.points)
        self._points.setVisible(bool(lists.points))
        self._show_sheet()

    def _failed(self, problem: Exception) -> None:
        self._go.setEnabled(True)
        self.banner.say(say(problem), "danger")

    def chosen(self) -> HandOver | None:
        """The sheet chosen."""
        row = self.sheets.row()
        return row if isinstance(row, HandOver) else None

    def rows(self) -> list[SetRow]:
        """The sets of the sheet chosen, with what is decided."""
        return self._rows

    def _show_sheet(self) -> None:
        sheet = self.chosen()
        if sheet is not None and sheet.number == self._shown:
            return
        self._shown = sheet.number if sheet is not None else ""
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, space.S, 0)
        open_ = sheet is not None and not sheet.received
        self._rows = [SetRow(one, sheet.mend_by, open_=open_) for one in sheet.sets] if sheet is not None else []
        for row in self._rows:
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(inside)
        self._go.setVisible(open_)
        self._go.setEnabled(open_)
        self._say_lead()

    def receive(self) -> None:
        """Write the decisions down."""
        sheet = self.chosen()
        if sheet is None or sheet.received or not self._go.isEnabled():
            return
        try:
            decisions = [row.decision() for row in self._rows]
        except Refused as refused:
            self._failed(refused)
            return
        self._go.setEnabled(False)

        def done(_: object) -> None:
            show_toast(self, self.tr("{number} is received").format(number=sheet.number))
            self.refresh()

        self._runner.save(
            self._provider.receive, sheet.number, decisions, done=done, failed=self._failed,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _look_at(self) -> None:
        sheet = self.chosen()
        if sheet is not None:
            self.sheet_wanted.emit(sheet.number)

    def _say_lead(self) -> None:
        sheet = self.chosen()
        if sheet is None:
            self._one.set_title(self.tr("Hand-over sheet"))
            self._lead.setText(self.tr("Nothing waits to be received."))
            return
        self._one.set_title(sheet.number, moment(sheet.at))
        text = self.tr("From {name} ({number}). {note}")
        self._lead.setText(text.format(name=sheet.from_name, number=sheet.from_number, note=sheet.note).strip())

    def retranslate(self) -> None:
        """Texts."""
        self._sheets.set_title(self.tr("Hand-over sheets"))
        self._points.set_title(self.tr("Points within a year"))
        self._look.setText(self.tr("Look"))
        self._go.setText(self.tr("Receive"))
        self._go.setToolTip(cap(Act.SUBMIT))
        self.sheets.setAccessibleName(self.tr("Hand-over sheets"))
        self.points.setAccessibleName(self.tr("Points within a year"))
        self.sheets.set_nothing(self.tr("No sheet waits. It comes here when the counter hands papers over."))
        self.sheets.set_columns(
            (
                Column(self.tr("Sheet"), lambda one: one.number, 168),
                Column(self.tr("From"), lambda one: one.from_name, 110),
                Column(self.tr("Sets"), lambda one: "、".join(each.client_name for each in one.sets)),
                Column(self.tr("Handed over"), lambda one: moment(one.at), 140),
                Column(self.tr("State"), lambda one: sheet_chip(one)[0], 110, chip=lambda one: sheet_chip(one)[1]),
            )
        )
        escalated = self.tr("with the general manager")
        self.points.set_nothing(self.tr("No points within a year. They are given when papers come late or incomplete."))
        self.points.set_columns(
            (
                Column(self.tr("Staff"), lambda one: f"{one.name} {one.staff_number}"),
                Column(self.tr("Bad sets"), lambda one: str(one.sendings), 90),
                Column(self.tr("Points"), lambda one: str(one.points), 80, order=lambda one: one.points),
                Column(
                    "", lambda one: escalated if one.escalated else "", 190, chip=lambda one: "danger"
                ),
            )
        )  # fmt: skip
        for row in self._rows:
            row.retranslate()
        self._say_lead()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
