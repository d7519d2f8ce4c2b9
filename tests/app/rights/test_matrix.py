"""Every method of every service as every role: what the table of rights says, no more and no less (SE-1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.common.actor import RIGHTS, Actor, Right, Role
from app.common.errors import Refused
from app.counter import rights
from app.counter.services import Services
from tests.app.onboarding.desk import services_for
from tests.app.rights.world import NOBODY, arguments, methods
from tests.builders import CHEAP, BranchFactory, actor

METHODS = methods()
NEEDS = rights.needs()

ON_THE_SERVER = ("clients.", "bookings.", "auth.", "watch.", "printing.j")
"""What the same is looked at for on PostgreSQL, too."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, templates: Any) -> Iterator[Services]:
    """One branch for the whole matrix: nothing in it is found by the ids that are asked for."""
    factory = BranchFactory(tmp_path_factory.mktemp("matrix"), templates)
    yield services_on(factory.make("sqlite"))
    factory.close()


def services_on(branch: OpenBranch) -> Services:
    return replace(services_for(branch), auth=AuthService(branch.db, costs=CHEAP))


def answer(services: Services, name: str, who: Actor, folder: Path) -> str:
    """The code of the refusal; empty when it was done."""
    service, method = name.split(".")
    try:
        getattr(getattr(services, service), method)(who, **arguments(name, METHODS[name], folder))
    except Refused as refused:
        return refused.code
    return ""


def test_every_method_has_its_line_in_the_table_and_every_line_a_method() -> None:
    assert set(NEEDS) | rights.WITHOUT_ACTOR == set(METHODS)
    assert set(rights.OWN) <= set(NEEDS)


def test_every_service_is_looked_at() -> None:
    services = {name.split(".")[0] for name in METHODS}
    others = {"branch", "policy", "press", "clock"}
    assert services | others == set(Services.__dataclass_fields__)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("name", sorted(NEEDS))
def test_a_method_is_denied_to_those_without_the_right_and_to_nobody_else(
    desk: Services, tmp_path: Path, name: str
) -> None:
    answers = {role: answer(desk, name, actor(role), tmp_path) for role in Role}
    denied = {role for role, code in answers.items() if code == "auth.denied"}
    assert denied == {role for role in Role if not rights.meets({role}, NEEDS[name])}


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("name", [name for name in sorted(NEEDS) if name.startswith(ON_THE_SERVER)])
def test_the_same_holds_on_a_branch_server(
    branch_factory: BranchFactory, server: Services, tmp_path: Path, name: str
) -> None:
    answers = {role: answer(server, name, actor(role), tmp_path) for role in (Role.TELLER, Role.ADMIN, Role.COMPLIANCE)}
    denied = {role for role, code in answers.items() if code == "auth.denied"}
    assert denied == {role for role in answers if not rights.meets({role}, NEEDS[name])}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, templates: Any) -> Iterator[Services]:
    """The same on PostgreSQL."""
    factory = BranchFactory(tmp_path_factory.mktemp("matrix-server"), templates)
    yield services_on(factory.make("postgresql"))
    factory.close()


@pytest.mark.rule("SE-1")
def test_nobody_without_a_role_may_do_anything(desk: Services, tmp_path: Path) -> None:
    nobody = replace(actor(Role.TELLER), roles=frozenset())
    for name, need in NEEDS.items():
        if need != rights.EVERYBODY:
            assert answer(desk, name, nobody, tmp_path) == "auth.denied", name


@pytest.mark.rule("SE-1")
def test_an_administrator_has_no_right_by_which_clients_are_seen() -> None:
    assert not RIGHTS[Role.ADMIN] & rights.CLIENT_RIGHTS
    allowed = {name for name, need in NEEDS.items() if rights.meets({Role.ADMIN}, need)}
    mine = {"dossiers.pledge_form", "dossiers.pledge_signed", "dossiers.sign_pledge", "dossiers.pledges"}
    mine |= {name for name in allowed if name.startswith("figures.")}  # each figure takes a right of its own
    mine |= {f"messages.{name}" for name in ("gateway_name", "set_gateway", "test_gateway")}  # no message is seen
    about_staff = {"opening.counter_staff", "opening.marketing_staff", "transfer.approval_screen", "marketing.remind"}
    services = {name.split(".")[0] for name in allowed - mine - about_staff}
    assert services <= {"auth", "staff", "snapshots", "backups", "stations"}


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("archive.get", "archive.unknown"), ("archive.get_pdf", "archive.unknown"),
        ("archive.export", "archive.unknown"), ("bookings.get", "bookings.unknown"),
        ("bookings.cancel", "bookings.unknown"), ("clients.card", "clients.unknown"),
        ("clients.unmask", "clients.unknown"), ("dossiers.look", "clients.unknown"),
        ("opening.view", "opening.unknown"), ("opening.complete", "opening.unknown"),
        ("opening.use_booking", "opening.unknown"), ("printing.cancel", "printing.unknown"),
        ("receipts.void", "receipts.unknown"), ("tasks.get", "tasks.unknown"),
        ("transfer.view", "transfer.unknown"), ("transfer.start", "clients.unknown"),
        ("transfer.decide", "transfer.unknown"), ("approvals.confirm", "approvals.unknown"),
        ("watch.review", "watch.unknown"), ("auth.decide", "auth.proposal_unknown"),
    ],
)  # fmt: skip
def test_what_is_another_branchs_is_unknown_here(desk: Services, tmp_path: Path, name: str, code: str) -> None:
    allowed = [role for role in Role if rights.meets({role}, NEEDS[name])]
    assert allowed
    assert {answer(desk, name, actor(role), tmp_path) for role in allowed} == {code}
    assert NOBODY in repr(arguments(name, METHODS[name], tmp_path))


def test_the_page_of_rights_is_as_the_code_makes_it() -> None:
    assert rights.PAGE.read_text(encoding="utf-8") == rights.page()


def test_a_role_is_not_a_right_of_the_same_name() -> None:
    assert rights.meets({Role.SUPERVISOR}, "@supervisor | @general-manager")
    assert not rights.meets({Role.TELLER}, "COUNTER & AUDIT_READ")
    assert rights.meets({Role.SUPERVISOR}, "COUNTER & AUDIT_READ")
    assert not rights.meets({Role.TELLER, Role.MARKETING}, Right.COUNTER.name)
