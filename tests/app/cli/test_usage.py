"""Wrong usage, exit codes, where things are said, and what an unforeseen fault may tell."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from app.common.errors import Refused
from tests.app.cli.desk import Shell
from tests.demo import Demo, guitai
from ui import launch

LINE = "1A 2B 3C 4A 5A 6B 7A 8B 9ACD 10A 11C 12D"


@pytest.mark.parametrize(
    "line",
    [
        "frobnicate", "--frobnicate", "verify", "verify --frobnicate", "verify --dir", "verify x",
        "init --frobnicate", "run",
        "run --dir", "run --station 02", "run --frobnicate", "run --dir x --dir", "demo --dir", "demo --station 02",
        "demo x", "clients", "clients find --dir x", "clients find a", "clients frobnicate", "documents",
        "documents list", "documents export", "forms", "forms frobnicate", "forms sample application", "policy",
        "policy score", "id", "id check", "certificate use --dir x", "certificate use x", "",
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2_said_on_standard_error(shell: Shell, line: str) -> None:
    said = shell(*line.split())
    assert (said.code, said.out) == (2, "")
    assert "sage" in said.err or "rror" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("line", ["--help", "demo --help", "run --help", "clients find --help", "policy --help"])
def test_help_is_exit_code_0_on_standard_output(shell: Shell, line: str) -> None:
    said = shell(*line.split())
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Usage: guitai")


def test_help_names_every_command(shell: Shell) -> None:
    out = shell("--help").out
    for command in (
        "demo",
        "init",
        "run",
        "verify",
        "clients",
        "documents",
        "forms",
        "policy",
        "id",
        "certificate",
        "bookings",
        "watchlist",
    ):
        assert f"\n  {command} " in out


@pytest.mark.parametrize(
    "line",
    [
        "run --dir {}",
        "verify --dir {}",
        "clients find x --dir {}",
        "documents list --dir {}",
        "documents export --dir {}",
    ],
)
def test_a_folder_without_a_branch_is_refused_before_anything_else(shell: Shell, tmp_path: Path, line: str) -> None:
    said = shell(*line.format(tmp_path / "none").split())
    assert (said.code, said.out) == (1, "")
    assert (
        said.err == "guitai: There is no branch in this folder. Check the folder, or make a branch with guitai init.\n"
    )
    assert not (tmp_path / "none").exists()


def test_a_refusal_is_an_object_too_where_json_was_asked_for(shell: Shell, tmp_path: Path) -> None:
    for line in ("verify", "clients find x", "documents list", "documents export"):
        said = shell(*line.split(), "--dir", tmp_path, "--json")
        assert (said.code, said.json["ok"], said.json["code"]) == (1, False, "branch.not_found")
        assert said.json["reason"] in said.err


def test_refusals_are_said_in_chinese_where_that_is_the_language(shell: Shell, tmp_path: Path) -> None:
    assert "没有营业部" in shell.set(GUITAI_LANG="zh_CN.UTF-8")("verify", "--dir", tmp_path).err


def test_an_unforeseen_fault_tells_its_kind_and_place_and_nothing_of_a_client(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ValueError("林梓萱 13857120001")

    monkeypatch.setattr("ui.wiring.ProgramWiring.open", fault)
    said = shell("verify", "--dir", tmp_path)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("guitai: fault ValueError in test_usage.py, line ")
    assert "林梓萱" not in said.err


def test_a_fault_of_the_system_is_a_sentence(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/林梓萱.pdf")

    monkeypatch.setattr("ui.wiring.ProgramWiring.open", full)
    assert shell("verify", "--dir", tmp_path).err == "guitai: the system refuses: No space left on device\n"


# the tools that need no branch


def test_forms_list_gives_an_id_a_line_first_then_the_title(shell: Shell) -> None:
    said = shell("forms", "list")
    lines = dict(line.split("\t") for line in said.out.splitlines())
    assert said.code == 0
    assert lines["application"] == "开户申请表（个人）"
    assert {"booking", "assessment", "disclosure", "disclosure-chinext", "custody", "contents"} <= lines.keys()


def test_a_sample_of_a_form_is_written(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    assert shell("forms", "sample", "custody", "-o", file).code == 0
    assert file.read_bytes().startswith(b"%PDF-1.7")


def test_a_form_that_is_not_known_and_a_file_that_cannot_be_written_are_exit_code_1(
    shell: Shell, tmp_path: Path
) -> None:
    assert shell("forms", "sample", "nope", "-o", tmp_path / "x.pdf").code == 1
    said = shell("forms", "sample", "custody", "-o", tmp_path / "none" / "x.pdf")
    assert (said.code, said.out) == (1, "")
    assert said.err


def test_policy_and_id_tools_work_through_the_program(shell: Shell) -> None:
    assert shell("policy", "score", "--answers", LINE, "--json").json["total"] == 30
    assert shell("id", "check", "11010519491231002X", "--json").json["valid"] is True
    refused = shell("id", "check", "110105194912310020", "--json")
    assert (refused.code, refused.json["valid"]) == (1, False)


# the program itself, from the shell


def test_the_program_itself_scores_and_refuses() -> None:
    done = guitai("policy", "score", "--answers", LINE, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["level"] == "低"
    wrong = guitai("policy", "score")
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_the_program_itself_writes_chinese_whatever_the_terminal_is(demo: Demo) -> None:
    login = demo.report["login"]
    environment = {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", **login}
    done = guitai("clients", "find", "吴铭𬭎", "--dir", str(demo.folder), "--json", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert [hit["name"] for hit in json.loads(done.stdout)["clients"]] == ["吴铭𬭎"]


# the short way to the windows


class Windows:
    """Stands where the windows would come up."""

    def __init__(self) -> None:
        self.opened: list[tuple[Path, str]] = []

    def start(self, folder: Path, *, station: str = "01") -> int:
        self.opened.append((folder, station))
        return 7


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    made = Windows()
    monkeypatch.setattr("ui.bootstrap.start", made.start)
    return made


@pytest.mark.parametrize("line", ["run --dir {}", "run --dir={}", "run --station 01 --dir {}", "demo --dir {}"])
def test_windows_open_on_a_branch_that_is_there(shell: Shell, demo: Demo, windows: Windows, line: str) -> None:
    said = shell(*line.format(demo.folder).split())
    assert (said.code, said.err) == (7, "")
    assert windows.opened == [(demo.folder, "01")]
    assert ("teller" in said.out) == line.startswith("demo")


def test_the_counter_is_the_one_given(shell: Shell, demo: Demo, windows: Windows) -> None:
    shell("run", "--dir", demo.folder, "--station=02")
    assert windows.opened == [(demo.folder, "02")]


def test_the_demo_with_json_opens_windows_as_well(shell: Shell, demo_branch: Path, windows: Windows) -> None:
    said = shell("demo", "--dir", demo_branch, "--json")
    assert (said.code, said.json["made"]) == (7, False)
    assert windows.opened == [(demo_branch, "01")]


def test_a_real_branch_asks_for_its_passphrase_at_the_terminal_or_leaves_it_to_the_window(
    shell: Shell, tmp_path: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "branch.toml").write_text('key_store = "passphrase"\nsample = false\n', encoding="utf-8")
    monkeypatch.setattr("ui.passphrase._typed", [])
    assert shell("run", "--dir", tmp_path).code == 7
    assert windows.opened == [(tmp_path, "01")]
    from ui.passphrase import ask_passphrase

    with pytest.raises(Refused, match=r"keys\.passphrase_needed"):
        ask_passphrase()
    monkeypatch.setattr("ui.passphrase._terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _: "typed once at the terminal")
    assert shell("run", "--dir", tmp_path).code == 7
    assert ask_passphrase() == "typed once at the terminal"


def test_the_short_way_leaves_everything_unusual_to_the_command_line(tmp_path: Path) -> None:
    for line in ("", "verify --dir x", "run", f"run --dir {tmp_path}", "run --dir a --dir b", f"demo --dir {tmp_path}"):
        assert launch.windows(line.split()) is None
