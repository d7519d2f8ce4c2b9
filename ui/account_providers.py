"""What the picture of accounts and banks is given of the services, for one person."""

from __future__ import annotations

from app.common.actor import Actor
from app.counter.services import Services
from app.custody.orders import MoneyOrder, Permitted
from app.custody.picture import Pictured


class AccountsData:
    """A client's accounts (CU-1, CU-2)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services, self._actor = services, actor

    def picture(self, client_id: str) -> tuple[Pictured, ...]:
        """The open accounts with their banks."""
        return self._services.custody.picture(self._actor, client_id)

    def bank_codes(self) -> dict[str, str]:
        """The codes of banks by name."""
        return {bank.label: bank.code for bank in self._services.policy.banks}

    def check(self, client_id: str, order: MoneyOrder) -> Permitted:
        """Whether an order keeps to the rules."""
        return self._services.custody.check_transfer(self._actor, client_id, order)
