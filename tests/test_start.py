"""What is imported before the first window is painted: nothing that makes somebody wait (FINDINGS, start-up)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo import TOP, Demo

HEAVY = {
    "sqlalchemy", "sqlcipher3", "psycopg", "reportlab", "pyhanko", "pikepdf", "pypdfium2", "pypinyin", "cryptography",
    "argon2", "keyring", "typer", "click", "segno", "stdnum", "alembic", "structlog", "asyncio", "ssl",
}  # fmt: skip

FIRST_PAINT = """
import json, sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
application = QApplication([])
from ui import bootstrap
from ui.__main__ import run

show = bootstrap.Program.show
painted = []

def watched(program):
    # the first to hear of the first paint: before whoever opens the branch
    program.window.painted.connect(lambda: painted.append(sorted({name.partition(".")[0] for name in sys.modules})))
    show(program)
    program.window.painted.connect(lambda: QTimer.singleShot(0, program.window.close))

bootstrap.Program.show = watched
code = run(sys.argv[2:])
print(json.dumps({"code": code, "painted": painted}), file=sys.__stderr__)
"""


@pytest.mark.parametrize("command", ["run", "demo"])
def test_nothing_heavy_is_imported_before_the_first_paint(demo_branch: Path, tmp_path: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path), command, "--dir", str(demo_branch)],
        cwd=TOP, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] == 0
    [imported] = told["painted"]
    assert "PySide6" in imported
    assert HEAVY & set(imported) == set()


def test_the_list_of_what_is_heavy_names_what_the_program_needs_later(demo: Demo) -> None:
    script = "import sys; from ui.wiring import ProgramWiring; from pathlib import Path\n"
    script += "ProgramWiring().open(Path(sys.argv[1]), exclusive=False).close(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, str(demo.folder)], cwd=TOP, capture_output=True, text=True, check=True
    )
    later = {name.partition(".")[0] for name in done.stdout.split()}
    assert later >= {"sqlalchemy", "sqlcipher3", "cryptography", "pyhanko", "argon2"}
