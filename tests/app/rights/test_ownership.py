"""One's own matter and a colleague's: who may do what with which, and who is refused what the right alone allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.bookings.domain import BookVisit
from app.branch.opened import OpenBranch
from app.common.actor import Actor, Right, Role
from app.counter.services import Services
from app.staff import storage as staff
from tests.app.onboarding.desk import MARKETER, enter_marketing, services_for
from tests.app.storage.test_keys import refused
from tests.builders import Actors, actor
from tests.people import add_client

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def services(branch: OpenBranch, actors: Actors) -> Services:
    enter_marketing(branch, actors.admin)
    return services_for(branch)


def colleague(actors: Actors) -> Actor:
    """Another teller."""
    return replace(actors.teller, staff_id=actors.client_manager.staff_id, staff_number="9009", name="另一柜员")


def marketer(services: Services) -> Actor:
    """The marketing member whose client it is."""
    with services.branch.db.read() as conn:
        member = staff.by_number(conn, MARKETER)
    assert member is not None
    return replace(actor(Role.MARKETING, staff_id=member.id), staff_number=member.number)


@pytest.mark.rule("OP-4")
def test_a_booking_is_its_own_marketing_members_and_the_counters_nobody_elses(
    services: Services, actors: Actors
) -> None:
    own, other = marketer(services), actors.marketing
    visit = BookVisit(name="李四", mobile="13800138001", planned_at=MONDAY, staff_id=own.staff_id, business=("开户",))
    with refused("bookings.own_only"):
        services.bookings.book(other, visit)
    made = services.bookings.book(own, visit)
    assert services.bookings.get(own, made.id).id == made.id
    assert services.bookings.get(actors.teller, made.id).id == made.id
    with refused("bookings.unknown"):
        services.bookings.get(other, made.id)
    with refused("bookings.unknown"):
        services.bookings.cancel(other, made.id, "客户改期")
    assert [line.id for line in services.bookings.upcoming(own)] == [made.id]
    assert services.bookings.upcoming(other) == ()


@pytest.mark.rule("SE-1")
def test_a_draft_is_the_branchs_a_colleague_goes_on_with_it_and_others_are_denied(
    services: Services, actors: Actors
) -> None:
    case = services.opening.start(actors.teller).draft.case_number
    services.opening.save_fields(actors.teller, case, {"name": "李四"})
    view = services.opening.save_fields(colleague(actors), case, {"mobile": "13800138001"})
    assert view.draft.case_number == case
    assert case in {line.case_number for line in services.opening.unfinished(colleague(actors))}
    for who in actors.all():
        if not who.roles & {Role.TELLER, Role.SUPERVISOR}:
            with refused("auth.denied"):
                services.opening.view(who, case)
            with refused("auth.denied"):
                services.opening.cancel(who, case, "不是本人")


@pytest.mark.rule("SE-1")
def test_a_day_is_ones_own_and_a_colleagues_is_for_the_supervisor_and_the_manager(
    services: Services, actors: Actors
) -> None:
    today = services.day_end.day(actors.teller).day
    assert services.day_end.day_of(actors.teller, actors.teller.staff_id, today).day == today
    for who in (actors.supervisor, actors.general_manager):
        assert services.day_end.day_of(who, actors.teller.staff_id, today).day == today
    for who in (colleague(actors), actors.compliance, actors.admin, actors.marketing):
        with refused("auth.denied"):
            services.day_end.day_of(who, actors.teller.staff_id, today)


@pytest.mark.rule("SE-1")
def test_ones_own_register_is_read_with_less_than_a_colleagues(services: Services, actors: Actors) -> None:
    assert services.staff.entries(actors.teller, actors.teller.staff_id) == ()
    with refused("auth.denied"):
        services.staff.entries(actors.teller, colleague(actors).staff_id)
    assert services.staff.entries(actors.general_manager, actors.teller.staff_id) == ()


@pytest.mark.rule("AR-3")
def test_a_dossier_that_is_not_ones_own_work_takes_a_purpose_and_an_administrator_gets_none(
    services: Services, actors: Actors
) -> None:
    with services.branch.db.write(actors.teller) as tx:
        client_id = add_client(tx.conn).id
    for who in actors.all():
        code = "dossier.purpose_missing" if who.may(Right.DOSSIER_READ) else "auth.denied"
        with refused(code):
            services.dossiers.look(who, client_id)
    assert services.dossiers.look(actors.compliance, client_id, "年度检查").archive_number
    with refused("auth.denied"):
        services.dossiers.look(actors.admin, client_id, "年度检查")


@pytest.mark.rule("SE-1")
def test_an_administrator_gets_nothing_of_a_client_who_is_there(services: Services, actors: Actors) -> None:
    with services.branch.db.write(actors.teller) as tx:
        client_id = add_client(tx.conn).id
    admin, found = actors.admin, services
    deeds = (
        lambda: found.clients.find(admin, "张"), lambda: found.clients.card(admin, client_id),
        lambda: found.archive.list_for_client(admin, client_id), lambda: found.custody.accounts(admin, client_id),
        lambda: found.dossiers.uses(admin, client_id), lambda: found.opening.cases_of(admin, client_id),
        lambda: found.classification.of_client(admin, client_id), lambda: found.tasks.of_client(admin, client_id),
        lambda: found.transfer.cases(admin, client_id=client_id), lambda: found.bookings.today(admin),
    )  # fmt: skip
    for deed in deeds:
        with refused("auth.denied"):
            deed()
