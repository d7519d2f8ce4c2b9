"""The printing press of the forms: fills, seals, checks them. What ``app`` sees of ``forms`` (OP-3, OP-4, AR-1).

Heavy libraries are loaded when they are first used, so that the program's first picture does not wait for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from app.archive.papers import print_mark
from app.archive.press import FormInfo, PressedForm, Section, SignatureCheck, Signing
from app.common.clock import Clock, SystemClock
from app.common.errors import Refused
from forms import catalogue

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

    from forms.engine.document import Document
    from forms.engine.keys import SigningKeys


_LEFT_ALONE: Final = timedelta(minutes=1)


@dataclass(slots=True)
class FormPress:
    """Implements ``app.archive.press.Press``; safe to be used from several threads.

    ``keys`` None: nothing can be sealed, everything else works (previews, ``verify`` without the key).
    ``trust_roots``: certificates (DER) that signatures are traced to; those that came with the keys are trusted too.
    ``timestamper``: the branch's timestamp service; None seals at level B-B.
    """

    keys: SigningKeys | None = None
    trust_roots: Sequence[bytes] = ()
    clock: Clock = field(default_factory=SystemClock)
    timestamper: TimeStamper | None = None
    _silent_since: datetime | None = field(default=None, init=False, repr=False)

    def forms(self) -> tuple[FormInfo, ...]:
        """List all forms, in the order of the catalogue."""
        return catalogue.infos()

    def info(self, form_id: str) -> FormInfo:
        """Tell what is known of one form. Refused: ``forms.unknown``."""
        return catalogue.info(form_id)

    def sections(self, form_id: str) -> tuple[Section, ...]:
        """List the sections that a client reads before signing. Refused: ``forms.unknown``."""
        return catalogue.sections(form_id)

    def press(self, form_id: str, facts: Any) -> PressedForm:
        """Fill a form. Refused: ``forms.unknown``, ``forms.no_glyph``, ``forms.unprintable``."""
        return press_document(catalogue.form(form_id).build(facts), facts)

    def seal(self, pressed: PressedForm, signing: Signing | None, teller: Signing | None = None) -> bytes:
        """Sign with the ink of client and teller, when given, and the branch seal at the moment of the last ink.

        Without any ink it is the clock's.
        Refused: ``signing.key_missing``, ``signing.not_ours`` (the bytes are not those that were pressed) and what
        ``forms.engine.seal.seal`` refuses.
        """
        if self.keys is None:
            raise Refused("signing.key_missing")
        from forms.engine import archive_pdf

        if archive_pdf.content_hash(pressed.pdf) != pressed.content_sha256:
            raise Refused("signing.not_ours")
        at = max((ink.at for ink in (signing, teller) if ink), default=None) or self.clock.now()
        return self._sealed(pressed.pdf, at, signing, teller)

    def _sealed(self, pdf: bytes, at: datetime, signing: Signing | None = None, teller: Signing | None = None) -> bytes:
        """Seal with timestamps where there is a service; a silent one holds nobody up, the timestamp comes later.

        A service that was silent is left alone for a minute, so that a packet of ten does not wait for it ten times.
        """
        from forms.engine import seal

        if self.keys is None:
            raise Refused("signing.key_missing")
        roots, now = self._roots(), self.clock.now()
        if self.timestamper is not None and (self._silent_since is None or now - self._silent_since > _LEFT_ALONE):
            try:
                return seal.seal(
                    pdf, self.keys, signing, teller, at=at, timestamper=self.timestamper, trust_roots=roots
                )  # fmt: skip
            except Refused as refused:
                if refused.code != "signing.timestamp_failed":
                    raise
                self._silent_since = now
        return seal.seal(pdf, self.keys, signing, teller, at=at, trust_roots=roots)

    def stamp(self, pdf: bytes) -> bytes:
        """Add an archive timestamp to a sealed PDF, all of whose bytes stay in front of it (AR-1).

        Refused: ``signing.no_timestamps`` (the branch has no service), ``signing.timestamp_failed``.
        """
        if self.timestamper is None:
            raise Refused("signing.no_timestamps")
        from forms.engine import seal

        return seal.stamp(pdf, self.timestamper, self._roots(), self.clock.now())

    def adopt(self, pressed: PressedForm, scan: bytes) -> tuple[bytes, int]:
        """Make the scan of a form signed by hand archival and seal it; its bytes and pages (KY-4).

        Refused: ``signing.key_missing``, ``signing.not_ours`` and what ``forms.engine.scan`` refuses.
        """
        if self.keys is None:
            raise Refused("signing.key_missing")
        from forms.engine import archive_pdf, attachments
        from forms.engine import scan as scans

        if archive_pdf.content_hash(pressed.pdf) != pressed.content_sha256:
            raise Refused("signing.not_ours")
        pdf, pages = scans.archival_scan(pressed, self.info(pressed.form_id).code, scan)
        # the paper shows what the form said: its facts go with it
        pdf = archive_pdf.attach(pdf, attachments.read(pressed.pdf))
        return self._sealed(pdf, self.clock.now()), pages

    def seal_ends(self) -> datetime | None:
        """When the first of the certificates ends that seal and witness with; None without keys."""
        if self.keys is None:
            return None
        certificates = (self.keys.seal.signing_cert, self.keys.witness.signing_cert)
        return min((one.not_valid_after for one in certificates if one is not None), default=None)

    def check(self, pdf: bytes) -> SignatureCheck:
        """Validate all signatures as of now; never raises: any exception is a problem."""
        from forms.engine import validation

        found = validation.check(pdf, self._roots(), self.clock.now())
        return replace(found, stamp_pending=self.timestamper is not None and found.level in ("B-B", "B-T"))

    def facts_of(self, pdf: bytes) -> dict[str, Any]:
        """Read the facts that a form carries as JSON. Refused: ``forms.no_facts``."""
        from forms.engine import attachments

        return attachments.facts_of(pdf)

    def facts_sha256(self, pdf: bytes) -> str:
        """SHA-256 (hex) of the facts a form carries: what its signatures were bound to. Refused: ``forms.no_facts``."""
        from forms.engine import attachments

        return attachments.facts_sha256(pdf)

    def rendition(self, pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
        """Make a throw-away print rendition with seal and ink, copy label and 补打 mark (SR-2)."""
        from forms.engine.rendition import rendition

        return rendition(pdf, copy_label=copy_label, reprint=reprint)

    def _roots(self) -> tuple[bytes, ...]:
        return tuple(dict.fromkeys((*self.trust_roots, *(self.keys.roots if self.keys else ()))))


def press_document(document: Document, facts: Any = None) -> PressedForm:
    """Set a document and make it archival, ``facts`` attached. Refused: ``forms.no_glyph``, ``forms.unprintable``."""
    from forms.engine import archive_pdf, renderer
    from forms.engine.attachments import Attachments

    data = None if facts is None else Attachments.of(facts)
    mark = "" if data is None else print_mark(hashlib.sha256(data.facts).hexdigest())
    rendered = renderer.render(document, mark)
    pdf = archive_pdf.archive(rendered.pdf, document, rendered.places, data)
    return PressedForm(
        document.form_id,
        document.form_version,
        document.title,
        document.number,
        pdf,
        archive_pdf.content_hash(pdf),
        rendered.pages,
    )


def warm() -> None:
    """Load fonts and libraries (about two seconds) ahead of the first form: in a thread, after the first picture."""
    from forms.engine import fonts, raster, rendition, validation  # noqa: F401 - loaded for their imports

    fonts.register()
