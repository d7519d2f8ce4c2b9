"""What clients withhold, above the requests: the client-service manager asks, the general manager approves (SE-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.onboarding.withholding import WithheldCase
from ui.pages.approvals.port import TOPICS
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, button, label


class WithheldProvider(Protocol):
    """Where it has it from; called in a worker."""

    def cases(self) -> Sequence[WithheldCase]:
        """Open cases in which something is withheld and not approved yet."""
        ...

    def asked(self, case: WithheldCase, words: str) -> None:
        """Note having asked."""
        ...

    def decide(self, case: WithheldCase, *, approved: bool, words: str) -> None:
        """Approve, or send back with words."""
        ...


class WithheldBar(Card):
    """One case at a time, the oldest first; hidden while there is none. ``changed`` may be called from any thread."""

    _told = Signal(str)

    def __init__(self, runner: OpRunner, provider: WithheldProvider, ask: Asker) -> None:
        super().__init__(margin=12)
        self._runner, self._provider, self._ask = runner, provider, ask
        self._latest = Latest(runner, self)
        self._cases: tuple[WithheldCase, ...] = ()
        self.banner = InlineBanner()
        self.text = label("", wrap=True)
        self.asked, self.back, self.agree = button("", "primary", "tick"), button(""), button("", "primary", "tick")
        low = QHBoxLayout()
        low.addStretch(1)
        for made in (self.back, self.asked, self.agree):
            low.addWidget(made)
        self.add(self.banner)
        self.add(self.text)
        self.body.addLayout(low)
        self.asked.clicked.connect(self._note)
        self.agree.clicked.connect(lambda: self._do(lambda case: self._provider.decide(case, approved=True, words="")))
        self.back.clicked.connect(self._send_back)
        self._told.connect(self._notice, Qt.ConnectionType.QueuedConnection)
        self._retranslate()
        self.hide()

    def changed(self, topic: str) -> None:
        """Something has changed."""
        self._told.emit(topic)

    def refresh(self) -> None:
        """Read the list."""
        self._latest.ask(self._provider.cases, done=self._show, failed=self._failed)

    def shown(self) -> WithheldCase | None:
        """The case shown."""
        return self._cases[0] if self._cases else None

    def _notice(self, topic: str) -> None:
        if topic in TOPICS:
            self.refresh()

    def _show(self, cases: Sequence[WithheldCase]) -> None:
        # what the person can see to comes first
        self._cases = tuple(sorted(cases, key=lambda case: not (case.asks or case.decides)))
        self.banner.hide()
        self._write()

    def _write(self) -> None:
        case = self.shown()
        self.setVisible(case is not None)
        if case is None:
            self.text.clear()
            return
        found = case.withheld
        lines = [
            self.tr("{client} does not give: {fields}. Introducer or agent: {introducer}. Case {number} of {by}.")
            .format(client=case.client_name, fields="、".join(found.labels), introducer=found.introducer,
                    number=case.case_number, by=case.teller_name)
        ]  # fmt: skip
        if found.asked is not None:
            lines.append(self.tr("{by} has asked: {words}").format(by=found.asked.by_name, words=found.asked.words))
        if len(self._cases) > 1:
            lines.append(self.tr("{count} more wait.").format(count=len(self._cases) - 1))
        self.text.setText("\n".join(lines))
        self.asked.setVisible(case.asks)
        for made in (self.back, self.agree):
            made.setVisible(case.decides)

    def _note(self) -> None:
        question = Ask(
            Kind.REASON, self.tr("The client was asked"), self.tr("Write what the client said."),
            accept=self.tr("Note"),
        )  # fmt: skip
        self._ask(self, question, lambda words: self._do(lambda case: self._provider.asked(case, words)))

    def _send_back(self) -> None:
        question = Ask(Kind.REASON, self.tr("Send back"), self.tr("Write what is to be asked."))
        self._ask(
            self,
            question,
            lambda words: self._do(lambda case: self._provider.decide(case, approved=False, words=words)),
        )

    def _do(self, act: Callable[[WithheldCase], None]) -> None:
        case = self.shown()
        if case is not None:
            self._runner.save(
                act, case, done=lambda _: self.refresh(), failed=self._failed, waits=waits_in(self.banner), owner=self
            )

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _retranslate(self) -> None:
        self.set_title(self.tr("Data not given by clients"))
        self.asked.setText(self.tr("I have asked…"))
        self.back.setText(self.tr("Send back…"))
        self.agree.setText(self.tr("Approve"))
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
