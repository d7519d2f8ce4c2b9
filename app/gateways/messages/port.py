"""What every gateway of text messages can do, and what it may say.

A message is known by its id at both ends. ``hand_over`` with an id that the gateway has changes nothing there; ``ask``
tells what it knows of an id, so that nobody has to guess after an answer was lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Answer(StrEnum):
    """What a gateway says of a message."""

    ACCEPTED = "accepted"  # it has it, and sends it
    DELIVERED = "delivered"
    FAILED = "failed"  # refused, or not to be delivered: trying again would not help
    UNKNOWN = "unknown"  # it never had it: it can be handed over (again)
    NOT_TAKEN = "not-taken"  # certainly not taken this time: no connection, or it asks to wait
    UNSURE = "unsure"  # no answer, or none that says anything: nobody knows whether it has it
    CANNOT_TELL = "cannot-tell"  # it answers, and does not know: a person decides


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with the code of its reason (``messages.*``), empty when there is none."""

    answer: Answer
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message that was accepted before. ``token``: names it to :meth:`Gateway.read`."""

    id: str
    answer: Answer
    token: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it leaves the branch; never printed."""

    id: str
    mobile: str = field(repr=False)
    text: str = field(repr=False)


class Gateway(Protocol):
    """A way to hand messages over. No method raises for what the other side does."""

    @property
    def name(self) -> str:
        """What it is called, without a secret: a folder's or host's name."""
        ...

    def hand_over(self, message: Outgoing) -> Told:
        """Hand a message over; ACCEPTED, DELIVERED, FAILED, NOT_TAKEN or UNSURE."""
        ...

    def ask(self, message_id: str) -> Told:
        """What it knows of an id; anything but NOT_TAKEN."""
        ...

    def receipts(self) -> Iterable[Receipt]:
        """What it has told by itself since it was last :meth:`read`; none where it is asked for each message."""
        ...

    def read(self, tokens: Iterable[str]) -> None:
        """The receipts with these tokens are saved: it need not tell them again."""
        ...

    def check(self) -> Told:
        """Whether it can be reached and takes our signature: ACCEPTED, or UNSURE or FAILED with the reason."""
        ...
