"""Sets a document as PDF: pages with letterhead, running head and foot, QR of the number; same document, same bytes.

The only place, with ``fonts`` and ``appearance``, where reportlab is used. Nothing is markup: every text goes to the
page character by character.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import segno
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from app.archive.papers import page_code
from app.functions.catalogue import code_of_form
from forms.engine import barcodes, blocks, charts, fonts, slots, tables, trees
from forms.engine import document as doc
from forms.engine.blocks import LEFT
from forms.engine.lines import Style
from forms.engine.pen import (
    GREY,
    NAVY,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
    Frame,
    Page,
    Pen,
    Piece,
    fit,
    page_size,
    pages_of,
    paginate,
    para,
    text_width,
    type_of,
)

__all__ = ["PAGE_HEIGHT", "PAGE_WIDTH", "Rendered", "drawing", "new_canvas", "qr_squares", "render"]

_FIRST_HEAD, _HEAD = 44.0, 74.0
"""Above the text of the first page, and of the others."""
_BOTTOM = 82.0
_QR = 44.0
_LARGE_QR = 84.0
"""Read from scans of 150 dpi: more than three points a module."""
_ROOM_BETWEEN = 8.0
"""Points: what is no higher is empty room after a table."""
_SHORT_TABLE = 170.0
"""A field table no higher than this is not parted."""
drawing = threading.RLock()
"""Held while a canvas is drawn and saved: cutting subsets moves a read position that all documents share."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A set document: plain PDF bytes (not yet PDF/A), number of pages, and where it is signed."""

    pdf: bytes
    pages: int
    places: tuple[slots.Place, ...]


def render(document: doc.Document, print_mark: str = "") -> Rendered:
    """Set ``document``; ``print_mark`` goes into the code on each page, so that a signed paper tells what it says.

    Refused: ``forms.no_glyph``, ``forms.unprintable`` (before anything is set).
    """
    fonts.need_drawable(document)
    with drawing, type_of(large=document.large), pages_of(across=document.across):
        high = page_size()[1] - _BOTTOM
        pages = paginate(_pieces(document), high - _FIRST_HEAD, high - _HEAD)
        return _paint(document, pages, print_mark)


def _pieces(document: doc.Document) -> list[Piece]:
    made = [_letterhead(document), *blocks.title(document)]
    ruled: list[doc.Fields | doc.Ticks] = []
    for block in document.blocks:
        if isinstance(block, doc.Fields | doc.Ticks):
            ruled.append(block)
            continue
        made += _ruled(ruled)
        ruled = []
        if isinstance(block, doc.Signatures):
            _stay_with_last_lines(made)
        made += _block(block)
    return [*made, *_ruled(ruled)]


def _stay_with_last_lines(made: list[Piece]) -> None:
    """Nobody signs or seals on a page that says nothing else: the last lines above go along, over the room between."""
    for place in range(len(made) - 1, -1, -1):
        made[place] = replace(made[place], keep=True)
        if made[place].height > _ROOM_BETWEEN:
            return


def _ruled(run: list[doc.Fields | doc.Ticks]) -> Iterator[Piece]:
    """Field tables and tick rows that follow one another stand as one table, undivided when short."""
    label = tables.label_width(run)
    pieces: list[Piece] = []
    columns = 0
    for block in run:
        wide = block.columns if isinstance(block, doc.Fields) else columns
        before = 4.0 if not pieces else 0.0 if wide == columns or not columns else 7.0
        columns = wide
        if isinstance(block, doc.Fields):
            pieces += tables.fields(block, label, before)
        else:
            pieces += tables.ticks(block, label, before)
    whole = sum(piece.height for piece in pieces) <= _SHORT_TABLE
    for index, piece in enumerate(pieces):
        yield replace(piece, keep=True) if whole and index < len(pieces) - 1 else piece
    if run:
        yield Piece(4, lambda pen, top: None)


