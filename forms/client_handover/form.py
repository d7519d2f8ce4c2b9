"""《客户移交清单》: a leaver's clients with who looks after each from now on, signed by all of them (MS-2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.marketing.facts import ClientHandOverFacts, HandedClient, Receiver
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, seal_only
from forms.shared_blocks import staff as staff_name

TEXT = load_clauses("forms.client_handover")
FORM = form_info("client-handover", "GT-YX-02", "staff", TEXT, client_signs=False, copies=COMPANY_COPY)
_ROOM = "\u3000\n\u3000"
"""Room for a signature in a cell."""


def build(facts: ClientHandOverFacts) -> Document:
    """The list, with a line to sign for everybody on it."""
    text, head = TEXT.text, facts.head
    made = document(
        FORM,
        head,
        (
            Fields(
                (
                    Field("移交人", staff_name(facts.leaver, facts.leaver_number)),
                    Field("岗位", facts.leaver_post),
                    Field("离职日期", form_date(facts.on)),
                    Field("移交客户", f"{len(facts.clients)}名"),
                    Field(
                        text["telling"], f"移交后{facts.telling_days}日内，由接收人员以电话或信函告知客户", wide=True
                    ),
                )
            ),
            Text(text["intro"]),
            Heading(text["receivers"]),
            Table(
                ("姓名", "工号", "接收客户"),
                tuple((one.name, one.number, f"{one.clients}名") for one in facts.receivers),
                (0.4, 0.35, 0.25),
                frozenset({2}),
            ),
            Text(text["rest"] + facts.rest_to + "。"),
            Heading(text["clients"]),
            Table(
                ("序号", "客户编号", "客户姓名", "资金账号", "接收人员"),
                tuple(
                    (str(place), one.number, one.name, one.fund_account, one.receiver)
                    for place, one in enumerate(facts.clients, 1)
                ),
                (0.09, 0.2, 0.24, 0.2, 0.27),
            ),
            Heading(text["promises"]),
            *_promises(facts),
            Heading(text["signatures"]),
            _signing(facts),
            seal_only(text["statement"]),
        ),
    )
    by = staff_name(head.teller_name, head.teller_number)
    return replace(made, subtitle=f"清单编号 {head.case_number}　　日期 {form_date(head.made_on)}　　制单人员 {by}")


def _promises(facts: ClientHandOverFacts) -> tuple[Block, ...]:
    text = TEXT.text
    first: tuple[Block, ...] = (Text(text["promise_leaver"]),)
    if facts.absence:
        first = (Text(text["absent"], strong=True), Fields((Field("原因", facts.absence, wide=True),)))
    return (*first, Text(text["promise_receiver"]), Text(text["promise_director"]))


def _signing(facts: ClientHandOverFacts) -> Table:
    """One row each: by hand, for there may be many of them."""
    head = facts.head
    leaver = () if facts.absence else (("移交人", staff_name(facts.leaver, facts.leaver_number)),)
    signers = (
        *leaver,
        *(("接收人员", staff_name(one.name, one.number)) for one in facts.receivers),
        ("营销负责人", staff_name(head.teller_name, head.teller_number)),
    )
    rows = tuple((role, name, _ROOM, "年　月　日") for role, name in signers)
    return Table(("身份", "姓名", "签名", "日期"), rows, (0.16, 0.3, 0.32, 0.22))


def sample() -> ClientHandOverFacts:
    """Made-up facts: three clients go to two people."""
    first, second = ("样接收", "Y008"), ("样同事", "Y009")
    clients = tuple(
        HandedClient(f"20260000{place:02d}", name, f"33010000{place:04d}", f"{to[0]} {to[1]}")
        for place, (name, to) in enumerate((("样客户甲", first), ("样客户乙", first), ("样客户丙", second)), 1)
    )
    return ClientHandOverFacts(
        head=replace(sample_facts.sample_branch_head("YJ20261122000001-01"), case_number="YJ20261122000001"),
        leaver="样营销",
        leaver_number="Y007",
        leaver_post="客户经理",
        on=date(2026, 11, 30),
        absence="",
        rest_to=staff_name(*first),
        telling_days=7,
        clients=clients,
        receivers=(Receiver(*first, 2), Receiver(*second, 1)),
    )
