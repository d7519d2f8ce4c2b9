"""The staff register: who works here, who may practise, and what a client may know of them (MS-1, SR-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Confirmation, Welcome
from ui.main_pages import page_title
from ui.pages.entry_form import EntryForm
from ui.pages.staff_detail import StaffPanel
from ui.pages.staff_forms import BasicsForm, CertificateForm, LeaveForm, NewStaffForm, RegisterForm
from ui.pages.staff_handing import HandingView
from ui.pages.staff_port import PUBLIC_PROMPT, StaffDetail, StaffProvider, StaffRow
from ui.pages.staff_words import kind_word, state_colour, state_word
from ui.refusals import say
from ui.support.ask import Asker, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import LineEdit
from ui.widgets.table import Column, DataTable

Form = TypeVar("Form", bound=EntryForm)
PANEL = 420
"""Width of the sheet at the right, in pixels."""


class StaffPage(QWidget):
    """List at the left; at the right the member chosen, or a sheet to fill in, during which the list stands still."""

    changed = Signal()
    """The register was changed."""

    def __init__(
        self, runner: OpRunner, provider: StaffProvider, display: CustomerDisplay, *, branch: str, today: date,
        can_write: bool, can_hand: bool = False, ask: Asker = ask_dialog, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._display = display
        self._branch = branch
        self._today = today
        self._can_write = can_write
        self._ask = ask
        self._wanted = ""
        self._list = Latest(runner, self)
        self._one = Latest(runner, self)
        self.table = DataTable()
        self.filter = LineEdit()
        self.empty = EmptyState("people")
        self.banner = InlineBanner()
        self.panel = StaffPanel(can_write=can_write, can_hand=can_hand)
        self._build()
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        self._card = Card(margin=6)
        self._new = button("", "link", "person-plus")
        if not self._can_write:
            self._new.hide()
        fix(self.filter, most_width=200)
        self._card.add_action(self.filter)
        self._card.add_action(self._new)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        self._card.add(self.banner)
        self._card.add(self._rows, 1)
        self._side = QStackedWidget()
        fix(self._side, width=PANEL)
        self._side.addWidget(self.panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addWidget(self._card, 1)
        row.addWidget(self._side)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self.table.row_changed.connect(self._chosen)
        self._new.clicked.connect(self.new_member)
        self.panel.public_wanted.connect(self.show_to_client)
        self.panel.print_wanted.connect(self.print_public)
        self.panel.change_wanted.connect(self.change_basics)
        self.panel.certificate_wanted.connect(self.change_certificate)
        self.panel.entry_wanted.connect(self.new_entry)
        self.panel.leave_wanted.connect(self.note_leaving)
        self.panel.handing_wanted.connect(self.hand_over)
        self._display.confirmed.connect(self._client_done)
        self.destroyed.connect(partial(_put_away, self._display, self._branch))
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.DISPLAY, self, self.show_to_client)
        bind(Act.PRINT, self, self.print_public)
        bind(Act.FILTER, self, self.filter.setFocus)
        if self._can_write:
            bind(Act.NEW, self, self.new_member)
            bind(Act.EDIT, self, self.change_basics)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        hints = [
            hint(Act.FILTER, self.tr("filter")),
            hint(Act.DISPLAY, self.tr("show to client")),
            hint(Act.PRINT, self.tr("print")),
        ]
        write = [hint(Act.NEW, self.tr("new member")), hint(Act.EDIT, self.tr("edit"))]
        return [*write, *hints] if self._can_write else hints

    # list and member

    def refresh(self) -> None:
        """Read the list anew, off the GUI thread."""
        self._list.ask(self._provider.members, done=self._show, failed=self._failed)

    def _show(self, rows: Sequence[StaffRow]) -> None:
        self.banner.hide()
        self.table.set_rows(rows, key=lambda row: row.id)
        if self._wanted:
            self._select(self._wanted)
            self._wanted = ""
        self._rows.setCurrentWidget(self.table if rows else self.empty)
        if not self.table.rows():
            self.panel.show_nothing()

    def _select(self, staff_id: str) -> None:
        for place, row in enumerate(self.table.rows()):
            if row.id == staff_id:
                self.table.selectRow(place)

    def _filter(self, text: str) -> None:
        self.table.filter_by(text)
        if not self.table.rows():
            self.panel.show_nothing()

    def _chosen(self, row: object) -> None:
        if isinstance(row, StaffRow):
            self._one.ask(self._provider.detail, row.id, done=self._show_one, failed=self._failed)

    def _show_one(self, detail: StaffDetail) -> None:
        row = self.table.row()
        if row is not None and row.id == detail.row.id:
            self.panel.show_detail(detail)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # sheets, each built when it is first wanted

    @cached_property
    def new_form(self) -> NewStaffForm:
        """A new member."""
        return self._sheet(NewStaffForm(), self._add)

    @cached_property
    def basics_form(self) -> BasicsForm:
        """Name, post, telephone, authority."""
        return self._sheet(BasicsForm(), self._change)

    @cached_property
    def certificate_form(self) -> CertificateForm:
        """The certificate."""
        return self._sheet(CertificateForm(), self._certify)

    @cached_property
    def entry_form(self) -> RegisterForm:
        """An entry of the register."""
        return self._sheet(RegisterForm(), self._record)

    @cached_property
    def leave_form(self) -> LeaveForm:
        """When the member leaves."""
        return self._sheet(LeaveForm(), self._leave)

    @cached_property
    def handing(self) -> HandingView:
        """The clients of a leaver, in place of list and sheet."""
        made = HandingView(self._runner, self._provider, self._ask, self._today, self)
        made.closed.connect(self._handing_done)
        made.changed.connect(self.refresh)
        made.changed.connect(self.changed)
        made.hide()
        layout = self.layout()
        assert layout is not None  # noqa: S101 - set in _build
        layout.addWidget(made)
        return made

    def hand_over(self) -> None:
        """Hand over the clients of the member shown (MS-2)."""
        detail = self.panel.detail()
        if detail is None or self._filling():
            return
        self._card.hide()
        self._side.hide()
        self.handing.begin(detail.row.id)
        self.handing.show()
        self.handing.setFocus()

    def _handing_done(self) -> None:
        self.handing.hide()
        self._card.show()
        self._side.show()
        self.table.setFocus()
        self._chosen(self.table.row())

    def _sheet(self, form: Form, save: Callable[[dict[str, Any]], None]) -> Form:
        self._side.addWidget(form)
        form.submitted.connect(save)
        form.left.connect(self._back)
        return form

    def new_member(self) -> None:
        """Fill in a new member."""
        if self._can_write and not self._filling():
            self._open(self.new_form)
            self.new_form.start(focus="number")

    def change_basics(self) -> None:
        """Correct name, post and telephone of the member shown."""
        if (detail := self._changeable()) is not None:
            self._open(self.basics_form)
            self.basics_form.begin(detail)

    def change_certificate(self) -> None:
        """Fill in the certificate of the member shown."""
        if (detail := self._changeable()) is not None:
            self._open(self.certificate_form)
            self.certificate_form.begin(detail)

    def new_entry(self) -> None:
        """Fill in an entry about the member shown."""
        if (detail := self._changeable()) is not None:
            self._open(self.entry_form)
            self.entry_form.begin(detail, self._today)

    def note_leaving(self) -> None:
        """Fill in when the member shown leaves."""
        if (detail := self._changeable()) is not None:
            self._open(self.leave_form)
            self.leave_form.begin(detail, self._today)

    def _changeable(self) -> StaffDetail | None:
        return self.panel.detail() if self._can_write and not self._filling() else None

    def _filling(self) -> bool:
        return self._side.currentWidget() is not self.panel

    def _open(self, form: EntryForm) -> None:
        self._side.setCurrentWidget(form)
        self._card.setEnabled(False)

    def _back(self) -> None:
        self._card.setEnabled(True)
        self._side.setCurrentWidget(self.panel)
        self.table.setFocus()

    def _add(self, values: dict[str, Any]) -> None:
        self._save(self.new_form, self._provider.add, values)

    def _change(self, values: dict[str, Any]) -> None:
        detail = self._member()
        form = self.basics_form
        self._save(form, self._provider.change, detail.row.id, detail.version, values, shown=form.values_of)

    def _certify(self, values: dict[str, Any]) -> None:
        detail = self._member()
        form = self.certificate_form
        self._save(form, self._provider.certify, detail.row.id, detail.version, values, shown=form.values_of)

    def _record(self, values: dict[str, Any]) -> None:
        self._save(self.entry_form, self._provider.record, self._member().row.id, values)

    def _leave(self, values: dict[str, Any]) -> None:
        detail = self._member()
        self._save(self.leave_form, self._provider.leave, detail.row.id, detail.version, values)

    def _member(self) -> StaffDetail:
        detail = self.panel.detail()
        assert detail is not None  # noqa: S101 - a sheet about a member opens only while one is shown
        return detail

    def _save(
        self, form: EntryForm, function: Callable[..., Any], *facts: Any,
        shown: Callable[[StaffDetail], dict[str, Any]] = lambda _: {},
    ) -> None:  # fmt: skip
        def done(made: Any) -> None:
            form.accepted()
            self._wanted = made if isinstance(made, str) else ""
            self._back()
            show_toast(self, self.tr("Saved."))
            self.refresh()
            self.changed.emit()

        def adopt(detail: StaffDetail) -> dict[str, Any]:
            self.panel.show_detail(detail)  # the next try builds on its version
            return shown(detail)

        known = self.panel.detail()
        anew = None if known is None or form is self.new_form else partial(self._provider.detail, known.row.id)
        form.save_by(self._runner, function, *facts, done=done, anew=anew, adopt=adopt)

    # the client

    def show_to_client(self) -> None:
        """Put the public part on the customer display, or take it back."""
        if self._is_with_client():
            self._take_back()
            return
        detail = self.panel.detail()
        if detail is None or not detail.is_public or self._filling():
            return
        if not isinstance(self._display.prompt, Welcome):
            self.banner.say(self.tr("The client is busy at the customer display. Finish that first."), "warn")
            return
        self._runner.run(self._provider.show_public, detail.row.id, done=self._hand_over, failed=self._failed)

    def _hand_over(self, prompt: Confirmation) -> None:
        if isinstance(self._display.prompt, Welcome):
            self._display.show_prompt(prompt)
            self.panel.set_with_client(True)

    def _is_with_client(self) -> bool:
        return _is_public(self._display)

    def _client_done(self, prompt_id: str, _agreed: bool) -> None:
        if prompt_id == PUBLIC_PROMPT:
            self._take_back()
            show_toast(self, self.tr("The client has closed the page."))

    def _take_back(self) -> None:
        _put_away(self._display, self._branch)
        self.panel.set_with_client(False)

    def print_public(self) -> None:
        """Print the public page of the member shown."""
        detail = self.panel.detail()
        if detail is None or not detail.is_public or self._filling():
            return

        def sent(_: object) -> None:
            show_toast(self, self.tr("Sent to the printer."))

        self._runner.run(self._provider.print_public, detail.row.id, done=sent, failed=self._failed, owner=self)

    # words

    def _set_columns(self) -> None:
        def day(row: StaffRow) -> str:
            return row.until.isoformat() if row.until else ""

        self.table.set_columns(
            (
                Column(self.tr("Number"), lambda row: row.number, 80),
                Column(self.tr("Name"), lambda row: row.name, 90),
                Column(self.tr("Kind"), lambda row: kind_word(row.kind), 92),
                Column(self.tr("Post"), lambda row: row.post),
                Column(self.tr("Certificate"), lambda row: row.certificate, 134),
                Column(self.tr("Valid until"), day, 96),
                Column(
                    self.tr("State"),
                    lambda row: state_word(row.state),
                    110,
                    chip=lambda row: state_colour(row.state),
                ),
            )
        )

    def _retranslate(self) -> None:
        chosen = self.table.currentIndex().row()
        self._card.set_title(page_title("staff"))
        self.table.setAccessibleName(self.tr("Staff register"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self._new.setText(self.tr("New member"))
        self.empty.say(self.tr("Nobody in the register"), self.tr("Enter the first member of staff."))
        self._set_columns()
        if 0 <= chosen < len(self.table.rows()):
            self.table.selectRow(chosen)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _is_public(display: CustomerDisplay) -> bool:
    return isinstance(display.prompt, Confirmation) and display.prompt.id == PUBLIC_PROMPT


def _put_away(display: CustomerDisplay, branch: str, _page: object = None) -> None:
    """Take the public part off the display; nothing when something else is shown there."""
    if shiboken6.isValid(display) and _is_public(display):
        display.show_prompt(Welcome(branch))
