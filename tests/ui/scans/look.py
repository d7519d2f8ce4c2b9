"""Opens the page of scanned papers with sample data and saves pictures: sizes, languages, themes. To be looked at.

``python -m tests.ui.scans.look FOLDER``; needs no database and no screen.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QDialog

from app.common.errors import Refused
from app.scans.view import FolderStatus
from tests.ui.scans import samples
from ui import i18n
from ui.main_window import MainWindow
from ui.pages.scans.camera import CameraDialog
from ui.pages.scans.folder import FolderDialog
from ui.pages.scans.page import ScansPage
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))


def main(folder: Path) -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    runner = OpRunner()
    i18n.install(application, "zh")
    apply_theme(application, "light")
    provider = samples.SampleScans(
        bad={"合影.gif": Refused("scan.unknown_kind")}, status=FolderStatus("/scans", on=True, taken=12, refused=1)
    )
    page = ScansPage(runner, provider)
    signing = SignInPage(runner, lambda login, password: (login, password), branch="示例证券文三路营业部", sample=True)
    window = MainWindow(runner, signing, lambda _: (), branch="示例证券杭州文三路营业部", sample=True)
    window.add_page("scans", "scan", lambda: page)
    window.set_day(samples.NOW.date(), trading=True)
    window.enter("何静", "3301040", "05")

    def settle() -> None:
        for _ in range(6):
            runner.wait(300)
            QApplication.processEvents()

    for (wide, high), language, theme in (
        (SIZES[0], "zh", "light"), (SIZES[0], "en", "light"), (SIZES[1], "zh", "light"), (SIZES[1], "en", "dark"),
    ):  # fmt: skip
        window.resize(wide, high)
        window.show()
        i18n.install(application, language)
        apply_theme(application, theme)
        tag = f"{wide}-{language}-{theme}"

        def save(name: str, tag: str = tag) -> None:
            settle()
            window.grab().save(str(folder / f"{name}-{tag}.png"))

        provider.pages, provider.forms = samples.PAGES, samples.FORMS
        page.refresh()
        settle()
        page.pile.list.choose("p3")
        save("ready")
        page.pile.list.choose("p4")
        save("unreadable")
        page.add(["/scans/合影.gif", "/scans/一.jpg"])
        settle()
        page.pile.list.setCurrentIndex(page.pile.list.model().index(0, 0))
        save("refused")
        page._refused = ()
        page.waiting.list.setFocus()
        page.file_all()
        save("filed")
        page.banner.hide()
        provider.pages, provider.forms = (), ()
        page.refresh()
        save("empty")
        page.open_folder()
        settle()
        for dialog in page.findChildren(FolderDialog):
            dialog.grab().save(str(folder / f"folder-{tag}.png"))
            dialog.reject()
        page.open_camera()
        settle()
        for camera in page.findChildren(CameraDialog):
            camera.resize(820, 640)
            camera.take_page()
            settle()
            camera.grab().save(str(folder / f"camera-{tag}.png"))
            camera._gone(Refused("scan.unreadable"))
            settle()
            camera.grab().save(str(folder / f"camera-none-{tag}.png"))
            camera.reject()
        settle()
        assert not [one for one in page.findChildren(QDialog) if one.isVisible()]
    window._idle.stop()
    runner.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
