"""A branch is filled through the windows' own services; then every row is read as by one who has no key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.approvals.domain import StepKind
from app.bookings.domain import BookVisit
from app.branch.opened import OpenBranch
from app.samples import openings, transfers
from app.samples.people import CLIENTS, resident_number
from app.staff import storage as staff
from app.transfer_out.case import NewTalk, Outcome
from tests.app.transfer_out.desk import CORE, IMPORTANT, TransferDesk, transfer_desk
from tests.builders import Actors

LEAST = 7
"""So many figures in a row of a number are too many; the last four may be seen (a mask leaves them)."""
MADE_UP = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{64})(?![0-9a-f])")
"""Ids and digests: of thousands of random ones some hold seven figures of some number by chance."""

TELEPHONE, CALLED, STAFF = "0571-86543219", "13857120099", "13905719876"
BOOKED = ("13957198765", "330106199912123456")
SAID = "客户留言：改打 13306531234，卡号 6217001540099887766"
SAID_NUMBERS = ("13306531234", "6217001540099887766")


@dataclass(frozen=True)
class Known:
    """What was typed. ``numbers``: no long part of them may lie open; ``texts``: not as a whole."""

    numbers: frozenset[str]
    texts: frozenset[str]

    def parts(self) -> Iterator[str]:
        for number in self.numbers:
            for way in (number, number[::-1]):
                yield from (way[start : start + LEAST] for start in range(len(way) - LEAST + 1))


def _open_accounts(desk: TransferDesk) -> Known:
    numbers, texts = set(), set()
    for place, sample in enumerate(CLIENTS):
        more = {"telephone": TELEPHONE, "email": f"someone{place}@example.com", "postcode": "310012"}
        own = replace(sample, marketer="", booked=False, by_hand=False, extra={**sample.extra, **more})
        openings.carry_out(desk.services, desk.actors.teller, own)
        numbers |= {own.fields[name] for name in ("paper_number", "mobile", "bank_account")}
        texts |= {own.fields["address"], more["email"]}
    return Known(frozenset(numbers), frozenset(texts))


def _transfer(desk: TransferDesk) -> Known:
    who, agent = desk.actors, resident_number("330105", desk.clock.now().date().replace(year=1988), 77)
    made = desk.client(IMPORTANT, own_staff=True)
    core = desk.client(CORE)
    desk.snapshot()
    number = transfers.take_in(
        desk.services, who.teller, made, present="agent", agent_paper_number=agent, telephone=BOOKED[0]
    ).case.number
    transfers.talk(desk.services, who.marketing, number, SAID, Outcome.LEAVES, answer=SAID)
    desk.transfer.insist(who.teller, number)
    transfers.submit(desk.services, who.teller, number)
    desk.call(number, StepKind.DIRECTOR, who.marketing_director, words=SAID)
    other = transfers.take_in(desk.services, who.teller, core).case.number
    desk.transfer.add_talk(who.teller, other, NewTalk("telephone", SAID, outcome=Outcome.UNDECIDED))
    held = {number for one in (made, core) for number in (one.paper_number, one.mobile)}
    return Known(frozenset({*held, agent, CALLED, *SAID_NUMBERS}), frozenset({made.address}))


def _beside(desk: TransferDesk) -> Known:
    who = desk.actors
    desk.services.bookings.book(
        who.marketing,
        BookVisit(
            name="萧然", mobile=BOOKED[0], planned_at=desk.clock.now() + timedelta(days=2),
            staff_id=who.marketing.staff_id, business=("沪深A股开户",), paper_number=BOOKED[1], note=SAID,
        ),
    )  # fmt: skip
    with desk.services.branch.db.write(who.admin) as tx:
        member = staff.by_id(tx.conn, who.marketing.staff_id)
        assert member is not None
        staff.change(tx.conn, replace(member, telephone=STAFF))
    return Known(frozenset({*BOOKED, STAFF}), frozenset())


def _all_rows(conn: sa.Connection) -> Iterator[tuple[str, str]]:
    for table in sa.inspect(conn).get_table_names():
        for row in conn.execute(sa.select(sa.text("*")).select_from(sa.table(table))).mappings():
            yield from ((f"{table}.{column}", str(value)) for column, value in row.items())


@pytest.mark.rule("SE-1")
def test_no_number_address_or_words_of_a_client_lie_open_in_any_row(branch: OpenBranch, actors: Actors) -> None:
    desk = transfer_desk(branch, actors)
    known = [_open_accounts(desk), _transfer(desk), _beside(desk)]
    parts = {part.lower() for one in known for part in one.parts()}
    texts = {text for one in known for text in one.texts} | {SAID}
    with branch.db.engine.connect() as conn:
        rows = list(_all_rows(conn))
    assert len(rows) > 5000
    found: set[Any] = set()
    for place, value in rows:
        told = MADE_UP.sub(" ", value)
        windows = {told[start : start + LEAST].lower() for start in range(len(told) - LEAST + 1)}
        found |= {(place, "number") for _ in windows & parts}
        found |= {(place, "text") for text in texts if text in value}
    assert not found
