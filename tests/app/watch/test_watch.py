"""Looks at clients are counted; too many are a notice that somebody else looks into (SE-1)."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.branch.opened import OpenBranch
from app.clients.domain import MaskedField
from app.clients.service import ClientService
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.policy.values import WatchRule
from app.watch.domain import NoticeKind
from app.watch.service import WatchService
from app.watch.storage import client_look, watch_review
from tests.app.storage.test_keys import refused
from tests.builders import Actors
from tests.people import add_client

RULE = WatchRule(minutes=30, clients=3, unmaskings=2)


@pytest.fixture
def clients(branch: OpenBranch) -> ClientService:
    return ClientService(branch.db, RULE)


@pytest.fixture
def watch(branch: OpenBranch) -> WatchService:
    return WatchService(branch.db)


@pytest.fixture
def ids(branch: OpenBranch, actors: Actors) -> list[str]:
    with branch.db.write(actors.teller) as tx:
        return [
            add_client(tx.conn, name=f"客户{place}", paper_number=f"E{place:08d}", paper_kind="passport").id
            for place in range(4)
        ]


@pytest.mark.rule("SE-1")
def test_who_opens_many_clients_in_a_short_time_is_noticed_once_and_counted_on(
    clients: ClientService, watch: WatchService, actors: Actors, ids: list[str], clock: FixedClock
) -> None:
    for client_id in ids[:2] * 2:
        clients.card(actors.teller, client_id)
    assert watch.notices(actors.compliance) == ()
    clock.tick(60)
    clients.card(actors.teller, ids[2])
    (notice,) = watch.notices(actors.compliance)
    assert (notice.kind, notice.staff_id, notice.count) == (NoticeKind.MANY_CLIENTS, actors.teller.staff_id, 3)
    clients.card(actors.teller, ids[3])
    (notice,) = watch.notices(actors.compliance)
    assert notice.count == 4


def test_the_same_clients_over_a_longer_time_are_work(
    clients: ClientService, watch: WatchService, actors: Actors, ids: list[str], clock: FixedClock
) -> None:
    for client_id in ids:
        clients.card(actors.teller, client_id)
        clock.tick(16 * 60)
    assert watch.notices(actors.compliance) == ()


def test_a_client_opened_again_at_once_is_one_look(
    clients: ClientService, branch: OpenBranch, actors: Actors, ids: list[str], clock: FixedClock
) -> None:
    for _ in range(3):
        clients.card(actors.teller, ids[0])
    clock.tick(11 * 60)
    clients.card(actors.teller, ids[0])
    with branch.db.read() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(client_look)).scalar_one() == 2


@pytest.mark.rule("SE-1")
def test_unmaskings_are_registered_with_who_what_why_and_when_and_many_a_day_are_noticed(
    clients: ClientService, watch: WatchService, branch: OpenBranch, actors: Actors, ids: list[str], clock: FixedClock
) -> None:
    clients.unmask(actors.teller, ids[0], MaskedField.MOBILE, "回拨核对")
    clients.unmask(actors.teller, ids[0], MaskedField.PAPER_NUMBER, "核对证件")
    with branch.db.read() as conn:
        rows = conn.execute(sa.select(client_look).order_by(client_look.c.at, client_look.c.what)).all()
    assert {(row.staff_id, row.what, row.why, row.station) for row in rows} == {
        (actors.teller.staff_id, "mobile", "回拨核对", "01"),
        (actors.teller.staff_id, "paper_number", "核对证件", "01"),
    }
    (notice,) = watch.notices(actors.general_manager)
    assert (notice.kind, notice.count) == (NoticeKind.MANY_UNMASKINGS, 2)
    clock.tick(24 * 3600)
    clients.unmask(actors.teller, ids[0], MaskedField.MOBILE, "回拨核对")
    assert len(watch.notices(actors.general_manager)) == 1


@pytest.mark.rule("SE-1")
def test_a_notice_is_looked_into_once_with_a_note_and_never_by_the_one_it_is_about(
    clients: ClientService, watch: WatchService, branch: OpenBranch, actors: Actors, ids: list[str]
) -> None:
    for client_id in ids[:3]:
        clients.card(actors.general_manager, client_id)
    (notice,) = watch.notices(actors.compliance)
    with refused("watch.own"):
        watch.review(actors.general_manager, notice.id, "正常")
    with refused("text.required"):
        watch.review(actors.compliance, notice.id, " ")
    with refused("watch.unknown"):
        watch.review(actors.compliance, "nobody", "正常")
    row = {"notice_id": notice.id, "by": notice.staff_id, "staff_id": notice.staff_id, "by_name": "x", "note": "x"}
    with pytest.raises((IntegrityError, Refused)), branch.db.write(actors.general_manager) as tx:
        tx.conn.execute(watch_review.insert().values(**row, at=tx.at))
    watch.review(actors.compliance, notice.id, "季度抽查，属正常工作")
    (seen,) = watch.notices(actors.compliance)
    assert seen.review is not None
    assert (seen.review.by_name, seen.review.note) == (actors.compliance.name, "季度抽查，属正常工作")
    with refused("watch.reviewed_already"):
        watch.review(actors.compliance, notice.id, "再次")
