"""For compliance: whom the watch list fits, both sides beside each other, and the decision with its reason (KY-3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.main_pages import page_title
from ui.pages.screening.importing import ListImportPanel
from ui.pages.screening.port import TOPIC, HitRow, Loaded, ScreeningProvider, StatusRow
from ui.pages.screening.words import compared, part_word, verdict_word, why_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, button, label
from ui.widgets.table import Column, DataTable

_DETAILS_HEIGHT = 112
"""Pixels: five lines, so that nothing moves when another hit is chosen."""


class ScreeningPage(QWidget):
    """Hits in a table, the chosen one in full below; nobody is offered a decision on their own case."""

    def __init__(
        self, runner: OpRunner, provider: ScreeningProvider, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._latest = Latest(runner, self)
        self._status = StatusRow()
        self._checking = False
        self.table, self.empty = DataTable(), EmptyState("shield")
        self.banner, self.state = InlineBanner(), label("", "small", wrap=True)
        self.details = label("", "", wrap=True)
        self.all = QCheckBox()
        self.load = button("", "", "download")
        self.clear, self.stop = button("", "primary", "ok"), button("", "danger", "close")
        self.panel = ListImportPanel(runner, provider, ask)
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        self._card = Card(margin=6)
        self._card.add_action(self.all)
        self._card.add_action(self.load)
        self._card.add(self.banner)
        self.state.setContentsMargins(space.S, 0, space.S, 0)
        self._card.add(self.state)
        self._hits = QStackedWidget()
        self._hits.addWidget(self.table)
        self._hits.addWidget(self.empty)
        self._card.add(self._hits, 1)
        self._below = Card()
        fix(self.details, least_height=_DETAILS_HEIGHT)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._below.add(self.details)
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self.stop)
        low.addWidget(self.clear)
        self._below.body.addLayout(low)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card, 1)
        column.addWidget(self._below)
        self.body = QStackedWidget()
        self.body.addWidget(main)
        self.body.addWidget(self.panel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.table.row_changed.connect(lambda _: self._offer())
        self.all.toggled.connect(lambda _: self.refresh())
        self.load.clicked.connect(lambda: self.body.setCurrentWidget(self.panel))
        self.panel.closed.connect(self._back)
        self.panel.imported.connect(self._imported)
        self.clear.clicked.connect(lambda: self.decide(cleared=True))
        self.stop.clicked.connect(lambda: self.decide(cleared=False))
        bind(Act.REFRESH, self, self.refresh)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.REFRESH, self.tr("read again"))]

    def changed(self, topic: str) -> None:
        """Somebody was found or decided on at a counter."""
        if topic == TOPIC and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read anew, off the GUI thread."""
        self._latest.ask(partial(self._read, open_only=not self.all.isChecked()), done=self._show, failed=self._failed)

    def _read(self, *, open_only: bool) -> Loaded:
        return self._provider.status(), self._provider.hits(open_only=open_only)

    def _show(self, found: Loaded) -> None:
        self._status, rows = found
        self.table.set_rows(rows, key=lambda row: row.id)
        self._hits.setCurrentWidget(self.table if rows else self.empty)
        self._tell()
        self._offer()
        if not self._status.finished:
            self._go_on()

    def _failed(self, problem: Exception) -> None:
        self._checking = False
        self.banner.say(say(problem), "danger")

    def _back(self) -> None:
        self.body.setCurrentIndex(0)

    def _imported(self) -> None:
        self._back()
        self.refresh()

    # registered clients are looked up in a new list piece by piece, while this page is there

    def _go_on(self) -> None:
        if not self._checking:
            self._checking = True
            self._runner.run(self._provider.recheck, done=self._gone_on, failed=self._failed, owner=self, serial=True)

    def _gone_on(self, more: bool) -> None:
        self._checking = False
        if more:
            QTimer.singleShot(0, self, self.refresh)
        else:
            self._status = StatusRow()
            self.refresh()

    # deciding

    def _chosen(self) -> HitRow | None:
        row = self.table.row()
        return row if isinstance(row, HitRow) else None

    def _offer(self) -> None:
        row = self._chosen()
        open_ = row is not None and not row.verdict and not row.own
        self.clear.setEnabled(open_)
        self.stop.setEnabled(open_)
        self.details.setText("\n".join(compared(row)) if row is not None else self.tr("Choose a hit to compare."))

    def decide(self, *, cleared: bool) -> None:
        """Ask for the reason and decide on the hit chosen."""
        row = self._chosen()
        if row is None or not self.clear.isEnabled():
            return
        title = self.tr("May go on") if cleared else self.tr("Is stopped")
        text = self.tr("Write down why. Your name and the time are registered; it cannot be changed.")
        self._ask(
            self, Ask(Kind.REASON, title, text, accept=title, danger=not cleared),
            lambda reason: self._send(row.id, cleared, reason),
        )  # fmt: skip

    def _send(self, hit_id: str, cleared: bool, reason: str) -> None:
        def done(_: object) -> None:
            show_toast(self, self.tr("Saved."))
            self.refresh()

        self.banner.hide()
        self._runner.save(
            partial(self._provider.decide, hit_id, cleared=cleared, reason=reason), done=done, failed=self._failed,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    # words

    def _tell(self) -> None:
        status = self._status
        if not status.version:
            self.state.setText(self.tr("There is no list yet: nobody is looked up."))
            return
        text = self.tr("List {version} of {source}, as of {dated}: {entries} entries. {hits} hits wait for a decision.")
        told = text.format(
            version=status.version, source=status.source, dated=status.dated, entries=status.entries,
            hits=status.open_hits,
        )  # fmt: skip
        if not status.finished:
            told += " " + self.tr("Clients are being looked up: {checked} of {clients}.").format(
                checked=status.checked, clients=status.clients
            )
        self.state.setText(told)

    def _retranslate(self) -> None:
        self._card.set_title(page_title("screening"), self.tr("Only compliance sees this page."))
        self.table.setAccessibleName(self.tr("Watch list"))
        self.all.setText(self.tr("Decided ones too"))
        self.load.setText(self.tr("New list…"))
        self.clear.setText(self.tr("May go on…"))
        self.stop.setText(self.tr("Stop…"))
        self.empty.say(self.tr("No hits"), self.tr("Nobody waits for a decision."))
        self.table.set_columns(
            (
                Column(self.tr("Found"), lambda row: row.found_at.strftime("%Y-%m-%d %H:%M"), 142),
                Column(self.tr("Who"), lambda row: row.subject, 150),
                Column(self.tr("As"), lambda row: part_word(row.part), 138),
                Column(self.tr("Case or client"), lambda row: row.where, 158),
                Column(self.tr("On the list"), lambda row: row.entry, 170),
                Column(
                    self.tr("Why"), why_word, 118, chip=lambda row: "danger" if row.by_number else "warn",
                    order=lambda row: (row.by_number, row.score),
                ),
                Column(self.tr("Decision"), verdict_word),
            )
        )  # fmt: skip
        self._tell()
        self._offer()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
