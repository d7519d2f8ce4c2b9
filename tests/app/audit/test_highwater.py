"""A mark that cannot be written is told as such, whatever stood in its way: the act itself is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.audit import highwater
from app.audit.highwater import HighWater
from app.audit.storage import Head
from app.common.errors import Refused
from tests.app.storage.test_keys import refused

HEAD = Head("01", 7, "ab" * 32)


def test_a_mark_whose_lock_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "audit.highwater.lock").mkdir()

    with refused("audit.highwater_failed"):
        HighWater(tmp_path / "audit.highwater").add([HEAD])


def test_a_mark_that_is_written_but_whose_file_cannot_be_made_shorter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise Refused("storage.write_failed", reason="No space left on device")

    monkeypatch.setattr(highwater, "_COMPACT_BYTES", 10)
    monkeypatch.setattr(highwater, "write_durable", full)
    marks = HighWater(tmp_path / "audit.highwater")

    with pytest.raises(Refused) as told:
        marks.add([HEAD])

    assert told.value.code == "audit.highwater_failed"
    assert told.value.facts["reason"] == "No space left on device"
    assert marks.marks() == {"01": HEAD}
