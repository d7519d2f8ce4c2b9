"""The cards at the left and the right: the pile with its filter, the waiting forms with theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.scans.view import FormToSign, RefusedFile
from ui.pages.scans.pile import Entry, Pile
from ui.pages.scans.waiting import WaitingForms
from ui.pages.scans.words import HAND, in_order, ready
from ui.support.run_op import OpRunner
from ui.theme import space
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice, LineEdit

translate = QCoreApplication.translate
ALL, SEE_TO = "all", "see-to"


class PileCard(Card):
    """The pile; all of it or what somebody has to see to."""

    def __init__(self, runner: OpRunner, picture: Callable[[str], bytes]) -> None:
        super().__init__(margin=6)
        self.list = Pile(runner, picture)
        self.which = Segmented()
        self.empty = EmptyState("scan")
        self._entries: tuple[Entry, ...] = ()
        self._body = QStackedWidget()
        for widget in (self.empty, self.list):
            self._body.addWidget(widget)
        self.add(self.which)
        self.add(self._body, 1)
        self.which.edited.connect(self._show)
        self.retranslate()
        self.which.set_value(ALL)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Pages and files."""
        self._entries = tuple(entries)
        self._show()

    def show_all(self) -> None:
        """No filter."""
        self.which.set_value(ALL)
        self._show()

    def _show(self) -> None:
        hard = tuple(one for one in self._entries if isinstance(one, RefusedFile) or one.state in HAND)
        shown = hard if self.which.value() == SEE_TO else self._entries
        self.list.show_entries(shown)
        self._body.setCurrentWidget(self.list if shown else self.empty)
        note = translate("ScanPile", "{count} sheets").format(count=len(self._entries)) if self._entries else ""
        self.set_title(translate("ScanPile", "Scanned pages"), note)
        self.which.set_choices(
            (
                Choice(ALL, translate("ScanPile", "All")),
                Choice(SEE_TO, translate("ScanPile", "To see to ({count})").format(count=len(hard))),
            )
        )
        self.which.setVisible(bool(self._entries))
        self._say_empty()

    def _say_empty(self) -> None:
        if self._entries:
            self.empty.say(
                translate("ScanPile", "Nothing to see to"),
                translate("ScanPile", "Every page was recognised. Complete forms can be filed."),
            )
            return
        self.empty.say(
            translate("ScanPile", "No scanned pages"),
            translate(
                "ScanPile",
                "Drop the files of the scanner here: all forms in one pile, in any order, either way up.",
            ),
            translate("ScanPile", "Add files…"),
        )

    def retranslate(self) -> None:
        """Texts."""
        self.list.setAccessibleName(translate("ScanPile", "Scanned pages"))
        self.which.setAccessibleName(translate("ScanPile", "Which pages"))
        self._show()


class FormsCard(Card):
    """The forms that wait, and the filing of one. ``file_wanted(FormToSign)``."""

    file_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(margin=6)
        self.list = WaitingForms()
        self.filter = LineEdit(limit=60)
        self.empty = EmptyState("document")
        self.one = button("", "", "tick")
        self._forms: tuple[FormToSign, ...] = ()
        self._filing = False
        self.filter.setClearButtonEnabled(True)
        self._body = QStackedWidget()
        for widget in (self.empty, self.list):
            self._body.addWidget(widget)
        low = QHBoxLayout()
        low.setContentsMargins(space.S, 0, space.S, space.S)
        low.addStretch(1)
        low.addWidget(self.one)
        self.add(self.filter)
        self.add(self._body, 1)
        self.body.addLayout(low)
        self.filter.textChanged.connect(lambda _: self._show())
        self.list.form_changed.connect(self._show_button)
        self.one.clicked.connect(self._file)
        self.retranslate()

    def show_forms(self, forms: Sequence[FormToSign]) -> None:
        """All forms, those that are complete first."""
        self._forms = in_order(forms)
        self._show()

    def set_filing(self, filing: bool) -> None:
        """Nothing further is filed meanwhile."""
        self._filing = filing
        self._show_button()

    def _show(self) -> None:
        wanted = self.filter.text().strip().lower()
        shown = tuple(
            form for form in self._forms
            if wanted in f"{form.title} {form.client_name} {form.case_number} {form.number}".lower()
        )  # fmt: skip
        self.list.show_forms(shown)
        self._body.setCurrentWidget(self.list if shown else self.empty)
        note = translate("ScanForms", "{ready} of {count} complete")
        text = note.format(ready=len(ready(self._forms)), count=len(self._forms)) if self._forms else ""
        self.set_title(translate("ScanForms", "Waiting for paper"), text)
        self.filter.setVisible(bool(self._forms) or bool(wanted))
        self.one.setVisible(bool(shown))
        if wanted:
            self.empty.say(
                translate("ScanForms", "No such form waits"),
                translate("ScanForms", "Nothing here matches the filter. Print the form for signing by hand first."),
            )
        else:
            self.empty.say(
                translate("ScanForms", "No form waits"),
                translate("ScanForms", "A form that is printed to be signed by hand stands here until it is back."),
            )
        self._show_button()

    def _show_button(self) -> None:
        form = self.list.current()
        self.one.setEnabled(form is not None and form.complete and not self._filing)

    def _file(self) -> None:
        form = self.list.current()
        if form is not None and self.one.isEnabled():
            self.file_wanted.emit(form)

    def retranslate(self) -> None:
        """Texts."""
        self.list.setAccessibleName(translate("ScanForms", "Waiting for paper"))
        hint = translate("ScanForms", "Client, case or form")
        self.filter.setPlaceholderText(hint)
        self.filter.setAccessibleName(hint)
        self.one.setText(translate("ScanForms", "File this form"))
        self.list.viewport().update()
        self._show()
