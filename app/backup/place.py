"""A folder of backups of one branch: finished ones by name, the documents that they share, half-made ones swept away.

DIR/<branch id>/20261122T103000Z-1a2b/   one backup: manifest.json (written last) and what it lists
DIR/<branch id>/documents/ab/ab12...     the document files of all of them, each kept once
DIR/<branch id>/.making-...              one that is being made, or whose maker was killed
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from app.backup.domain import FileEntry, Keep, Manifest, is_name, kept
from app.common.errors import Refused
from app.storage.durable import make_folder, sync_folder

MANIFEST = "manifest.json"
LIST = "documents.list"
DOCUMENTS = "documents"
MAKING = ".making-"
SQLITE_COPY = "branch.db"
SERVER_COPY = "server.dump"
_BLOCK = 1 << 20


class Place:
    """Where the backups of one branch lie. ``key`` (32 bytes) authenticates their manifests."""

    def __init__(self, folder: Path, branch_id: str, key: bytes) -> None:
        self.folder = folder / branch_id
        self.documents = self.folder / DOCUMENTS
        self._branch_id = branch_id
        self._key = key

    def manifests(self) -> tuple[Manifest, ...]:
        """The finished backups of this branch whose manifest is genuine, the newest first."""
        found = []
        for folder in self._folders():
            try:
                manifest = self.manifest(folder)
            except Refused:
                continue
            found.append(manifest)
        return tuple(sorted(found, key=lambda one: (one.made_at, one.name), reverse=True))

    def _folders(self) -> tuple[Path, ...]:
        try:
            return tuple(path for path in self.folder.iterdir() if is_name(path.name) and path.is_dir())
        except OSError:
            return ()

    def manifest(self, folder: Path) -> Manifest:
        """The manifest of the backup in ``folder``. Refused: as :func:`read_manifest`."""
        return read_manifest(folder, self._branch_id, self._key)

    def newest_whole(self) -> Manifest | None:
        """The newest good backup whose own files are all there unchanged (documents are looked at by a restore)."""
        good = (one for one in self.manifests() if not one.problems)
        return next((one for one in good if not altered(self.folder / one.name, one.files)), None)

    def sweep(self) -> int:
        """Remove what killed makers left half-made; how many. Only while nobody else makes one here."""
        try:
            left = [path for path in self.folder.iterdir() if path.name.startswith(MAKING)]
        except OSError:
            return 0
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        return len(left)

    def thin(self, keep: Keep) -> tuple[str, ...]:
        """Remove what the rule does not keep, the oldest first, and documents that no backup names any more.

        Only backups with a genuine manifest count and are removed; the newest of them always stays. To be called when
        a new one has been checked. Gives the names removed.
        """
        there = self.manifests()
        good = [one for one in there if not one.problems]
        stay = kept(((one.name, one.made_at) for one in good), keep)
        gone = [one.name for one in reversed(there) if one.name not in stay]
        for name in gone:
            # the manifest goes first: what is left of a removal that was interrupted is no backup
            (self.folder / name / MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(self.folder / name)
        if gone:
            sync_folder(self.folder)
        self._drop_documents()
        return tuple(gone)

    def _drop_documents(self) -> None:
        named: set[str] = set()
        for folder in self._folders():
            try:
                named.update(entry.name for entry in read_list(folder / LIST))
            except Refused:
                return  # nobody knows what that one needs: nothing is taken away
        for path in self.files():
            if path.name not in named:
                path.unlink(missing_ok=True)

    def files(self) -> Iterator[Path]:
        """Every file among the documents."""
        return (path for path in self.documents.rglob("*") if path.is_file())

    def drop(self, documents: Collection[Path]) -> None:
        """Take back the documents that an attempt has added."""
        for path in documents:
            path.unlink(missing_ok=True)

    def make(self) -> None:
        """Make the folder of the branch in the folder of backups, which must be there. Refused: ``backup.no_folder``.

        A share that is not mounted must not become a folder on the counter's own disk.
        """
        if not self.folder.parent.is_dir():
            raise Refused("backup.no_folder")
        make_folder(self.documents)


def read_manifest(folder: Path, branch_id: str, key: bytes) -> Manifest:
    """The genuine manifest in ``folder``.

    Refused: ``backup.not_found``, ``backup.manifest_damaged``, ``backup.manifest_altered`` (its MAC does not hold, or
    it belongs to another branch or to another folder).
    """
    manifest = unproven(folder)
    if not manifest.fits(key) or manifest.branch_id != branch_id or manifest.name != folder.name:
        raise Refused("backup.manifest_altered")
    return manifest


def unproven(folder: Path) -> Manifest:
    """The manifest as it lies there, not proven. Refused: ``backup.not_found``, ``backup.manifest_damaged``."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise Refused("backup.not_found") from error
    return Manifest.of_json(content)


def entry_of(path: Path, name: str) -> FileEntry:
    """The file at ``path`` as an entry of that name. Errors of the system go through."""
    summed, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            summed.update(block)
            size += len(block)
    return FileEntry(name, size, summed.hexdigest())


def altered(folder: Path, files: Collection[FileEntry]) -> tuple[str, ...]:
    """Names of the files that are not what the manifest says, or are not there."""
    found = []
    for entry in files:
        try:
            same = entry_of(folder / entry.name, entry.name) == entry
        except OSError:
            same = False
        if not same:
            found.append(entry.name)
    return tuple(found)


def list_lines(entries: Collection[FileEntry]) -> bytes:
    """The list of documents: name (SHA-256 of what is in it), bytes and SHA-256 of the file as it lies encrypted."""
    return b"".join(f"{entry.name} {entry.size} {entry.sha256}\n".encode() for entry in entries)


def read_list(path: Path) -> tuple[FileEntry, ...]:
    """A list of documents. Refused: ``backup.file_altered``."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        parts = [line.split(" ") for line in lines]
        return tuple(FileEntry(name, int(size), sha256) for name, size, sha256 in parts)
    except (OSError, ValueError) as error:
        raise Refused("backup.file_altered", file=LIST) from error
