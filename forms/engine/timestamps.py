"""Timestamp services (RFC 3161): one on the network, or the branch's own where it has no network (AR-1).

A service of one's own proves the order and the integrity of what it stamped as long as its key is safe; that a moment
is true it proves to nobody outside. The check names the service, so that whoever reads it can tell.
"""

from __future__ import annotations

import hashlib
import secrets
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from app.common.errors import Refused
from forms.engine.keys import make_certified_key

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from app.common.clock import Clock

PATIENCE: Final = 6.0
"""Seconds after which a service that does not answer is given up."""
_LONGEST_ANSWER: Final = 256 * 1024
_GRANTED: Final = ("granted", "granted_with_mods")
_POLICY: Final = "2.25.203954837115410203467221"
"""Names the policy of a branch's own service: what the module says above."""


class HttpTimeStamper(TimeStamper):
    """A service reached by HTTP or HTTPS. Refused: ``signing.timestamp_url`` for any other address."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library types it not
        self.url = need_url(url)
        self._patience = patience

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask the service. OSError or its child TimestampRequestError when it gives no good answer."""
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        asked = urllib.request.Request(self.url, req.dump(), headers)  # noqa: S310 - only http and https come here
        try:
            with urllib.request.urlopen(asked, timeout=self._patience) as answer:  # noqa: S310
                kind, content = answer.headers.get_content_type(), answer.read(_LONGEST_ANSWER)
        except urllib.error.HTTPError as fault:
            fault.close()
            raise TimestampRequestError("the service refuses") from None
        if kind != "application/timestamp-reply":
            raise TimestampRequestError("the service's answer is no timestamp")
        try:
            response = tsp.TimeStampResp.load(content, strict=True)
            fits = response["status"]["status"].native not in _GRANTED or _fits(response, req)
        except (ValueError, TypeError, KeyError) as fault:
            raise TimestampRequestError("the service's answer cannot be read") from fault
        if not fits:
            raise TimestampRequestError("the service answers another question")
        return response


def _fits(response: tsp.TimeStampResp, request: tsp.TimeStampReq) -> bool:
    """Whether a token is for what was asked; the library asks too late, and stumbles over it."""
    info = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    asked, told = request["message_imprint"], info["message_imprint"]
    return bool(
        info["nonce"].native == request["nonce"].native
        and told["hashed_message"].native == asked["hashed_message"].native
        and told["hash_algorithm"]["algorithm"].native == asked["hash_algorithm"]["algorithm"].native
    )


def need_url(url: str) -> str:
    """``url`` when it is one of HTTP or HTTPS, without a password in it. Refused: ``signing.timestamp_url``."""
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError:
        raise Refused("signing.timestamp_url", field="tsa") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise Refused("signing.timestamp_url", field="tsa")
    return url


class LocalTimeStamper(TimeStamper):
    """The branch's own service: an EC key and its certificate for timestamps, at the branch's clock."""

    def __init__(self, data: bytes, password: str, clock: Clock) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library types it not
        key, certificate, more = pkcs12.load_key_and_certificates(data, password.encode())
        if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey):
            raise Refused("signing.key_unsuitable")
        self._key = key
        self._certificate = _asn1(certificate)
        self._chain = [self._certificate, *map(_asn1, more)]
        self._clock = clock

    @property
    def roots(self) -> tuple[bytes, ...]:
        """The self-signed certificates (DER) that came with the key."""
        return tuple(one.dump() for one in self._chain if one.self_issued and one.ca)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Stamp at the clock's moment."""
        told = {
            "version": "v1",
            "policy": _POLICY,
            "message_imprint": req["message_imprint"],
            "serial_number": secrets.randbits(63),
            "gen_time": self._clock.now().astimezone(UTC).replace(microsecond=0),
            "tsa": x509.GeneralName(name="directory_name", value=self._certificate.subject),
        }
        if req["nonce"].native is not None:
            told["nonce"] = req["nonce"]
        token = cms.ContentInfo({"content_type": "signed_data", "content": self._signed(tsp.TSTInfo(told))})
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _signed(self, info: tsp.TSTInfo) -> cms.SignedData:
        sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
        attributes = cms.CMSAttributes(
            [
                _attribute("content_type", "tst_info"),
                _attribute("signing_certificate_v2", as_signing_certificate_v2(self._certificate)),
                _attribute("message_digest", hashlib.sha256(info.dump()).digest()),
            ]
        )
        signer = {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": self._certificate.issuer, "serial_number": self._certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": sha256,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signed_attrs": attributes,
            "signature": self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
        }
        content = {"content_type": "tst_info", "content": core.ParsableOctetString(info.dump())}
        return cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": cms.DigestAlgorithms([sha256]),
                "encap_content_info": cms.EncapsulatedContentInfo(content),
                "certificates": self._chain,
                "signer_infos": [cms.SignerInfo(signer)],
            }
        )


def _attribute(kind: str, value: Any) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": cms.CMSAttributeType(kind), "values": (value,)})


def _asn1(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def make_local_service(branch_name: str) -> tuple[bytes, str]:
    """A PKCS#12 file and its password: a P-256 key for timestamps of the branch, certified by a root of its own."""
    return make_certified_key(f"{branch_name} 时间戳", for_timestamps=True)
