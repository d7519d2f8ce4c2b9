"""What was proposed for users and waits for a second person; only then does it hold (SE-1, TO-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.auth.domain import Proposal, ProposalKind
from ui.pages.staff_words import roles_text
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.table import Column, DataTable


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as it is shown. ``at`` in the branch's time; ``own``: proposed by, or about, the person who looks."""

    proposal: Proposal
    name: str
    at: datetime
    by_self: bool
    about_self: bool


class ProposalProvider(Protocol):
    """Called in a worker."""

    def proposals(self) -> Sequence[ProposalRow]:
        """What waits, the oldest first, then what was decided."""
        ...

    def decide(self, proposal_id: str, agreed: bool) -> None:
        """Agree or not."""
        ...


class ProposalCard(QWidget):
    """A table with the buttons of the second person; who proposed it takes it back here."""

    decided = Signal()

    def __init__(
        self, runner: OpRunner, provider: ProposalProvider, ask: Asker, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._latest = Latest(runner, self)
        self.table = DataTable()
        self.banner = InlineBanner()
        self.empty = EmptyState("ok")
        self.agree = button("", "primary", "ok")
        self.decline = button("", "", "close")
        self._card = Card(margin=6)
        self._card.add_action(self.decline)
        self._card.add_action(self.agree)
        self._card.add(self.banner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._card.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.setFocusProxy(self.table)
        self.table.row_changed.connect(lambda _: self._offer())
        self.agree.clicked.connect(lambda: self._decide(agreed=True))
        self.decline.clicked.connect(lambda: self._decide(agreed=False))
        self._retranslate()

    def refresh(self) -> None:
        """Read anew, off the GUI thread."""
        self._latest.ask(self._provider.proposals, done=self._show, failed=self._failed)

    def _show(self, rows: Sequence[ProposalRow]) -> None:
        self.banner.hide()
        self.table.set_rows(rows, key=lambda row: row.proposal.id)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._offer()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _row(self) -> ProposalRow | None:
        row = self.table.row()
        return row if isinstance(row, ProposalRow) else None

    def _offer(self) -> None:
        row = self._row()
        waits = row is not None and row.proposal.verdict is None
        self.agree.setEnabled(waits and row is not None and not (row.by_self or row.about_self))
        self.decline.setEnabled(waits)
        own = row is not None and row.by_self
        self.decline.setText(self.tr("Take back") if own else self.tr("Decline"))

    def _decide(self, *, agreed: bool) -> None:
        row = self._row()
        if row is None:
            return
        title = self.agree.text() if agreed else self.decline.text()
        text = self.tr("{what}: {name} ({login}), {roles}. Your name and the time are registered.").format(
            what=kind_word(row.proposal), name=row.name, login=row.proposal.login, roles=roles_text(row.proposal.roles)
        )
        question = Ask(Kind.CONFIRM, title, text, accept=title, danger=not agreed)
        self._ask(self, question, lambda _: self._send(row.proposal.id, agreed))

    def _send(self, proposal_id: str, agreed: bool) -> None:
        def done(_: object) -> None:
            show_toast(self, self.tr("Confirmed.") if agreed else self.tr("Declined."))
            self.refresh()
            self.decided.emit()

        def failed(problem: Exception) -> None:
            self._failed(problem)

        self._runner.save(
            self._provider.decide,
            proposal_id,
            agreed,
            done=done,
            failed=failed,
            waits=waits_in(self.banner),
            owner=self,
        )

    # words

    def _retranslate(self) -> None:
        self._card.set_title(
            self.tr("Proposals"), self.tr("They hold when a second person has confirmed them, not before.")
        )
        self.table.setAccessibleName(self.tr("Proposals"))
        self.agree.setText(self.tr("Confirm"))
        self.empty.say(self.tr("No proposals"), self.tr("Nothing waits for a second person."))
        words = {None: self.tr("Waits"), True: self.tr("Confirmed"), False: self.tr("Declined")}
        colours = {None: "warn", True: "ok", False: "neutral"}

        def agreed(row: ProposalRow) -> bool | None:
            return None if row.proposal.verdict is None else row.proposal.verdict.agreed

        self.table.set_columns(
            (
                Column(self.tr("What"), lambda row: kind_word(row.proposal), 130),
                Column(self.tr("Who"), lambda row: f"{row.name} · {row.proposal.login}", 170),
                Column(self.tr("Roles"), lambda row: roles_text(row.proposal.roles)),
                Column(self.tr("Proposed by"), lambda row: row.proposal.by_name, 100),
                Column(self.tr("When"), lambda row: row.at.strftime("%Y-%m-%d %H:%M"), 142),
                Column(
                    self.tr("Second person"),
                    lambda row: row.proposal.verdict.by_name if row.proposal.verdict else "",
                    110,
                ),
                Column(self.tr("State"), lambda row: words[agreed(row)], 96, chip=lambda row: colours[agreed(row)]),
            )
        )
        self._offer()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def kind_word(proposal: Proposal) -> str:
    """What is proposed, in words."""
    translate = QCoreApplication.translate
    return {
        ProposalKind.MAKE: translate("ProposalCard", "New user"),
        ProposalKind.CHANGE: translate("ProposalCard", "Roles, open"),
        ProposalKind.PASSWORD: translate("ProposalCard", "New password"),
    }[proposal.kind]
