"""Making, sealing and archiving the papers of an opening, beside a Word template turned into PDF by LibreOffice.

The template holds the text of the same form with a placeholder where the client's name stands. LibreOffice's file is
neither archival nor signed nor stored, so the comparison is in its favour.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

from app.common.actor import Actor
from app.counter.services import Services
from app.samples.openings import answer, type_in, with_client
from app.samples.people import CLIENTS, SampleClient
from benchmarks.branches import sample_services, teller
from benchmarks.row import Note, Row

WHAT = "making, sealing, archiving a document"
WAIT_SECONDS = 300
PLACEHOLDER = "{{name}}"


def run(*, quick: bool = False) -> list[Row | Note]:
    """Milliseconds a document of whole packets, each completed in one transaction."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        services = sample_services(folder / "branch")
        with services.branch:
            actor = teller(services)
            _complete(services, actor, CLIENTS[2])  # loads the libraries
            others = (CLIENTS[1], replace(CLIENTS[0], booked=False))
            done = [_complete(services, actor, client) for client in others]
            texts = _texts(services, actor)
        ours, count = median(each for each, _ in done), sum(papers for _, papers in done)
        if shutil.which("soffice") is None:
            return [Note(WHAT, f"{ours:,.1f} ms ({count} documents); LibreOffice is not installed to compare with")]
        return _beside_office(folder, ours, count, texts[:2] if quick else texts)


def _complete(services: Services, actor: Actor, client: SampleClient) -> tuple[float, int]:
    """Milliseconds a document, and how many, of completing a case in which everything has been entered."""
    case_number = type_in(services, actor, client).draft.case_number
    answer(services, actor, case_number, client)
    with_client(services, actor, case_number, client)
    begun = time.perf_counter()
    receipt = services.opening.complete(actor, case_number)
    return (time.perf_counter() - begun) * 1000 / len(receipt.documents), len(receipt.documents)


def _texts(services: Services, actor: Actor) -> list[str]:
    """The text of each paper of the first case, the client's name as a placeholder."""
    import pypdfium2

    found = []
    first = services.archive.list_all(actor)[0].case_number
    for document in services.archive.list_for_case(actor, first):
        pdf = pypdfium2.PdfDocument(services.archive.get_pdf(actor, document.number))
        found.append("\n".join(page.get_textpage().get_text_bounded() for page in pdf))
        pdf.close()
    return found


def _beside_office(folder: Path, ours: float, count: int, texts: list[str]) -> list[Row | Note]:
    letters = []
    for number, text in enumerate(texts):
        letter = folder / f"form{number}.docx"
        _write_word(letter, text.replace("郑秋月", PLACEHOLDER))
        letters.append(letter)
    _office(folder, letters[:1])  # makes its profile
    each = median(_office(folder, [letter]) for letter in letters)
    together = _office(folder, letters) / len(letters)
    return [
        Row(WHAT, ours, each, count, against="Word template, LibreOffice"),
        Row(f"{WHAT}, all at once", ours, together, count, against=f"{len(letters)} templates in one LibreOffice"),
    ]


def _write_word(file: Path, text: str) -> None:
    """A Word file of plain paragraphs, by hand: three parts in a zip."""
    paragraphs = "".join(
        f'<w:p><w:r>{_FACE}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in "".join(sign for sign in text if sign >= " " or sign == "\n").split("\n")
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr("_rels/.rels", _RELATIONS)
        parts.writestr("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>')


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FACE = '<w:rPr><w:rFonts w:eastAsia="Noto Serif SC"/></w:rPr>'
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _office(folder: Path, letters: list[Path]) -> float:
    """Milliseconds to fill the templates and have LibreOffice make PDFs of them."""
    begun = time.perf_counter()
    filled = [_fill(letter, folder / f"filled-{letter.name}") for letter in letters]
    environment = {**os.environ, "FONTCONFIG_FILE": str(_font_settings(folder))}
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, filled)],
        env=environment, capture_output=True, check=True, timeout=WAIT_SECONDS,
    )  # fmt: skip
    taken = (time.perf_counter() - begun) * 1000
    for letter in filled:
        letter.with_suffix(".pdf").stat()  # it has been made
        letter.with_suffix(".pdf").unlink()
    return taken


def _fill(letter: Path, to: Path) -> Path:
    with zipfile.ZipFile(letter) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(PLACEHOLDER.encode(), "示例姓名".encode()))
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
