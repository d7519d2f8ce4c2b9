"""A client of the sample branch with three banks: two more accounts, then another main one (CU-2, CU-3)."""

from __future__ import annotations

from app.changes.view import ChangeReceipt
from app.common.actor import Actor
from app.counter.services import Services
from app.samples import changes

SAID = {"own_card": "yes"}
BANKS = (("cmb", "6225880200112233448"), ("bocom", "6222600110012345679"))
"""Two banks besides the first one."""


def add_account(services: Services, teller: Actor, client_id: str, bank: str, card: str) -> ChangeReceipt:
    """One more fund account with a bank of its own."""
    return changes.do(services, teller, client_id, "fund-account-added", bank=bank, bank_account=card, **SAID)


def three_banks(services: Services, teller: Actor, client_id: str) -> None:
    """Two more accounts; the first of these becomes the main one."""
    for bank, card in BANKS:
        add_account(services, teller, client_id, bank, card)
    first_new = next(line.account.number for line in services.custody.accounts(teller, client_id)[1:])
    changes.do(services, teller, client_id, "main-account", fund_account=first_new, settled="yes")
