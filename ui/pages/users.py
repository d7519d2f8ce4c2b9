"""Who can sign in and as what (SE-1, OP-4): for the administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.auth.domain import User
from ui.main_pages import page_title
from ui.pages.entry_form import EntryForm, secret_field
from ui.pages.proposals import ProposalCard, ProposalProvider
from ui.pages.staff_words import role_choices, roles_text
from ui.refusals import say
from ui.support.ask import Asker, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox, Segmented, TickGroup
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

TOPIC = "users"
PANEL = 420
"""Width of the sheet at the right, in pixels."""


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as it was read, with the member of staff it is; ``in_post`` until the member leaves."""

    user: User
    number: str
    name: str
    in_post: bool


@dataclass(frozen=True, slots=True)
class UserRows:
    """The users, and the members of staff who have none yet."""

    users: tuple[UserRow, ...] = ()
    staff: tuple[Choice, ...] = ()


class UserProvider(ProposalProvider, Protocol):
    """Every method is called in a worker; refusals name the fields of the sheets."""

    def users(self) -> UserRows:
        """All of them."""
        ...

    def create(self, values: Mapping[str, Any]) -> str:
        """Propose a new user; its id."""
        ...

    def change(self, row: UserRow, values: Mapping[str, Any]) -> None:
        """Propose other roles or to open again; close at once."""
        ...

    def reset(self, row: UserRow, values: Mapping[str, Any]) -> None:
        """Propose a new password."""
        ...


