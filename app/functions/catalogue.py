"""The catalogue of function codes (功能代码): of the rail, the command box, the foot of the forms and the manual.

It is read when somebody has signed in, not before the first window.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.common.actor import Right

FILE = Path(__file__).with_name("codes.toml")
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Function:
    """One code. ``page``: the page it brings up; ``act``: what is done beyond that, empty for nothing.

    ``per_client``: it is done for one client. ``rights``: any of these, none for everybody. ``read``: how the Chinese
    names are read, whole and by initials. ``forms``: ids of the forms whose foot bears the code.
    """

    code: str
    zh: str
    en: str
    page: str
    act: str = ""
    per_client: bool = False
    rights: tuple[Right, ...] = ()
    aliases: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The first digit: its group of the rail."""
        return self.code[0]

    def name(self, language: str) -> str:
        """What it is called in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en

    def fits(self, typed: str) -> int:
        """How well the typed text fits, from 0 (not at all) to 4 (it is the code)."""
        text = typed.strip().casefold()
        if not text:
            return 0
        if text.isdecimal():
            return 4 if text == self.code else 3 if self.code.startswith(text) and len(text) < DIGITS else 0
        names = (self.zh, *self.aliases, *self.read, self.en.casefold())
        if text in names:
            return 3
        if any(name.startswith(text) for name in names):
            return 2
        parts = any(text in name for name in (self.zh, *self.aliases)) or any(
            word.startswith(text) for word in self.en.casefold().split()
        )
        return 1 if parts else 0


@lru_cache(maxsize=1)
def functions() -> tuple[Function, ...]:
    """All functions, in the order of their codes."""
    return tuple(sorted((_function(entry) for entry in _file()["function"]), key=lambda one: one.code))


@lru_cache(maxsize=1)
def groups() -> dict[str, tuple[str, str]]:
    """The groups by their digit: the Chinese and the English name."""
    return {digit: (names["zh"], names["en"]) for digit, names in _file()["groups"].items()}


def function(code: str) -> Function | None:
    """The function of this code, None when there is none."""
    return next((one for one in functions() if one.code == code), None)


def page_function(page: str) -> Function | None:
    """The code that brings up ``page`` and does nothing else; of a page that always does something, the first."""
    of_page = [one for one in functions() if one.page == page]
    return next((one for one in of_page if not one.act), of_page[0] if of_page else None)


def page_name(page: str, language: str) -> str:
    """What a page is called in ``zh`` or ``en``: as the function that brings it up; its key when there is none."""
    known = page_function(page)
    return page if known is None else known.name(language)


def find(typed: str, pages: Collection[str], most: int = 6) -> tuple[Function, ...]:
    """What fits the typed text among the functions of ``pages``, best first."""
    offered = [one for one in functions() if one.page in pages]
    return _best(((one.fits(typed), one) for one in offered), most)


def code_of_form(form_id: str) -> str:
    """The code of the flow that a form belongs to; empty for a form of no flow."""
    return _codes_of_forms().get(form_id, "")


@lru_cache(maxsize=1)
def _codes_of_forms() -> dict[str, str]:
    return {form: one.code for one in functions() for form in one.forms}


def _best(rated: Iterable[tuple[int, Function]], most: int) -> tuple[Function, ...]:
    fitting = sorted(((-rate, one.code, one) for rate, one in rated if rate), key=lambda found: found[:2])
    return tuple(one for _, _, one in fitting[:most])


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _function(entry: dict[str, Any]) -> Function:
    return Function(
        code=entry["code"], zh=entry["zh"], en=entry["en"], page=entry["page"], act=entry.get("act", ""),
        per_client=entry.get("client", False), rights=tuple(Right(right) for right in entry.get("rights", ())),
        aliases=tuple(entry.get("aliases", ())), read=tuple(entry.get("read", ())), forms=tuple(entry.get("forms", ())),
    )  # fmt: skip
