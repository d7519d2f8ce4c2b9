"""Forms on real paper: the code that a printed page bears, and the forms that wait for their signed paper (AR-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

PAGE_CODE: Final = "GT1"
"""The code on a page is ``GT1/number/page/pages/mark``: in capitals, so that its squares are few and large."""
MARK_DIGITS: Final = 10
_COPY: Final = "-S"


def print_mark(facts_sha256: str) -> str:
    """The mark of a print: it changes with every fact on the form. ``facts_sha256`` in hex."""
    return facts_sha256[:MARK_DIGITS].upper()


def page_code(number: str, page: int, pages: int, mark: str) -> str:
    """The text of the code on one page; the plain number when nothing is known of the facts."""
    return f"{PAGE_CODE}/{number}/{page}/{pages}/{mark}" if mark else number


def copy_number(number: str, copy: int | None) -> str:
    """The number of a signed paper copy of an archived document; None gives what all of them begin with."""
    return f"{number}{_COPY}{'' if copy is None else copy}"


def copy_of(number: str) -> tuple[str, int]:
    """The document that this is a signed paper copy of, and the how manieth; ("", 0) when it is none."""
    original, _, count = number.rpartition(_COPY)
    return (original, int(count)) if original and count.isascii() and count.isdigit() else ("", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedPaper:
    """A form of a running case that was printed to be signed by hand.

    ``print_mark``: of the form as it stands now; ``current``: nothing on it changed since the last print;
    ``pages``: of the last print. ``bound_at``: when its signed paper came back, None while it has not.
    """

    number: str
    form_id: str
    title: str
    case_number: str
    client_name: str
    pages: int
    print_mark: str
    current: bool
    printed_at: datetime
    bound_at: datetime | None
