"""``guitai report NAME``, ``--list`` and ``due``: on the terminal, as JSON, as files, for who may (SE-1)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.reports.catalogue import all_reports
from tests.app.cli.desk import Shell
from tests.app.cli.test_report_commands import sealed_desk
from tests.builders import Actors


@pytest.fixture
def where(shell: Shell, sqlite_branch: OpenBranch, actors: Actors) -> tuple[str, ...]:
    """A branch that the program can open, at which the supervisor gives the commands."""
    sealed_desk(sqlite_branch, actors)
    shell.sign_in("user0", "Mima-2026-0-Ceshi")
    return ("--dir", str(sqlite_branch.folder))


def test_every_report_is_listed_with_its_parameters(shell: Shell) -> None:
    said = shell("report", "--list")
    lines = [line.split("\t") for line in said.out.splitlines()]
    assert [line[0] for line in lines] == [one.name for one in all_reports()]
    assert {line[0]: line[2] for line in lines}["risk-levels"] == "[--day]"
    told = {one["name"]: one for one in shell("report", "--list", "--json").json["reports"]}
    assert (told["watch-hits"]["rights"], told["watch-hits"]["statutory"]) == (["screening"], True)


@pytest.mark.rule("FU-3")
def test_a_report_comes_on_the_terminal_and_as_json(shell: Shell, where: tuple[str, ...]) -> None:
    said = shell("report", "late-problems", "--from", "2026-11-01", "--to", "2026-11-20", *where)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0].split("\t")[0] == "What"
    told = shell("report", "certificates", "--within", "700", "--json", *where).json
    assert (told["report"], told["asked"], told["count"]) == ("certificates", {"within": "700"}, len(told["rows"]))
    runs = shell("report", "certificates", "--json", "--set", "within=60", *where).json
    assert runs["asked"] == {"within": "60"}


@pytest.mark.rule("SE-1")
def test_a_file_says_who_made_it_and_is_not_written_over(shell: Shell, where: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "到期.csv"
    said = shell("report", "certificates", "-o", file, "--json", *where)
    assert (said.code, said.json["file"]) == (0, str(file))
    assert "导出人" in file.read_text("utf-8-sig")
    assert shell("report", "certificates", "-o", file, "--json", *where).json["code"] == "reports.file_exists"
    book = tmp_path / "到期.xlsx"
    assert shell("report", "certificates", "-o", book, *where).code == 0
    assert book.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nothing",), "reports.unknown"),
        (("certificates", "-o", "x.doc"), "reports.file_kind"),
        (("certificates", "--set", "within"), "reports.pair"),
        (("certificates", "--day", "2026-11-20"), "reports.unknown_parameter"),
        (("watch-hits",), "auth.denied"),
        (("due", "--day", "2999-01-01"), "reports.future_day"),
    ],
)
def test_what_cannot_be_is_told_with_its_code(
    shell: Shell, where: tuple[str, ...], arguments: tuple[str, ...], code: str
) -> None:
    said = shell("report", *arguments, "--json", *where)
    assert (said.code, said.json["code"]) == (1, code)
    assert json.loads(said.out)["ok"] is False


@pytest.mark.rule("RA-7")
def test_what_is_due_is_made_by_command_and_nothing_where_nothing_is_wished_for(
    shell: Shell, where: tuple[str, ...]
) -> None:
    said = shell("report", "due", "--json", *where)
    assert (said.code, said.json) == (0, {"due": [], "made": []})
