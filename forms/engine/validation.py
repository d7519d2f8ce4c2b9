"""Checks a sealed form: genuine only when every signature holds and nothing was added after the last (OP-4, AR-1).

A signature that carries a timestamp is judged as of that moment, one below an archive timestamp as of that, and each
archive timestamp as of the next: so a form is still genuine when the certificates it was sealed with have long run out.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from asn1crypto import x509 as asn1_x509
from asn1crypto.parser import peek
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext

from app.archive.press import SignatureCheck, SignatureFound
from forms.engine import quick_reading
from forms.engine.archive_pdf import read_places
from forms.engine.seal import BRANCH, CLIENT, PEN_WORDS, TELLER

quick_reading.install()

_ORDERS = {(BRANCH,), (CLIENT, BRANCH), (TELLER, BRANCH), (CLIENT, TELLER, BRANCH)}
_PEN: Final = re.compile(re.escape(PEN_WORDS) + r" ([0-9a-f]{64})$")


def check(pdf: bytes, trust_roots: Sequence[bytes], moment: datetime) -> SignatureCheck:
    """Validate all signatures of ``pdf`` against the roots (DER) as of ``moment``. Never raises.

    The rule: any exception is a problem; every signature valid, unchanged and trusted; the changes after an ink are
    signatures alone; a place for the teller is signed; the last signature covers the entire file (after the seal only
    archive timestamps).
    """
    try:
        return asyncio.run(_Check(pdf, tuple(trust_roots), moment).run())
    except Exception as fault:  # noqa: BLE001 - whatever a forged file makes the parser raise is a problem of the file
        return SignatureCheck(False, "", (), (f"the file cannot be validated ({type(fault).__name__})",))


@lru_cache(maxsize=64)
def _root(der: bytes) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(der)


class _Check:
    """One check: the file, what is trusted, and what was found so far."""

    def __init__(self, pdf: bytes, roots: tuple[bytes, ...], moment: datetime) -> None:
        self._pdf = pdf
        self._reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        embedded = self._reader.embedded_signatures
        self._signatures = [one for one in embedded if one.sig_object_type == "/Sig"]
        self._stamps = [one for one in embedded if one.sig_object_type == "/DocTimeStamp"]
        self._strange = len(embedded) - len(self._signatures) - len(self._stamps)
        self._roots = [_root(der) for der in roots]
        self._moment = moment
        self._problems: list[str] = []
        self._doubts: list[str] = []
        """Problems that are of trust alone."""
        self._contexts: dict[datetime, ValidationContext] = {}
        self._store: DocumentSecurityStore | None
        try:
            self._store = DocumentSecurityStore.read_dss(self._reader)
        except NoDSSFoundError:
            self._store = None

    def _context(self, moment: datetime) -> ValidationContext:
        """What to judge certificates by as of ``moment``: the roots, and what the file itself keeps for that."""
        if moment not in self._contexts:
            given: dict[str, Any] = {
                "trust_roots": self._roots,
                "allow_fetching": False,
                "moment": moment,
                "retroactive_revinfo": True,
            }
            kept = self._store
            context = ValidationContext(**given) if kept is None else kept.as_validation_context(given)
            self._contexts[moment] = context
        return self._contexts[moment]

    async def run(self) -> SignatureCheck:
        if not self._signatures:
            return SignatureCheck(False, "", (), ("the file has no signature",))
        names = tuple(str(signature.field_name) for signature in self._signatures)
        if names not in _ORDERS or self._strange:
            self._problems.append("the signatures are not those of a form")
        if TELLER not in names and any(place.role == TELLER for place in read_places(self._pdf)):
            self._problems.append("the teller has not signed")
        for one in (*self._signatures, *self._stamps):
            # the room kept for a signature is larger than it; nothing but zeros may lie in the rest
            if any(one.pkcs7_content[peek(one.pkcs7_content) :]):
                self._problems.append("something is hidden behind a signature")
        held = await self._stamp_chain()
        found = [
            await self._signature(signature, name, held)
            for signature, name in zip(self._signatures, names, strict=True)
        ]
        self._coverage()
        if self._signatures[0].docmdp_level is None:
            self._problems.append("the first signature does not certify the file")
        problems = (*self._problems, *self._doubts)
        until = _certificate_end(self._stamps[-1]) if self._stamps else None
        return SignatureCheck(
            not problems, found[-1].level, names, problems, tuple(found),
            untrusted=bool(self._doubts) and not self._problems, stamped_until=until,
        )  # fmt: skip

    async def _stamp_chain(self) -> datetime:
        """Judge the archive timestamps, the newest as of now; gives the moment as of which to judge what they cover."""
        self._stamps.sort(key=lambda stamp: stamp.signed_revision)
        moment = self._moment
        for stamp in reversed(self._stamps):
            # what was changed after a timestamp is judged with the signatures below it
            token = await async_validate_pdf_timestamp(stamp, self._context(moment), skip_diff=True)
            if not (token.intact and token.valid):
                self._problems.append("an archive timestamp does not hold")
            elif not token.trusted:
                self._doubts.append("the certificate of an archive timestamp is not trusted")
            moment = token.timestamp
        return moment

    async def _signature(self, signature: EmbeddedPdfSignature, name: str, held: datetime) -> SignatureFound:
        stamped = _stamped_at(signature)
        status = await async_validate_pdf_signature(signature, self._context(stamped or held), self._context(held))
        problems, doubts = _problems(name, status)
        if stamped is not None and (not status.timestamp_validity or status.timestamp_validity.timestamp != stamped):
            problems.append(f"the timestamp of the signature {name} is not the one that was judged")
        last = signature is self._signatures[-1]
        allowed = ModificationLevel.LTA_UPDATES if last else ModificationLevel.FORM_FILLING
        if status.modification_level is None or status.modification_level > allowed:
            problems.append(f"the file was changed after the signature {name}")
        self._problems += problems
        self._doubts += doubts
        told = signature.sig_object
        pen = _PEN.search(str(told.get("/Reason", "")))
        level = "B-LTA" if last and self._stamps else "B-B" if stamped is None else "B-T"
        return SignatureFound(
            name, str(told.get("/Name", "")), stamped or signature.self_reported_timestamp, level,
            not problems and not doubts, "; ".join((*problems, *doubts)), pen[1] if pen else "",
            self._stamped_by(signature, last=last),
        )  # fmt: skip

    def _stamped_by(self, signature: EmbeddedPdfSignature, *, last: bool) -> str:
        data = _token(signature)
        if data is None and last and self._stamps:
            data = self._stamps[0].signed_data
        return "" if data is None else _service(data)

    def _coverage(self) -> None:
        last = max([*self._signatures, *self._stamps], key=lambda signature: signature.signed_revision)
        if last.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
            self._problems.append("something follows the last signature")
        elif self._reader.xrefs.total_revisions != last.signed_revision + 1:
            self._problems.append("a revision follows the last signature")


def _problems(name: str, status: Any) -> tuple[list[str], list[str]]:
    """What is wrong with a signature, and what is wrong with the trust in it."""
    found = []
    for attribute, sentence in (
        ("intact", f"what the signature {name} covers was changed"),
        ("valid", f"the signature {name} is not valid"),
        ("docmdp_ok", f"changes that are not allowed follow the signature {name}"),
    ):
        if not getattr(status, attribute):
            found.append(sentence)
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        found.append(f"the timestamp of the signature {name} does not hold")
    doubts = []
    if not status.trusted:
        doubts.append(f"the certificate of the signature {name} is not trusted")
    if stamp is not None and not stamp.trusted:
        doubts.append(f"the timestamp of the signature {name} is not trusted")
    if not (found or doubts or status.bottom_line):
        found.append(f"the signature {name} does not hold")
    return found, doubts


def _token(signature: EmbeddedPdfSignature) -> Any:
    """The timestamp that a signature carries, as signed data; None without one."""
    return next(iter(extract_tst_data_iter(signature.signer_info, signed=False)), None)


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """The moment in a signature's own timestamp; that the timestamp holds is judged with the signature."""
    data = _token(signature)
    if data is None:
        return None
    moment: datetime = data["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _service(data: Any) -> str:
    """The name in the certificate of a timestamp service."""
    serials = {info["sid"].chosen["serial_number"].native for info in data["signer_infos"]}
    for wrapped in data["certificates"]:
        if wrapped.chosen.serial_number in serials:
            native = wrapped.chosen.subject.native
            return str(native.get("common_name", ""))
    return ""


def _certificate_end(stamp: EmbeddedPdfSignature) -> datetime:
    end: datetime = stamp.signer_cert.not_valid_after
    return end
