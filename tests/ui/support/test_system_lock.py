"""The computer's own lock is heard on D-Bus."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.common.values import new_id
from ui.support.system_lock import SystemLock


@pytest.fixture(scope="module")
def bus_address() -> Iterator[str]:
    program = shutil.which("dbus-daemon")
    assert program, "dbus-daemon is missing: apt-get install dbus"
    daemon = subprocess.Popen(
        [program, "--session", "--print-address", "--nofork", "--nopidfile"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.kill()  # nothing in it is worth an orderly end
    daemon.wait(timeout=20)
    daemon.stdout.close()


def send(address: str, path: str, name: str, *facts: str) -> None:
    subprocess.run(["dbus-send", f"--bus={address}", "--type=signal", path, name, *facts], check=True, timeout=60)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize(
    ("path", "name", "facts"),
    [
        ("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock", ()),
        ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", ("boolean:true",)),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", ("boolean:true",)),
        ("/org/ukui/ScreenSaver", "org.ukui.ScreenSaver.ActiveChanged", ("boolean:true",)),
    ],
)
def test_the_lock_of_the_computer_is_heard(
    bus_address: str, qtbot: QtBot, path: str, name: str, facts: tuple[str, ...]
) -> None:
    bus = QDBusConnection.connectToBus(bus_address, new_id())
    lock = SystemLock(buses=(bus,))
    with qtbot.waitSignal(lock.locked, timeout=5000):
        send(bus_address, path, name, *facts)


def test_waking_up_locks_nothing(bus_address: str, qtbot: QtBot) -> None:
    bus = QDBusConnection.connectToBus(bus_address, new_id())
    lock = SystemLock(buses=(bus,))
    heard: list[int] = []
    lock.locked.connect(lambda: heard.append(1))
    send(bus_address, "/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:false")
    with qtbot.waitSignal(lock.locked, timeout=5000):  # what comes after it is heard, so it was heard itself
        send(bus_address, "/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true")
    assert heard == [1]


def test_a_computer_without_a_bus_has_no_lock_to_hear() -> None:
    bus = QDBusConnection.connectToBus("unix:path=/nowhere/at/all", new_id())
    assert SystemLock(buses=(bus,)).heard_from == 0
