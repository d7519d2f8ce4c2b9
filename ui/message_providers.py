"""Gives the pages of messages and of unusual accounts what they show. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.counter.services import Services
from app.messages.domain import Message, MessageState
from app.messages.service import MessageDetail, Preview, Sending
from app.storage.durable import write_durable
from app.unusual_trading.domain import LineState, ListState
from app.unusual_trading.importing import UnusualImport
from app.unusual_trading.sheet_rows import template
from ui.pages.messages.port import Outbox


class MessageData:
    """The outbox."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._service = services.messages
        self._actor = actor
        self.writes = actor.may(Right.MESSAGE_WRITE)

    def outbox(self, states: Collection[MessageState]) -> Outbox:
        """Messages of these states with the counts of all."""
        lines = self._service.listed(self._actor, states)
        return Outbox(lines, self._service.counts(self._actor), self._gateway())

    def _gateway(self) -> str:
        try:
            return self._service.gateway_name(self._actor)
        except Refused:
            return "none"  # damaged: whoever sets it up anew is told why

    def detail(self, message_id: str) -> MessageDetail:
        """One message with its steps."""
        return self._service.detail(self._actor, message_id)

    def previews(self) -> Sequence[Preview]:
        """The templates in force."""
        return self._service.previews(self._actor)

    def retry(self, message: Message, why: str) -> None:
        """Queue it again."""
        self._service.retry(self._actor, message.id, message.version, why)

    def cancel(self, message: Message, why: str) -> None:
        """Take it back."""
        self._service.cancel(self._actor, message.id, message.version, why)

    def record(self, message: Message, state: MessageState, note: str) -> None:
        """Record by hand what became of it."""
        self._service.record(self._actor, message.id, state, note, message.version)

    def set_advertising(self, client_id: str, wanted: bool, why: str) -> None:
        """Keep what a client wants of advertising."""
        self._service.set_advertising(self._actor, client_id, wanted, why)

    def send(self, watch: Watch = UNWATCHED) -> Sending:
        """Send what is due now."""
        return self._service.send_due(self._actor, watch=watch)


class UnusualData:
    """Lists of unusual accounts (FU-5)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._service = services.unusual
        self._actor = actor

    def lists(self) -> Sequence[ListState]:
        """The lists, the newest first."""
        return self._service.lists(self._actor)

    def lines(self, list_id: str) -> Sequence[LineState]:
        """The lines of a list with what became of them."""
        return self._service.lines(self._actor, list_id)

    def import_sheet(
        self, path: str, *, dry_run: bool, skip: bool, watch: Watch
    ) -> UnusualImport:  # fmt: skip
        """Look a file over, or take it in."""
        return self._service.import_file(
            self._actor, Path(path), dry_run=dry_run, skip_duplicates=skip, watch=watch
        )  # fmt: skip

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        write_durable(Path(path), template())
