"""What may be kept as evidence, and in which form: cleaned pages, or sound with consent (CP-1)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from app.common.errors import Refused
from app.complaints.desk import PageReader
from app.complaints.domain import EvidenceKind

MOST_RECORDING_BYTES = 30 * 1024 * 1024
"""A recording larger than this is refused: about half an hour of telephone sound."""
NAME_LIMIT = 120


@dataclass(frozen=True, slots=True, repr=False)
class ReadEvidence:
    """A file taken apart: the pages of a paper as JPEG, or the sound as it came."""

    kind: EvidenceKind
    name: str
    media: str
    files: tuple[bytes, ...]
    with_consent: bool


def read_evidence(reader: PageReader, name: str, content: bytes, consent: str) -> ReadEvidence:
    """Look at what the file is, by its first bytes and never by its name, and take it apart.

    Refused: ``complaints.no_consent`` for a recording without one, ``complaints.recording_too_large`` (``limit`` in
    MB), ``complaints.evidence_kind`` for what is neither; for papers as the reader (``scan.*``).
    """
    shown = _plain_name(name)
    sound = sound_of(content)
    if not sound:
        try:
            pages = tuple(page.jpeg for page in reader.read(shown, content))
        except Refused as refused:
            if refused.code == "scan.unknown_kind":
                raise Refused("complaints.evidence_kind", field="evidence") from refused
            raise
        return ReadEvidence(EvidenceKind.PAPER, shown, "image/jpeg", pages, with_consent=False)
    if len(content) > MOST_RECORDING_BYTES:
        limit = MOST_RECORDING_BYTES // (1024 * 1024)
        raise Refused("complaints.recording_too_large", field="evidence", limit=limit)
    if not consent:
        raise Refused("complaints.no_consent", field="consent")
    return ReadEvidence(EvidenceKind.RECORDING, shown, sound, (content,), with_consent=True)


def sound_of(content: bytes) -> str:
    """The media type of a recording by its first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[:3] == b"ID3" or (content[:1] == b"\xff" and len(content) > 1 and content[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if content[4:8] == b"ftyp" and content[8:11] in (b"M4A", b"mp4", b"iso", b"3gp"):
        return "audio/mp4"
    starts = {b"OggS": "audio/ogg", b"#!AMR": "audio/amr"}
    return next((media for start, media in starts.items() if content.startswith(start)), "")


SUFFIXES = {"audio/wav": ".wav", "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/ogg": ".ogg", "audio/amr": ".amr"}
"""What a recording's file name ends in when somebody saves it."""


def _plain_name(name: str) -> str:
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if not unicodedata.category(c).startswith(("C", "Zl", "Zp"))).strip()
    return shown[:NAME_LIMIT] or "evidence"
