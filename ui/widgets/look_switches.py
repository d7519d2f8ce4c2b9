"""Language, theme and size of the text, one click each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget

from ui import i18n
from ui.theme import THEMES, apply_text_size, apply_theme, bind_icon, current, space, text_size
from ui.theme.sizes import TEXT_SIZES

_THEME_ICONS = {"light": "sun", "dark": "moon", "contrast": "contrast"}


class LookSwitches(QWidget):
    """Three buttons: the other language, the next theme, the next size of text. They act on the whole application."""

    preference_changed = Signal(str, str)
    """``language``, ``theme`` or ``text_size`` and its new value, to be remembered by whoever keeps settings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.HAIR)
        self.language = QToolButton()
        self.language.setProperty("role", "text")
        self.theme = QToolButton()
        self.text = QToolButton()
        for one in (self.language, self.theme, self.text):
            layout.addWidget(one)
        self.language.clicked.connect(self._other_language)
        self.theme.clicked.connect(self._next_theme)
        self.text.clicked.connect(self._next_size)
        self._retranslate()

    def _other_language(self) -> None:
        wanted = i18n.ENGLISH if i18n.language() == i18n.CHINESE else i18n.CHINESE
        i18n.install(_application(), wanted)
        self.preference_changed.emit("language", wanted)

    def _next_theme(self) -> None:
        wanted = _after(current().name, [one.name for one in THEMES])
        apply_theme(_application(), wanted)
        self.preference_changed.emit("theme", wanted)

    def _next_size(self) -> None:
        wanted = _after(text_size(), list(TEXT_SIZES))
        apply_text_size(_application(), wanted)
        self.preference_changed.emit("text_size", wanted)

    def _retranslate(self) -> None:
        chinese = i18n.language() == i18n.CHINESE
        self.language.setText("English" if chinese else "中文")
        self.language.setToolTip("Switch to English" if chinese else "切换为中文")
        self.language.setAccessibleName(self.language.toolTip())
        themes = {
            "light": self.tr("Light theme"),
            "dark": self.tr("Dark theme"),
            "contrast": self.tr("High contrast"),
        }
        theme = _after(current().name, list(themes))
        self._name(self.theme, themes[theme], _THEME_ICONS[theme])
        sizes = {
            "normal": self.tr("Text of normal size"),
            "large": self.tr("Larger text"),
            "largest": self.tr("Largest text"),
        }
        self._name(self.text, sizes[_after(text_size(), list(sizes))], "text-size")

    def _name(self, switch: QToolButton, text: str, picture: str) -> None:
        switch.setToolTip(text)
        switch.setAccessibleName(text)
        bind_icon(switch, picture, "muted", 20)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language, theme and size, whoever changed them."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "text"):
            self._retranslate()
        super().changeEvent(event)


def _after(now: str, names: list[str]) -> str:
    """The name that follows ``now``; the first after the last."""
    return names[(names.index(now) + 1) % len(names)]


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - a widget cannot live without it
    return application
