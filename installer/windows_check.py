"""``./guitai package windows-check``: what of the Windows installer can be proved without Windows.

The setup program's script is compiled on a stand-in tree and run silently under Wine (registry, files, removal that
leaves data); the wheels of the lock are fetched and every module the program imports is looked for in them.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from installer.freezing import BY_NAME
from installer.places import HERE, TOP, version
from installer.windows import build

POSIX_ONLY: Final = frozenset(
    {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "spwd", "syslog", "termios", "tty", "_posixshmem"}
)
POSIX_CALLS: Final = frozenset(
    {"chown", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid", "killpg",
     "mkfifo", "mknod", "setgid", "setpgid", "setsid", "setuid", "statvfs", "sysconf", "uname", "wait", "waitpid"}
)  # fmt: skip
ELSEWHERE: Final = frozenset({"secretstorage", "jeepney", "dbus"})
"""Reached through the secret store of Linux only."""

STAND_IN: Final = ("guitai.exe", "guitai-window.exe", "python311.dll", "lib/app/__init__.pyc", "share/certs.pem",
                   "licences/qt.txt", "sbom.cdx.json", "LICENCES.txt")  # fmt: skip
_ONE = r"\w[\w.]*(?: as \w+)?"
_IMPORT = re.compile(
    rf"^[ \t]*(?:from (?P<module>\w[\w.]*) import |import (?P<names>{_ONE}(?:, *{_ONE})*) *(?:#|$))", re.MULTILINE
)
_SUSPECT = re.compile(
    rf"(?:import|from) +(?:{'|'.join(sorted(POSIX_ONLY))})\b|\bos\.(?:{'|'.join(sorted(POSIX_CALLS))})\b"
    r"|\b(?:AF_UNIX|SIGKILL|SIGALRM|SIGHUP)\b"
)
"""A source without any of these words need not be taken apart."""
KEY: Final = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Guitai"
WINE: Final = ("/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine")
SECONDS: Final = 180


class WindowsProblem(Exception):
    """Something that a Windows machine would stumble over."""


def check_windows(wheels: Path | None = None) -> int:
    """Do all of it; exit code 1 at the first thing that is wrong."""
    try:
        _say("source", posix_source())
        with tempfile.TemporaryDirectory(prefix="guitai-windows-") as folder:
            setup = compiled(Path(folder))
            _say("setup program", f"compiled without a warning, {setup.stat().st_size // 1024} KB on the stand-in tree")
            _say("wine", installed_under_wine(setup, Path(folder) / "wine"))
        with tempfile.TemporaryDirectory(prefix="guitai-wheels-") as folder:
            _say("wheels", wheels_have_everything(wheels or Path(folder)))
    except (WindowsProblem, subprocess.CalledProcessError, OSError) as problem:
        said = (problem.stderr or problem.stdout or "") if isinstance(problem, subprocess.CalledProcessError) else ""
        print(f"FAILED  {problem} {str(said)[-2000:]}")
        return 1
    print("Result: the Windows recipe holds, as far as it can be tried here.")
    return 0


def _say(what: str, told: str) -> None:
    print(f"ok      {what}: {told}", flush=True)


def compiled(folder: Path) -> Path:
    """The setup program of a stand-in tree in ``folder``."""
    tree = folder / "tree"
    for name in STAND_IN:
        file = tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"stand-in\n" * 100)
    made = folder / "guitai-stand-in.exe"
    subprocess.run(
        [build.makensis(), *build.arguments(tree, made)],
        check=True,
        capture_output=True,
        text=True,
        cwd=HERE / "windows",
    )
    return made


def installed_under_wine(setup: Path, prefix: Path) -> str:
    """Install silently, look, remove silently, look again. Raises :class:`WindowsProblem`."""
    wine = next((place for place in WINE if Path(place).exists()), None)
    if wine is None:
        return "NOT TRIED: Wine is not here (apt-get install wine64)"
    home = Wine(wine, prefix)
    home.run("wineboot", "-i")
    home.run(str(setup), "/S", r"/D=C:\Guitai")
    place = prefix / "drive_c" / "Guitai"
    missing = [name for name in (*STAND_IN, "uninstall.exe") if not (place / name).is_file()]
    if missing:
        raise WindowsProblem(f"not installed: {', '.join(missing)}")
    told = home.registry(KEY)
    wanted = {"DisplayVersion": version(), "InstallLocation": r"C:\Guitai", "QuietUninstallString": '" /S'}
    for name, value in wanted.items():
        if value not in told.get(name, ""):
            raise WindowsProblem(f"the registry says {name} = {told.get(name)!r}")
    data = place / "branch" / "branch.db"
    data.parent.mkdir()
    data.write_bytes(b"the branch's own")
    home.run(r"C:\Guitai\uninstall.exe", "/S")
    _wait_for(lambda: not (place / "uninstall.exe").exists() and not home.registry(KEY))
    left = sorted(file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file())
    if left != ["branch/branch.db"]:
        raise WindowsProblem(f"left after the removal: {', '.join(left) or 'not even the data'}")
    home.run("wineboot", "-k", check=False)
    return "installed silently, registered, removed silently; a branch inside the folder stayed"


class Wine:
    """Windows programs in a home of their own, without a display."""

    def __init__(self, wine: str, prefix: Path) -> None:
        self._wine = wine
        prefix.mkdir(parents=True)
        self._environment = {
            **os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": "",
        }  # fmt: skip

    def run(self, *command: str, check: bool = True) -> str:
        """What a program prints."""
        done = subprocess.run(
            [self._wine, *command], env=self._environment, check=check, capture_output=True, text=True,
            timeout=SECONDS, errors="replace",
        )  # fmt: skip
        return done.stdout

    def registry(self, key: str) -> dict[str, str]:
        """The texts under a key; empty when there is none."""
        found: dict[str, str] = {}
        for line in self.run("reg", "query", key, "/reg:64", check=False).splitlines():
            parts = line.strip().split("    ", 2)
            if len(parts) == 3:
                found[parts[0].strip()] = parts[2].strip()
        return found


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > until:
            raise WindowsProblem("the removal does not end")
        time.sleep(0.2)


def sources() -> Iterator[Path]:
    """Every source file of the program."""
    for package in ("app", "forms", "ui"):
        yield from sorted((TOP / package).rglob("*.py"))


def imported(files: Iterable[Path]) -> set[str]:
    """Top-level names (two levels of PySide6) that the files import anywhere, also within functions."""
    found: set[str] = set()
    for file in files:
        for match in _IMPORT.finditer(file.read_text(encoding="utf-8")):
            found |= {name.split(" as ")[0].strip() for name in (match["names"] or match["module"]).split(",")}
    tops = {name.partition(".")[0] for name in found} | {name.partition(".")[0] for name in BY_NAME}
    return tops | {".".join(name.split(".")[:2]) for name in found if name.startswith("PySide6.")}


def posix_source(files: Iterable[Path] | None = None) -> str:
    """No source imports or calls what Windows has not, but under a question for the platform."""
    looked = list(files if files is not None else sources())
    wrong = [f"{file.name}:{line} {what}" for file in looked for line, what in unguarded(file.read_text("utf-8"))]
    if wrong:
        raise WindowsProblem(f"Windows has not: {', '.join(wrong)}")
    return f"{len(looked)} files import and call nothing that Windows has not"


def unguarded(text: str) -> Iterator[tuple[int, str]]:
    """Lines that import or call what only POSIX has, outside of ``if sys.platform`` and ``getattr``."""
    if not _SUSPECT.search(text):
        return
    guarded: set[int] = set()
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp) and "platform" in ast.dump(node.test):
            guarded |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in POSIX_ONLY)
        elif isinstance(node, ast.ImportFrom) and node.module in POSIX_ONLY:
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Attribute) and _is_of(node, "os") and node.attr in POSIX_CALLS:
            yield node.lineno, f"os.{node.attr}"
        elif isinstance(node, ast.Attribute) and _is_of(node, "socket") and node.attr == "AF_UNIX":
            yield node.lineno, "socket.AF_UNIX"
        elif (
            isinstance(node, ast.Attribute) and _is_of(node, "signal") and node.attr in ("SIGKILL", "SIGALRM", "SIGHUP")
        ):
            yield node.lineno, f"signal.{node.attr}"


def _is_of(node: ast.Attribute, module: str) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == module


def wheels_have_everything(folder: Path) -> str:
    """Fetch the wheels of the lock for Windows and look for every imported module in them."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.glob("*.whl")):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "--only-binary", ":all:",
             "--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "-d", str(folder),
             "-r", str(build.LOCK)], check=True, capture_output=True, text=True,
        )  # fmt: skip
    wheels = sorted(folder.glob("*.whl"))
    provided = set().union(*(modules_of(wheel) for wheel in wheels))
    wanted = imported(sources()) - set(sys.stdlib_module_names) - {"app", "forms", "ui", "resources", *ELSEWHERE}
    missing = sorted(wanted - provided)
    if missing:
        raise WindowsProblem(f"in no wheel: {', '.join(missing)}")
    return f"{len(wheels)} wheels for Windows have all {len(wanted)} modules that the program imports"


def modules_of(wheel: Path) -> set[str]:
    """Top-level modules of a wheel, and PySide6's own modules."""
    found: set[str] = set()
    with zipfile.ZipFile(wheel) as content:
        for name in content.namelist():
            parts = name.split("/")
            found.add(parts[0].partition(".")[0])
            if parts[0] == "PySide6" and len(parts) == 2 and name.endswith((".pyd", ".py")):
                found.add(f"PySide6.{parts[1].partition('.')[0]}")
    return found
