"""Makes the .deb from the frozen program by plain ``dpkg-deb``: the same source gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from installer import debian_files, sbom
from installer.places import BUILD, DIST, FROZEN, PACKAGE, build_moment, version

ROOT: Final = BUILD / "deb" / "root"
LEVEL: Final = 3
"""Of xz. Level 6 takes 2.6 times as long to save 7 per cent; zstd is not read by the dpkg of older kin of Debian."""
QUICK: Final = 0
LOOK_SECONDS: Final = 1.0
STEP: Final = 10
"""Per cent between two words about the packing."""


def package_file(architecture: str | None = None) -> Path:
    """Where the .deb of this version lies once it is made."""
    return DIST / f"{PACKAGE}_{version()}_{architecture or machine()}.deb"


def machine() -> str:
    """The machine's kind as Debian calls it: ``amd64``, ``arm64``, ``loong64``."""
    done = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def build(frozen: Path = FROZEN, root: Path = ROOT, *, level: int = LEVEL) -> Path:
    """Lay the package's tree out and pack it (``level`` of xz: 0 quick and large, 9 slow and small); the .deb."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    print("laying out the package's tree", flush=True)
    debian_files.lay_out(root, frozen)
    bill = sbom.write(frozen, root / debian_files.DOCS)
    parts = [(part.name, part.version, part.licence) for part in bill.parts]
    (root / debian_files.DOCS / "copyright").write_text(debian_files.copyright_file(parts), encoding="utf-8")
    print("working out which packages its libraries need", flush=True)
    depends = debian_files.linked_packages(root)
    _settle(root)
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file() and not file.is_symlink())
    control = root / "DEBIAN"
    control.mkdir()
    control.chmod(0o755)  # whatever new folders get here
    (control / "control").write_text(debian_files.control(depends, -(-size // 1024), machine()), encoding="utf-8")
    (control / "md5sums").write_text(_md5sums(root), encoding="utf-8")
    for file in control.iterdir():
        file.chmod(0o644)
    DIST.mkdir(exist_ok=True)
    made = package_file()
    _pack(root, made, level, size)
    return made


def _pack(root: Path, made: Path, level: int, size: int) -> None:
    """``dpkg-deb`` on all processors; how far it is is told on the way."""
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--build", str(root), str(made)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(build_moment())}
    begun, told = time.monotonic(), 0
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as packing:
        while packing.poll() is None:
            done = 100 * _read(packing.pid) // size
            if told + STEP <= done < 100:
                told = done - done % STEP
                print(f"packing: {told} % after {time.monotonic() - begun:.0f} s", flush=True)
            time.sleep(LOOK_SECONDS)
    if packing.returncode:
        raise subprocess.CalledProcessError(packing.returncode, command)
    print(f"packed in {time.monotonic() - begun:.0f} s", flush=True)


def _read(process: int) -> int:
    """Bytes that the processes begun by ``process`` have read: dpkg-deb has tar read the files. 0: not told here."""
    most = 0
    with suppress(OSError, ValueError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            told = Path(f"/proc/{child}/io").read_text().split()
            most = max(most, int(told[told.index("rchar:") + 1]))
    return most


def _settle(root: Path) -> None:
    """Modes and moments that do not depend on who builds and when."""
    moment = build_moment()
    program = root / debian_files.PROGRAM / PACKAGE
    for path in [*root.rglob("*"), root]:
        if path.is_symlink():
            continue
        if path.is_dir():
            path.chmod(0o755)
        else:
            path.chmod(0o755 if path == program or path.parent == root / "usr/bin" else 0o644)
        os.utime(path, (moment, moment))


def _md5sums(root: Path) -> str:
    files = sorted(
        file for file in root.rglob("*") if file.is_file() and not file.is_symlink() and file.parent.name != "DEBIAN"
    )
    return "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root).as_posix()}\n"
        for file in files
    )
