"""For compliance: who looked at many clients or unmasked many numbers, and what was found about it (SE-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.watch.domain import NoticeKind
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import LineEdit
from ui.widgets.table import Column, DataTable

TOPIC = "watch"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice. Moments in the branch's time; ``reviewed_by`` empty while nobody has looked into it."""

    id: str
    kind: NoticeKind
    who: str
    since: datetime
    count: int
    is_self: bool
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    note: str = ""


class WatchProvider(Protocol):
    """Called in a worker."""

    def notices(self) -> Sequence[NoticeRow]:
        """The newest first."""
        ...

    def review(self, notice_id: str, note: str) -> None:
        """Mark one as looked into."""
        ...


class WatchPage(QWidget):
    """A table; a notice is marked with a note, once, by somebody whom it is not about."""

    def __init__(
        self, runner: OpRunner, provider: WatchProvider, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._latest = Latest(runner, self)
        self.table = DataTable()
        self.filter = LineEdit()
        fix(self.filter, most_width=240)
        self.banner = InlineBanner()
        self.empty = EmptyState("eye")
        self.mark = button("", "primary", "ok")
        self._card = Card(margin=6)
        self._card.add_action(self.filter)
        self._card.add_action(self.mark)
        self._card.add(self.banner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._card.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.setFocusProxy(self.table)
        self.filter.textChanged.connect(self.table.filter_by)
        self.table.row_changed.connect(lambda _: self._offer())
        self.table.opened.connect(lambda _: self.review())
        self.mark.clicked.connect(self.review)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.FILTER, self, self.filter.setFocus)
        self._retranslate()

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("looked into")),
            hint(Act.FILTER, self.tr("filter")),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    def changed(self, topic: str) -> None:
        """Something was noticed or looked into at a counter."""
        if topic == TOPIC and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read anew, off the GUI thread."""
        self._latest.ask(self._provider.notices, done=self._show, failed=self._failed)

    def _show(self, rows: Sequence[NoticeRow]) -> None:
        self.banner.hide()
        self.table.set_rows(rows, key=lambda row: row.id)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._offer()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _offer(self) -> None:
        row = self.table.row()
        self.mark.setEnabled(isinstance(row, NoticeRow) and not row.reviewed_by and not row.is_self)

    def review(self) -> None:
        """Ask what was found, and mark the notice chosen."""
        row = self.table.row()
        if not isinstance(row, NoticeRow) or not self.mark.isEnabled():
            return
        text = self.tr("Write down what you found. Your name and the time are registered; it cannot be changed.")
        self._ask(
            self, Ask(Kind.REASON, self.tr("Looked into"), text, accept=self.tr("Mark")),
            lambda note: self._send(row.id, note),
        )  # fmt: skip

    def _send(self, notice_id: str, note: str) -> None:
        def done(_: object) -> None:
            show_toast(self, self.tr("Saved."))
            self.refresh()

        self._runner.save(
            self._provider.review,
            notice_id,
            note,
            done=done,
            failed=self._failed,
            waits=waits_in(self.banner),
            owner=self,
        )

    # words

    def _retranslate(self) -> None:
        self._card.set_title(
            self.tr("Looks at clients"), self.tr("Many clients opened or many numbers shown in full by one person.")
        )
        self.table.setAccessibleName(self.tr("Looks at clients"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.mark.setText(self.tr("Looked into…"))
        self.empty.say(self.tr("Nothing noticed"), self.tr("Nobody has looked at unusually many clients."))
        open_, done = self.tr("Open"), self.tr("Looked into")
        self.table.set_columns(
            (
                Column(self.tr("Since"), lambda row: row.since.strftime("%Y-%m-%d %H:%M"), 142),
                Column(self.tr("Who"), lambda row: row.who, 180),
                Column(self.tr("What"), lambda row: notice_word(row.kind), 210),
                Column(self.tr("How many"), lambda row: str(row.count), 90, order=lambda row: row.count, right=True),
                Column(
                    self.tr("State"), lambda row: done if row.reviewed_by else open_, 100,
                    chip=lambda row: "ok" if row.reviewed_by else "warn",
                ),
                Column(self.tr("By"), _reviewed, 190),
                Column(self.tr("Found"), lambda row: row.note),
            )
        )  # fmt: skip
        self._offer()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _reviewed(row: NoticeRow) -> str:
    return f"{row.reviewed_by} {row.reviewed_at:%m-%d %H:%M}" if row.reviewed_at is not None else ""


def notice_word(kind: NoticeKind) -> str:
    """What was noticed, in words."""
    translate = QCoreApplication.translate
    return {
        NoticeKind.MANY_CLIENTS: translate("WatchPage", "Different clients opened"),
        NoticeKind.MANY_UNMASKINGS: translate("WatchPage", "Numbers shown in full"),
        NoticeKind.MADE_ALONE: translate("WatchPage", "User made by one person alone"),
    }[kind]
