import errno
import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.blobs import BlobStore
from app.storage.durable import TEMPORARY
from tests.app.storage.test_keys import refused

KEY = bytes(range(32))
CONTENT = "张三的合同".encode() * 50


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "documents", KEY)


def test_a_document_comes_back_by_the_hash_of_its_content(store: BlobStore) -> None:
    name = store.put(CONTENT)
    assert name == hashlib.sha256(CONTENT).hexdigest()
    assert store.get(name) == CONTENT
    assert store.names() == {name}
    assert store.put(CONTENT) == name
    assert len(store.names()) == 1


@pytest.mark.rule("SE-1")
def test_a_document_lies_encrypted_and_private(store: BlobStore) -> None:
    path = store.path(store.put(CONTENT))
    assert "张三".encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_changed_or_missing_byte_is_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    store = BlobStore(tmp_path_factory.mktemp("blobs"), KEY)
    name = store.put(CONTENT)
    raw = bytearray(store.path(name).read_bytes())
    if data.draw(st.booleans()):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        raw = raw[: data.draw(st.integers(0, len(raw) - 1))]
    store.path(name).write_bytes(raw)
    with refused("storage.blob_altered"):
        store.get(name)
    assert store.put(CONTENT) == name  # a new writing of the same document mends it
    assert store.get(name) == CONTENT


def test_a_document_put_in_the_place_of_another_is_refused(store: BlobStore) -> None:
    first, second = store.put(CONTENT), store.put(b"other")
    store.path(first).write_bytes(store.path(second).read_bytes())
    with refused("storage.blob_altered"):
        store.get(first)


def test_a_missing_document_is_refused_by_name(store: BlobStore) -> None:
    with refused("storage.blob_missing"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["../branch.db", "", "A" * 64, "0" * 63, "0" * 64 + "/../x"])
def test_a_name_that_is_no_hash_leads_nowhere(store: BlobStore, name: str) -> None:
    with refused("storage.blob_name"):
        store.get(name)


def test_the_key_of_another_branch_opens_nothing(store: BlobStore) -> None:
    name = store.put(CONTENT)
    with refused("storage.blob_altered"):
        BlobStore(store.folder, bytes(32)).get(name)


def test_files_that_do_not_belong_are_told_and_half_written_ones_swept(store: BlobStore) -> None:
    name = store.put(CONTENT)
    (store.folder / "notes.txt").write_text("x")
    (store.folder / "zz").mkdir()
    (store.folder / "zz" / name).write_bytes(b"x")
    (store.folder / name[:2] / f"{TEMPORARY}1").write_bytes(b"half")
    assert store.strangers() == ("notes.txt", f"zz/{name}")
    assert store.sweep() == 1
    assert store.get(name) == CONTENT


@pytest.mark.parametrize("call", ["fsync", "write"])
def test_a_full_or_broken_disk_is_a_refusal_and_leaves_nothing_half(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    kept = store.put(b"kept")
    with monkeypatch.context() as patch:
        if call == "fsync":
            patch.setattr(os, "fsync", fail)
        else:
            patch.setattr(os, "fdopen", fail)
        with refused("storage.write_failed"):
            store.put(CONTENT)
    assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [kept]
    assert store.get(store.put(CONTENT)) == CONTENT


_WRITER = """
import os, signal, sys
from pathlib import Path
from app.storage import durable
from app.storage.blobs import BlobStore

point, folder = sys.argv[1], Path(sys.argv[2])
store = BlobStore(folder, bytes(range(32)))
real = getattr(os, "fsync"), Path.replace
count = 0

def dying(place, action):
    def call(*arguments):
        if place == point:
            os.kill(os.getpid(), signal.SIGKILL)
        done = action(*arguments)
        if place + "-done" == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return call

durable.os.fsync = dying("fsync", os.fsync)
Path.replace = dying("rename", Path.replace)
store.put(b"content " * 1000)
"""


@pytest.mark.parametrize(
    ("point", "there"), [("fsync", False), ("fsync-done", False), ("rename", False), ("rename-done", True)]
)
def test_a_writer_killed_at_any_point_leaves_the_document_or_nothing(
    tmp_path: Path, point: str, *, there: bool
) -> None:
    folder = tmp_path / "documents"
    content = b"content " * 1000
    name = hashlib.sha256(content).hexdigest()
    (folder / name[:2]).mkdir(parents=True)  # so that the first fsync is that of the file
    done = subprocess.run([sys.executable, "-c", _WRITER, point, str(folder)], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()
    store = BlobStore(folder, KEY)
    assert store.names() == ({name} if there else frozenset())
    store.sweep()
    assert store.get(store.put(content)) == content
