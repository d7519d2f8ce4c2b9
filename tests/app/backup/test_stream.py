from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.backup import stream
from app.backup.stream import Opening, Sealing
from tests.app.storage.test_keys import refused

KEY = bytes(range(32))


def sealed(path: Path, *pieces: bytes) -> Path:
    with path.open("wb") as out:
        sealing = Sealing(out, KEY)
        for piece in pieces:
            sealing.write(piece)
        sealing.finish()
    return path


def opened(path: Path, size: int) -> bytes:
    with path.open("rb") as source:
        opening = Opening(source, KEY)
        content = b"".join(opening.blocks(size))
        assert opening.ends()
        return content


@settings(max_examples=25, deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=8))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    path = sealed(tmp_path_factory.mktemp("stream") / "s", *pieces)
    content = b"".join(pieces)
    assert opened(path, len(content)) == content


def test_long_content_goes_over_many_frames_and_nothing_of_it_lies_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "FRAME_BYTES", 64)
    content = b"3101011990 line of a client\n" * 40
    path = sealed(tmp_path / "s", content)
    assert b"client" not in path.read_bytes()
    with path.open("rb") as source:
        opening = Opening(source, KEY)
        assert [opening.line() for _ in range(40)] == [b"3101011990 line of a client"] * 40
        assert opening.ends()


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("damage", ["flip", "cut", "cut-frame", "swap", "add", "other-key", "empty"])
def test_a_damaged_stream_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    monkeypatch.setattr(stream, "FRAME_BYTES", 64)
    path = sealed(tmp_path / "s", b"x" * 200)
    raw = bytearray(path.read_bytes())
    start, frame = 12, 5 + 64 + 16
    match damage:
        case "flip":
            raw[40] ^= 1
        case "cut":
            del raw[-1]
        case "cut-frame":  # the last frame is gone whole
            del raw[start + 3 * frame :]
        case "swap":
            first, second = raw[start : start + frame], raw[start + frame : start + 2 * frame]
            raw[start : start + 2 * frame] = second + first
        case "add":
            raw += b"x"
        case "empty":
            raw.clear()
    path.write_bytes(raw)
    if damage == "other-key":
        monkeypatch.setattr(f"{__name__}.KEY", bytes(32))
    with refused("backup.file_altered"):
        opened(path, 200)


def test_a_line_or_a_block_beyond_the_end_is_refused(tmp_path: Path) -> None:
    path = sealed(tmp_path / "s", b"no end")
    with path.open("rb") as source, refused("backup.file_altered"):
        Opening(source, KEY).line()
    with path.open("rb") as source, refused("backup.file_altered"):
        list(Opening(source, KEY).blocks(7))
