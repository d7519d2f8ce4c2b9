"""PySide6 6.12.0 loses a reference to None in many setters on CPython 3.11 and aborts; see docs/decisions/0007."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
LOOP = """
import sys
from PySide6.QtCore import QRectF
rect = QRectF()
before = sys.getrefcount(None)
for x in range({times}):
    rect.setX(x)
print(before - sys.getrefcount(None))
"""


def _lost(times: int) -> int:
    """References to None that a new process lost; a process of its own, for the faulty version aborts it."""
    command = [sys.executable, "-c", LOOP.format(times=times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_setters_lose_no_reference_to_none() -> None:
    assert _lost(2_000) < 200


def test_two_hundred_thousand_calls_of_a_setter_do_not_abort() -> None:
    assert _lost(200_000) < 200


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locked_version_is_below_the_faulty_one(lock: str) -> None:
    found = re.findall(r"^(?:pyside6-essentials|shiboken6)==(\d+)\.(\d+)", (TOP / lock).read_text(), re.MULTILINE)
    assert len(found) == 2
    assert all((int(major), int(minor)) < (6, 12) for major, minor in found)


def test_the_project_asks_for_a_version_below_the_faulty_one() -> None:
    assert re.search(r'"PySide6-Essentials>=6\.11\.\d+,<6\.12"', (TOP / "pyproject.toml").read_text(encoding="utf-8"))
