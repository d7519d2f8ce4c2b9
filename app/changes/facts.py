"""What the forms of a change say, as plain values. A signature is bound to their digest: nothing moves with time."""

from __future__ import annotations

from dataclasses import dataclass

from app.archive.heads import Head
from app.onboarding.facts import Party, SectionRead


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changes: its label, what stood there and what is to stand there, ready for print."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """An application for a change. ``person``: the client as registered before it.

    ``accounts``: every open fund account with its bank: data change in all at once (CU-3); ``notes``: whatever else
    the form says, label and text; ``checked``: how the identity was checked again.
    """

    head: Head
    person: Party
    client_number: str
    accounts: tuple[str, ...]
    what: str
    lines: tuple[ChangeLine, ...]
    notes: tuple[tuple[str, str], ...]
    checked: str


@dataclass(frozen=True, slots=True)
class MultiBankFacts:
    """《单客户多银行服务协议》 (CU-2). ``accounts``: those held and the one to be opened, in words.

    ``once``, ``day``: limits of what is moved between accounts for no trade, in whole yuan; ``read``: the sections
    that the client has read on the display before signing.
    """

    head: Head
    person: Party
    accounts: tuple[str, ...]
    once: int
    day: int
    read: tuple[SectionRead, ...]
