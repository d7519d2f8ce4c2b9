"""The office way: Word templates, filled in and turned into PDF/A by LibreOffice."""

from __future__ import annotations

import os
import subprocess
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.parts import PLACEHOLDER, Part

WAIT_SECONDS = 300
CLIENT = "示例姓名"
ARCHIVAL = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


class Office:
    """A Word template for each of ``papers`` in ``folder``, and a LibreOffice whose profile has been made."""

    def __init__(self, folder: Path, papers: list[list[Part]]) -> None:
        self._folder = folder
        self._letters = [folder / f"form{number}.docx" for number in range(len(papers))]
        for letter, paper in zip(self._letters, papers, strict=True):
            _write_word(letter, paper)
        self._environment = {**os.environ, "FONTCONFIG_FILE": str(_font_settings(folder))}
        self.make(1)

    def make(self, count: int) -> float:
        """Milliseconds to fill the first ``count`` templates and have one LibreOffice make PDFs of them."""
        begun = time.perf_counter()
        filled = [_fill(letter, self._folder / f"filled-{letter.name}") for letter in self._letters[:count]]
        command = ["soffice", f"-env:UserInstallation=file://{self._folder}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", ARCHIVAL, "--outdir", str(self._folder), *map(str, filled)],
            env=self._environment, capture_output=True, check=True, timeout=WAIT_SECONDS,
        )  # fmt: skip
        taken = (time.perf_counter() - begun) * 1000
        for letter in filled:
            letter.with_suffix(".pdf").unlink()  # it has been made
        return taken


def _write_word(file: Path, paper: list[Part]) -> None:
    """A Word file by hand: three parts in a zip."""
    body = "".join(_table(what) if kind == "table" else _paragraph(what, _SIZES[kind]) for kind, what in paper)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr("_rels/.rels", _RELATIONS)
        parts.writestr("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')


_SIZES = {"title": 36, "head": 24, "text": 21}
"""Of the type, in half points."""


def _paragraph(text: str, size: int = 21) -> str:
    face = f'<w:rPr><w:rFonts w:eastAsia="Noto Serif SC"/><w:sz w:val="{size}"/></w:rPr>'
    return f'<w:p><w:r>{face}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: list[list[str]]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>' for side in sides)
    wide = 9000 // max(map(len, rows))
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
    body = "".join(f"<w:tr>{''.join(f'{cell}{_paragraph(text)}</w:tc>' for text in row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders></w:tblPr>{body}</w:tbl>'
    )


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _fill(letter: Path, to: Path) -> Path:
    with zipfile.ZipFile(letter) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(PLACEHOLDER.encode(), CLIENT.encode()))
    return to


def _font_settings(folder: Path) -> Path:
    """The bundled fonts for LibreOffice, so that both set the same faces."""
    file = folder / "fonts.conf"
    fonts = Path(__file__).parents[1] / "resources" / "fonts"
    file.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{folder}/fontcache</cachedir></fontconfig>"
    )
    return file