class UsersPage(QWidget):
    """List at the left; roles of the one chosen at the right, in their place a new user or a new password."""

    def __init__(
        self, runner: OpRunner, provider: UserProvider, *, keeps: bool = True, ask: Asker = ask_dialog,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._keeps = keeps
        self.proposals = ProposalCard(runner, provider, ask)
        self._latest = Latest(runner, self)
        self._wanted = ""
        self._row: UserRow | None = None
        self.table = DataTable()
        self.filter = LineEdit()
        self.empty = EmptyState("people")
        self.banner = InlineBanner()
        self.change_form = EntryForm(
            {
                "active": LabelledField("", Segmented()),
                "roles": LabelledField("", TickGroup(columns=2), required=True),
            },
            wide=("roles", "active"),
            can_leave=False,
        )
        self.new_form = EntryForm(
            {
                "staff_id": LabelledField("", ComboBox(), required=True),
                "login": LabelledField("", LineEdit(limit=40), required=True),
                "password": secret_field(),
                "repeat": secret_field(),
                "roles": LabelledField("", TickGroup(columns=2), required=True),
            },
            wide=("roles",),
        )
        self.password_form = EntryForm({"password": secret_field(), "repeat": secret_field()})
        self._build()
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        self._card = Card(margin=6)
        self._new = button("", "link", "person-plus")
        self._reset = button("", "", "lock")
        fix(self.filter, most_width=200)
        self._card.add_action(self.filter)
        self._card.add_action(self._new)
        self._card.add(self.banner)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        self._card.add(self._rows, 1)
        self.change_form.add_tool(self._reset)
        self._side = QStackedWidget()
        fix(self._side, width=PANEL)
        for form in (self.change_form, self.new_form, self.password_form):
            self._side.addWidget(form)
        keeping = QWidget()
        row = QHBoxLayout(keeping)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addWidget(self._card, 1)
        row.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(keeping, 2)
        column.addWidget(self.proposals, 1)
        if not self._keeps:
            keeping.hide()
        self.setFocusProxy(self.table if self._keeps else self.proposals)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.table.filter_by)
        self.table.row_changed.connect(self._chosen)
        self.table.opened.connect(lambda _: self.change_form.fields["roles"].focus_editor())
        self._new.clicked.connect(self.new_user)
        self._reset.clicked.connect(self.reset_password)
        self.empty.acted.connect(self.new_user)
        self.change_form.submitted.connect(self._change)
        self.new_form.submitted.connect(self._create)
        self.password_form.submitted.connect(self._set_password)
        for form in (self.new_form, self.password_form):
            form.left.connect(self._back)
        self.proposals.decided.connect(self.refresh)
        bind(Act.REFRESH, self, self.refresh)
        if not self._keeps:
            return
        bind(Act.NEW, self, self.new_user)
        bind(Act.FILTER, self, self.filter.setFocus)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        if not self._keeps:
            return [hint(Act.REFRESH, self.tr("read again"))]
        return [
            hint(Act.NEW, self.tr("new user")),
            hint(Act.FILTER, self.tr("filter")),
            hint(Act.SUBMIT, self.tr("save")),
        ]

    def refresh(self) -> None:
        """Read the users anew, off the GUI thread."""
        self.proposals.refresh()
        if self._keeps:
            self._latest.ask(self._provider.users, done=self._show, failed=self._failed)

    def changed(self, topic: str) -> None:
        """Something was proposed or decided at another counter; what is being typed stays."""
        if topic == TOPIC and self.isVisible():
            self.proposals.refresh()

    def _show(self, found: UserRows) -> None:
        self.banner.hide()
        staff = self.new_form.fields["staff_id"].widget
        if isinstance(staff, ComboBox):
            staff.set_choices(found.staff)
        self.table.set_rows(found.users, key=lambda row: row.user.id)
        for place, row in enumerate(self.table.rows()):
            if row.user.id == self._wanted:
                self.table.selectRow(place)
        self._wanted = ""
        self._rows.setCurrentWidget(self.table if found.users else self.empty)
        self._chosen(self.table.row())

    def _chosen(self, row: object) -> None:
        self._row = row if isinstance(row, UserRow) else None
        self.change_form.setEnabled(self._row is not None)
        if self._row is None:
            self.change_form.start()
            return
        user = self._row.user
        self.change_form.start(_shown(user))
        self._say_change()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # sheets

    def new_user(self) -> None:
        """Fill in a new user."""
        self._open(self.new_form)
        self.new_form.start(focus="staff_id")

    def reset_password(self) -> None:
        """Fill in a new password for the user chosen."""
        if self._row is not None:
            self._say_password()
            self._open(self.password_form)
            self.password_form.start(focus="password")

    def _open(self, form: EntryForm) -> None:
        self._side.setCurrentWidget(form)
        self._card.setEnabled(False)

    def _back(self) -> None:
        for form in (self.new_form, self.password_form):
            form.forget()
        self._card.setEnabled(True)
        self._side.setCurrentWidget(self.change_form)
        self.table.setFocus()

    def _create(self, values: dict[str, Any]) -> None:
        self._save(self.new_form, self._provider.create, values)

    def _change(self, values: dict[str, Any]) -> None:
        if self._row is not None:
            self._save(self.change_form, self._provider.change, self._row, values, anew=self._provider.users)

    def _set_password(self, values: dict[str, Any]) -> None:
        if self._row is not None:
            self._save(self.password_form, self._provider.reset, self._row, values)

    def _adopt(self, found: UserRows) -> dict[str, Any]:
        """Build on the user as it is now; gives what the form would show of it."""
        before = self._row
        now = next((row for row in found.users if before is not None and row.user.id == before.user.id), before)
        self._row = now
        return {} if now is None else _shown(now.user)

    def _save(
        self, form: EntryForm, function: Callable[..., Any], *facts: Any, anew: Callable[[], UserRows] | None = None
    ) -> None:
        def done(made: Any) -> None:
            form.accepted()
            self._wanted = made if isinstance(made, str) else ""
            self._back()
            show_toast(self, self.tr("Saved. What gives rights waits for a second person, below."))
            self.refresh()

        form.save_by(self._runner, function, *facts, done=done, anew=anew, adopt=self._adopt)

    # words

    def _set_columns(self) -> None:
        altered = self.tr("Altered outside")
        open_, closed, left = self.tr("Open"), self.tr("Closed"), self.tr("Left the branch")

        def state(row: UserRow) -> str:
            if not row.user.sound:
                return altered
            return left if not row.in_post else open_ if row.user.active else closed

        def colour(row: UserRow) -> str:
            if not row.user.sound:
                return "danger"
            return "ok" if row.in_post and row.user.active else "neutral"

        self.table.set_columns(
            (
                Column(self.tr("Login"), lambda row: row.user.login, 130),
                Column(self.tr("Name"), lambda row: row.name, 110),
                Column(self.tr("Staff number"), lambda row: row.number, 110),
                Column(self.tr("Roles"), lambda row: roles_text(row.user.roles)),
                Column(self.tr("State"), state, 126, chip=colour),
            )
        )

    def _say_change(self) -> None:
        who = f"{self._row.name} · {self._row.user.login}" if self._row else ""
        self.change_form.say(
            who or self.tr("User"),
            self.tr("Save"),
            self.tr("Closing holds at once; everything else when a second person has confirmed it."),
            labels={"roles": self.tr("Roles"), "active": self.tr("Signing in")},
        )

    def _say_password(self) -> None:
        name = self._row.name if self._row else ""
        self.password_form.say(
            self.tr("Reset password"),
            self.tr("Propose password"),
            self.tr("{name} signs in with the new password once a second person has confirmed it.").format(name=name),
            labels={"password": self.tr("New password"), "repeat": self.tr("New password again")},
        )

    def _retranslate(self) -> None:
        self._card.set_title(page_title("users"))
        self.table.setAccessibleName(self.tr("Users"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self._new.setText(self.tr("New user"))
        self._reset.setText(self.tr("Reset password"))
        self.empty.say(self.tr("No users"), self.tr("Let a member of staff sign in."), self.tr("New user"))
        self._say_change()
        self._say_password()
        self.new_form.say(
            self.tr("New user"),
            self.tr("Save"),
            self.tr("The person has to be in the staff register first. A second person confirms the user."),
            labels={
                "staff_id": self.tr("Member of staff"),
                "login": self.tr("Login"),
                "password": self.tr("Password"),
                "repeat": self.tr("Password again"),
                "roles": self.tr("Roles"),
            },
        )
        for form in (self.change_form, self.new_form):
            ticks = form.fields["roles"].widget
            if isinstance(ticks, TickGroup):
                ticks.set_choices(role_choices())
        active = self.change_form.fields["active"].widget
        if isinstance(active, Segmented):
            active.set_choices((Choice("active", self.tr("Open")), Choice("closed", self.tr("Closed"))))
        self._set_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was typed stays."""
        if event.type() == QEvent.Type.LanguageChange:
            chosen = self.table.currentIndex().row()
            self._retranslate()
            if 0 <= chosen < len(self.table.rows()):
                self.table.selectRow(chosen)
        super().changeEvent(event)


def _shown(user: User) -> dict[str, Any]:
    """What the form shows of a user."""
    return {"roles": tuple(role.value for role in user.roles), "active": "active" if user.active else "closed"}
