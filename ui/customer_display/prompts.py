"""What the customer display can be handed, one thing at a time. Plain values: the display knows nothing else.

Imported by pages of the teller's side too; imports nothing of ``app`` and nothing of ``ui.pages``.
The display answers through one signal per kind (see ``display.py``); it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Welcome:
    """The resting screen: branch name and a line of greeting."""

    branch: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``several``: more than one may be chosen; ``chosen``: what had been chosen before."""

    id: str
    number: int
    of: int
    text: str
    options: tuple[Option, ...]
    several: bool
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One section to read; can be left only when its end has been on screen and ``seconds`` have passed."""

    id: str
    document: str
    number: int
    of: int
    title: str
    paragraphs: tuple[str, ...]
    seconds: int


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A statement the client agrees to or not; ``lines``: label and value pairs shown for checking."""

    id: str
    title: str
    text: str
    lines: tuple[tuple[str, str], ...] = ()
    agree: str = ""
    decline: str = ""
    emphasis: str = ""


@dataclass(frozen=True, slots=True)
class Password:
    """Set a password of ``length`` digits on a shuffled keypad, typed twice."""

    id: str
    title: str
    length: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PasswordEntry:
    """Enter the password that the client has, once, on a shuffled keypad; ``problem``: why it is asked again."""

    id: str
    title: str
    length: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Sign ``document``: its title, number and the lines that matter, then the pad."""

    id: str
    document: str
    number: str
    name: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """How content was the client: marks up to ``low`` are asked why; ``reasons``: code and label each.

    ``seconds`` after the last touch it closes by itself. ``words``: whether own words may be written.
    """

    id: str
    low: int
    seconds: int
    reasons: tuple[tuple[str, str], ...]
    words: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A short message: thanks, please wait."""

    title: str
    text: str


Prompt = Welcome | Question | Reading | Confirmation | Password | PasswordEntry | Signature | Rating | Message
