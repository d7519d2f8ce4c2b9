"""The documents of a branch in an S3-compatible store: encrypted by the branch's key before they leave this computer.

Every answer that matters is looked at again: what was put is read back and opened, so a put whose answer was lost is
known to be there, and one that a store only says it has kept is not believed.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import ssl
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from app.common.errors import Refused
from app.storage.blobs import BlobSeal, check_blob_name
from app.storage.s3_place import S3Place

if TYPE_CHECKING:
    from minio import Minio

WAITS = (0.2, 0.6)
"""Seconds before the second and the third try of what a store that is away, or busy, did not do."""
CONNECT_SECONDS = 5
ANSWER_SECONDS = 30
MOST_BYTES = 256 << 20
"""A larger object is no document of this program and is not read to its end."""
_ONE_PART = 5 << 30
"""Bytes: nothing is ever sent in parts, so nothing half-sent can stay behind."""
_DENIED = frozenset(
    {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "ExpiredToken"}
)
_NOT_THERE = frozenset({"NoSuchKey", "NoSuchVersion", "NoSuchObject"})
_BUSY = frozenset({"SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted"})
_AWAY = frozenset({"documents.away"})
_NOT_KEPT = frozenset({"storage.blob_missing", "storage.blob_altered"})

Result = TypeVar("Result")


class S3Blobs:
    """Documents as objects ``prefix/ab/ab12...`` of a bucket, in path style.

    Refused by every method: ``documents.away`` (no answer, or none that can be used, after three tries; nothing was
    done or it does no harm), ``documents.denied``, ``documents.no_bucket``, ``documents.tls_failed``.
    """

    folder = None

    def __init__(self, place: S3Place, key: bytes, sleep: Callable[[float], None] = time.sleep) -> None:
        self._place = place
        self._seal = BlobSeal(key)
        self._sleep = sleep
        self._made: Minio | None = None

    def put(self, content: bytes) -> str:
        """Keep ``content`` and give its SHA-256; it has been read back and opened when the call returns.

        The same content is kept once; a damaged object of it is replaced. What was kept in part, or not at all, is
        sent again. Refused: as the class says, ``storage.blob_altered`` and ``storage.blob_missing`` when what is read
        back after three tries is not what was sent.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        if self._holds(sha256):
            return sha256
        sealed = self._seal.close(sha256, content)

        def send() -> None:
            lost: Refused | None = None
            try:
                with _plain(sha256):
                    self._client().put_object(
                        self._place.bucket, self._object(sha256), io.BytesIO(sealed), len(sealed), part_size=_ONE_PART
                    )
            except Refused as refused:
                if refused.code != "documents.away":
                    raise
                lost = refused  # the answer may be what was lost: a look tells
            try:
                self._read(sha256)
            except Refused as refused:
                raise lost or refused from refused

        self._tried(send, _AWAY | _NOT_KEPT)
        return sha256

    def _holds(self, sha256: str) -> bool:
        try:
            self.get(sha256)
        except Refused as refused:
            if refused.code in _NOT_KEPT:
                return False
            raise
        return True

    def get(self, sha256: str) -> bytes:
        """The document. Refused: ``storage.blob_name``, ``storage.blob_missing``, ``storage.blob_altered``."""
        check_blob_name(sha256)
        return self._tried(lambda: self._read(sha256))

    def _read(self, sha256: str) -> bytes:
        with _plain(sha256):
            answer = self._client().get_object(self._place.bucket, self._object(sha256))
            try:
                raw = answer.read(MOST_BYTES + 1)
            finally:
                answer.close()
        if len(raw) > MOST_BYTES:
            raise Refused("storage.blob_altered", document=sha256)
        return self._seal.open(sha256, raw)

    def remove(self, sha256: str) -> bool:
        """Take every version of a document away for good; False when none was there (AR-4).

        A bucket that keeps versions would otherwise go on holding what must be destroyed.
        Refused: ``storage.blob_name``, ``documents.kept`` when the store still has it afterwards (a locked bucket).
        """
        check_blob_name(sha256)
        return self._tried(lambda: self._remove(sha256))

    def _remove(self, sha256: str) -> bool:
        name, client, bucket = self._object(sha256), self._client(), self._place.bucket
        with _plain(sha256):
            there = [one for one in self._listed(name, versions=True) if one.object_name == name]
            for one in there:
                client.remove_object(bucket, name, version_id=one.version_id)
            if any(one.object_name == name for one in self._listed(name, versions=True)):
                raise Refused("documents.kept", document=sha256)
        return bool(there)

    def names(self) -> frozenset[str]:
        """The SHA-256 of every document in the store. Reads the whole list, a thousand names a request."""
        return frozenset(key.rsplit("/", 1)[-1] for key in self._keys() if self._is_document(key))

    def strangers(self) -> tuple[str, ...]:
        """Objects under the prefix that are no documents, relative to it; sorted."""
        start = len(self._start())
        return tuple(sorted(key[start:] for key in self._keys() if not self._is_document(key)))

    def sweep(self) -> int:
        """Nothing: an object is wholly there or not at all, and none is sent in parts."""
        return 0

    def need_usable(self) -> None:
        """Put, read and take away a small document, so that a wrong key or bucket is found before work begins."""
        probe = b"guitai"
        self.remove(self.put(probe))

    # inside

    def _start(self) -> str:
        return f"{self._place.prefix}/" if self._place.prefix else ""

    def _object(self, sha256: str) -> str:
        return f"{self._start()}{sha256[:2]}/{sha256}"

    def _is_document(self, key: str) -> bool:
        name = key.rsplit("/", 1)[-1]
        try:
            return key == self._object(check_blob_name(name))
        except Refused:
            return False

    def _keys(self) -> tuple[str, ...]:
        def look() -> tuple[str, ...]:
            with _plain(""):
                return tuple(one.object_name for one in self._listed(self._start()))

        return self._tried(look)

    def _listed(self, start: str, *, versions: bool = False) -> Iterator[Any]:
        found: Iterator[Any] = self._client().list_objects(
            self._place.bucket, prefix=start, recursive=True, include_version=versions
        )
        return found

    def _tried(self, deed: Callable[[], Result], mended: frozenset[str] = _AWAY) -> Result:
        """The result of ``deed``, tried three times while its refusal is one of those that a further try may mend."""
        for wait in WAITS:
            try:
                return deed()
            except Refused as refused:
                if refused.code not in mended:
                    raise
            self._sleep(wait)
        return deed()

    def _client(self) -> Minio:
        if self._made is None:
            import urllib3
            from minio import Minio

            place, login = self._place, self._place.login
            if login is None:
                raise Refused("keys.credential_missing")
            # the client's own pool tries five times and waits minutes; an address is never followed elsewhere
            pool = urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS),
                retries=urllib3.Retry(total=0, redirect=False),
                ssl_context=_context(place) if place.tls else None,
            )
            self._made = Minio(
                place.host, login.access_key, login.secret_key, secure=place.tls, region=place.region, http_client=pool
            )
        return self._made


