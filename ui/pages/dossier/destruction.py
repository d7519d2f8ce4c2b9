"""Dossiers whose time is up, and the register of destructions with the step that is next (AR-4)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.long_work import Watch
from app.dossier.destroying import Due
from app.dossier.destroying_rows import Destruction, Step
from ui.pages.approvals.section import Section
from ui.pages.approvals.words import moment
from ui.pages.dossier.port import Abilities, DestructionLists, DossierProvider
from ui.pages.dossier.words import list_chip
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, button
from ui.widgets.long_work import LongWork, tone
from ui.widgets.table import Column, DataTable

PANEL = 400
TICK = "✓"


class DestructionView(QWidget):
    """Space marks a dossier to be proposed; of a list only the next step is offered, to those who may take it."""

    client_wanted = Signal(str)

    def __init__(self, runner: OpRunner, provider: DossierProvider, able: Abilities, ask: Asker) -> None:
        super().__init__()
        self._runner, self._provider, self._able, self._ask = runner, provider, able, ask
        self._latest = Latest(runner, self)
        self._marked: dict[str, None] = {}
        self.banner, self.work = InlineBanner(), LongWork(runner)
        self.due, self.lists = DataTable(), DataTable()
        self.sheet = Section()
        self._build()
        self._connect()
        self.retranslate()
        self.setFocusProxy(self.lists)

    def _build(self) -> None:
        self._due, self._lists = Card(margin=6), Card(margin=6)
        self._mark, self._propose = button("", "link", "tick"), button("", "link", "arrow-right")
        for widget in (self._mark, self._propose):
            self._due.add_action(widget)
        self._due.add(self.due, 1)
        if not self._able.writes:
            self._due.hide()
        self._lists.add(self.lists, 1)
        self._refuse, self._approve = button(""), button("", "primary", "tick")
        self._witness, self._destroy = button("", "primary", "eye"), button("", "danger", "close")
        fix(self.sheet, width=PANEL)
        self.sheet.body.addStretch(1)
        low = QHBoxLayout()
        low.addWidget(self._refuse)
        low.addStretch(1)
        for made in (self._approve, self._witness, self._destroy):
            low.addWidget(made)
        self.sheet.body.addLayout(low)
        left = QVBoxLayout()
        left.setSpacing(space.M)
        left.addWidget(self._due, 1)
        left.addWidget(self._lists, 1)
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addLayout(left, 1)
        across.addWidget(self.sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space.S)
        outer.addWidget(self.banner)
        outer.addWidget(self.work)
        outer.addLayout(across, 1)

    def _connect(self) -> None:
        self.due.looked.connect(lambda _: self.mark())
        self.due.opened.connect(lambda row: self.client_wanted.emit(row.client_id))
        self._mark.clicked.connect(self.mark)
        self._propose.clicked.connect(self.propose)
        self.lists.row_changed.connect(lambda _: self._show_list())
        self._approve.clicked.connect(self.approve)
        self._refuse.clicked.connect(self.refuse)
        self._witness.clicked.connect(self.witness)
        self._destroy.clicked.connect(self.carry_out)

    def refresh(self) -> None:
        """Read the lists anew."""
        self._latest.ask(self._provider.destruction, done=self._show, failed=self._failed)

    def _show(self, found: DestructionLists) -> None:
        self.banner.hide()
        here = {due.client_id for due in found.due if not due.listed}
        self._marked = {client_id: None for client_id in self._marked if client_id in here}
        self.due.set_rows(found.due, key=lambda due: due.client_id)
        self.lists.set_rows(found.lists, key=lambda one: one.number)
        self._say_due(len(found.due))
        self._show_list()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), tone(problem))

    def mark(self) -> None:
        """Mark the dossier to be proposed, or take the mark off."""
        row = self.due.row()
        if isinstance(row, Due) and not row.listed:
            if row.client_id in self._marked:
                del self._marked[row.client_id]
            else:
                self._marked[row.client_id] = None
            self.due.viewport().update()
            self._say_due(len(self.due.rows()))

    def propose(self) -> None:
        """Put the marked ones on a list."""
        marked = list(self._marked)
        if not marked:
            return
        question = Ask(
            Kind.REASON,
            self.tr("Propose {count} dossiers for destruction").format(count=len(marked)),
            self.tr("Nothing is destroyed before the person in charge approves and a witness is there. Say why."),
            accept=self.tr("Propose"),
        )
        self._ask(self, question, lambda why: self._do(lambda: self._provider.propose(marked, why)))

    def chosen(self) -> Destruction | None:
        """The list chosen."""
        row = self.lists.row()
        return row if isinstance(row, Destruction) else None

    def approve(self) -> None:
        """The person in charge agrees."""
        one = self.chosen()
        if one is None:
            return
        question = Ask(
            Kind.CONFIRM,
            self.tr("Approve the destruction of {count} dossiers?").format(count=len(one.items)),
            self.tr("Check the list at the right. After a witness has confirmed the archivist can destroy them."),
            accept=self.tr("Approve"),
            danger=True,
        )
        act: Callable[[], object] = lambda: self._provider.decide(one.number, approved=True, words="")  # noqa: E731
        self._ask(self, question, lambda _: self._do(act))

    def refuse(self) -> None:
        """The person in charge does not agree, with words."""
        one = self.chosen()
        if one is None:
            return
        question = Ask(Kind.REASON, self.tr("Refuse the destruction"), self.tr("Say why."), accept=self.tr("Refuse"))
        self._ask(
            self, question,
            lambda words: self._do(lambda: self._provider.decide(one.number, approved=False, words=words)),
        )  # fmt: skip

    def witness(self) -> None:
        """A third person is there."""
        one = self.chosen()
        if one is None:
            return
        question = Ask(
            Kind.CONFIRM,
            self.tr("Be the witness of this destruction?"),
            self.tr("You confirm that you compare the papers with the list and stay until they are destroyed."),
            accept=self.tr("I am the witness"),
        )
        self._ask(self, question, lambda _: self._do(lambda: self._provider.witness(one.number)))

    def carry_out(self) -> None:
        """The act."""
        one = self.chosen()
        if one is None:
            return
        question = Ask(
            Kind.CONFIRM,
            self.tr("Destroy {count} dossiers for good?").format(count=len(one.items)),
            self.tr("Their electronic files are removed now and cannot be brought back. Titles and hashes stay."),
            accept=self.tr("Destroy"),
            danger=True,
        )
        self._ask(self, question, lambda _: self._carry_out(one.number))

    def _carry_out(self, number: str) -> None:
        self._hold()
        self.work.run(
            lambda *asked: self._provider.destroy(number, Watch(*asked)),
            words=self.tr("The dossiers are being destroyed; until the last is through nothing has gone…"),
            done=self._done, failed=self._refused, waits=waits_in(self.banner),
        )  # fmt: skip

    def _do(self, work: Callable[[], object]) -> None:
        self._hold()
        self._runner.save(work, done=self._done, failed=self._refused, waits=waits_in(self.banner), owner=self)

    def _hold(self) -> None:
        self.banner.hide()
        for made in (self._approve, self._refuse, self._witness, self._destroy, self._propose):
            made.setEnabled(False)

    def _done(self, _: object) -> None:
        show_toast(self, self.tr("Saved."))
        self.refresh()

    def _refused(self, problem: Exception) -> None:
        self._show_list()
        self._say_due(len(self.due.rows()))
        self._failed(problem)

    def _show_list(self) -> None:
        one, sheet = self.chosen(), self.sheet
        sheet.clear()
        self._offer(one)
        if one is None:
            sheet.set_title(self.tr("Destruction list"))
            sheet.paragraph(self.tr("No dossier was ever proposed for destruction."), "muted")
            return
        sheet.set_title(one.number)
        sheet.chip_line(list_chip(one), one.why)
        if one.document_number:
            sheet.pair(self.tr("Document"), one.document_number)
        self._step(self.tr("Proposed"), one.proposed)
        if one.decision is not None:
            self._step(self.tr("Approved") if one.decision.approved else self.tr("Refused"), one.decision)
        self._step(self.tr("Witness"), one.witness)
        self._step(self.tr("Destroyed"), one.done)
        for item in one.items:
            sheet.gap()
            sheet.paragraph(f"{item.archive_number}　{item.client_name} {item.client_number}")
            text = self.tr("Closed on {closed}, kept until {until}; {papers} documents, {pages} pages")
            told = text.format(closed=item.closed_on, until=item.keep_until, papers=item.papers, pages=item.pages)
            sheet.paragraph(told, "small")

    def _step(self, name: str, step: Step | None) -> None:
        if step is not None:
            words = f"\n{step.words}" if step.words else ""
            self.sheet.pair(name, f"{step.by_name}　{moment(step.at)}{words}")

    def _offer(self, one: Destruction | None) -> None:
        state, me = one.state if one is not None else "", self._able.staff_id
        own = {step.by for step in (one.proposed, one.decision, one.witness) if step} if one is not None else set()
        decides = state == "proposed" and self._able.destroys and me not in own
        self._approve.setVisible(decides)
        self._refuse.setVisible(decides)
        self._witness.setVisible(state == "approved" and me not in own)
        proposed = one is not None and one.proposed.by == me
        self._destroy.setVisible(state == "witnessed" and self._able.writes and (proposed or me not in own))
        for made in (self._approve, self._refuse, self._witness, self._destroy):
            made.setEnabled(True)

    def _say_due(self, count: int) -> None:
        self._due.set_title(self.tr("Time is up"), self.tr("{count} dossiers").format(count=count))
        self._propose.setText(self.tr("Propose ({count})").format(count=len(self._marked)))
        self._propose.setEnabled(bool(self._marked))

    def retranslate(self) -> None:
        """Texts."""
        self._lists.set_title(self.tr("Register of destructions"))
        self._mark.setText(self.tr("Mark"))
        self._approve.setText(self.tr("Approve"))
        self._refuse.setText(self.tr("Refuse"))
        self._witness.setText(self.tr("I am the witness"))
        self._destroy.setText(self.tr("Destroy"))
        self.due.setAccessibleName(self.tr("Time is up"))
        self.lists.setAccessibleName(self.tr("Register of destructions"))
        listed = self.tr("On a list")
        self.due.set_nothing(self.tr("No dossier’s time is up. It is listed here by itself on its day."))
        self.due.set_columns(
            (
                Column("", lambda due: TICK if due.client_id in self._marked else "", 34),
                Column(self.tr("Dossier"), lambda due: due.archive_number, 132),
                Column(self.tr("Client"), lambda due: f"{due.client_name} {due.client_number}"),
                Column(self.tr("Closed on"), lambda due: due.closed_on.isoformat(), 104),
                Column(self.tr("Kept until"), lambda due: due.keep_until.isoformat(), 104),
                Column("", lambda due: listed if due.listed else "", 100, chip=lambda due: "warn"),
            )
        )
        self.lists.set_nothing(
            self.tr('Nothing was destroyed yet. Mark dossiers whose time is up and press "Propose".')
        )
        self.lists.set_columns(
            (
                Column(self.tr("List"), lambda one: one.number, 168),
                Column(self.tr("Why"), lambda one: one.why),
                Column(self.tr("Dossiers"), lambda one: str(len(one.items)), 80),
                Column(self.tr("Proposed"), lambda one: moment(one.proposed.at), 140),
                Column(self.tr("State"), lambda one: list_chip(one)[0], 140, chip=lambda one: list_chip(one)[1]),
            )
        )
        self._say_due(len(self.due.rows()))
        self._show_list()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
