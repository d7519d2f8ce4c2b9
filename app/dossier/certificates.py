"""The certificates that lie in a signed PDF: read from its signatures without any PDF library (for the way out)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

_CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f]{512,})>")


def certificates_in(pdf: bytes) -> dict[str, x509.Certificate]:
    """The certificates of all signatures and timestamps, by SHA-256 (hex); what cannot be read is left out."""
    found: dict[str, x509.Certificate] = {}
    for match in _CONTENTS.finditer(pdf):
        for certificate in _certificates(match[1]):
            found[certificate.fingerprint(hashes.SHA256()).hex()] = certificate
    return found


def _certificates(digits: bytes) -> Iterator[x509.Certificate]:
    raw = bytes.fromhex(digits.decode()) if len(digits) % 2 == 0 else b""
    try:
        yield from pkcs7.load_der_pkcs7_certificates(raw[: _der_length(raw)])
    except (ValueError, TypeError, IndexError):
        return


def _der_length(raw: bytes) -> int:
    """The length of the DER value at the start of ``raw``, whose room in the PDF is filled up with noughts."""
    first = raw[1]
    if first < 0x80:
        return 2 + first
    count = first & 0x7F
    return 2 + count + int.from_bytes(raw[2 : 2 + count], "big")


def as_files(certificates: dict[str, x509.Certificate]) -> dict[str, bytes]:
    """File name -> content: each certificate as DER and as PEM, named by the first digits of its SHA-256."""
    files: dict[str, bytes] = {}
    for sha256, certificate in sorted(certificates.items()):
        files[f"{sha256[:16]}.der"] = certificate.public_bytes(Encoding.DER)
        files[f"{sha256[:16]}.pem"] = certificate.public_bytes(Encoding.PEM)
    return files
