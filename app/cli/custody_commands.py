"""``guitai custody``: a client's accounts and banks, and whether an order to move money keeps to the rules (CU-2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import typer

from app.cli.options import Folder, Json, id_of_client
from app.cli.output import complain, language, put_json, signed_in
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.common.refusals import sentence
from app.custody.orders import MoneyOrder, Way, read_amount, read_purpose

_WAYS = {
    Way.SETTLEMENT: ("settlement of trades by the main account", "主资金账户的交易结算"),
    Way.BANK: ("between a fund account and its own bank", "资金账户与其存管银行之间的银证转账"),
    Way.ACCOUNTS: ("between the main and an auxiliary account", "主、辅资金账户之间的划转"),
}
Client = Annotated[str, typer.Option("--client", help="The client's number.")]
Source = Annotated[str, typer.Option("--from", help="A fund account number, bank:<code> or market.")]
Target = Annotated[str, typer.Option("--to", help="A fund account number, bank:<code> or market.")]
Amount = Annotated[str, typer.Option(help="Yuan, at most two decimals.")]
Purpose = Annotated[str, typer.Option(help="trading, deposit, withdrawal or other.")]
Moved = Annotated[str, typer.Option("--moved-today", help="Yuan moved for no trade on this day already.")]


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``custody`` (accounts, check-transfer)."""
    group = typer.Typer(help="Fund accounts, their banks, and money between them.", no_args_is_help=True)
    app.add_typer(group, name="custody")

    @group.command()
    def accounts(
        client: Annotated[str, typer.Argument(help="The client's number.")], folder: Folder, as_json: Json = False
    ) -> None:
        """The open fund accounts of a client with their banks, the main one first; bank accounts are masked."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.custody.picture(actor, id_of_client(services, actor, client))
        if as_json:
            put_json({"client": client, "accounts": found})
            return
        for one in found:
            word = ("auxiliary", "辅") if not one.main else ("main", "主")
            print("\t".join((one.number, word[language() == "zh"], one.bank, one.bank_account)))

    @group.command("check-transfer")
    def check_transfer(
        client: Client, source: Source, target: Target, amount: Amount, purpose: Purpose, folder: Folder,
        moved: Moved = "0", as_json: Json = False,
    ) -> None:  # fmt: skip
        """Does an order to move money keep to the rules? Exit code 0: yes; 1: no, and by which rule. Nothing moves."""
        before = read_amount(moved, "moved_today") if moved.strip() not in ("", "0") else Decimal(0)
        order = MoneyOrder(source, target, read_amount(amount), read_purpose(purpose), before)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            client_id = id_of_client(services, actor, client)
            try:
                found = services.custody.check_transfer(actor, client_id, order)
            except Refused as refused:
                _refused(refused, as_json=as_json)
                raise typer.Exit(1) from None
        if as_json:
            put_json({"ok": True, "way": found.way, "rule": found.rule, "left_today": found.left_today})
        else:
            print(f"{_WAYS[found.way][language() == 'zh']}\t{found.rule}")


def _refused(refused: Refused, *, as_json: bool) -> None:
    """The refusal with its rule. Raised again where it is none of an order."""
    if "rule" not in refused.facts:
        raise refused
    if as_json:
        reason = sentence(refused, language())
        put_json({"ok": False, "code": refused.code, "rule": refused.facts["rule"], "reason": reason})
    complain(refused)
