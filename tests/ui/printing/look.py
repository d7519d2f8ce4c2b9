"""Opens the print queue and the print panel with sample data and saves pictures. To be looked at.

``python -m tests.ui.printing.look FOLDER``; needs no database and no screen.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.ui.printing.samples import KEPT, SamplePrinting
from ui import i18n
from ui.main_window import MainWindow
from ui.pages.print_queue import PrintQueuePage
from ui.printing import PrintDesk
from ui.sign_in import SignInPage
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))


def main(folder: Path) -> None:
    """Save the pictures of both languages, themes and sizes."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for language, theme, size in (
        ("zh", "light", SIZES[0]), ("zh", "dark", SIZES[1]), ("en", "light", SIZES[1]), ("en", "dark", SIZES[0]),
    ):  # fmt: skip
        apply_theme(application, theme)
        i18n.install(application, language)
        _pictures(application, folder, f"{language}-{theme}-{size[0]}", size)


def _pictures(application: QApplication, folder: Path, name: str, size: tuple[int, int]) -> None:
    runner, port = OpRunner(), SamplePrinting()
    page = SignInPage(runner, lambda login, password: (login, password), branch="示例证券杭州文三路营业部", sample=True)
    window = MainWindow(runner, page, lambda _: (), branch="示例证券杭州文三路营业部", sample=True)
    queue = PrintQueuePage(runner, port)
    window.add_page("printing", "print", lambda: queue)
    queue.waiting_changed.connect(lambda number: window.rail.set_badge("printing", number))
    window.resize(*size)
    window.show()
    window.enter("李敏", "1001", "01")
    desk = PrintDesk(window, runner, port, raster)

    def settle() -> None:
        for _ in range(4):
            runner.wait()
            application.processEvents()

    def save(what: str) -> None:
        settle()
        window.grab().save(str(folder / f"{name}-{what}.png"))

    save("queue")
    queue.table.selectRow(3)
    save("queue-failed")
    queue.table.selectRow(2)
    save("queue-twice")
    port.found = []
    queue.refresh()
    save("queue-empty")
    for what, kept in (("panel", None), ("panel-kept", KEPT)):
        if kept is not None:
            port.settings["application"] = kept
        desk.set_up("KH2026112000001-02")
        settle()
        panel = desk.panel
        assert panel is not None
        if kept is not None:
            panel.fields["printer"].set_value("back-office")
            panel._show_printer()
            settle()
        panel.grab().save(str(folder / f"{name}-{what}.png"))
        panel.reject()
        settle()
    window.close()
    runner.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
