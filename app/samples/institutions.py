"""An institution that opens an account at the sample branch: agent with letter, owners, papers stamped by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

from app.changes.view import ChangeReceipt
from app.clients.number_formats import credit_check_character
from app.common.actor import Actor
from app.common.clock import branch_day
from app.counter.services import Services
from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM
from app.onboarding.view import OpeningReceipt
from app.samples import changes
from app.samples.openings import SHOWN_MS, answers_of, read_through, review, sign
from app.samples.pen import sample_ink
from app.samples.people import resident_number
from app.samples.signed_papers import scanned
from app.scans.domain import Source

NAME = "杭州示例智造科技有限公司"
ANSWERS = "1C 2C 3C 4C 5C 6C 7C 8B 9BC 10C 11B 12B"
PASSWORD = "905173"  # noqa: S105 - of a made-up institution
_PARENT = "杭州示例控股有限公司"


def credit_code(place: int) -> str:
    """A well-formed unified social credit code that belongs to nobody we know of."""
    body = f"91330106MA2{place:06d}"
    return body + credit_check_character(body)


def owners(*, first: str, second: str) -> str:
    """The holders as the window stores them: two people, one of them on two ways."""

    def person(name: str, share: str, number: str = "") -> dict[str, object]:
        return {"name": name, "kind": "person", "share": share, "paper_kind": "resident-id" if number else "",
                "paper_number": number, "holders": []}  # fmt: skip

    parent = {
        "name": _PARENT, "kind": "institution", "share": "60", "paper_number": credit_code(900002),
        "holders": [person("顾明远", "70", first), person("陆思琪", "30")],
    }  # fmt: skip
    holders = [parent, person("陆思琪", "25", second), person("顾明远", "15")]
    return json.dumps(holders, ensure_ascii=False)


def typed(today: date, place: int = 1) -> dict[str, str]:
    """What the teller types, by field; ``place`` tells one such institution from another."""
    first, second, third = (
        resident_number("330106", born, 1 + 2 * place)
        for born in (date(1971, 4, 2), date(1979, 9, 13), date(1990, 6, 21))
    )
    return {
        "client_kind": "institution", "paper_number": credit_code(place), "name": NAME,
        "licence_kind": "business", "institution_type": "limited", "institution_size": "small",
        "birth_date": "2017-03-15", "paper_issuer": "杭州市西湖区市场监督管理局", "paper_from": "2022-05-10",
        "paper_until": "长期", "paper_address": "浙江省杭州市西湖区示例路266号3幢8层",
        "scope": "智能装备的研发、制造和销售；技术服务、技术咨询。（依法须经批准的项目，经批准后方可开展经营活动）",
        "rep_name": "顾明远", "rep_paper_kind": "resident-id", "rep_paper_number": first,
        "rep_paper_from": "2018-01-10", "rep_paper_until": "长期", "comes": "agent",
        "agent_name": "沈若溪", "agent_paper_kind": "resident-id", "agent_paper_number": third,
        "agent_paper_from": "2019-07-01", "agent_paper_until": "2039-07-01", "agent_post": "财务经理",
        "letter_number": "示授〔2026〕第12号", "letter_from": (today - timedelta(days=3)).isoformat(),
        "letter_until": (today + timedelta(days=360)).isoformat(),
        "letter_scope": "opening,signing,assessment,custody,password,changes",
        "seals": "official,finance,representative", "owners": owners(first=first, second=second),
        "mobile": f"1386810{place:04d}", "telephone": "0571-88881266", "email": "caiwu@example.com",
        "address": "浙江省杭州市西湖区示例路266号3幢8层", "postcode": "310012",
        "experience": "1-3", "objective": "growth", "source_of_funds": "reserves", "tax_residence": "china",
        "tax_kind": "active-nfe", "sh_a": "new", "sz_a": "new",
        "education_modes": "talk,leaflet", "education_topics": "market,risk,suitability,password",
        "education_authority": "no", "brought": "no", "bank": "icbc", "bank_account": "6222021202008800667",
    }  # fmt: skip


By = Callable[[Services, Actor, str, list[str]], None]
"""Brings back what was printed for signing by hand: services, actor, case number, form ids."""


def scan_back(services: Services, actor: Actor, case_number: str, form_ids: list[str]) -> None:
    """Print, stamp, scan in disorder, bind by the codes on the pages."""
    printed = [services.opening.printable_form(actor, case_number, form_id) for form_id in form_ids]
    services.scans.take_in(actor, scanned(services, printed), Source.FILE)
    services.scans.bind_ready(actor)


def prepared(
    services: Services, actor: Actor, *, place: int = 1, back: By = scan_back, booking: str = "", **changes: str
) -> str:
    """An opening in which everything is done but completing it; its case number."""
    opening = services.opening
    case = opening.start(actor, booking, "institution").draft.case_number
    opening.save_fields(actor, case, {**typed(branch_day(services.clock.now()), place), **changes})
    for question, letters in answers_of(ANSWERS).items():
        opening.answer(actor, case, question, letters, SHOWN_MS)
    opening.confirm_result(actor, case, True)
    read_through(services, actor, case, "disclosure")
    opening.agree_esign(actor, case, True)
    for choice in services.policy.consents:
        opening.consent(actor, case, choice.code, True)
    sign(services, actor, case, ESIGN_FORM, sample_ink(0))
    read_through(services, actor, case, AGREEMENT_FORM)
    opening.set_password(actor, case, PASSWORD)
    review(services, actor, case)
    forms = opening.view(actor, case).forms
    for place_of_form, form in enumerate(forms, 1):
        if form.needs_client and not form.by_paper and not form.signed:
            sign(services, actor, case, form.form_id, sample_ink(place_of_form))
    back(services, actor, case, [form.form_id for form in forms if form.by_paper])
    return case


def open_institution(services: Services, actor: Actor) -> OpeningReceipt:
    """One whole opening of an institution."""
    return services.opening.complete(actor, prepared(services, actor))


def shares_move(services: Services, actor: Actor, client_id: str) -> ChangeReceipt:
    """A part of one holder's share goes to another: the owners are told anew by the agent."""
    papers = typed(branch_day(services.clock.now()))
    tree = json.loads(papers["owners"])
    for holder in tree[1:]:
        holder["share"] = "20"
    told = {"owners": json.dumps(tree, ensure_ascii=False), "paper_shown": papers["agent_paper_number"]}
    return changes.do(services, actor, client_id, "institution-owners", **told)
