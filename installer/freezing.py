"""Freezes the program: our own packages whole with their data, of others what is imported, and Python itself.

Some modules are imported by a name in a string (tables, forms, lists, dialects, secret stores); those are named here
and a test compares the names with the source. Run in the build environment: ``python -m installer.freezing TARGET``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any, Final

from installer.places import FROZEN, TOP, build_moment, version
from installer.pruning import Pruned, prune

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
    "_pytest", "benchmarks", "colorcet", "cupy", "curses", "cx_Freeze", "doctest", "ensurepip", "freeze_core", "h5py",
    "hypothesis", "idlelib", "installer", "lib2to3", "matplotlib", "numpy.f2py", "numpy.testing", "pip", "pydoc_data",
    "pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.opengl", "pytest", "readline", "scipy", "setuptools",
    "sqlalchemy.testing", "test", "tests", "tkinter", "turtledemo", "unittest.mock", "wheel",
)  # fmt: skip
"""What nobody at a counter needs. ``readline`` also for its licence: it would bring a library under the GPL."""


def freeze(target: Path = FROZEN) -> Pruned:
    """Make the frozen program in ``target`` (emptied first), unused parts taken out; what was taken out."""
    from cx_Freeze import Executable, Freezer

    os.environ["SOURCE_DATE_EPOCH"] = str(build_moment())
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
        target_dir=target,
        silent=2,
    )
    freezer.freeze()
    _copy_migrations(target)
    _remove_caches(target)
    return prune(target)


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


if __name__ == "__main__":
    told = freeze(Path(sys.argv[1]) if len(sys.argv) > 1 else FROZEN)
    print(f"frozen; {len(told.files)} files, {told.bytes // 1_000_000} MB of unused parts taken out")
