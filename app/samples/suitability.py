"""A client assessed anew and a mismatch acknowledged at the sample branch, with a list of products (RA-1, RA-5)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.common.actor import Actor
from app.counter.services import Services
from app.risk_cases.domain import RiskReceipt
from app.samples.openings import SHOWN_MS
from app.samples.pen import sample_ink
from app.suitability.domain import parse_answers

PRODUCTS = """产品代码,产品名称,产品类型,风险等级
SY0001,示例现金添利货币基金,货币型基金,
SY0002,示例稳健纯债基金,标准债券型基金,
SY0003,示例成长股票型基金,普通股票型基金,
SY0004,示例沪深指数基金,标准指数型基金,高风险
"""
ABOVE = "SY0003"
"""A product above the level of everybody who is not in the highest."""
CAREFUL = "1A 2B 3C 4B 5A 6B 7A 8B 9AB 10A 11C 12C"
"""Answers of somebody of the low level."""


def import_products(services: Services, actor: Actor) -> None:
    """Put the sample's products in force. Needs PRODUCT_WRITE."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "products.csv"
        path.write_text(PRODUCTS, encoding="utf-8")
        services.suitability.import_products(actor, path)


def reassess(services: Services, teller: Actor, client_id: str, answers: str = CAREFUL) -> RiskReceipt:
    """A whole reassessment."""
    cases = services.risk_cases
    number = cases.reassess(teller, client_id).case.number
    for question, letters in parse_answers(answers, services.policy.questionnaire).items():
        cases.answer(teller, number, question, letters, SHOWN_MS)
    cases.confirm_result(teller, number, True)
    return _signed(services, teller, number)


def acknowledge(services: Services, teller: Actor, client_id: str, product: str = ABOVE) -> RiskReceipt:
    """A whole acknowledgement of a mismatch."""
    number = services.risk_cases.acknowledge(teller, client_id, product).case.number
    services.risk_cases.confirm_notice(teller, number, True)
    return _signed(services, teller, number)


def _signed(services: Services, teller: Actor, number: str) -> RiskReceipt:
    cases = services.risk_cases
    form = cases.view(teller, number).case.form_id
    _, shown = cases.signature_lines(teller, number, form)
    cases.sign(teller, number, form, sample_ink(), shown)
    return cases.complete(teller, number)
