"""The page of the peers: every part has its table, what is missing is named, what fails stops nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import memory, peer_memory, peer_start, peers, screen
from benchmarks.peers import PARTS, Part
from benchmarks.row import Note, Row


def part(name: str, *rows: Row | Note) -> Part:
    return Part(name, name.title(), f"How {name} is measured.", lambda quick: list(rows))


def broken(quick: bool) -> list[Row | Note]:
    raise OSError("/home/somebody/secret")


def test_the_page_has_a_table_a_part_and_names_what_is_missing(tmp_path: Path) -> None:
    there = part("search", Row("search p50", 2.0, 8.0, 110, against="LIKE"), Note("pg_trgm", "no such extension"))
    page = tmp_path / "peers.md"
    text = peers.run("a machine", page=page, parts=(there, part("start", Note("start of Electrum", "not installed"))))
    assert page.read_text(encoding="utf-8") == text
    assert "| search p50 | 2 ms | 8 ms | LIKE | 0.25 | 110 |" in text.splitlines()
    assert text.splitlines()[-2:] == ["- pg_trgm: no such extension", "- start of Electrum: not installed"]
    assert "Nothing was measured; see below." in text.splitlines()


def test_what_fails_is_named_without_its_words_and_the_others_are_measured() -> None:
    good = part("saves", Row("saving", 3.0, 1.0, 5, against="bare commit"))
    text = peers.run("a machine", page=None, parts=(Part("forms", "Forms", "", broken), good))
    assert "- Forms: not measured: OSError" in text.splitlines()
    assert "| saving | 3 ms | 1 ms | bare commit | 3 | 5 |" in text.splitlines()
    assert "secret" not in text


def test_every_matter_of_the_comparison_is_there() -> None:
    assert [one.name for one in PARTS] == ["start", "forms", "search", "saves", "verification", "memory"]


def test_peers_that_are_not_installed_are_named_where_there_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    notes = peer_start.run(quick=True)
    assert [note.what for note in notes] == [
        "start of KeePassXC", "start of GnuCash", "start of Electrum", "start of all",
    ]  # fmt: skip
    assert not screen.available()


def test_a_program_is_given_a_home_of_its_own_and_nothing_of_whoever_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    given = peer_start.environment("/there")
    assert given["HOME"] == "/there"
    assert not [name for name in given if name.startswith("XDG_")]


def test_the_memory_of_a_program_is_that_of_its_whole_group_and_of_no_other_process() -> None:
    asked = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'input()']); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", asked], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        taken = peer_memory.group_mb(program.pid)
        program.communicate(b"\n\n")
    assert 1 < taken < 1000
    assert peer_memory.group_mb(program.pid) == 0
    assert os.getpgid(0) != program.pid


def test_the_day_is_told_beside_every_program_that_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    day = [Row("memory, signed in", 300.0, 350, 0, "MB", "limit"), Row("memory, after hour 1", 310.0, 350, 2, "MB")]
    monkeypatch.setattr(memory, "run", lambda *, quick: [*day, Row("widgets", 9, 9)])
    monkeypatch.setattr(peer_memory, "available", lambda: True)
    monkeypatch.setattr(peer_memory, "_others", lambda: ({"KeePassXC": 100.0}, [Note("memory of x", "no window came")]))
    rows = peer_memory.run(quick=True)
    told = [(row.what, row.ratio) for row in rows if isinstance(row, Row) and "KeePassXC" in row.against]
    assert told == [("memory, signed in", 3.0), ("memory, after hour 1", 3.1)]
    assert rows[-1] == Note("memory of x", "no window came")
    assert [row for row in rows if row in day] == day
