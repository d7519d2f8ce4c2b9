"""The sender's steps: a message is handed over, asked after, and settled, so that none goes out twice (FU-2).

Each step is a transaction of its own. Before anything leaves, the message is marked as on its way; so whoever finds it
like that after a kill, a time-out or half an answer asks the gateway by its id first. Only "I never had it" lets it be
handed over again; when another gateway had it, or this one cannot tell, a person decides.

One program sends for the branch: it has the turn for as long as it gives a sign of life.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.branch.opened import system_actor
from app.common.errors import Refused
from app.common.values import new_id
from app.gateways.messages.port import Answer, Gateway, Outgoing, Told
from app.messages import storage
from app.messages.domain import (
    FIRST_WAIT,
    LEASE_SECONDS,
    LOST,
    MOST_ASKED,
    MOVES,
    NO_MOBILE,
    OPTED_OUT,
    Message,
    MessageState,
    after_quiet,
    can_be_sent_to,
    day_began,
    next_day,
    wait_seconds,
)
from app.policy.messages import MessagePolicy
from app.storage.db import Database, Writing

OnLost = Callable[[Writing, Message], None]
"""Is told in the same transaction that a message will not arrive by itself, or that nobody knows: makes the task."""
IDLE_SECONDS = 60.0
"""How often is looked for something to do; what is queued in this program rings the bell."""
ASK_RESULT = timedelta(minutes=10)
ASK_RESULT_FOR = timedelta(hours=48)
"""After a message was accepted it is asked whether it arrived, this often and so long."""
AT_ONCE = 50
"""Messages in one go, before the turn is looked at anew."""

_STATES = {
    Answer.ACCEPTED: MessageState.SENT, Answer.DELIVERED: MessageState.DELIVERED, Answer.FAILED: MessageState.FAILED
}  # fmt: skip


class Sender:
    """Sends what is due; ``gateway`` giving None: only gives up what is too old. Used by the worker and by commands."""

    def __init__(
        self, db: Database, gateway: Callable[[], Gateway | None], policy: Callable[[], MessagePolicy], on_lost: OnLost,
        station: str, owner: str = "",
    ) -> None:  # fmt: skip
        self._db = db
        self._find_gateway = gateway
        self._gateway: Gateway | None = None
        self._policy = policy
        self._on_lost = on_lost
        self._actor = system_actor(station)
        self.owner = owner or f"{station[:24]}/{os.getpid()}/{new_id()}"[:80]
        self.done = 0

    def round(self, stopping: Callable[[], bool] = lambda: False) -> float:
        """Read receipts, ask after what is on its way, send what is due; gives the seconds until the next round.

        ``stopping``: asked between two messages. Faults of the database go through; the next round goes on.
        Refused: ``messages.another_sends``.
        """
        self._gateway = self._find_gateway()  # it may have been set up anew since the last round
        if not self._anything():
            return IDLE_SECONDS
        self._have_turn()
        self._read_receipts()
        for state, step in (
            (MessageState.SENDING, self._ask), (MessageState.SENT, self._ask_result), (MessageState.QUEUED, self._send),
        ):  # fmt: skip
            for message in self._due(state):
                if stopping():
                    return IDLE_SECONDS
                if not step(message):
                    return float(FIRST_WAIT)
        return self._rest()

    def let_go(self) -> None:
        """The program ends: another may send at once. One write transaction."""
        with self._db.write(self._actor) as tx:
            storage.end_turn(tx.conn, self.owner, tx.at)

    def _anything(self) -> bool:
        if self._gateway is not None and any(True for _ in self._gateway.receipts()):
            return True
        return any(self._due(state) for state in (MessageState.QUEUED, MessageState.SENDING, MessageState.SENT))

    def _due(self, state: MessageState) -> tuple[Message, ...]:
        now = self._db.clock.now()
        with self._db.read() as conn:
            found = storage.due(conn, state, now, AT_ONCE)
        if state is MessageState.SENT:
            known = "" if self._gateway is None else self._gateway.name
            return tuple(m for m in found if m.gateway == known and m.sent_on and now - m.sent_on < ASK_RESULT_FOR)
        return found

    def _rest(self) -> float:
        with self._db.read() as conn:
            then = storage.next_due(conn)
        if then is None:
            return IDLE_SECONDS
        return min(max((then - self._db.clock.now()).total_seconds(), 1.0), IDLE_SECONDS)

    def _have_turn(self) -> None:
        with self._db.write(self._actor) as tx:
            if not storage.take_turn(tx.conn, self.owner, tx.at, timedelta(seconds=LEASE_SECONDS)):
                raise Refused("messages.another_sends")

    # what was handed over before

    def _read_receipts(self) -> None:
        """What the gateway told by itself; a receipt counts as read when its message is settled."""
        if self._gateway is None:
            return
        tokens = []
        for receipt in self._gateway.receipts():
            tokens.append(receipt.token)
            state = _STATES[receipt.answer]
            with self._db.read() as conn:
                try:
                    message = storage.by_id(conn, receipt.id)
                except Refused:
                    continue  # somebody else's: nothing here waits for it
            if state in MOVES[message.state]:
                failed = state is MessageState.FAILED
                self._settle(message, state, "messages.undelivered" if failed else "")
        if tokens:
            self._gateway.read(tokens)

    def _ask(self, message: Message) -> bool:
        """It may have been handed over: by whoever has ended since, or without an answer."""
        told = self._asked(message)
        state = _STATES.get(told.answer)
        if state is not None:
            self._settle(message, state, told.reason)
        elif told.answer is Answer.UNKNOWN:
            self._settle(message, MessageState.QUEUED, "", asked=0, next_at=self._db.clock.now(), unsent=True)
        elif told.answer is Answer.CANNOT_TELL or message.asked + 1 >= MOST_ASKED:
            self._settle(message, MessageState.UNCLEAR, "messages.gateway_cannot_tell")
        else:
            later = self._db.clock.now() + timedelta(seconds=wait_seconds(message.asked + 1))
            self._settle(message, MessageState.SENDING, told.reason, asked=message.asked + 1, next_at=later)
        return True

    def _asked(self, message: Message) -> Told:
        if self._gateway is None or message.gateway != self._gateway.name:
            return Told(Answer.CANNOT_TELL)  # only the gateway that may have it can say that it has not
        return self._gateway.ask(message.id)

    def _ask_result(self, message: Message) -> bool:
        """Whether what was accepted has arrived; nothing new is noted without a step."""
        told = self._asked(message)
        state = _STATES.get(told.answer, MessageState.SENT)
        if state is not MessageState.SENT:
            self._settle(message, state, told.reason)
            return True
        with self._db.write(self._actor) as tx:
            storage.look_again(tx.conn, message, tx.at + ASK_RESULT)
        return True

    # what is due

    def _send(self, message: Message) -> bool:
        """Hand one over; False when the gateway takes nothing just now, so that the others need not be tried."""
        taken = self._take(message)
        if taken is None or self._gateway is None:
            return True
        told = self._gateway.hand_over(Outgoing(taken.id, taken.mobile, taken.text))
        state = _STATES.get(told.answer)
        if state is not None:
            self._settle(taken, state, told.reason, next_at=self._db.clock.now() + ASK_RESULT)
            self.done += 1
            return True
        later = self._db.clock.now() + timedelta(seconds=wait_seconds(taken.attempt))
        if told.answer is Answer.NOT_TAKEN:
            self._settle(taken, MessageState.QUEUED, told.reason, next_at=later, unsent=True)
        else:
            self._settle(taken, MessageState.SENDING, told.reason, next_at=later)
        return False

    def _take(self, seen: Message) -> Message | None:
        """``seen`` marked as on its way, committed before a byte of it leaves; None when it has to wait or is over."""
        policy = self._policy()
        with self._db.write(self._actor) as tx:
            message = storage.by_id(tx.conn, seen.id, lock=True)
            if message.version != seen.version or message.state is not MessageState.QUEUED:
                return None
            if not storage.take_turn(tx.conn, self.owner, tx.at, timedelta(seconds=LEASE_SECONDS)):
                raise Refused("messages.another_sends")
            over = _over(tx, message)
            if over is not None:
                self._change(tx, message, *over)
                return None
            wait = _wait(tx, message, policy)
            if wait is not None or self._gateway is None:
                reason, then = wait or ("messages.no_gateway", tx.at + timedelta(seconds=IDLE_SECONDS))
                if reason == message.reason:
                    storage.look_again(tx.conn, message, then)
                else:
                    storage.change(tx, message, replace(message, reason=reason, next_at=then))
                return None
            after = replace(
                message, state=MessageState.SENDING, reason="", attempt=message.attempt + 1, asked=0, sent_on=tx.at,
                gateway=self._gateway.name, next_at=tx.at + timedelta(seconds=LEASE_SECONDS),
            )  # fmt: skip
            return storage.change(tx, message, after)

    # what comes of it

    def _settle(
        self, before: Message, state: MessageState, reason: str, *, asked: int | None = None,
        next_at: datetime | None = None, unsent: bool = False,
    ) -> None:  # fmt: skip
        """Note what became of ``before``; when somebody has decided meanwhile, that holds.

        ``unsent``: it certainly did not go out, and does not count among those of the day.
        """
        after = replace(
            before, asked=before.asked if asked is None else asked, next_at=next_at or before.next_at,
            sent_on=None if unsent else before.sent_on,
        )  # fmt: skip
        with self._db.write(self._actor) as tx:
            now = storage.by_id(tx.conn, before.id, lock=True)
            if now.version == before.version:
                self._change(tx, before, state, reason, after)

    def _change(
        self, tx: Writing, before: Message, state: MessageState, reason: str, after: Message | None = None
    ) -> None:
        made = storage.change(tx, before, replace(after or before, state=state, reason=reason))
        tx.audit("messages.changed", "message", made.id, before={"state": before.state.value}, after=told_of(made))
        if state in LOST and before.state not in LOST:
            self._on_lost(tx, made)


def told_of(made: Message) -> dict[str, object]:
    """What the audit keeps of a message: nothing of whom it is for."""
    return {"state": made.state.value, "reason": made.reason, "attempt": made.attempt, "gateway": made.gateway}


def _over(tx: Writing, message: Message) -> tuple[MessageState, str] | None:
    """The end of a message that is not to be sent any more, or cannot be."""
    if message.until <= tx.at:
        return MessageState.GIVEN_UP, "messages.given_up"
    if message.advertising and message.client_id and not storage.wants_advertising(tx.conn, message.client_id):
        return MessageState.CANCELLED, OPTED_OUT
    if not can_be_sent_to(message.mobile):
        return MessageState.FAILED, NO_MOBILE
    return None


def _wait(tx: Writing, message: Message, policy: MessagePolicy) -> tuple[str, datetime] | None:
    """Why a message has to wait, and until when."""
    begins = after_quiet(tx.at, policy)
    if begins > tx.at:
        return "messages.quiet", begins
    if storage.sent_to(tx.conn, message.mobile, day_began(tx.at)) >= policy.daily_limit:
        return "messages.daily_limit", next_day(tx.at, policy)
    return None
