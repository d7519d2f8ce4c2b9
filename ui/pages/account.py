"""The own account: who I am here, and a new password (SE-1). For everybody who signs in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.common.actor import Actor
from ui.pages.entry_form import EntryForm, secret_field
from ui.pages.staff_words import roles_text
from ui.support.run_op import OpRunner
from ui.support.shortcuts import Act, hint
from ui.theme import fix, space
from ui.widgets.banner import show_toast
from ui.widgets.containers import Card, label


class AccountProvider(Protocol):
    """Called in a worker."""

    def change_password(self, values: Mapping[str, Any]) -> None:
        """Refused with ``field`` of old, password, repeat."""
        ...


class AccountPage(QWidget):
    """Name, number, roles and counter; below, the sheet for a new password, emptied whenever the page comes up."""

    def __init__(
        self, runner: OpRunner, provider: AccountProvider, actor: Actor, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._actor = actor
        self.form = EntryForm(
            {"old": secret_field(), "password": secret_field(), "repeat": secret_field()},
            wide=("old", "password", "repeat"),
            can_leave=False,
        )
        self._who = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.S)
        self._grid.setColumnStretch(1, 1)
        self._pairs = [(label("", "label"), label("", wrap=True)) for _ in range(4)]
        for row, (name, value) in enumerate(self._pairs):
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        self._who.body.addLayout(self._grid)
        self._who.body.addStretch(1)
        for card in (self._who, self.form):
            fix(card, least_width=320, most_width=440)
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setSpacing(space.M)
        row_.addWidget(self._who, 4, Qt.AlignmentFlag.AlignTop)
        row_.addWidget(self.form, 4, Qt.AlignmentFlag.AlignTop)
        row_.addStretch(1)
        self.setFocusProxy(self.form.fields["old"].widget)
        self.form.submitted.connect(self._change)
        self._retranslate()

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.SUBMIT, self.tr("change password"))]

    def refresh(self) -> None:
        """Leave no password of an earlier visit in the fields."""
        self.form.forget()

    def values(self) -> list[QLabel]:
        """What is told of the person, in order: name, number, roles, counter."""
        return [value for _, value in self._pairs]

    def _change(self, values: dict[str, Any]) -> None:
        def done(_: object) -> None:
            self.form.forget()
            show_toast(self, self.tr("The password is changed."))

        self.form.save_by(self._runner, self._provider.change_password, values, done=done)

    def _retranslate(self) -> None:
        actor = self._actor
        told = (
            (self.tr("Name"), actor.name),
            (self.tr("Staff number"), actor.staff_number),
            (self.tr("Roles"), roles_text(actor.roles)),
            (self.tr("Counter"), actor.station),
        )
        for (name, value), (name_text, value_text) in zip(self._pairs, told, strict=True):
            name.setText(name_text)
            value.setText(value_text)
        self._who.set_title(self.tr("My account"))
        self.form.say(
            self.tr("Change password"),
            self.tr("Change password"),
            self.tr("At least ten characters, not your login. Nobody else ever needs to know it."),
            labels={
                "old": self.tr("Present password"),
                "password": self.tr("New password"),
                "repeat": self.tr("New password again"),
            },
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
