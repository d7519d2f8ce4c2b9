"""The sheets of the staff page: a new member, the certificate, an entry of the register, leaving (MS-1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent

from app.staff.domain import CertificateState, EntryKind
from ui.pages.entry_form import EntryForm
from ui.pages.staff_port import StaffDetail
from ui.pages.staff_words import entry_choices, kind_choices
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.editors import Choice, DateEdit, LineEdit, TextBox
from ui.widgets.field import LabelledField


class NewStaffForm(EntryForm):
    """A new member; the certificate may be left out."""

    def __init__(self) -> None:
        super().__init__(
            {
                "number": LabelledField("", LineEdit(limit=32), required=True),
                "name": LabelledField("", LineEdit(limit=50), required=True),
                "kind": LabelledField("", ComboBox(), required=True),
                "post": LabelledField("", LineEdit(limit=50), required=True),
                "telephone": LabelledField("", LineEdit(limit=40)),
                "certificate_number": LabelledField("", LineEdit(limit=40)),
                "certificate_from": LabelledField("", DateEdit()),
                "certificate_until": LabelledField("", DateEdit()),
                "authority": LabelledField("", TextBox(lines=4, limit=2000)),
            },
            wide=("authority",),
        )
        self._retranslate()

    def _retranslate(self) -> None:
        kind = self.fields["kind"].widget
        if isinstance(kind, ComboBox):
            kind.set_choices(kind_choices())
        self.say(
            self.tr("New member of staff"),
            self.tr("Save"),
            labels={
                "number": self.tr("Staff number"),
                "name": self.tr("Name"),
                "kind": self.tr("Kind"),
                "post": self.tr("Post"),
                "telephone": self.tr("Telephone"),
                "certificate_number": self.tr("Certificate number"),
                "certificate_from": self.tr("Valid from"),
                "certificate_until": self.tr("Valid until"),
                "authority": self.tr("Scope of authority, one item a line"),
            },
        )
        self.fields["authority"].set_hint(self.tr("Empty: what the branch allows all marketing staff."))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class BasicsForm(EntryForm):
    """Name, post, telephone and authority of a member who is in the register; number and kind stay."""

    def __init__(self) -> None:
        super().__init__(
            {
                "name": LabelledField("", LineEdit(limit=50), required=True),
                "post": LabelledField("", LineEdit(limit=50), required=True),
                "telephone": LabelledField("", LineEdit(limit=40)),
                "authority": LabelledField("", TextBox(lines=6, limit=2000)),
            },
            wide=("name", "post", "telephone", "authority"),
        )
        self._retranslate()

    def begin(self, detail: StaffDetail) -> None:
        """Start from what ``detail`` tells; the authority of those alone who serve clients."""
        self.start(self.values_of(detail), focus="name")
        self.fields["authority"].setVisible(detail.is_public)

    @staticmethod
    def values_of(detail: StaffDetail) -> dict[str, Any]:
        """What the fields show of ``detail``."""
        return {
            "name": detail.row.name,
            "post": detail.row.post,
            "telephone": detail.telephone,
            "authority": "\n".join(detail.own_authority),
        }

    def _retranslate(self) -> None:
        self.say(
            self.tr("Basics of the member"),
            self.tr("Save"),
            labels={
                "name": self.tr("Name"),
                "post": self.tr("Post"),
                "telephone": self.tr("Telephone"),
                "authority": self.tr("Scope of authority, one item a line"),
            },
        )
        self.fields["authority"].set_hint(self.tr("Empty: what the branch allows all marketing staff."))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class CertificateForm(EntryForm):
    """The certificate: entered, renewed, suspended, reinstated."""

    def __init__(self) -> None:
        super().__init__(
            {
                "certificate_number": LabelledField("", LineEdit(limit=40), required=True),
                "certificate_state": LabelledField("", Segmented(), required=True),
                "certificate_from": LabelledField("", DateEdit(), required=True),
                "certificate_until": LabelledField("", DateEdit(), required=True),
            }
        )
        self._retranslate()

    def begin(self, detail: StaffDetail) -> None:
        """Start from the certificate that ``detail`` tells of."""
        self.start(self.values_of(detail), focus="certificate_number")

    @staticmethod
    def values_of(detail: StaffDetail) -> dict[str, Any]:
        """What the fields show of ``detail``."""
        state = CertificateState.SUSPENDED if detail.suspended else CertificateState.VALID
        return {
            "certificate_number": detail.row.certificate,
            "certificate_state": state.value,
            "certificate_from": detail.certificate_from,
            "certificate_until": detail.row.until,
        }

    def _retranslate(self) -> None:
        state = self.fields["certificate_state"].widget
        if isinstance(state, Segmented):
            state.set_choices(
                (
                    Choice(CertificateState.VALID.value, self.tr("Valid")),
                    Choice(CertificateState.SUSPENDED.value, self.tr("Suspended")),
                )
            )
        self.say(
            self.tr("Practising certificate"),
            self.tr("Save"),
            labels={
                "certificate_number": self.tr("Certificate number"),
                "certificate_state": self.tr("State"),
                "certificate_from": self.tr("Valid from"),
                "certificate_until": self.tr("Valid until"),
            },
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class RegisterForm(EntryForm):
    """A training, a complaint or a violation; what is saved cannot be changed, only gone on with."""

    def __init__(self) -> None:
        super().__init__(
            {
                "kind": LabelledField("", Segmented(), required=True),
                "on": LabelledField("", DateEdit(), required=True),
                "text": LabelledField("", TextBox(lines=4, limit=1000), required=True),
                "handled": LabelledField("", TextBox(lines=3, limit=1000)),
                "about": LabelledField("", ComboBox()),
            },
            wide=("kind", "text", "handled", "about"),
        )
        self._retranslate()

    def begin(self, detail: StaffDetail, today: date) -> None:
        """Start with a training of ``today``; complaints so far can be gone on with."""
        earlier = [entry for entry in detail.entries if entry.kind is not EntryKind.TRAINING and entry.id]
        about = self.fields["about"].widget
        if isinstance(about, ComboBox):
            about.set_choices([Choice(e.id, f"{e.on.isoformat()} {e.text[:20]}") for e in earlier])
        self.fields["about"].setVisible(bool(earlier))
        self.start({"kind": EntryKind.TRAINING.value, "on": today}, focus="kind")

    def _retranslate(self) -> None:
        kind, about = self.fields["kind"].widget, self.fields["about"].widget
        if isinstance(kind, Segmented) and isinstance(about, ComboBox):
            kind.set_choices(entry_choices())
            about.set_placeholder(self.tr("A new matter"))
        self.say(
            self.tr("New entry of the register"),
            self.tr("Save"),
            self.tr("An entry cannot be changed or taken away once it is saved."),
            labels={
                "kind": self.tr("Kind"),
                "on": self.tr("Day"),
                "text": self.tr("What happened"),
                "handled": self.tr("How it was dealt with, or the result"),
                "about": self.tr("Goes on with"),
            },
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class LeaveForm(EntryForm):
    """The first day without work."""

    def __init__(self) -> None:
        super().__init__({"on": LabelledField("", DateEdit(), required=True)})
        self.save.setProperty("role", "danger")
        self._name = ""
        self._retranslate()

    def begin(self, detail: StaffDetail, today: date) -> None:
        """Start with ``today``."""
        self._name = detail.row.name
        self._retranslate()
        self.start({"on": today}, focus="on")

    def _retranslate(self) -> None:
        self.say(
            self.tr("Leaves the branch"),
            self.tr("Note as leaving"),
            self.tr(
                "From this day {name} can no longer sign in or be confirmed to a client. "
                "Everything recorded so far stays."
            ).format(name=self._name),
            labels={"on": self.tr("First day without work")},
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
