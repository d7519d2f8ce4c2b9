"""Where an S3-compatible store of documents is, as ``s3://bucket/prefix?endpoint=https://host:port&region=...``."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from app.common.errors import Refused
from app.storage.address import is_here

SCHEME = "s3://"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+|")
_REGION = re.compile(r"[A-Za-z0-9-]{1,40}")
_KNOWN = frozenset({"endpoint", "region", "ca", "root"})


@dataclass(frozen=True, slots=True)
class S3Login:
    """What the store admits a station with. Never printed."""

    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)

    def sealed_text(self) -> str:
        """As one text, for the secret store."""
        return json.dumps([self.access_key, self.secret_key])

    @classmethod
    def of(cls, text: str) -> S3Login:
        """Out of that text. Refused: ``keys.damaged``."""
        try:
            access_key, secret_key = json.loads(text)
            return cls(str(access_key), str(secret_key))
        except (ValueError, TypeError) as error:
            raise Refused("keys.damaged") from error


@dataclass(frozen=True, slots=True)
class S3Place:
    """A bucket, or the part of one under ``prefix``. ``str()`` of it names no login.

    ``host``: with its port; ``root``: the certificate (PEM) that the server's must come from, empty for the authorities
    that the computer trusts.
    """

    host: str
    bucket: str
    prefix: str = ""
    region: str = "us-east-1"
    tls: bool = True
    root: str = ""
    login: S3Login | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, text: str, login: S3Login | None = None) -> S3Place:
        """The place that ``text`` names; ``ca=FILE`` in it is read here and goes along from then on.

        Refused: ``documents.address``, ``documents.tls_needed`` (no ``https`` and not this computer),
        ``documents.root_missing``.
        """
        try:
            parts = urlsplit(text)
            query = dict(parse_qsl(parts.query, strict_parsing=True))
            endpoint = urlsplit(query.get("endpoint", ""))
            host = endpoint.netloc
            _ = endpoint.port  # raises when it is no number
        except ValueError as error:
            raise Refused("documents.address", field="documents") from error
        bucket, prefix, region = parts.netloc, unquote(parts.path).strip("/"), query.get("region", "us-east-1")
        if (
            parts.scheme != "s3" or parts.fragment or not set(query) <= _KNOWN or not _BUCKET.fullmatch(bucket)
            or not _PREFIX.fullmatch(prefix) or set(prefix.split("/")) & {".", ".."} or not _REGION.fullmatch(region)
            or endpoint.scheme not in ("http", "https") or not endpoint.hostname or "@" in host
            or endpoint.path.strip("/") or endpoint.query or endpoint.fragment
        ):  # fmt: skip
            raise Refused("documents.address", field="documents")
        tls = endpoint.scheme == "https"
        if not tls and not is_here(endpoint.hostname):
            raise Refused("documents.tls_needed", field="documents")
        return cls(host, bucket, prefix, region, tls, _root(query), login)

    def __str__(self) -> str:
        """The whole place, without a login."""
        query = {"endpoint": self.endpoint, "region": self.region}
        if self.root:
            query["root"] = base64.urlsafe_b64encode(self.root.encode()).decode()
        return f"{SCHEME}{self.bucket}/{quote(self.prefix)}?{urlencode(query)}"

    @property
    def endpoint(self) -> str:
        """The address of the server."""
        return f"{'https' if self.tls else 'http'}://{self.host}"

    def admitted_by(self, login: S3Login) -> S3Place:
        """The same place with a login."""
        return replace(self, login=login)


def _root(query: dict[str, str]) -> str:
    if "root" in query:
        try:
            return base64.urlsafe_b64decode(query["root"]).decode("ascii")
        except (binascii.Error, ValueError) as error:
            raise Refused("documents.address", field="documents") from error
    if "ca" not in query:
        return ""
    try:
        text = Path(query["ca"]).read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise Refused("documents.root_missing", field="documents") from error
    if "BEGIN CERTIFICATE" not in text:
        raise Refused("documents.root_missing", field="documents")
    return text


DocumentsPlace = Path | S3Place
"""A folder that all stations share, or an S3-compatible store."""


def documents_place(text: str, login: S3Login | None = None) -> DocumentsPlace | None:
    """The place that ``text`` names: empty for the branch folder's own (None), ``s3://...``, else a folder.

    Refused: as :meth:`S3Place.parse`; ``documents.address`` for another scheme.
    """
    if not text:
        return None
    if text.startswith(SCHEME):
        return S3Place.parse(text, login)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text):
        raise Refused("documents.address", field="documents")
    return Path(text)


def told(place: DocumentsPlace | None) -> str:
    """The place as it is kept: without a login, a folder with its whole path."""
    return "" if place is None else str(place) if isinstance(place, S3Place) else str(place.absolute())
