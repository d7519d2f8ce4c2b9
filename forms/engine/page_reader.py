"""Reads scanned pages for the business. The libraries are loaded with the first page, not with the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.scans.reader import ReadPage


class Recogniser:
    """Implements ``app.scans.reader.PageReader``; keeps nothing, may be used from several threads."""

    def read(self, name: str, content: bytes) -> tuple[ReadPage, ...]:
        """The pages of a PDF, JPEG, PNG or TIFF. Refused: see ``forms.engine.pictures.decoded``."""
        from forms.engine import recognise

        return recognise.read_pages(content)

    def turned(self, jpeg: bytes, quarters: int) -> bytes:
        """A picture turned clockwise by so many quarters."""
        from forms.engine import recognise

        return recognise.turned(jpeg, quarters)

    def bundle(self, pages: Sequence[bytes]) -> bytes:
        """One plain PDF of the pictures in this order, each kept byte for byte."""
        from forms.engine import bundle

        return bundle.bind(pages)
