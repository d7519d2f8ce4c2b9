"""One member of staff at the right of the list: basics, certificate, authority, and the register's entries (MS-1)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.staff.domain import EntryKind
from ui.pages.staff_port import EntryRow, StaffDetail
from ui.pages.staff_words import kind_word, state_colour, state_word
from ui.support.shortcuts import Act, cap
from ui.theme import space
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label, line

DASH = "—"


class _Sheet(QWidget):
    """Headings, pairs and paragraphs below each other, written anew for each member."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, space.S, 0)
        self._grid.setHorizontalSpacing(space.M)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(1, 1)
        self._row = 0

    def clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._grid.setRowStretch(self._row, 0)
        self._row = 0

    def heading(self, text: str) -> None:
        if self._row:
            self._across(line())
        self._across(label(text, "heading"))

    def pair(self, name: str, value: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, "label"), self._row, 0, top)
        self._grid.addWidget(_text(value or DASH), self._row, 1, top)
        self._row += 1

    def paragraph(self, text: str, role: str = "") -> None:
        self._across(_text(text, role))

    def end(self) -> None:
        self._grid.setRowStretch(self._row, 1)

    def said(self) -> str:
        """Everything on the sheet, one text a line."""
        items = (self._grid.itemAt(place) for place in range(self._grid.count()))
        widgets = (item.widget() for item in items if item is not None)
        return "\n".join(widget.text() for widget in widgets if isinstance(widget, QLabel))

    def _across(self, widget: QWidget) -> None:
        self._grid.addWidget(widget, self._row, 0, 1, 2)
        self._row += 1


