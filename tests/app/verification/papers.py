"""Sealed forms for the tests of verification, made once a process; and the ways in which a PDF can be forged."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic as pdf_objects
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from app.archive.filing import Made, enter, pen_data
from app.archive.press import PressedForm, Signing
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from forms import catalogue
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress
from forms.engine.sample_ink import sample_ink
from forms.engine.timestamps import LocalTimeStamper, make_local_service
from tests.forms.engine.samples import CLOCK, keys

generic: Any = pdf_objects
"""The library's objects, which have no types."""
SIGNING = Signing("林𬭎样", sample_ink(), CLOCK.now(), "柜员 0012", "柜台3")
FORM = "esign-consent"


@lru_cache(maxsize=1)
def stamper() -> LocalTimeStamper:
    return LocalTimeStamper(*make_local_service("示例路证券营业部"), CLOCK)


def press() -> FormPress:
    return FormPress(keys(), stamper().roots, CLOCK)


def stamping_press() -> FormPress:
    return FormPress(keys(), stamper().roots, CLOCK, stamper())


@lru_cache(maxsize=8)
def pressed(form_id: str = FORM) -> PressedForm:
    return press().press(form_id, catalogue.form(form_id).sample())


@lru_cache(maxsize=8)
def sealed(form_id: str = FORM) -> bytes:
    signed = "client" in press().info(form_id).signers
    return press().seal(pressed(form_id), SIGNING if signed else None)


@lru_cache(maxsize=1)
def stamped() -> bytes:
    return stamping_press().seal(pressed(), SIGNING)


@lru_cache(maxsize=1)
def sealed_by_another() -> bytes:
    other = SigningKeys.from_pkcs12(*make_sample_certificate(keys().branch))
    return FormPress(other, clock=CLOCK).seal(pressed(), SIGNING)


def archive(branch: OpenBranch, actor: Actor, pdf: bytes, form_id: str = FORM) -> str:
    """File a sealed form as the flows do; its number."""
    pens = (
        ()
        if not press().check(pdf).signatures[0].pen_sha256
        else (("client", branch.blobs.put(pen_data(SIGNING.ink))),)
    )
    found = press().check(pdf)
    made = Made(pressed(form_id), branch.blobs.put(pdf), 1, found.level, pens, found.level, found.stamped_until)
    with branch.db.write(actor) as tx:
        return enter(tx, press(), made, case_number="KH2026112000001", client_id=None).number


def updated(pdf: bytes, change: Any) -> bytes:
    """``pdf`` with an incremental update in which ``change`` was made to the writer's objects."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def painted_over(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"1 g 0 0 600 800 re f"))
    writer.update_container(page)


def with_another_page(writer: Any) -> None:
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/Page"),
            generic.NameObject("/Parent"): generic.IndirectObject(*_number(writer.root.raw_get("/Pages")), writer),
            generic.NameObject("/MediaBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)]),
        }
    )
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages)


def _number(reference: Any) -> tuple[int, int]:
    return reference.idnum, reference.generation


def with_other_facts(writer: Any) -> None:
    stream = writer.root["/AF"][0]["/EF"]["/F"]
    stream._data = b'{"forged": true}'
    stream._encoded_data = None
    writer.update_container(stream)


def with_an_annotation(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Subtype"): generic.NameObject("/FreeText"),
            generic.NameObject("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (50, 50, 300, 90)]),
            generic.NameObject("/Contents"): generic.TextStringObject("改动"),
        }
    )
    reference = writer.add_object(note)
    if "/Annots" in page:
        page["/Annots"].append(reference)
        writer.update_container(page["/Annots"])
    else:
        page["/Annots"] = generic.ArrayObject([reference])
    writer.update_container(page)


def shadowed(pdf: bytes) -> bytes:
    """Shadow attack: what was signed is hidden behind objects of a later revision, the old ones left in the file."""

    def change(writer: Any) -> None:
        root = writer.root
        fields = root["/AcroForm"]["/Fields"]
        field = fields[0].get_object()
        field["/AP"]["/N"] = writer.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 0 0 200 100 re f"))
        writer.update_container(field)

    return updated(pdf, change)


def rewritten(pdf: bytes) -> bytes:
    """All objects written anew, as by a program that 'saves as': nothing changed to the eye."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def signature_swapped(pdf: bytes, other: bytes) -> bytes:
    """The seal of ``pdf`` replaced by that of ``other``, byte for byte, in its place."""
    mine, theirs = _contents(pdf), _contents(other)
    length = min(mine[1] - mine[0], theirs[1] - theirs[0])
    return pdf[: mine[0]] + other[theirs[0] : theirs[0] + length] + pdf[mine[0] + length :]


def _contents(pdf: bytes) -> tuple[int, int]:
    begin = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return begin, pdf.index(b">", begin)


def hidden_behind_the_seal(pdf: bytes) -> bytes:
    """A byte in the zeros behind the seal, in the room that was kept for it and that it does not cover."""
    end = _contents(pdf)[1]
    assert pdf[end - 40 : end] == b"0" * 40
    return pdf[: end - 20] + b"41" + pdf[end - 18 :]


def signature_wrapped(pdf: bytes) -> bytes:
    """Universal forgery: the byte range of the seal is a name that says nothing."""
    at = pdf.rindex(b"/ByteRange")
    return pdf[:at] + b"/ByteRangX" + pdf[at + 10 :]
