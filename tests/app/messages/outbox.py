"""An outbox to try things in: a branch, a gateway of one's choice, the sender, what was lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.counter.lost_messages import make_task
from app.gateways.messages.http_gateway import GatewayAddress, HttpGateway
from app.gateways.messages.port import Gateway
from app.messages import storage
from app.messages.domain import Message, MessageState, NewMessage, Step
from app.messages.queueing import queue
from app.messages.sending import Sender
from app.policy.loader import load_policy
from app.policy.messages import MessageKind, MessagePolicy
from tests.app.messages.gateway import KEY, SECRET

POLICY = load_policy().messages
MOBILE = "13800138000"
VALUES = {"营业部": "示例营业部", "姓名": "李四", "电话": "0571-88880000"}


def http(
    address: str, clock: FixedClock, wait_seconds: float = 5.0, key: str = KEY, root: bytes = b""
) -> HttpGateway:  # fmt: skip
    """Our side of the gateway at ``address``; ``root`` (PEM): who its certificate has to come from."""
    return HttpGateway(GatewayAddress.parse(address, root.decode()), key, SECRET, clock, wait_seconds=wait_seconds)


@dataclass
class Outbox:
    """The outbox of a branch."""

    branch: OpenBranch
    actor: Actor
    gateway: Gateway | None = None
    policy: MessagePolicy = POLICY
    lost: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sender = self.another("first")

    @property
    def clock(self) -> FixedClock:
        clock = self.branch.db.clock
        assert isinstance(clock, FixedClock)
        return clock

    def another(self, owner: str) -> Sender:
        """Another program that sends for the same branch."""

        def lost(tx: object, message: Message) -> None:
            self.lost.append(message)
            make_task(tx, message)  # type: ignore[arg-type]  # Sender hands it its transaction

        return Sender(self.branch.db, lambda: self.gateway, lambda: self.policy, lost, "01", owner)

    def queue(
        self, once: str = "a", *, kind: MessageKind = MessageKind.RISK_REMINDER, mobile: str = MOBILE,
        client_id: str = "", not_before: datetime | None = None, until: datetime | None = None,
    ) -> Message:  # fmt: skip
        with self.branch.db.write(self.actor) as tx:
            new = NewMessage(
                kind=kind, mobile=mobile, values=VALUES, once=once, client_id=client_id, not_before=not_before,
                until=until,
            )  # fmt: skip
            return queue(tx, self.policy, new)

    def get(self, message: Message) -> Message:
        with self.branch.db.read() as conn:
            return storage.by_id(conn, message.id)

    def state(self, message: Message) -> MessageState:
        return self.get(message).state

    def steps(self, message: Message) -> tuple[Step, ...]:
        with self.branch.db.read() as conn:
            return storage.steps(conn, message.id)

    def later(self, seconds: float = 3700) -> None:
        """Some time later the sender looks again."""
        self.clock.tick(seconds)
        self.sender.round()
