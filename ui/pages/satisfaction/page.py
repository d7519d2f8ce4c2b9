"""How content clients are, by month and member of staff, with enough answers only (SF-1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.satisfaction.domain import Figures, month_of
from ui.pages.satisfaction.bars import Bars
from ui.pages.satisfaction.rows import Row, Which, month_word, rows_of, whole
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import PERIODS, Act, bind, hint
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.editors import Choice
from ui.widgets.table import Column, DataTable

SPANS = (1, 3, 6, 12)
"""Months that are looked at together."""
_USUAL = "3"


class SatisfactionPort(Protocol):
    """Where the page has it from; called in a worker."""

    def figures(self, first: date, last: date) -> Figures:
        """The figures of these months."""
        ...

    def save_pdf(self, first: date, last: date, path: str) -> str:
        """《满意度统计表》 as a file; its path."""
        ...

    def save_xlsx(self, first: date, last: date, path: str) -> str:
        """The same as a workbook."""
        ...


class SatisfactionPage(QWidget):
    """Months on top; one list at a time, as bars and as a table."""

    def __init__(
        self, runner: OpRunner, port: SatisfactionPort, *, today: date, ask: Asker = ask_dialog,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._port = port
        self._ask = ask
        self._latest = Latest(runner, self)
        self._figures: Figures | None = None
        self._last = _months_from(month_of(today), -1)  # the running month is shown when it is over
        self.span, self.which = Segmented(), Segmented()
        self.bars, self.table = Bars(), DataTable()
        self.banner, self.empty = InlineBanner(), EmptyState("ok")
        self._build()
        self._connect()
        self._retranslate()
        self.span.set_value(_USUAL)
        self.which.set_value(Which.STAFF.value)
        self._say_period()
        self.setFocusProxy(self.span)

    def _build(self) -> None:
        top = Card(margin=12)
        self._before, self._after = button("", "link", "chevron-left"), button("", "link", "chevron-right")
        self._pdf, self._xlsx = button("PDF", "", "document"), button(".xlsx", "", "download")
        self._period = label("", "heading")
        row = QHBoxLayout()
        row.setSpacing(space.S)
        for widget in (self.span, self._before, self._period, self._after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._pdf)
        row.addWidget(self._xlsx)
        top.body.addLayout(row)
        self._average = StatusChip()
        self._asked, self._note = label("", "muted"), label("", "muted", wrap=True)
        sums = QHBoxLayout()
        sums.setSpacing(space.S)
        sums.addWidget(self._average)
        sums.addWidget(self._asked)
        sums.addStretch(1)
        top.body.addLayout(sums)
        top.body.addWidget(self._note)
        self._chart, self._list = Card(margin=12), Card(margin=6)
        choosing = QHBoxLayout()
        choosing.addWidget(self.which)
        choosing.addStretch(1)
        self._chart.add(self.bars, 1)
        self._list.add(self.table, 1)
        self._whole = QWidget()
        both = QVBoxLayout(self._whole)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(space.M)
        both.addLayout(choosing)
        both.addWidget(self._chart, 3)
        both.addWidget(self._list, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.span.edited.connect(self._go)
        self.which.edited.connect(self._show_rows)
        self._before.clicked.connect(lambda: self.step(-1))
        self._after.clicked.connect(lambda: self.step(1))
        self._pdf.clicked.connect(self.save_pdf)
        self._xlsx.clicked.connect(self.save_xlsx)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.BEFORE, self, lambda: self.step(-1))
        bind(Act.AFTER, self, lambda: self.step(1))
        bind(Act.PRINT, self, self.save_pdf)
        bind(Act.EXPORT, self, self.save_xlsx)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            (PERIODS, self.tr("months")),
            hint(Act.PRINT, "PDF"),
            hint(Act.EXPORT, ".xlsx"),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    # the months

    def months(self) -> tuple[date, date]:
        """First days of the first and of the last month that are looked at."""
        return _months_from(self._last, 1 - int(self.span.value() or _USUAL)), self._last

    def step(self, times: int) -> None:
        """Look at the months before or after."""
        self._last = _months_from(self._last, times * int(self.span.value() or _USUAL))
        self._go()

    def changed(self, topic: str) -> None:
        """A month came to its end (from the feed)."""
        if topic == "satisfaction" and self._figures is not None:
            self.refresh()

    def refresh(self) -> None:
        """Read the months anew, off the GUI thread."""
        self._latest.ask(self._port.figures, *self.months(), done=self._show, failed=self._failed)

    def _go(self) -> None:
        self._say_period()
        self.refresh()

    def _show(self, figures: Figures) -> None:
        self.banner.hide()
        self._figures = figures
        self._stack.setCurrentWidget(self._whole if figures.months else self.empty)
        self._say_total()
        self._show_rows()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _show_rows(self) -> None:
        if self._figures is None:
            return
        which = Which(self.which.value() or Which.STAFF)
        rows = rows_of(self._figures, which)
        averages = which in (Which.MONTHS, Which.STAFF, Which.EACH)
        self._set_columns(which)
        self._chart.setVisible(which is not Which.WORDS)
        top = 5.0 if averages else max((row.value or 0.0 for row in rows), default=1.0)
        self.bars.show_rows(rows, 1.0 if averages else 0.0, top)
        self.table.set_rows(rows)

    # files

    def save_pdf(self) -> None:
        """Save 《满意度统计表》 as a PDF."""
        self._save(self.tr("Save as PDF"), "pdf", self._port.save_pdf)

    def save_xlsx(self) -> None:
        """Save the figures as a workbook."""
        self._save(self.tr("Save as a workbook"), "xlsx", self._port.save_xlsx)

    def _save(self, title: str, kind: str, function: Callable[[date, date, str], str]) -> None:
        first, last = self.months()
        name = f"满意度统计表_{month_word(first)}_{month_word(last)}.{kind}"

        def chosen(path: str) -> None:
            self._make(function, first, last, path if path.lower().endswith(f".{kind}") else f"{path}.{kind}")

        self._ask(self, Ask(Kind.SAVE_FILE, title, suggestion=name, files=f"{kind.upper()} (*.{kind})"), chosen)

    def _make(self, function: Callable[[date, date, str], str], first: date, last: date, path: str) -> None:
        def done(written: str | None) -> None:
            if written is None:
                # it is registered that figures were handed out, and there is no file: made anew, registered anew
                self._make(function, first, last, path)
            else:
                show_toast(self, self.tr("Saved."))

        self._runner.save(
            function, first, last, path, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self
        )

    # words

    def _say_period(self) -> None:
        first, last = self.months()
        text = month_word(first) if first == last else f"{month_word(first)} – {month_word(last)}"
        self._period.setText(text)

    def _say_total(self) -> None:
        if self._figures is None:
            return
        total = whole(self._figures)
        self._average.show_state(total.average, "ok" if total.value is not None and total.value >= 4 else "neutral")
        self._average.setVisible(bool(total.average))
        text = self.tr("{asked} asked, {answered} answered, {declined} declined, {silent} without an answer")
        counts = {"asked": total.asked, "answered": total.answered, "declined": total.declined, "silent": total.silent}
        self._asked.setText(text.format(**counts))
        note = self.tr(
            "A month is shown when it is over. With fewer than {enough} answers no average is shown; where it could be "
            "worked out from the others, several people are shown together."
        )
        self._note.setText(note.format(enough=self._figures.enough))

    def _set_columns(self, which: Which) -> None:
        def count(title: str, name: str) -> Column:
            return Column(title, lambda row: _count(row, name), 110, order=lambda row: getattr(row, name), right=True)

        first = Column(self._title(which), lambda row: row.label)
        if which is Which.WORDS:
            self.table.set_columns((first,))
        elif which in (Which.REASONS, Which.CASES):
            self.table.set_columns((first, count(self.tr("Times"), "asked")))
        else:
            average = Column(self.tr("Average"), _average, 150, order=lambda row: row.value or 0.0, right=True)
            self.table.set_columns(
                (
                    first, count(self.tr("Asked"), "asked"), count(self.tr("Answered"), "answered"),
                    count(self.tr("Declined"), "declined"), count(self.tr("No answer"), "silent"), average,
                )
            )  # fmt: skip

    def _title(self, which: Which) -> str:
        return {
            Which.MONTHS: self.tr("By month"),
            Which.STAFF: self.tr("By member of staff"),
            Which.EACH: self.tr("Month by month"),
            Which.REASONS: self.tr("Reasons"),
            Which.CASES: self.tr("Cases asked about"),
            Which.WORDS: self.tr("In clients' words"),
        }[which]

    def _retranslate(self) -> None:
        names = {
            1: self.tr("1 month"), 3: self.tr("3 months"), 6: self.tr("6 months"), 12: self.tr("12 months"),
        }  # fmt: skip
        self.span.set_choices([Choice(str(months), names[months]) for months in SPANS])
        self.which.set_choices([Choice(which.value, self._title(which)) for which in Which])
        for made, text in (
            (self._before, self.tr("Before (Ctrl+Left)")), (self._after, self.tr("After (Ctrl+Right)")),
        ):  # fmt: skip
            made.setToolTip(text)
            made.setAccessibleName(text)
        self.bars.setAccessibleName(self.tr("Bars of the list below"))
        self.table.setAccessibleName(self.tr("Figures"))
        self.empty.say(
            self.tr("Nothing to show yet"),
            self.tr(
                "Nobody was asked in these months, or they are not over. Clients are asked on the customer display."
            ),
        )
        self._say_total()
        self._show_rows()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)


def _count(row: Row, name: str) -> str:
    """Of several people together only the answers are counted: whoever they are, each stands in a line of their own."""
    together = row.answered and not row.asked and name != "answered"
    return "" if together else str(getattr(row, name))


def _average(row: Row) -> str:
    return row.average


def _months_from(month: date, times: int) -> date:
    """The month so many after, or before."""
    year, place = divmod(month.year * 12 + month.month - 1 + times, 12)
    return date(year, place + 1, 1)
