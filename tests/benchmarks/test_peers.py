"""The page of the peers: every part has its table, what is missing is named, what fails stops nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks import peer_start, peers, screen
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
    assert [one.name for one in PARTS] == ["start", "forms", "search", "saves", "verification"]


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
