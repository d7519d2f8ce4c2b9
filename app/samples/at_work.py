"""Who works in the sample branch while it is made."""

from __future__ import annotations

from app.common.actor import Actor
from app.counter.services import Services
from app.samples.people import person

STATION = "01"


class AtWork:
    """The sample branch's people: each signs in when first wanted and stays until all go.

    A password is checked at the cost that protects it (SE-1): once a person, not once an act, is enough for a sample.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self._here: dict[str, Actor] = {}

    def actor(self, login: str) -> Actor:
        """Whoever has this login, signed in at the first counter. Refused: as signing in."""
        if login not in self._here:
            member = person(login)
            self._here[login] = self.services.auth.sign_in(member.login, member.password, STATION)
        return self._here[login]

    def all_go(self) -> None:
        """Everybody signs out."""
        while self._here:
            _, actor = self._here.popitem()
            self.services.auth.sign_out(actor)
