"""A person's hands: real keys and a real pointer, by xdotool. Runs under the system's Python."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

SETTLE = 0.05
DOUBLE = 0.45
"""Seconds in which two clicks are one double click, and a little more."""
_last = [0.0]
_MODIFIERS = range(203, 208)
"""Keys that no keyboard has and that are still Alt, Meta, Super: a character there would come with Alt held down."""


def _xdotool(*words: str) -> str:
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=True).stdout.strip()


def teach(text: str) -> None:
    """Put the Chinese characters of ``text`` on spare keys; xdotool would move one key about, faster than is seen."""
    characters = sorted({character for character in text if not character.isascii()})
    spare = [code for code in range(180, 256) if code not in _MODIFIERS]
    if len(characters) > len(spare):
        raise ValueError("more different characters than spare keys")
    lines = [f"keycode {code} = U{ord(character):04X}" for code, character in zip(spare, characters, strict=False)]
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
    """Move the pointer there and click; not so soon after the last click that it would be a double click."""
    if (since := time.monotonic() - _last[0]) < DOUBLE:
        time.sleep(DOUBLE - since)
    _xdotool("mousemove", str(at[0]), str(at[1]), "click", "1")
    _last[0] = time.monotonic()
    time.sleep(SETTLE)


def point(at: tuple[int, int]) -> None:
    """Move the pointer there."""
    _xdotool("mousemove", str(at[0]), str(at[1]))
    time.sleep(SETTLE)


def draw(points: Sequence[tuple[int, int]]) -> None:
    """One stroke with the button held down."""
    first, *rest = points
    words = ["mousemove", str(first[0]), str(first[1]), "mousedown", "1"]
    for x, y in rest:
        words += ["mousemove", str(x), str(y), "sleep", "0.01"]
    _xdotool(*words, "mouseup", "1")
    time.sleep(SETTLE)
