"""Businesses of higher risk ask for assets: by the latest snapshot, else confirmed by a supervisor (OP-3, RA-6)."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from app.branch.opened import OpenBranch
from app.changes.view import ChangeView
from app.clients.domain import Client
from app.common.clock import branch_day
from app.samples import changes as hands
from tests.app.changes.desk import AGENT, ChangeDesk, change_desk
from tests.app.transfer_out.desk import refused
from tests.builders import Actors

OPEN = {"permission_act": "open", "permission": "hk-connect"}


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


@pytest.fixture
def client(desk: ChangeDesk) -> Client:
    made = desk.client()
    desk.assess(made, "high")
    hands.do(desk.services, desk.actors.teller, made.id, "client-data", experience="over-10")
    return made


def asked(desk: ChangeDesk, client: Client, **typed: str) -> ChangeView:
    return hands.take_in(desk.services, desk.actors.teller, client.id, "permission", **{**OPEN, **typed})


@pytest.mark.rule("OP-3", "RA-6")
def test_too_few_assets_are_refused_with_the_figures_and_the_day(desk: ChangeDesk, client: Client) -> None:
    desk.snapshot(client, "499999.99")
    view = asked(desk, client)
    today = branch_day(desk.services.clock.now()).isoformat()
    assert {name: (one.code, one.facts) for name, one in view.problems.items()} == {
        "permission": ("permissions.assets_too_low", {
            "business": "港股通交易", "wanted": "500,000", "assets": "499,999.99", "day": today,
        }),
    }  # fmt: skip
    assert view.hidden == {"assets_proof", "assets_confirmed"}
    desk.snapshot(client, "500000")
    text = desk.changes.preview(desk.actors.teller, view.case.number, "permission-application").pdf.decode()
    assert f"{today}的交易系统快照显示资产500,000.00元" in text
    assert not desk.changes.view(desk.actors.teller, view.case.number).problems


@pytest.mark.rule("OP-3")
def test_without_a_snapshot_that_counts_a_supervisor_confirms_and_stands_on_the_form(
    desk: ChangeDesk, client: Client
) -> None:
    teller, supervisor = desk.actors.teller, desk.actors.supervisor
    desk.snapshot(client, "900000", taken=timedelta(days=9))
    view = asked(desk, client)
    number = view.case.number
    assert {name: one.code for name, one in view.problems.items()} == dict.fromkeys(
        ("assets_proof", "assets_confirmed"), "permissions.assets_unknown"
    )
    assert view.hidden == frozenset()
    desk.changes.save_fields(teller, number, {"assets_proof": "近20个交易日对账单"})
    with refused("changes.other_confirms", "assets_confirmed"):
        desk.changes.save_fields(teller, number, {"assets_confirmed": "hk-connect"})
    assert "assets_confirmed" in desk.changes.view(teller, number).problems
    view = desk.changes.save_fields(supervisor, number, {"assets_confirmed": "hk-connect"})
    assert not view.problems
    text = desk.changes.preview(teller, number, "permission-application").pdf.decode()
    assert f"由{supervisor.name}（工号{supervisor.staff_number}）核验资产证明后确认" in text
    other = desk.changes.save_fields(teller, number, {"permission": "margin"})
    assert "assets_confirmed" in other.problems, "what was confirmed of one business counts for no other"


@pytest.mark.rule("OP-3")
def test_nobody_confirms_the_assets_in_a_case_of_their_own(desk: ChangeDesk, client: Client) -> None:
    supervisor = desk.actors.supervisor
    number = hands.take_in(desk.services, supervisor, client.id, "permission", **OPEN).case.number
    with refused("changes.other_confirms", "assets_confirmed"):
        desk.changes.save_fields(supervisor, number, {"assets_confirmed": "hk-connect"})


@pytest.mark.rule("OP-3")
def test_what_the_policy_asks_of_persons_only_is_not_asked_of_an_institution(desk: ChangeDesk, actors: Actors) -> None:
    made = desk.institution(scope=("changes", "permissions"))
    desk.assess(made, "high")
    assert not asked(desk, made, paper_shown=AGENT).problems
    view = asked(desk, made, paper_shown=AGENT, permission="margin")
    assert set(view.problems) == {"assets_proof", "assets_confirmed"}
    policy = desk.services.policy
    free = tuple(dataclasses.replace(one, least_assets=0) for one in policy.permissions)
    other = change_desk(desk.services.branch, actors, dataclasses.replace(policy, permissions=free))
    assert not other.changes.view(actors.teller, view.case.number).problems
