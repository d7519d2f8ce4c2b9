"""Who took a document out, when and what for lies beside it (SE-1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.archive import manifest
from app.archive.manifest import MANIFEST
from app.common.errors import Refused
from tests.builders import Actors
from tests.people import NOON


def lines(folder: Path) -> list[str]:
    return (folder / MANIFEST).read_text("utf-8-sig").splitlines()


@pytest.mark.rule("SE-1")
def test_every_export_adds_its_line(tmp_path: Path, actors: Actors) -> None:
    for why in ("年度\t检查", ""):
        with manifest.entered(tmp_path) as told:
            told.append(manifest.line(actors.teller, NOON, why, "KH-1.pdf", "a" * 64))
    head, first, second = lines(tmp_path)
    assert head.split("\t") == ["导出时间", "导出人", "柜台", "用途", "文件名", "SHA-256"]
    assert first.split("\t") == [
        "2026-11-20 12:00", "测试teller（工号9000）", "01", "年度 检查", "KH-1.pdf", "a" * 64,
    ]  # fmt: skip
    assert second.split("\t")[3] == "本人经办业务"


def failing(folder: Path) -> None:
    with manifest.entered(folder) as told:
        told.append("x\n")
        raise Refused("archive.unknown")


def test_an_export_that_fails_adds_none(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        failing(tmp_path)
    assert list(tmp_path.iterdir()) == []


def enter(folder: Path) -> None:
    with manifest.entered(folder) as told:
        told.append("x\n")


def test_a_link_or_a_folder_of_that_name_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    (tmp_path / MANIFEST).symlink_to(other)
    with pytest.raises(Refused, match=r"archive\.file_exists"):
        enter(tmp_path)
    assert other.read_text("utf-8") == "mine"
    (tmp_path / MANIFEST).unlink()
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(Refused, match=r"archive\.file_exists"):
        enter(tmp_path)
