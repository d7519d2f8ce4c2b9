"""The client at the second screen: answers, reads, sets a password, signs; by pointer only, as a finger does.

What is to be done is read off the screen; the client goes on until the teller's side says that the step is done.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.blackbox import hands
from tests.blackbox.eyes import NotSeen, Seen, steady, wait_until
from tests.blackbox.pictures import Box, Picture, picture
from tests.blackbox.program import DISPLAY, Program

ANSWERS = ("C", "B", "D", "B", "B", "B", "B", "B", "BCD", "A", "C", "C")
_STROKES = (
    ((0.15, 0.35), (0.22, 0.30), (0.30, 0.34), (0.26, 0.55), (0.18, 0.75)),
    ((0.35, 0.25), (0.36, 0.50), (0.34, 0.78), (0.42, 0.70)),
    ((0.50, 0.40), (0.58, 0.36), (0.66, 0.42), (0.60, 0.60), (0.52, 0.72), (0.64, 0.70), (0.74, 0.62)),
)
"""A signature, in parts of the pad."""
KEY = re.compile(r"^第\s*\d+\s*行第?\s*\d+\s*列")
PAD = "签名区"
AGAIN = 20.0
"""Seconds after which what was pressed without any effect is pressed again."""


@dataclass
class Client:
    """Somebody before the customer display of ``program``."""

    program: Program
    did: dict[str, int] = field(default_factory=dict)
    """How often what was done, by kind."""

    def until(self, done: Callable[[], bool], limit: float = 900.0) -> None:
        """Do what the display asks until the teller's side says that it is ``done``."""
        end = time.monotonic() + limit
        while not steady(done):
            if time.monotonic() > end:
                raise NotSeen(f"the client does not come to an end; done so far: {self.did}; shown: {self._names()}")
            self._act()

    # looking

    def _screen(self) -> list[Seen]:
        return steady(lambda: self.program.shown(DISPLAY))

    def _names(self) -> list[str]:
        return [seen.name for seen in self._screen() if seen.name]

    def _look(self) -> tuple[tuple[str, tuple[int, int, int, int], bool], ...]:
        """What a person would notice a change by: words, their places, and what can be pressed."""
        return steady(
            lambda: tuple((seen.name, seen.place, seen.has("ENABLED")) for seen in self.program.shown(DISPLAY))
        )

    # doing

    def _act(self) -> None:
        """One thing; what has been answered already cannot be touched any more, and is not."""
        screen = steady(lambda: [seen for seen in self.program.shown(DISPLAY) if seen.has("ENABLED")])
        buttons = [seen for seen in screen if seen.role == "push button"]
        if answers := [seen for seen in screen if re.match(r"^[A-Z]\. ", seen.name)]:
            self._note("questions")
            self._answer(answers)
        elif any(KEY.match(seen.name) for seen in screen):
            self._note("passwords")
            self._set_password()
        elif pad := next((seen for seen in screen if seen.name == PAD), None):
            self._note("signatures")
            self._sign(pad)
        elif buttons and (main := max(buttons, key=lambda seen: seen.place[0])).name != "上一页":
            self._note("pages")
            self._press(main)
        else:
            time.sleep(0.1)  # the time of a section, or the teller's side has the word

    def _press(self, button: Seen) -> None:
        """Press; when nothing comes of it, whoever stands there presses again."""
        before = self._look()
        hands.press(button.middle)
        with suppress(NotSeen):
            wait_until("the display goes on", lambda: self._look() != before, AGAIN)

    def _press_at_last(self, name: str) -> None:
        """Press what can be pressed once everything before it is done."""
        self._press(self.program.see(name, "push button", lambda seen: seen.has("ENABLED"), window=DISPLAY))

    def _note(self, what: str) -> None:
        self.did[what] = self.did.get(what, 0) + 1

    def _answer(self, answers: Sequence[Seen]) -> None:
        count = next(name for name in self._names() if re.match(r"^\d+ / \d+$", name))
        for letter in ANSWERS[int(count.split(" ", maxsplit=1)[0]) - 1]:
            hands.press(next(seen for seen in answers if seen.name.startswith(f"{letter}. ")).middle)
        self._press_at_last("下一题")

    def _sign(self, pad: Seen) -> None:
        left, top, wide, high = pad.place
        for stroke in _STROKES:
            hands.draw([(left + round(wide * x), top + round(high * y)) for x, y in stroke])
        self._press_at_last("确认签名")

    # the password: the keys are called by their places, so the digits are told apart by their pictures

    def _set_password(self) -> None:
        """Six keys, then the same six digits wherever they are by then. When they are refused it is asked anew."""
        first = self._faces()
        chosen = secrets.SystemRandom().sample(range(len(first)), 6)
        self._enter(chosen, first, "下一步")
        self.program.see("确认设置", "push button", window=DISPLAY)
        second = self._faces()
        places = [_nearest(first[place][1], second) for place in chosen]
        if len(set(places)) != len(places):
            raise AssertionError("two keys of the pad look alike")
        self._enter(places, second, "确认设置")

    def _faces(self) -> list[tuple[Seen, Picture]]:
        """The ten keys with their pictures, the pointer out of the way."""
        keys = [seen for seen in self._screen() if KEY.match(seen.name)]
        left, top, _, _ = self.program.see(DISPLAY, "frame").place
        hands.point((left + 2, top + 2))
        return [(key, picture(_inside(key.place))) for key in keys]

    def _enter(self, places: Sequence[int], faces: Sequence[tuple[Seen, Picture]], then: str) -> None:
        for number, place in enumerate(places, 1):
            hands.press(faces[place][0].middle)
            self.program.see(re.compile(rf"已输入 {number} 位"), window=DISPLAY)
        self._press_at_last(then)


def _inside(box: Box) -> Box:
    """The middle of a key, without its edge and the ring round the one with the keyboard."""
    left, top, wide, high = box
    return left + wide // 4, top + high // 5, wide // 2, high * 3 // 5


def _nearest(looked_for: Picture, faces: Sequence[tuple[Seen, Picture]]) -> int:
    return min(range(len(faces)), key=lambda place: looked_for.away(faces[place][1]))
