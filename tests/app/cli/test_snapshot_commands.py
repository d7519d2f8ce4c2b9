"""``guitai snapshot``: what it says, its exit codes, and that nothing personal is in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.gateways.snapshot.mapping_file import EXAMPLES
from tests.app.cli.desk import Said, Shell
from tests.app.gateways.snapshot.sources import BUSY, PLAIN, SQL_BUSY, SQL_PLAIN, write_csv, write_sqlite
from ui.__main__ import run

MAPPING = EXAMPLES / "csv.toml"
NAME = "资金账户_20250702_0930.csv"
ADMIN, PASSPHRASE = "Erste-Verwalterin-9", "forty-two green umbrellas"

pytestmark = pytest.mark.rule("TO-2")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch with its first administrator, made once for these tests."""
    folder = tmp_path_factory.mktemp("made") / "branch"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.branch.opened.real_keyring", lambda: None)
        patch.setenv("GUITAI_PASSPHRASE", PASSPHRASE)
        patch.setenv("GUITAI_ADMIN_PASSWORD", ADMIN)
        assert run(["init", "--dir", str(folder)]) == 0
    return folder


@pytest.fixture
def folder(made: Path, shell: Shell, tmp_path: Path) -> Path:
    """A copy of it, with the administrator signed in: users and imports are an administrator's work."""
    shell.set(GUITAI_PASSPHRASE=PASSPHRASE).sign_in("admin", ADMIN)
    return Path(shutil.copytree(made, tmp_path / "branch"))


def load(shell: Shell, folder: Path, source: Path | str, *more: object, mapping: Path = MAPPING) -> Said:
    return shell("snapshot", "import", source, "--dir", folder, "--mapping", mapping, *more)


def in_force(shell: Shell, folder: Path) -> object:
    return shell("snapshot", "show", "--dir", folder, "--json").json["snapshot"]


def test_a_dry_run_and_then_the_import_as_json(shell: Shell, folder: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path, PLAIN, BUSY, name=NAME)
    dry = load(shell, folder, path, "--dry-run", "--json")
    assert (dry.code, dry.err) == (0, "")
    assert (dry.json["ok"], dry.json["outcome"], dry.json["accounts"]) == (True, "checked", 2)
    assert (dry.json["source"], dry.json["problems"], dry.json["snapshot"]) == (NAME, [], "")
    assert in_force(shell, folder) is None
    done = load(shell, folder, path, "--json")
    assert (done.code, done.json["outcome"], done.json["taken_at"]) == (0, "in-force", "2025-07-02T09:30:00+08:00")
    found = in_force(shell, folder)
    assert isinstance(found, dict)
    assert (found["id"], found["rows"], found["source"]) == (done.json["snapshot"], 2, NAME)
    assert shell("snapshot", "show", "--dir", folder).out == f"2025-07-02 09:30\t2\t{NAME}\n"
    older = load(shell, folder, write_csv(tmp_path, PLAIN, name=NAME.replace("0930", "0929")), "--json")
    assert (older.code, older.json["code"]) == (1, "snapshots.older")


def test_mistakes_are_told_by_row_on_standard_error_with_exit_code_1(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, (*PLAIN[:2], "12x", *PLAIN[3:]), name=NAME)
    said = load(shell, folder, path, "--dry-run")
    assert said.code == 1
    assert said.err.startswith(f"{NAME}, row 2 总资产: This is no number")
    assert "There are mistakes; nothing was changed." in said.out
    assert (said.err + said.out).count("张三") == 0
    told = load(shell, folder, path, "--dry-run", "--json")
    assert told.code == 1
    assert told.json["problem_count"] == 1
    assert told.json["problems"][0] | {"reason": ""} == {
        "row": 2, "column": "总资产", "code": "snapshots.not_a_number", "reason": "",
    }  # fmt: skip


def test_it_speaks_chinese(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell.set(GUITAI_LANG="zh")
    said = load(shell, folder, write_csv(tmp_path, PLAIN[:5], name=NAME), "--dry-run")
    assert "第 2 行: 本行有 5 格，应为 17 格" in said.err
    assert said.out.startswith("文件有错误；未作任何改变。")


def test_a_refusal_is_an_object_as_well(shell: Shell, folder: Path, tmp_path: Path) -> None:
    said = load(shell, folder, tmp_path / "资金账户_20250702_0930.csv", "--json")
    assert (said.code, said.json["ok"], said.json["code"]) == (1, False, "snapshots.unreadable")
    broken = tmp_path / "m.toml"
    broken.write_text("kind = 1", encoding="utf-8")
    said = load(shell, folder, write_csv(tmp_path, PLAIN), "--json", mapping=broken)
    assert (said.code, said.json["code"]) == (1, "snapshots.mapping_broken")


def test_the_moment_is_given_in_the_branchs_time(shell: Shell, folder: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "given.toml"
    text = MAPPING.read_text("utf-8")
    start, end = text.index("[moment]"), text.index("[formats]")
    mapping.write_text(text[:start] + '[moment]\nfrom = "given"\n\n' + text[end:], encoding="utf-8")
    path = write_csv(tmp_path, PLAIN, name="a.csv")
    said = load(shell, folder, path, "--dry-run", "--json", "--taken-at", "2025-07-02T09:30", mapping=mapping)
    assert said.json["code" if said.code else "taken_at"] == "2025-07-02T09:30:00+08:00"
    said = load(shell, folder, path, "--dry-run", "--json", "--taken-at", "yesterday", mapping=mapping)
    assert (said.code, said.json["code"]) == (1, "snapshots.not_a_moment")


def test_a_databases_address_comes_from_the_environment(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell.set(TRADING=f"sqlite:///{write_sqlite(tmp_path, SQL_PLAIN, SQL_BUSY)}")
    said = load(shell, folder, "env:TRADING", "--dry-run", "--json", mapping=EXAMPLES / "sql.toml")
    assert (said.code, said.json["accounts"], said.json["source"]) == (0, 2, "v_account_state")
    said = load(shell, folder, "env:NOTHING", "--dry-run", "--json", mapping=EXAMPLES / "sql.toml")
    assert (said.code, said.json["code"]) == (1, "snapshots.url")


def test_a_dry_run_can_do_without_a_branch_and_an_import_cannot(shell: Shell, tmp_path: Path) -> None:
    path = write_csv(tmp_path, PLAIN, BUSY, name=NAME)
    said = shell("snapshot", "import", path, "--mapping", MAPPING, "--dry-run", "--json")
    assert (said.code, said.json["ok"], said.json["accounts"], said.json["unknown"]) == (0, True, 2, None)
    said = shell("snapshot", "import", path, "--mapping", MAPPING, "--dry-run")
    assert said.out.endswith("2 rows read, 2 accounts, 0 skipped, 0 mistakes.\n")
    assert shell("snapshot", "import", path, "--mapping", MAPPING).code == 2
    wrong = write_csv(tmp_path, PLAIN, PLAIN, name=NAME)
    said = shell("snapshot", "import", wrong, "--mapping", MAPPING, "--dry-run", "--json")
    assert (said.code, said.json["problems"][0]["code"]) == (1, "snapshots.account_twice")
    future = write_csv(tmp_path, PLAIN, name=NAME.replace("2025", "2099"))
    said = shell("snapshot", "import", future, "--mapping", MAPPING, "--dry-run", "--json")
    assert (said.code, said.json["code"]) == (1, "snapshots.future")
    said = shell("snapshot", "import", write_csv(tmp_path, name=NAME), "--mapping", MAPPING, "--dry-run", "--json")
    assert (said.code, said.json["code"]) == (1, "snapshots.nothing")
