"""The lock files install the same bytes everywhere, and nothing that is kept names a machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
LOCKS = (TOP / "requirements.lock", TOP / "requirements-dev.lock")
BUILDING = (TOP / "requirements-build.lock", TOP / "installer" / "windows" / "requirements-windows.lock")
OTHERS = TOP / "benchmarks" / "others.lock"


def _entries(lock: Path) -> dict[str, str]:
    """The text of each requirement, with its hashes, by name."""
    text = re.sub(r"\\\n", " ", lock.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {re.split(r"[=\[; ]", line, maxsplit=1)[0]: line for line in lines}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_with_hashes(lock: Path) -> None:
    entries = _entries(lock)
    assert "pyside6-essentials" in entries
    unsure = [name for name, line in entries.items() if "==" not in line or "--hash=sha256:" not in line]
    assert not unsure


@pytest.mark.parametrize("lock", BUILDING, ids=lambda lock: lock.name)
def test_what_an_installer_is_made_with_is_pinned_with_hashes(lock: Path) -> None:
    entries = _entries(lock)
    assert "cx-freeze" in entries
    assert not [name for name, line in entries.items() if "==" not in line or "--hash=sha256:" not in line]


def test_what_the_packet_is_measured_beside_is_pinned_and_never_beside_the_program() -> None:
    others = _entries(OTHERS)
    assert not [name for name, line in others.items() if "==" not in line or "--hash=sha256:" not in line]
    assert {"weasyprint", "typst", "fpdf2"} <= set(others)
    assert not {"weasyprint", "typst", "fpdf2"} & set(_entries(LOCKS[1]))


@pytest.mark.parametrize("lock", [*LOCKS, *BUILDING, OTHERS], ids=lambda lock: lock.name)
def test_no_index_host_and_no_path_of_a_machine_is_in_a_lock(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links| /(home|root|work|tmp|usr)/", text)


def test_no_path_of_a_machine_is_in_the_documents() -> None:
    pages = [*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")]
    assert not [page.name for page in pages if re.search(r"/(home|root|work|tmp)/", page.read_text(encoding="utf-8"))]


def test_what_the_program_needs_is_locked_the_same_for_users_and_for_checks() -> None:
    users, checks = (_entries(lock) for lock in LOCKS)
    differing = {
        name for name, line in users.items() if re.findall(r"==(\S+)", line) != re.findall(r"==(\S+)", checks[name])
    }
    assert not differing
