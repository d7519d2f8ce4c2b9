"""A program whose files were replaced under it knows, and one that runs from its source never thinks so."""

from __future__ import annotations

from pathlib import Path

from ui.support.installed import Installed


def test_files_that_are_replaced_or_taken_away_are_noticed(tmp_path: Path) -> None:
    archive, newer = tmp_path / "library.zip", tmp_path / "library.zip.dpkg-new"
    archive.write_bytes(b"the program")
    installed = Installed(archive)
    assert not installed.is_replaced()
    newer.write_bytes(b"the program")
    newer.rename(archive)
    assert installed.is_replaced()
    archive.unlink()
    assert installed.is_replaced()


def test_the_source_tree_is_never_replaced() -> None:
    assert not Installed().is_replaced()
