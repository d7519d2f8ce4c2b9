"""The facts of a form inside its PDF/A-3: as canonical JSON with the schema that explains them (AR-1).

Paper, PDF and data are one: the attachments are part of what the signatures cover.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from app.common.errors import Refused
from app.common.values import canonical_json
from forms.engine.facts_schema import schema_of

FACTS_FILE: Final = "facts.json"
SCHEMA_FILE: Final = "facts.schema.json"
_ABOUT: Final = {FACTS_FILE: "本文书所载数据", SCHEMA_FILE: "数据的 JSON Schema"}
_RELATION: Final = {FACTS_FILE: Name.Data, SCHEMA_FILE: Name.Supplement}
_MOST: Final = 5 * 1024 * 1024
"""Attachments larger than this are none of ours and are not read."""


@dataclass(frozen=True, slots=True)
class Attachments:
    """The two files that a form carries, as bytes (UTF-8 JSON)."""

    facts: bytes
    schema: bytes

    @staticmethod
    def of(facts: Any) -> Attachments:
        """Those of ``facts``, a dataclass: the SHA-256 of ``facts`` is ``app.common.values.digest`` of them."""
        kind: type = type(facts)
        return Attachments(canonical_json(facts).encode(), schema_of(kind))


def write(pdf: Pdf, attachments: Attachments, moment: str) -> Array:
    """Put the files into ``pdf`` as associated files; gives the name tree's entries. ``moment``: a fixed PDF date."""
    entries, associated = Array(), Array()
    for name, content in sorted({FACTS_FILE: attachments.facts, SCHEMA_FILE: attachments.schema}.items()):
        file = pdf.make_indirect(_file(pdf, name, content, moment))
        entries.extend(Array([String(name), file]))
        associated.append(file)
    pdf.Root.AF = associated
    return entries


def _file(pdf: Pdf, name: str, content: bytes, moment: str) -> Dictionary:
    told = Dictionary(
        ModDate=String(moment),
        CreationDate=String(moment),
        Size=len(content),
        CheckSum=String(hashlib.md5(content, usedforsecurity=False).digest()),
    )
    stream = pdf.make_stream(content, Type=Name.EmbeddedFile, Subtype=Name("/application/json"), Params=told)
    return Dictionary(
        Type=Name.Filespec,
        F=String(name),
        UF=String(name),
        Desc=String(_ABOUT[name]),
        AFRelationship=_RELATION[name],
        EF=Dictionary(F=stream, UF=stream),
    )


def read(pdf: bytes) -> Attachments:
    """The attached files. Refused: ``forms.no_facts`` when the file has none, or is no PDF."""
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            found = {
                str(entry.UF): _content(entry.EF.F)
                for entry in opened.Root.get("/AF", Array())
                if str(entry.get("/UF", "")) in _ABOUT
            }
        return Attachments(found[FACTS_FILE], found[SCHEMA_FILE])
    except Exception as fault:  # whatever a forged file makes the parser raise: it has no facts of ours
        raise Refused("forms.no_facts") from fault


def _content(stream: Object) -> bytes:
    """The bytes of an attachment; never more than ours have, whatever a foreign one would swell to."""
    raw = bytes(stream.read_raw_bytes())
    if stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream:
        unpacked = zlib.decompressobj()
        raw = unpacked.decompress(raw, _MOST)
        if unpacked.unconsumed_tail:
            raise ValueError("too large")
    elif "/Filter" in stream:
        raise ValueError("not packed as ours are")
    return raw


def facts_of(pdf: bytes) -> dict[str, Any]:
    """The facts of a form, read back. Refused: ``forms.no_facts``."""
    try:
        told = json.loads(read(pdf).facts)
    except ValueError as fault:
        raise Refused("forms.no_facts") from fault
    if not isinstance(told, dict):
        raise Refused("forms.no_facts")
    return told


def facts_sha256(pdf: bytes) -> str:
    """SHA-256 (hex) of the attached facts: the digest that signatures are bound to. Refused: ``forms.no_facts``."""
    return hashlib.sha256(read(pdf).facts).hexdigest()