def _text(text: str, role: str = "") -> QLabel:
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class StaffPanel(Card):
    """Shows one member and offers what may be done. ``can_write``: changes too; ``can_hand``: clients handed over."""

    change_wanted = Signal()
    public_wanted = Signal()
    print_wanted = Signal()
    certificate_wanted = Signal()
    entry_wanted = Signal()
    leave_wanted = Signal()
    handing_wanted = Signal()

    def __init__(self, *, can_write: bool, can_hand: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._detail: StaffDetail | None = None
        self._can_write = can_write
        self._can_hand = can_hand
        self._with_client = False
        self.sheet = _Sheet()
        self.chip = StatusChip()
        self._name = label("", "title")
        self._number = label("", "small")
        self.empty = EmptyState("person")
        self.change = button("", "link", "pen")
        self.public = button("", "primary", "display")
        self.print = button("", "", "print")
        self.certificate = button("", "", "card")
        self.entry = button("", "", "plus")
        self.gone = button("")
        self.handing = button("", "", "people")
        self._build()
        self.change.clicked.connect(self.change_wanted)
        self.public.clicked.connect(self.public_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.certificate.clicked.connect(self.certificate_wanted)
        self.entry.clicked.connect(self.entry_wanted)
        self.gone.clicked.connect(self.leave_wanted)
        self.handing.clicked.connect(self.handing_wanted)
        self._retranslate()
        self.show_nothing()

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        head = QHBoxLayout()
        head.setSpacing(space.S)
        for part in (self._name, self._number, self.chip):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.change)
        column.addLayout(head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.sheet)
        column.addWidget(self.area, 1)
        column.addWidget(line())
        for tools in ((self.public, self.print, self.handing), (self.certificate, self.entry, self.gone)):
            row = QHBoxLayout()
            row.setSpacing(space.S)
            for tool in tools:
                row.addWidget(tool)
            row.addStretch(1)
            column.addLayout(row)
        self._page = page
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        self.add(self._stack, 1)

    def detail(self) -> StaffDetail | None:
        """Who is shown."""
        return self._detail

    def show_nothing(self) -> None:
        """Nobody is chosen."""
        self._detail = None
        self._stack.setCurrentWidget(self.empty)

    def show_detail(self, detail: StaffDetail) -> None:
        """Show a member."""
        self._detail = detail
        self._stack.setCurrentWidget(self._page)
        row = detail.row
        self._name.setText(row.name)
        self._number.setText(row.number)
        self.chip.show_state(state_word(row.state), state_colour(row.state))
        self._write(detail)
        for tool in (self.public, self.print):
            tool.setVisible(detail.is_public)
        for tool in (self.change, self.certificate, self.entry, self.gone):
            tool.setVisible(self._can_write)
        self.handing.setVisible(self._can_hand and detail.is_public)
        self.gone.setEnabled(detail.left_on is None)
        self.area.verticalScrollBar().setValue(0)

    def set_with_client(self, with_client: bool) -> None:
        """Whether the public part is on the customer display now."""
        self._with_client = with_client
        self._retranslate()

    def _write(self, detail: StaffDetail) -> None:
        sheet, row = self.sheet, detail.row
        sheet.clear()
        sheet.heading(self.tr("Basics"))
        sheet.pair(self.tr("Kind"), kind_word(row.kind))
        sheet.pair(self.tr("Post"), row.post)
        sheet.pair(self.tr("Telephone"), detail.telephone)
        if detail.left_on is not None:
            sheet.pair(self.tr("Leaves on"), detail.left_on.isoformat())
        sheet.heading(self.tr("Practising certificate"))
        sheet.pair(self.tr("Number"), row.certificate)
        since, until = detail.certificate_from, row.until
        valid = f"{since.isoformat()} – {until.isoformat()}" if since and until else ""
        sheet.pair(self.tr("Valid"), valid)
        sheet.pair(self.tr("State"), state_word(row.state))
        if detail.is_public:
            sheet.heading(self.tr("Scope of authority"))
            for number, item in enumerate(detail.authority, 1):
                sheet.paragraph(f"{number}. {item}")
            if not detail.authority:
                sheet.paragraph(DASH)
        self._write_register(detail)
        self._write_complaints(detail)
        sheet.end()

    def _write_complaints(self, detail: StaffDetail) -> None:
        """How the complaints about the member stand; the register tells only of those that were substantiated."""
        about = detail.about
        if about is None or not about.taken:
            return
        self.sheet.heading(self.tr("Complaints handled by the branch"))
        text = self.tr("{taken} taken in, {open} open, {founded} substantiated, {broke} with misconduct")
        self.sheet.paragraph(
            text.format(taken=about.taken, open=about.open, founded=about.founded, broke=about.misconduct)
        )

    def _write_register(self, detail: StaffDetail) -> None:
        if detail.complaints is None:
            return
        self._write_entries(self.tr("Trainings"), detail.entries, EntryKind.TRAINING)
        complaints = self.tr("Complaints: {count}").format(count=detail.complaints)
        if any(entry.kind is EntryKind.COMPLAINT for entry in detail.entries):
            self._write_entries(complaints, detail.entries, EntryKind.COMPLAINT)
        else:
            self.sheet.heading(complaints)
        self._write_entries(self.tr("Violations"), detail.entries, EntryKind.VIOLATION)

    def _write_entries(self, title: str, entries: tuple[EntryRow, ...], kind: EntryKind) -> None:
        self.sheet.heading(title)
        of_kind = [entry for entry in entries if entry.kind is kind]
        for entry in of_kind:
            self.sheet.pair(entry.on.isoformat(), entry.text)
            if entry.handled:
                self.sheet.pair("", self.tr("Handled: {how}").format(how=entry.handled))
            if entry.by:
                self.sheet.pair("", self.tr("Recorded by {name}").format(name=entry.by))
        if not of_kind:
            self.sheet.paragraph(self.tr("Nothing recorded"), "muted")

    def _retranslate(self) -> None:
        self.empty.say(self.tr("Nobody chosen"), self.tr("Choose a member of staff in the list."))
        self.area.setAccessibleName(self.tr("Details of the member of staff"))
        self.public.setText(self.tr("Take back from the client") if self._with_client else self.tr("Show to client"))
        self.public.setToolTip(cap(Act.DISPLAY))
        self.change.setText(self.tr("Edit"))
        self.change.setToolTip(cap(Act.EDIT))
        self.print.setText(self.tr("Print"))
        self.print.setToolTip(cap(Act.PRINT))
        self.certificate.setText(self.tr("Certificate"))
        self.entry.setText(self.tr("New entry"))
        self.gone.setText(self.tr("Leaves"))
        self.handing.setText(self.tr("Hand over clients"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._detail is not None:
                self.show_detail(self._detail)
        super().changeEvent(event)
