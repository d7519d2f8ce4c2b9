"""A person's hands: real keys and a real pointer, by xdotool. Runs under the system's Python."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

SETTLE = 0.05


def _xdotool(*words: str) -> str:
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=True).stdout.strip()


def teach(text: str) -> None:
    """Put the Chinese characters of ``text`` on spare keys; xdotool would move one key about, faster than is seen."""
    characters = sorted({character for character in text if not character.isascii()})
    spare = range(180, 180 + len(characters))
    lines = [f"keycode {code} = U{ord(character):04X}" for code, character in zip(spare, characters, strict=True)]
    subprocess.run(["xmodmap", "-"], input="\n".join(lines), text=True, check=True)


def key(*keys: str) -> None:
    """Press keys one after the other: ``Return``, ``ctrl+k``, ``F6``."""
    _xdotool("key", "--clearmodifiers", "--delay", "25", *keys)
    time.sleep(SETTLE)


def write(text: str) -> None:
    """Type characters, Chinese ones too."""
    _xdotool("type", "--clearmodifiers", "--delay", "8", text)
    time.sleep(SETTLE)


def press(at: tuple[int, int]) -> None:
    """Move the pointer there and click."""
    _xdotool("mousemove", str(at[0]), str(at[1]), "click", "1")
    time.sleep(SETTLE)


def draw(points: Sequence[tuple[int, int]]) -> None:
    """One stroke with the button held down."""
    first, *rest = points
    words = ["mousemove", str(first[0]), str(first[1]), "mousedown", "1"]
    for x, y in rest:
        words += ["mousemove", str(x), str(y), "sleep", "0.01"]
    _xdotool(*words, "mouseup", "1")
    time.sleep(SETTLE)
