"""Language and theme, one click each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget

from ui import i18n
from ui.theme import apply_theme, bind_icon, current


class LookSwitches(QWidget):
    """Two buttons: the other language, the other theme. They act on the whole application at once."""

    preference_changed = Signal(str, str)
    """``language`` or ``theme`` and its new value, to be remembered by whoever keeps settings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.language = QToolButton()
        self.language.setProperty("role", "text")
        self.theme = QToolButton()
        layout.addWidget(self.language)
        layout.addWidget(self.theme)
        self.language.clicked.connect(self._other_language)
        self.theme.clicked.connect(self._other_theme)
        self._retranslate()

    def _other_language(self) -> None:
        wanted = i18n.ENGLISH if i18n.language() == i18n.CHINESE else i18n.CHINESE
        i18n.install(_application(), wanted)
        self.preference_changed.emit("language", wanted)

    def _other_theme(self) -> None:
        wanted = "light" if current().name == "dark" else "dark"
        apply_theme(_application(), wanted)
        self.preference_changed.emit("theme", wanted)

    def _retranslate(self) -> None:
        chinese = i18n.language() == i18n.CHINESE
        self.language.setText("English" if chinese else "中文")
        self.language.setToolTip("Switch to English" if chinese else "切换为中文")
        self.language.setAccessibleName(self.language.toolTip())
        dark = current().name == "dark"
        text = self.tr("Light theme") if dark else self.tr("Dark theme")
        self.theme.setToolTip(text)
        self.theme.setAccessibleName(text)
        bind_icon(self.theme, "sun" if dark else "moon", "muted", 20)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme, whoever changed them."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "theme"):
            self._retranslate()
        super().changeEvent(event)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - a widget cannot live without it
    return application
