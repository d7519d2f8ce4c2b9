"""A fault is written down without what it was about."""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from app.common.errors import Refused
from tests.threads import together
from ui.support import fault_log
from ui.support.fault_log import LOG_FILE, FaultLog

CANARY = "11010119900307001X"


def fail(text: str) -> None:
    number = text  # a local that a traceback with values would show
    raise ValueError(f"wrong number {number}")


def caught() -> ValueError:
    try:
        fail(CANARY)
    except ValueError as fault:
        return fault
    raise AssertionError


@pytest.mark.rule("SE-1")
def test_kind_and_places_are_kept_and_no_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    FaultLog(tmp_path).note(caught())
    text = (tmp_path / LOG_FILE).read_text(encoding="utf-8")
    line = json.loads(text)
    assert line["kinds"] == ["ValueError"]
    assert line["places"][-1].startswith("tests/ui/support/test_fault_log.py:")
    assert line["places"][-1].endswith(" fail")
    told = capsys.readouterr()
    assert CANARY not in text + told.err + told.out
    assert "ValueError" in told.err


def test_the_log_is_for_its_owner_alone(tmp_path: Path) -> None:
    FaultLog(tmp_path).note(caught())
    assert stat.S_IMODE(os.stat(tmp_path / LOG_FILE).st_mode) == 0o600


def test_causes_and_refusals_are_named(tmp_path: Path) -> None:
    try:
        try:
            fail(CANARY)
        except ValueError as fault:
            raise Refused("storage.busy") from fault
    except Refused as refused:
        FaultLog(tmp_path).note(refused)
    line = json.loads((tmp_path / LOG_FILE).read_text())
    assert line["kinds"] == ["Refused", "ValueError"]
    assert line["refused"] == "storage.busy"


def test_a_long_log_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_log, "MOST_BYTES", 10)
    log = FaultLog(tmp_path)
    for _ in range(3):
        log.note(caught())
    assert len((tmp_path / LOG_FILE).read_text().splitlines()) == 1
    assert (tmp_path / f"{LOG_FILE}.1").exists()


def test_a_folder_that_cannot_be_written_is_no_second_fault(tmp_path: Path) -> None:
    told: list[str] = []
    FaultLog(tmp_path / "gone", told.append).note(caught())
    assert told == ["ValueError"]


def test_what_nobody_caught_is_noted_in_every_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[str] = []
    log = FaultLog(tmp_path, told.append)
    before = sys.excepthook, threading.excepthook
    log.install()
    together([threading.Thread(target=fail, args=(CANARY,))])
    fault = caught()
    sys.excepthook(type(fault), fault, fault.__traceback__)
    log.remove()
    assert (sys.excepthook, threading.excepthook) == before
    assert told == ["ValueError", "ValueError"]
