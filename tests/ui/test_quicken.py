"""PySide6's own sources as files: laid out once, whole, and used by the next start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6

from ui import quicken


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """PySide6's ``shiboken6`` as pip installs it, in a folder of its own."""
    source = Path(shiboken6.__file__).resolve().parent
    target = tmp_path / "shiboken6"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(quicken.FILES))
    return target


def _loaded_from(package: Path, then: str = "") -> str:
    script = "import sys, PySide6.QtCore; from pathlib import Path; from ui import quicken\n"
    script += then or "print(sys.modules['shibokensupport.signature.loader'].__file__)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": f"{package.parent}:{Path(quicken.__file__).parents[1]}"},
    )  # fmt: skip
    return done.stdout.strip()


def test_the_sources_are_laid_out_once_and_the_next_start_uses_them(package: Path) -> None:
    assert _loaded_from(package) == "shibokensupport/signature/loader.py"  # text inside the library
    lay_out = f"print(quicken.lay_out(Path({str(package)!r})), quicken.lay_out(Path({str(package)!r})))"
    assert _loaded_from(package, lay_out) == "True False"
    assert Path(_loaded_from(package)) == package / quicken.FILES / "shibokensupport" / "signature" / "loader.py"
    assert not list(package.glob(".files-*"))
    compiled = list((package / quicken.FILES).rglob("*.pyc"))
    assert len(compiled) == len(list((package / quicken.FILES).rglob("*.py")))
