"""A form as blocks, free of any PDF library: ``form.build(facts) -> Document``; the renderer sets it.

All text is literal: nothing is markup, the renderer escapes it. Emphasis is a block's matter, not the text's.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the form (``一、基本信息``)."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``strong``: bold sans; ``indent``: two characters, as Chinese text is set; ``small``: note size.

    ``keep``: not to be parted from the block that follows, as the caption of a table is.
    """

    text: str
    strong: bool = False
    indent: bool = True
    small: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause: ``第一条`` with title and paragraphs; its items are set as （一）（二）… in a row."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value in a field table; ``wide`` takes a full row; an empty value is printed as a dash (—)."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A ruled table of labelled values, ``columns`` label/value pairs a row."""

    fields: tuple[Field, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Tick:
    """One drawn tick box with its label."""

    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Ticks:
    """A row (or several) of tick boxes behind a label."""

    label: str
    ticks: tuple[Tick, ...]
    columns: int = 4


@dataclass(frozen=True, slots=True)
class Option:
    """An answer option in a questionnaire."""

    letter: str
    text: str
    chosen: bool
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its options, chosen ones ticked, and its score at the right."""

    number: int
    text: str
    options: tuple[Option, ...]
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a repeated head row. ``widths``: shares of the page width; ``right``: columns set flush right.

    ``foot``: a last row in strong type, for sums.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    right: frozenset[int] = frozenset()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed notice: the reminder, the warning (郑重提醒)."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The large framed result of the form: ``风险承受能力等级：中``, with a line below."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SignatureSlot:
    """A place for a signature: ``role`` is ``client``, ``teller`` or ``branch``; ``label`` stands above it."""

    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """The block of signature slots at the end, kept together; ``note`` stands above (``本人已阅读…``)."""

    slots: tuple[SignatureSlot, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label and the figures of its parts, none below nought."""

    label: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of horizontal bars, each made of one to three parts that can be told apart without colour.

    ``parts`` names them in order; the figures stand beside each bar. The longest bar of the block fills its room.
    """

    parts: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of a tree: how deep it stands (0 at the top), its text, and what the other columns say."""

    depth: int
    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree drawn from left to right, one row a branch, beside columns. ``widths``: shares of the page width.

    ``head`` names the tree's column and the others. A branch may stand at most one deeper than the one before.
    """

    head: tuple[str, ...]
    branches: tuple[Branch, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Frames:
    """Empty frames beside one another, each under its label, ``mm`` high: for what is stamped or glued in."""

    labels: tuple[str, ...]
    mm: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """A heavy red frame with one word (``作废``) across the page, and the reason below it."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Barcode:
    """A Code 128 in the middle of the page: up to 32 ASCII characters, in plain text below it, then ``label``."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR of ``text`` in the middle of the page, 30 mm wide, ``label`` below it."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Space:
    """Vertical space in mm."""

    mm: float


Block = (
    Heading
    | Text
    | Clause
    | Fields
    | Ticks
    | Question
    | Table
    | Notice
    | Result
    | Bars
    | Tree
    | Frames
    | Stamp
    | Barcode
    | QrCode
    | Signatures
    | Space
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole form. ``title`` is centred on page one and in the PDF's metadata, ``subtitle`` below it.

    ``form_code`` and ``form_version`` and ``number`` are printed on every page with a QR of the number;
    ``company``/``branch``/``contact`` make the letterhead. ``large``: in larger type, for older clients (KY-5);
    ``across``: on pages that lie across (landscape), for wide tables.
    """

    title: str
    subtitle: str
    form_id: str
    form_code: str
    form_version: str
    number: str
    company: str
    branch: str
    contact: str
    blocks: tuple[Block, ...]
    large: bool = False
    across: bool = False
