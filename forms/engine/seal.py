"""Signs archival forms as PAdES: the client's ink, the teller's ink, then the branch seal (OP-4, TO-9).

The first of them certifies and allows signatures alone. All signature fields are made before the first signature: a
field added later would invalidate it. Without a timestamp service the level is B-B, and a check says so; with one, ink
is B-T and the seal B-LTA.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final
from weakref import WeakKeyDictionary

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign._session_scope import run_and_release
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.path import ValidationPath

from app.archive.press import Signing
from app.common.errors import Refused
from app.common.values import digest
from forms.engine.appearance import ink_appearance, seal_appearance
from forms.engine.archive_pdf import read_places
from forms.engine.keys import SigningKeys
from forms.engine.slots import Place

# that nothing is fetched is meant: certificates without lists of revoked ones have none to fetch
logging.getLogger("pyhanko").setLevel(logging.ERROR)

CLIENT = "client"
TELLER = "teller"
BRANCH = "branch"
"""Names of the signature fields, and of the places that the renderer left for them."""


_NO_TIMESTAMP: Final = (TimestampRequestError, OSError)
"""What a timestamp service that cannot be reached, or answers wrongly, makes the library raise."""


class _Page(PdfContent):
    """A page of another PDF as the picture of a signature, from memory: nothing personal in temporary files."""

    def __init__(self, pdf: bytes, place: Place) -> None:
        self._pdf = pdf
        super().__init__(box=BoxConstraints(width=place.width, height=place.height))

    def render(self) -> bytes:
        reader = PdfFileReader(io.BytesIO(self._pdf))
        art = self._ensure_writer.import_page_as_xobject(reader, page_ix=0)
        self.resources.xobject["/Art"] = art
        return b"/Art Do"


class _Writer(IncrementalPdfFileWriter):
    """Adds signatures and leaves the metadata of the archival form as they are.

    Otherwise the computer's time and another producer get into them, and information and XMP no longer agree.
    """

    def _update_meta(self) -> None:
        pass


_rooms: WeakKeyDictionary[Signer, dict[TimeStamper | None, int]] = WeakKeyDictionary()
"""It depends on key and timestamp service alone, and has a margin of half as much again."""


class _SignerAt(PdfSigner):
    """Signs at a given moment instead of the computer's."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        estimate = session.estimate_signature_container_size
        # of this one session, whose class the library leaves nobody choose
        session.estimate_signature_container_size = partial(self._room, estimate)  # type: ignore[method-assign]
        return session

    async def _room(self, estimate: Callable[..., Awaitable[int]], *args: Any, **kwargs: Any) -> int:
        """Bytes to leave for a signature. The library signs once more to find out, which takes as long as signing."""
        known = _rooms.setdefault(self.signer, {})
        if self.default_timestamper not in known:
            known[self.default_timestamper] = await estimate(*args, **kwargs)
        return known[self.default_timestamper]


def seal(
    pdf: bytes,
    keys: SigningKeys,
    signing: Signing | None,
    teller: Signing | None = None,
    *,
    at: datetime,
    timestamper: TimeStamper | None = None,
    trust_roots: Sequence[bytes] = (),
) -> bytes:
    """``pdf`` (archival, unsigned) with the ink of client and teller, when given, and the branch seal at ``at``.

    Refused: ``signing.not_ours`` (no places to sign in it), ``signing.already_signed``, ``signing.ink_unexpected``,
    ``signing.teller_missing`` (the form has a place for the teller), ``signing.teller_unexpected``,
    ``signing.ink_unusable``, ``signing.timestamp_failed``.
    """
    places = {place.role: place for place in read_places(pdf)}
    inks = {role: ink for role, ink in ((CLIENT, signing), (TELLER, teller)) if ink is not None}
    _need_places(set(places), set(inks))
    writer = _Writer(io.BytesIO(pdf))
    if "/AcroForm" in writer.root:
        raise Refused("signing.already_signed")
    for role in (*inks, BRANCH):
        append_signature_field(writer, _field(places[role], role))
    try:
        for role, ink in inks.items():
            place = places[role]
            art = ink_appearance(ink.ink, ink.signer, ink.at, place.width)
            meta = _ink_meta(role, ink, certify=role == next(iter(inks)))
            writer = _Writer(_sign(_signer(meta, keys.witness, art, place, ink.at, timestamper), writer))
        place = places[BRANCH]
        art = seal_appearance(keys.branch, at, place.width)
        meta = _seal_meta(keys, timestamper, _context(trust_roots, at, keys), certify=not inks)
        return _sign(_signer(meta, keys.seal, art, place, at, timestamper), writer).getvalue()
    except _NO_TIMESTAMP as fault:
        raise Refused("signing.timestamp_failed") from fault


def stamp(pdf: bytes, timestamper: TimeStamper, trust_roots: Sequence[bytes], at: datetime) -> bytes:
    """``pdf`` (sealed, valid) with what is needed to check it in years, and an archive timestamp over all of it.

    The bytes of ``pdf`` stand unchanged at the front. Refused: ``signing.timestamp_failed``.
    """
    return asyncio.run(_stamped(pdf, timestamper, trust_roots, at))


