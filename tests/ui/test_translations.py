from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from tests import translations
from ui import i18n

SOURCE = "class Page(QWidget):\n    def go(self):\n        self.tr('%s')\n"


def test_the_chinese_of_the_shell_is_complete_and_compiled() -> None:
    assert translations.check_area("shell") == []


@pytest.fixture
def area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An area of one file in a folder of its own."""
    (tmp_path / "page.py").write_text(SOURCE % "Save {number}", encoding="utf-8")
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "FOLDER", tmp_path / "out")
    monkeypatch.setattr(translations, "AREAS", {"one": ("*.py",)})
    return tmp_path


def _translate(area: Path, text: str) -> None:
    ts = area / "out" / "one_zh_CN.ts"
    ts.write_text(
        ts.read_text("utf-8").replace(
            '<translation type="unfinished"></translation>', f"<translation>{text}</translation>"
        ),
        encoding="utf-8",
    )


def test_an_area_without_translations_is_told(area: Path) -> None:
    assert "is not there" in translations.check_area("one")[0]


def test_each_way_of_being_incomplete_is_told(area: Path) -> None:
    assert translations.update("one") == [("Page", "Save {number}", "")]
    assert any("unfinished" in problem for problem in translations.check_area("one"))
    _translate(area, "保存")
    problems = " ".join(translations.check_area("one"))
    assert "placeholders differ" in problems
    assert "compiles to" in problems
    shutil.rmtree(area / "out")
    translations.update("one")
    _translate(area, "保存 {number}")
    assert translations.update("one") == []
    assert translations.check_area("one") == []
    (area / "page.py").write_text(
        "class Page(QWidget):\n    def go(self):\n        self.tr('Load')\n", encoding="utf-8"
    )
    problems = " ".join(translations.check_area("one"))
    assert "missing: Page: 'Load'" in problems
    assert "obsolete: Page: 'Save {number}'" in problems


def test_chinese_is_what_any_unknown_language_becomes(look: QApplication) -> None:
    i18n.install(look, "fr")
    assert i18n.language() == "zh"
    assert QCoreApplication.translate("SignInPage", "Sign in") == "登录"


def test_qt_speaks_chinese_too_and_english_again(look: QApplication) -> None:
    i18n.install(look, "zh")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    i18n.install(look, "en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QCoreApplication.translate("SignInPage", "Sign in") == "Sign in"
