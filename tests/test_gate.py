"""The gate itself: what it says, what it ends with, and that it knows its files."""

from __future__ import annotations

import sys

import pytest

from tests import gate


def said(words: str, code: int = 0) -> tuple[str, ...]:
    """A check that says something and ends."""
    return (sys.executable, "-c", f"import sys; print({words!r}); sys.exit({code})")


def test_the_files_that_come_first_are_there() -> None:
    assert [name for name in gate.LONG if not (gate.TOP / "tests" / name).is_file()] == []
    assert len(set(gate.LONG)) == len(gate.LONG)


def test_checks_run_two_at_a_time_are_told_in_their_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "CHECKS", {"format": said("even"), "types": said("sound"), "collection": said("")})
    assert gate.check() == 0
    assert capsys.readouterr().out.split("\n")[:5] == ["== format", "even", "== types", "sound", "== collection"]


def test_the_first_check_that_fails_ends_the_gate_with_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checks = {"format": said("even"), "lint": said("line 3", 4), "types": said("wrong", 1)}
    monkeypatch.setattr(gate, "CHECKS", checks)
    assert gate.main([]) == 4  # and no test is run
    assert capsys.readouterr().out.splitlines()[-2:] == ["line 3", "== lint: failed (4)"]


def test_what_cannot_be_collected_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(gate, "CHECKS", {"types": said("sound"), "collection": said("no module", 2)})
    assert gate.check() == 2
    assert "no module" in capsys.readouterr().out
