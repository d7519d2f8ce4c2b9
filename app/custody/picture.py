"""A client's accounts and banks as a picture shows them, now and after what is asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.custody.domain import Held
from app.policy.values import Choice


class Mark(StrEnum):
    """What becomes of an account."""

    STAYS = ""
    NEW = "new"
    CHANGED = "changed"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Pictured:
    """One open fund account. ``bank``: its name; ``bank_account``: masked (SE-1); both empty without a tie."""

    number: str
    main: bool
    bank: str
    bank_account: str
    mark: Mark = Mark.STAYS


def tail(bank_account: str) -> str:
    """A bank account as a picture has room for it: its last four figures."""
    return f"****{bank_account[-4:]}" if bank_account else ""


def pictured(held: Iterable[Held], banks: Iterable[Choice]) -> tuple[Pictured, ...]:
    """The open accounts, the main one first."""
    labels = {choice.code: choice.label for choice in banks}
    found = [
        Pictured(
            each.account.number, each.account.main, labels.get(each.bank, each.bank),
            tail(each.tie.bank_account) if each.tie is not None else "",
        )
        for each in held if each.in_use
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: not one.main))
