"""``./guitai package check``: the .deb in a clean root of Debian 12, where there is no Python and nothing of this tree.

apt brings what the package depends on and nothing else; the self-test, the sample branch and its verification run
there, and the windows are painted on a virtual screen. An older package is put over by this one while its windows are
open on the branch. Taking the package away, and purging it, leaves the branch. Needs root.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from installer.debian_package import package_file
from installer.places import PACKAGE, version

CACHE: Final = Path(tempfile.gettempdir()) / "guitai-check"
SUITE: Final = "bookworm"
SOCKETS: Final = "tmp/.X11-unix"
BRANCH: Final = "srv/branch"
COLOURS: Final = 40
"""A painted sign-in page has more colours than that, an empty screen has one."""
PAINT_SECONDS: Final = 120
OLDER: Final = "0.0.1"
LEFT: Final = "usr/lib/guitai/lib/app/of_an_older_version.pyc"
PLACES: Final = (
    "usr/lib/guitai", "usr/bin/guitai", "usr/share/doc/guitai", "usr/share/applications/guitai.desktop",
    "usr/share/icons/hicolor/scalable/apps/guitai.svg", "usr/share/man/man1/guitai.1.gz",
)  # fmt: skip


class CheckFailed(Exception):
    """The installed program did not do what it must."""


def check(deb: Path | None = None, *, keep: bool = False) -> int:
    """Do all of it; exit code 1 at the first thing that is wrong."""
    deb = deb or package_file()
    if os.geteuid() != 0:
        print("guitai: a clean root is made by root only: run this with sudo")
        return 1
    if not deb.exists():
        print(f"guitai: {deb.name} is not there: ./guitai package deb makes it")
        return 1
    root = CACHE / "root"
    try:
        with _clean_root(root):
            _all_steps(root, deb)
    except (CheckFailed, subprocess.CalledProcessError, OSError) as failed:
        _say("FAILED", _told(failed))
        return 1
    finally:
        if not keep:
            shutil.rmtree(root, ignore_errors=True)
    print("Result: the package installs, works and goes.")
    return 0


def _all_steps(root: Path, deb: Path) -> None:
    older = older_package(deb, CACHE)
    try:
        _install(root, older)
    finally:
        older.unlink()
    _self_test(root)
    _demo(root)
    with _windows(root) as running:
        _upgrade(root, deb, running)
    _self_test(root, told=False)
    _verify(root)
    with _windows(root):
        pass
    _remove(root)


def _told(failed: Exception) -> str:
    if isinstance(failed, subprocess.CalledProcessError):
        said = (failed.stdout or "") + (failed.stderr or "")
        return f"{' '.join(map(str, failed.cmd[:4]))}: {said[-3000:]}"
    return str(failed)


def _say(state: str, told: str) -> None:
    print(f"{state:6}  {told}", flush=True)


@contextmanager
def _clean_root(root: Path) -> Iterator[None]:
    """A copy of the bare system, made once and kept; /proc, /dev and the X sockets as far as they can be mounted."""
    base = CACHE / f"{SUITE}-minbase.tar"
    if not base.exists():
        fresh = CACHE / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        _run(["debootstrap", "--variant=minbase", SUITE, str(fresh)])
        _run(["tar", "-C", str(fresh), "-cf", str(base.with_suffix(".part")), "."])
        base.with_suffix(".part").rename(base)
        shutil.rmtree(fresh)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    _run(["tar", "-C", str(root), "-xf", str(base)])
    mounted = [place for place in ("proc", "dev") if _mount(Path("/") / place, root / place)]
    (root / SOCKETS).mkdir(exist_ok=True)
    if (Path("/") / SOCKETS).is_dir() and _mount(Path("/") / SOCKETS, root / SOCKETS):
        mounted.append(SOCKETS)
    try:
        yield
    finally:
        for place in reversed(mounted):
            subprocess.run(["umount", "-l", str(root / place)], check=False, capture_output=True)


def _mount(source: Path, target: Path) -> bool:
    return (
        subprocess.run(["mount", "--bind", str(source), str(target)], check=False, capture_output=True).returncode == 0
    )


def _run(command: list[str], **more: str) -> str:
    done = subprocess.run(
        command, check=True, capture_output=True, text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", **more},
    )  # fmt: skip
    return done.stdout


def _inside(root: Path, *command: str) -> list[str]:
    """A command in the root with an environment of its own: nothing of this session's reaches it."""
    plain = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "GUITAI_LANG": "en"}
    return ["chroot", str(root), "/usr/bin/env", "-i", *(f"{name}={value}" for name, value in plain.items()), *command]


def _install(root: Path, deb: Path) -> None:
    shutil.copyfile(deb, root / deb.name)
    for name in ("http_proxy", "https_proxy"):
        if os.environ.get(name):
            (root / "etc/apt/apt.conf.d/90proxy").write_text(f'Acquire::{name[:-6]}::Proxy "{os.environ[name]}";\n')
    _run(["chroot", str(root), "apt-get", "update", "-qq"])
    began = time.monotonic()
    install = ["chroot", str(root), "apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/{deb.name}"]
    _run(install, PATH="/usr/sbin:/usr/bin:/sbin:/bin")
    (root / deb.name).unlink()
    packages = _run(["chroot", str(root), "dpkg-query", "-W", "-f", "${Package}\n"]).split()
    if any(name.startswith(("python3", "libpython")) for name in packages):
        raise CheckFailed("a Python of the system came with it")
    _say("ok", f"installed in {time.monotonic() - began:.0f} s, {len(packages)} packages, no Python among them")


