"""The outbox: looking at messages, sending again, cancelling, recording results; wishes, templates and the gateway."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.clients.domain import Client
from app.common.actor import Actor, Right
from app.common.clock import Clock
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import clean_text
from app.gateways.messages import settings as kept
from app.gateways.messages.port import Gateway, Told
from app.gateways.messages.settings import GatewaySettings
from app.messages import storage
from app.messages.domain import (
    BY_HAND,
    LOST,
    NOT_SENT,
    Message,
    MessageState,
    Step,
    after_quiet,
    check_move,
    check_seen,
)
from app.messages.sending import OnLost, Sender, told_of
from app.policy.messages import SLOTS, MessageKind, MessagePolicy, filled, length_of, longest_of, parts_of
from app.storage.db import Database


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One line of the outbox. ``client_name`` is empty for who is no client."""

    message: Message
    client_number: str
    client_name: str


@dataclass(frozen=True, slots=True)
class MessageDetail:
    """A message with all that became of it, and whether its client wants advertising."""

    line: MessageLine
    steps: tuple[Step, ...]
    advertising: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """A template as it is written and as a message reads; ``most``: the most messages that it can take."""

    kind: MessageKind
    template: str
    text: str
    length: int
    parts: int
    most: int


@dataclass(frozen=True, slots=True)
class GatewayPlace:
    """Where this computer keeps which gateway it sends by. ``key``: 32 bytes of the branch's."""

    folder: Path
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, branch: OpenBranch) -> GatewayPlace:
        """That of an open branch."""
        return cls(branch.folder, branch.keys.purpose(kept.PURPOSE))

    def settings(self) -> GatewaySettings:
        """What is set there. Refused: ``messages.gateway_damaged``."""
        return kept.load(self.folder, self.key)


def background_sender(branch: OpenBranch, policy: Callable[[], MessagePolicy], clock: Clock, on_lost: OnLost) -> Sender:
    """The sender for the worker of this program; ``policy``: that of the day."""
    place = GatewayPlace.of(branch)
    return Sender(branch.db, lambda: place.settings().gateway(clock), policy, on_lost, branch.station)


@dataclass(frozen=True, slots=True)
class Sending:
    """How many of the messages that were due were handed over; ``stopped``: by whoever had asked for it."""

    done: int
    of: int
    stopped: bool


