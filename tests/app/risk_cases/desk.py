"""A counter at which an existing client is assessed anew: real services, a press that makes no PDFs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.counter.services import Services
from app.risk_cases.domain import RiskReceipt, RiskView
from app.samples import openings
from app.samples.pen import sample_ink
from app.suitability.domain import parse_answers
from tests.app.onboarding.desk import client, clock_of, enter_marketing, prepared, services_for
from tests.builders import Actors

LOW = "1A 2A 3C 4B 5A 6B 7A 8B 9AB 10A 11C 12C"
HIGH = "1D 2D 3D 4C 5C 6B 7C 8B 9AD 10B 11C 12E"
VERY_LOW = "1A 2A 3A 4A 5A 6A 7A 8A 9A 10A 11B 12A"

PRODUCTS = """产品代码,产品名称,产品类型,风险等级
HB01,示例现金货币基金,货币型基金,
ZQ01,示例纯债基金,标准债券型基金,
GP01,示例成长股票基金,普通股票型基金,高风险
"""


@dataclass
class RiskDesk:
    """The services with who works there; a client is opened when first wanted."""

    services: Services
    who: Actors
    folder: Path

    @property
    def clock(self) -> FixedClock:
        return clock_of(self.services)

    @property
    def teller(self) -> Actor:
        return self.who.teller

    def client(self, answers: str = LOW, place: int = 0) -> str:
        """A client whose account was opened with these answers; their id."""
        number = prepared(self.services, self.teller, client(place, answers=answers))
        return self.services.opening.complete(self.teller, number).client_id

    def products(self, text: str = PRODUCTS) -> Path:
        """A list of products as a file."""
        path = self.folder / "products.csv"
        path.write_text(text, encoding="utf-8")
        return path

    def import_products(self) -> None:
        """Put the list in force."""
        assert self.services.suitability.import_products(self.who.supervisor, self.products()).ok

    def answer(self, number: str, answers: str, shown_ms: int = openings.SHOWN_MS) -> RiskView:
        """The client answers on the display."""
        found = parse_answers(answers, self.services.policy.questionnaire)
        for question, letters in found.items():
            view = self.services.risk_cases.answer(self.teller, number, question, letters, shown_ms)
        return view

    def sign(self, number: str) -> RiskView:
        """The client signs what is shown."""
        cases = self.services.risk_cases
        form = cases.view(self.teller, number).case.form_id
        _, shown = cases.signature_lines(self.teller, number, form)
        return cases.sign(self.teller, number, form, sample_ink(), shown)

    def reassess(self, client_id: str, answers: str = HIGH, shown_ms: int = openings.SHOWN_MS) -> RiskReceipt:
        """A whole reassessment."""
        cases = self.services.risk_cases
        number = cases.reassess(self.teller, client_id).case.number
        self.answer(number, answers, shown_ms)
        cases.confirm_result(self.teller, number, True)
        self.sign(number)
        return cases.complete(self.teller, number)

    def acknowledge(self, client_id: str, product: str = "GP01") -> RiskReceipt:
        """A whole acknowledgement of a mismatch."""
        cases = self.services.risk_cases
        number = cases.acknowledge(self.teller, client_id, product).case.number
        cases.confirm_notice(self.teller, number, True)
        self.sign(number)
        return cases.complete(self.teller, number)


def risk_desk(branch: OpenBranch, actors: Actors, folder: Path) -> RiskDesk:
    """The desk of a branch without products."""
    enter_marketing(branch, actors.admin)
    return RiskDesk(services_for(branch), actors, folder)
