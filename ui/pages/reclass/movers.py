"""The clients of a dry run or batch: filtered and sorted by the database, a hundred at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.reclassification.domain import Matrix, Movement, Mover, MoverPage, Order, Wanted, movement
from ui.pages.approvals.words import DASH, money
from ui.pages.reclass.words import STATES, class_word, movement_word
from ui.support.run_op import Latest, OpRunner
from ui.theme import fix, space
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import button, label
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.table import Column, DataTable
from ui.widgets.tool_row import ToolRow

_MOVED = "moved"
_WAYS: dict[str, frozenset[Movement]] = {
    _MOVED: frozenset({Movement.NEW, Movement.UP, Movement.DOWN}),
    Movement.UP.value: frozenset({Movement.UP}),
    Movement.DOWN.value: frozenset({Movement.DOWN}),
    Movement.NEW.value: frozenset({Movement.NEW}),
    Movement.SAME.value: frozenset({Movement.SAME}),
}
_NONE_YET, _ANY = "none", "any"
_RISING = "-"

Ask = Callable[[str, Wanted], MoverPage]


class MoverList(QWidget):
    """Filters on top, the list, and the pages below."""

    opened = Signal(str)
    """Id of the client that is to be shown."""
    failed = Signal(object)

    def __init__(self, runner: OpRunner, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._latest = Latest(runner, self)
        self._of = ""
        self._matrix: Matrix | None = None
        self._page: MoverPage | None = None
        self._wanted = Wanted()
        self.ways = Segmented()
        self.before, self.after, self.order = ComboBox(), ComboBox(), ComboBox()
        self.text = LineEdit(limit=60)
        self.table = DataTable()
        self.earlier, self.later = button("", "link", "chevron-left"), button("", "link", "chevron-right")
        self._place = label("", "muted")
        self._arrow = label("→", "muted")
        self._build()
        self._retranslate()

    def _build(self) -> None:
        for box in (self.before, self.after):
            fix(box, least_width=104)
        fix(self.order, least_width=210)
        fix(self.text, least_width=120)
        row = ToolRow()
        filters: tuple[QWidget, ...] = (self.ways, self.before, self._arrow, self.after, self.text)
        for widget in filters:
            row.add_left(widget)
        row.add_right(self.order)
        low = QHBoxLayout()
        low.setSpacing(space.S)
        low.addStretch(1)
        paging: tuple[QWidget, ...] = (self.earlier, self._place, self.later)
        for widget in paging:
            low.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.S, space.S, space.S, 0)
        column.setSpacing(space.S)
        column.addWidget(row)
        column.addWidget(self.table, 1)
        column.addLayout(low)
        self.ways.edited.connect(self._chose_way)
        for editor in (self.before, self.after, self.order, self.text):
            editor.left.connect(self._filter)
        for box in (self.before, self.after, self.order):
            box.edited.connect(self._filter)
        self.text.returnPressed.connect(self._filter)
        self.earlier.clicked.connect(lambda: self.turn(-1))
        self.later.clicked.connect(lambda: self.turn(1))
        self.table.opened.connect(lambda row: self.opened.emit(row.client_id))

    def show_of(self, of: str, matrix: Matrix | None) -> None:
        """The clients of this dry run or batch, from the first page on; empty: none."""
        if of != self._of:
            self._wanted = Wanted()
        self._of, self._matrix = of, matrix
        self._offer()
        self._say_filters()
        self._read()

    def show_cell(self, before: str, after: str) -> None:
        """Those of one cell of the matrix."""
        self._wanted = Wanted(before=before, after=after)
        self._say_filters()
        self._read()

    def wanted(self) -> Wanted:
        """What is listed."""
        return self._wanted

    def turn(self, pages: int) -> None:
        """Another page."""
        page = self._wanted.page + pages
        if self._page is not None and 0 <= page < self._page.pages:
            self._wanted = replace(self._wanted, page=page)
            self._read()

    def _chose_way(self) -> None:
        self._wanted = replace(
            self._wanted, movements=_WAYS[self.ways.value() or _MOVED], before=None, after=None, page=0
        )
        self._say_filters()
        self._read()

    def _filter(self) -> None:
        order = self.order.value() or Order.ASSETS.value
        wanted = replace(
            self._wanted, before=_code(self.before.value()), after=_code(self.after.value()), text=self.text.value(),
            order=Order(order.removesuffix(_RISING)), falling=not order.endswith(_RISING), page=0,
        )  # fmt: skip
        if replace(self._wanted, page=0) != wanted:
            self._wanted = wanted
            self._read()

    def _read(self) -> None:
        if not self._of:
            self.table.set_rows(())
            self._page = None
            self._say_page()
            return
        self._latest.ask(self._ask, self._of, self._wanted, done=self._show, failed=self.failed.emit)

    def _show(self, page: MoverPage) -> None:
        self._page = page
        self.table.set_rows(page.rows)
        self._say_page()

    # words

    def _say_page(self) -> None:
        page = self._page
        total, number, pages = (page.total, page.page + 1, page.pages) if page else (0, 1, 1)
        text = self.tr("{count} clients, page {page} of {pages}")
        self._place.setText(text.format(count=f"{total:,}", page=number, pages=pages))
        self.earlier.setEnabled(number > 1)
        self.later.setEnabled(number < pages)

    def _say_filters(self) -> None:
        wanted = self._wanted
        ways = next((key for key, movements in _WAYS.items() if movements == wanted.movements), _MOVED)
        one_cell = wanted.before is not None or wanted.after is not None
        self.ways.set_value("" if one_cell else ways)
        self.before.set_value(_key(wanted.before))
        self.after.set_value(_key(wanted.after))
        self.text.set_value(wanted.text)
        self.order.set_value(wanted.order.value + ("" if wanted.falling else _RISING))

    def _offer(self) -> None:
        matrix = self._matrix
        any_class = Choice(_ANY, self.tr("any class"))
        for box, names in (
            (self.before, matrix.befores if matrix else ()),
            (self.after, tuple(name for name in (matrix.afters if matrix else ()) if name != "-")),
        ):
            value = box.value()
            box.set_choices((any_class, *(Choice(_key(name), class_word(name)) for name in names)))
            box.set_value(value)

    def _way(self, row: Mover) -> Movement:
        return movement(self._matrix.order if self._matrix else (), row.before, row.after)

    def _columns(self) -> tuple[Column, ...]:
        def former(row: Mover) -> str:
            return money(row.former_assets) if row.former_assets is not None else DASH

        def former_rate(row: Mover) -> str:
            return f"{row.former_turnover:.2f}" if row.former_turnover is not None else DASH

        return (
            Column(self.tr("Client number"), lambda row: row.number, 120),
            Column(self.tr("Client"), lambda row: row.name),
            Column(self.tr("Movement"), lambda row: movement_word(self._way(row)), 104,
                   chip=lambda row: STATES[self._way(row)]),
            Column(self.tr("From"), lambda row: class_word(row.before), 84),
            Column(self.tr("To"), lambda row: class_word(row.after), 64),
            Column(self.tr("Assets before"), former, 140, order=lambda row: row.former_assets or 0, right=True),
            Column(self.tr("Assets now"), lambda row: money(row.assets), 140, order=lambda row: row.assets, right=True),
            Column(self.tr("Turnover before"), former_rate, 126, right=True),
            Column(self.tr("Turnover now"), lambda row: f"{row.turnover:.2f}", 110, right=True),
        )  # fmt: skip

    def _retranslate(self) -> None:
        names = {
            _MOVED: self.tr("All movers"),
            **{way.value: movement_word(way) for way in (Movement.UP, Movement.DOWN, Movement.NEW, Movement.SAME)},
        }
        self.ways.set_choices([Choice(key, name) for key, name in names.items()])
        orders = {
            Order.ASSETS.value: self.tr("assets, most first"),
            Order.ASSETS.value + _RISING: self.tr("assets, least first"),
            Order.NUMBER.value + _RISING: self.tr("client number"), Order.NAME.value + _RISING: self.tr("name"),
            Order.BEFORE.value: self.tr("class before"), Order.AFTER.value: self.tr("class after"),
        }  # fmt: skip
        self.order.set_choices([Choice(key, name) for key, name in orders.items()])
        self.before.setAccessibleName(self.tr("Class before"))
        self.after.setAccessibleName(self.tr("Class after"))
        self.order.setAccessibleName(self.tr("Sorted by"))
        self.order.setToolTip(self.tr("Sorted by"))
        self.text.setAccessibleName(self.tr("Name or client number"))
        self.text.setPlaceholderText(self.tr("Name or client number"))
        self.table.setAccessibleName(self.tr("Clients who move"))
        for tool, name in ((self.earlier, self.tr("The page before")), (self.later, self.tr("The next page"))):
            tool.setToolTip(name)
            tool.setAccessibleName(name)
        self.table.set_nothing(self.tr("No client moves here. Choose another class, or clear the filter."))
        self.table.set_columns(self._columns())
        self._offer()
        self._say_filters()
        self._say_page()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _key(code: str | None) -> str:
    """A class as the key of a choice."""
    return _ANY if code is None else code or _NONE_YET


def _code(key: str) -> str | None:
    return None if key in ("", _ANY) else "" if key == _NONE_YET else key
