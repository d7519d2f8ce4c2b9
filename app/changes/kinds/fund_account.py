"""A second to fifth fund account with a bank of its own; and which of them is the main one (CU-2, CU-3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.archive import storage as archive
from app.changes import banks
from app.changes.facts import ChangeLine, MultiBankFacts
from app.changes.kind import Asking, ChangeKind, Editor, Field, Sheet, Told, Work
from app.changes.kinds.bank import CUSTODY, agreement, read_bank
from app.clients import numbers
from app.clients.domain import Client
from app.common.errors import Refused
from app.common.values import clean_text
from app.custody import storage as custody
from app.custody.domain import Held, check_new_main, check_opening
from app.custody.picture import Mark, Pictured, pictured, tail
from app.policy.values import Policy
from app.storage.db import Writing

MULTI_BANK = "multi-bank-agreement"
"""《单客户多银行服务协议》: signed before the second account is opened."""
_CNY = "CNY"


class AccountOpened(ChangeKind):
    """One more account, always an auxiliary one; its number is given when the case is begun, for the agreement."""

    code = "fund-account-added"
    label = "增开资金账户"
    form_id = "fund-account-addition"
    shows_accounts = True
    letter_scope = ("changes", "custody")
    fields = (
        Field("bank", Editor.CHOICE, "banks", required=True),
        Field("bank_account", required=True),
        Field("own_card", Editor.CHOICE, "own_card", required=True),
    )

    def begin(self, tx: Writing, policy: Policy, client: Client) -> Mapping[str, str]:
        """The number of the account."""
        return {"new_number": numbers.fund_account_number(tx.conn, policy.fund_account_prefix)}

    def read(self, asking: Asking) -> Told:
        """The bank; room for one more account; the agreement for several banks, where none was signed."""
        told = Told(what=self.label)
        held, number = banks.holdings(asking), asking.text("new_number")
        in_use = [each for each in held if each.in_use]
        try:
            check_opening(tuple(each.account for each in held), main=False, most=asking.policy.max_fund_accounts)
        except Refused as refused:
            told.wrong(refused, "bank")
        banks.need_stays(asking, told, "bank")
        read_bank(asking, told, held, number)
        told.values["number"] = number
        told.signs = (CUSTODY,)
        if not any(not each.account.main for each in in_use) or not _agreed(asking):
            told.reads = (MULTI_BANK,)
        bank, card = banks.bank_label(asking.policy, told.values.get("bank", "")), told.values.get("bank_account", "")
        told.lines += [
            ChangeLine("资金账户", f"{len(in_use)} 个", f"{len(in_use) + 1} 个，新增 {number}（辅资金账户）"),
            ChangeLine("存管银行", "", bank),
            ChangeLine("银行结算账户", "", card),
        ]
        told.tells.append(f"通知{bank}：资金账户 {number} 已签订存管协议，请确认对应关系。")
        new = Pictured(number, False, bank, tail(card), Mark.NEW)
        told.pictured = (*pictured(held, asking.policy.banks), new)
        return told

    def paper(self, sheet: Sheet) -> object | None:
        """The custody agreement, and the agreement for several banks."""
        number = sheet.told.values.get("number", "")
        if sheet.form_id == CUSTODY:
            return agreement(sheet, number=number, main=False, currency=_CNY)
        bank = banks.bank_label(sheet.policy, sheet.told.values.get("bank", ""))
        return MultiBankFacts(
            head=sheet.head, person=sheet.person,
            accounts=(*sheet.accounts, f"{number}（辅资金账户，{bank}，本次增开）"), read=sheet.read,
            once=sheet.policy.custody.non_trading_once, day=sheet.policy.custody.non_trading_day,
        )  # fmt: skip

    def finish(self, work: Work) -> Mapping[str, object]:
        """Open the account and tie it, by the agreement just signed."""
        conn, at, values = work.tx.conn, work.tx.at, work.told.values
        made = custody.open_fund_account(
            conn, client_id=work.client.id, number=values["number"], at=at, main=False, currency=_CNY
        )
        custody.tie(
            conn, fund_account_id=made.id, bank=values["bank"], bank_account=values["bank_account"],
            document_number=work.documents[CUSTODY], at=at,
        )  # fmt: skip
        return {"fund_account": made.number, "bank": values["bank"]}


class MainChanged(ChangeKind):
    """An auxiliary account becomes the main one with all that the main one is for; the old one becomes auxiliary."""

    code = "main-account"
    label = "变更主资金账户"
    form_id = "main-account-change"
    shows_accounts = True
    letter_scope = ("changes", "custody")
    fields = (
        Field("fund_account", Editor.CHOICE, required=True),
        Field("settled", Editor.CHOICE, "settled", required=True),
        Field("reason"),
    )

    def read(self, asking: Asking) -> Told:
        """Which one; nothing may be unsettled in the old one."""
        told = Told(what=self.label)
        held = banks.holdings(asking)
        others = [each for each in held if each.in_use and not each.account.main]
        told.choices["fund_account"] = banks.account_choices(others, asking.policy)
        if not others:
            told.wrong(Refused("custody.no_auxiliary"), "fund_account")
            return told
        banks.need_stays(asking, told, "fund_account")
        banks.need_said(asking, told, "settled")
        account = banks.chosen(asking, told, others)
        try:
            reason = clean_text(asking.text("reason"), field="reason", limit=200, required=False)
            told.notes += [("变更原因", reason)] if reason else []
        except Refused as refused:
            told.wrong(refused, "reason")
        if account is not None:
            self._becomes(asking, told, held, account)
        return told

    def _becomes(self, asking: Asking, told: Told, held: tuple[Held, ...], account: Held) -> None:
        number = account.account.number
        try:
            check_new_main(held, number)
        except Refused as refused:
            told.wrong(refused, "fund_account")
        old = next((each for each in held if each.in_use and each.account.main), None)
        for each in (account, *((old,) if old is not None else ())):
            banks.need_quiet(asking, told, each, "settled")
        before = banks.account_in_words(old, asking.policy) if old is not None else ""
        bank = banks.bank_label(asking.policy, account.bank)
        told.values |= {"number": number, "before": old.account.number if old is not None else ""}
        told.lines += [
            ChangeLine("主资金账户", before, f"{number}（{bank}）"),
            ChangeLine("证券交易与清算交收", told.values["before"], number),
            ChangeLine("原主资金账户", "主资金账户", "辅资金账户"),
        ]
        told.notes.append(("未了结事项", "两个账户当日均无未了结的委托、交收和划转"))
        if old is not None:
            told.tells.append(
                f"通知{banks.bank_label(asking.policy, old.bank)}：资金账户 {told.values['before']} 变更为辅资金账户。"
            )
        told.tells.append(f"通知{bank}：资金账户 {number} 变更为主资金账户。")
        told.pictured = _swapped(pictured(held, asking.policy.banks), number)

    def finish(self, work: Work) -> Mapping[str, object]:
        """Both at once."""
        values = work.told.values
        custody.change_main(work.tx.conn, work.client.id, values["number"])
        return {"fund_account": values["number"], "before": values["before"]}


def _agreed(asking: Asking) -> bool:
    """Whether the client has signed the agreement for several banks before."""
    return any(document.form_id == MULTI_BANK for document in archive.of_client(asking.conn, asking.client.id))


def _swapped(now: tuple[Pictured, ...], number: str) -> tuple[Pictured, ...]:
    """The picture with another main account, which stands first."""
    after = [
        replace(one, main=one.number == number, mark=Mark.CHANGED) if one.main or one.number == number else one
        for one in now
    ]
    return tuple(sorted(after, key=lambda one: not one.main))