def _context(place: S3Place) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cadata=place.root or None)
    except ssl.SSLError as error:
        raise Refused("documents.root_missing") from error


@contextlib.contextmanager
def _plain(sha256: str) -> Iterator[None]:
    """Turn what the store or the line says into a refusal; nothing of an answer's text goes along."""
    import urllib3
    from minio.error import InvalidResponseError, MinioException, S3Error

    try:
        yield
    except S3Error as error:
        raise _refusal(str(error.code), sha256) from error
    except (InvalidResponseError, MinioException) as error:
        raise Refused("documents.away") from error
    except urllib3.exceptions.HTTPError as error:
        raise Refused("documents.tls_failed" if _is_tls(error) else "documents.away") from error
    except (OSError, SyntaxError, ValueError) as error:  # a line that broke, or an answer that cannot be read
        raise Refused("documents.away") from error


def _refusal(code: str, sha256: str) -> Refused:
    if code in _NOT_THERE:
        return Refused("storage.blob_missing", document=sha256)
    if code in _DENIED:
        return Refused("documents.denied")
    if code == "NoSuchBucket":
        return Refused("documents.no_bucket")
    return Refused("documents.away" if code in _BUSY else "documents.refused", reason=code[:60])


def _is_tls(error: Exception) -> bool:
    import urllib3

    reason = getattr(error, "reason", None)
    return isinstance(error, urllib3.exceptions.SSLError) or isinstance(reason, urllib3.exceptions.SSLError)
