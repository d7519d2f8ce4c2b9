"""The first window: what may be imported before it, and that it takes what is typed at once (decision 0041)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.samples.people import person
from tests.demo import TOP, Demo

LIST = Path(__file__).with_name("first_window.txt")
"""The modules of ours and of others that are there when the first window is painted."""

HEAVY = {
    "sqlalchemy", "sqlcipher3", "psycopg", "reportlab", "pyhanko", "pikepdf", "pypdfium2", "pypinyin", "cryptography",
    "argon2", "keyring", "typer", "click", "segno", "stdnum", "alembic", "structlog", "asyncio", "ssl", "tomllib",
    "dataclasses", "hashlib", "getpass", "email", "unittest",
}  # fmt: skip

FIRST_PAINT = """
import json, os, sys
from PySide6 import QtCore

QtCore.QSettings.setPath(QtCore.QSettings.Format.IniFormat, QtCore.QSettings.Scope.UserScope, sys.argv[1])
from ui import bootstrap
from ui.__main__ import run

show = bootstrap.Program.show

def painted():
    # the first to hear of the first paint: before whoever opens the branch
    named = "Qt" in vars(QtCore)
    print(json.dumps({"modules": sorted(sys.modules), "named": named}), flush=True)
    os._exit(0)

def watched(program):
    program.window.painted.connect(painted)
    show(program)

bootstrap.Program.show = watched
sys.exit(run(sys.argv[2:]))
"""

TYPED = """
import json, sys
from PySide6.QtCore import QSettings, QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
from ui import bootstrap
from ui.__main__ import run

show, told = bootstrap.Program.show, {}

def watched(program):
    page = program.window.sign_in

    def typed():
        told["open"] = program.branch.opened is not None
        told["cursor"] = page.login.widget.hasFocus()
        QTest.keyClicks(QApplication.focusWidget(), sys.argv[2])
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        QTest.keyClicks(QApplication.focusWidget(), sys.argv[3])
        told["login"], told["password"] = page.login.value(), page.password.value()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def signed_in(actor):
        told["actor"] = actor.name
        told["page"] = program.window.current_page()
        QTimer.singleShot(0, program.window.close)

    program.window.painted.connect(typed)
    QTimer.singleShot(60_000, program.window.close)  # a sign-in that was refused is told below, not waited for
    page.signed_in.connect(signed_in)
    show(program)

bootstrap.Program.show = watched
told["code"] = run(["run", "--dir", sys.argv[4]])
print(json.dumps(told), flush=True)
"""


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A folder that looks like a branch to whoever has not opened it yet."""
    folder = tmp_path / "branch"
    folder.mkdir()
    mark = '# a mark\nformat = 1\nsample = true\nkey_store = "sample"\n'
    (folder / "branch.toml").write_text(mark, encoding="utf-8")
    return folder


def _run(script: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=TOP, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.stdout, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(told, dict)
    return told


def _listed() -> set[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def _counted(modules: list[str]) -> set[str]:
    """Ours and those of others; Python's own, and what PySide6 brings of itself with any window, are not counted."""
    known = sys.stdlib_module_names | {"shibokensupport", "signature_bootstrap"}
    return {
        name
        for name in modules
        if name.partition(".")[0] not in known and not name.startswith(("_", "PySide6.support", "cython"))
    }


@pytest.mark.parametrize("command", ["run", "demo"])
def test_before_the_first_paint_only_the_listed_modules_are_imported(
    marked: Path, tmp_path: Path, command: str
) -> None:
    told = _run(FIRST_PAINT, str(tmp_path), command, "--dir", str(marked))
    samples = {"app.samples", "app.samples.people"} if command == "demo" else set()
    counted = _counted(told["modules"]) - samples
    new = sorted(counted - _listed())
    assert not new, (
        f"imported before the first window is painted, so everybody waits for it: {', '.join(new)}. Import it where it "
        f"is used (or under TYPE_CHECKING); only what the sign-in page is made of belongs into {LIST.name}."
    )
    gone = sorted(_listed() - counted)
    assert not gone, f"no longer imported before the first window, take it out of {LIST.name}: {', '.join(gone)}"
    if command == "run":
        assert HEAVY & {name.partition(".")[0] for name in told["modules"]} == set()


def test_the_names_of_qt_are_not_made_before_the_first_paint(marked: Path, tmp_path: Path) -> None:
    told = _run(FIRST_PAINT, str(tmp_path), "run", "--dir", str(marked))
    assert told["named"] is False, (
        "something names Qt before the first window is painted, which makes a hundred enumerations (15 to 30 ms): "
        "`from PySide6.QtCore import Qt` at the top of a module of the first window, or a call that has to tell a Qt "
        "value from others (style().polish(), Qt.GlobalColor). Name it inside the function, as QtCore.Qt."
    )


def test_what_is_typed_at_the_first_paint_arrives_and_signs_in_once_the_branch_is_open(
    demo_branch: Path, tmp_path: Path
) -> None:
    told = _run(TYPED, str(tmp_path), "teller", person("teller").password, str(demo_branch))
    assert told["open"] is False, "the branch was open before anything could be typed: the window waited for it"
    assert told["cursor"] is True
    assert (told["login"], told["password"]) == ("teller", person("teller").password)
    assert told.get("page"), "the sign-in did not go through"
    assert told["actor"] == person("teller").name
    assert told["code"] == 0


def test_the_list_of_what_is_heavy_names_what_the_program_needs_later(demo: Demo) -> None:
    script = "import sys; from ui.wiring import ProgramWiring; from pathlib import Path\n"
    script += "ProgramWiring().open(Path(sys.argv[1]), exclusive=False).close(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, str(demo.folder)], cwd=TOP, capture_output=True, text=True, check=True
    )
    later = {name.partition(".")[0] for name in done.stdout.split()}
    assert later >= {"sqlalchemy", "sqlcipher3", "cryptography", "pyhanko", "argon2"}
