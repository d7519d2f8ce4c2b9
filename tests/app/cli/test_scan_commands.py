"""``guitai scans``: signed papers taken in, listed and bound by command (AR-5)."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import typer
from typer.testing import CliRunner

from app.branch.opened import OpenBranch
from app.cli import scan_commands
from app.cli.wiring import Wiring
from app.common.errors import Refused
from tests.app.scans.desk import BLANK, ScanDesk
from tests.builders import Actors


class _Stays:
    """A branch that the test closes itself."""

    db = SimpleNamespace(is_sqlite=True)

    def __enter__(self) -> _Stays:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.rule("AR-5")
def test_a_stack_is_taken_listed_and_bound(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = ScanDesk.of(sqlite_branch, actors)
    monkeypatch.setenv("GUITAI_USER", "u")
    monkeypatch.setenv("GUITAI_PASSWORD", "p")
    auth = SimpleNamespace(sign_in=lambda *_: desk.teller, sign_out=lambda _: None)
    services = SimpleNamespace(branch=_Stays(), auth=auth, scans=desk.scans)
    application = typer.Typer()
    scan_commands.register(application, cast(Wiring, SimpleNamespace(open=lambda *_, **__: services)))

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(application, ["scans", *arguments, "--dir", "x"])

    def told(done: Any) -> Any:
        return json.loads(done.stdout)

    desk.print("custody")
    number = desk.number("custody")
    first, second, bad = tmp_path / "1.pdf", tmp_path / "2.pdf", tmp_path / "3.pdf"
    first.write_text(f"{desk.code('custody', 2)}\n{BLANK}")
    second.write_text(desk.code("custody", 1))
    bad.write_text("bad")
    done = run("take", str(first), str(bad), str(tmp_path / "none.pdf"), "--json")
    assert done.exit_code == 1
    assert sorted((one["file"], one["code"]) for one in told(done)["refused"]) == [
        ("3.pdf", "scan.damaged"), ("none.pdf", "scan.unreadable"),
    ]  # fmt: skip
    assert [page["state"] for page in told(done)["pages"]] == ["ready", "blank"]
    shown = run("inbox")
    assert f"{number}" in shown.stdout
    assert "missing 1" in shown.stdout
    missing = run("bind", number)
    assert isinstance(missing.exception, Refused)
    assert missing.exception.code == "scans.pages_missing"
    assert run("take", str(second)).exit_code == 0
    listed = told(run("inbox", "--json"))
    assert [form["complete"] for form in listed["forms"]] == [True]
    assert "郑" not in json.dumps(listed, ensure_ascii=False), "no client's name in what ends up in logs"
    assert [form["number"] for form in told(run("bind", "--json"))["bound"]] == [number]
    assert told(run("bind", "--json"))["bound"] == []
