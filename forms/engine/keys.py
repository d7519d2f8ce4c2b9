"""Keys that sign: the branch's PKCS#12 or PKCS#11 key, and the certificate of a sample branch (OP-4)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from app.common.errors import Refused

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from pyhanko.sign.signers import Signer

_SAMPLE_ROOT: Final = "柜台样例根证书 (sample root, no authority)"
_VALID_FROM: Final = datetime(2020, 1, 1, tzinfo=UTC)
_VALID_UNTIL: Final = datetime(2060, 1, 1, tzinfo=UTC)
"""A sample certificate outlives the twenty years that its documents are kept."""


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The keys of a branch. ``seal`` makes the branch seal, ``witness`` signs the client's ink on the counter's behalf.

    ``branch`` is the name around the seal; ``roots`` are the self-signed certificates (DER) that came with the key.
    """

    seal: Signer
    witness: Signer
    branch: str
    roots: tuple[bytes, ...]

    @staticmethod
    def from_pkcs12(data: bytes, password: str, *, witness: tuple[bytes, str] | None = None) -> SigningKeys:
        """Keys from PKCS#12 files; without a second one, one key signs both.

        Refused: ``signing.key_unreadable`` (not PKCS#12, wrong password), ``signing.key_unsuitable`` (no key or no
        certificate in it, or neither EC nor RSA).
        """
        seal = _signer(data, password)
        certificates = [seal.signing_cert, *seal.cert_registry]
        roots = {c.dump() for c in certificates if c is not None and c.self_issued and c.ca}
        return SigningKeys(seal, _signer(*witness) if witness else seal, _name_of(seal), tuple(sorted(roots)))

    @staticmethod
    def from_pkcs11(module: str, token: str, pin: str, certificate_label: str, key_label: str) -> SigningKeys:
        """Keys on a token or in a security module; the key itself never leaves it.

        Refused: ``signing.key_unreadable``.
        """
        try:
            from pyhanko.sign.pkcs11 import PKCS11Signer

            session = _session(module, token, pin)
            # tokens that hash by themselves are few; all sign a hash that is made here
            signer = PKCS11Signer(session, cert_label=certificate_label, key_label=key_label, use_raw_mechanism=True)
            return SigningKeys(signer, signer, _name_of(signer), ())
        except Exception as fault:
            raise Refused("signing.key_unreadable") from fault


@lru_cache(maxsize=4)
def _session(module: str, token: str, pin: str) -> Any:
    """The process's session with a token: a token lets a process sign in once."""
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import open_pkcs11_session

    return open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin)


def _signer(data: bytes, password: str) -> Signer:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign.signers import SimpleSigner

    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, password.encode())
    except Exception as fault:
        raise Refused("signing.key_unreadable") from fault
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise Refused("signing.key_unsuitable")
    signer: Signer | None = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password.encode())
    if signer is None:
        raise Refused("signing.key_unreadable")
    return signer


def _name_of(signer: Signer) -> str:
    if signer.signing_cert is None:
        raise Refused("signing.key_unsuitable")
    native = signer.signing_cert.subject.native
    common, organisation = str(native.get("common_name", "")), str(native.get("organization_name", ""))
    # a common name holds 64 bytes, 21 Han characters: a long name is whole in the organisation only
    return organisation if organisation.startswith(common) else common


def make_sample_certificate(branch_name: str) -> tuple[bytes, str]:
    """A PKCS#12 file and its password: a P-256 key certified for ``branch_name`` by a root made for it alone.

    The root's key is thrown away: nobody can issue more.
    """
    return make_certified_key(branch_name)


def make_certified_key(
    name: str, valid_from: datetime = _VALID_FROM, *, for_timestamps: bool = False, valid_until: datetime = _VALID_UNTIL
) -> tuple[bytes, str]:
    """A PKCS#12 file and its password: a P-256 key, certified for ``name`` by a root whose key is thrown away.

    ``for_timestamps``: the certificate serves for timestamps and for nothing else (RFC 3161).
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    span = (valid_from, valid_until)
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = _certificate(_SAMPLE_ROOT, root_key, root_key, span, is_root=True)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(name, key, root_key, span, is_root=False, for_timestamps=for_timestamps)
    password = secrets.token_urlsafe(24)
    protection = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"branch", key, certificate, [root], protection), password


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    span: tuple[datetime, datetime],
    *,
    is_root: bool,
    for_timestamps: bool = False,
) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root and not for_timestamps,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )

    def named(text: str) -> x509.Name:
        common = text.encode()[:64].decode(errors="ignore")
        return x509.Name(
            [x509.NameAttribute(NameOID.ORGANIZATION_NAME, text), x509.NameAttribute(NameOID.COMMON_NAME, common)]
        )

    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(_SAMPLE_ROOT))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if for_timestamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())
