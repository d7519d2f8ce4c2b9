"""``./guitai package deb --twice``: the last commit is built twice, and the two packages are the same byte for byte.

Each build has a checkout of its own, of another length of path, another zone of time, another language, other rights of
new files, and files of another age; what is not committed is not in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.places import BUILD, TOP, build_moment

PLACE: Final = BUILD / "twice"
DIFFERENT: Final = (
    ("one", {"TZ": "UTC", "LC_ALL": "C.UTF-8"}, 0o022),
    ("the-other/further-down", {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONUTF8": "1"}, 0o077),
)
MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Commit:
    """What is built, and the moment (seconds since 1970) that its files bear."""

    number: str
    moment: int


def twice(*, level: int) -> int:
    """Build, compare; exit code 1 when anything differs."""
    shutil.rmtree(PLACE, ignore_errors=True)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=TOP, capture_output=True, text=True, check=True)
    source = Commit(commit.stdout.strip(), build_moment())  # once: somebody may commit meanwhile
    made = [_built(source, PLACE / name, more, mask, level) for name, more, mask in DIFFERENT]
    one, other = (hashlib.sha256(deb.read_bytes()).hexdigest() for deb in made)
    if one != other:
        print(f"FAILED  two builds of one commit differ: {', '.join(differing(*made)) or 'in how they are packed'}")
        return 1
    print(f"ok      two builds of one commit are the same byte for byte: sha256 {one}")
    shutil.rmtree(PLACE)
    return 0


def _built(commit: Commit, place: Path, more: dict[str, str], mask: int, level: int) -> Path:
    """The .deb of a checkout in ``place``."""
    place.mkdir(parents=True)
    with subprocess.Popen(["git", "archive", commit.number], cwd=TOP, stdout=subprocess.PIPE) as content:
        subprocess.run(["tar", "-x", "--touch", "-C", str(place)], stdin=content.stdout, check=True)
    environment = {
        **os.environ, **more, "SOURCE_DATE_EPOCH": str(commit.moment), "PYTHONPATH": str(place),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "installer", "deb", "--level", str(level), "--no-report"]
    subprocess.run(command, cwd=place, env=environment, check=True, umask=mask)
    return next((place / "dist").glob("*.deb"))


def differing(one: Path, other: Path) -> list[str]:
    """The first files by which two packages differ, in their content or in what is told of them."""
    lists = [_files(deb) for deb in (one, other)]
    names = sorted({name for name in {**lists[0], **lists[1]} if lists[0].get(name) != lists[1].get(name)})
    return names[:MOST_TOLD]


def _files(deb: Path) -> dict[str, str]:
    """What a package has: of each file its rights, owner, size, moment and the digest of its content."""
    place = deb.parent / "unpacked"
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run(["dpkg-deb", "--raw-extract", str(deb), str(place)], check=True)
    listed = subprocess.run(["dpkg-deb", "--contents", str(deb)], capture_output=True, text=True, check=True).stdout
    told = {}
    for line in listed.splitlines():
        rights, owner, size, day, hour, name = line.split(maxsplit=5)
        told[name.removeprefix("./")] = " ".join((rights, owner, size if rights[0] == "-" else "", day, hour))
    for file in place.rglob("*"):
        if file.is_file() and not file.is_symlink():
            name = file.relative_to(place).as_posix()
            told[name] = told.get(name, "") + hashlib.sha256(file.read_bytes()).hexdigest()
    return told
