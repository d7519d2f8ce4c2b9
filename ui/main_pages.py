"""The pages of the window: known by key from the start, built when first needed, the others one a turn of the loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import i18n

Build = Callable[[], QWidget]


def page_title(key: str) -> str:
    """The name of a page in the person's language: that of its function; the key itself for one without a code."""
    from app.functions.catalogue import page_name  # not before somebody has signed in

    return page_name(key, i18n.language())


def group_keys(digit: str) -> str:
    """The keys that lead to a group of the rail, and from page to page in it: Alt and the first digit of its codes."""
    return f"Alt+{digit}" if digit else ""


class PageStack(QStackedWidget):
    """One page is seen; a page whose turn has not come yet is built at the moment it is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builds: dict[str, Build] = {}
        self._built: dict[str, QWidget] = {}
        self._current = ""
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._build_one)

    def add(self, key: str, build: Build) -> None:
        """Register a page; ``build`` is called once, on the GUI thread."""
        self._builds[key] = build

    def names(self) -> list[str]:
        """The keys of the pages in the order in which they were added."""
        return list(self._builds)

    def has(self, key: str) -> bool:
        """Whether there is such a page, built or not."""
        return key in self._builds

    def is_built(self, key: str) -> bool:
        """Whether the page is there already."""
        return key in self._built

    def page(self, key: str) -> QWidget:
        """The page, built now if need be. KeyError for a page that was never added."""
        if key not in self._built:
            made = self._built[key] = self._builds[key]()
            self.addWidget(made)
        return self._built[key]

    def show_page(self, key: str) -> QWidget:
        """Bring the page up."""
        page = self.page(key)
        self._current = key
        self.setCurrentWidget(page)
        return page

    def current_key(self) -> str:
        """The page that is up; ``""`` before the first."""
        return self._current

    def build_rest(self) -> None:
        """Build what is missing, one page a turn of the event loop, so that keys and paints come in between."""
        self._turn.start()

    def stop_building(self) -> None:
        """No page is built unasked any more: the person has left."""
        self._turn.stop()

    def _build_one(self) -> None:
        missing = next((key for key in self._builds if key not in self._built), None)
        if missing is None:
            self._turn.stop()
            return
        try:
            self.page(missing)
        except Exception:
            # not again each turn: it will fail once more, and be told, when somebody asks for the page
            self._turn.stop()
            raise
