"""What follows an opening: the call, or the message in its place (FU-1, FU-2)."""

from __future__ import annotations

from datetime import date

import pytest

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.clients.domain import ContactWay
from app.common.errors import Refused
from app.counter.services import Services
from app.messages import storage as messages
from app.messages.domain import MessageState
from app.onboarding.steps import Step
from app.policy.messages import MessageKind
from app.tasks.domain import TaskKind, TaskLine
from tests.app.onboarding import desk
from tests.builders import Actors


@pytest.fixture
def services(sqlite_branch: OpenBranch, actors: Actors) -> Services:
    desk.enter_marketing(sqlite_branch, actors.admin)
    return desk.services_for(sqlite_branch)


def opened(services: Services, actors: Actors, way: str) -> tuple[str, TaskLine]:
    """The id of a client opened on Friday 20 November 2026, and the one task that there is then."""
    case = desk.prepared(services, actors.teller, desk.client(0, contact_way=way))
    receipt = services.opening.complete(actors.teller, case)
    (line,) = services.tasks.of_client(actors.supervisor, receipt.client_id)
    return receipt.client_id, line


def way_of(services: Services, client_id: str) -> str:
    with services.branch.db.read() as conn:
        return clients.get_client(conn, client_id).contact_way


@pytest.mark.rule("FU-1")
@pytest.mark.parametrize("way", ["", ContactWay.TELEPHONE.value])
def test_every_opening_makes_a_call_due_in_the_policys_working_days_and_nobodys(
    services: Services, actors: Actors, way: str
) -> None:
    client_id, line = opened(services, actors, way)
    assert (line.task.kind, line.task.due_on) == (TaskKind.OPENING_CALL, date(2026, 11, 25))
    assert (line.task.assigned_to, line.task.rule) == ("", "FU-1")
    assert way_of(services, client_id) == way
    with pytest.raises(Refused, match=r"tasks\.bound_contact"):
        services.tasks.done(actors.supervisor, line.task.id, "已电话联系", 1)


@pytest.mark.rule("FU-2")
def test_who_wants_no_calls_is_not_called(services: Services, actors: Actors) -> None:
    case = desk.prepared(services, actors.teller, desk.client(0, contact_way=ContactWay.MESSAGES.value))
    client_id = services.opening.complete(actors.teller, case).client_id
    assert services.tasks.of_client(actors.supervisor, client_id) == ()
    assert way_of(services, client_id) == "messages"
    with services.branch.db.read() as conn:
        (queued,) = messages.listed(conn, client_id=client_id)
        assert queued.mobile == clients.get_client(conn, client_id).mobile
    assert (queued.kind, queued.state, queued.case_number) == (MessageKind.RISK_REMINDER, MessageState.QUEUED, case)
    assert "不得承诺收益" in queued.text
    assert services.branch.settings.name in queued.text


@pytest.mark.rule("FU-2")
def test_the_wish_stands_on_the_application_and_only_what_is_offered_is_taken(
    services: Services, actors: Actors
) -> None:
    case = desk.prepared(services, actors.teller, desk.client(0))
    services.opening.save_field(actors.teller, case, "contact_way", "pigeon")
    missing = services.opening.view(actors.teller, case).step(Step.CONTACT).missing
    assert {one.code for one in missing} == {"opening.not_in_list"}
    services.opening.save_field(actors.teller, case, "contact_way", "messages")
    lines, _ = services.opening.review_for_client(actors.teller, case)
    assert ("回访方式", "不接受电话，改发短信提示") in lines
