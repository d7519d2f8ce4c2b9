"""Opens the pages of dossiers with sample data and saves pictures: sizes, languages, themes. To be looked at.

``python -m tests.ui.dossier.look FOLDER``; needs no database and no screen.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from forms import catalogue
from forms.engine.press import press_document
from tests.ui.dossier import samples
from ui import i18n
from ui.main_window import MainWindow
from ui.pages.dossier.page import DESTRUCTION, FOLDER, HANDING, LOANS, RECEIVING, DossierPage
from ui.pages.pledge import PledgePage
from ui.sign_in import SignInPage
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))


def sample_pdf(form_id: str) -> bytes:
    """A form as it is printed."""
    form = catalogue.form(form_id)
    return press_document(form.build(form.sample())).pdf


def main(folder: Path) -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    runner = OpRunner()
    i18n.install(application, "zh")
    apply_theme(application, "light")
    provider = samples.SampleDossiers(own=True, pdf=sample_pdf("agreement"))
    page = DossierPage(runner, provider, raster, samples.EVERYTHING)
    pledge = PledgePage(runner, samples.SamplePledge(sample_pdf("confidentiality-pledge")), raster, "样柜员")
    signing = SignInPage(runner, lambda login, password: (login, password), branch="示例证券文三路营业部", sample=True)
    window = MainWindow(runner, signing, lambda _: (), branch="示例证券杭州文三路营业部", sample=True)
    window.add_page("dossier", "archive", lambda: page)
    window.add_page("pledge", "shield", lambda: pledge)
    window.set_day(samples.TODAY, trading=True)
    window.enter("何静", "3301040", "05")
    for (wide, high), language, theme in (
        (SIZES[0], "zh", "light"), (SIZES[0], "en", "light"), (SIZES[1], "zh", "light"), (SIZES[1], "en", "dark"),
    ):  # fmt: skip
        window.resize(wide, high)
        window.show()
        i18n.install(application, language)
        apply_theme(application, theme)

        def save(name: str, tag: str = f"{wide}-{language}-{theme}") -> None:
            for _ in range(4):
                runner.wait()
                QApplication.processEvents()
            window.grab().save(str(folder / f"{name}-{tag}.png"))

        window.show_page("dossier")
        page.show_view(FOLDER)
        provider.shown = samples.view(lent=samples.loan())
        page.folder.open_client("k1")
        save("folder")
        page.folder.show_document(f"{samples.CASE}-08")
        save("folder-paper")
        page.folder.side.set_open(False)
        page.folder.beside.edit_place()
        save("folder-place")
        page.folder.beside.leave_sheet()
        provider.shown = samples.view(destroyed=True)
        page.folder.refresh()
        save("folder-destroyed")
        for key in (HANDING, RECEIVING, LOANS, DESTRUCTION):
            page.show_view(key)
            if key == HANDING and page.handing is not None:
                runner.wait()
                page.handing.sets.selectRow(1)
                if not page.handing.marked():
                    page.handing.mark()
            save(key)
        page.destruction.lists.selectRow(2)
        save("destruction-act")
        window.show_page("pledge")
        save("pledge")
    window._idle.stop()
    runner.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
