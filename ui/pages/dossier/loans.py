"""Who has which dossier, overdue ones first; bringing them back (AR-3)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.dossier.lending_rows import Loan
from ui.pages.approvals.words import moment
from ui.pages.dossier.port import Abilities, DossierProvider
from ui.pages.dossier.words import loan_chip
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice
from ui.widgets.table import Column, DataTable

OUT, ALL = "out", "all"


class LoansView(QWidget):
    """Loans; Enter opens the dossier, the button takes it in again."""

    client_wanted = Signal(str)

    def __init__(self, runner: OpRunner, provider: DossierProvider, able: Abilities, ask: Asker) -> None:
        super().__init__()
        self._runner, self._provider, self._able, self._ask = runner, provider, able, ask
        self._latest = Latest(runner, self)
        self._today = date.min
        self.banner = InlineBanner()
        self.which = Segmented()
        self.table = DataTable()
        self.empty = EmptyState("ok")
        self._card = Card(margin=6)
        self._open, self._back = button("", "link", "archive"), button("", "link", "tick")
        for widget in (self.which, self._open, self._back):
            self._card.add_action(widget)
        if not able.writes:
            self._back.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._card.add(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space.S)
        outer.addWidget(self.banner)
        outer.addWidget(self._card, 1)
        self.which.edited.connect(self.refresh)
        self.table.opened.connect(lambda _: self._go())
        self._open.clicked.connect(self._go)
        self._back.clicked.connect(self.bring_back)
        self.retranslate()
        self.which.set_value(OUT)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Read the loans anew."""
        out = self.which.value() != ALL
        self._latest.ask(lambda: self._provider.loans(out_only=out), done=self._show, failed=self._failed)

    def _show(self, answer: tuple[tuple[Loan, ...], date]) -> None:
        self.banner.hide()
        loans, self._today = answer
        self.table.set_rows(loans, key=lambda loan: loan.id)
        late = sum(loan.overdue(self._today) for loan in loans)
        note = self.tr("{count} loans, {late} overdue").format(count=len(loans), late=late)
        self._card.set_title(self.tr("Loans"), note)
        self._stack.setCurrentWidget(self.table if loans else self.empty)
        for tool in (self._open, self._back):
            tool.setEnabled(bool(loans))

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def chosen(self) -> Loan | None:
        """The loan chosen."""
        row = self.table.row()
        return row if isinstance(row, Loan) else None

    def _go(self) -> None:
        loan = self.chosen()
        if loan is not None:
            self.client_wanted.emit(loan.client_id)

    def bring_back(self) -> None:
        """Take the dossier in again, with a word on its state."""
        loan = self.chosen()
        if loan is None or loan.returned is not None or not self._able.writes:
            return
        question = Ask(
            Kind.REASON,
            self.tr("{number} comes back").format(number=loan.archive_number),
            self.tr("Count the papers and say in what state the dossier is."),
            accept=self.tr("Take it in"),
        )

        def done(_: object) -> None:
            show_toast(self, self.tr("{number} is back").format(number=loan.archive_number))
            self.refresh()

        def send(note: str) -> None:
            self._runner.save(
                self._provider.bring_back, loan.id, note, done=done, failed=self._failed, waits=waits_in(self.banner),
                owner=self,
            )  # fmt: skip

        self._ask(self, question, send)

    def retranslate(self) -> None:
        """Texts."""
        self.which.set_choices((Choice(OUT, self.tr("Lent out")), Choice(ALL, self.tr("All"))))
        self._open.setText(self.tr("Open the dossier"))
        self._back.setText(self.tr("Bring back"))
        self.empty.say(self.tr("No dossier is lent out"), self.tr("A dossier is lent from its own page."))
        self.table.setAccessibleName(self.tr("Loans"))
        self.table.set_columns(
            (
                Column(self.tr("Dossier"), lambda loan: loan.archive_number, 132),
                Column(self.tr("Client"), lambda loan: loan.client_name, 110),
                Column(self.tr("Borrower"), lambda loan: loan.borrower_name, 110),
                Column(self.tr("What for"), lambda loan: loan.why),
                Column(self.tr("Lent on"), lambda loan: moment(loan.lent_at), 140),
                Column(self.tr("Due on"), lambda loan: loan.due_on.isoformat(), 104),
                Column(
                    self.tr("State"), lambda loan: loan_chip(loan, self._today)[0], 130,
                    chip=lambda loan: loan_chip(loan, self._today)[1],
                ),
            )
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)
