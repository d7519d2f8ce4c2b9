"""What the blocks draw with: a pen that knows colours and millimetres of nothing else; y grows upwards, as in PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final, Protocol

from forms.engine import fonts
from forms.engine.lines import Line, Style, break_lines

NAVY: Final = "#1f3a68"
INK: Final = "#1b222c"
GREY: Final = "#5b6675"
RED: Final = "#c8161d"
RULE: Final = "#b9c3d1"
TINT: Final = "#eef2f7"
PALE: Final = "#f7f9fc"


class Pen(Protocol):
    """Draws on the current page. All measures in points."""

    def text(self, x: float, y: float, text: str, face: str, size: float, colour: str, spacing: float = 0.0) -> None:
        """Set ``text`` with its base line at ``y``."""
        ...

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str, weight: float) -> None:
        """Draw a straight line."""
        ...

    def box(
        self, x: float, y: float, w: float, h: float, *, fill: str = "", line: str = "", weight: float = 0.5
    ) -> None:
        """Draw a rectangle from its lower left corner."""
        ...

    def tick(self, x: float, y: float, size: float, colour: str) -> None:
        """Draw a tick of ``size`` as the character √, so that it can be extracted, with strokes made heavier."""
        ...

    def place(self, role: str, x: float, y: float, w: float, h: float) -> None:
        """Remember the rectangle where ``role`` signs."""
        ...


@dataclass(frozen=True, slots=True)
class Para:
    """Lines ready to be drawn. ``align``: -1 left, 0 centred, 1 right."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    colour: str = INK
    align: int = -1

    @property
    def height(self) -> float:
        """Height of all lines in points."""
        return len(self.lines) * self.style.leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Set the lines below ``top``."""
        size, leading = self.style.size, self.style.leading
        base = top - (leading - size) / 2 - fonts.ASCENT * size
        for line in self.lines:
            if line.text:
                free = self.width - line.width
                shift = line.indent if self.align < 0 else free / 2 if self.align == 0 else free
                pen.text(x + shift, base, line.text, self.style.face, size, self.colour, line.spacing)
            base -= leading

    def part(self, start: int, end: int) -> Para:
        """Lines ``start`` to ``end`` alone."""
        return Para(self.lines[start:end], self.style, self.width, self.colour, self.align)


LARGER: Final = 1.18
"""How much larger the type of a form for older clients is (KY-5)."""
_scale: ContextVar[float] = ContextVar("scale of the type", default=1.0)


@contextmanager
def type_of(*, large: bool) -> Iterator[None]:
    """Set paragraphs in larger type for what is made and drawn meanwhile."""
    before = _scale.set(LARGER if large else 1.0)
    try:
        yield
    finally:
        _scale.reset(before)


PAGE_WIDTH: Final = 595.276
PAGE_HEIGHT: Final = 841.89
WIDTH: Final = 481.9
"""Of the text on A4 with 20 mm at either side, in points."""
_across: ContextVar[bool] = ContextVar("pages lie across", default=False)


@contextmanager
def pages_of(*, across: bool) -> Iterator[None]:
    """Pages that lie across (landscape) for what is made and drawn meanwhile."""
    before = _across.set(across)
    try:
        yield
    finally:
        _across.reset(before)


def page_size() -> tuple[float, float]:
    """Width and height of the pages, in points."""
    return (PAGE_HEIGHT, PAGE_WIDTH) if _across.get() else (PAGE_WIDTH, PAGE_HEIGHT)


def text_width() -> float:
    """Width of the text on the pages, in points."""
    return WIDTH + PAGE_HEIGHT - PAGE_WIDTH if _across.get() else WIDTH


def scaled(style: Style) -> Style:
    """A style as it is set now."""
    by = _scale.get()
    return style if by == 1.0 else Style(style.face, style.size * by, style.leading * by)


def para(
    text: str,
    style: Style,
    width: float,
    *,
    colour: str = INK,
    align: int = -1,
    first_indent: float = 0.0,
    flush: bool = True,
    fixed: bool = False,
) -> Para:
    """Break ``text`` into lines of ``width`` points; flush on both sides when set left, unless not wanted.

    ``fixed``: never in larger type, where the room is given.
    """
    style = style if fixed else scaled(style)
    first_indent = first_indent if fixed else first_indent * _scale.get()
    lines = break_lines(text, style, width, first_indent=first_indent, flush=flush and align < 0)
    return Para(tuple(lines), style, width, colour, align)


def fit(text: str, face: str, size: float, width: float, *, least: float = 6.0) -> tuple[str, float]:
    """``text`` on one line of ``width``: set smaller down to ``least``, then cut with an ellipsis."""
    natural = fonts.width(text, face, size)
    if natural <= width:
        return text, size
    smaller = max(least, size * width / natural)
    while text and fonts.width(text + "…", face, smaller) > width and fonts.width(text, face, smaller) > width + 0.01:
        text = text[:-2] + "…" if text.endswith("…") else text[:-1] + "…"
    return text, smaller


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A frame around consecutive pieces, drawn for each page anew. ``bar``: a thick rule at the left."""

    fill: str = PALE
    line: str = NAVY
    weight: float = 0.7
    bar: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A strip of the page that is never cut: ``draw(pen, top)``; measures in points.

    ``before``: space above, dropped at the top of a page; ``keep``: not to be parted from the next piece;
    ``frame``: shared by pieces that stand in one frame; ``head``: repeated above this piece at the top of a page.
    """

    height: float
    draw: Callable[[Pen, float], None]
    before: float = 0.0
    keep: bool = False
    frame: Frame | None = None
    head: Piece | None = None


@dataclass(slots=True)
class Page:
    """One page as placed pieces: (piece, distance of its top from the top of the body)."""

    pieces: list[tuple[Piece, float]] = field(default_factory=list)
    used: float = 0.0


def paginate(pieces: list[Piece], first_room: float, room: float) -> list[Page]:
    """Place the pieces on pages of ``room`` points (the first has ``first_room``)."""
    pages = [Page()]
    start = 0
    while start < len(pieces):
        end = start
        while pieces[end].keep and end + 1 < len(pieces):
            end += 1
        chain = pieces[start : end + 1]
        here = first_room if len(pages) == 1 else room
        height = sum(piece.height + piece.before for piece in chain)
        if pages[-1].pieces and pages[-1].used + height > here + 0.01 and height <= room:
            pages.append(Page())
        for piece in chain:
            here = first_room if len(pages) == 1 else room
            if pages[-1].pieces and pages[-1].used + piece.before + piece.height > here + 0.01:
                pages.append(Page())
            _put(pages[-1], piece, room)
        start = end + 1
    return pages


def _put(page: Page, piece: Piece, room: float) -> None:
    if not page.pieces and piece.head is not None and piece.head.height + piece.height <= room:
        page.pieces.append((piece.head, 0.0))
        page.used = piece.head.height
    top = page.used + (piece.before if page.pieces else 0.0)
    page.pieces.append((piece, top))
    page.used = top + piece.height
