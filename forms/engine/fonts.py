"""The fonts of the forms: registered once, measured here, and asked whether they can draw a text (OP-3).

Noto Serif SC for text, Noto Sans SC for labels and headings, both with every character of 通用规范汉字表. HanaMinB,
when the system has it, stands in for rarer name characters of Ext B. What nobody can draw is refused, never a box.
"""

from __future__ import annotations

import dataclasses
import mmap
import threading
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.common.errors import Refused

SERIF: Final = "NotoSerifSC-Regular"
SANS: Final = "NotoSansSC-Regular"
BOLD: Final = "NotoSansSC-Bold"
RARE: Final = "HanaMinB"
ASCENT: Final = 0.88
"""Height of the Noto faces above the base line, in em; the rest of an em is below."""

RARE_PLACES = (
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
    Path("/usr/share/fonts/hanazono-fonts/HanaMinB.ttf"),
    Path("C:/Windows/Fonts/HanaMinB.ttf"),
)
"""Where a system keeps HanaMinB; it is too large to ship for the few names that need it."""

_NO_BREAK_SPACE = 0xA0
_lock = threading.RLock()
_faces: dict[str, Any] = {}
_numbers: dict[int, int] = {}
_rare_looked_for = False


def register() -> None:
    """Load the faces once (60-120 ms each), from any thread. Call it early, off the window's thread."""
    with _lock:
        if BOLD in _faces:
            return
        ttfonts.makeToUnicodeCMap = to_unicode_cmap
        folder = resources.files("resources.fonts")
        for name in (SERIF, SANS, BOLD):
            with resources.as_file(folder.joinpath(f"{name}.ttf")) as path:
                _load(name, path)


def _load(name: str, path: Path) -> None:
    # not shapable: HarfBuzz would replace glyphs, and the text could no longer be extracted as typed;
    # not asciiReadable: the subset holds what is used and nothing else
    font = ttfonts.TTFont(name, str(path), shapable=False, asciiReadable=0)
    with path.open("rb") as file:
        # 34 MB of bytes for the three faces otherwise; mapped, only what a subset touches is in memory
        font.face._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    whole = font.face.get_table
    font.face.get_table = lambda tag: _Outlines(font.face) if tag == "glyf" else whole(tag)
    _thin(font.face)
    pdfmetrics.registerFont(font)
    _faces[name] = font.face


def _thin(face: Any) -> None:
    """Keep what the library has read of a face in a tenth of the room: 12 MB a face, as it comes (decision 0046)."""
    face.glyphToChar = {}  # asked by HarfBuzz only
    face.hmetrics = _Metrics(face.hmetrics)
    face.glyphPos = array("L", face.glyphPos)
    # most characters are as wide as the default, which is taken for those that are not found
    face.charWidths = {code: width for code, width in face.charWidths.items() if width != face.defaultWidth}
    codes, glyphs = array("L", face.charToGlyph), array("L", face.charToGlyph.values())
    face.charToGlyph = {}  # its numbers lie among what has just been given up, and would keep that room
    # the faces have the same characters: each number is there once
    face.charToGlyph = {
        _numbers.setdefault(a, a): _numbers.setdefault(b, b) for a, b in zip(codes, glyphs, strict=True)
    }


class _Metrics:
    """Advance and bearing of each glyph, as the library keeps them, without a tuple for each."""

    def __init__(self, pairs: Sequence[tuple[float, int]]) -> None:
        self._advances = array("d", (advance for advance, _ in pairs))
        self._bearings = array("H", (bearing for _, bearing in pairs))

    def __getitem__(self, glyph: int) -> tuple[float, int]:
        return self._advances[glyph], self._bearings[glyph]


class _Outlines:
    """The outlines of a face, cut out of the mapped file one by one; reportlab copies all 10 MB for each subset."""

    def __init__(self, face: Any) -> None:
        self._data = face._ttf_data
        self._start = face.get_table_pos("glyf")[0]

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._data[self._start + part.start : self._start + part.stop])


def to_unicode_cmap(font_name: str, subset: list[int]) -> str:
    """The ToUnicode map of a subset, with characters above U+FFFF as UTF-16BE surrogates, 100 entries a block.

    Replaces reportlab's, which writes five hex digits for those, so that 𬭎 is extracted as another character.
    """
    pairs = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset) if char
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def _rare_face() -> Any:
    """HanaMinB when the system has it, looked for at the first character that needs it."""
    global _rare_looked_for  # noqa: PLW0603 - looked for once a process
    with _lock:
        if not _rare_looked_for:
            _rare_looked_for = True
            for path in RARE_PLACES:
                if path.is_file():
                    _load(RARE, path)
                    break
        return _faces.get(RARE)


def font_for(character: str, name: str) -> str | None:
    """The face that draws ``character`` where ``name`` is asked for; None: nobody can."""
    code = ord(character)
    if code in _faces[name].charToGlyph or code == _NO_BREAK_SPACE:
        return name
    rare = _rare_face()
    return RARE if rare is not None and code in rare.charToGlyph else None


def runs(text: str, name: str) -> list[tuple[str, str]]:
    """``text`` cut into (face, part), where a part needs the stand-in face."""
    known = _faces[name].charToGlyph
    if all(ord(character) in known for character in text):
        return [(name, text)] if text else []
    parts: list[tuple[str, str]] = []
    for character in text:
        face = font_for(character, name) or name
        if parts and parts[-1][0] == face:
            parts[-1] = (face, parts[-1][1] + character)
        else:
            parts.append((face, character))
    return parts


def widths(text: str, name: str, size: float) -> list[float]:
    """The advance of each character in points."""
    asked = _faces[name]
    table, known, default = asked.charWidths, asked.charToGlyph, asked.defaultWidth
    scale = size / 1000
    result = []
    for character in text:
        code = ord(character)
        width = table.get(32 if code == _NO_BREAK_SPACE else code)
        if width is None:
            width = default if code in known else _width_elsewhere(code, name)
        result.append(width * scale)
    return result


def _width_elsewhere(code: int, name: str) -> float:
    """The advance of a character that the face which was asked for has not, in thousandths."""
    face = _faces[font_for(chr(code), name) or name]
    found: float = face.charWidths.get(code, face.defaultWidth)
    return found


def width(text: str, name: str, size: float) -> float:
    """The width of ``text`` in points."""
    return sum(widths(text, name, size))


def texts(value: Any) -> Iterator[str]:
    """Every text in a document, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from texts(getattr(value, part.name))


def need_drawable(value: Any) -> None:
    """See to it that every character of a document (or text) can be drawn; a line feed is a new line.

    Refused: ``forms.unprintable`` (control, format, surrogate and private characters, line separators),
    ``forms.no_glyph`` (names the character).
    """
    register()
    for character in sorted({character for text in texts(value) for character in text} - {"\n"}):
        code = f"U+{ord(character):04X}"
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            raise Refused("forms.unprintable", codepoint=code)
        if font_for(character, SERIF) is None or font_for(character, BOLD) is None:
            raise Refused("forms.no_glyph", character=character, codepoint=code)
