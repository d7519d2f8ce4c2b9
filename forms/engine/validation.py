"""Checks a sealed form: genuine only when every signature holds and nothing was added after the last (OP-4, AR-1)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko_certvalidator import ValidationContext

from app.archive.press import SignatureCheck
from forms.engine.archive_pdf import read_places
from forms.engine.seal import BRANCH, CLIENT, TELLER

_ORDERS = {(BRANCH,), (CLIENT, BRANCH), (TELLER, BRANCH), (CLIENT, TELLER, BRANCH)}


def check(pdf: bytes, trust_roots: Sequence[bytes], moment: datetime | None = None) -> SignatureCheck:
    """Validate all signatures of ``pdf`` against the roots (DER) as of ``moment`` (default: now). Never raises.

    The rule: any exception is a problem; every signature valid, unchanged and trusted; the changes after an ink are
    signatures alone; a place for the teller is signed; the last signature covers the entire file (after the seal only
    archive timestamps).
    """
    try:
        return _check(pdf, trust_roots, moment)
    except Exception as fault:  # noqa: BLE001 - whatever a forged file makes the parser raise is a problem of the file
        return SignatureCheck(False, "", (), (f"the file cannot be validated ({type(fault).__name__})",))


def _context(trust_roots: Sequence[bytes], moment: datetime | None) -> ValidationContext:
    roots = [asn1_x509.Certificate.load(root) for root in trust_roots]
    return ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)


def _check(pdf: bytes, trust_roots: Sequence[bytes], moment: datetime | None) -> SignatureCheck:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    signatures = reader.embedded_regular_signatures
    stamps = reader.embedded_timestamp_signatures
    if not signatures:
        return SignatureCheck(False, "", (), ("the file has no signature",))
    names = tuple(str(signature.field_name) for signature in signatures)
    problems = [] if names in _ORDERS else ["the signatures are not those of a form"]
    if TELLER not in names and any(place.role == TELLER for place in read_places(pdf)):
        problems.append("the teller has not signed")
    stamped = False
    for signature, name in zip(signatures, names, strict=True):
        status = validate_pdf_signature(signature, _context(trust_roots, moment), _context(trust_roots, moment))
        problems += _problems(name, status)
        stamped = status.timestamp_validity is not None
        allowed = ModificationLevel.LTA_UPDATES if signature is signatures[-1] else ModificationLevel.FORM_FILLING
        if status.modification_level is None or status.modification_level > allowed:
            problems.append(f"the file was changed after the signature {name}")
    for stamp in stamps:
        token = validate_pdf_timestamp(stamp, _context(trust_roots, moment))
        if not (token.intact and token.valid and token.trusted):
            problems.append("an archive timestamp does not hold")
    problems += _coverage([*signatures, *stamps], reader)
    if signatures[0].docmdp_level is None:
        problems.append("the first signature does not certify the file")
    level = "B-LTA" if stamps else "B-T" if stamped else "B-B"
    return SignatureCheck(not problems, level, names, tuple(problems))


def _problems(name: str, status: object) -> list[str]:
    found = []
    for attribute, sentence in (
        ("intact", f"what the signature {name} covers was changed"),
        ("valid", f"the signature {name} is not valid"),
        ("trusted", f"the certificate of the signature {name} is not trusted"),
        ("docmdp_ok", f"changes that are not allowed follow the signature {name}"),
        ("bottom_line", f"the signature {name} does not hold"),
    ):
        if not getattr(status, attribute):
            found.append(sentence)
    return found


def _coverage(signatures: Sequence[EmbeddedPdfSignature], reader: PdfFileReader) -> list[str]:
    last = max(signatures, key=lambda signature: signature.signed_revision)
    if last.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        return ["something follows the last signature"]
    if reader.xrefs.total_revisions != last.signed_revision + 1:
        return ["a revision follows the last signature"]
    return []
