"""What was made quick answers as the libraries do."""

from __future__ import annotations

import io
from typing import Any

import pytest
from asn1crypto import x509
from hypothesis import example, given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic

from forms.engine import validation
from forms.engine.quick_reading import read_hex_string, slowly_prepared, slowly_read


def outcome(read: Any, content: bytes) -> tuple[str, Any, int]:
    stream = io.BytesIO(content)
    try:
        found = read(stream)
    except Exception as fault:  # noqa: BLE001 - the kind of fault is what is compared
        return type(fault).__name__, str(fault), 0
    content = found.encode("utf-16", "surrogatepass") if isinstance(found, str) else bytes(found)
    return type(found).__name__, content, stream.tell()


def compared(content: bytes) -> tuple[str, Any, int]:
    mine, theirs = outcome(read_hex_string, content), outcome(slowly_read, content)
    assert mine == theirs
    return mine


@given(st.binary(max_size=400), st.binary(max_size=8), st.sampled_from([b"", b" ", b"\n", b"%x\n", b"0", b"g", b"<"]))
@example(b"x" * 400, b"", b"")
@example(b"", b"", b"")
def test_hex_strings_are_read_as_the_library_reads_them(content: bytes, after: bytes, between: bytes) -> None:
    digits = content.hex().encode()
    half = len(digits) // 2
    for text in (digits, digits.upper(), digits[:half] + between + digits[half:]):
        compared(b"<" + text + b">" + after)
        compared(b"<" + text)


@given(st.binary(max_size=60))
def test_any_bytes_at_all_have_the_same_outcome(content: bytes) -> None:
    compared(content)
    compared(b"<" + content + b">")


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 70_000])
def test_long_strings_are_read_over_the_ends_of_blocks(size: int) -> None:
    kind, _, behind = compared(b"<" + b"ab" * size + b">rest")
    assert kind.endswith("Object")
    assert behind == 2 * size + 2


@given(st.text(max_size=40))
def test_names_are_prepared_as_the_library_prepares_them(text: str) -> None:
    def tried(prepare: Any) -> tuple[bool, str]:
        try:
            return True, prepare(None, text)
        except ValueError as fault:
            return False, str(fault)

    assert tried(x509.NameTypeAndValue._ldap_string_prep) == tried(slowly_prepared)


def test_the_check_uses_both() -> None:
    assert validation.check.__module__ == "forms.engine.validation"
    assert generic.read_hex_string_from_stream is read_hex_string
    assert x509.NameTypeAndValue._ldap_string_prep is not slowly_prepared
