"""The bank of a fund account: another one, or none any longer (CU-1, CU-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.changes import banks
from app.changes.facts import ChangeLine
from app.changes.kind import Asking, ChangeKind, Editor, Field, Sheet, Told, Work
from app.clients.papers import check_bank_card
from app.common.errors import Refused
from app.common.values import clean_text
from app.custody import storage as custody
from app.custody.domain import Held, check_bank, check_ending
from app.custody.picture import Mark, Pictured, pictured, tail
from app.onboarding.facts import CustodyFacts

CUSTODY = "custody"
"""The form of the custody agreement: one for each tie (CU-1)."""
CURRENCIES = {"CNY": "人民币"}


def read_bank(asking: Asking, told: Told, held: tuple[Held, ...], number: str) -> None:
    """The bank, the bank account and that it is the client's own, as ``told.values`` ``bank`` and ``bank_account``.

    ``number``: the fund account that is to be tied to it.
    """
    bank = asking.text("bank")
    if bank not in {choice.code for choice in asking.policy.banks}:
        told.wrong(Refused("opening.not_in_list" if bank else "text.required"), "bank")
    else:
        told.values["bank"] = bank
        try:
            check_bank(held, bank, besides=number)
        except Refused as refused:
            told.wrong(refused, "bank")
    _read_card(asking, told, bank, next((each for each in held if each.account.number == number), None))
    banks.need_said(asking, told, "own_card")


def _read_card(asking: Asking, told: Told, bank: str, account: Held | None) -> None:
    tie = account.tie if account is not None else None
    typed = asking.text("bank_account")
    if not typed:
        told.wrong(Refused("text.required"), "bank_account")
        return
    try:
        card, warnings = check_bank_card(typed)
        if tie is not None and (tie.bank, tie.bank_account) == (bank, card):
            raise Refused("changes.same_as_now")
        if custody.bank_account_tied(asking.conn, bank, card):
            raise Refused("custody.bank_account_tied")
    except Refused as refused:
        told.wrong(refused, "bank_account")
        return
    told.values["bank_account"] = card
    told.warnings["bank_account"] = warnings


def agreement(sheet: Sheet, *, number: str, main: bool, currency: str) -> CustodyFacts:
    """The custody agreement of one tie."""
    values = sheet.told.values
    return CustodyFacts(
        head=sheet.head, person=sheet.person, bank=banks.bank_label(sheet.policy, values.get("bank", "")),
        bank_account=values.get("bank_account", ""), fund_account=number, main_account=main,
        currency=CURRENCIES.get(currency, currency),
    )  # fmt: skip


class BankChanged(ChangeKind):
    """Another bank, or another card of the same one: a new agreement, the former tie stays in the books."""

    code = "custody-bank"
    label = "变更存管银行"
    form_id = "custody-change"
    shows_accounts = True
    letter_scope = ("changes", "custody")
    fields = (
        Field("fund_account", Editor.CHOICE, required=True),
        Field("bank", Editor.CHOICE, "banks", required=True),
        Field("bank_account", required=True),
        Field("own_card", Editor.CHOICE, "own_card", required=True),
        Field("nothing_moving", Editor.CHOICE, "nothing_moving", required=True),
    )

    def read(self, asking: Asking) -> Told:
        """The account and its new bank; nothing may be on the way."""
        told = Told(what=self.label)
        held = banks.holdings(asking)
        open_ones = [each for each in held if each.in_use]
        told.choices["fund_account"] = banks.account_choices(open_ones, asking.policy)
        account = banks.chosen(asking, told, open_ones)
        banks.need_stays(asking, told, "fund_account")
        banks.need_said(asking, told, "nothing_moving")
        if account is None:
            return told
        number = account.account.number
        banks.need_quiet(asking, told, account, "nothing_moving")
        if account.tie is not None and asking.text("bank") == account.bank:
            told.what = "变更银行结算账户"
        read_bank(asking, told, held, number)
        told.values |= {"number": number, "main": account.account.main, "currency": account.account.currency}
        told.signs = (CUSTODY,)
        self._say(asking, told, account)
        after = [_with_bank(one, told, asking) if one.number == number else one for one in _now(asking, held)]
        told.pictured = tuple(after)
        return told

    def _say(self, asking: Asking, told: Told, account: Held) -> None:
        policy, values, tie = asking.policy, told.values, account.tie
        bank = banks.bank_label(policy, values.get("bank", ""))
        before = banks.bank_label(policy, tie.bank) if tie is not None else ""
        told.lines += [
            ChangeLine("存管银行", before, bank),
            ChangeLine("银行结算账户", tie.bank_account if tie is not None else "", values.get("bank_account", "")),
        ]
        told.notes += [
            ("办理的资金账户", banks.account_in_words(account, policy)),
            ("转账与交收", "当日无未了结的事项"),
        ]
        number = account.account.number
        if tie is not None and before != bank:
            told.tells.append(f"通知{before}：资金账户 {number} 的存管关系已解除。")
        told.tells.append(f"通知{bank}：资金账户 {number} 已签订存管协议，请确认对应关系。")

    def paper(self, sheet: Sheet) -> object | None:
        """The new custody agreement."""
        values = sheet.told.values
        if sheet.form_id != CUSTODY or "number" not in values:
            return None
        return agreement(sheet, number=values["number"], main=values["main"], currency=values["currency"])

    def finish(self, work: Work) -> Mapping[str, object]:
        """End the former tie and make the new one."""
        values = work.told.values
        custody.change_tie(
            work.tx.conn, work.client.id, values["number"], bank=values["bank"], bank_account=values["bank_account"],
            document_number=work.documents[CUSTODY], at=work.tx.at,
        )  # fmt: skip
        return {"fund_account": values["number"], "bank": values["bank"]}


class CustodyEnded(ChangeKind):
    """An auxiliary account is closed with its tie; the main one ends with the client's leaving only."""

    code = "custody-end"
    label = "终止存管"
    form_id = "custody-change"
    shows_accounts = True
    letter_scope = ("changes", "custody")
    fields = (
        Field("fund_account", Editor.CHOICE, required=True),
        Field("balance_zero", Editor.CHOICE, "balance_zero", required=True),
        Field("nothing_moving", Editor.CHOICE, "nothing_moving", required=True),
        Field("reason", required=True),
    )

    def read(self, asking: Asking) -> Told:
        """The account, empty and quiet, and why."""
        told = Told(what="终止存管并注销辅资金账户")
        held = banks.holdings(asking)
        open_ones = [each for each in held if each.in_use]
        told.choices["fund_account"] = banks.account_choices(open_ones, asking.policy)
        account = banks.chosen(asking, told, open_ones)
        banks.need_stays(asking, told, "fund_account")
        banks.need_said(asking, told, "balance_zero")
        banks.need_said(asking, told, "nothing_moving")
        try:
            told.notes.append(("终止原因", clean_text(asking.text("reason"), field="reason", limit=200)))
        except Refused as refused:
            told.wrong(refused, "reason")
        if account is not None:
            self._ending(asking, told, held, account)
        return told

    def _ending(self, asking: Asking, told: Told, held: tuple[Held, ...], account: Held) -> None:
        number, policy = account.account.number, asking.policy
        try:
            check_ending(held, number)
        except Refused as refused:
            told.wrong(refused, "fund_account")
            return
        banks.need_quiet(asking, told, account, "balance_zero", empty=True)
        told.values["number"] = number
        bank = banks.bank_label(policy, account.bank)
        told.lines += [
            ChangeLine("存管银行", f"{bank} {account.tie.bank_account if account.tie else ''}".strip(), "终止"),
            ChangeLine("资金账户", banks.account_in_words(account, policy), "注销"),
        ]
        told.notes += [("账户余额", "已核实为零，利息已结清"), ("转账与交收", "当日无未了结的事项")]
        told.tells.append(f"通知{bank}：资金账户 {number} 已注销，存管关系终止。")
        told.pictured = tuple(
            replace(one, mark=Mark.ENDS) if one.number == number else one for one in _now(asking, held)
        )

    def finish(self, work: Work) -> Mapping[str, object]:
        """Close the account with its tie; the audit keeps the moment of the closing (AR-4)."""
        number, tx = work.told.values["number"], work.tx
        ended = custody.end_tie(tx.conn, work.client.id, number, tx.at)
        tx.audit("custody.account_closed", "fund-account", number, after={"by_hand": True})
        return {"fund_account": number, "bank": ended.bank}


def _now(asking: Asking, held: tuple[Held, ...]) -> tuple[Pictured, ...]:
    return pictured(held, asking.policy.banks)


def _with_bank(one: Pictured, told: Told, asking: Asking) -> Pictured:
    bank = banks.bank_label(asking.policy, told.values.get("bank", ""))
    card = told.values.get("bank_account", "")
    return replace(one, bank=bank, bank_account=tail(card), mark=Mark.CHANGED)
