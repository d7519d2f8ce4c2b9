"""What other counters change is heard here and told to the pages, on the GUI thread (TO-15: the queue is pushed)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.storage.changes import ChangeFeed
from app.storage.db import Database

TOPICS = (
    "transfer", "change", "approvals", "tasks", "incidents", "printing", "dossier", "scans",
    "users", "watch", "presence", "policy", "screening",
    "satisfaction", "education", "messages", "unusual-trading", "contacts", "complaints",
    "reports",
)  # fmt: skip


class Feed(QObject):
    """Emits ``changed(topic)`` for every change of a topic, whoever made it; silent until :meth:`start`.

    ``answered``: the database answers, at the start and again after it was away.
    """

    changed = Signal(str)
    answered = Signal()

    def __init__(self, database: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = ChangeFeed(database.engine, TOPICS, self.changed.emit, on_answer=self.answered.emit)
        self._runs = False

    def start(self) -> None:
        """Begin to listen, in a thread of its own."""
        if not self._runs:
            self._feed.start()
            self._runs = True

    def stop(self) -> None:
        """Listen no more; before the branch is closed."""
        if self._runs:
            self._feed.stop()
            self._runs = False
