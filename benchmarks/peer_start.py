"""From exec to the first painted window of this program and of others, each a new process, seen from outside.

All are started the same way on the same screen (:mod:`benchmarks.screen`), in turn, round by round, after one round
that is not counted: it fills the disk's cache and the peers' first settings. A window counts as painted when a fifth
of the screen is covered and has letters on it; a picture that only says "loading" does not. No window manager runs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.row import Note, Row
from benchmarks.screen import Screen, available

ROUNDS = 7
SHOWN = Path(__file__).with_name("bare_window.py")
OURS, BARE = "guitai", "a bare PySide6 window"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program of the system: how it is started, and what is done once before. ``{home}``: a folder of its own."""

    name: str
    command: tuple[str, ...]
    before: tuple[str, ...] = ()


PEERS = (
    Peer("KeePassXC", ("keepassxc",)),
    Peer("GnuCash", ("gnucash", "--nofile")),
    Peer(
        "Electrum", ("electrum", "--offline", "--testnet", "-D", "{home}/electrum"),
        ("electrum", "--offline", "--testnet", "-D", "{home}/electrum", "create"),
    ),
)  # fmt: skip
"""Desktop programs of the distribution that keep somebody's money or secrets; measured, never shipped."""


def run(*, quick: bool = False) -> list[Row | Note]:
    """Ours beside a bare window and beside each peer that is installed; medians."""
    missing = [Note(f"start of {peer.name}", "not installed") for peer in PEERS if not shutil.which(peer.command[0])]
    if not available():
        return [*missing, Note("start of all", "no Xvfb or no dbus-daemon")]
    with tempfile.TemporaryDirectory() as place:
        commands = commands_in(place)
        with Screen() as screen:
            times, broken = _rounds(screen, commands, place, 3 if quick else ROUNDS)
    return [*_told(times), *missing, *broken]


def commands_in(home: str) -> dict[str, list[str]]:
    """How ours, a bare window and every installed peer are started, made ready in the folder ``home``."""
    subprocess.run([sys.executable, "-m", "benchmarks.start", f"{home}/branch"], check=True)
    commands = {
        OURS: [sys.executable, "-m", "ui", "run", "--dir", f"{home}/branch"],
        BARE: [sys.executable, str(SHOWN)],
    }
    return commands | {peer.name: _ready(peer, home) for peer in PEERS if shutil.which(peer.command[0])}


def _ready(peer: Peer, home: str) -> list[str]:
    if peer.before:
        command = [part.format(home=home) for part in peer.before]
        subprocess.run(command, env=environment(home), capture_output=True, check=False, timeout=120)
    return [part.format(home=home) for part in peer.command]


def environment(home: str) -> dict[str, str]:
    """Of every program alike: a home of its own, nothing of whoever measures."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return kept | {"HOME": home, "QT_QPA_PLATFORM": "xcb", "GDK_BACKEND": "x11", "QT_SCALE_FACTOR": "1"}


def _rounds(
    screen: Screen, commands: Mapping[str, list[str]], home: str, rounds: int
) -> tuple[dict[str, list[float]], list[Note]]:  # fmt: skip
    times: dict[str, list[float]] = {name: [] for name in commands}
    broken: dict[str, Note] = {}
    given = environment(home)
    for number in range(rounds + 1):
        for name in [name for name in commands if name not in broken]:
            try:
                taken = screen.start(commands[name], given)
            except RuntimeError as fault:
                broken[name] = Note(f"start of {name}", str(fault))
                continue
            if number:
                times[name].append(taken)
    return times, list(broken.values())


def _told(times: Mapping[str, list[float]]) -> list[Row | Note]:
    ours = times[OURS]
    return [
        Row("exec to the first painted window", median(ours), median(taken), len(taken), against=name)
        for name, taken in times.items() if name != OURS and taken and ours
    ]  # fmt: skip
