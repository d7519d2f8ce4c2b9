"""Clients by risk level for those who oversee: daily table, products, remarkable answers (RA-5, RA-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.risk_cases.facts import ClassTableFacts, LevelCount
from app.suitability.products import ListReport, Product, RowProblem
from app.suitability.service import Remarkable
from ui.pages.suitability.words import mark_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import Choice, DateEdit
from ui.widgets.table import Column, DataTable

TABLE, PRODUCTS, ANSWERS = "table", "products", "answers"


@dataclass(frozen=True, slots=True)
class ProductsView:
    """The list in force: its products with the labels of their classes, and where it came from."""

    products: tuple[Product, ...]
    classes: dict[str, str]
    source: str
    imported: str


class ClassesProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def table(self, day: date) -> ClassTableFacts:
        """The table of a day."""
        ...

    def save_pdf(self, day: date, path: str) -> None:
        """The table as a form."""
        ...

    def print_table(self, day: date) -> None:
        """Send it to the printer."""
        ...

    def save_xlsx(self, day: date, path: str) -> None:
        """The table as a workbook."""
        ...

    def products(self) -> ProductsView:
        """The list of products in force."""
        ...

    def import_products(self, path: str, *, dry_run: bool) -> ListReport:
        """Try a list, or put it in force."""
        ...

    def remarkable(self) -> Sequence[Remarkable]:
        """Assessments with marks, for compliance."""
        ...


class ClassesPage(QWidget):
    """One view at a time: the day's table, the products, the remarkable answers."""

    client_wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: ClassesProvider, *, today: date, imports: bool, watches: bool,
        prints: bool = False, ask: Asker = ask_dialog,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("page")
        self._runner, self._provider, self._ask = runner, provider, ask
        self._today, self._day = today, today
        self._imports, self._watches, self._prints = imports, watches, prints
        self._facts: ClassTableFacts | None = None
        self._classes: dict[str, str] = {}
        self._latest = Latest(runner, self)
        self.which = Segmented()
        self.day = DateEdit()
        self.counts, self.new, self.missing = DataTable(), DataTable(), DataTable()
        self.products, self.problems, self.answers = DataTable(), DataTable(), DataTable()
        self.banner = InlineBanner()
        self.state = StatusChip()
        self._build()
        self._connect()
        self.retranslate()
        self.day.set_value(today)
        self.which.set_value(TABLE)
        self._choose()
        self.setFocusProxy(self.which)

    def _build(self) -> None:
        top = Card(margin=12)
        self._before, self._after = button("", "link", "chevron-left"), button("", "link", "chevron-right")
        self._pdf, self._xlsx = button("", "", "document"), button("", "", "download")
        self._print = button("", "", "print")
        self._try = button("", "", "download")
        self._info = label("", "muted")
        fix(self.day, width=120)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        for widget in (self.which, self._before, self.day, self._after, self.state, self._info):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._try, self._print, self._pdf, self._xlsx):
            row.addWidget(widget)
        top.body.addLayout(row)
        self._count_card, self._new_card, self._missing_card = Card(margin=6), Card(margin=6), Card(margin=6)
        self._product_card, self._problem_card, self._answer_card = Card(margin=6), Card(margin=6), Card(margin=6)
        tables = (self.counts, self.new, self.missing, self.products, self.problems, self.answers)
        for card, table in zip(self._cards(), tables, strict=True):
            card.add(table, 1)
        self.stack = QStackedWidget()
        low = QWidget()
        lower = QHBoxLayout(low)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(space.M)
        lower.addWidget(self._count_card, 2)
        lower.addWidget(self._missing_card, 3)
        for parts in ((low, self._new_card), (self._product_card, self._problem_card), (self._answer_card,)):
            whole = QWidget()
            column = QVBoxLayout(whole)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(space.M)
            for part in parts:
                column.addWidget(part, 1)
            self.stack.addWidget(whole)
        self._problem_card.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space.M)
        outer.addWidget(top)
        outer.addWidget(self.banner)
        outer.addWidget(self.stack, 1)

    def _cards(self) -> tuple[Card, ...]:
        return (
            self._count_card, self._new_card, self._missing_card, self._product_card, self._problem_card,
            self._answer_card,
        )  # fmt: skip

    def _connect(self) -> None:
        self.which.edited.connect(self._choose)
        self.day.left.connect(self._typed)
        self._before.clicked.connect(lambda: self.show_day(self._day - timedelta(days=1)))
        self._after.clicked.connect(lambda: self.show_day(self._day + timedelta(days=1)))
        self._pdf.clicked.connect(self.save_pdf)
        self._print.clicked.connect(self.print_table)
        self._xlsx.clicked.connect(self.save_xlsx)
        self._try.clicked.connect(self.choose_list)
        self.answers.opened.connect(self._open_client)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.PRINT, self, self.save_pdf)
        bind(Act.EXPORT, self, self.save_xlsx)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.PRINT, "PDF"), hint(Act.EXPORT, ".xlsx"), hint(Act.REFRESH, self.tr("read again"))]

    # what is shown

    def _choose(self) -> None:
        which = self.which.value() or TABLE
        self.stack.setCurrentIndex((TABLE, PRODUCTS, ANSWERS).index(which))
        for widget in (self._before, self.day, self._after, self.state, self._pdf, self._xlsx):
            widget.setVisible(which == TABLE)
        self._print.setVisible(which == TABLE and self._prints)
        self._info.setVisible(which == PRODUCTS)
        self._try.setVisible(which == PRODUCTS and self._imports)
        self.banner.hide()
        self.refresh()

    def _typed(self) -> None:
        day = self.day.date()
        if day is not None and day != self._day:
            self.show_day(day)

    def show_day(self, day: date) -> None:
        """The table of another day."""
        self.which.set_value(TABLE)
        self._day = day
        self.day.set_value(day)
        self._choose()

    def refresh(self) -> None:
        """Read what is shown anew."""
        which = self.which.value() or TABLE
        if which == TABLE:
            self._latest.ask(self._provider.table, self._day, done=self._show_table, failed=self._failed)
        elif which == PRODUCTS:
            self._latest.ask(self._provider.products, done=self._show_products, failed=self._failed)
        else:
            self._latest.ask(self._provider.remarkable, done=self._show_answers, failed=self._failed)

    def _show_table(self, facts: ClassTableFacts) -> None:
        self.banner.hide()
        self._facts = facts
        none = LevelCount(self.tr("Not assessed or expired"), 0, len(facts.missing))
        self.counts.set_rows((*facts.levels, none), key=lambda row: row.label)
        self.new.set_rows(facts.new, key=lambda row: row.client_number)
        self.missing.set_rows(facts.missing, key=lambda row: row.client_number)
        self._say_table()

    def _show_products(self, view: ProductsView) -> None:
        self._classes = view.classes
        self.products.set_rows(view.products, key=lambda row: row.code)
        self._product_card.set_title(self.tr("Products in force"), str(len(view.products)))
        text = self.tr("{source}, imported {at}").format(source=view.source, at=view.imported)
        self._info.setText(text if view.source else self.tr("No list has been imported yet."))

    def _show_answers(self, found: Sequence[Remarkable]) -> None:
        self.answers.set_rows(found, key=lambda row: row.assessment.id)
        self._answer_card.set_title(self.tr("Remarkable answers of the last 90 days"), str(len(found)))

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _open_client(self, row: object) -> None:
        if isinstance(row, Remarkable):
            self.client_wanted.emit(row.client_id)

    # files

    def save_pdf(self) -> None:
        """Save the table as the form."""
        self._save(self.tr("Save as PDF"), "pdf")

    def print_table(self) -> None:
        """Send the table to the printer."""
        if self.which.value() == TABLE and self._prints:
            queued = self.tr("Sent to the print queue.")
            self._runner.run(
                self._provider.print_table, self._day, done=lambda _: show_toast(self, queued), failed=self._failed,
                owner=self,
            )  # fmt: skip

    def save_xlsx(self) -> None:
        """Save the table as a workbook."""
        self._save(self.tr("Save as a workbook"), "xlsx")

    def _save(self, title: str, kind: str) -> None:
        if self.which.value() != TABLE:
            return
        day = self._day
        function = self._provider.save_pdf if kind == "pdf" else self._provider.save_xlsx

        def chosen(path: str) -> None:
            wanted = path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"
            self._runner.run(function, day, wanted, done=self._saved, failed=self._failed, owner=self)

        name = f"风险承受能力客户分类表_{day.isoformat()}.{kind}"
        self._ask(self, Ask(Kind.SAVE_FILE, title, suggestion=name, files=f"{kind.upper()} (*.{kind})"), chosen)

    def _saved(self, _: object) -> None:
        show_toast(self, self.tr("Saved."))

    def choose_list(self) -> None:
        """Choose a list of products; it is looked through first, and put in force when that was agreed to."""
        files = "CSV, Excel (*.csv *.xlsx)"

        def chosen(path: str) -> None:
            def tried(report: ListReport) -> None:
                self._tried(report, path)

            self._runner.run(
                lambda: self._provider.import_products(path, dry_run=True), done=tried, failed=self._failed, owner=self
            )

        self._ask(self, Ask(Kind.OPEN_FILE, self.tr("List of products"), files=files), chosen)

    def _tried(self, report: ListReport, path: str) -> None:
        self.problems.set_rows(report.problems)
        self._problem_card.setVisible(not report.ok)
        if not report.ok:
            text = self.tr("{count} mistakes in {file}: nothing was imported. Correct them and choose it again.")
            self.banner.say(text.format(count=len(report.problems), file=report.source), "danger")
            return
        text = self.tr("{rows} products, no mistake: {added} new, {changed} changed, {gone} no longer listed.")
        told = text.format(
            rows=len(report.products), added=len(report.added), changed=len(report.changed), gone=len(report.gone)
        )

        def agreed(_: str) -> None:
            self._runner.run(
                lambda: self._provider.import_products(path, dry_run=False), done=self._imported, failed=self._failed,
                owner=self,
            )  # fmt: skip

        self._ask(self, Ask(Kind.CONFIRM, self.tr("Put the list in force"), told, self.tr("Put in force")), agreed)

    def _imported(self, report: ListReport) -> None:
        if not report.ok:
            self._tried(report, "")
            return
        self.banner.hide()
        show_toast(self, self.tr("The list of products is in force."))
        self.refresh()

    # words

    def _say_table(self) -> None:
        facts = self._facts
        self._count_card.set_title(self.tr("By level"), self._day.isoformat())
        if facts is None:
            return
        self.state.show_state(self.tr("{count} clients").format(count=facts.clients), "info")
        self._new_card.set_title(self.tr("Newly assessed"), str(len(facts.new)))
        self._missing_card.set_title(self.tr("Not assessed or expired"), str(len(facts.missing)))

    def _expiry(self, row: object) -> str:
        on = getattr(row, "expired_on", None)
        return self.tr("expired {day}").format(day=on.isoformat()) if on else self.tr("never assessed")

    def _class(self, product: Product) -> str:
        return self._classes.get(product.risk, product.risk)

    def _set_columns(self) -> None:
        number = self.tr("Client number")
        self.counts.set_nothing(self.tr("Nobody was assessed until this day. Choose a later one."))
        self.counts.set_columns((
            Column(self.tr("Level"), lambda row: row.label),
            Column(self.tr("New"), lambda row: str(row.new), 80, order=lambda row: row.new, right=True),
            Column(self.tr("All"), lambda row: str(row.total), 90, order=lambda row: row.total, right=True),
        ))  # fmt: skip
        self.new.set_nothing(self.tr("Nobody was assessed on this day. Choose another one above."))
        self.new.set_columns((
            Column(number, lambda row: row.client_number, 130), Column(self.tr("Client"), lambda row: row.client_name),
            Column(self.tr("Level"), lambda row: row.level, 130),
            Column(self.tr("Before"), lambda row: row.before or self.tr("first"), 130),
            Column(self.tr("Points"), lambda row: str(row.total), 80, order=lambda row: row.total, right=True),
            Column(self.tr("Valid until"), lambda row: row.valid_until.isoformat(), 120),
        ))  # fmt: skip
        self.missing.set_nothing(self.tr("Every client has an assessment that holds. Nothing to do."))
        self.missing.set_columns((
            Column(number, lambda row: row.client_number, 130), Column(self.tr("Client"), lambda row: row.client_name),
            Column(self.tr("Why"), self._expiry, 190),
        ))  # fmt: skip
        self.products.set_nothing(self.tr('No list of products is in force. Press "Import a list…".'))
        self.products.set_columns((
            Column(self.tr("Code"), lambda row: row.code, 130), Column(self.tr("Product"), lambda row: row.name),
            Column(self.tr("Kind"), lambda row: row.kind, 200), Column(self.tr("Risk class"), self._class, 150),
        ))  # fmt: skip
        self.problems.set_nothing(self.tr("No mistakes in the list."))
        self.problems.set_columns((
            Column(self.tr("Row"), lambda row: str(row.row), 70, order=lambda row: row.row, right=True),
            Column(self.tr("Column"), lambda row: row.column, 120),
            Column(self.tr("What is wrong"), lambda row: say(row.refused) if isinstance(row, RowProblem) else ""),
        ))  # fmt: skip
        self.answers.set_nothing(self.tr("No remarkable answers in 90 days. Nothing to do."))
        self.answers.set_columns((
            Column(number, lambda row: row.client_number, 130),
            Column(self.tr("Client"), lambda row: row.client_name, 160),
            Column(self.tr("Day"), lambda row: row.assessment.assessed_at.date().isoformat(), 110),
            Column(self.tr("Level"), lambda row: row.level, 110),
            Column(self.tr("What is remarkable"), lambda row: "; ".join(mark_word(m) for m in row.assessment.marks)),
        ))  # fmt: skip

    def retranslate(self) -> None:
        """Texts."""
        views = [Choice(TABLE, self.tr("Daily table")), Choice(PRODUCTS, self.tr("Products"))]
        if self._watches:
            views.append(Choice(ANSWERS, self.tr("Answers")))
        chosen = self.which.value()
        self.which.set_choices(views)
        if chosen:
            self.which.set_value(chosen)
        self.day.setAccessibleName(self.tr("Day"))
        for tool, name in ((self._before, self.tr("The day before")), (self._after, self.tr("The day after"))):
            tool.setToolTip(name)
            tool.setAccessibleName(name)
        self._pdf.setText("PDF")
        self._print.setText(self.tr("Print"))
        self._xlsx.setText(".xlsx")
        self._try.setText(self.tr("Import a list…"))
        self._problem_card.set_title(self.tr("Mistakes in the list"))
        for table, name in (
            (self.counts, self.tr("By level")), (self.new, self.tr("Newly assessed")),
            (self.missing, self.tr("Not assessed or expired")), (self.products, self.tr("Products in force")),
            (self.problems, self.tr("Mistakes in the list")), (self.answers, self.tr("Remarkable answers")),
        ):  # fmt: skip
            table.setAccessibleName(name)
        self._set_columns()
        self._say_table()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self.retranslate()
            self.refresh()
        super().changeEvent(event)
