"""Receipts: issued without gaps, one in force for a case, voided once and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest
import sqlalchemy as sa

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.clients.numbers import number_series
from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.receipts import storage
from app.receipts.domain import MOST_ITEMS, DayTotals, Receipt, ReceiptItem
from app.receipts.service import ReceiptService
from app.receipts.soundness import problems
from tests.builders import Actors, BranchFactory, forbidden
from tests.people import NOON, TODAY, add_client
from tests.threads import PATIENCE, together

SHANGHAI = ReceiptItem("转托管手续费（深市）", "0123456789", Decimal("30"))
FUND = ReceiptItem("转托管手续费（基金）", "", Decimal("5.50"))


@pytest.fixture
def service(branch: OpenBranch) -> ReceiptService:
    return ReceiptService(branch.db)


def client_of(branch: OpenBranch, actor: Actor) -> str:
    with branch.db.write(actor) as tx:
        return add_client(tx.conn).id


def issue(
    branch: OpenBranch,
    actor: Actor,
    client_id: str,
    case: str,
    items: tuple[ReceiptItem, ...] = (SHANGHAI, FUND),
    at: datetime = NOON,
) -> Receipt:
    with branch.db.write(actor) as tx:
        return storage.issue(
            tx.conn, case_number=case, client_id=client_id, payer="张三丰", items=items, at=at, actor=actor
        )


@pytest.mark.rule("TO-9")
def test_a_receipt_has_its_number_its_lines_and_its_total_in_capitals(
    service: ReceiptService, branch: OpenBranch, actors: Actors
) -> None:
    client_id = client_of(branch, actors.teller)
    made = issue(branch, actors.teller, client_id, "ZX1")
    assert made.number == "SJ2026000001"
    assert (made.total, made.capitals) == (Decimal("35.50"), "叁拾伍元伍角整")
    assert made.items == (SHANGHAI, FUND)
    assert (made.issued_by, made.issued_by_name, made.station) == ("staff-teller", "测试teller", "01")
    assert service.of_case(actors.teller, "ZX1") == (made,)
    assert service.of_year(actors.compliance, 2026) == (made,)
    assert service.of_year(actors.teller, 2025) == service.of_case(actors.teller, "ZX2") == ()


@pytest.mark.rule("TO-9")
@pytest.mark.parametrize(
    ("items", "code"),
    [
        ((), "receipts.nothing_to_take"),
        ((replace(FUND, amount=Decimal(0)),), "receipts.nothing_to_take"),
        ((replace(FUND, amount=Decimal("-1")), SHANGHAI), "receipts.amount"),
        ((replace(FUND, amount=Decimal("0.005")),), "receipts.amount"),
        ((replace(FUND, amount=Decimal("999999999999.99")), SHANGHAI), "receipts.amount"),
        ((FUND,) * (MOST_ITEMS + 1), "receipts.too_many_items"),
        ((replace(FUND, label=" "),), "text.required"),
        ((replace(FUND, account="1\u202e2"),), "text.invisible"),
    ],
)
def test_a_wrong_receipt_is_refused_and_uses_no_number(
    branch: OpenBranch, actors: Actors, items: tuple[ReceiptItem, ...], code: str
) -> None:
    client_id = client_of(branch, actors.teller)
    with pytest.raises(Refused) as refused:
        issue(branch, actors.teller, client_id, "ZX1", items)
    assert refused.value.code == code
    assert issue(branch, actors.teller, client_id, "ZX1").number == "SJ2026000001"


def test_a_line_may_be_free_when_the_others_are_not(branch: OpenBranch, actors: Actors) -> None:
    free = replace(FUND, amount=Decimal("0"))
    made = issue(branch, actors.teller, client_of(branch, actors.teller), "ZX1", (SHANGHAI, free))
    assert made.total == Decimal("30.00")
    assert len(made.items) == 2


@pytest.mark.rule("TO-9")
def test_numbers_begin_anew_with_the_branchs_year(branch: OpenBranch, actors: Actors) -> None:
    client_id = client_of(branch, actors.teller)
    old_year = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)  # one second to midnight at the branch
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    numbers = [issue(branch, actors.teller, client_id, f"ZX{n}", at=at).number
               for n, at in enumerate((old_year, old_year, new_year))]  # fmt: skip
    assert numbers == ["SJ2026000001", "SJ2026000002", "SJ2027000001"]


@pytest.mark.rule("TO-9")
def test_a_case_has_one_receipt_in_force_and_another_only_after_a_void(
    service: ReceiptService, branch: OpenBranch, actors: Actors
) -> None:
    client_id = client_of(branch, actors.teller)
    first = issue(branch, actors.teller, client_id, "ZX1")
    with pytest.raises(Refused, match=r"receipts\.case_has_one") as refused:
        issue(branch, actors.teller, client_id, "ZX1")
    assert refused.value.facts == {"number": first.number}
    voided = service.void(actors.teller, first.number, "打印机卡纸\u3000")
    assert voided.void is not None
    assert (voided.void.by, voided.void.by_name, voided.void.why) == ("staff-teller", "测试teller", "打印机卡纸")
    second = issue(branch, actors.teller, client_id, "ZX1")
    assert second.number == "SJ2026000002"
    assert service.of_case(actors.teller, "ZX1") == (voided, second)
    with branch.db.read() as conn:
        assert storage.gaps(conn, 2026) == ()
        assert problems(conn) == ()


@pytest.mark.rule("TO-9")
@pytest.mark.rule("SE-2")
def test_a_receipt_is_voided_once_with_a_reason_and_that_is_audited(
    service: ReceiptService, branch: OpenBranch, actors: Actors
) -> None:
    made = issue(branch, actors.teller, client_of(branch, actors.teller), "ZX1")
    with pytest.raises(Refused, match=r"text\.required"):
        service.void(actors.teller, made.number, "  ")
    with pytest.raises(Refused, match=r"receipts\.unknown"):
        service.void(actors.teller, "SJ2026000009", "写错")
    service.void(actors.supervisor, made.number, "金额写错")
    with pytest.raises(Refused, match=r"receipts\.voided_already"):
        service.void(actors.teller, made.number, "再来一次")
    (act,) = AuditReader(branch.db).recent(actors.supervisor, subject=("receipt", made.number))
    assert (act.act, act.staff_id) == ("receipts.voided", "staff-supervisor")
    assert act.after == {"case": "ZX1", "total": "35.50", "why": "金额写错"}


def test_who_has_no_counter_function_voids_nothing_and_who_sees_no_case_sees_no_receipt(
    service: ReceiptService, branch: OpenBranch, actors: Actors
) -> None:
    made = issue(branch, actors.teller, client_of(branch, actors.teller), "ZX1")
    for actor in actors.all():
        if not {Role.TELLER, Role.SUPERVISOR} & actor.roles:
            with pytest.raises(Refused, match=r"auth\.denied"):
                service.void(actor, made.number, "写错")
    for actor in (actors.marketing, actors.archivist, actors.admin):
        for deed in (partial(service.of_case, actor, "ZX1"), partial(service.totals, actor, TODAY)):
            with pytest.raises(Refused, match=r"auth\.denied"):
                deed()
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.of_year(actor, 2026)


@pytest.mark.rule("TO-11")
def test_a_days_totals_count_what_was_issued_and_what_was_given_back_that_day(
    service: ReceiptService, branch: OpenBranch, actors: Actors
) -> None:
    client_id = client_of(branch, actors.teller)
    yesterday = datetime(2026, 11, 19, 15, 59, tzinfo=UTC)  # a minute to midnight at the branch
    old = issue(branch, actors.teller, client_id, "ZX1", at=yesterday)
    issue(branch, actors.teller, client_id, "ZX2")
    issue(branch, actors.supervisor, client_id, "ZX3", (FUND,))
    service.void(actors.supervisor, old.number, "退还手续费")
    branch_total = service.totals(actors.teller, TODAY)
    assert branch_total == DayTotals(TODAY, 2, Decimal("41.00"), 1, Decimal("35.50"))
    assert branch_total.net == Decimal("5.50")
    assert service.totals(actors.teller, TODAY, "staff-teller").net == Decimal("35.50")
    assert service.totals(actors.teller, TODAY, "staff-supervisor").net == Decimal("-30.00")
    assert service.totals(actors.teller, date(2026, 11, 19)).taken == Decimal("35.50")
    assert service.totals(actors.teller, date(2026, 11, 21)) == DayTotals(
        date(2026, 11, 21), 0, Decimal("0.00"), 0, Decimal("0.00")
    )


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("table", [storage.receipt, storage.receipt_item, storage.receipt_void])
def test_nothing_of_a_receipt_can_be_changed_or_deleted(
    service: ReceiptService, branch: OpenBranch, actors: Actors, table: sa.Table
) -> None:
    made = issue(branch, actors.teller, client_of(branch, actors.teller), "ZX1")
    service.void(actors.teller, made.number, "写错")
    column = next(iter(table.c))
    for statement in (table.delete(), table.update().values({column.name: column})):
        with forbidden(), branch.db.write(actors.teller) as tx:
            tx.conn.execute(statement)


def test_the_database_itself_takes_no_second_receipt_at_the_same_turn_of_a_case(
    branch: OpenBranch, actors: Actors
) -> None:
    made = issue(branch, actors.teller, client_of(branch, actors.teller), "ZX1")
    with branch.db.read() as conn:
        row = dict(conn.execute(sa.select(storage.receipt)).one()._mapping)
    with pytest.raises(sa.exc.IntegrityError), branch.db.write(actors.teller) as tx:
        tx.conn.execute(storage.receipt.insert().values({**row, "number": "SJ2026000002", "sequence": 2}))
    with branch.db.read() as conn:
        assert storage.of_case(conn, "ZX1") == (made,)


def test_after_the_last_number_of_a_year_none_is_made_up(branch: OpenBranch, actors: Actors) -> None:
    client_id = client_of(branch, actors.teller)
    with branch.db.write(actors.teller) as tx:
        tx.conn.execute(number_series.insert().values(name=storage.SERIES, period="2026", last=999_999))
    with pytest.raises(Refused, match=r"receipts\.numbers_used_up"):
        issue(branch, actors.teller, client_id, "ZX1")


@pytest.mark.rule("TO-9")
def test_verification_tells_of_every_kind_of_damage(sqlite_branch: OpenBranch, actors: Actors) -> None:
    branch = sqlite_branch
    client_id = client_of(branch, actors.teller)
    for case in range(1, 8):
        issue(branch, actors.teller, client_id, f"ZX{case}")
    ReceiptService(branch.db).void(actors.teller, "SJ2026000003", "写错")
    with branch.db.read() as conn:
        assert problems(conn) == ()
    damage = (
        "DELETE FROM receipt WHERE sequence IN (2, 3, 7)",  # 3 has a void, 7 is the last
        "UPDATE receipt SET total_fen = 1 WHERE sequence = 1",
        "UPDATE receipt SET case_number = 'ZX4', turn = 1 WHERE sequence = 5",
        "UPDATE receipt SET number = 'SJ2026000099' WHERE sequence = 6",
    )
    with branch.db.engine.connect() as conn:
        conn.exec_driver_sql("COMMIT")
        conn.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for table in ("receipt", "receipt_item"):
            for verb in ("update", "delete"):
                conn.exec_driver_sql(f"DROP TRIGGER {table}_no_{verb}")
        for statement in damage:
            conn.exec_driver_sql(statement)
        conn.exec_driver_sql("PRAGMA foreign_keys=ON")
    with branch.db.read() as conn:
        assert storage.gaps(conn, 2026) == (2, 3, 7)
        told = problems(conn)
    assert told == (
        "Receipts of 2026: numbers 2 to 3 are missing.",
        "Receipts of 2026: number 7 is missing.",
        "Receipt SJ2026000002 is gone; its lines or its void are still there.",
        "Receipt SJ2026000003 is gone; its lines or its void are still there.",
        "Receipt SJ2026000006 is gone; its lines or its void are still there.",
        "Receipt SJ2026000007 is gone; its lines or its void are still there.",
        "Receipt SJ2026000001: the total is not the sum of its lines.",
        "Receipt SJ2026000099: the total is not the sum of its lines.",
        "Receipt SJ2026000099: the number does not fit its year and place.",
        "Case ZX4 has more than one receipt that is not voided.",
    )


def at_counters(count: int, deed: Callable[[Actor], None], actors: Actors) -> None:
    """Do something at ``count`` counters at once, each with an audit chain of its own."""
    ready = threading.Barrier(count, timeout=PATIENCE)

    def work(actor: Actor) -> None:
        ready.wait()
        deed(actor)

    threads = [
        threading.Thread(target=work, args=(replace(actors.teller, station=f"{n:02d}"),)) for n in range(1, count + 1)
    ]
    together(threads)


@pytest.mark.rule("TO-9")
def test_counters_that_issue_at_once_and_some_roll_back_leave_no_gap_and_no_double(
    branch_factory: BranchFactory, actors: Actors
) -> None:
    branch = branch_factory.make("postgresql")
    client_id = client_of(branch, actors.teller)
    kept: list[str] = []
    given_back: list[str] = []

    def deed(actor: Actor) -> None:
        for turn in range(12):
            case = f"ZX{actor.station}-{turn}"
            try:
                with branch.db.write(actor) as tx:
                    made = storage.issue(
                        tx.conn, case_number=case, client_id=client_id, payer="张三丰", items=(SHANGHAI,), at=NOON,
                        actor=actor,
                    )  # fmt: skip
                    tx.audit("test.issued", "receipt", made.number)
                    if turn % 3 == 0:
                        given_back.append(made.number)
                        raise Refused("clients.unknown")
                kept.append(made.number)
            except Refused as refused:
                assert refused.code == "clients.unknown"  # noqa: PT017 - any other is a failure

    at_counters(6, deed, actors)
    assert len(given_back) == 24
    assert sorted(kept) == [f"SJ2026{n:06d}" for n in range(1, 49)]
    with branch.db.read() as conn:
        assert [made.number for made in storage.of_year(conn, 2026)] == sorted(kept)
        assert problems(conn) == ()


@pytest.mark.rule("TO-9")
def test_of_many_counters_that_issue_for_one_case_at_once_one_succeeds(
    branch_factory: BranchFactory, actors: Actors
) -> None:
    branch = branch_factory.make("postgresql")
    client_id = client_of(branch, actors.teller)
    outcomes: list[str] = []

    def deed(actor: Actor) -> None:
        try:
            outcomes.append(issue(branch, actor, client_id, "ZX1").number)
        except Refused as refused:
            outcomes.append(refused.code)

    at_counters(8, deed, actors)
    assert sorted(outcomes) == ["SJ2026000001"] + ["receipts.case_has_one"] * 7
    assert issue(branch, actors.teller, client_id, "ZX2").number == "SJ2026000002"


@pytest.mark.rule("TO-9")
def test_of_many_counters_that_void_one_receipt_at_once_one_succeeds(
    branch_factory: BranchFactory, actors: Actors
) -> None:
    branch = branch_factory.make("postgresql")
    made = issue(branch, actors.teller, client_of(branch, actors.teller), "ZX1")
    outcomes: list[str] = []

    def deed(actor: Actor) -> None:
        try:
            ReceiptService(branch.db).void(actor, made.number, f"柜台{actor.station}")
            outcomes.append("voided")
        except Refused as refused:
            outcomes.append(refused.code)

    at_counters(6, deed, actors)
    assert sorted(outcomes) == ["receipts.voided_already"] * 5 + ["voided"]
    acts = AuditReader(branch.db).recent(actors.supervisor, subject=("receipt", made.number))
    assert len(acts) == 1
