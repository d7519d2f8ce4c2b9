"""The port to whatever reads pictures of pages: implemented by ``forms.engine.recognise`` (AR-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, repr=False)
class ReadPage:
    """One page of a file: an upright JPEG without metadata, its size in pixels, the text of its code, or nothing.

    ``blank``: there is nothing on it.
    """

    jpeg: bytes
    width: int
    height: int
    code_text: str
    blank: bool


class PageReader(Protocol):
    """Takes files apart into pages and reads their codes; keeps nothing."""

    def read(self, name: str, content: bytes) -> tuple[ReadPage, ...]:
        """The pages of a PDF, JPEG, PNG or TIFF in order. Takes a tenth of a second a page and more.

        Refused before anything is decoded: ``scan.too_large``, ``scan.too_many_pixels``, ``scan.unknown_kind``; then
        ``scan.damaged``, ``scan.too_many_pages``.
        """
        ...

    def turned(self, jpeg: bytes, quarters: int) -> bytes:
        """A picture turned clockwise by so many quarters."""
        ...

    def bundle(self, pages: Sequence[bytes]) -> bytes:
        """One plain PDF of the pictures in this order, each kept byte for byte, nothing else in it."""
        ...
