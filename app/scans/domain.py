"""What comes back on paper: the code of a page, and what becomes of a page (AR-5). Pure rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.archive.papers import MARK_DIGITS, PAGE_CODE

MOST_PAGES: Final = 999
_NUMBER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{2,63}")
_MARK: Final = re.compile(rf"[0-9A-F]{{{MARK_DIGITS}}}")


class Source(StrEnum):
    """Where a page came from."""

    FILE = "file"
    FOLDER = "folder"
    CAMERA = "camera"


class Kind(StrEnum):
    """What the form of a page belongs to."""

    OPENING = "opening"
    TRANSFER = "transfer"
    CHANGE = "change"
    RISK = "risk"
    ARCHIVED = "archived"


class PageState(StrEnum):
    """What a scanned page is good for.

    ``ready``: recognised and wanted; ``unreadable``: nothing says which page it is, to be assigned by hand;
    ``stranger``: its code is of no document of this branch that waits for paper; ``outdated``: the form was changed
    after it was printed; ``twice``: that page is there already; ``blank``: an empty back, set aside by itself;
    ``bound`` and ``discarded``: done with, the picture is gone.
    """

    READY = "ready"
    UNREADABLE = "unreadable"
    STRANGER = "stranger"
    OUTDATED = "outdated"
    TWICE = "twice"
    BLANK = "blank"
    BOUND = "bound"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the code on a printed page says. ``page`` counts from 1; 0 and an empty mark: an older print told no more.

    ``print_mark``: the first ten hex digits, in capitals, of the SHA-256 of the facts that were printed.
    """

    number: str
    page: int = 0
    pages: int = 0
    print_mark: str = ""


def parse_code(text: str) -> PageCode | None:
    """The code of a page; None for anything that no page of ours bears.

    A code that begins as ours and is not whole is none of ours either, never half believed.
    """
    parts = text.strip().split("/")
    if len(parts) == 1 and _NUMBER.fullmatch(parts[0]):
        return PageCode(parts[0])
    if len(parts) != 5 or parts[0] != PAGE_CODE or not _NUMBER.fullmatch(parts[1]):
        return None
    page, pages, mark = parts[2], parts[3], parts[4].upper()
    if not (page.isascii() and page.isdigit() and pages.isascii() and pages.isdigit() and _MARK.fullmatch(mark)):
        return None
    if not 1 <= int(page) <= int(pages) <= MOST_PAGES:
        return None
    return PageCode(parts[1], int(page), int(pages), mark)
