"""Hears that the computer is locked, put to sleep or handed to somebody else, so that the window locks with it (SE-1).

Linux (Debian, UOS, Kylin): the signals of logind and of the screen saver on D-Bus. Windows: the session's own message.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.ukui.ScreenSaver",
)
_LOGIND = "org.freedesktop.login1"
_WTSSESSION_CHANGE = 0x02B1
_LOCKING = {2, 4, 6, 7}  # console and remote disconnect, log-off, lock


class SystemLock(QObject):
    """Emits ``locked`` when the system says so; silent where nothing of the kind can be heard.

    ``buses``: for tests; by default the system's and the session's bus.
    """

    locked = Signal()

    def __init__(self, parent: QObject | None = None, buses: Sequence[Any] | None = None) -> None:
        super().__init__(parent)
        self._message: _SessionMessage | None = None
        self.heard_from = 0
        if sys.platform == "win32":
            self._message = _SessionMessage(self)
        else:
            self._listen(_buses() if buses is None else buses)

    def watch(self, window_id: int) -> None:
        """On Windows the session's messages go to a window that asks for them."""
        if self._message is not None:
            self._message.register(window_id)

    def _listen(self, buses: Sequence[Any]) -> None:
        from PySide6.QtCore import SLOT

        for bus in buses:
            if not bus.isConnected():
                continue
            for name in _SCREEN_SAVERS:
                self.heard_from += bus.connect("", "", name, "ActiveChanged", self, SLOT("_changed(bool)"))
            self.heard_from += bus.connect("", "", f"{_LOGIND}.Session", "Lock", self, SLOT("_lock()"))
            self.heard_from += bus.connect(
                "", "", f"{_LOGIND}.Manager", "PrepareForSleep", self, SLOT("_changed(bool)")
            )

    @Slot(bool)
    def _changed(self, begins: bool) -> None:
        if begins:
            self.locked.emit()

    @Slot()
    def _lock(self) -> None:
        self.locked.emit()


def _buses() -> tuple[Any, ...]:
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:  # a build without it
        return ()
    return (QDBusConnection.systemBus(), QDBusConnection.sessionBus())


class _SessionMessage(QAbstractNativeEventFilter):
    def __init__(self, lock: SystemLock) -> None:
        super().__init__()
        self._lock = lock
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def register(self, window_id: int) -> None:
        import ctypes

        windll: Any = getattr(ctypes, "windll")  # noqa: B009 - there on Windows only
        windll.wtsapi32.WTSRegisterSessionNotification(window_id, 0)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        if kind == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if told.message == _WTSSESSION_CHANGE and told.wParam in _LOCKING:
                self._lock.locked.emit()
        return False, 0
