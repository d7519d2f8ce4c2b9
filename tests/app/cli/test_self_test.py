"""``guitai self-test``: the whole program, and what a damaged installation is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.cli import self_checks
from app.common.self_test import Check, SelfTestFailed
from forms import self_checks as form_checks
from tests.app.cli.desk import Shell
from ui import self_checks as window_checks


def test_the_program_as_it_stands_passes_every_check(shell: Shell) -> None:
    said = shell("self-test", "--json")
    assert [check for check in said.json["checks"] if not check["ok"]] == []
    assert (said.code, said.json["ok"]) == (0, True)
    told = {check["name"]: check["told"] for check in said.json["checks"]}
    assert told["database"].startswith("SQLCipher 4.")
    assert told["database"].endswith("another key refused")
    assert told["document"].endswith("2 signatures verified, a changed byte noticed")
    assert {"keyring", "fonts", "forms", "scan", "translation", "migrations", "policy", "paint"} <= set(told)


def test_one_failed_check_is_named_and_ends_with_exit_code_1(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> str:
        raise SelfTestFailed("NotoSansSC-Bold.ttf is missing")

    monkeypatch.setattr(window_checks, "checks", lambda: (Check("fonts", gone), Check("pinyin", self_checks.pinyin)))
    said = shell("--self-test")
    assert said.code == 1
    assert said.out.splitlines() == [
        "FAILED  fonts: NotoSansSC-Bold.ttf is missing",
        "ok      pinyin: names by their sound",
        "Result: 1 of 2 checks failed: fonts.",
    ]


def test_a_missing_and_a_damaged_font_are_found(tmp_path: Path) -> None:
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  A.ttf\n")
    with pytest.raises(SelfTestFailed, match=r"A\.ttf is missing"):
        form_checks.fonts(tmp_path)
    (tmp_path / "A.ttf").write_bytes(b"test")
    assert form_checks.fonts(tmp_path) == "1 whole"
    (tmp_path / "A.ttf").write_bytes(b"tent")
    with pytest.raises(SelfTestFailed, match=r"A\.ttf is damaged"):
        form_checks.fonts(tmp_path)


def test_a_form_whose_text_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.catalogue.FOLDERS", ("contents", "no_such_form"))
    with pytest.raises(SelfTestFailed, match=r"cannot be filled: no-such-form \(ModuleNotFoundError\)"):
        form_checks.forms()


def test_a_broken_policy_file_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.policy.loader.SHIPPED", tmp_path)
    with pytest.raises(SelfTestFailed, match="no policy file"):
        self_checks.policy()
    (tmp_path / "branch.toml").write_text('kind = "branch"\nidle =\n', encoding="utf-8")
    with pytest.raises(SelfTestFailed, match=r"branch\.toml line 2"):
        self_checks.policy()


def test_a_missing_migration_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.revision.HEAD", "9999")
    with pytest.raises(SelfTestFailed, match="the step to schema 9999 is missing"):
        self_checks.migrations()


def test_a_database_that_opens_with_any_key_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.storage import engine

    real = engine.sqlcipher_engine
    monkeypatch.setattr(engine, "sqlcipher_engine", lambda path, key: real(path, b"\x01" * 32))
    with pytest.raises(SelfTestFailed, match="wrong key"):
        self_checks.database()


def test_a_missing_keyring_is_told_and_a_missing_part_of_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.keys.real_keyring", lambda: None)
    assert "under a passphrase" in self_checks.keyring()
    monkeypatch.setitem(self_checks.BACKENDS, sys.platform, "keyring.backends.no_such")
    with pytest.raises(ModuleNotFoundError):
        self_checks.keyring()


def test_broken_words_icons_and_plug_ins_are_named(tmp_path: Path) -> None:
    with pytest.raises(SelfTestFailed, match="no file of Chinese words"):
        window_checks.translation(tmp_path)
    (tmp_path / "shell_zh_CN.qm").write_bytes(b"torn")
    with pytest.raises(SelfTestFailed, match=r"cannot be read: shell_zh_CN\.qm"):
        window_checks.translation(tmp_path)
    with pytest.raises(SelfTestFailed, match="no icon"):
        window_checks.icons(tmp_path)
    with pytest.raises(SelfTestFailed, match=r"missing: platforms/\w+, platforms/qoffscreen, imageformats/qsvg"):
        window_checks.plugins(tmp_path)
