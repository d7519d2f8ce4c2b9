"""Material with its versions: registered, approved by somebody else, given to clients (IE-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.education.domain import Material
from ui.pages.education.words import material_state
from ui.support.run_op import OpRunner
from ui.theme import space
from ui.widgets.containers import Card, button, label
from ui.widgets.editors import Choice
from ui.widgets.search import Hit, SearchBox
from ui.widgets.table import Column, DataTable


class MaterialView(QWidget):
    """Signals: ``wanted(deed)`` with one of ``new``, ``next``, ``approve``, ``file``; ``given(Hit)`` to a client."""

    wanted = Signal(str)
    given = Signal(object)

    def __init__(self, runner: OpRunner, find: Callable[[str], Sequence[Hit]], *, keeps: bool, today: date) -> None:
        super().__init__()
        self._keeps, self._today = keeps, today
        self._kinds: Sequence[Choice] = ()
        self.table = DataTable()
        self.search = SearchBox(runner, find, everywhere=False)
        self.facts = label("", "muted", wrap=True)
        self.deeds = {
            "new": button("", "primary", "plus"), "next": button("", "", "pen"), "approve": button("", "", "tick"),
            "file": button("", "", "download"),
        }  # fmt: skip
        self._card = Card(margin=8)
        tools = QHBoxLayout()
        tools.setSpacing(space.S)
        for name, made in self.deeds.items():
            made.clicked.connect(lambda _=False, deed=name: self.wanted.emit(deed))
            tools.addWidget(made)
        tools.addWidget(self.search, 1)
        tools.addStretch(1)
        self._card.body.addLayout(tools)
        self._card.add(self.table, 1)
        self._card.add(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.table.row_changed.connect(lambda _: self._show_tools())
        self.search.chosen.connect(self._chosen)
        self._retranslate()

    def offer(self, kinds: Sequence[Choice]) -> None:
        """Names of the kinds."""
        self._kinds = kinds
        self._retranslate()

    def show_materials(self, found: Sequence[Material]) -> None:
        """Every version, those of the newest material first."""
        self.table.set_rows(
            sorted(found, key=lambda one: (one.number, one.version), reverse=True), key=lambda one: one.id
        )
        self._show_tools()

    def chosen(self) -> Material | None:
        """The version that is chosen."""
        row = self.table.row()
        return row if isinstance(row, Material) else None

    def _chosen(self, hit: Hit) -> None:
        self.search.clear()
        self.given.emit(hit)

    def _show_tools(self) -> None:
        one = self.chosen()
        waiting = one is not None and one.approval is None
        self.deeds["new"].setVisible(self._keeps)
        self.deeds["next"].setVisible(self._keeps and one is not None and not waiting and not one.replaced_by)
        self.deeds["approve"].setVisible(self._keeps and waiting)
        self.deeds["file"].setVisible(one is not None and bool(one.file_sha256))
        self.search.setVisible(one is not None and one.in_force(self._today))
        self.facts.setText(self._told(one) if one is not None else "")

    def _told(self, one: Material) -> str:
        parts = [self.tr("registered by {name}").format(name=one.made_by_name)]
        if one.approval is not None:
            parts.append(self.tr("approved by {name}").format(name=one.approval.by_name))
        if one.where:
            parts.append(self.tr("lies: {where}").format(where=one.where))
        if one.file_name:
            parts.append(one.file_name)
        return " · ".join(parts)

    def _kind(self, row: Material) -> str:
        return next((one.text for one in self._kinds if one.key == row.kind), row.kind)

    def _retranslate(self) -> None:
        names = {
            "new": self.tr("New material…"), "next": self.tr("Next version…"), "approve": self.tr("Approve"),
            "file": self.tr("Save the file…"),
        }  # fmt: skip
        for name, made in self.deeds.items():
            made.setText(names[name])
            made.setAccessibleName(names[name])
        self.search.setPlaceholderText(self.tr("Given to a client: name, pinyin, last digits"))
        self.search.setAccessibleName(self.tr("Given to a client"))
        self.table.setAccessibleName(self.tr("Material"))
        self.table.set_nothing(self.tr('No material yet. Press "New material…" to take one in.'))
        self.table.set_columns(
            (
                Column(self.tr("Title"), lambda row: row.title),
                Column(self.tr("Version"), lambda row: str(row.version), 80, order=lambda row: row.version, right=True),
                Column(self.tr("Kind"), self._kind, 110),
                Column(self.tr("Valid from"), lambda row: row.valid_from.isoformat(), 120),
                Column(
                    self.tr("State"), lambda row: material_state(row, self._today)[0], 160,
                    chip=lambda row: material_state(row, self._today)[1],
                ),
            )
        )  # fmt: skip
        self._show_tools()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
