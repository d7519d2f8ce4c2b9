"""The encrypted documents of a branch, content-addressed: the port, the form they are kept in, and the folder.

The other adapter is :mod:`app.storage.s3_blobs`.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.common.errors import Refused
from app.storage.durable import TEMPORARY, make_folder, sync_folder, write_durable

_MAGIC = b"GTB1"
_NONCE_BYTES = 12
_NAME = re.compile(r"[0-9a-f]{64}")


class Blobs(Protocol):
    """Documents by the SHA-256 (hex) of their plain bytes, wherever they lie; encrypted before they get there.

    ``put`` before the database commit: a document without a row is an orphan that does no harm, a row without its
    document would be a loss.
    """

    @property
    def folder(self) -> Path | None:
        """The folder of the files; None when they lie in a store."""
        ...

    def put(self, content: bytes) -> str:
        """Keep ``content``, once, and give its SHA-256; when the call returns it is there to stay."""
        ...

    def get(self, sha256: str) -> bytes:
        """The document. Refused: ``storage.blob_name``, ``storage.blob_missing``, ``storage.blob_altered``."""
        ...

    def remove(self, sha256: str) -> bool:
        """Take a document away for good; False when it was gone already. For destruction by the rules only (AR-4)."""
        ...

    def names(self) -> frozenset[str]:
        """The SHA-256 of every document that lies in the store."""
        ...

    def strangers(self) -> tuple[str, ...]:
        """What lies there and is no document; sorted."""
        ...

    def sweep(self) -> int:
        """Remove what killed writers left half-written; how many."""
        ...


def check_blob_name(sha256: str) -> str:
    """``sha256`` when it is one. Refused: ``storage.blob_name`` for anything but 64 hex digits."""
    if not _NAME.fullmatch(sha256):
        raise Refused("storage.blob_name")
    return sha256


class BlobSeal:
    """How a document is kept: AES-GCM under the branch's key, bound to its name, which is the hash of its content."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("a blob key has 32 bytes")
        self._cipher = AESGCM(key)

    def close(self, sha256: str, content: bytes) -> bytes:
        """``content`` as it leaves the program."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _MAGIC + nonce + self._cipher.encrypt(nonce, content, sha256.encode())

    def open(self, sha256: str, raw: bytes) -> bytes:
        """The content again, held against its name. Refused: ``storage.blob_altered``."""
        nonce, sealed = raw[len(_MAGIC) : len(_MAGIC) + _NONCE_BYTES], raw[len(_MAGIC) + _NONCE_BYTES :]
        try:
            content = self._cipher.decrypt(nonce, sealed, sha256.encode())
        except (InvalidTag, ValueError) as error:
            raise Refused("storage.blob_altered", document=sha256) from error
        if raw[: len(_MAGIC)] != _MAGIC or hashlib.sha256(content).hexdigest() != sha256:
            raise Refused("storage.blob_altered", document=sha256)
        return content


class BlobStore:
    """The documents in a folder, the branch's own or one that its stations share; the default.

    A file is ``documents/ab/ab12...`` with mode 0600, written so that a kill leaves no half file.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._seal = BlobSeal(key)
        self.folder = folder
        make_folder(folder)

    def path(self, sha256: str) -> Path:
        """Where the document lies. Refused: ``storage.blob_name`` for anything but 64 hex digits."""
        check_blob_name(sha256)
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep ``content`` and give its SHA-256. When the call returns it survives a power cut.

        The same content is kept once; a damaged file of it is replaced. Refused: ``storage.write_failed``.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if not self._holds(sha256):
            make_folder(path.parent)
            write_durable(path, self._seal.close(sha256, content))
        return sha256

    def _holds(self, sha256: str) -> bool:
        try:
            self.get(sha256)
        except Refused:
            return False
        return True

    def get(self, sha256: str) -> bytes:
        """The document. Refused: ``storage.blob_name``, ``storage.blob_missing``, ``storage.blob_altered``."""
        path = self.path(sha256)
        try:
            raw = path.read_bytes()
        except FileNotFoundError as error:
            raise Refused("storage.blob_missing", document=sha256) from error
        except OSError as error:
            raise Refused("storage.blob_altered", document=sha256) from error
        return self._seal.open(sha256, raw)

    def remove(self, sha256: str) -> bool:
        """Take a document away for good; False when it was gone already. For destruction by the rules only (AR-4).

        The key of the branch is in no file of the store, so what is left of an unlinked file cannot be read without it.
        Refused: ``storage.blob_name``, ``storage.write_failed``.
        """
        path = self.path(sha256)
        try:
            path.unlink()
            sync_folder(path.parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Refused("storage.write_failed", reason=error.strerror or type(error).__name__) from error
        return True

    def names(self) -> frozenset[str]:
        """The SHA-256 of every document that lies in the store."""
        return frozenset(path.name for path in self._files() if _NAME.fullmatch(path.name))

    def strangers(self) -> tuple[str, ...]:
        """Files, relative to the store, that are neither documents nor half-written ones; sorted."""
        odd = (
            path.relative_to(self.folder).as_posix()
            for path in self._files()
            if not path.name.startswith(TEMPORARY) and not (_NAME.fullmatch(path.name) and path == self.path(path.name))
        )
        return tuple(sorted(odd))

    def sweep(self) -> int:
        """Remove half-written files of writers that were killed; only while nobody else writes. Gives how many."""
        stale = [path for path in self._files() if path.name.startswith(TEMPORARY)]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _files(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*") if path.is_file())
