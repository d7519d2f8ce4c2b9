"""Sums of requests: every breakdown agrees with a count by hand and with the total, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.reports import churn, storage
from app.reports.domain import ChurnReport, check_period, withdrawn
from app.reports.facts import ChurnRow, ChurnTable
from app.staff import storage as staff
from app.transfer_out.case import RUNNING, Status
from forms.engine.press import FormPress
from tests.app.reports.desk import POLICY, Asked, put, reports_of
from tests.builders import Actors
from tests.forms.engine.samples import extract, solid

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
STAFF = ("staff-teller", "staff-supervisor", "staff-marketing")
TABLES = (churn.BY_REASON, churn.BY_CLASS, churn.BY_OWN_STAFF, churn.BY_TELLER, churn.BY_TIER, churn.BY_MONTH)

money = st.decimals(Decimal(0), Decimal("999999999999.99"), places=2).map(str)
requests = st.builds(
    Asked,
    asked_on=st.dates(SINCE - timedelta(days=40), UNTIL + timedelta(days=40)),
    status=st.sampled_from(list(Status)),
    reason=st.sampled_from(["", "unstated", "gone-from-policy", *(r.code for r in POLICY.transfer.reasons)]),
    client_class=st.sampled_from(["", "A+", "A", "F", "Z?"]),
    assets=st.none() | money,
    tier=st.none() | st.sampled_from(list(Tier)),
    own=st.sampled_from(["", *STAFF]),
    teller=st.sampled_from(STAFF),
)


def table(report: ChurnReport, title: str) -> ChurnTable:
    return next(table for table in report.tables if table.title == title)


def rows(report: ChurnReport, title: str) -> dict[str, ChurnRow]:
    found = {row.label: row for row in table(report, title).rows}
    assert len(found) == len(table(report, title).rows), "two rows of one label"
    return found


def summed(lines: tuple[ChurnRow, ...]) -> tuple[int, int, int, int, Decimal]:
    return (
        sum(row.requests for row in lines), sum(row.left for row in lines), sum(row.retained for row in lines),
        sum(row.open for row in lines), sum((row.assets_left for row in lines), Decimal(0)),
    )  # fmt: skip


def by_hand(asked: list[Asked]) -> tuple[int, int, int, int, Decimal]:
    return (
        len(asked), sum(one.status is Status.CARRIED_OUT for one in asked),
        sum(one.status is Status.RETAINED for one in asked), sum(one.status in RUNNING for one in asked),
        sum((one.left for one in asked), Decimal(0)),
    )  # fmt: skip


@pytest.mark.rule("TO-16")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(requests, max_size=25))
def test_every_breakdown_adds_up_to_the_total_and_the_total_to_the_requests(
    branch: OpenBranch, actors: Actors, asked: list[Asked]
) -> None:
    put(branch, actors, asked)
    report = reports_of(branch).churn(actors.supervisor, SINCE, UNTIL)
    within = [one for one in asked if SINCE <= one.asked_on <= UNTIL]
    assert summed((report.total,)) == by_hand(within)
    assert [table.title for table in report.tables] == list(TABLES)
    for one in report.tables:
        assert summed(one.rows) == by_hand(within), one.title
    keys: dict[str, Callable[[Asked], object]] = {
        churn.BY_REASON: lambda one: one.reason, churn.BY_CLASS: lambda one: one.client_class,
        churn.BY_OWN_STAFF: lambda one: one.own, churn.BY_TELLER: lambda one: one.teller,
        churn.BY_TIER: lambda one: one.tier,
        churn.BY_MONTH: lambda one: (one.asked_on.year, one.asked_on.month),
    }  # fmt: skip
    for title, key in keys.items():
        expected = sorted(by_hand([one for one in within if key(one) == group]) for group in {*map(key, within)})
        assert sorted(summed((row,)) for row in table(report, title).rows if row.requests) == expected, title


@pytest.mark.rule("TO-16")
def test_requests_are_told_by_reason_class_staff_tier_and_month(branch: OpenBranch, actors: Actors) -> None:
    who = actors
    put(
        branch, actors,
        [
            Asked(date(2026, 1, 1), own="staff-marketing", assets="250000.50"),
            Asked(date(2026, 3, 31), Status.RETAINED, reason="commission", client_class="A+", tier=Tier.CORE),
            Asked(date(2026, 3, 31), Status.OPEN, reason="", client_class="", tier=None, teller="staff-supervisor"),
            Asked(date(2026, 3, 1), Status.CANCELLED),
            Asked(date(2026, 3, 2), Status.TURNED_AWAY),
            Asked(date(2025, 12, 31)),
        ],
    )  # fmt: skip
    report = reports_of(branch).churn(who.general_manager, SINCE, UNTIL)
    assert report.total == ChurnRow("合计", 5, 1, 1, 1, Decimal("250000.50"))
    assert withdrawn(report.total) == 2
    assert rows(report, churn.BY_REASON).keys() == {
        POLICY.transfer.reason("moved").label, POLICY.transfer.reason("commission").label, "未填写",
    }  # fmt: skip
    assert [row.label for row in table(report, churn.BY_CLASS).rows] == ["A+", "D", "未分类"]
    marketing, teller = who.marketing, who.teller
    assert rows(report, churn.BY_OWN_STAFF)[f"{marketing.name}（{marketing.staff_number}）"].left == 1
    assert [row.label for row in table(report, churn.BY_OWN_STAFF).rows][-1] == "无"
    assert rows(report, churn.BY_TELLER)[f"{teller.name}（{teller.staff_number}）"].requests == 4
    assert [row.label for row in table(report, churn.BY_TIER).rows] == [Tier.ORDINARY.label, Tier.CORE.label, "未确定"]
    months = [(row.label, row.requests) for row in table(report, churn.BY_MONTH).rows]
    assert months == [("2026年1月", 1), ("2026年2月", 0), ("2026年3月", 4)]


def test_a_request_taken_in_meanwhile_is_in_all_breakdowns_or_in_none(
    branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(branch, actors, [Asked(SINCE)])
    looked = storage.by_month

    def after_another(*what: Any) -> Any:
        put(branch, actors, [Asked(SINCE), Asked(UNTIL)])
        return looked(*what)

    monkeypatch.setattr(storage, "by_month", after_another)
    report = reports_of(branch).churn(actors.supervisor, SINCE, UNTIL)
    assert {summed(one.rows)[0] for one in report.tables} == {report.total.requests} == {1}


def test_two_members_of_staff_of_one_name_are_two_rows(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.admin) as tx:
        tx.conn.execute(sa.update(staff.staff).values(name="同名"))
    put(branch, actors, [Asked(SINCE, teller=teller) for teller in STAFF])
    assert len(rows(reports_of(branch).churn(actors.supervisor, SINCE, UNTIL), churn.BY_TELLER)) == 3


def test_fen_are_not_lost_in_large_sums(branch: OpenBranch, actors: Actors) -> None:
    put(branch, actors, [Asked(SINCE, assets="999999999999.99")] * 20 + [Asked(SINCE, assets="0.01")] * 20)
    total = reports_of(branch).churn(actors.supervisor, SINCE, UNTIL).total
    assert total.assets_left == Decimal("999999999999.99") * 20 + Decimal("0.20")


def test_a_period_without_requests_is_nought_everywhere(branch: OpenBranch, actors: Actors) -> None:
    report = reports_of(branch).churn(actors.supervisor, SINCE, UNTIL)
    assert report.total == ChurnRow("合计", 0, 0, 0, 0, Decimal(0))
    assert all(not one.rows for one in report.tables)


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (date(2026, 1, 2), date(2026, 1, 1), "reports.period_backwards"),
        (date(2016, 1, 1), date(2026, 1, 1), "reports.period_too_long"),
        (date(2016, 2, 29), date(2026, 3, 1), "reports.period_too_long"),
        (date.min, date.max, "reports.period_too_long"),
    ],
)
def test_a_period_that_cannot_be_is_refused(since: date, until: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_period(since, until)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("since", "until"),
    [(SINCE, SINCE), (date(2016, 1, 1), date(2025, 12, 31)), (date(2016, 2, 29), date(2026, 2, 28))],
)
def test_a_day_and_ten_years_are_periods(since: date, until: date) -> None:
    check_period(since, until)


@pytest.mark.rule("SE-1")
def test_only_who_may_read_reports_gets_one(branch: OpenBranch, actors: Actors) -> None:
    reports = reports_of(branch)
    readers = {actors.supervisor, actors.marketing_director, actors.general_manager, actors.compliance}
    for who in actors.all():
        for ask in (reports.churn, reports.churn_pdf, reports.churn_xlsx):
            if who in readers:
                ask(who, SINCE, UNTIL)
            else:
                with pytest.raises(Refused, match=r"auth\.denied"):
                    ask(who, SINCE, UNTIL)


@pytest.mark.rule("SE-1")
@pytest.mark.rule("SE-2")
def test_what_leaves_the_program_is_registered_and_what_is_looked_at_is_not(branch: OpenBranch, actors: Actors) -> None:
    reports = reports_of(branch)
    reports.churn(actors.supervisor, SINCE, UNTIL)
    reports.churn_pdf(actors.supervisor, SINCE, UNTIL)
    reports.churn_xlsx(actors.general_manager, SINCE, UNTIL)
    with branch.db.read() as conn:
        query = sa.select(audit_log).where(audit_log.c.act == "reports.exported").order_by(audit_log.c.seq)
        found = conn.execute(query).all()
    assert [(row.staff_id, json.loads(row.after)["kind"]) for row in found] == [
        (actors.supervisor.staff_id, "pdf"), (actors.general_manager.staff_id, "xlsx"),
    ]  # fmt: skip
    assert json.loads(found[0].after)["since"] == "2026-01-01"


@pytest.mark.rule("TO-16")
def test_the_pdf_says_the_figures_who_and_for_when(sqlite_branch: OpenBranch, actors: Actors) -> None:
    put(sqlite_branch, actors, [Asked(SINCE, own="staff-marketing"), Asked(UNTIL, Status.RETAINED)])
    who = actors.supervisor
    text = solid(extract(reports_of(sqlite_branch, FormPress()).churn_pdf(who, SINCE, UNTIL)))
    for words in ("流失分析表", f"{who.name}（工号{who.staff_number}）", "申请2件", "挽留率50.0%", "按受理柜员"):
        assert solid(words) in text
