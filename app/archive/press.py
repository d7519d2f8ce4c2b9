"""The port to the forms: what the business needs of a printing press, without knowing reportlab (OP-3, AR-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

MOST_SCAN_BYTES = 20 * 1024 * 1024
"""A scan larger than this is refused unread."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a text that the client reads on the display: a title and its paragraphs."""

    id: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def length(self) -> int:
        """Number of characters to be read."""
        return sum(len(paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class FormInfo:
    """What is known of a form before it is filled. ``version`` is that of its legal text (``2026-11``).

    ``kind``: that of the dossier (``agreement``, ``transfer-out``); ``signers``: roles that sign it in order, of
    ``client``, ``teller`` and ``branch``; ``copies``: labels of the copies handed out.
    """

    id: str
    code: str
    title: str
    version: str
    kind: str
    signers: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PressedForm:
    """A filled form before signing: PDF/A-3u bytes that depend on the facts alone."""

    form_id: str
    form_version: str
    title: str
    number: str
    pdf: bytes
    content_sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class PenPoint:
    """One sample of the pen: position in 1/100 mm from the top left of the pad, pressure 0..1, ms since the first."""

    x: int
    y: int
    pressure: float
    t: int


@dataclass(frozen=True, slots=True)
class Ink:
    """A handwritten signature as vectors. ``width``/``height`` of the pad in 1/100 mm; strokes in order of writing."""

    width: int
    height: int
    strokes: tuple[tuple[PenPoint, ...], ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """The signing of one form by client or teller: whose ink, when, witnessed by whom, where (OP-4, TO-9).

    ``witness`` is empty for the teller's own.
    """

    signer: str
    ink: Ink
    at: datetime
    witness: str
    station: str


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature of a PDF. ``role``: ``client``, ``teller``, ``branch``, or the field's name when it is another.

    ``name``: who signed, as written in it; ``at``: the timestamp's moment, else what the signer's clock said;
    ``level``: ``B-B``, ``B-T`` or ``B-LTA``; ``why``: English sentences of what is wrong; ``pen_sha256``: the pen data
    that ink is bound to;
    ``stamped_by``: name of the timestamp service.
    """

    role: str
    name: str
    at: datetime | None
    level: str
    ok: bool
    why: str = ""
    pen_sha256: str = ""
    stamped_by: str = ""


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What a check of a signed PDF found. ``genuine`` only when every signature holds and the last covers the file.

    ``problems`` are short English sentences without personal data; empty when genuine. ``untrusted``: all that is
    wrong is that nobody vouches for the certificates. ``stamp_pending``: the branch has a timestamp service, this file
    no timestamp yet. ``stamped_until``: when the certificate of the last archive timestamp ends.
    """

    genuine: bool
    level: str
    signers: tuple[str, ...]
    problems: tuple[str, ...]
    signatures: tuple[SignatureFound, ...] = ()
    untrusted: bool = False
    stamp_pending: bool = False
    stamped_until: datetime | None = None


class Press(Protocol):
    """Makes, signs and checks forms. Implemented by ``forms.engine.press.FormPress``."""

    def forms(self) -> tuple[FormInfo, ...]:
        """All forms, in the order of the list."""
        ...

    def info(self, form_id: str) -> FormInfo:
        """One form. Refused: ``forms.unknown``."""
        ...

    def sections(self, form_id: str) -> tuple[Section, ...]:
        """The sections a client reads before signing; empty for a form without any."""
        ...

    def press(self, form_id: str, facts: object) -> PressedForm:
        """Fill the form. Refused: ``forms.unknown``, ``forms.no_glyph`` (a character nobody can draw, by name)."""
        ...

    def seal(self, pressed: PressedForm, signing: Signing | None, teller: Signing | None = None) -> bytes:
        """The pressed form with the ink of client and teller (when given), then the branch seal, as PAdES signatures.

        Refused: ``signing.teller_missing`` when the form has a place for the teller and ``teller`` is None (TO-9),
        ``signing.teller_unexpected`` when it has none, ``signing.ink_unexpected`` likewise for the client.
        """
        ...

    def adopt(self, pressed: PressedForm, scan: bytes) -> tuple[bytes, int]:
        """The scan (PDF, JPEG, PNG) of the form printed and signed by hand, as a sealed archival PDF; its pages (KY-4).

        Refused before anything is decoded: ``scan.too_large``, ``scan.too_many_pixels``, ``scan.unknown_kind``; then
        ``scan.damaged``, ``scan.pages_missing`` (``pages``, ``of``), ``scan.too_many_pages``.
        """
        ...

    def seal_ends(self) -> datetime | None:
        """When the first of the certificates ends that seal and witness with; None where nothing can be sealed."""
        ...

    def check(self, pdf: bytes) -> SignatureCheck:
        """Validate all signatures of a sealed PDF; never raises: any exception is a problem."""
        ...

    def stamp(self, pdf: bytes) -> bytes:
        """A sealed PDF with an archive timestamp added: all its bytes, then the timestamp (AR-1).

        Refused: ``signing.no_timestamps`` (the branch has no timestamp service), ``signing.timestamp_failed``.
        """
        ...

    def facts_of(self, pdf: bytes) -> dict[str, Any]:
        """The facts that a form carries as JSON. Refused: ``forms.no_facts``."""
        ...

    def facts_sha256(self, pdf: bytes) -> str:
        """SHA-256 (hex) of the facts a form carries: what its signatures were bound to. Refused: ``forms.no_facts``."""
        ...

    def rendition(self, pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
        """A throw-away print rendition: annotations flattened, copy label and 补打 mark as underlay (SR-2)."""
        ...
