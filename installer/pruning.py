"""Takes out of the frozen program what it never uses: most of Qt's plug-ins, and the libraries only they needed.

What is left is an allow-list: a plug-in that a newer Qt brings stays out until somebody wants it. A Qt library goes
when nothing that is left is linked to it, so no list can remove one that is needed.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

PLUGINS: Final[dict[str, tuple[str, ...]]] = {
    # a real screen (X11, Wayland, Windows), none at all, and the bare one that the self-test falls back to
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qminimal", "qwindows"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platformthemes": ("qxdgdesktopportal",),
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg", "qjpeg", "qico"),
    "wayland-shell-integration": ("xdg-shell", "qt-shell"),
    "wayland-decoration-client": ("bradient", "adwaita"),
}
"""Plug-ins that stay, by folder, without ``lib`` and ending; a folder that is not named goes whole."""

TRANSLATIONS: Final = ("qtbase_zh_CN.qm",)
"""Qt's own words that stay: English needs none."""

QT_MODULES: Final = frozenset(
    {"QtCore", "QtDBus", "QtGui", "QtOpenGL", "QtOpenGLWidgets", "QtSvg", "QtTest", "QtWidgets"}
)
"""Python modules of Qt that stay: what ``ui`` imports, and what the chart library does (OpenGLWidgets, Test)."""

QT_DLLS: Final = frozenset(f"Qt6{name[2:]}" for name in QT_MODULES)
"""Qt's libraries that stay on Windows, where what is linked to what is not looked at."""

UNWANTED: Final = (
    "lib/libreadline*",  # GPL; nothing is typed at a prompt with history
    "lib/libtinfo*",
    "lib/cv2/data/*",  # cascades for faces
    "lib/PySide6/opengl32sw.dll",  # a software OpenGL of 20 MB: no window here draws with OpenGL
    "lib/PySide6/Qt/qml/*",
    "lib/reportlab/fonts/*.pfb",  # Western faces; forms embed their own
    "lib/reportlab/fonts/*.ttf",
    "share/zoneinfo/posix/*", "share/zoneinfo/right/*",  # the same zones again, and with leap seconds
    "lib/numpy/*.h", "lib/numpy/*.a", "lib/lxml/includes/*", "lib/lxml/*.h",  # for building other libraries
    "lib/resources/translations/*.ts",  # what is compiled beside it
    "lib/libstdc++*", "lib/libgcc_s*", "lib/libglib-2*", "lib/libfontconfig*", "lib/libfreetype*",
    "lib/libX11*", "lib/libxcb*", "lib/libxkbcommon*", "lib/libdbus-1*", "lib/libGL*", "lib/libEGL*",
)  # fmt: skip
"""Other files that go. Copies of the system's own libraries: beside the system's they would quarrel with drivers."""

_NEEDED = re.compile(r"\(NEEDED\).*\[(?P<name>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was taken out: paths below the program's folder, and their bytes in all."""

    files: tuple[str, ...]
    bytes: int


def prune(target: Path) -> Pruned:
    """Take out what is not used below ``target``; what that was."""
    taken: list[str] = []
    size = 0
    for file in [*_unused(target)]:
        size += file.lstat().st_size
        taken.append(file.relative_to(target).as_posix())
        file.unlink()
    for file in [*_unlinked(target)]:
        size += file.lstat().st_size
        taken.append(file.relative_to(target).as_posix())
        file.unlink()
    _remove_empty(target)
    return Pruned(tuple(sorted(taken)), size)


def is_kept(plugin: Path) -> bool:
    """Whether a plug-in (its path ends in ``folder/libname.so`` or ``folder/name.dll``) stays."""
    return plugin.stem.removeprefix("lib") in PLUGINS.get(plugin.parent.name, ())


def _unused(target: Path) -> Iterator[Path]:
    for file in sorted(target.rglob("*")):
        inside = file.relative_to(target).as_posix()
        if file.is_dir() and not file.is_symlink():
            continue
        if any(fnmatch(inside, pattern) for pattern in UNWANTED) or _is_unused_of_qt(file, inside):
            yield file


def _is_unused_of_qt(file: Path, inside: str) -> bool:
    return not file.is_symlink() and (
        ("/plugins/" in inside and "PySide6" in inside and not is_kept(file))
        or (file.suffix == ".qm" and "PySide6" in inside and file.name not in TRANSLATIONS)
        or _is_other_module(file)
        or (file.suffix == ".dll" and file.stem.startswith("Qt6") and file.stem not in QT_DLLS)
    )


def _is_other_module(file: Path) -> bool:
    """A Python module of Qt that nobody imports: ``PySide6/QtNetwork.abi3.so``, ``PySide6/QtNetwork.pyd``."""
    name = file.name.partition(".")[0]
    return file.parent.name == "PySide6" and name.startswith("Qt") and name[2:3].isupper() and name not in QT_MODULES


def _unlinked(target: Path) -> Iterator[Path]:
    """Libraries (ELF) that nothing left is linked to, directly or through others: of Qt, of wheels, of Python."""
    libraries = {
        file.name: file
        for pattern in ("libQt6*.so.6", "libicu*.so.*", "*.libs/*.so*", "lib/lib*.so*")
        for file in target.rglob(pattern)
    }
    wanted: set[str] = set()
    todo = [file for file in _binaries(target) if file.name not in libraries]
    while todo:
        for name in needed(todo.pop()):
            if name in libraries and name not in wanted:
                wanted.add(name)
                todo.append(libraries[name])
    return (file for name, file in sorted(libraries.items()) if name not in wanted)


def _binaries(target: Path) -> list[Path]:
    return [file for file in target.rglob("*") if file.is_file() and not file.is_symlink() and is_elf(file)]


def is_elf(file: Path) -> bool:
    """Whether it is a Linux library or program."""
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def needed(file: Path) -> tuple[str, ...]:
    """Names of the libraries that an ELF file is linked to."""
    done = subprocess.run(["readelf", "-d", "-W", str(file)], capture_output=True, text=True, check=True)
    return tuple(match["name"] for match in _NEEDED.finditer(done.stdout))


def missing(target: Path, known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Libraries that something in ``target`` needs and neither ``target`` nor ``known`` has, with who needs them."""
    present = {file.name for file in target.rglob("*")} | set(known)
    wanting: dict[str, list[str]] = {}
    for file in _binaries(target):
        for name in needed(file):
            if name not in present:
                wanting.setdefault(name, []).append(file.relative_to(target).as_posix())
    return {name: tuple(who) for name, who in sorted(wanting.items())}


def _remove_empty(target: Path) -> None:
    for folder in sorted(target.rglob("*"), reverse=True):
        if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
            folder.rmdir()