def _block(block: doc.Block) -> Iterator[Piece]:  # noqa: PLR0911, PLR0912 - one return a kind of block
    match block:
        case doc.Heading():
            return blocks.heading(block)
        case doc.Text():
            return blocks.text(block)
        case doc.Clause():
            return blocks.clause(block)
        case doc.Question():
            return tables.question(block)
        case doc.Table():
            return tables.table(block)
        case doc.Notice():
            return blocks.notice(block)
        case doc.Result():
            return blocks.result(block)
        case doc.Bars():
            return charts.bars(block)
        case doc.Tree():
            return trees.tree(block)
        case doc.Frames():
            return trees.frames(block)
        case doc.Stamp():
            return blocks.stamp(block)
        case doc.Barcode():
            return barcodes.barcode(block)
        case doc.QrCode():
            return iter((_qr_piece(block),))
        case doc.Signatures():
            return slots.signatures(block)
        case doc.Space():
            return iter((Piece(block.mm * 72 / 25.4, lambda pen, top: None),))
        case _:
            raise TypeError(f"not a block: {type(block).__name__}")


def _letterhead(document: doc.Document) -> Piece:
    half = text_width() * 0.56
    company = para(document.company, Style(fonts.BOLD, 14, 20), half, colour=NAVY, fixed=True)
    branch = para(document.branch, Style(fonts.SANS, 9.5, 14), half, colour=GREY, fixed=True)
    contact = para(
        document.contact, Style(fonts.SANS, 8, 12), text_width() - half - 12, colour=GREY, align=1, fixed=True
    )
    height = max(company.height + branch.height, contact.height) + 8

    def draw(pen: Pen, top: float) -> None:
        company.draw(pen, LEFT, top)
        branch.draw(pen, LEFT, top - company.height)
        contact.draw(pen, LEFT + half + 12, top - height + 8 + contact.height)
        pen.rule(LEFT, top - height, LEFT + text_width(), top - height, NAVY, 1.3)
        pen.rule(LEFT, top - height - 2.4, LEFT + text_width(), top - height - 2.4, NAVY, 0.35)

    return Piece(height + 3, draw, keep=True)


