"""What the page of messages needs; called in a worker."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.common.long_work import Watch
from app.messages.domain import Message, MessageState
from app.messages.service import MessageDetail, MessageLine, Preview, Sending


@dataclass(frozen=True, slots=True)
class Outbox:
    """The list, how many there are in each state, and by what this computer sends."""

    lines: tuple[MessageLine, ...]
    counts: dict[MessageState, int]
    gateway: str


class MessagesProvider(Protocol):
    """Where the page has it from."""

    writes: bool
    """Whether this person may send again, cancel and record."""

    def outbox(self, states: Collection[MessageState]) -> Outbox:
        """Messages of these states, all without; the newest first."""
        ...

    def detail(self, message_id: str) -> MessageDetail:
        """One message with its steps."""
        ...

    def previews(self) -> Sequence[Preview]:
        """The templates in force."""
        ...

    def retry(self, message: Message, why: str) -> None:
        """Queue it again."""
        ...

    def cancel(self, message: Message, why: str) -> None:
        """Take it back."""
        ...

    def record(self, message: Message, state: MessageState, note: str) -> None:
        """Record by hand what became of it."""
        ...

    def set_advertising(self, client_id: str, wanted: bool, why: str) -> None:
        """Keep what a client wants of advertising."""
        ...

    def send(self, watch: Watch) -> Sending:
        """Send what is due now; how many of how many went out."""
        ...
