"""Labels and buttons by role: what the first window needs of what pages are built of."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from ui.theme import bind_icon

PLAIN_TEXT = 0
"""Qt.TextFormat.PlainText; as a number, because reading Qt's names takes 30 ms (ui/widgets/line_edit.py)."""


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label of a QSS role (title, heading, muted, small, number ...). Always plain text: names are data."""
    made = QLabel(text)
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def line() -> QFrame:
    """A hair line across."""
    made = QFrame()
    made.setObjectName("line")
    return made


def button(text: str, role: str = "", icon: str = "") -> QPushButton:
    """A push button; roles: primary, danger, link. Its icon takes the colour of its text."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    if icon:
        colour = {"primary": "on_accent", "danger": "on_danger", "link": "accent"}.get(role, "muted")
        bind_icon(made, icon, colour, 18, gap=4)
    return made
