"""Texts read section by section, papers signed one by one, at the display."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from ui.acts.port import ClientAct, HasTexts, Lines, Session, TakesSignatures, ToRead
from ui.customer_display.prompts import Confirmation, Reading, Signature
from ui.customer_display.strokes import Signed
from ui.support.client_session import Next
from ui.support.ink import ink_of

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be read. ``agreement``: both sides are bound by it; else it is a statement of risks."""

    form_id: str
    title: str
    agreement: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to be signed, with its number, and who signs it."""

    form_id: str
    title: str
    number: str
    signer: str


class ReadForms(ClientAct[HasTexts]):
    """Texts read section by section, each confirmed at its end (OP-3)."""

    def __init__(self, session: Session[HasTexts], done: Next, texts: Sequence[Text]) -> None:
        super().__init__(session, done)
        self.texts = list(texts)

    def begin(self) -> None:
        """The next text, or done."""
        if not self.texts:
            self.done()
            return
        self.text = self.texts.pop(0)
        self.session.fetch(self.session.service.reading, self.text.form_id, then=self._got)

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
        self.session.tell(place, len(self.sections), self.text.title)
        prompt = Reading(
            id=self.session.prompt_id(f"{self.text.form_id}-{section.id}"),
            document=self.text.title,
            number=place + 1,
            of=len(self.sections),
            title=section.title,
            paragraphs=section.paragraphs,
            seconds=section.seconds,
        )
        self.session.show(prompt, lambda seconds: self._read(place, seconds))

    def _read(self, place: int, seconds: int) -> None:
        self.session.do(
            self.session.service.section_read, self.text.form_id, self.sections[place].id, seconds,
            then=lambda: self._show(place + 1),
        )  # fmt: skip

    def _ask(self) -> None:
        agreement = self.text.agreement
        prompt = Confirmation(
            id=self.session.prompt_id(f"{self.text.form_id}-confirm"),
            title=self.text.title,
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
        self.session.tell(len(self.sections), len(self.sections), self.text.title)
        self.session.show(prompt, self._said)

    def _said(self, agreed: bool) -> None:
        form_id = self.text.form_id
        self.session.do(
            self.session.service.confirm_reading, form_id, agreed,
            then=self.begin if agreed else lambda: self.session.decline(form_id),
        )  # fmt: skip


class SignForms(ClientAct[TakesSignatures]):
    """Papers signed one after the other, each with its title, number and the lines that matter above the pad (OP-4).

    ``changed``: the refusal of a paper that is no longer what was shown; it is then shown anew.
    """

    def __init__(
        self, session: Session[TakesSignatures], done: Next, papers: Sequence[Paper], changed: str
    ) -> None:  # fmt: skip
        super().__init__(session, done)
        self.papers = list(papers)
        self.changed = changed
        self.place = -1

    def begin(self) -> None:
        """The next paper, or done."""
        self.place += 1
        if self.place == len(self.papers):
            self.done()
        else:
            self._fetch()

    def _fetch(self) -> None:
        self.session.fetch(self.session.service.signature_lines, self.papers[self.place].form_id, then=self._show)

    def _show(self, found: tuple[Lines, str]) -> None:
        lines, shown = found
        paper = self.papers[self.place]
        self.session.tell(self.place, len(self.papers), paper.title)
        prompt = Signature(
            id=self.session.prompt_id(f"sign-{paper.form_id}"), document=paper.title, number=paper.number,
            name=paper.signer, lines=lines,
        )  # fmt: skip
        self.session.show(prompt, lambda signed: self._signed(paper.form_id, signed, shown))

    def _signed(self, form_id: str, signed: Signed, shown: str) -> None:
        self.session.do(
            self.session.service.sign, form_id, ink_of(signed), shown, then=self.begin, refused=self._again,
        )  # fmt: skip

    def _again(self, refused: Refused) -> bool:
        """Too little ink, or the paper changed under the pen: the client sees it (anew) and signs again."""
        if refused.code.startswith("archive.ink") or refused.code == self.changed:
            self._fetch()
            return True
        return False
