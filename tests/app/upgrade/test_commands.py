"""``guitai upgrade``, ``upgrade status``, ``upgrade back``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.storage.schema import HEAD
from tests.releases.replay import Fixture
from ui.__main__ import run


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run([*arguments, "--json"])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, told


def test_a_branch_is_upgraded_and_goes_back_by_command(
    fixture: Fixture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(fixture.branch(tmp_path))
    (tmp_path / "here").mkdir()
    code, told = _json(capsys, "verify", "--dir", folder)
    assert (code, told["code"]) == (1, "upgrade.needed")
    code, told = _json(capsys, "upgrade", "--dir", folder, "--backup-to", str(tmp_path / "here"))
    assert (code, told["before"], told["after"]) == (0, fixture.told["revision"], HEAD)
    assert Path(told["backup"]).is_relative_to(tmp_path / "here")
    assert _json(capsys, "upgrade", "status", "--dir", folder)[1]["status"]["needed"] is False
    code, told = _json(capsys, "upgrade", "back", "--dir", folder)
    assert (code, told["code"]) == (1, "upgrade.confirm")
    code, told = _json(capsys, "upgrade", "back", "--dir", folder, "--confirm", "1")
    assert (code, told["before"]) == (0, fixture.told["revision"])
    assert Path(told["aside"]).is_dir()


def test_a_server_is_not_upgraded_without_a_folder_to_back_up_from(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = _json(capsys, "upgrade")
    assert (code, told["code"]) == (1, "station.owner_needed")