async def _stamped(pdf: bytes, timestamper: TimeStamper, trust_roots: Sequence[bytes], at: datetime) -> bytes:
    writer = _Writer(io.BytesIO(pdf))
    reader = PdfFileReader(io.BytesIO(pdf))
    certificates = [one.signer_cert for one in reader.embedded_signatures]
    context = _fetching(trust_roots, at, certificates)
    paths = [path for path in [await _path(one, context) for one in certificates] if path is not None]
    DocumentSecurityStore.supply_dss_in_writer(writer, sig_contents=None, paths=paths, validation_context=context)
    out = io.BytesIO()
    try:
        await run_and_release(
            PdfTimeStamper(timestamper).async_timestamp_pdf(
                writer, "sha256", validation_context=context, output=out,
                dss_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
            ),
            context,
        )  # fmt: skip
    except _NO_TIMESTAMP as fault:
        raise Refused("signing.timestamp_failed") from fault
    return out.getvalue()


async def _path(certificate: asn1_x509.Certificate, context: ValidationContext) -> ValidationPath | None:
    """The way from a certificate to what is trusted; None when there is none (any more)."""
    try:
        return await CertificateValidator(certificate, validation_context=context).async_validate_path()
    except (PathError, ValidationError):
        return None


def _context(roots: Sequence[bytes], at: datetime, keys: SigningKeys) -> ValidationContext:
    return _fetching(roots, at, [one for one in (keys.seal.signing_cert, keys.witness.signing_cert) if one is not None])


def _fetching(roots: Sequence[bytes], at: datetime, certificates: Sequence[asn1_x509.Certificate]) -> ValidationContext:
    """How to judge our own certificates as of ``at``; lists of revoked ones are fetched where the issuer keeps any.

    What was fetched goes into the file, for checks without a network later on.
    """
    trusted = [asn1_x509.Certificate.load(root) for root in roots]
    if any(one.crl_distribution_points_value is not None or one.ocsp_urls for one in certificates):
        return ValidationContext(trust_roots=trusted, allow_fetching=True)
    return ValidationContext(trust_roots=trusted, allow_fetching=False, moment=at)


def _need_places(places: set[str], inks: set[str]) -> None:
    if BRANCH not in places:
        raise Refused("signing.not_ours")
    if CLIENT in inks - places:
        raise Refused("signing.ink_unexpected")
    if TELLER in inks - places:
        raise Refused("signing.teller_unexpected")
    # what is archived is complete: a form with a place for the teller is never sealed without the teller (TO-9)
    if TELLER in places - inks:
        raise Refused("signing.teller_missing")


def _field(place: Place, name: str) -> SigFieldSpec:
    x0, y0, x1, y1 = (round(n) for n in (place.x, place.y, place.x + place.width, place.y + place.height))
    return SigFieldSpec(name, on_page=place.page, box=(x0, y0, x1, y1))


def _sign(signer: PdfSigner, writer: IncrementalPdfFileWriter) -> io.BytesIO:
    out = io.BytesIO()
    try:
        signer.sign_pdf(writer, existing_fields_only=True, output=out)
    except Exception as fault:
        # a token that was pulled out; its library is an optional one and not loaded to be asked
        if type(fault).__module__.partition(".")[0] == "pkcs11":
            raise Refused("signing.key_missing") from fault
        raise
    out.seek(0)
    return out


def _signer(
    meta: PdfSignatureMetadata, signer: Signer, art: bytes, place: Place, at: datetime, timestamper: TimeStamper | None
) -> PdfSigner:
    layout = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MIN,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.NO_SCALING,
    )
    # a style keeps the objects of the document it was first used in: a new one for each signature
    style = StaticStampStyle(border_width=0, background=_Page(art, place), background_layout=layout)
    return _SignerAt(meta, signer, timestamper=timestamper, stamp_style=style, at=at)


PEN_WORDS = "笔迹数据 SHA-256"
"""Stands in the reason of an ink signature before the hash of its pen data."""
_WHOSE = {CLIENT: "客户", TELLER: "经办柜员"}


def _ink_meta(role: str, signing: Signing, *, certify: bool) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=role,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=signing.signer,
        reason=f"{_WHOSE[role]}手写电子签名，{PEN_WORDS} {digest(signing.ink)}",
        location=signing.station,
        contact_info=f"见证柜员 {signing.witness}" if signing.witness else None,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )


def _seal_meta(
    keys: SigningKeys, timestamper: TimeStamper | None, context: ValidationContext, *, certify: bool
) -> PdfSignatureMetadata:
    long_term: dict[str, Any] = {}
    if timestamper is not None:
        # validation data before the archive timestamp, so that the last signature covers the entire file
        archive = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
        before = DSSContentSettings(include_vri=False, next_ts_settings=archive)
        long_term = {
            "embed_validation_info": True,
            "use_pades_lta": True,
            "validation_context": context,
            "dss_settings": before,
        }
    return PdfSignatureMetadata(
        field_name=BRANCH,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=keys.branch,
        reason="营业部电子印章",
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        **long_term,
    )
