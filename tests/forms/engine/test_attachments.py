"""The facts inside the form: paper, PDF and data are one."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest

from app.archive.press import Signing
from app.common.errors import Refused
from app.common.values import digest, plain
from forms import catalogue
from forms.engine import attachments
from forms.engine.attachments import Attachments
from forms.engine.facts_schema import schema_of
from forms.engine.press import press_document
from forms.engine.sample_ink import sample_ink
from tests.forms.engine.samples import CLOCK, extract, fonts_of, press, pressed, solid


def problems(  # noqa: PLR0911 - one for each word of the schema
    value: Any, schema: dict[str, Any], definitions: dict[str, Any]
) -> list[str]:
    """What of ``value`` the schema does not allow: the few words of JSON Schema that the facts use."""
    if "$ref" in schema:
        return problems(value, definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    if "anyOf" in schema:
        tried = [problems(value, one, definitions) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{value!r} is not listed"]
    kinds: dict[str, type | tuple[type, ...]] = {
        "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
        "null": type(None),
    }  # fmt: skip
    if not isinstance(value, kinds[schema["type"]]) or (isinstance(value, bool) and schema["type"] != "boolean"):
        return [f"{value!r} is no {schema['type']}"]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found = [f"{name} is missing" for name in schema.get("required", ()) if name not in value]
        rest = schema.get("additionalProperties")
        for name, item in value.items():
            inner = known.get(name, rest)
            found += [f"{name} is unknown"] if inner is False else problems(item, inner, definitions)
        return found
    if isinstance(value, list):
        inners = schema.get("prefixItems") or [schema["items"]] * len(value)
        return [text for item, inner in zip(value, inners, strict=True) for text in problems(item, inner, definitions)]
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{value!r} does not look like it"]
    return []


@pytest.mark.rule("AR-1")
@pytest.mark.parametrize("form_id", catalogue.form_ids())
def test_every_form_carries_its_facts_and_a_schema_that_fits_them(form_id: str) -> None:
    facts = catalogue.form(form_id).sample()
    form = press().press(form_id, facts)
    carried = attachments.read(form.pdf)
    told, schema = json.loads(carried.facts), json.loads(carried.schema)
    assert told == plain(facts)
    assert press().facts_of(form.pdf) == told
    assert press().facts_sha256(form.pdf) == digest(facts) == hashlib.sha256(carried.facts).hexdigest()
    assert problems(told, schema, schema.get("$defs", {})) == []
    assert set(schema["properties"]) == set(told)
    assert press().press(form_id, facts).content_sha256 == form.content_sha256


@pytest.mark.rule("AR-1")
def test_the_attachments_are_associated_files_as_pdf_a_3_wants_them(tmp_path: Path) -> None:
    form = press().press("custody", catalogue.form("custody").sample())
    with pikepdf.open(io.BytesIO(form.pdf)) as opened:
        names = opened.Root.Names.EmbeddedFiles.Names
        assert [str(names[at]) for at in (0, 2)] == ["facts.json", "facts.schema.json"]
        relations = {str(one.UF): str(one.AFRelationship) for one in opened.Root.AF}
        assert relations == {"facts.json": "/Data", "facts.schema.json": "/Supplement"}
        for one in opened.Root.AF:
            stream = one.EF.F
            assert str(one.F) == str(one.UF)
            assert str(one.Desc)
            assert str(stream.Type) == "/EmbeddedFile"
            assert str(stream.Subtype) == "/application/json"
            content = stream.read_bytes()
            assert int(stream.Params.Size) == len(content)
            assert bytes(stream.Params.CheckSum) == hashlib.md5(content, usedforsecurity=False).digest()
            assert str(stream.Params.ModDate) == "D:20000101000000Z", "no time of making"
    (tmp_path / "form.pdf").write_bytes(form.pdf)
    shown = subprocess.run(
        ["qpdf", "--show-attachment=facts.json", str(tmp_path / "form.pdf")], capture_output=True, check=True
    )
    assert json.loads(shown.stdout) == press().facts_of(form.pdf)


@pytest.mark.parametrize("form_id", ["application", "assessment", "transfer-receipt"])
def test_what_is_attached_stands_on_the_paper_too(form_id: str, tmp_path: Path) -> None:
    form = press().press(form_id, catalogue.form(form_id).sample())
    told, text = press().facts_of(form.pdf), solid(extract(form.pdf))
    head = told["head"]
    for value in (head["number"], head["branch"]["company"], head["teller_name"]):
        assert solid(value) in text
    assert all(row[-5] == "yes" for row in fonts_of(form.pdf, tmp_path)), "embedded"


@pytest.mark.rule("AR-1")
def test_sealed_and_scanned_forms_carry_the_facts_of_what_was_pressed() -> None:
    module = catalogue.form("application")
    form = press().press("application", module.sample())
    signing = Signing("林𬭎样", sample_ink(), CLOCK.now(), "柜员", "柜台1")
    sealed = press().seal(form, signing)
    assert attachments.read(sealed) == attachments.read(form.pdf)
    assert press().facts_sha256(press().rendition(sealed)) == digest(module.sample())


def test_a_changed_fact_in_a_sealed_form_makes_it_not_genuine() -> None:
    form = press().press("contents", catalogue.form("contents").sample())
    sealed = press().seal(form, None)
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        told = json.loads(opened.Root.AF[0].EF.F.read_bytes())
        told["head"]["teller_name"] = "别人"
        opened.Root.AF[0].EF.F.write(json.dumps(told).encode())
        out = io.BytesIO()
        opened.save(out)
    assert press().facts_of(out.getvalue())["head"]["teller_name"] == "别人"
    assert not press().check(out.getvalue()).genuine


def bomb() -> bytes:
    with pikepdf.open(io.BytesIO(pressed().pdf)) as opened:
        attachments.write(opened, Attachments(b"0" * 50_000_000, b"{}"), "D:20000101000000Z")
        out = io.BytesIO()
        opened.save(out, recompress_flate=True)
        return out.getvalue()


def chained() -> bytes:
    with pikepdf.open(io.BytesIO(pressed().pdf)) as opened:
        attachments.write(opened, Attachments(b"{}", b"{}"), "D:20000101000000Z")
        stream = opened.Root.AF[0].EF.F
        stream.write(stream.read_raw_bytes(), filter=pikepdf.Name.ASCIIHexDecode)
        out = io.BytesIO()
        opened.save(out, compress_streams=False)
        return out.getvalue()


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", pressed().pdf, bomb(), chained()])
def test_what_is_none_of_our_forms_has_no_facts(pdf: bytes) -> None:
    for read in (press().facts_of, press().facts_sha256):
        with pytest.raises(Refused, match=r"forms\.no_facts"):
            read(pdf)


@pytest.mark.parametrize("facts", [b"[1]", b"\xff", b"{"])
def test_facts_that_are_no_json_object_are_refused(facts: bytes) -> None:
    with pikepdf.open(io.BytesIO(pressed().pdf)) as opened:
        attachments.write(opened, Attachments(facts, b"{}"), "D:20000101000000Z")
        out = io.BytesIO()
        opened.save(out)
    with pytest.raises(Refused, match=r"forms\.no_facts"):
        press().facts_of(out.getvalue())


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    """Something inside."""

    day: date
    share: float


@dataclass(frozen=True)
class Outer:
    """All kinds of values."""

    text: str
    count: int
    sure: bool
    amount: Decimal
    colour: Colour
    way: Literal["a", "b"]
    pair: tuple[str, int]
    many: tuple[Inner, ...]
    bag: frozenset[str]
    by_name: dict[str, Inner]
    perhaps: Inner | None
    raw: bytes


def test_a_schema_tells_all_kinds_of_values_and_keeps_to_them() -> None:
    inner = Inner(date(2026, 1, 2), 0.5)
    full = Outer(
        "甲", 1, True, Decimal("-1.50"), Colour.RED, "a", ("x", 2), (inner,), frozenset({"b", "a"}), {"k": inner}, None,
        b"\x01",
    )  # fmt: skip
    schema = json.loads(schema_of(Outer))
    told = plain(full)
    assert problems(told, schema, schema["$defs"]) == []
    assert schema["description"] == "All kinds of values."
    assert schema["properties"]["bag"]["uniqueItems"] is True
    for name, wrong in (("count", "1"), ("amount", 1.5), ("colour", "blue"), ("way", "c"), ("many", [1]), ("raw", "g")):
        assert problems({**told, name: wrong}, schema, schema["$defs"]), name
    assert problems({**told, "more": 1}, schema, schema["$defs"])
    assert schema_of(Outer) == schema_of(Outer)


def test_a_type_that_json_cannot_tell_is_an_error_of_the_programmer() -> None:
    @dataclass(frozen=True)
    class Odd:
        thing: object

    with pytest.raises(ValueError, match="no schema"):
        schema_of(Odd)


def test_a_document_without_facts_is_archival_all_the_same() -> None:
    assert press_document(catalogue.form("contents").build(catalogue.form("contents").sample())).pages == 1
