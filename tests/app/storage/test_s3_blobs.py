"""Documents in an S3-compatible store: encrypted before they leave, read back, refused plainly when it fails."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.storage.blobs import Blobs, BlobStore
from app.storage.s3_blobs import WAITS, S3Blobs
from app.storage.s3_place import S3Login, S3Place, documents_place, told
from tests.app.storage.test_keys import refused
from tests.authority import Authority
from tests.s3 import BUCKET, LOGIN, S3Server, s3_server

KEY = bytes(range(32))
CONTENT = "张三的合同".encode() * 50


@pytest.fixture
def server() -> Iterator[S3Server]:
    with s3_server() as made:
        yield made


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def store(server: S3Server, waited: list[float]) -> S3Blobs:
    return S3Blobs(server.place, KEY, waited.append)


def object_of(name: str) -> str:
    return f"branch/01/{name[:2]}/{name}"


@pytest.fixture(params=["folder", "store"])
def either(request: pytest.FixtureRequest, tmp_path: Path, store: S3Blobs) -> Blobs:
    return store if request.param == "store" else BlobStore(tmp_path / "documents", KEY)


def test_both_places_keep_a_document_once_and_give_it_back_by_its_hash(either: Blobs) -> None:
    name = either.put(CONTENT)
    assert name == hashlib.sha256(CONTENT).hexdigest()
    assert either.get(name) == CONTENT
    assert either.put(CONTENT) == name
    others = {either.put(bytes([number])) for number in range(5)}
    assert either.names() == {name, *others}
    assert either.strangers() == ()
    assert either.remove(name) is True
    assert either.remove(name) is False
    with refused("storage.blob_missing"):
        either.get(name)
    assert either.names() == others


def test_both_places_refuse_a_name_that_is_no_hash(either: Blobs) -> None:
    for name in ("../branch.db", "", "A" * 64, "0" * 64 + "/../x"):
        with refused("storage.blob_name"):
            either.get(name)
        with refused("storage.blob_name"):
            either.remove(name)


@pytest.mark.rule("SE-1")
def test_nothing_readable_leaves_the_computer(server: S3Server, store: S3Blobs) -> None:
    name = store.put(CONTENT)
    assert set(server.now()) == {object_of(name)}
    assert "张三".encode() not in server.now()[object_of(name)]
    assert not any(LOGIN.secret_key in line for line in server.requests)
    with refused("storage.blob_altered"):
        S3Blobs(server.place, bytes(32)).get(name)


def test_an_altered_object_is_refused_and_mended_by_the_next_put(server: S3Server, store: S3Blobs) -> None:
    name, other = store.put(CONTENT), store.put(b"other")
    raw = server.now()[object_of(name)]
    for altered in (raw[:-1], raw[:40] + bytes([raw[40] ^ 1]) + raw[41:], b"", server.now()[object_of(other)]):
        server.put(object_of(name), altered)
        with refused("storage.blob_altered"):
            store.get(name)
    assert store.put(CONTENT) == name
    assert store.get(name) == CONTENT


def test_what_is_no_document_is_told(server: S3Server, store: S3Blobs) -> None:
    name = store.put(CONTENT)
    server.put("branch/01/notes.txt", b"x")
    server.put(f"branch/01/zz/{name}", b"x")
    server.put(f"branch/02/{name[:2]}/{'0' * 64}", b"of another branch")
    assert store.strangers() == ("notes.txt", f"zz/{name}")
    assert store.names() == {name}
    assert store.sweep() == 0


def test_a_put_whose_answer_was_lost_is_known_to_be_there(
    server: S3Server, store: S3Blobs, waited: list[float]
) -> None:
    server.lose_answers = 1
    name = store.put(CONTENT)
    assert store.get(name) == CONTENT
    assert waited == []
    assert [line for line in server.requests if line.startswith("PUT")] == [f"PUT {object_of(name)}"]


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize(("how", "code"), [("drop_puts", "missing"), ("half_puts", "altered")])
def test_a_put_that_was_kept_in_part_or_not_at_all_is_sent_again_and_never_believed(
    server: S3Server, store: S3Blobs, waited: list[float], how: str, code: str
) -> None:
    setattr(server, how, 2)
    assert store.get(store.put(CONTENT)) == CONTENT
    assert waited == list(WAITS)
    setattr(server, how, 3)
    with refused(f"storage.blob_{code}"):
        store.put(b"new")
    assert store.get(store.put(b"new")) == b"new"


@pytest.mark.rule("SE-2")
def test_an_answer_that_ends_in_the_middle_is_asked_for_again_and_nothing_of_it_is_believed(
    server: S3Server, store: S3Blobs, waited: list[float]
) -> None:
    name = store.put(CONTENT)
    server.half_answers = 2
    assert store.get(name) == CONTENT
    assert waited == list(WAITS)
    server.half_answers = 3
    with refused("documents.away"):
        store.get(name)
    assert store.get(name) == CONTENT


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_whatever_a_gateway_before_the_store_answers_it_is_asked_again(
    server: S3Server, store: S3Blobs, waited: list[float], status: int
) -> None:
    server.broken, server.broken_status = 2, status
    name = store.put(CONTENT)
    assert store.get(name) == CONTENT
    assert waited == list(WAITS)
    server.broken = 3
    with refused("documents.away"):
        store.get(name)
    assert store.names() == {name}


@pytest.mark.rule("SE-2")
def test_a_store_that_says_nothing_is_given_up_in_time_and_asked_again(
    server: S3Server, store: S3Blobs, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.s3_blobs.ANSWER_SECONDS", 0.5)
    server.silent = 1
    name = store.put(CONTENT)
    assert waited == [WAITS[0]]
    server.silent = 3
    with refused("documents.away"):
        store.get(name)
    assert store.get(name) == CONTENT
    assert list(server.now()) == [object_of(name)]


def test_a_busy_store_is_asked_again(server: S3Server, store: S3Blobs, waited: list[float]) -> None:
    server.busy = len(WAITS)
    name = store.put(CONTENT)
    assert store.get(name) == CONTENT
    assert waited == list(WAITS)


def test_a_store_that_is_away_is_refused_after_three_tries(
    server: S3Server, store: S3Blobs, waited: list[float]
) -> None:
    name = store.put(CONTENT)
    server.away = True
    for deed in (lambda: store.get(name), lambda: store.put(b"new"), lambda: store.remove(name), store.names):
        waited.clear()
        with refused("documents.away"):
            deed()
        assert waited == list(WAITS)
    server.away = False
    assert store.get(name) == CONTENT


def test_nobody_listening_is_a_store_that_is_away() -> None:
    with s3_server() as gone:
        place = gone.place
    with refused("documents.away"):
        S3Blobs(place, KEY, lambda _: None).put(CONTENT)


def test_a_wrong_key_and_a_wrong_bucket_are_told_apart(server: S3Server, waited: list[float]) -> None:
    wrong = server.place.admitted_by(S3Login(LOGIN.access_key, "another"))
    with refused("documents.denied"):
        S3Blobs(wrong, KEY, waited.append).need_usable()
    with refused("documents.no_bucket"):
        S3Blobs(replace(server.place, bucket="nobodys"), KEY, waited.append).need_usable()
    with refused("keys.credential_missing"):
        S3Blobs(replace(server.place, login=None), KEY).need_usable()
    assert waited == []  # time mends neither
    S3Blobs(server.place, KEY).need_usable()
    assert not server.now()


@pytest.mark.rule("AR-4")
def test_what_is_destroyed_is_gone_in_every_version(server: S3Server, store: S3Blobs) -> None:
    server.versioned = True
    name = store.put(CONTENT)
    server.put(object_of(name), b"altered")
    store.put(CONTENT)
    assert len(server.objects[object_of(name)]) == 3
    assert store.remove(name) is True
    assert not server.objects[object_of(name)]


def test_a_store_that_keeps_what_must_be_destroyed_is_told(server: S3Server, store: S3Blobs) -> None:
    name = store.put(CONTENT)
    server.locked = True
    with refused("documents.kept"):
        store.remove(name)


@pytest.mark.rule("SE-1")
def test_a_server_with_another_certificate_is_sent_nothing(tmp_path: Path, waited: list[float]) -> None:
    authority, other = Authority(), Authority("Another authority")
    files = tmp_path / "server.pem", tmp_path / "server.key"
    for file, content in zip(files, authority.server("localhost"), strict=True):
        file.write_bytes(content)
    with s3_server(files) as server:
        place = replace(server.place, host=f"localhost:{server.port}", tls=True)
        for root in (other.root.decode(), ""):
            with refused("documents.tls_failed"):
                S3Blobs(replace(place, root=root), KEY, waited.append).put(CONTENT)
        assert not server.requests
        assert not waited
        store = S3Blobs(replace(place, root=authority.root.decode()), KEY, waited.append)
        assert store.get(store.put(CONTENT)) == CONTENT


def test_a_place_is_told_without_its_login_and_read_back(tmp_path: Path) -> None:
    root = tmp_path / "ca.pem"
    root.write_text("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")
    text = f"s3://{BUCKET}/a/b?endpoint=https://store.example:9000&region=cn-north-1&ca={root}"
    place = S3Place.parse(text, LOGIN)
    assert (place.host, place.bucket, place.prefix, place.region, place.tls) == (
        "store.example:9000", BUCKET, "a/b", "cn-north-1", True,
    )  # fmt: skip
    kept = told(place)
    assert LOGIN.secret_key not in kept + repr(place)
    assert LOGIN.access_key not in kept + repr(place)
    root.unlink()
    assert documents_place(kept, LOGIN) == place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"s3://{BUCKET}", "documents.address"),
        (f"s3://{BUCKET}?endpoint=store.example", "documents.address"),
        (f"s3://{BUCKET}?endpoint=https://who:secret@store.example", "documents.address"),
        (f"s3://{BUCKET}?endpoint=https://store.example&secret=x", "documents.address"),
        (f"s3://{BUCKET}/../other?endpoint=https://store.example", "documents.address"),
        ("s3://A?endpoint=https://store.example", "documents.address"),
        ("gopher://store.example", "documents.address"),
        (f"s3://{BUCKET}?endpoint=https://store.example:port", "documents.address"),
        (f"s3://{BUCKET}?endpoint=http://store.example", "documents.tls_needed"),
        (f"s3://{BUCKET}?endpoint=http://127.0.0.1.store.example", "documents.tls_needed"),
        (f"s3://{BUCKET}?endpoint=https://store.example&ca=/nowhere.pem", "documents.root_missing"),
    ],
)
def test_a_place_that_is_none_is_refused(text: str, code: str) -> None:
    with refused(code):
        documents_place(text)


def test_a_folder_stays_a_folder() -> None:
    assert documents_place("") is None
    assert documents_place("/srv/documents") == Path("/srv/documents")
    assert told(documents_place("/srv/documents")) == "/srv/documents"
