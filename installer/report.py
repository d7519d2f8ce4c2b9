"""What a build is told with: sizes, largest parts, start time beside the source, and what the validators say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from installer import debian_files, freezing
from installer.debian_package import ROOT
from installer.places import DIST, FROZEN, version
from installer.pruning import missing
from installer.start_times import start_times

LARGEST: Final = 25


def report(deb: Path) -> int:
    """Write the report beside the .deb and print it; 1 when a validator refuses."""
    print("measuring the start, asking the validators", flush=True)
    left_out = freezing.made()
    told: dict[str, Any] = {
        "version": version(),
        "packed_bytes": deb.stat().st_size,
        "installed_bytes": _size(ROOT),
        "program_bytes": _size(FROZEN),
        "largest": largest(FROZEN),
        "left_out": {"files": len(left_out.files), "bytes": left_out.bytes, "debug_bytes": left_out.stripped},
        "first_painted_window_ms": start_times(),
        "validated": validate(deb, ROOT),
    }
    (DIST / "build-report.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    for line in lines(told, deb.name):
        print(line)
    return 0 if all(result["ok"] for result in told["validated"].values()) else 1


def lines(told: dict[str, Any], name: str) -> list[str]:
    """The report in plain words."""
    left_out = told["left_out"]
    made = [
        f"{name}: {told['packed_bytes'] / 1e6:.0f} MB packed, {told['installed_bytes'] / 1e6:.0f} MB installed",
        *(f"{size / 1e6:8.1f} MB  {part}" for part, size in told["largest"]),
        f"left out: {left_out['files']} files of {left_out['bytes'] / 1e6:.0f} MB that nothing uses, "
        f"{left_out['debug_bytes'] / 1e6:.0f} MB of debug information",
        "first painted window after exec, median:",
        *(f"{taken:8.0f} ms  {what}" for what, taken in told["first_painted_window_ms"].items()),
    ]
    for check, result in told["validated"].items():
        made.append(f"{'ok    ' if result['ok'] else 'FAILED'}  {check}: {result['told']}")
    return made


def largest(frozen: Path) -> list[tuple[str, int]]:
    """The largest folders and files of the program's ``lib``, largest first."""
    sizes: Counter[str] = Counter()
    for file in frozen.rglob("*"):
        if file.is_file() and not file.is_symlink():
            sizes["/".join(file.relative_to(frozen).parts[:2])] += file.stat().st_size
    return sizes.most_common(LARGEST)


def validate(deb: Path, root: Path) -> dict[str, dict[str, Any]]:
    """What desktop-file-validate, appstreamcli, lintian, man and our own look at the libraries say."""
    share = root / "usr/share"
    found = {
        "desktop file": _run(["desktop-file-validate", str(share / "applications/guitai.desktop")]),
        "AppStream": _run(["appstreamcli", "validate", "--no-net", str(share / "metainfo/guitai.metainfo.xml")]),
        "libraries": _libraries(),
    }
    for page in sorted(share.glob("man/**/guitai.1.gz")):
        found[f"manual {page.relative_to(share / 'man').as_posix()}"] = _run(
            ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(page)], keep_output=False
        )
    if shutil.which("lintian"):
        found["lintian"] = _run(["lintian", "--fail-on", "error", "--suppress-tags", ",".join(_quiet()), str(deb)])
    return found


def _quiet() -> Sequence[str]:
    return sorted(debian_files.ACCEPTED)


def _libraries() -> dict[str, Any]:
    """Every library that is needed comes with the program or from a package that it depends on."""
    known = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=False).stdout.split()
    wanting = missing(FROZEN, known)
    told = "; ".join(f"{name} (for {who[0]})" for name, who in wanting.items())
    return {"ok": not wanting, "told": told or "all there"}


def _run(command: list[str], *, keep_output: bool = True) -> dict[str, Any]:
    # lintian runs as whoever builds; root is not asked for
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    said = (done.stdout if keep_output else "") + done.stderr
    told = "; ".join(line.strip() for line in said.splitlines() if line.strip() and "running with root" not in line)
    return {"ok": done.returncode == 0, "told": told[:3000] or "nothing to say"}


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
