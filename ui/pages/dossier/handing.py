"""Handing papers over at the counter: sets with what is missing, the papers of each, the sheets handed over (AR-2)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.dossier.domain import PaperSet
from app.dossier.handing import HandOver, SetToHand
from ui.pages.approvals.words import moment
from ui.pages.dossier.port import DossierProvider, HandingLists
from ui.pages.dossier.words import business_word, set_chip, sheet_chip
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import TickGroup
from ui.widgets.containers import Card, button, label
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.table import Column, DataTable

PANEL = 380
TICK = "✓"


class HandingView(QWidget):
    """Space marks a set; its papers are ticked at the right; the button hands the marked ones over."""

    sheet_wanted = Signal(str)
    """Number of a sheet to look at."""

    def __init__(self, runner: OpRunner, provider: DossierProvider) -> None:
        super().__init__()
        self._runner, self._provider = runner, provider
        self._latest = Latest(runner, self)
        self._names: dict[str, str] = {}
        self._marked: dict[str, dict[str, int]] = {}
        self._showing = ""
        self.banner = InlineBanner()
        self.sets, self.sheets = DataTable(), DataTable()
        self.papers = TickGroup(columns=1)
        self.note = LineEdit(limit=200)
        self._build()
        self._connect()
        self.retranslate()
        self.setFocusProxy(self.sets)

    def _build(self) -> None:
        self._sets, self._papers, self._sheets = Card(margin=6), Card(margin=10), Card(margin=6)
        self._mark = button("", "link", "tick")
        self._sets.add_action(self._mark)
        self._sets.add(self.sets, 1)
        self._look = button("", "link", "eye")
        self._sheets.add_action(self._look)
        self._sheets.add(self.sheets, 1)
        self._lead = label("", "muted", wrap=True)
        self._go = button("", "primary", "arrow-right")
        fix(self._papers, width=PANEL)
        self._papers.add(self._lead)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setObjectName("scrolled")
        ticks = QVBoxLayout(inside)
        ticks.setContentsMargins(0, 0, 0, 0)
        ticks.addWidget(self.papers)
        ticks.addStretch(1)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._papers.add(area, 1)
        self._papers.add(self.note)
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self._go)
        self._papers.body.addLayout(low)
        left = QVBoxLayout()
        left.setSpacing(space.M)
        left.addWidget(self._sets, 3)
        left.addWidget(self._sheets, 2)
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addLayout(left, 1)
        across.addWidget(self._papers)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space.S)
        outer.addWidget(self.banner)
        outer.addLayout(across, 1)

    def _connect(self) -> None:
        self.sets.row_changed.connect(lambda _: self._show_papers())
        for signal in (self.sets.looked, self.sets.opened):
            signal.connect(lambda _: self.mark())
        self._mark.clicked.connect(self.mark)
        self.papers.edited.connect(self._ticked)
        self._go.clicked.connect(self.hand_over)
        self._look.clicked.connect(self._look_at)
        self.sheets.opened.connect(lambda _: self._look_at())
        bind(Act.SUBMIT, self, self.hand_over)

    def refresh(self) -> None:
        """Read the lists anew."""
        self._latest.ask(
            lambda: self._provider.handing(everybody=False), done=self._show, failed=self._failed
        )  # fmt: skip

    def _show(self, lists: HandingLists) -> None:
        self.banner.hide()
        self._names = dict(lists.names)
        here = {one.case.number for one in lists.sets}
        self._marked = {case: papers for case, papers in self._marked.items() if case in here}
        self.sets.set_rows(lists.sets, key=lambda one: one.case.number)
        self.sheets.set_rows(lists.sheets, key=lambda one: one.number)
        self._show_papers()

    def _failed(self, problem: Exception) -> None:
        self._go.setEnabled(True)
        self.banner.say(say(problem), "danger")

    def chosen(self) -> PaperSet | None:
        """The set that the keyboard is on."""
        row = self.sets.row()
        return row if isinstance(row, PaperSet) else None

    def marked(self) -> list[str]:
        """Cases whose sets are marked, in the order of marking."""
        return list(self._marked)

    def mark(self) -> None:
        """Mark the set, or take the mark off."""
        one = self.chosen()
        if one is None:
            return
        if one.case.number in self._marked:
            del self._marked[one.case.number]
        else:
            self._marked[one.case.number] = {document.number: 1 for document in one.documents}
        self.sets.viewport().update()
        self._show_papers()

    def _show_papers(self) -> None:
        one = self.chosen()
        self._showing = ""
        documents = one.documents if one is not None else ()
        self.papers.set_choices(
            [Choice(document.number, f"{document.title}　{document.number[-5:]}") for document in documents]
        )
        if one is not None:
            counted = self._marked.get(one.case.number)
            self.papers.setEnabled(counted is not None)
            self.papers.set_value(tuple(number for number, copies in (counted or {}).items() if copies))
            self._showing = one.case.number
        self._say_lead()

    def _ticked(self) -> None:
        counted = self._marked.get(self._showing)
        if counted is not None:
            on = self.papers.value()
            counted.update({number: int(number in on) for number in counted})

    def hand_over(self) -> None:
        """Hand the marked sets over."""
        if not self._marked or not self._go.isEnabled():
            return
        sets = [SetToHand(case, dict(papers)) for case, papers in self._marked.items()]
        self._go.setEnabled(False)

        def done(number: str | None) -> None:
            self._marked.clear()
            self.note.clear()
            # without a number the answer was lost: the list of sheets, read anew, shows it
            show_toast(self, self.tr("Handed over with the sheet {number}").format(number=number or ""))
            self.refresh()

        self._runner.save(
            self._provider.hand_over, sets, self.note.text(), done=done, failed=self._failed,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _look_at(self) -> None:
        row = self.sheets.row()
        if isinstance(row, HandOver):
            self.sheet_wanted.emit(row.number)

    def _say_lead(self) -> None:
        one, count = self.chosen(), len(self._marked)
        self._go.setText(self.tr("Hand over ({count})").format(count=count))
        self._go.setEnabled(bool(count))
        title = one.case.number if one is not None else ""
        self._papers.set_title(self.tr("Papers of the set"), title)
        if one is None:
            self._lead.setText(self.tr("No papers wait at the counter."))
        elif one.missing:
            self._lead.setText(self.tr("Missing: {papers}").format(papers="、".join(one.missing)))
        elif one.case.number in self._marked:
            self._lead.setText(self.tr("Untick what is not handed over on paper."))
        else:
            self._lead.setText(self.tr("Press Space to hand this set over."))

    def retranslate(self) -> None:
        """Texts."""
        self._sets.set_title(self.tr("Papers at the counter"))
        self._sheets.set_title(self.tr("Sheets handed over"))
        self._mark.setText(self.tr("Mark"))
        self._look.setText(self.tr("Look"))
        self.note.setPlaceholderText(self.tr("Remark (may be empty)"))
        self.note.setAccessibleName(self.tr("Remark"))
        self.papers.setAccessibleName(self.tr("Papers of the set"))
        self.sets.setAccessibleName(self.tr("Papers at the counter"))
        self.sheets.setAccessibleName(self.tr("Sheets handed over"))
        self.sets.set_nothing(self.tr("No papers lie at the counter. They come here when a case is finished."))
        self.sets.set_columns(
            (
                Column("", lambda one: TICK if one.case.number in self._marked else "", 34),
                Column(self.tr("Case"), lambda one: one.case.number, 168),
                Column(self.tr("Client"), lambda one: self._names.get(one.case.client_id, ""), 84),
                Column(self.tr("Business"), lambda one: business_word(one.case.business)),
                Column(self.tr("Finished"), lambda one: moment(one.case.ended_at), 140),
                Column(self.tr("State"), lambda one: set_chip(one)[0], 186, chip=lambda one: set_chip(one)[1]),
            )
        )
        self.sheets.set_nothing(
            self.tr('Nothing was handed over yet. Choose a set, tick its papers and press "Hand over".')
        )
        self.sheets.set_columns(
            (
                Column(self.tr("Sheet"), lambda one: one.number, 168),
                Column(self.tr("Sets"), lambda one: "、".join(each.client_name for each in one.sets)),
                Column(self.tr("Handed over"), lambda one: moment(one.at), 140),
                Column(self.tr("State"), lambda one: sheet_chip(one)[0], 120, chip=lambda one: sheet_chip(one)[1]),
            )
        )
        self._say_lead()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
