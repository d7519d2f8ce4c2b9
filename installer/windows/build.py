r"""Makes the Windows setup program, on Windows: ``py -3.11 installer\windows\build.py``.

Needs 64-bit Python 3.11 from python.org and NSIS 3 (``makensis`` in the path or in its usual folder), nothing else:
the packages come by the lock with hashes. The setup program is put into ``dist``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
LOCK = TOP / "installer" / "windows" / "requirements-windows.lock"
VENV = TOP / "build" / "venv-windows"
NSIS = ("NSIS/makensis.exe",)


def main() -> int:
    """Make the environment, freeze, write the bill of materials, test the frozen program, pack it."""
    if sys.platform != "win32" or sys.maxsize < 2**32 or sys.version_info[:2] != (3, 11):
        print("This runs with 64-bit Python 3.11 on Windows.")
        return 2
    python = VENV / "Scripts" / "python.exe"
    if not python.exists():
        venv.create(VENV, with_pip=True)
    _run(str(python), "-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    _run(str(python), "-m", "installer.freezing")
    _run(str(python), "-c", "from installer import sbom; from installer.places import FROZEN; "
         "sbom.write(FROZEN, FROZEN)")  # fmt: skip
    frozen = TOP / "build" / "frozen"
    _run(str(frozen / "guitai.exe"), "--self-test")
    made = setup_file()
    made.parent.mkdir(exist_ok=True)
    _run(makensis(), *arguments(frozen, made))
    print(f"{made} ({made.stat().st_size // 1_000_000} MB)")
    return 0


def setup_file() -> Path:
    """Where the setup program lies once it is made."""
    return TOP / "dist" / f"guitai-{_version()}-win64-setup.exe"


def arguments(tree: Path, made: Path) -> list[str]:
    """What makensis is told: ``-D`` is understood on every system."""
    script = TOP / "installer" / "windows" / "guitai.nsi"
    return ["-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DVERSION={_version()}", f"-DTREE={tree}", f"-DOUT={made}",
            str(script)]  # fmt: skip


def makensis() -> str:
    """The NSIS compiler."""
    found = shutil.which("makensis")
    if found:
        return found
    for variable in ("ProgramFiles(x86)", "ProgramFiles"):
        for name in NSIS:
            place = Path(os.environ.get(variable, "")) / name
            if place.is_file():
                return str(place)
    raise SystemExit("NSIS 3 is needed: makensis is not found")


def _version() -> str:
    import tomllib

    return str(tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def _run(*command: str) -> None:
    print("+", " ".join(command[:4]), flush=True)
    subprocess.run(command, cwd=TOP, check=True, env={**os.environ, "PYTHONUTF8": "1"})


if __name__ == "__main__":
    sys.exit(main())
