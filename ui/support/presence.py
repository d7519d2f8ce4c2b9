"""A small word at the head of a page: who else has this client or this case open, at which counter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.common.actor import Actor
from app.common.clock import branch_time
from app.presence.domain import BEAT, Present, Subject
from app.presence.service import TOPIC
from ui.support.run_op import OpRunner
from ui.widgets import StatusChip


class Presences(Protocol):
    """What is used of the service."""

    # ruff: noqa: D102 - each is told of at the service
    def here(self, actor: Actor, subject: Subject, subject_id: str) -> Sequence[Present]: ...
    def gone(self, actor: Actor, subject: Subject, subject_id: str) -> None: ...


class PresenceChip(StatusChip):
    """Says that ``subject`` is open here as long as the chip's page is in sight, and shows who else has it open.

    ``current``: the id of what the page shows, empty for nothing; ask it anew with :meth:`look`.
    """

    def __init__(
        self, runner: OpRunner, service: Presences, actor: Actor, subject: Subject, current: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("", "warn", parent)
        self._runner, self._service, self._actor = runner, service, actor
        self._subject, self._current = subject, current
        self._told = ""
        self._others: tuple[Present, ...] = ()
        self._watched: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(int(BEAT.total_seconds() * 1000))
        self._timer.timeout.connect(self._beat)
        self.hide()

    def watch(self, page: QWidget) -> None:
        """Begin when ``page`` comes into sight, end when it goes."""
        self._watched = page
        page.installEventFilter(self)

    @Slot()
    def look(self) -> None:
        """The page may show something else now."""
        now = self._current() if self._watched is None or self._watched.isVisible() else ""
        if now == self._told:
            return
        if self._told:
            self._run(self._service.gone, self._told)
        self._told = now
        self._show(())
        if now:
            self._beat()
            self._timer.start()
        else:
            self._timer.stop()

    @Slot(str)
    def changed(self, topic: str) -> None:
        """Somebody has opened or closed something."""
        if topic == TOPIC and self._told:
            self._beat()

    def _beat(self) -> None:
        if self._told:
            self._run(self._service.here, self._told)

    def _run(self, function: Callable[[Actor, Subject, str], object], subject_id: str) -> None:
        def came(answer: object) -> None:
            if isinstance(answer, tuple) and subject_id == self._told:
                self._show(answer)

        # who else is here is nice to know: when it cannot be asked, other things will say so
        self._runner.run(function, self._actor, self._subject, subject_id, done=came, failed=lambda _: None, owner=self)

    def _show(self, others: tuple[Present, ...]) -> None:
        self._others = others
        self._retranslate()

    def _retranslate(self) -> None:
        others = self._others
        if not others:
            self.hide()
            return
        first = others[0]
        text = self.tr("Also open: {name}, {station}").format(name=first.name, station=first.station)
        if len(others) > 1:
            text = self.tr("{text} and {count} more").format(text=text, count=len(others) - 1)
        self.setText(text)
        lines = (
            self.tr("{name} at {station} since {time}").format(
                name=other.name, station=other.station, time=branch_time(other.since)
            )
            for other in others
        )
        self.setToolTip("\n".join(lines))
        self.setAccessibleName(text)
        self.show()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The page comes into sight or goes."""
        if isinstance(event, QShowEvent | QHideEvent):
            QTimer.singleShot(0, self, self.look)
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
