"""A set document becomes PDF/A-3u: metadata, output intent, facts, fixed id; always the same bytes (OP-3, AR-1)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from forms.engine import attachments
from forms.engine.attachments import Attachments
from forms.engine.document import Document
from forms.engine.slots import Place

PRODUCER: Final = "Guitai"
_DATE_PDF = "D:20000101000000Z"
_DATE_XMP = "2000-01-01T00:00:00Z"
"""A fixed date: the content of a form depends on its facts alone; when it was signed is in the signatures."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>U</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <xmp:MetadataDate>{date}</xmp:MetadataDate>
   <xmp:CreatorTool>{producer}</xmp:CreatorTool>
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def content_hash(pdf: bytes) -> str:
    """SHA-256 (hex) of an archival form before signing: its content hash."""
    return hashlib.sha256(pdf).hexdigest()


def archive(pdf: bytes, document: Document, places: Sequence[Place], data: Attachments | None = None) -> bytes:
    """``pdf`` as set by the renderer, as PDF/A-3u (version 1.7), with the places of the signatures written into it.

    ``data``: the facts it was made of, attached.
    """
    with Pdf.open(io.BytesIO(pdf)) as opened:
        _metadata(opened, document)
        _output_intent(opened)
        opened.Root.Names = Dictionary(Dests=_places(opened, places))
        if data is not None:
            _attach(opened, data)
        for page in opened.pages:
            # reportlab writes an empty transition into each page
            if "/Trans" in page:
                del page["/Trans"]
        return _saved(opened)


def attach(pdf: bytes, data: Attachments) -> bytes:
    """An archival form that carries no facts yet, with ``data`` attached: the scan of a form signed by hand."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        _attach(opened, data)
        return _saved(opened)


def _attach(pdf: Pdf, data: Attachments) -> None:
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=attachments.write(pdf, data, _DATE_PDF))


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        force_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _metadata(pdf: Pdf, document: Document) -> None:
    subject = f"{document.form_code} {document.form_version} {document.number}"
    xmp = _XMP.format(
        title=escape(document.title),
        author=escape(document.company),
        subject=escape(subject),
        date=_DATE_XMP,
        producer=PRODUCER,
    )
    pdf.Root.Metadata = pdf.make_stream(xmp.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String("zh-CN")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    info = pdf.make_indirect(
        Dictionary(
            Title=String(document.title),
            Author=String(document.company),
            Subject=String(subject),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(_DATE_PDF),
            ModDate=String(_DATE_PDF),
        )
    )
    pdf.trailer["/Info"] = info


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return resources.files("resources.icc").joinpath("srgb.icc").read_bytes()


def _output_intent(pdf: Pdf) -> None:
    profile = pdf.make_stream(_profile(), N=3, Alternate=Name.DeviceRGB)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                RegistryName=String("http://www.color.org"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )


def _places(pdf: Pdf, places: Sequence[Place]) -> Dictionary:
    """Each place as a named destination that shows its rectangle: standard, and readable without this program."""
    names = Array()
    for place in sorted(places, key=lambda place: place.role):
        destination = Array([pdf.pages[place.page].obj, Name.FitR])
        destination.extend(
            Array([_number(n) for n in (place.x, place.y, place.x + place.width, place.y + place.height)])
        )
        names.extend(Array([String(f"sign.{place.role}"), destination]))
    return Dictionary(Names=names)


def _number(value: float) -> float:
    return round(value, 2)


def read_places(pdf: bytes) -> tuple[Place, ...]:
    """The places of the signatures in an archival form, in the order of their roles; empty in any other PDF."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: index for index, page in enumerate(opened.pages)}
        names = opened.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
        found = []
        for index in range(0, len(names), 2):
            name, target = str(names[index]), names[index + 1]
            if name.startswith("sign."):
                x0, y0, x1, y1 = (float(target[at]) for at in range(2, 6))
                page = pages[target[0].objgen]
                found.append(Place(name.removeprefix("sign."), page, x0, y0, x1 - x0, y1 - y0))
        return tuple(found)
