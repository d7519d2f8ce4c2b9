"""Where things lie while an installer is made, and what the program is called."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).resolve().parents[1]
HERE: Final = TOP / "installer"
BUILD: Final = TOP / "build"
DIST: Final = TOP / "dist"
FROZEN: Final = BUILD / "frozen"
"""The built program: ``build/frozen/guitai`` (``guitai.exe``) runs from here as it does when it is installed."""

PACKAGE: Final = "guitai"
HOMEPAGE: Final = ""
MAINTAINER: Final = "Guitai <guitai@localhost.localdomain>"


def version() -> str:
    """The program's version, as ``pyproject.toml`` says."""
    text = (TOP / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def build_moment() -> int:
    """Seconds since 1970 that every file of a package bears: ``SOURCE_DATE_EPOCH``, else the last commit's moment.

    So the same source gives the same bytes on another day. Without either it is the day of the newest change noted.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=TOP, capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode == 0 and done.stdout.strip().isdigit():
        return int(done.stdout.strip())
    return int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())


def executable() -> Path:
    """The frozen program's file."""
    return FROZEN / ("guitai.exe" if sys.platform == "win32" else "guitai")
