"""Papers of a case on their way into the archive: sealed, checked, put away, entered in the ledger (AR-1).

What goes into the archive for twenty years is checked before, not found wanting after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from app.archive import storage
from app.archive.domain import Document, FileVersion
from app.archive.press import Ink, PenPoint, Press, PressedForm, SignatureCheck, Signing
from app.archive.service import BlobStore
from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.db import Writing

PAPER = storage.PAPER
"""The level of an archived document that is the sealed scan of a form signed by hand."""


@dataclass(frozen=True, slots=True)
class Made:
    """One paper of a case: as pressed, and its sealed file; ``level`` is ``PAPER`` for a scan.

    ``pens``: role -> SHA-256 of the pen data, which lies in the document store; ``sealed_level``, ``stamped_until``:
    what the check of the sealed file said.
    """

    pressed: PressedForm
    file_sha256: str
    pages: int
    level: str = ""
    pens: tuple[tuple[str, str], ...] = ()
    sealed_level: str = ""
    stamped_until: datetime | None = None


def seal(
    press: Press, blobs: BlobStore, pressed: PressedForm, signing: Signing | None, teller: Signing | None = None
) -> Made:
    """Sign and seal a pressed form, check it, keep its file and the pen data that its ink is bound to.

    Refused: ``archive.seal_not_valid``, as the press.
    """
    sealed = press.seal(pressed, signing, teller)
    check = _checked(press, pressed, sealed)
    inks = {"client": signing, "teller": teller}
    pens = tuple((role, blobs.put(pen_data(one.ink))) for role, one in inks.items() if one is not None)
    return Made(pressed, blobs.put(sealed), pressed.pages, check.level, pens, check.level, check.stamped_until)


def keep(press: Press, blobs: BlobStore, pressed: PressedForm, sealed: bytes) -> Made:
    """A form that nobody but the branch signs and that was sealed already: checked, its file kept.

    Refused: ``archive.seal_not_valid``.
    """
    check = _checked(press, pressed, sealed)
    return Made(pressed, blobs.put(sealed), pressed.pages, check.level, (), check.level, check.stamped_until)


def adopt(press: Press, blobs: BlobStore, pressed: PressedForm, scan: bytes) -> Made:
    """Seal the scan of a pressed form, check it, keep its file. Refused: ``archive.seal_not_valid``, ``scan.*``."""
    sealed, pages = press.adopt(pressed, scan)
    check = _checked(press, pressed, sealed)
    return Made(pressed, blobs.put(sealed), pages, PAPER, (), check.level, check.stamped_until)


def _checked(press: Press, pressed: PressedForm, sealed: bytes) -> SignatureCheck:
    check = press.check(sealed)
    if not check.genuine:
        raise Refused("archive.seal_not_valid", form=pressed.form_id, title=pressed.title)
    return check


def enter(tx: Writing, press: Press, made: Made, *, case_number: str, client_id: str | None) -> Document:
    """Enter a made paper in the ledger, with its file and its pen data, in the transaction of what it tells of."""
    pressed, info = made.pressed, press.info(made.pressed.form_id)
    document = Document(
        number=pressed.number, form_id=pressed.form_id, form_code=info.code, form_version=pressed.form_version,
        title=pressed.title, kind=info.kind, case_number=case_number, client_id=client_id,
        pages=made.pages, copies=max(1, len(info.copies)), content_sha256=pressed.content_sha256,
        file_sha256=made.file_sha256, made_at=tx.at, made_by=tx.actor.staff_id, station=tx.actor.station,
        level=made.level,
    )  # fmt: skip
    storage.add(tx.conn, document)
    storage.add_pens(tx.conn, document.number, dict(made.pens))
    if made.stamped_until is not None:
        version = FileVersion(
            document_number=document.number, version=1, file_sha256=made.file_sha256, level=made.sealed_level,
            stamped_until=made.stamped_until, made_at=tx.at, made_by=tx.actor.staff_id,
        )  # fmt: skip
        storage.add_version(tx.conn, version)
    return document


def pen_data(ink: Ink) -> bytes:
    """All samples of the pen with pressure and time, as canonical JSON: its SHA-256 is what the signature names."""
    return canonical_json(ink).encode()


def ink_of(value: Any) -> Ink:
    """Ink from the JSON that a capture keeps (``plain`` of an :class:`Ink`)."""
    strokes = tuple(
        tuple(PenPoint(int(p["x"]), int(p["y"]), float(p["pressure"]), int(p["t"])) for p in stroke)
        for stroke in value["strokes"]
    )
    return Ink(int(value["width"]), int(value["height"]), strokes)


LEAST_POINTS, MOST_POINTS = 8, 50_000
"""Fewer samples of the pen are no signature, more (about ten minutes of writing) neither."""


def check_ink(ink: Ink) -> None:
    """Refuse ``archive.ink_too_little``, ``archive.ink_too_much``, and ``archive.ink_damaged``.

    Damaged: points beside the pad, pressure out of range, a clock of the pen that runs back.
    """
    flat = [point for stroke in ink.strokes for point in stroke]
    if len(flat) < LEAST_POINTS:
        raise Refused("archive.ink_too_little")
    if len(flat) > MOST_POINTS:
        raise Refused("archive.ink_too_much")
    inside = all(0 <= p.x <= ink.width and 0 <= p.y <= ink.height and 0 <= p.pressure <= 1 for p in flat)
    if not inside or ink.width <= 0 or ink.height <= 0 or any(b.t < a.t for a, b in pairwise(flat)):
        raise Refused("archive.ink_damaged")
