"""The upper part of the reports page: what the report is, what it is asked, its deeds, how far it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from app.reports.catalogue import Report
from ui.pages.reports.asking import ParameterPanel
from ui.pages.reports.port import Abilities
from ui.pages.reports.words import about_of, title_of
from ui.theme import fix, space
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import LineEdit
from ui.widgets.tool_row import ToolRow

_PATIENCE = 700
"""Milliseconds until the bar and the way to stop come up."""


class ReportHead(Card):
    """Says and offers; what is done is the page's matter."""

    def __init__(self, able: Abilities, today: date) -> None:
        super().__init__(margin=12)
        self._able = able
        self._report: Report | None = None
        self._busy = False
        self.asked, self.why = ParameterPanel(today), LineEdit(limit=200)
        self.show_it, self.print_it = button("", "primary", "search"), button("", "", "print")
        self.pdf, self.xlsx = button("PDF", "", "document"), button(".xlsx", "", "download")
        self.csv, self.cancel = button(".csv", "", "download"), button("", "link", "close")
        self.bar, self._far = QProgressBar(), label("", "small")
        self._title, self._about, self._kind = label("", "heading"), label("", "muted", wrap=True), StatusChip()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._show_bar)
        self._build()
        self._retranslate()
        self.set_busy(False)

    def _build(self) -> None:
        self.bar.setTextVisible(False)
        fix(self.bar, height=8)
        top, about, far = ToolRow(), QHBoxLayout(), QHBoxLayout()
        for row in (about, far):
            row.setSpacing(space.S)
        top.add_left(self._title)
        top.add_left(self._kind)
        for deed in (self.show_it, self.print_it, self.pdf, self.xlsx, self.csv):
            top.add_right(deed)
        about.addWidget(self._about, 1)
        about.addWidget(self.asked.quick)
        far.addWidget(self.bar, 1)
        far.addWidget(self._far)
        far.addWidget(self.cancel)
        self.add(top)
        self.body.addLayout(about)
        self.add(self.asked)
        self.add(self.why)
        self.body.addLayout(far)
        self.why.hide()
        if not self._able.prints:
            self.print_it.hide()

    def show_report(self, report: Report) -> None:
        """Say which report it is."""
        self._report = report
        self._title.setText(title_of(report))
        self._about.setText(about_of(report))
        if report.statutory:
            self._kind.show_state(self.tr("by rule"), "info")
        else:
            self._kind.show_state(self.tr("of the house"), "neutral")
        self.set_busy(self._busy)

    def offer_reason(self, *, personal: bool) -> None:
        """Ask what numbers are shown in full for, where there are any and the person may."""
        self.why.setVisible(personal and self._able.unmasks)
        if not personal:
            self.why.set_value("")

    def reason(self) -> str:
        """What numbers are shown in full for; empty: they are masked."""
        return self.why.value() if self.why.isVisibleTo(self) else ""

    def set_busy(self, busy: bool) -> None:
        """While something is made nothing else can be begun; after a moment the bar comes up."""
        begun = busy and not self._busy
        self._busy = busy
        for deed in (self.show_it, self.print_it, self.pdf, self.xlsx, self.csv):
            deed.setEnabled(not busy and self._report is not None)
        if begun:
            self._patience.start()
        if not busy:
            self._patience.stop()
            for shown in (self.bar, self._far, self.cancel):
                shown.hide()

    def _show_bar(self) -> None:
        self.bar.setRange(0, 0)
        self._far.setText("")
        self.cancel.setEnabled(True)
        for shown in (self.bar, self._far, self.cancel):
            shown.show()

    def show_progress(self, done: int, of: int) -> None:
        """How far it is."""
        if self._busy and of:
            self.bar.setRange(0, of)
            self.bar.setValue(done)
            self._far.setText(self.tr("{done} of {all}").format(done=f"{done:,}", all=f"{of:,}"))

    def _retranslate(self) -> None:
        self.why.setPlaceholderText(self.tr("Show numbers in full in print and files, because … (empty: masked)"))
        self.why.setAccessibleName(self.tr("Why numbers are shown in full"))
        self.show_it.setText(self.tr("Show"))
        self.print_it.setText(self.tr("Print"))
        self.cancel.setText(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("Progress"))
        if self._report is not None:
            self.show_report(self._report)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
