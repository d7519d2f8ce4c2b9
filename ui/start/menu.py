"""``guitai window``: what the start menu and the icon on the desktop open, where nobody types a folder.

The branch that was opened from there last, else the one that ``init`` makes without ``--dir``, else the sample branch;
with none of them a small window offers to open a folder or to make a sample branch.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.launch import DEFAULT_DEMO, read_mark

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

DEFAULT_BRANCH = DEFAULT_DEMO.with_name("branch")
REMEMBERED = "branch_folder"
"""In the person's window preferences: which branch the start menu opens."""


def command() -> list[str] | None:
    """The command that opens the windows; None when the person wants none."""
    from PySide6.QtCore import QSettings

    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "guitai", "guitai")
    return known(settings) or _asked(settings)


def known(settings: QSettings, branch: Path | None = None, sample: Path | None = None) -> list[str] | None:
    """The command for a branch that is there: the remembered one, ``branch``, ``sample``; None without any."""
    remembered = str(settings.value(REMEMBERED, ""))
    for folder in ([Path(remembered)] if remembered else []) + [branch or DEFAULT_BRANCH]:
        if read_mark(folder):
            return ["run", "--dir", str(folder)]
    return ["demo", "--dir", str(sample or DEFAULT_DEMO)] if is_whole(sample or DEFAULT_DEMO) else None


def is_whole(folder: Path) -> bool:
    """Whether a sample branch lies there that was made to the end."""
    from app.samples.people import UNFINISHED_FILE

    return read_mark(folder).get("sample") is True and not (folder / UNFINISHED_FILE).exists()


def _asked(settings: QSettings) -> list[str] | None:
    from PySide6.QtWidgets import QApplication

    from ui import i18n
    from ui.start.choice import StartChoice
    from ui.theme import apply_theme

    application = QApplication.instance() or QApplication(["guitai"])
    if not isinstance(application, QApplication):
        raise TypeError("a QApplication is needed")
    apply_theme(application, str(settings.value("theme", "light")))
    i18n.install(application, str(settings.value("language", i18n.CHINESE)))
    choice = StartChoice(make_sample)
    choice.exec()
    folder, is_sample = choice.folder, choice.is_sample
    choice.deleteLater()
    if folder is None:
        return None
    if not is_sample:
        settings.setValue(REMEMBERED, str(folder))
    return ["run", "--dir", str(folder)]


def make_sample() -> Path:
    """Make the sample branch at its usual place; half a minute and more. Refused: what making it refuses."""
    import contextlib
    import io

    from app.cli.demo import make_demo
    from ui.wiring import ProgramWiring

    with contextlib.redirect_stdout(io.StringIO()):
        make_demo(ProgramWiring(), DEFAULT_DEMO, as_json=False)
    return DEFAULT_DEMO
