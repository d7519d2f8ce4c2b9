"""The editor of a tree of holders: the tree with effective shares as they come out, the chosen holder's fields below.

The value is the JSON that the case keeps; an empty text for no holder. What is wrong with a holder is said by the
service; here only the shares are worked out, by the same rules.
"""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.clients.papers import PaperKind
from app.institutions.ownership import THRESHOLD, HolderKind, Stake, percent, read_tree, stakes, walk
from ui.refusals import say
from ui.theme import current, fix, scaled, space
from ui.widgets import Choice, ComboBox, FieldGrid, LabelledField, LineEdit, Segmented
from ui.widgets.containers import button, label

_ROW = Qt.ItemDataRole.UserRole
_NAME, _KIND, _SHARE, _EFFECTIVE, _PAPER = range(5)
FIELDS = ("name", "share", "kind", "paper_kind", "paper_number")
_DAY = date.max
"""Numbers are not judged here, so the day does not matter."""


class HoldersEditor(QWidget):
    """Speaks as every editor: ``value``, ``set_value``, ``edited``, ``left``."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = False
        self._own = ""
        self.tree = QTreeWidget()
        self.tree.setColumnCount(5)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        fix(self.tree, least_height=150)
        self.tree.currentItemChanged.connect(lambda *_: self._choose())
        self.add = button("", "", "plus")
        self.add_below = button("", "", "plus")
        self.remove = button("")
        self.add.clicked.connect(lambda: self._add(below=False))
        self.add_below.clicked.connect(lambda: self._add(below=True))
        self.remove.clicked.connect(self._remove)
        self.total = label("", "small")
        self._fields = self._make_fields()
        self._build()
        self._retranslate()
        self._choose()

    def _make_fields(self) -> dict[str, LabelledField]:
        papers = [Choice(kind.value, kind.label) for kind in PaperKind]
        kinds = Segmented([Choice(kind.value, "") for kind in HolderKind])
        editors: dict[str, QWidget] = {
            "name": LineEdit(limit=200), "kind": kinds, "share": LineEdit(limit=30), "paper_kind": ComboBox(papers),
            "paper_number": LineEdit(limit=40),
        }  # fmt: skip
        fields = {name: LabelledField("", editor) for name, editor in editors.items()}
        for field in fields.values():
            field.edited.connect(self._typed)
            field.left.connect(self.left)
        return fields

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(space.S)
        for widget in (self.add, self.add_below, self.remove):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.total)
        self.detail = QFrame()
        self.detail.setObjectName("card")
        self.grid = FieldGrid()
        for name in FIELDS:
            self.grid.add(self._fields[name], 2 if name == "kind" else 1)
        inside = QVBoxLayout(self.detail)
        inside.setContentsMargins(space.M, space.S, space.M, space.S)
        inside.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(self.tree)
        column.addLayout(bar)
        column.addWidget(self.detail)

    # the four words of an editor

    def value(self) -> str:
        """The tree as JSON; empty for no holder."""
        holders = _rows(self.tree.invisibleRootItem())
        return json.dumps(holders, ensure_ascii=False) if holders else ""

    def set_value(self, value: Any) -> None:
        """Show the tree in ``value``; what is no tree shows as none. The chosen place stays chosen."""
        place = self._place(self.tree.currentItem())
        self._setting = True
        self.tree.clear()
        try:
            raw = json.loads(value) if value else []
        except ValueError:
            raw = []
        _fill(self.tree.invisibleRootItem(), raw if isinstance(raw, list) else [])
        self.tree.expandAll()
        self._work_out()
        self._setting = False
        self._go_to(place)
        self._choose()

    def set_own(self, name: str) -> None:
        """What the institution itself is called: it holds nothing of itself."""
        if name != self._own:
            self._own = name
            self._work_out()

    def move_on(self, direction: int) -> bool:
        """Enter in a field of the chosen holder goes to the next of them; whether there was one."""
        fields = [field for field in self._fields.values() if field.isVisibleTo(self)]
        now = QApplication.focusWidget()
        here = next((n for n, field in enumerate(fields) if now is not None and field.isAncestorOf(now)), None)
        if here is None or not 0 <= here + direction < len(fields):
            return False
        fields[here + direction].focus_editor()
        return True

    # what a person does

    def _add(self, *, below: bool) -> None:
        chosen = self.tree.currentItem()
        above = chosen if below and chosen is not None else chosen.parent() if chosen is not None else None
        made = _item({"kind": HolderKind.PERSON.value, "paper_kind": PaperKind.RESIDENT_ID.value})
        (above or self.tree.invisibleRootItem()).addChild(made)
        if below and chosen is not None:
            chosen.setData(0, _ROW, {**chosen.data(0, _ROW), "kind": HolderKind.INSTITUTION.value})
            chosen.setExpanded(True)
        self.tree.setCurrentItem(made)
        self._work_out()
        self.edited.emit()
        self._fields["name"].focus_editor()

    def _remove(self) -> None:
        chosen = self.tree.currentItem()
        if chosen is not None:
            (chosen.parent() or self.tree.invisibleRootItem()).removeChild(chosen)
            self._work_out()
            self.edited.emit()
            self.left.emit()
            self._choose()

    def _typed(self) -> None:
        chosen = self.tree.currentItem()
        if chosen is None or self._setting:
            return
        chosen.setData(0, _ROW, {name: str(field.value()) for name, field in self._fields.items()})
        self._show_needed(chosen)
        self._work_out()
        self.edited.emit()

    def _choose(self) -> None:
        """Show the chosen holder's fields."""
        if self._setting:
            return
        chosen = self.tree.currentItem()
        self.detail.setVisible(chosen is not None)
        self.add_below.setEnabled(chosen is not None)
        self.remove.setEnabled(chosen is not None)
        if chosen is None:
            return
        row = chosen.data(0, _ROW)
        for name, field in self._fields.items():
            if str(field.value()) != row.get(name, ""):
                field.set_value(row.get(name, ""))
        self._show_needed(chosen)

    def _show_needed(self, chosen: QTreeWidgetItem) -> None:
        kind = chosen.data(0, _ROW).get("kind")
        self._fields["paper_kind"].setVisible(kind == HolderKind.PERSON.value)
        self._fields["paper_number"].setVisible(kind != HolderKind.EXEMPT.value)
        code = (
            self.tr("Unified social credit code") if kind == HolderKind.INSTITUTION.value else self.tr("Paper number")
        )
        self._fields["paper_number"].set_label(code)
        self.grid.lay_out_again()

    # what comes out

    def _work_out(self) -> None:
        """Every row's texts, with its effective share and, for people, what all their ways come to."""
        read = read_tree(self.value(), today=_DAY, own_name=self._own)
        shares = {one.place: (one.share, effective) for one, effective in walk(read.holders)}
        owning = {place: stake for stake in stakes(read.holders) for place in stake.places}
        wrong = {place: say(refused) for place, refused in reversed(read.problems)}
        words = dict(self._kind_words())
        for item in _all(self.tree.invisibleRootItem()):
            row, place = item.data(0, _ROW), self._place(item)
            share, effective = shares.get(place, (None, None))
            item.setText(_NAME, f"{place}  {row['name']}".rstrip())
            item.setText(_KIND, words.get(row["kind"], ""))
            item.setText(_SHARE, percent(share) if share else row["share"])
            item.setText(_EFFECTIVE, self._effective(effective, owning.get(place)))
            item.setText(_PAPER, row["paper_number"])
            stake = owning.get(place)
            _paint(item, owner=stake is not None and stake.share >= THRESHOLD, wrong=wrong.get(place, ""))
        told = sum((one.share for one in read.holders), start=Fraction(0))
        text = self.tr("Told in all: {share}. In bold: a quarter or more.").format(share=percent(told))
        self.total.setText(text if read.holders else "")

    def _effective(self, share: Fraction | None, stake: Stake | None) -> str:
        """The share of the whole on this way, with the sum where there are several ways."""
        if not share:
            return ""
        if stake is None or len(stake.places) < 2:
            return percent(share)
        return self.tr("{share} (in all {sum})").format(share=percent(share), sum=percent(stake.share))

    def _place(self, item: QTreeWidgetItem | None) -> str:
        places: list[str] = []
        while item is not None:
            above = item.parent() or self.tree.invisibleRootItem()
            places.insert(0, str(above.indexOfChild(item) + 1))
            item = item.parent()
        return ".".join(places)

    def _go_to(self, place: str) -> None:
        for item in _all(self.tree.invisibleRootItem()):
            if self._place(item) == place:
                self.tree.setCurrentItem(item)

    # words

    def _kind_words(self) -> list[tuple[str, str]]:
        return [
            (HolderKind.PERSON.value, self.tr("Person")),
            (HolderKind.INSTITUTION.value, self.tr("Institution")),
            (HolderKind.EXEMPT.value, self.tr("Not followed further")),
        ]

    def _retranslate(self) -> None:
        heads = (
            self.tr("Holder"), self.tr("Kind"), self.tr("Share"), self.tr("Of the institution"),
            self.tr("Paper number"),
        )  # fmt: skip
        self.tree.setHeaderLabels(list(heads))
        self.tree.setAccessibleName(self.tr("Holders"))
        self.add.setText(self.tr("Add a holder"))
        self.add_below.setText(self.tr("Add one below"))
        self.remove.setText(self.tr("Remove"))
        kinds = self._fields["kind"].widget
        if isinstance(kinds, Segmented):
            kinds.set_choices([Choice(key, text) for key, text in self._kind_words()])
        labels = {
            "name": self.tr("Name of the holder"), "kind": self.tr("Kind of holder"),
            "share": self.tr("Share of what stands above (60, 33.3333 or 1/3)"),
            "paper_kind": self.tr("Kind of paper"), "paper_number": self.tr("Paper number"),
        }  # fmt: skip
        for name, text in labels.items():
            self._fields[name].set_label(text)
        chosen = self.tree.currentItem()
        if chosen is not None:
            self._show_needed(chosen)
        header = self.tree.header()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        for column, width in ((_KIND, 104), (_SHARE, 84), (_EFFECTIVE, 168), (_PAPER, 168)):
            header.resizeSection(column, scaled(width))
        self._work_out()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete in the tree removes the chosen holder."""
        if event.key() == Qt.Key.Key_Delete and self.tree.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)


def _paint(item: QTreeWidgetItem, *, owner: bool, wrong: str) -> None:
    """Bold for an owner, red with the reason at the mouse for what is wrong."""
    colour = QColor(current().danger if wrong else current().text)
    item.setToolTip(_NAME, wrong)
    for column in range(item.columnCount()):
        item.setForeground(column, colour)
        font = item.font(column)
        font.setBold(owner)
        item.setFont(column, font)


def _item(row: dict[str, Any]) -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    item.setData(0, _ROW, {name: str(row.get(name, "")) for name in FIELDS})
    return item


def _fill(above: QTreeWidgetItem, rows: list[Any]) -> None:
    for row in rows:
        if isinstance(row, dict):
            item = _item(row)
            above.addChild(item)
            below = row.get("holders")
            _fill(item, below if isinstance(below, list) else [])


def _children(above: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(above.childCount()) if (child := above.child(place)) is not None]


def _rows(above: QTreeWidgetItem) -> list[dict[str, Any]]:
    return [{**child.data(0, _ROW), "holders": _rows(child)} for child in _children(above)]


def _all(above: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [one for child in _children(above) for one in (child, *_all(child))]
