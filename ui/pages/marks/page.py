"""The clients of whoever sits here, with their classes and marks; filtered by any of them (CL-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.marks.domain import ClientMarks, MarkKind, OwnClient
from ui.pages.marks.panel import MarkPanel, MarkPort
from ui.pages.marks.words import KINDS, choices_of, kind_word, mark_word
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card, EmptyState, label
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.table import Column, DataTable
from ui.widgets.tool_row import ToolRow

_WITHOUT = "-"


class OwnClientsPort(MarkPort, Protocol):
    """Where the page has it from; called in a worker."""

    def own_clients(self) -> Sequence[OwnClient]:
        """The clients that the person manages."""
        ...


class MarksPage(QWidget):
    """Filters and the list on top, the chosen client's marks below."""

    def __init__(self, runner: OpRunner, port: OwnClientsPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._port = port
        self._latest = Latest(runner, self)
        self._all: tuple[OwnClient, ...] = ()
        self.text = LineEdit(limit=60)
        self.filters = {kind: ComboBox() for kind in MarkKind}
        self.table, self.panel = DataTable(), MarkPanel(runner, port, opened=True)
        self.banner, self.empty = InlineBanner(), EmptyState("people")
        self._build()
        self._connect()
        self._retranslate()
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        self._list, self._one = Card(margin=6), Card(margin=12)
        self._count = label("", "muted")
        row = ToolRow()
        fix(self.text, least_width=178)
        row.add_left(self.text)
        for box in self.filters.values():
            fix(box, least_width=178)
            row.add_left(box)
        row.add_right(self._count)
        self._list.add(row)
        self._list.add(self.table, 1)
        self._one.add(self.panel, 1)
        whole = QWidget()
        both = QVBoxLayout(whole)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(space.M)
        both.addWidget(self._list, 3)
        both.addWidget(self._one, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda _: self._filter())
        for box in self.filters.values():
            box.edited.connect(self._filter)
        self.table.row_changed.connect(self._choose)
        self.panel.changed.connect(self._changed)
        bind(Act.REFRESH, self, self.refresh)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.REFRESH, self.tr("read again"))]

    def refresh(self) -> None:
        """Read the list anew, off the GUI thread."""
        self._latest.ask(self._port.own_clients, done=self._show, failed=self._failed)

    def _show(self, found: Sequence[OwnClient]) -> None:
        self.banner.hide()
        self._all = tuple(found)
        tiers = next((one.marks.fund_tiers for one in self._all), ())
        box = self.filters[MarkKind.FUND]
        box.setVisible(bool(tiers))
        box.set_choices([*self._usual(MarkKind.FUND), *(Choice(tier.code, tier.label) for tier in reversed(tiers))])
        self._stack.setCurrentIndex(1 if self._all else 0)
        self._filter()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _choose(self, row: object) -> None:
        if isinstance(row, OwnClient):
            self._one.set_title(row.name, row.number)
            self.panel.show_client(row.client_id)

    def _changed(self, marks: ClientMarks) -> None:
        self._all = tuple(replace(one, marks=marks) if one.client_id == marks.client_id else one for one in self._all)
        self._filter()

    def _filter(self) -> None:
        shown = [one for one in self._all if self._fits(one)]
        self.table.set_rows(shown, key=lambda row: row.client_id)
        text = self.tr("{count} of {all}")
        self._count.setText(text.format(count=len(shown), all=len(self._all)))

    def _fits(self, one: OwnClient) -> bool:
        text = self.text.value().strip().lower()
        if text and text not in one.name.lower() and text not in one.number:
            return False
        for kind, box in self.filters.items():
            wanted, told = box.value(), one.marks.of(kind)
            if wanted and wanted != (told.mark.code if told else _WITHOUT):
                return False
        return True

    # words

    def _usual(self, kind: MarkKind) -> list[Choice]:
        return [Choice("", kind_word(kind)), Choice(_WITHOUT, self.tr("without"))]

    def _retranslate(self) -> None:
        def word(kind: MarkKind) -> Column:
            def text(row: OwnClient) -> str:
                told = row.marks.of(kind)
                return mark_word(told) if told else ""

            return Column(kind_word(kind), text, 160)

        self.text.setPlaceholderText(self.tr("Name or client number"))
        self.text.setAccessibleName(self.tr("Name or client number"))
        for kind, box in self.filters.items():
            box.setAccessibleName(kind_word(kind))
            box.set_placeholder(kind_word(kind))
            if kind in KINDS:
                box.set_choices([*self._usual(kind), *choices_of(kind, "")[1:]])
        self.table.setAccessibleName(self.tr("My clients"))
        self.table.set_columns((
            Column(self.tr("Client number"), lambda row: row.number, 130),
            Column(self.tr("Client"), lambda row: row.name),
            Column(self.tr("Class"), lambda row: row.marks.class_code, 80),
            *(word(kind) for kind in MarkKind),
        ))  # fmt: skip
        self.empty.say(
            self.tr("No clients yet"),
            self.tr("Clients whose service relationship names you stand here; you set their marks."),
        )
        if self._all:
            self._show(self._all)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
