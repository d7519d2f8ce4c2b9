"""Two screens that nobody sees, a window manager, a session bus with accessibility: for one run, and gone after it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

PYTHON = "/usr/bin/python3"
"""The system's, which has gi; ours has not."""
NEEDED = ("Xvfb", "xdotool", "xrandr", "xmodmap", "openbox", "dbus-daemon", "pdftotext")
INSTALL = (
    "the black-box test needs Debian's at-spi2-core dbus-daemon gir1.2-atspi-2.0 openbox poppler-utils python3-gi "
    "x11-xserver-utils xdotool xvfb; ./guitai test installs them when it runs as root"
)
WIDE, HIGH = 2624, 900
SCREENS = (("COUNTER", "1600/423x900/238+0+0", "screen"), ("CLIENT", "1024/270x600/159+1600+0", "none"))


def lacking() -> list[str]:
    """The programs that are missing."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    check = [PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"]
    if not Path(PYTHON).exists() or subprocess.run(check, capture_output=True, check=False).returncode:
        missing.append("gi with Atspi")
    return missing


@contextmanager
def stage(folder: Path) -> Iterator[dict[str, str]]:
    """The environment for programs on it; everything is ended afterwards, whatever happened."""
    made = _Stage(folder)
    try:
        made.set_up()
        yield made.environment
    finally:
        made.clear()


class _Stage:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        home = folder / "home"
        home.mkdir(parents=True)
        home.chmod(0o700)
        ours = ("QT_", "GUITAI_", "XDG_", "DBUS_", "AT_SPI_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.environment = kept | {
            "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_RUNTIME_DIR": str(home),
            "XDG_CACHE_HOME": str(home / "cache"), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "GUITAI_LANG": "zh",
            "BLACKBOX_SCREEN": str(folder),
        }  # fmt: skip

    def set_up(self) -> None:
        """Screens, bus, windows."""
        number = self._asked(
            "Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDE}x{HIGH}x24", "-noreset", "-nolisten", "tcp",
            "-fbdir", str(self._folder),
        )  # fmt: skip
        self.environment["DISPLAY"] = f":{number}"
        for name, place, output in SCREENS:
            command = ["xrandr", "--setmonitor", name, place, output]
            subprocess.run(command, env=self.environment, capture_output=True, check=True)
        # accessibility comes with the bus, as soon as somebody asks for it
        bus = self._asked("dbus-daemon", "--session", "--nofork", "--print-address=1")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        # a window that comes before there is a manager of windows gets no keyboard
        self._asked("openbox", "--startup", "echo ready")

    def _begin(self, *command: str) -> IO[bytes]:
        with (self._folder / f"{command[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, env=self.environment, start_new_session=True
            )
        self._started.append(process)
        if process.stdout is None:
            raise TypeError("a pipe was asked for")
        return process.stdout

    def _asked(self, *command: str) -> str:
        """Start it; the line that it says once it is ready."""
        with self._begin(*command) as said:
            if not (line := said.readline().decode().strip()):
                raise RuntimeError(f"{command[0]} does not start: {INSTALL}")
            return line

    def clear(self) -> None:
        """End everything, the last first."""
        for process in reversed(self._started):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
