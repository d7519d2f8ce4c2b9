"""A press that is light for most cases and the real one for a sample, so that the database is what is loaded."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from app.archive.press import FormInfo, Press, PressedForm, Section, SignatureCheck, Signing
from app.common.values import canonical_json, digest

_LIGHT = b"light form\n"
"""Begins the file of a form that was not rendered."""


class SampledPress:
    """The real press while ``real`` is set; else a form is its facts as text, and signing puts a line behind it."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self.real = False

    def forms(self) -> tuple[FormInfo, ...]:
        """All forms."""
        return self._press.forms()

    def info(self, form_id: str) -> FormInfo:
        """One form."""
        return self._press.info(form_id)

    def sections(self, form_id: str) -> tuple[Section, ...]:
        """What a client reads of it."""
        return self._press.sections(form_id)

    def press(self, form_id: str, facts: object) -> PressedForm:
        """Fill the form, or write down what it would say."""
        if self.real:
            return self._press.press(form_id, facts)
        info = self._press.info(form_id)
        number = facts.head.number  # type: ignore[attr-defined]  # every form's facts have a head
        content = _LIGHT + canonical_json(facts).encode()
        return PressedForm(form_id, info.version, info.title, number, content, hashlib.sha256(content).hexdigest(), 1)

    def seal(self, pressed: PressedForm, signing: Signing | None, teller: Signing | None = None) -> bytes:
        """Sign and seal what was pressed, the way it was pressed."""
        if not pressed.pdf.startswith(_LIGHT):
            return self._press.seal(pressed, signing, teller)
        return pressed.pdf + b"\n" + digest((signing, teller)).encode()

    def adopt(self, pressed: PressedForm, scan: bytes) -> tuple[bytes, int]:
        """Scans are real."""
        return self._press.adopt(pressed, scan)

    def seal_ends(self) -> datetime | None:
        """The seal is real."""
        return self._press.seal_ends()

    def check(self, pdf: bytes) -> SignatureCheck:
        """A light form has no signature that could be wrong; its hash in the ledger is checked all the same."""
        return SignatureCheck(True, "none", (), ()) if pdf.startswith(_LIGHT) else self._press.check(pdf)

    def stamp(self, pdf: bytes) -> bytes:
        """Timestamps are real."""
        return self._press.stamp(pdf)

    def facts_of(self, pdf: bytes) -> dict[str, Any]:
        """The facts of a real form."""
        return self._press.facts_of(pdf)

    def facts_sha256(self, pdf: bytes) -> str:
        """The hash of what a form says."""
        if not pdf.startswith(_LIGHT):
            return self._press.facts_sha256(pdf)
        return hashlib.sha256(pdf.removeprefix(_LIGHT).rpartition(b"\n")[0]).hexdigest()

    def rendition(self, pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
        """For printing."""
        if pdf.startswith(_LIGHT):
            return pdf
        return self._press.rendition(pdf, copy_label=copy_label, reprint=reprint)
