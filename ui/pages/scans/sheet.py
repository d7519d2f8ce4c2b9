"""One page large, what its state means, and what can be done with it: turn, assign, discard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.scans.domain import PageState
from app.scans.view import FormToSign, RefusedFile, ScannedPage
from ui.pages.scans.pictures import jpeg_raster
from ui.pages.scans.pile import Entry
from ui.pages.scans.words import file_place, page_name, say_refused, state_chip, state_sentence
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, cap
from ui.theme import fix, space
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.editors import Choice
from ui.widgets.field import LabelledField
from ui.widgets.preview import PdfPreview

ASSIGNED = (PageState.UNREADABLE, PageState.BLANK)
"""States in which a person may say what a page is; besides, what was assigned by hand can be assigned anew."""


class ScanSheet(Card):
    """The page chosen in the pile. Signals name what the person wants; the page does it."""

    turn_wanted = Signal(int)
    discard_wanted = Signal()
    assign_wanted = Signal(str, int)
    dismiss_wanted = Signal()

    def __init__(self, runner: OpRunner, picture: Callable[[str], bytes]) -> None:
        super().__init__(margin=10)
        self._picture = picture
        self._latest = Latest(runner, self)
        self._entry: Entry | None = None
        self._forms: tuple[FormToSign, ...] = ()
        self.chip = StatusChip()
        self.where = label("", "small")
        self.words = label("", "", wrap=True)
        self.preview = PdfPreview(runner, jpeg_raster)
        self.empty = EmptyState("document")
        self.problem = EmptyState("error")
        self.form = LabelledField("", ComboBox())
        self.page = LabelledField("", ComboBox())
        self.assign = button("", "primary", "tick")
        self.left, self.right = button("", "", "turn-left"), button("", "", "turn-right")
        self.discard = button("", "", "close")
        self._build()
        self.form.edited.connect(self._offer_pages)
        self.assign.clicked.connect(self._assign)
        self.left.clicked.connect(lambda: self.turn_wanted.emit(-1))
        self.right.clicked.connect(lambda: self.turn_wanted.emit(1))
        self.discard.clicked.connect(self.discard_wanted)
        self.problem.acted.connect(self.dismiss_wanted)
        self.retranslate()
        self.show_entry(None)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(space.S)
        top.addWidget(self.chip)
        top.addWidget(self.where, 1)
        for needless in (self.preview.printer, self.preview._place):
            needless.hide()  # there is only one page, and it is not printed from here
        self._assigning = QWidget()
        row = QHBoxLayout(self._assigning)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        fix(self.page, width=96)
        row.addWidget(self.form, 1)
        row.addWidget(self.page)
        row.addWidget(self.assign)
        low = QHBoxLayout()
        low.setSpacing(space.S)
        low.addWidget(self.left)
        low.addWidget(self.right)
        low.addStretch(1)
        low.addWidget(self.discard)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.preview, 1)
        column.addWidget(self._assigning)
        column.addLayout(low)
        self._shown = shown
        self.body_stack = QStackedWidget()
        for widget in (self.empty, self.problem, shown):
            self.body_stack.addWidget(widget)
        self.add(self.body_stack, 1)

    def entry(self) -> Entry | None:
        """What is shown."""
        return self._entry

    def show_forms(self, forms: Sequence[FormToSign]) -> None:
        """The forms that a page can be assigned to."""
        self._forms = tuple(form for form in forms if not form.reprint)
        box = self.form.widget
        if isinstance(box, ComboBox):
            box.set_choices([_form_choice(form) for form in self._forms])
        self._offer_pages()

    def show_entry(self, entry: Entry | None, *, again: bool = False) -> None:
        """Show a page or a file that was not taken in; ``again``: its picture has changed."""
        before, self._entry = self._entry, entry
        if entry is None:
            self._latest.forget()
            self.body_stack.setCurrentWidget(self.empty)
        elif isinstance(entry, RefusedFile):
            self.problem.say(entry.name, say_refused(entry), self.tr("Remove from the list"))
            self.body_stack.setCurrentWidget(self.problem)
        else:
            self._show_page(entry)
            if again or not isinstance(before, ScannedPage) or before.id != entry.id:
                self._fetch(entry)

    def _show_page(self, page: ScannedPage) -> None:
        self.chip.show_state(*state_chip(page.state))
        self.where.setText(file_place(page))
        self.words.setText(state_sentence(page))
        fresh = self.body_stack.currentWidget() is not self._shown
        self.body_stack.setCurrentWidget(self._shown)
        self._assigning.setVisible(page.state in ASSIGNED or page.by_hand)
        self.assign.setEnabled(bool(self._forms))
        if fresh:
            self.preview.show_nothing(self.tr("Fetching the page…"))

    def _fetch(self, page: ScannedPage) -> None:
        self.form.set_value(page.number if page.number else None)
        self._offer_pages()
        for field in (self.form, self.page):
            field.clear_error()

        def came(jpeg: bytes) -> None:
            if isinstance(self._entry, ScannedPage) and self._entry.id == page.id:
                self.preview.show_pdf(jpeg, 1, page_name(page))
                self.preview._title.setText(page_name(page))  # two scans may be the same picture to the byte

        def failed(_: Exception) -> None:
            self.preview.show_nothing(self.tr("The picture of this page cannot be shown."))

        self._latest.ask(self._picture, page.id, done=came, failed=failed)

    def _offer_pages(self) -> None:
        number = str(self.form.value())
        form = next((one for one in self._forms if one.number == number), None)
        box = self.page.widget
        if not isinstance(box, ComboBox):
            return
        pages = range(1, form.pages + 1) if form is not None else ()
        missing = form.missing if form is not None else ()
        there = self.tr("{page} (here)")
        box.set_choices([Choice(str(n), str(n) if n in missing else there.format(page=n)) for n in pages])
        if form is not None and not box.value() and form.missing:
            box.set_value(str(form.missing[0]))

    def _assign(self) -> None:
        """Tell form and page; what was not chosen is said at its field."""
        for field, text in ((self.form, self.tr("Choose the form.")), (self.page, self.tr("Choose the page."))):
            if not field.value():
                field.set_error(text)
                field.focus_editor()
                return
        self.assign_wanted.emit(str(self.form.value()), int(self.page.value()))

    def focus_assigning(self) -> bool:
        """The cursor to the choice of the form, when this page is to be assigned."""
        if self._assigning.isHidden() or self.body_stack.currentWidget() is not self._shown:
            return False
        self.form.focus_editor()
        return True

    def retranslate(self) -> None:
        """Texts."""
        self.empty.say(self.tr("No page chosen"), self.tr("Choose a page at the left, or a dot at the right."))
        self.form.set_label(self.tr("This is the form"))
        self.page.set_label(self.tr("Page"))
        if isinstance(self.form.widget, ComboBox):
            self.form.widget.set_placeholder(self.tr("Title, client or case"))
        self.assign.setText(self.tr("Assign"))
        self.left.setText(self.tr("Turn left"))
        self.right.setText(self.tr("Turn right"))
        self.discard.setText(self.tr("Discard…"))
        for made, act in ((self.left, Act.TURN_LEFT), (self.right, Act.TURN_RIGHT), (self.discard, Act.REMOVE)):
            made.setToolTip(f"{made.text()} ({cap(act)})")
        if self._entry is not None:
            self.show_entry(self._entry)
            if isinstance(self._entry, ScannedPage):
                self.preview._title.setText(page_name(self._entry))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _form_choice(form: FormToSign) -> Choice:
    text = f"{form.title}　{form.client_name or form.case_number}"
    return Choice(form.number, text, f"{form.case_number} {form.number}")
