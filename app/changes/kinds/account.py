"""A securities account that the client has already is listed under them; at most three of one market (KY-2)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.facts import ChangeLine
from app.changes.fields import choices
from app.changes.kind import Asking, ChangeKind, Editor, Field, Told, Work
from app.clients import storage as clients
from app.clients.domain import ClientKind, Market, check_listing
from app.clients.papers import check_securities_account
from app.common.errors import Refused


class AccountAdded(ChangeKind):
    """One account a case."""

    code = "account-added"
    label = "证券账户加挂"
    form_id = "account-addition"
    fields = (
        Field("market", Editor.CHOICE, "markets", required=True),
        Field("account_number", required=True),
    )

    def read(self, asking: Asking) -> Told:
        """Market and number, free in the branch, and room for it."""
        told = Told(what=self.label)
        market, number = asking.text("market"), asking.text("account_number")
        labels = {choice.code: choice.label for choice in choices(asking.policy, "markets")}
        if market not in labels:
            told.wrong(Refused("opening.not_in_list" if market else "text.required"), "market")
            return told
        if not number:
            told.wrong(Refused("text.required"), "account_number")
            return told
        listed = clients.accounts(asking.conn, asking.client.id)
        institution = asking.client.kind is ClientKind.INSTITUTION
        try:
            read = check_securities_account(market, number, institution=institution)
            if clients.securities_account_owner(asking.conn, market, read) is not None:
                raise Refused("clients.account_listed_elsewhere")
            check_listing(listed, Market(market))
        except Refused as refused:
            told.wrong(refused, "account_number")
            return told
        told.values |= {"market": market, "number": read}
        now = [each.number for each in listed if each.market.value == market]
        told.lines.append(ChangeLine(labels[market], "、".join(now) or "无", "、".join([*now, read])))
        return told

    def finish(self, work: Work) -> Mapping[str, object]:
        """List it; the client is found by it from now on."""
        values = work.told.values
        clients.list_account(work.tx.conn, work.client.id, Market(values["market"]), values["number"])
        return {"market": values["market"]}
