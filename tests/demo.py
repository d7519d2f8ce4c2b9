"""The sample branch as ``./guitai demo`` makes it: made once for all tests, copied for each that wants it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.samples.people import STAFF, SampleStaff
from app.storage.durable import FileLock

TOP = Path(__file__).resolve().parents[1]
PATIENCE = 280
"""Seconds after which the program at a shell is given up: the test fails before the gate ends its process."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What ``./guitai demo --headless --json`` left behind and said. Do not write to ``folder``: it is everybody's."""

    folder: Path
    exit_code: int
    stdout: str
    stderr: str

    @property
    def report(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        told: dict[str, Any] = json.loads(self.stdout)
        return told

    def exported(self, form: str, place: int = 0) -> Path:
        """The exported file of the document of kind ``form`` of the opening ``place``."""
        documents = self.report["completed"][place]["documents"]
        number = next(document["number"] for document in documents if document["form"] == form)
        return next((self.folder / "export").glob(f"{number}_*.pdf"))


def guitai(*arguments: str, program: str = str(TOP / "guitai"), **environment: str) -> subprocess.CompletedProcess[str]:
    """The program, or a built one, as somebody at a shell starts it, with nobody to answer questions."""
    names = ("GUITAI_USER", "GUITAI_PASSWORD", "GUITAI_PASSPHRASE", "GUITAI_ADMIN_PASSWORD")
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [program, *arguments], capture_output=True, text=True, encoding="utf-8", check=False,
        stdin=subprocess.DEVNULL, timeout=PATIENCE, env={**inherited, "GUITAI_LANG": "en", **environment},
    )  # fmt: skip


def person(login: str) -> SampleStaff:
    """A user of the sample branch."""
    return next(member for member in STAFF if member.login == login)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The sample branch, made by the real command; once for all test processes of a run."""
    base = tmp_path_factory.getbasetemp()
    home = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, told = home / "demo", home / "demo.json"
    with FileLock(home / "demo.lock").held():
        if not told.exists():
            done = guitai("demo", "--headless", "--dir", str(folder), "--json")
            told.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), encoding="utf-8")
    return Demo(folder, *json.loads(told.read_text(encoding="utf-8")))


@pytest.fixture
def demo_branch(demo: Demo, tmp_path: Path) -> Path:
    """A copy of the sample branch, to do with as one likes."""
    folder = tmp_path / "branch"
    shutil.copytree(demo.folder, folder)
    return folder
