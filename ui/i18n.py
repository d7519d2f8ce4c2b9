"""The language of the windows: Chinese by default, English one click away, changed while running.

The source text is English in ``tr()``; each area of the program has its own ``resources/translations/*_zh_CN.qm``.
Forms are Chinese whatever the windows speak.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

TRANSLATIONS = Path(__file__).resolve().parents[1] / "resources" / "translations"
CHINESE, ENGLISH = "zh", "en"
_state: dict[str, str] = {"language": CHINESE}
_loaded: list[QTranslator] = []


def language() -> str:
    """The language in use, ``zh`` or ``en`` (also for ``app.common.refusals.sentence``)."""
    return _state["language"]


def install(application: QApplication, wanted: str) -> None:
    """Speak ``wanted`` (``zh`` or ``en``; anything else counts as ``zh``) from now on, in open windows too."""
    _state["language"] = ENGLISH if wanted == ENGLISH else CHINESE
    while _loaded:
        old = _loaded.pop()
        application.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale("zh_CN") if language() == CHINESE else QLocale("en_GB"))
    if language() == CHINESE:
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _load(application, Path(qt_folder) / "qtbase_zh_CN.qm")
        for file in sorted(TRANSLATIONS.glob("*_zh_CN.qm")):
            _load(application, file)


def _load(application: QApplication, file: Path) -> None:
    translator = QTranslator(application)
    if translator.load(str(file)):
        application.installTranslator(translator)
        _loaded.append(translator)
