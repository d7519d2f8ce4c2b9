"""Freezes the program: our own packages whole with their data, of others what is imported, and Python itself.

Some modules are imported by a name in a string (tables, forms, lists, dialects, secret stores); those are named here
and a test compares the names with the source. Run in the build environment: ``python -m installer.freezing TARGET``.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from installer.places import FROZEN, TOP, build_moment, version
from installer.pruning import prune
from installer.settling import settle
from installer.stripping import strip
from ui.quicken import FILES, lay_out

OWN: Final = ("app", "forms", "ui", "resources")
"""Packages of ours: every module and every data file, for forms, tables and lists are imported by name."""

BY_NAME: Final = (
    "alembic",
    "encodings",
    "keyring.backends",
    "logging.config",
    "pkcs11",
    "psycopg",
    "psycopg_binary",
    "pypinyin",
    "pyqtgraph",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.ext.compiler",
    "_rl_accel",
)
"""Packages of others that are imported by a name in a string, there or here; whole."""

NEVER: Final = (
    "IPython", "PyQt5", "PyQt6", "PySide2", "PIL.AvifImagePlugin", "PIL.ImageTk", "PIL._avif", "PIL._imagingtk",
    "_pytest", "benchmarks", "colorcet", "cupy", "curses", "cx_Freeze", "distutils", "doctest", "ensurepip",
    "freeze_core", "h5py", "hypothesis", "idlelib", "installer", "lib2to3", "markdown_it", "matplotlib", "mdurl",
    "numpy.f2py", "numpy.testing", "pip", "pydoc_data", "pygments", "pyqtgraph.examples", "pyqtgraph.jupyter",
    "pyqtgraph.opengl", "pytest", "readline", "rich", "scipy", "setuptools", "sqlalchemy.testing", "test", "tests",
    "tkinter", "turtledemo", "unittest.mock", "wheel",
)  # fmt: skip
"""What nobody at a counter needs. ``readline`` also for its licence: it would bring a library under the GPL; ``rich``
and what it brings paint a terminal, which our commands never do.
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What a freeze left out: files that are not used with their bytes, and the bytes of debug information."""

    files: tuple[str, ...]
    bytes: int
    stripped: int


def freeze(target: Path = FROZEN) -> Made:
    """Make the frozen program in ``target`` (emptied first), without what it does not use.

    It is done by a process of its own: the order of names in compiled modules hangs on its seed.
    """
    environment = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(build_moment())}
    subprocess.run([sys.executable, "-m", "installer.freezing", str(target)], cwd=TOP, env=environment, check=True)
    return made(target)


def made(target: Path = FROZEN) -> Made:
    """What the freeze of ``target`` left out."""
    told = json.loads(_note(target).read_text(encoding="utf-8"))
    return Made(tuple(told["files"]), told["bytes"], told["stripped"])


def _note(target: Path) -> Path:
    return target.with_name(f"{target.name}.json")


def _freeze(target: Path) -> None:
    from cx_Freeze import Executable, Freezer

    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    main = str(TOP / "ui" / "__main__.py")
    freezer: Any = Freezer(
        [Executable(main, **options) for options in _programs()],
        packages=[*OWN, *(name for name in BY_NAME if "." not in name), "keyring"],
        includes=[name for name in BY_NAME if "." in name],
        excludes=list(NEVER),
        path=[str(TOP), *sys.path],
        replace_paths=[("*", "")],
        zip_include_packages=[],
        zip_exclude_packages=["*"],
        include_msvcr=True,
        constants_module=_constants(),
        target_dir=target,
        silent=2,
    )
    freezer.freeze()
    _copy_migrations(target)
    _remove_caches(target)
    lay_out_compiled(target / "lib" / "shiboken6")
    pruned = prune(target)
    stripped = strip(target) if sys.platform == "linux" else 0
    settle(target)
    note = {"files": pruned.files, "bytes": pruned.bytes, "stripped": stripped}
    _note(target).write_text(json.dumps(note), encoding="utf-8")


def _constants() -> Any:
    """What the program's own start is told, without the day and the machine of the build."""
    from cx_Freeze import ConstantsModule

    class Constants(ConstantsModule):  # type: ignore[misc]  # it is not there where the types are looked at
        def create(self, folder: Path, modules: list[Any]) -> Path:
            file: Path = super().create(folder, modules)
            told = file.read_text(encoding="utf-8").splitlines()
            own = ("BUILD_HOST", "BUILD_TIMESTAMP", "SOURCE_TIMESTAMP")
            file.write_text("\n".join(line for line in told if not line.startswith(own)), encoding="utf-8")
            return file

    return Constants(version())


def _programs() -> list[dict[str, Any]]:
    """On Windows a second program without a console, for the start menu."""
    if sys.platform != "win32":
        return [{"target_name": "guitai", "base": "console"}]
    icon = str(TOP / "installer" / "windows" / "guitai.ico")
    told = {"icon": icon, "copyright": f"Guitai {version()}"}
    return [
        {"target_name": "guitai.exe", "base": "console", **told},
        {"target_name": "guitai-window.exe", "base": "gui", **told},
    ]


def _copy_migrations(target: Path) -> None:
    """The migrations as source, too: the library that runs them looks for files that end in ``.py``."""
    source = TOP / "app" / "storage" / "migrations"
    for file in source.rglob("*.py"):
        if "__pycache__" not in file.parts:
            shutil.copyfile(file, target / "lib" / "app" / "storage" / "migrations" / file.relative_to(source))


def _remove_caches(target: Path) -> None:
    for folder in [*target.rglob("__pycache__")]:
        shutil.rmtree(folder)


def lay_out_compiled(package: Path) -> None:
    """PySide6's own Python as compiled files beside ``shiboken6``: else it is compiled anew at every start."""
    lay_out(package)
    files = package / FILES
    if not compileall.compile_dir(files, quiet=2, legacy=True, force=True, stripdir=str(files)):
        raise OSError("PySide6's own Python cannot be compiled")
    for file in files.rglob("*.py"):
        file.unlink()
    _remove_caches(files)


if __name__ == "__main__":
    _place = Path(sys.argv[1]) if len(sys.argv) > 1 else FROZEN
    if os.environ.get("PYTHONHASHSEED") == "0":
        _freeze(_place)
    else:
        _told = freeze(_place)
        print(f"frozen; {len(_told.files)} files, {_told.bytes // 1_000_000} MB of unused parts taken out")
