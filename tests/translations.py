"""Keeps the Chinese of the windows complete: one .ts per area, checked by the gate.

``python -m tests.translations update shell`` reads the sources into the area's .ts and compiles it; then translate what
is unfinished and run it again. ``python -m tests.translations check`` tells what is missing in all areas.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"

AREAS: dict[str, tuple[str, ...]] = {
    "upgrade": ("ui/upgrade/*.py",),
    "start": ("ui/start/*.py",),
    "desk": (
        "ui/pages/approvals/**/*.py",
        "ui/pages/tasks/**/*.py",
        *(f"ui/pages/{page}*.py" for page in ("calendar", "snapshot", "tasks", "churn", "day_end")),
    ),
    "dashboard": ("ui/pages/dashboard/**/*.py", "ui/pages/workbench_day.py"),
    "complaints": ("ui/pages/complaints/**/*.py",),
    "dossier": ("ui/pages/dossier/**/*.py", "ui/pages/pledge.py"),
    "suitability": ("ui/pages/suitability/**/*.py", "ui/pages/client_suitability.py"),
    "classes": ("ui/pages/reclass/**/*.py", "ui/pages/marks/**/*.py"),
    "satisfaction": ("ui/pages/satisfaction/**/*.py", "ui/satisfaction_*.py"),
    "education": ("ui/pages/education/**/*.py",),
    "reports": ("ui/pages/reports/**/*.py",),
    "scans": ("ui/pages/scans/**/*.py",),
    "messages": ("ui/pages/messages/**/*.py", "ui/pages/unusual/**/*.py"),
    "screening": ("ui/pages/screening/**/*.py",),
    "policy": ("ui/pages/policy/**/*.py",),
    "printing": ("ui/print*.py", "ui/pages/print_queue.py", "ui/widgets/print_panel.py"),
    "shell": ("ui/*.py", "ui/pages/*.py", "ui/widgets/*.py", "ui/support/*.py", "ui/theme/*.py"),
    "opening": ("ui/pages/opening/**/*.py", "ui/acts/*.py"),
    "transfer": ("ui/pages/transfer/**/*.py",),
    "accounts": ("ui/pages/accounts/**/*.py",),
    "changes": ("ui/pages/changes/**/*.py",),
    "display": ("ui/customer_display/**/*.py",),
    "contacts": ("ui/pages/contacts/**/*.py", "ui/pages/history/**/*.py"),
}
"""Area and the sources it is made of; a file belongs to the first area that names it."""

Message = tuple[str, str, str]
"""Context, source text, comment."""


def sources(area: str) -> list[Path]:
    """The files of ``area``, in order."""
    areas = list(AREAS)
    taken = {file for other in areas[: areas.index(area)] for file in _named(other)}
    return sorted(_named(area) - taken)


def _named(area: str) -> set[Path]:
    return {file for pattern in AREAS[area] for file in ROOT.glob(pattern)}


def ts_file(area: str) -> Path:
    """The translations of ``area`` as text."""
    return FOLDER / f"{area}_zh_CN.ts"


def _tool(name: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / f"pyside6-{name}"
    done = subprocess.run([str(program), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"pyside6-{name}: {done.stderr or done.stdout}")


def _read(ts: Path) -> dict[Message, tuple[str, str]]:
    """Every message of a .ts with its translation and its state (``unfinished``, ``vanished``, ``obsolete`` or ok)."""
    found: dict[Message, tuple[str, str]] = {}
    for context in ElementTree.parse(ts).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            key = (name, message.findtext("source") or "", message.findtext("comment") or "")
            translation = message.find("translation")
            if translation is None:
                found[key] = ("", "unfinished")
            else:
                found[key] = (translation.text or "", translation.get("type") or "")
    return found


def _extract(paths: Iterable[Path], ts: Path) -> None:
    files = [str(path.relative_to(ROOT)) for path in paths]
    _tool(
        "lupdate", *files, "-ts", str(ts), "-no-obsolete", "-locations", "none", "-silent", "-target-language", "zh_CN"
    )


def update(area: str) -> list[Message]:
    """Read the sources into the .ts, compile it, and give what is still to be translated."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    _extract(sources(area), ts_file(area))
    qm = ts_file(area).with_suffix(".qm")
    fresh = qm.with_suffix(".fresh")
    _tool("lrelease", "-silent", str(ts_file(area)), "-qm", str(fresh))
    # a program that runs has the old file in its memory: it must not change under it
    fresh.replace(qm)
    return [key for key, (text, state) in _read(ts_file(area)).items() if state or not text]


def check_area(area: str, paths: Iterable[Path] | None = None) -> list[str]:
    """What is wrong with the translations of ``area``; nothing when complete and compiled.

    ``paths``: the sources to hold it against, those of the table ``AREAS`` when not given.
    """
    files = list(paths) if paths is not None else sources(area)
    ts, qm = ts_file(area), ts_file(area).with_suffix(".qm")
    if not files:
        return []
    if not ts.exists() or not qm.exists():
        return [f"{area}: {ts.name} or {qm.name} is not there; run python -m tests.translations update {area}"]
    kept = _read(ts)
    with tempfile.TemporaryDirectory() as folder:
        fresh_ts, fresh_qm = Path(folder) / "fresh.ts", Path(folder) / "fresh.qm"
        _extract(files, fresh_ts)
        _tool("lrelease", "-silent", str(ts), "-qm", str(fresh_qm))
        said = set(_read(fresh_ts))
        stale = fresh_qm.read_bytes() != qm.read_bytes()
    problems = [f"{area}: missing: {_name(key)}" for key in sorted(said - set(kept))]
    problems += [f"{area}: obsolete: {_name(key)}" for key in sorted(set(kept) - said)]
    problems += [f"{area}: unfinished: {_name(key)}" for key, (text, state) in kept.items() if state or not text]
    problems += [
        f"{area}: placeholders differ: {_name(key)}" for key, (text, _) in kept.items() if _differ(key[1], text)
    ]
    if stale:
        problems.append(f"{area}: {qm.name} is not what {ts.name} compiles to")
    return problems


def _differ(source: str, text: str) -> bool:
    def names(words: str) -> set[str]:
        return {part.split("}")[0] for part in words.split("{")[1:]}

    return names(source) != names(text)


def _name(key: Message) -> str:
    return f"{key[0]}: {key[1]!r}"


def check_all() -> list[str]:
    """The problems of all areas."""
    return [problem for area in AREAS for problem in check_area(area)]


def main(arguments: list[str]) -> int:
    """``update AREA...`` or ``check``."""
    if arguments[:1] == ["update"]:
        for area in arguments[1:] or list(AREAS):
            for key in update(area):
                sys.stdout.write(f"{area}: to translate: {_name(key)}\n")
        return 0
    problems = check_all()
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
