"""A press that can do nothing: what a test's own press begins from, so that it says only what the test is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from app.archive.press import FormInfo, PressedForm, Section, SignatureCheck, Signing


class NoPress:
    """Every method fails the test that uses it."""

    def _never(self) -> NoReturn:
        raise AssertionError("this test uses nothing of the press that it does not bring itself")

    def forms(self) -> tuple[FormInfo, ...]:
        self._never()

    def info(self, form_id: str) -> FormInfo:
        self._never()

    def sections(self, form_id: str) -> tuple[Section, ...]:
        self._never()

    def press(self, form_id: str, facts: object) -> PressedForm:
        self._never()

    def seal(self, pressed: PressedForm, signing: Signing | None, teller: Signing | None = None) -> bytes:
        self._never()

    def adopt(self, pressed: PressedForm, scan: bytes) -> tuple[bytes, int]:
        self._never()

    def seal_ends(self) -> datetime | None:
        self._never()

    def check(self, pdf: bytes) -> SignatureCheck:
        self._never()

    def stamp(self, pdf: bytes) -> bytes:
        self._never()

    def facts_of(self, pdf: bytes) -> dict[str, Any]:
        self._never()

    def facts_sha256(self, pdf: bytes) -> str:
        self._never()

    def rendition(self, pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
        self._never()
