"""``guitai dossier``: the package by command, and what is refused (AR-3)."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import typer
from typer.testing import CliRunner

from app.cli import dossier_commands
from app.cli.wiring import Wiring
from app.common.actor import Actor
from app.common.errors import Refused
from tests.app.dossier.desk import Archive, archive_of
from tests.builders import BranchFactory


@pytest.fixture
def archive(branch_factory: BranchFactory) -> Archive:
    return archive_of(branch_factory.make("sqlite"))


@pytest.fixture
def run(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run a command as the archivist, or as somebody else."""
    monkeypatch.setenv("GUITAI_USER", "u")
    monkeypatch.setenv("GUITAI_PASSWORD", "p")

    def command(*arguments: str, who: Actor | None = None) -> Any:
        actor = who or archive.actors.archivist
        auth = SimpleNamespace(sign_in=lambda *_: actor, sign_out=lambda _: None)
        services = SimpleNamespace(branch=_Stays(), auth=auth, dossiers=archive.dossiers)
        application = typer.Typer()
        dossier_commands.register(application, cast(Wiring, SimpleNamespace(open=lambda *_, **__: services)))
        return CliRunner().invoke(application, ["dossier", *arguments, "--dir", "x"])

    return command


class _Stays:
    """A branch that the test closes itself."""

    db = SimpleNamespace(is_sqlite=True)

    def __enter__(self) -> _Stays:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.rule("AR-3")
def test_a_dossier_goes_into_a_file_by_client_number(archive: Archive, run: Callable[..., Any], tmp_path: Path) -> None:
    client_id, _ = archive.opened()
    out = tmp_path / "o.zip"
    done = run("export", archive.client_number(client_id), "-o", str(out), "--why", "司法协助", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["ok"], told["documents"], told["file"]) == (True, 8, str(out))
    assert zipfile.is_zipfile(out)
    again = run("export", told["archive_number"], "-o", str(out), "--why", "司法协助")
    assert isinstance(again.exception, Refused)
    assert again.exception.code == "dossier.file_exists"


@pytest.mark.rule("AR-3")
def test_an_export_without_a_purpose_or_a_right_is_refused(
    archive: Archive, run: Callable[..., Any], tmp_path: Path
) -> None:
    client_id, _ = archive.opened()
    number, out = archive.client_number(client_id), tmp_path / "o.zip"
    for who, why, code in (
        (None, "", "dossier.purpose_missing"),
        (archive.actors.compliance, "检查", "auth.denied"),
    ):
        done = run("export", number, "-o", str(out), "--why", why, who=who)
        assert isinstance(done.exception, Refused)
        assert done.exception.code == code
    assert not out.exists()


def test_what_a_crash_left_is_taken_away_by_command(archive: Archive, run: Callable[..., Any]) -> None:
    client_id = archive.closed_long_ago()
    number = archive.witnessed(client_id).number
    archive.dossiers.destroy(archive.actors.archivist, number)
    done = run("finish-destruction", number, "--json")
    assert json.loads(done.stdout) == {"ok": True, "removed": 0}
