"""What the kinds of change that touch fund accounts and banks share: words, choices, conditions (CU-1 to CU-3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from app.changes.kind import Asking, Told
from app.common.errors import Refused
from app.custody import storage as custody
from app.custody.domain import Held
from app.policy.values import Choice, Policy
from app.snapshots import storage as snapshots
from app.transfer_out import storage as transfers
from app.transfer_out.case import RUNNING

BANK_KEY_DATA = frozenset({"name", "mobile", "paper_kind", "paper_number", "paper_from", "paper_until"})
"""What bank and branch must know alike of a client (关键信息): amended in all accounts at once, the banks are told."""


def role(held: Held) -> str:
    """Main or auxiliary, as the forms say it."""
    return "主资金账户" if held.account.main else "辅资金账户"


def bank_label(policy: Policy, code: str) -> str:
    """A bank by its name; a code that the policy no longer has stands as it is."""
    return next((bank.label for bank in policy.banks if bank.code == code), code)


def account_in_words(held: Held, policy: Policy) -> str:
    """``8801000026（主资金账户，中国工商银行）``."""
    bank = bank_label(policy, held.bank) if held.bank else ""
    return f"{held.account.number}（{'，'.join(part for part in (role(held), bank) if part)}）"


def accounts_in_words(held: Iterable[Held], policy: Policy) -> tuple[str, ...]:
    """The open accounts in words."""
    return tuple(account_in_words(each, policy) for each in held if each.in_use)


def account_choices(held: Iterable[Held], policy: Policy) -> tuple[Choice, ...]:
    """Accounts to choose from."""
    return tuple(Choice(each.account.number, account_in_words(each, policy)) for each in held)


def holdings(asking: Asking) -> tuple[Held, ...]:
    """The client's accounts with their ties."""
    return custody.held(asking.conn, asking.client.id)


def chosen(asking: Asking, told: Told, among: Iterable[Held]) -> Held | None:
    """The account chosen in ``fund_account``; what is wrong is noted there."""
    number = asking.text("fund_account")
    found = next((each for each in among if each.account.number == number), None)
    if found is None:
        told.wrong(Refused("custody.not_open" if number else "text.required"), "fund_account")
    return found


def need_stays(asking: Asking, told: Told, at: str) -> None:
    """Note ``custody.leaving`` at a field while the client has a transfer-out that is not finished."""
    if transfers.find(asking.conn, client_id=asking.client.id, statuses=RUNNING):
        told.wrong(Refused("custody.leaving"), at)


def need_said(asking: Asking, told: Told, name: str) -> None:
    """Note ``custody.not_confirmed`` at a confirmation of the teller that is not given."""
    if asking.text(name) != "yes":
        told.wrong(Refused("custody.not_confirmed"), name)


def need_quiet(asking: Asking, told: Told, held: Held, at: str, *, empty: bool = False) -> None:
    """What the trading system tells goes before what the teller confirms; an old snapshot tells nothing.

    Notes ``custody.orders_stand`` (``number``); with ``empty`` also ``custody.money_left``, for money or interest.
    """
    found = snapshots.state_of(asking.conn, held.account.number)
    if found is None:
        return
    state, info = found
    if asking.now - info.taken_at > timedelta(hours=asking.policy.transfer.snapshot_hours):
        return
    if state.orders_today or state.orders_unfilled:
        told.wrong(Refused("custody.orders_stand", number=held.account.number), at)
    elif empty and (state.cash or state.interest_unsettled):
        told.wrong(Refused("custody.money_left", number=held.account.number), at)


def tell_all(asking: Asking, told: Told, words: str) -> None:
    """Every bank that the client has a tie with is to be told of amended key data."""
    for each in holdings(asking):
        if each.in_use and each.tie is not None:
            bank = bank_label(asking.policy, each.bank)
            number = each.account.number
            told.tells.append(f"通知{bank}：资金账户 {number} 的客户关键信息已变更（{words}），请同步更新。")