class MessageService:
    """Use cases of messages. ``on_lost`` is told of one that will not arrive; ``bell`` wakes the worker."""

    def __init__(
        self, db: Database, policy: MessagePolicy, place: GatewayPlace, clock: Clock, on_lost: OnLost,
        bell: threading.Event | None = None,
    ) -> None:  # fmt: skip
        self._db = db
        self._policy = policy
        self._place = place
        self._clock = clock
        self._on_lost = on_lost
        self.bell = bell or threading.Event()

    def listed(
        self, actor: Actor, states: Collection[MessageState] = (), kind: MessageKind | None = None,
        since: datetime | None = None,
    ) -> tuple[MessageLine, ...]:  # fmt: skip
        """Messages of these states and this kind, all without; the newest first, at most 500.

        Needs CLIENT_READ and TASK_READ. One read transaction.
        """
        _need_reading(actor)
        with self._db.read() as conn:
            found = storage.listed(conn, states=states, kind=kind, since=since)
            names = clients.get_clients(conn, [one.client_id for one in found if one.client_id])
        return tuple(_line(one, names) for one in found)

    def of_client(self, actor: Actor, client_id: str) -> tuple[MessageLine, ...]:
        """All messages of a client, the newest first. Needs CLIENT_READ and TASK_READ. One read transaction."""
        _need_reading(actor)
        if not client_id:
            return ()
        with self._db.read() as conn:
            found = storage.listed(conn, client_id=client_id)
            names = clients.get_clients(conn, [client_id])
        return tuple(_line(one, names) for one in found)

    def counts(self, actor: Actor) -> dict[MessageState, int]:
        """How many messages there are in each state. Needs CLIENT_READ and TASK_READ. One read transaction."""
        _need_reading(actor)
        with self._db.read() as conn:
            return storage.counts(conn)

    def detail(self, actor: Actor, message_id: str) -> MessageDetail:
        """A message with all its steps. Needs CLIENT_READ and TASK_READ. Refused: ``messages.unknown``."""
        _need_reading(actor)
        with self._db.read() as conn:
            found = storage.by_id(conn, message_id)
            names = clients.get_clients(conn, [found.client_id] if found.client_id else [])
            wanted = not found.client_id or storage.wants_advertising(conn, found.client_id)
            return MessageDetail(_line(found, names), storage.steps(conn, message_id), wanted)

    def retry(self, actor: Actor, message_id: str, seen_version: int, why: str = "") -> Message:
        """Queue a message again that failed, was given up, or of which somebody found out that it was not sent.

        ``why`` is needed for one that is unclear: how that was found out. Needs MESSAGE_WRITE. Refused:
        ``messages.unknown``, ``messages.changed_meanwhile``, ``messages.on_its_way``, ``messages.over``,
        ``text.required``. One write transaction, audited.
        """
        actor.need(Right.MESSAGE_WRITE)
        with self._db.write(actor) as tx:
            before = storage.by_id(tx.conn, message_id, lock=True)
            check_seen(before, seen_version)
            if before.state is MessageState.SENDING:
                raise Refused("messages.on_its_way")
            check_move(before, MessageState.QUEUED)
            unclear = before.state is MessageState.UNCLEAR
            note = clean_text(why, field="why", required=unclear, lines=True)
            fresh = replace(
                before, state=MessageState.QUEUED, reason=NOT_SENT if unclear else "", attempt=0, asked=0, gateway="",
                next_at=after_quiet(tx.at, self._policy), sent_on=None,
                until=max(before.until, tx.at + (before.until - before.created_at)),
            )  # fmt: skip
            made = storage.change(tx, before, fresh, note=note)
            tx.audit("messages.retried", "message", made.id, before={"state": before.state.value}, after=told_of(made))
        self.bell.set()
        return made

    def cancel(self, actor: Actor, message_id: str, seen_version: int, why: str) -> Message:
        """Take a message back that waits, with the reason. Needs MESSAGE_WRITE.

        Refused: ``messages.unknown``, ``messages.changed_meanwhile``, ``messages.on_its_way``, ``messages.over``,
        ``text.required``. One write transaction, audited.
        """
        actor.need(Right.MESSAGE_WRITE)
        with self._db.write(actor) as tx:
            before = storage.by_id(tx.conn, message_id, lock=True)
            check_seen(before, seen_version)
            check_move(before, MessageState.CANCELLED)
            note = clean_text(why, field="why", lines=True)
            made = storage.change(tx, before, replace(before, state=MessageState.CANCELLED, reason=""), note=note)
            tx.audit("messages.cancelled", "message", made.id, before={"state": before.state.value})
        return made

    def record(self, actor: Actor, message_id: str, state: MessageState, note: str, seen_version: int) -> Message:
        """Record by hand what became of a message (FU-2): sent, delivered or failed, and how that is known.

        Needs MESSAGE_WRITE. Refused: ``messages.unknown``, ``messages.changed_meanwhile``, ``messages.on_its_way``,
        ``messages.over``, ``text.required``. One write transaction, audited; a failure makes a task.
        """
        actor.need(Right.MESSAGE_WRITE)
        if state not in BY_HAND:
            raise ValueError("sent, delivered or failed")
        with self._db.write(actor) as tx:
            before = storage.by_id(tx.conn, message_id, lock=True)
            check_seen(before, seen_version)
            if before.state is MessageState.SENDING:
                raise Refused("messages.on_its_way")
            check_move(before, state)
            told = clean_text(note, field="note", lines=True)
            failed = state is MessageState.FAILED
            after = replace(
                before, state=state, reason="messages.recorded_failed" if failed else "",
                sent_on=before.sent_on or tx.at,
            )  # fmt: skip
            made = storage.change(tx, before, after, note=told)
            tx.audit("messages.recorded", "message", made.id, before={"state": before.state.value}, after=told_of(made))
            if failed and before.state not in LOST:
                self._on_lost(tx, made)
        return made

    def wants_advertising(self, actor: Actor, client_id: str) -> bool:
        """Whether advertising may be sent to a client. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return storage.wants_advertising(conn, client_id)

    def set_advertising(self, actor: Actor, client_id: str, wanted: bool, why: str) -> None:
        """Keep what a client wants of advertising, with where that is known from; duties are sent all the same (FU-2).

        Needs MESSAGE_WRITE. Refused: ``clients.unknown``, ``text.required``, ``messages.changed_meanwhile``.
        One write transaction, audited.
        """
        actor.need(Right.MESSAGE_WRITE)
        reason = clean_text(why, field="why")
        with self._db.write(actor) as tx:
            clients.get_client(tx.conn, client_id)
            if storage.wish(tx, client_id, advertising=wanted, why=reason):
                tx.audit("messages.wish", "client", client_id, after={"advertising": wanted})

    def previews(self, actor: Actor) -> tuple[Preview, ...]:
        """The templates in force, with an example each. Needs TASK_READ. No transaction."""
        actor.need(Right.TASK_READ)
        return tuple(_preview(kind, text) for kind, text in self._policy.templates.items())

    def gateway_name(self, actor: Actor) -> str:
        """By what this computer sends, without a secret; ``none`` when nothing is set.

        Needs TASK_READ or MESSAGE_SETUP. Refused: ``messages.gateway_damaged``. No transaction.
        """
        if not actor.may(Right.TASK_READ):
            actor.need(Right.MESSAGE_SETUP)
        return self._settings().told

    def set_gateway(self, actor: Actor, wanted: GatewaySettings) -> None:
        """Send by this gateway from now on at this computer. Needs MESSAGE_SETUP.

        Refused: ``messages.gateway_address``, ``messages.gateway_secret``, ``messages.gateway_folder``. Audited.
        """
        actor.need(Right.MESSAGE_SETUP)
        wanted.gateway(self._clock)
        with self._db.write(actor) as tx:
            tx.audit("messages.gateway", "station", actor.station, after={"gateway": wanted.told})
            kept.save(self._place.folder, self._place.key, wanted)
        self.bell.set()

    def test_gateway(self, actor: Actor) -> Told:
        """Ask the gateway whether it takes our signature; sends nothing. Needs MESSAGE_SETUP. Takes up to a minute.

        Refused: ``messages.no_gateway``, ``messages.gateway_*``. No transaction.
        """
        actor.need(Right.MESSAGE_SETUP)
        gateway = self._gateway()
        if gateway is None:
            raise Refused("messages.no_gateway")
        return gateway.check()

    def send_due(self, actor: Actor, *, watch: Watch = UNWATCHED) -> Sending:
        """Send now what is due. Needs MESSAGE_WRITE. Takes as long as the gateway takes.

        ``watch`` is asked between two messages: one that is being handed over is waited for, the others stay in the
        outbox and go out at the next sending. Refused: ``messages.no_gateway``, ``messages.another_sends``,
        ``messages.gateway_*``.
        """
        actor.need(Right.MESSAGE_WRITE)
        if self._gateway() is None:
            raise Refused("messages.no_gateway")
        sender = Sender(self._db, self._gateway, lambda: self._policy, self._on_lost, actor.station)
        with self._db.read() as conn:
            of = storage.due_count(conn, self._db.clock.now())

        def stopping() -> bool:
            watch.progress(sender.done, of)
            return watch.cancelled()

        try:
            sender.round(stopping)
            before = 0
            while before < sender.done < of and not stopping():
                before = sender.done
                sender.round(stopping)
        finally:
            sender.let_go()
        return Sending(sender.done, of, stopped=sender.done < of and watch.cancelled())

    def _gateway(self) -> Gateway | None:
        return self._settings().gateway(self._clock)

    def _settings(self) -> GatewaySettings:
        return self._place.settings()


def _need_reading(actor: Actor) -> None:
    actor.need(Right.CLIENT_READ)
    actor.need(Right.TASK_READ)


def _line(message: Message, names: Mapping[str, Client]) -> MessageLine:
    found = names.get(message.client_id)
    return MessageLine(message, found.number if found else "", found.name if found else "")


def _preview(kind: MessageKind, template: str) -> Preview:
    text = filled(template, {name: _EXAMPLES[name] for name in SLOTS[kind].all})
    return Preview(kind, template, text, length_of(text), parts_of(text), longest_of(template))


_EXAMPLES = {
    "姓名": "李小明", "尾号": "0618", "营业部": "示例营业部", "电话": "0571-88880000", "日期": "2026年12月18日",
    "时间": "14:30", "活动": "新股申购入门讲座", "地点": "营业部二楼会议室", "证件": "居民身份证", "业务": "开户",
}  # fmt: skip