class _Canvas:
    """The pen on a reportlab canvas."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self.page = 0
        self.places: list[slots.Place] = []

    def text(self, x: float, y: float, text: str, face: str, size: float, colour: str, spacing: float = 0.0) -> None:
        self._canvas.setFillColor(HexColor(colour))
        for name, part in fonts.runs(text, face):
            self._canvas.setFont(name, size)
            self._canvas.drawString(x, y, part, charSpace=spacing)
            x += fonts.width(part, face, size) + spacing * len(part)

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str, weight: float) -> None:
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(weight)
        self._canvas.line(x0, y0, x1, y1)

    def box(
        self, x: float, y: float, w: float, h: float, *, fill: str = "", line: str = "", weight: float = 0.5
    ) -> None:
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if line:
            self._canvas.setStrokeColor(HexColor(line))
            self._canvas.setLineWidth(weight)
        self._canvas.rect(x, y, w, h, stroke=int(bool(line)), fill=int(bool(fill)))

    def tick(self, x: float, y: float, size: float, colour: str) -> None:
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(0.55)
        self._canvas.setFont(fonts.BOLD, size)
        self._canvas.drawString(x, y, "√", mode=2)

    def place(self, role: str, x: float, y: float, w: float, h: float) -> None:
        if all(place.role != role for place in self.places):
            self.places.append(slots.Place(role, self.page, x, y, w, h))


def new_canvas(out: io.BytesIO, size: tuple[float, float]) -> Any:
    """A canvas whose bytes depend on what is drawn alone, and that mentions no font of its own."""
    fonts.register()
    return Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=fonts.SERIF, pdfVersion=(1, 7))


def _paint(document: doc.Document, pages: list[Page], print_mark: str) -> Rendered:
    out = io.BytesIO()
    canvas = new_canvas(out, page_size())
    pen = _Canvas(canvas)
    for number, page in enumerate(pages):
        pen.page = number
        top = page_size()[1] - (_HEAD if number else _FIRST_HEAD)
        if number:
            _running_head(pen, document)
        _frames(pen, page, top)
        for piece, distance in page.pieces:
            piece.draw(pen, top - distance)
        _foot(pen, document, number + 1, len(pages), print_mark)
        canvas.showPage()
    # a form without a place for the branch is sealed over the foot of its text, as is done on paper
    pen.place("branch", LEFT + text_width() - slots.SLOT_WIDTH, _BOTTOM, slots.SLOT_WIDTH, slots.SLOT_HEIGHT)
    canvas.save()
    return Rendered(out.getvalue(), len(pages), tuple(pen.places))


def _frames(pen: Pen, page: Page, top: float) -> None:
    spans: dict[Frame, tuple[float, float]] = {}
    for piece, distance in page.pieces:
        if piece.frame is not None:
            first = spans.get(piece.frame, (distance, 0.0))[0]
            spans[piece.frame] = (first, distance + piece.height)
    for frame, (first, last) in spans.items():
        pen.box(LEFT, top - last, text_width(), last - first, fill=frame.fill, line=frame.line, weight=frame.weight)
        if frame.bar:
            pen.box(LEFT, top - last, frame.bar, last - first, fill=frame.line)


def _running_head(pen: Pen, document: doc.Document) -> None:
    y = page_size()[1] - 52
    left, size = fit(f"{document.company}　{document.branch}", fonts.SANS, 8, text_width() * 0.56)
    pen.text(LEFT, y, left, fonts.SANS, size, GREY)
    right, size = fit(document.title, fonts.SANS, 8, text_width() * 0.4)
    pen.text(LEFT + text_width() - fonts.width(right, fonts.SANS, size), y, right, fonts.SANS, size, GREY)
    pen.rule(LEFT, y - 6, LEFT + text_width(), y - 6, NAVY, 0.6)


def _foot(pen: Pen, document: doc.Document, page: int, pages: int, print_mark: str) -> None:
    y = 68.0
    pen.rule(LEFT, y, LEFT + text_width(), y, RULE, 0.6)
    right = LEFT + text_width() - _QR - 6
    middle = f"第 {page} 页　共 {pages} 页"
    width = fonts.width(middle, fonts.SANS, 8.5)
    pen.text(LEFT + (text_width() - width) / 2, y - 22, middle, fonts.SANS, 8.5, GREY)
    room = (text_width() - width) / 2 - 12
    function = code_of_form(document.form_id)
    named = f"{document.form_code}　功能代码 {function}" if function else document.form_code
    code, size = fit(named, fonts.BOLD, 8, room)
    pen.text(LEFT, y - 16, code, fonts.BOLD, size, NAVY)
    version, size = fit(f"版本 {document.form_version}", fonts.SANS, 8, room)
    pen.text(LEFT, y - 28, version, fonts.SANS, size, GREY)
    if not document.number:
        return
    label = "文件编号"
    pen.text(right - fonts.width(label, fonts.SANS, 7.5), y - 16, label, fonts.SANS, 7.5, GREY)
    number, size = fit(document.number, fonts.SANS, 8, room - _QR - 6, least=4.0)
    pen.text(right - fonts.width(number, fonts.SANS, size), y - 28, number, fonts.SANS, size, NAVY)
    _qr(pen, page_code(document.number, page, pages, print_mark), LEFT + text_width() - _QR, y - 5 - _QR)


def qr_squares(text: str) -> tuple[bytearray, ...]:
    """The squares of the code of ``text``, row by row, without its quiet zone; 1 is dark."""
    return tuple(segno.make(text, error="m", micro=False, boost_error=False).matrix)


def _qr_piece(block: doc.QrCode) -> Piece:
    label = para(block.label, Style(fonts.SANS, 9.5, 15), text_width(), align=0)

    def draw(pen: Pen, top: float) -> None:
        _qr(pen, block.text, LEFT + (text_width() - _LARGE_QR) / 2, top - _LARGE_QR, _LARGE_QR)
        label.draw(pen, LEFT, top - _LARGE_QR - 6)

    return Piece(_LARGE_QR + 6 + label.height, draw, 12)


def _qr(pen: Pen, text: str, x: float, y: float, side: float = _QR) -> None:
    """The QR of ``text`` as rectangles, runs of dark modules joined."""
    matrix = qr_squares(text)
    module = side / len(matrix)
    for row, modules in enumerate(matrix):
        column = 0
        while column < len(modules):
            end = column
            while end < len(modules) and modules[end]:
                end += 1
            if end > column:
                top = y + side - (row + 1) * module
                pen.box(x + column * module, top, (end - column) * module, module, fill="#000000")
            column = max(end, column + 1)
