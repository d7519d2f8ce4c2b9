"""All reports of the branch: chosen on the left; asked for, looked at, printed and taken out on the right (SE-1)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.archive.press import PressedForm
from app.reports.catalogue import Report
from app.reports.run_rows import Frequency, Run
from app.reports.run_service import Offer, Seen
from ui.pages.reports.head import ReportHead
from ui.pages.reports.port import Abilities, ReportsProvider
from ui.pages.reports.shown import PAPER, REGISTER, SCHEDULE, TABLE, ReportShown
from ui.pages.reports.words import group_word, title_of
from ui.refusals import say
from ui.support.ask import Ask, Asker, ask_dialog
from ui.support.ask import Kind as AskKind
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card
from ui.widgets.editors import LineEdit
from ui.widgets.long_work import tone
from ui.widgets.preview import Raster
from ui.widgets.table import Column, DataTable


class ReportsPage(QWidget):
    """A list of reports; the chosen one's parameters, deeds, table, paper and register."""

    print_wanted = Signal(str)
    _counted = Signal(int, int)

    def __init__(
        self, runner: OpRunner, provider: ReportsProvider, raster: Raster, able: Abilities, *, today: date,
        ask: Asker = ask_dialog, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner, self._provider, self._able, self._ask = runner, provider, able, ask
        self._latest, self._registers = Latest(runner, self), Latest(runner, self)
        self._stop = threading.Event()
        self._busy = self._read = False
        self._offer: Offer | None = None
        self._asked_paper: dict[str, str] | None = None
        self.search, self.list = LineEdit(), DataTable()
        self.head = ReportHead(able, today)
        self.asked = self.head.asked
        self.shown = ReportShown(runner, raster, able)
        self.view, self.everybody, self.schedule = self.shown.view, self.shown.everybody, self.shown.schedule
        self.table, self.register, self.paper = self.shown.table, self.shown.register, self.shown.paper
        self.banner = InlineBanner()
        self._build()
        self._connect()
        self._retranslate()
        self._set_busy(False)
        self.setFocusProxy(self.search)

    def _build(self) -> None:
        left = Card(margin=10)
        fix(left, width=312)
        left.add(self.search)
        left.add(self.list, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space.M)
        whole.addWidget(left)
        right = QVBoxLayout()
        right.setSpacing(space.M)
        right.addWidget(self.head)
        right.addWidget(self.banner)
        right.addWidget(self.shown, 1)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self.search.edited.connect(lambda: self.list.filter_by(self.search.value()))
        self.list.row_changed.connect(self._chose)
        self.list.opened.connect(lambda _: self.look())
        self.asked.left.connect(self._forget)
        self.shown.looked.connect(self._looked)
        self.everybody.edited.connect(self.read_register)
        head = self.head
        head.show_it.clicked.connect(self.look)
        head.print_it.clicked.connect(self.print_report)
        head.cancel.clicked.connect(self.stop)
        for kind, made in (("pdf", head.pdf), ("xlsx", head.xlsx), ("csv", head.csv)):
            made.clicked.connect(lambda _=False, wanted=kind: self.save(wanted))
        self.paper.print_requested.connect(self.print_report)
        self.register.opened.connect(self._open_run)
        self.schedule.saved.connect(self._save_schedule)
        self.schedule.due_wanted.connect(self._make_due)
        self._counted.connect(self.head.show_progress)
        self.destroyed.connect(self._stop.set)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self._stop.set)
        bind(Act.REFRESH, self, self.look)
        bind(Act.PRINT, self, self.print_report)
        bind(Act.EXPORT, self, lambda: self.save("xlsx"))
        bind(Act.BACK, self, self.stop)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.REFRESH, self.tr("show")), hint(Act.PRINT, self.tr("print")), hint(Act.EXPORT, ".xlsx")]

    # the list

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks for the first time: the list is read."""
        super().showEvent(event)
        if not self._read:
            self.refresh()

    def refresh(self) -> None:
        """Read anew which reports there are, off the GUI thread."""
        self._read = True
        self._latest.ask(self._first, done=self._show_offers, failed=self._failed)

    def _first(self) -> tuple[Sequence[Offer], Sequence[tuple[str, str]]]:
        return self._provider.offered(), self._provider.staff()

    def _show_offers(self, found: tuple[Sequence[Offer], Sequence[tuple[str, str]]]) -> None:
        offers, staff = found
        self.asked.set_staff(staff)
        self.list.set_rows(offers, key=lambda offer: offer.report.name)
        chosen = self.list.row()
        if isinstance(chosen, Offer):
            self._chose(chosen)

    def changed(self, topics: object = None) -> None:
        """Somebody changed something: the register is read anew when it is looked at."""
        if self._read and self.isVisible() and self.view.value() == REGISTER and not self._busy:
            self.read_register()

    def _chose(self, row: object) -> None:
        if not isinstance(row, Offer):
            return
        other = self._offer is None or row.report is not self._offer.report
        self._offer = row
        self.schedule.show_offer(row)
        if other:
            self.banner.hide()
            self.asked.show_report(row.report)
            self._forget()
        self.head.show_report(row.report)

    def show_report(self, name: str) -> None:
        """Choose a report by name."""
        self.search.set_value("")
        self.list.filter_by("")
        place = next((n for n, offer in enumerate(self.list.rows()) if offer.report.name == name), None)
        if place is not None:
            self.list.selectRow(place)

    def show_run(self, number: str) -> None:
        """Show the archived paper of a run, as a task leads to it."""
        self._runner.run(self._provider.run, number, done=self._show_run, failed=self._failed, owner=self)

    def _show_run(self, run: Run) -> None:
        self.show_report(run.report)
        self._open_run(run)

    def _forget(self) -> None:
        """What is shown is no longer what is asked for."""
        self._asked_paper = None
        self.head.offer_reason(personal=False)
        self.shown.forget()

    def _looked(self, view: str) -> None:
        """A view was chosen: the register is read anew, paper is pressed when it is looked at."""
        if view == REGISTER:
            self.read_register()
        elif view == PAPER and self._asked_paper is None and not self._busy and self.shown.seen is not None:
            self._ask_paper()

    # asking

    def _report(self) -> Report | None:
        return self._offer.report if self._offer is not None else None

    def look(self) -> None:
        """Show what is asked for."""
        if self.view.value() in (REGISTER, SCHEDULE):
            self.view.set_value(TABLE)
        if self.view.value() == PAPER:
            self._ask_paper()
            return
        report = self._report()
        if report is not None and not self._busy:
            values = self.asked.values()
            self._begin()
            self._runner.run(
                self._provider.look, report.name, values, self._counted.emit, self._stop.is_set, done=self._show_table,
                failed=self._failed, owner=self,
            )  # fmt: skip

    def _show_table(self, seen: Seen) -> None:
        self._set_busy(False)
        self.head.offer_reason(personal=any(column.kind.personal for column in seen.columns))
        self.shown.show_seen(seen)

    def _ask_paper(self) -> None:
        report = self._report()
        if report is None or self._busy:
            return
        self._asked_paper = self.asked.values()
        self.paper.show_pressing()
        self._begin()
        self._runner.run(
            self._provider.paper, report.name, self._asked_paper, self._counted.emit, self._stop.is_set,
            done=self._show_paper, failed=self._failed, owner=self,
        )  # fmt: skip

    def _show_paper(self, pressed: PressedForm) -> None:
        self._set_busy(False)
        self.paper.show_pdf(pressed.pdf, pressed.pages, pressed.title)
        self.shown.show_view()

    def _begin(self) -> None:
        self.banner.hide()
        self.asked.clear_errors()
        self._stop.clear()
        self._set_busy(True)

    def stop(self) -> None:
        """Stop what is being made."""
        if self._busy:
            self._stop.set()
            self.head.cancel.setEnabled(False)

    def is_busy(self) -> bool:
        """Whether something is being made."""
        return self._busy

    def _failed(self, problem: object) -> None:
        self._set_busy(False)
        if isinstance(problem, Exception) and not self.asked.show_problem(problem):
            self.banner.say(say(problem), tone(problem))
        self._asked_paper = None
        self.shown.show_view()

    # deeds

    def save(self, kind: str) -> None:
        """Save the report as ``pdf``, ``xlsx`` or ``csv``."""
        report = self._report()
        if report is None or self._busy:
            return
        values, why = self.asked.values(), self.head.reason()
        name = "_".join(filter(None, (report.title, *values.values())))

        def chosen(path: str) -> None:
            wanted = path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"
            self._begin()
            self._runner.run(
                self._provider.save, report.name, values, kind, wanted, why, self._counted.emit, self._stop.is_set,
                done=self._saved, failed=self._failed, owner=self,
            )  # fmt: skip

        question = Ask(
            AskKind.SAVE_FILE, self.tr("Save the report"), suggestion=f"{name}.{kind}",
            files=f"{kind.upper()} (*.{kind})",
        )  # fmt: skip
        self._ask(self, question, chosen)

    def _saved(self, _: object) -> None:
        self._set_busy(False)
        show_toast(self, self.tr("Saved."))

    def print_report(self) -> None:
        """Archive the report, then ask how it is printed."""
        report = self._report()
        if report is None or self._busy or not self._able.prints:
            return
        self._begin()
        self._runner.run(
            self._provider.archive, report.name, self.asked.values(), self.head.reason(), self._counted.emit,
            self._stop.is_set, done=self._archived, failed=self._failed, owner=self,
        )  # fmt: skip

    def _archived(self, number: str) -> None:
        self._set_busy(False)
        self.print_wanted.emit(number)

    # the register

    def read_register(self) -> None:
        """Read the runs of this report."""
        report = self._report()
        if report is None:
            return
        everybody = self.everybody.value() == "all"
        self._registers.ask(
            lambda: self._provider.runs(report.name, everybody=everybody),
            done=self.shown.show_runs,
            failed=self._failed,
        )

    def _open_run(self, row: object) -> None:
        """The archived paper of a run; what was not archived is asked for anew with the same parameters."""
        if not isinstance(row, Run) or self._busy:
            return
        if self._offer is not None:
            self.asked.show_report(self._offer.report, row.parameters)
        self._forget()
        if not row.document_number:
            self.view.set_value(TABLE)
            self.look()
            return
        self.view.set_value(PAPER)
        self._asked_paper = self.asked.values()
        self._begin()
        self._runner.run(
            self._provider.archived, row.document_number, done=self._show_archived, failed=self._failed, owner=self
        )

    def _show_archived(self, found: tuple[bytes, int]) -> None:
        self._set_busy(False)
        pdf, pages = found
        self.paper.show_pdf(pdf, pages)
        self.shown.show_view()

    # the schedule

    def _save_schedule(self, name: str, frequency: Frequency, roles: tuple[str, ...], version: int) -> None:
        self.banner.hide()
        self._runner.run(
            self._provider.set_schedule, name, frequency, roles, version, done=self._scheduled, failed=self._failed,
            owner=self,
        )  # fmt: skip

    def _scheduled(self, _: object) -> None:
        show_toast(self, self.tr("Saved."))
        self.refresh()

    def _make_due(self) -> None:
        if not self._busy:
            self._begin()
            self._runner.run(
                self._provider.make_due, self._counted.emit, self._stop.is_set, done=self._made, failed=self._failed,
                owner=self,
            )  # fmt: skip

    def _made(self, count: int) -> None:
        self._set_busy(False)
        if self._stop.is_set():
            text = self.tr("Stopped: {count} reports are made; the others are due still and are made next time.")
            self.banner.say(text.format(count=count), "info")
        else:
            text = self.tr("{count} reports were made.") if count else self.tr("Nothing is due that is not made yet.")
            show_toast(self, text.format(count=count))
        if self.view.value() == REGISTER:
            self.read_register()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.head.set_busy(busy)

    # words

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a report"))
        self.search.setAccessibleName(self.tr("Find a report"))
        self.list.setAccessibleName(self.tr("Reports"))
        self.list.set_columns((
            Column(self.tr("Group"), lambda offer: group_word(offer.report.group), 104),
            Column(self.tr("Report"), lambda offer: title_of(offer.report)),
        ))  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
