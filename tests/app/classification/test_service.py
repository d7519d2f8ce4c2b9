"""A client's class with its history: added, never changed."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.classification import storage
from app.classification.domain import ClientClass, Source
from app.classification.service import ClassificationService
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.common.values import digest
from app.policy.loader import load_transfer
from app.policy.transfer import Tier
from tests.builders import Actors, forbidden
from tests.people import NOON, add_client

POLICY = load_transfer()


@pytest.fixture
def client_id(branch: OpenBranch, actors: Actors) -> str:
    with branch.db.write(actors.teller) as tx:
        return add_client(tx.conn).id


def added(conn: sa.Connection, client_id: str, code: str = "A", assets: str = "1250000") -> ClientClass:
    return storage.add(
        conn, client_id, code=code, assets=Decimal(assets), turnover=Decimal("3.2"), policy_version="TO-1",
        source=Source.SNAPSHOT, at=NOON, by="staff-teller",
    )  # fmt: skip


@pytest.mark.rule("CL-1")
def test_a_class_set_by_hand_keeps_the_figures_it_was_decided_on(
    branch: OpenBranch, actors: Actors, clock: FixedClock, client_id: str
) -> None:
    service = ClassificationService(branch.db, POLICY)
    assert service.of_client(actors.teller, client_id) is None
    assert service.history(actors.teller, client_id) == ()
    made = service.set_by_hand(actors.teller, client_id, Decimal("1250000"), Decimal("3.2"))
    assert (made.code, made.sequence, made.policy_version) == ("A", 1, POLICY.version)
    assert (made.source, made.at, made.by) == (Source.BY_HAND, clock.at, actors.teller.staff_id)
    found = service.of_client(actors.client_manager, client_id)
    assert found == made
    assert digest(found) == digest(made)
    assert (found.assets, found.turnover) == (Decimal("1250000"), Decimal("3.2"))
    assert found.tier(POLICY, institution=False) is Tier.IMPORTANT
    assert found.tier(POLICY, institution=True) is Tier.CORE


@pytest.mark.rule("CL-1")
def test_the_history_goes_by_sequence_and_a_clock_set_back_changes_nothing(
    branch: OpenBranch, actors: Actors, clock: FixedClock, client_id: str
) -> None:
    service = ClassificationService(branch.db, POLICY)
    service.set_by_hand(actors.teller, client_id, Decimal("9999.99"), Decimal(0))
    clock.tick(-86_400)
    service.set_by_hand(actors.supervisor, client_id, Decimal("5000000"), Decimal(3))
    history = service.history(actors.compliance, client_id)
    assert [(each.sequence, each.code) for each in history] == [(1, "G"), (2, "A+")]
    assert service.of_client(actors.teller, client_id) == history[-1]


@pytest.mark.rule("SE-2")
@pytest.mark.rule("SE-1")
def test_the_audit_has_the_class_before_and_after_and_no_figures(
    branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    service = ClassificationService(branch.db, POLICY)
    service.set_by_hand(actors.teller, client_id, Decimal("1234567.89"), Decimal("3.2"))
    service.set_by_hand(actors.teller, client_id, Decimal("7654321.98"), Decimal("3.2"))
    second, first = AuditReader(branch.db).recent(actors.supervisor, subject=("client", client_id))
    assert {first.act, second.act} == {"classification.set"}
    assert (first.before, first.after["class"]) == (None, "A")
    assert (second.before["class"], second.after["class"], second.after["sequence"]) == ("A", "A+", 2)
    assert "1234567" not in repr((first, second))
    assert "7654321" not in repr((first, second))


def test_figures_that_cannot_be_right_and_unknown_clients_leave_nothing_behind(
    branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    service = ClassificationService(branch.db, POLICY)
    with pytest.raises(Refused, match=r"^classification\.negative$"):
        service.set_by_hand(actors.teller, client_id, Decimal(-1), Decimal(0))
    with pytest.raises(Refused, match=r"^clients\.unknown$"):
        service.set_by_hand(actors.teller, "nobody", Decimal(1), Decimal(0))
    assert service.history(actors.teller, client_id) == ()


def test_who_may_not_is_refused(sqlite_branch: OpenBranch, actors: Actors) -> None:
    service = ClassificationService(sqlite_branch.db, POLICY)
    for actor in (actors.marketing, actors.admin):
        for look in (service.of_client, service.history):
            with pytest.raises(Refused, match=r"^auth\.denied$"):
                look(actor, "any")
    for actor in (actors.client_manager, actors.marketing_director, actors.compliance, actors.admin):
        with pytest.raises(Refused, match=r"^auth\.denied$"):
            service.set_by_hand(actor, "any", Decimal(1), Decimal(1))


@pytest.mark.parametrize("assets", ["0", "0.01", "123456789012.35", "9999999999999.99", "1250000.000000000000000000"])
def test_money_comes_back_to_the_cent(branch: OpenBranch, actors: Actors, client_id: str, assets: str) -> None:
    with branch.db.write(actors.teller) as tx:
        made = added(tx.conn, client_id, assets=assets)
    with branch.db.read() as conn:
        found = storage.latest(conn, client_id)
    assert found == made
    assert digest(found) == digest(made)
    assert found is not None
    assert found.assets == Decimal(assets)


@pytest.mark.rule("CL-1")
@pytest.mark.parametrize("statement", ["UPDATE client_class SET code = 'G'", "DELETE FROM client_class"])
def test_a_decision_can_be_neither_changed_nor_deleted(
    branch: OpenBranch, actors: Actors, client_id: str, statement: str
) -> None:
    with branch.db.write(actors.teller) as tx:
        added(tx.conn, client_id)
    with forbidden(), branch.db.write(actors.teller) as tx:
        tx.conn.execute(sa.text(statement))
    with branch.db.read() as conn:
        assert [each.code for each in storage.history(conn, client_id)] == ["A"]


def test_of_two_counters_at_once_the_second_is_told(
    branch: OpenBranch, actors: Actors, client_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with branch.db.write(actors.teller) as tx:
        added(tx.conn, client_id)
    # both have looked before either has written
    monkeypatch.setattr(storage, "latest", lambda conn, client_id: None)
    with pytest.raises(Refused, match=r"^classification\.changed_meanwhile$"), branch.db.write(actors.teller) as tx:
        added(tx.conn, client_id, "B")


def test_the_classes_of_many_clients_are_found_at_once(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as tx:
        ids = [add_client(tx.conn, paper_number=f"11010119900307{place:04d}").id for place in range(4)]
        for client_id, codes in zip(ids, (["A"], ["B", "C"], ["G", "F", "E"], []), strict=True):
            for code in codes:
                added(tx.conn, client_id, code)
    with branch.db.read() as conn:
        found = storage.latest_of(conn, [*ids, ids[0], *(f"none-{place}" for place in range(1200))])
        assert {client_id: each.code for client_id, each in found.items()} == dict(zip(ids, "ACE", strict=False))
        assert found[ids[2]] == storage.latest(conn, ids[2])
        assert storage.latest_of(conn, []) == {}
