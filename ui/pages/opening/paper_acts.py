"""An act of the client, and the two that texts and papers need: reading section by section, signing one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from app.onboarding.steps import AGREEMENT_FORM
from app.onboarding.view import OpeningView
from ui.customer_display.prompts import Confirmation, Reading, Signature
from ui.customer_display.strokes import Signed
from ui.pages.opening.port import Lines, ToRead
from ui.support.client_session import Act, Next
from ui.support.ink import ink_of

if TYPE_CHECKING:
    from ui.pages.opening.with_client import ClientSession

translate = QCoreApplication.translate

CHANGED = "opening.changed_since_shown"
"""The refusal of what the client did to something that is no longer what was shown."""


class OpeningAct(Act):
    """One thing the client does in an opening. ``done`` is called when nothing of it is left."""

    def __init__(self, session: ClientSession, done: Next) -> None:
        self.session = session
        self.done = done

    @property
    def view(self) -> OpeningView:
        """The opening as it stands."""
        return self.session.view


class ReadForms(OpeningAct):
    """Texts read section by section, each confirmed at its end (OP-3)."""

    def __init__(self, session: ClientSession, done: Next, forms: Sequence[tuple[str, str]]) -> None:
        super().__init__(session, done)
        self.forms = list(forms)

    def begin(self) -> None:
        """The next text, or done."""
        if not self.forms:
            self.done()
            return
        self.form_id, self.title = self.forms.pop(0)
        self.session.fetch(self.session.service.reading, self.form_id, then=self._got)

    def _got(self, sections: Sequence[ToRead]) -> None:
        self.sections = sections
        self._show(0)

    def _show(self, place: int) -> None:
        while place < len(self.sections) and self.sections[place].done:
            place += 1
        if place == len(self.sections):
            self._ask()
            return
        section = self.sections[place]
        self.session.tell(place, len(self.sections), self.title)
        prompt = Reading(
            id=self.session.prompt_id(f"{self.form_id}-{section.id}"),
            document=self.title,
            number=place + 1,
            of=len(self.sections),
            title=section.title,
            paragraphs=section.paragraphs,
            seconds=section.seconds,
        )
        self.session.show(prompt, lambda seconds: self._read(place, seconds))

    def _read(self, place: int, seconds: int) -> None:
        self.session.do(
            self.session.service.section_read, self.form_id, self.sections[place].id, seconds,
            then=lambda: self._show(place + 1),
        )  # fmt: skip

    def _ask(self) -> None:
        agreement = self.form_id == AGREEMENT_FORM
        prompt = Confirmation(
            id=self.session.prompt_id(f"{self.form_id}-confirm"),
            title=self.title,
            text=(
                translate("ClientSession", "I have read every article of this agreement. I understand what both sides "
                          "owe each other and I agree to it.")
                if agreement
                else translate("ClientSession", "I have read every section of this statement. I understand the risks "
                               "it describes, and I will bear the result of my own investment decisions.")
            ),
            agree=translate("ClientSession", "I agree") if agreement
            else translate("ClientSession", "I have read and understood it"),
            decline=translate("ClientSession", "I do not agree"),
        )  # fmt: skip
        self.session.tell(len(self.sections), len(self.sections), self.title)
        self.session.show(prompt, self._said)

    def _said(self, agreed: bool) -> None:
        self.session.do(
            self.session.service.confirm_reading, self.form_id, agreed,
            then=self.begin if agreed else lambda: self.session.decline(self.form_id),
        )  # fmt: skip


class SignForms(OpeningAct):
    """Forms signed one after the other, each with its title, number and the lines that matter above the pad (OP-4)."""

    def __init__(self, session: ClientSession, done: Next, form_ids: Sequence[str]) -> None:
        super().__init__(session, done)
        self.form_ids = list(form_ids)
        self.place = -1

    def begin(self) -> None:
        """The next form, or done."""
        self.place += 1
        if self.place == len(self.form_ids):
            self.done()
        else:
            self._fetch()

    def _fetch(self) -> None:
        self.session.fetch(self.session.service.signature_lines, self.form_ids[self.place], then=self._show)

    def _show(self, found: tuple[Lines, str]) -> None:
        lines, shown = found
        form = next(form for form in self.view.forms if form.form_id == self.form_ids[self.place])
        self.session.tell(self.place, len(self.form_ids), form.title)
        prompt = Signature(
            id=self.session.prompt_id(f"sign-{form.form_id}"),
            document=form.title,
            number=form.number,
            name=self.view.signer_name,
            lines=lines,
        )
        self.session.show(prompt, lambda signed: self._signed(form.form_id, signed, shown))

    def _signed(self, form_id: str, signed: Signed, shown: str) -> None:
        self.session.do(
            self.session.service.sign, form_id, ink_of(signed), shown, then=self.begin, refused=self._again,
        )  # fmt: skip

    def _again(self, refused: Refused) -> bool:
        """Too little ink, or the form changed under the pen: the client sees it (anew) and signs again."""
        if refused.code.startswith("archive.ink") or refused.code == CHANGED:
            self._fetch()
            return True
        return False