def older_package(deb: Path, folder: Path) -> Path:
    """The same program as an older version, with a file that the newer one has not."""
    tree = folder / "older"
    shutil.rmtree(tree, ignore_errors=True)
    _run(["dpkg-deb", "--raw-extract", str(deb), str(tree)])
    control = tree / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    control.write_text(re.sub(r"^Version: .*$", f"Version: {OLDER}", text, flags=re.MULTILINE), encoding="utf-8")
    left = tree / LEFT
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"of an older version")
    made = folder / f"{PACKAGE}_{OLDER}.deb"
    _run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(made)])
    shutil.rmtree(tree)
    return made


def _upgrade(root: Path, deb: Path, running: subprocess.Popen[str]) -> None:
    """The newer package over the older one, while its windows are open on the branch."""
    before = _papers(root / BRANCH)
    shutil.copyfile(deb, root / deb.name)
    _run(["chroot", str(root), "dpkg", "--install", f"/{deb.name}"], PATH="/usr/sbin:/usr/bin:/sbin:/bin")
    (root / deb.name).unlink()
    told = _run(["chroot", str(root), "dpkg-query", "-W", "-f", "${Version} ${Status}", PACKAGE])
    if told != f"{version()} install ok installed":
        raise CheckFailed(f"after the upgrade: {told}")
    if (root / LEFT).exists():
        raise CheckFailed(f"a file of the older version stayed: {LEFT}")
    if running.poll() is not None:
        raise CheckFailed(f"the upgrade ended the windows with {running.returncode}")
    if not before or _papers(root / BRANCH) != before:
        raise CheckFailed("the upgrade changed the branch")
    _say("ok", f"{OLDER} became {version()} under open windows; they stay open, the branch's files are as they were")


def _papers(branch: Path) -> dict[str, str]:
    """The branch's files with their digests, but the database and its log: an open program writes both."""
    return {
        file.relative_to(branch).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(branch.rglob("*"))
        if file.is_file() and not re.search(r"\.(db|log|lock)(-\w+)?$", file.name)
    }


def _self_test(root: Path, *, told: bool = True) -> None:
    done = subprocess.run(_inside(root, "guitai", "--self-test", "--json"), capture_output=True, text=True, check=False)
    try:
        said = json.loads(done.stdout)
    except ValueError:
        raise CheckFailed(f"the self-test says: {(done.stdout + done.stderr)[-2000:]}") from None
    wrong = [f"{found['name']}: {found['told']}" for found in said["checks"] if not found["ok"]]
    if wrong or done.returncode:
        raise CheckFailed("; ".join(wrong) or f"the self-test ends with {done.returncode}")
    for found in said["checks"] if told else ():
        _say("ok", f"self-test, {found['name']}: {found['told']}")
    if not told:
        _say("ok", f"self-test after the upgrade: {len(said['checks'])} checks")


def _demo(root: Path) -> None:
    began = time.monotonic()
    told = json.loads(_run(_inside(root, "guitai", "demo", "--headless", "--dir", f"/{BRANCH}", "--json")))
    if not told["verified"]:
        raise CheckFailed("the sample branch does not verify")
    _say("ok", f"a sample branch with {len(told.get('exported', told.get('files', [])))} papers in "
               f"{time.monotonic() - began:.0f} s")  # fmt: skip
    _verify(root)


def _verify(root: Path) -> None:
    said = _run(_inside(root, "guitai", "verify", "--dir", f"/{BRANCH}")).splitlines()
    _say("ok", f"verified: {said[-1]}")


@contextmanager
def _windows(root: Path) -> Iterator[subprocess.Popen[str]]:
    """The program with its sign-in page on a virtual screen, seen in the screen's own memory; ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="guitai-screen-") as folder:
        reading, writing = os.pipe()
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-fbdir", folder, "-nolisten", "tcp"],
            pass_fds=(writing,), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                display = f":{told.readline().strip()}"
            with _painted(root, display, Path(folder) / "Xvfb_screen0") as program:
                yield program
        finally:
            screen.terminate()
            screen.wait()


@contextmanager
def _painted(root: Path, display: str, memory: Path) -> Iterator[subprocess.Popen[str]]:
    begun = time.monotonic()
    command = _inside(root, f"DISPLAY={display}", "guitai", "run", "--dir", f"/{BRANCH}")
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for_paint(program, memory, begun)
        yield program
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait()


def _wait_for_paint(program: subprocess.Popen[str], memory: Path, begun: float) -> None:
    while time.monotonic() - begun < PAINT_SECONDS:
        if program.poll() is not None:
            said = program.stderr.read() if program.stderr else ""
            raise CheckFailed(f"the windows end with {program.returncode}: {said[-1500:]}")
        if (found := colours(memory.read_bytes())) >= COLOURS:
            _say("ok", f"windows painted {time.monotonic() - begun:.1f} s after the start ({found} colours)")
            return
        time.sleep(0.05)
    raise CheckFailed(f"nothing is painted after {PAINT_SECONDS} s")


def colours(memory: bytes) -> int:
    """How many different pixels (of every seventh) a screen's memory in the XWD format holds."""
    header = int.from_bytes(memory[:4], "big")
    entries = int.from_bytes(memory[76:80], "big")
    start = header + entries * 12
    return len({memory[place : place + 4] for place in range(start, len(memory) - 3, 28)})


def _remove(root: Path) -> None:
    before = _digest(root / BRANCH)
    for how in ("--remove", "--purge"):
        _run(["chroot", str(root), "dpkg", how, PACKAGE], PATH="/usr/sbin:/usr/bin:/sbin:/bin")
        left = [place for place in PLACES if (root / place).exists()]
        if left:
            raise CheckFailed(f"left behind: {', '.join(left)}")
        if not before or _digest(root / BRANCH) != before:
            raise CheckFailed("taking the package away changed the branch")
        _say("ok", f"dpkg {how}: nothing of it is left; the branch is as it was, byte for byte")


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            whole.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()
