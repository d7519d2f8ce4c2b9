"""The manager's desk (TO-4 to TO-6, TO-15): the queue at the left, one request whole at the right, decided by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.approvals.domain import Verdict
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.transfer_out.view import ApprovalScreen, QueueLine
from ui.pages.approvals.deciding import DecisionBar
from ui.pages.approvals.lists import Lists, Show
from ui.pages.approvals.port import TOPICS, ApprovalProvider, Deciding, TelephoneRow
from ui.pages.approvals.sheet import CaseSheet
from ui.pages.approvals.telephone import TelephoneBar
from ui.pages.approvals.words import clock_note, clock_word, status_word, tier_word, verdict_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label

STALE = frozenset({"transfer.changed", "approvals.changed"})
"""Refusals that mean: this is not what you saw."""


class ApprovalsPage(QWidget):
    """Shows the queue and decides nothing by itself. ``changed`` may be called from any thread.

    ``sees_clients``: whether there is a way to the client's page; not for those who may not read clients (OP-4).
    """

    document_wanted = Signal(str)
    """Number of an archived document that is to be shown."""
    client_wanted = Signal(str)
    """Id of the client whose page is wanted."""
    waiting_changed = Signal(int)
    """How many requests and approvals by telephone wait for this person, for the rail."""

    _told = Signal(str)

    def __init__(
        self,
        runner: OpRunner,
        provider: ApprovalProvider,
        *,
        ask: Asker = ask_dialog,
        sees_clients: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._sees_clients = sees_clients
        self._queue = Latest(runner, self)
        self._phone = Latest(runner, self)
        self._one = Latest(runner, self)
        self._number = ""
        self._screen: ApprovalScreen | None = None
        self.lists = Lists()
        self.banner = InlineBanner()
        self.sheet = CaseSheet()
        self.bar = DecisionBar()
        self.telephone = TelephoneBar()
        self.empty = EmptyState("ok")
        self._build()
        self._connect()
        self._retranslate()
        self.setFocusProxy(self.lists)

    def _build(self) -> None:
        self._name = label("", "title")
        self.client = button("", "link", "person")
        if not self._sees_clients:
            self.client.hide()
        self._about = label("", "small")
        self._clock, self._insists, self._tier, self._state = (StatusChip() for _ in range(4))
        head = Card(margin=14)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self._name)
        row.addWidget(self._about)
        row.addWidget(self.client)
        row.addStretch(1)
        for chip in (self._insists, self._state, self._tier, self._clock):
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.body.addLayout(row)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(head)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bar)
        column.addWidget(self.telephone)
        self.telephone.hide()
        self._side = QStackedWidget()
        self._side.addWidget(self.empty)
        self._side.addWidget(whole)
        self._whole = whole
        self._right = right = QVBoxLayout()
        right.setSpacing(space.S)
        right.addWidget(self.banner)
        right.addWidget(self._side, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(space.M)
        across.addWidget(self.lists, 2)
        across.addLayout(right, 3)

    def _connect(self) -> None:
        self._told.connect(self._take_notice, Qt.ConnectionType.QueuedConnection)
        self.lists.chosen.connect(self._chosen)
        self.lists.opened.connect(lambda _: self.bar.fields["words"].focus_editor())
        self.lists.show_changed.connect(self._show_changed)
        self.sheet.document_wanted.connect(self.document_wanted)
        self.banner.acted.connect(self._reload)
        self.client.clicked.connect(self._show_client)
        self.bar.decided.connect(self._decide)
        self.bar.raised.connect(self._ask_raise)
        self.telephone.answered.connect(self._answer)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.SUBMIT, self, self._agree)
        bind(Act.SEND_BACK, self, lambda: self._press(Verdict.SENT_BACK))
        bind(Act.REFUSE, self, lambda: self._press(Verdict.REFUSED))
        bind(Act.HIGHER, self, self.bar.want_higher)
        bind(Act.EDIT, self, self._write)

    def add_above(self, widget: QWidget) -> None:
        """Something else that waits for the same people, above what is shown of a request."""
        self._right.insertWidget(0, widget)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("↑ ↓", self.tr("request")),
            hint(Act.EDIT, self.tr("write")),
            hint(Act.SUBMIT, self.tr("approve")),
            hint(Act.SEND_BACK, self.tr("send back")),
            hint(Act.REFUSE, self.tr("refuse")),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    # reading

    def changed(self, topic: str) -> None:
        """Something with requests has changed; may be called from any thread, returns at once."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        if topic in TOPICS and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read lists and the request shown anew, off the GUI thread; place and words stay."""
        self._queue.ask(self._provider.queue, done=self._show_queue, failed=self._failed)
        self._phone.ask(self._provider.telephone, done=self._show_telephone, failed=self._failed)
        if self._number:
            self._one.ask(self._provider.screen, self._number, done=self._compare, failed=self._failed)

    def _show_queue(self, lines: Sequence[QueueLine]) -> None:
        self.lists.set_queue(lines)
        self.waiting_changed.emit(self.lists.waiting())
        self._say_empty()
        if not self._number:
            self.lists.begin()

    def _show_telephone(self, rows: Sequence[TelephoneRow]) -> None:
        self.lists.set_telephone(rows)
        self.waiting_changed.emit(self.lists.waiting())
        row = self.lists.row()
        if isinstance(row, TelephoneRow):
            self.telephone.show_row(row)

    def _chosen(self, row: object) -> None:
        number = row.line.number if isinstance(row, QueueLine) else row.number if isinstance(row, TelephoneRow) else ""
        if isinstance(row, TelephoneRow):
            self.telephone.show_row(row)
        self.telephone.setVisible(isinstance(row, TelephoneRow))
        self.bar.setVisible(not isinstance(row, TelephoneRow))
        if number and number != self._number:
            self._number = number
            self.banner.hide()
            self._one.ask(self._provider.screen, number, done=self._show_screen, failed=self._failed)

    def _show_changed(self, _show: Show) -> None:
        self._say_empty()
        self.lists.begin()

    def _show_screen(self, screen: ApprovalScreen) -> None:
        if screen.view.case.number != self._number:
            return
        self._screen = screen
        self._side.setCurrentWidget(self._whole)
        self._write_head()
        self.sheet.show_screen(screen)
        self.bar.show_screen(screen)

    def _compare(self, screen: ApprovalScreen) -> None:
        """A request that changed under the approver's eyes is not exchanged under them: they are told first (TO-5)."""
        shown = self._screen
        if shown is None or shown.view.case.number != screen.view.case.number or shown == screen:
            if shown is None:
                self._show_screen(screen)
        elif shown.mine and screen.seen_version != shown.seen_version:
            self.banner.say(
                self.tr("This request has changed since you opened it. Look at it again before you decide."),
                "warn",
                self.tr("Show it as it is now"),
            )
        else:
            self._show_screen(screen)

    def _show_client(self) -> None:
        if self._screen is not None:
            self.client_wanted.emit(self._screen.view.client.client_id)

    def _reload(self) -> None:
        self.banner.hide()
        if self._number:
            self._one.ask(self._provider.screen, self._number, done=self._show_screen, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # deciding

    def _agree(self) -> None:
        if not self.telephone.isHidden():
            self.telephone.answer(True)
        else:
            self._press(Verdict.APPROVED)

    def _press(self, verdict: Verdict) -> None:
        if not self.bar.isHidden():
            self.bar.decide(verdict)

    def _write(self) -> None:
        bar = self.telephone if self.bar.isHidden() else self.bar
        bar.fields["words"].focus_editor()

    def _decide(self, deciding: Deciding) -> None:
        self.bar.set_busy(True)
        self.banner.hide()

        def done(screen: ApprovalScreen | None) -> None:
            self.bar.set_busy(False)
            self.bar.forget(deciding.number)
            self._take(screen)
            text = self.tr("Request {number}: {verdict}")
            show_toast(self, text.format(number=deciding.number, verdict=verdict_word(deciding.verdict)[0]))
            self.lists.setFocus()
            self.refresh()

        self._save(self._provider.decide, deciding, done=done, failed=self._not_decided)

    def _take(self, screen: ApprovalScreen | None) -> None:
        if screen is not None:
            self._show_screen(screen)
        else:  # it is saved, but the answer was lost
            self._reload()

    def _not_decided(self, problem: Exception) -> None:
        if isinstance(problem, Refused) and problem.code in STALE:
            self.bar.set_busy(False)
            self._reload()
            self.banner.say(
                self.tr(
                    "The request was changed after you opened it, so nothing was decided. Here it is as it is now: "
                    "read it and decide again. What you wrote is still there."
                ),
                "warn",
            )
            return
        self.bar.refused(problem)
        self.refresh()

    def _ask_raise(self, tier: Tier) -> None:
        number = self._number
        question = Ask(
            Kind.REASON,
            self.tr("Raise the tier"),
            self.tr("The request goes to {tier}; it cannot be lowered again. Why?").format(tier=tier_word(tier)),
            accept=self.tr("Raise"),
        )
        self._ask(self, question, lambda why: self._raise(number, tier, why))

    def _raise(self, number: str, tier: Tier, why: str) -> None:
        self.bar.set_busy(True)

        def done(screen: ApprovalScreen | None) -> None:
            self.bar.set_busy(False)
            self._take(screen)
            self.refresh()

        self._save(self._provider.raise_tier, number, tier, why, done=done, failed=self.bar.refused)

    def _answer(self, row: TelephoneRow, agreed: bool, words: str) -> None:
        if agreed:
            self._confirm(row, agreed, words)
            return
        question = Ask(
            Kind.CONFIRM,
            self.tr("Not approved by telephone"),
            self.tr("The approval then counts no longer and an incident is recorded that cannot be taken back."),
            accept=self.tr("Record the incident"),
            danger=True,
        )
        self._ask(self, question, lambda _: self._confirm(row, agreed, words))

    def _confirm(self, row: TelephoneRow, agreed: bool, words: str) -> None:
        self.telephone.set_busy(True)

        def done(_: object) -> None:
            self.telephone.set_busy(False)
            show_toast(self, self.tr("Confirmed.") if agreed else self.tr("Denied; an incident is recorded."))
            self.refresh()

        self._save(self._provider.confirm, row.decision_id, agreed, words, done=done, failed=self.telephone.refused)

    def _save(
        self,
        function: Callable[..., Any],
        *facts: Any,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._runner.save(function, *facts, done=done, failed=failed, waits=waits_in(self.banner), owner=self)

    # words

    def _write_head(self) -> None:
        if self._screen is None:
            return
        view = self._screen.view
        case = view.case
        self._name.setText(view.client.name)
        self._about.setText(case.number)
        self._state.show_state(*status_word(case.status))
        self._tier.show_state(tier_word(case.tier), "info" if case.tier is Tier.CORE else "neutral")
        text, state = clock_word(view.clock)
        self._clock.show_state(f"{text} · {clock_note(view.clock)}", state)
        self._clock.setToolTip(say(view.clock.problem) if view.clock.problem else "")
        self._insists.show_state(self.tr("Client insists"), "warn")
        self._insists.setVisible(case.insisted_at is not None)

    def _say_empty(self) -> None:
        if self._number:
            return
        self._side.setCurrentWidget(self.empty)
        if self.lists.anything():
            self.empty.say(self.tr("Choose a request"), self.tr("Up and down go through the list at the left."))
        else:
            self.empty.say(
                self.tr("Nothing waits for approval"),
                self.tr("A request appears here by itself as soon as a counter submits it."),
            )

    def _retranslate(self) -> None:
        self.client.setText(self.tr("Client"))
        self._write_head()
        self._say_empty()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was typed stays."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
