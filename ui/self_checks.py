"""What the program checks of itself in the windows: words, icons, style, fonts on the screen, a first paint.

Runs without a display: a process that has no application yet gets an offscreen one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.common.self_test import Check, need

SCREENS = {"win32": ("qwindows",), "darwin": ("qcocoa",)}
"""Plug-ins that a real screen needs; elsewhere that of X11."""


def checks() -> Sequence[Check]:
    """The checks of all layers, in the order in which they are told."""
    from app.cli import self_checks as business
    from forms import self_checks as forms

    own = (Check("translation", translation), Check("icons", icons), Check("plug-ins", plugins), Check("paint", paint))
    return (*business.checks(), *forms.checks(), *own)


def translation(folder: Path | None = None) -> str:
    """Every file of Chinese words loads, and a button is Chinese."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    from ui.i18n import TRANSLATIONS

    folder = folder or TRANSLATIONS
    files = sorted(folder.glob("*_zh_CN.qm"))
    need(files, "no file of Chinese words is there")
    broken = [file.name for file in files if not QTranslator().load(str(file))]
    need(not broken, f"cannot be read: {', '.join(broken)}")
    shell = QTranslator()
    need(shell.load(str(folder / "shell_zh_CN.qm")), "the words of the main window are missing")
    need(shell.translate("SignInPage", "Sign in"), "the sign-in page has no Chinese words")
    own = QTranslator()
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    need(own.load(str(Path(qt_folder) / "qtbase_zh_CN.qm")), "Qt's own Chinese words are missing")
    return f"{len(files)} files of Chinese words, and Qt's own"


def icons(folder: Path | None = None) -> str:
    """Every icon can be drawn."""
    from PySide6.QtCore import QByteArray
    from PySide6.QtSvg import QSvgRenderer

    from ui.theme.icons import ICONS

    files = sorted((folder or ICONS).glob("*.svg"))
    need(files, "no icon is there")
    broken = [file.name for file in files if not QSvgRenderer(QByteArray(file.read_bytes())).isValid()]
    need(not broken, f"cannot be drawn: {', '.join(broken)}")
    return f"{len(files)} drawn"


def plugins(folder: Path | None = None) -> str:
    """The plug-ins for a real screen, for none, and for icons are there."""
    from PySide6.QtCore import QLibraryInfo

    folder = folder or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    wanted = {"platforms": (*SCREENS.get(sys.platform, ("qxcb",)), "qoffscreen"), "imageformats": ("qsvg",)}
    there = {(file.parent.name, file.stem.removeprefix("lib")) for file in folder.glob("*/*")}
    missing = [f"{kind}/{name}" for kind, names in wanted.items() for name in names if (kind, name) not in there]
    need(not missing, f"missing: {', '.join(missing)}")
    return ", ".join(sorted(name for kind, name in there if kind == "platforms"))


def paint() -> str:
    """A window is painted in the program's own style and font, with Chinese on it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontInfo, QRawFont
    from PySide6.QtWidgets import QApplication, QLabel

    from ui.theme.look import FAMILY, load_fonts, screen_font, style_sheet
    from ui.theme.tokens import current

    application = QApplication.instance() or QApplication(["guitai"])
    need(isinstance(application, QApplication), "no application of windows can be made")
    need(load_fonts() == FAMILY, f"the screen font is {load_fonts()}, not {FAMILY}")
    need(style_sheet(current()), "the style sheet is empty")
    label = QLabel("柜台自检")
    label.setFont(screen_font())
    need(QFontInfo(label.font()).family() == FAMILY, "the screen font is not used")
    need(QRawFont.fromFont(label.font()).supportsCharacter("柜"), "the screen font has no Chinese")
    label.resize(120, 30)
    picture = label.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, picture.width()) for y in range(0, picture.height())}
    label.deleteLater()
    need(len(colours) > 2, "nothing is painted")
    return f"{FAMILY}, {application.platformName()}"  # type: ignore[attr-defined]  # an application has it
