"""A leaver's clients go to others in one signed list (MS-2); certificates that end are reminded of (SR-3)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.bookings.domain import BookVisit
from app.branch.opened import OpenBranch
from app.clients.domain import Client
from app.common.actor import Role
from app.common.errors import Refused
from app.counter.services import Services
from app.marketing.domain import HandOverState, PrepareHandOver, check_whole, most_given
from app.relationship import storage as relationship
from app.staff import storage as staff
from app.staff.service import Certificate
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from tests.app.onboarding.desk import services_for
from tests.builders import Actors, actor
from tests.people import NOON, TODAY, add_client, add_marketer
from tests.stopping import Breaking, Onlooker

LEAVER, FIRST, SECOND = "marketer-1", "marketer-2", "marketer-3"
PAPERS = ("110101199003070038", "110101199003070046", "110101199003070054")


class Office:
    """A branch whose leaver looks after three clients."""

    def __init__(self, branch: OpenBranch, actors: Actors) -> None:
        self.branch, self.actors = branch, actors
        self.services: Services = services_for(branch)
        self.director = actors.marketing_director
        with branch.db.write(actors.teller) as tx:
            add_marketer(tx.conn)
            add_marketer(tx.conn, id=FIRST, number="8002", name="唐雨薇")
            add_marketer(tx.conn, id=SECOND, number="8003", name="高铭")
            self.clients: list[Client] = [
                add_client(tx.conn, paper_number=paper, mobile=f"1380013800{place}", name=name)
                for place, (paper, name) in enumerate(zip(PAPERS, ("张三", "李四", "王五"), strict=True))
            ]
            for client in self.clients:
                relationship.confirm(
                    tx.conn, client_id=client.id, staff_id=LEAVER, booking_number="",
                    verified_by=actors.teller.staff_id, document_number="GX", at=tx.at,
                )  # fmt: skip

    def plan(self, **more: Any) -> PrepareHandOver:
        one, two, three = (client.id for client in self.clients)
        usual: dict[str, Any] = {"staff_id": LEAVER, "on": TODAY, "receivers": {one: FIRST, two: FIRST, three: SECOND}}
        return PrepareHandOver(**(usual | more))

    def prepare(self, **more: Any) -> str:
        return self.services.marketing.prepare(self.director, self.plan(**more)).number

    def scan(self, number: str) -> bytes:
        return b"scan of " + self.services.marketing.list_form(self.director, number).number.encode()

    def current(self) -> list[str]:
        with self.branch.db.read() as conn:
            found = [relationship.current(conn, client.id) for client in self.clients]
        return [one.staff_id if one else "" for one in found]


@pytest.fixture
def office(sqlite_branch: OpenBranch, actors: Actors) -> Office:
    return Office(sqlite_branch, actors)


def refused(code: str) -> AbstractContextManager[Any]:
    return pytest.raises(Refused, match=code.replace(".", r"\."))


@pytest.mark.rule("MS-2")
def test_clients_change_hands_in_one_signed_list_and_are_told(branch: OpenBranch, actors: Actors) -> None:
    office = Office(branch, actors)
    services, director = office.services, office.director
    assert [one.name for one in services.marketing.served(director, LEAVER)] == ["张三", "李四", "王五"]
    assert {one.id for one in services.marketing.receivers(director, LEAVER)} == {FIRST, SECOND}
    number = office.prepare()
    assert office.current() == [LEAVER] * 3  # nothing changes before the list is signed
    done = services.marketing.complete(director, number, office.scan(number))
    assert done.state is HandOverState.DONE
    assert office.current() == [FIRST, FIRST, SECOND]
    with branch.db.read() as conn:
        (latest, _) = sorted(relationship.history(conn, office.clients[0].id), key=lambda one: -one.sequence)
        gone = staff.by_id(conn, LEAVER)
        told = {client.id: tasks.lines(conn, TODAY, client_id=client.id) for client in office.clients}
    assert latest.document_number == f"{number}-01"
    assert (latest.verified_by, gone and gone.active) == (director.staff_id, False)
    assert services.archive.get(director, f"{number}-01").form_id == "client-handover"
    for client, to in zip(office.clients, (FIRST, FIRST, SECOND), strict=True):
        (line,) = told[client.id]
        assert (line.task.kind, line.task.assigned_to, line.task.rule) == (TaskKind.TELL_CLIENT, to, "MS-2")
        assert line.task.due_on == TODAY + timedelta(days=services.policy.telling_days)
    assert services.marketing.served(director, LEAVER) == ()
    assert [one.state for one in services.marketing.hand_overs(director)] == [HandOverState.DONE]
    with refused("marketing.not_open"):
        services.marketing.complete(director, number, b"")


@pytest.mark.rule("MS-2")
def test_the_leaver_sees_nothing_from_that_moment_and_open_work_goes_over(office: Office) -> None:
    services = office.services
    leaver = actor(Role.MARKETING, staff_id=LEAVER)
    visit = BookVisit(name="赵六", mobile="13857120011", planned_at=NOON, staff_id=LEAVER, business=("开户",))
    booked = services.bookings.book(office.director, visit)
    with office.branch.db.write(office.director) as tx:
        made = [
            tasks.add(
                tx.conn,
                NewTask(kind=TaskKind.PROMISE, client_id=client_id, case_number="", due_on=TODAY, text="回访", rule="",
                        assigned_to=LEAVER),
                at=tx.at, by=LEAVER,
            ).id
            for client_id in (office.clients[2].id, "")
        ]  # fmt: skip
    assert [line.id for line in services.bookings.today(leaver)] == [booked.id]
    number = office.prepare(on=TODAY + timedelta(days=5))
    services.marketing.complete(office.director, number, office.scan(number))
    assert services.bookings.today(leaver) == ()
    assert services.tasks.open_tasks(leaver) == ()
    with office.branch.db.read() as conn:
        assert [tasks.by_id(conn, one).assigned_to for one in made] == [SECOND, FIRST]
        member = staff.by_id(conn, LEAVER)
    assert services.bookings.get(office.director, booked.id).staff_id == FIRST
    assert member is not None
    assert (member.active, member.left_on) == (True, TODAY + timedelta(days=5))


@pytest.mark.rule("MS-2")
def test_nothing_is_half_handed_over(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number = office.prepare()
    scan = office.scan(number)
    with monkeypatch.context() as fault:
        fault.setattr("app.marketing.service.note_leaving", lambda *_: (_ for _ in ()).throw(OSError()))
        with pytest.raises(OSError):  # noqa: PT011 - any will do
            office.services.marketing.complete(office.director, number, scan)
    assert office.current() == [LEAVER] * 3
    assert office.services.marketing.hand_over(office.director, number).end is None
    with refused("archive.unknown"):
        office.services.archive.get(office.director, f"{number}-01")
    with refused("scan.unknown_kind"):
        office.services.marketing.complete(office.director, number, b"no picture")
    assert office.services.marketing.complete(office.director, number, scan).end is not None


@pytest.mark.rule("SR-3")
def test_only_who_may_practise_gets_clients(office: Office) -> None:
    certificate = Certificate("S1", date(2024, 1, 1), date(2026, 11, 19))
    office.services.staff.certify(office.director, SECOND, 1, certificate)
    assert [one.id for one in office.services.marketing.receivers(office.director, LEAVER)] == [FIRST]
    with refused("staff.certificate_expired"):
        office.prepare()


@pytest.mark.rule("SR-3")
def test_a_certificate_that_ends_while_the_list_is_out_stops_it(office: Office) -> None:
    number = office.prepare()
    scan = office.scan(number)
    office.services.staff.certify(office.director, SECOND, 1, Certificate("S1", date(2024, 1, 1), date(2026, 11, 19)))
    with refused("staff.certificate_expired"):
        office.services.marketing.complete(office.director, number, scan)
    assert office.current() == [LEAVER] * 3


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"on": TODAY - timedelta(days=1)}, "marketing.day_past"),
        ({"on": TODAY + timedelta(days=91)}, "marketing.day_far"),
        ({"receivers": {}}, "marketing.clients_left"),
        ({"staff_id": "nobody"}, "staff.unknown"),
        ({"staff_id": "staff-teller"}, "staff.not_marketing"),
        ({"staff_id": FIRST, "receivers": {}}, "marketing.no_clients"),
        ({"rest_to": "nobody"}, "staff.unknown"),
        ({"absence": "\u202e"}, "text.invisible"),
    ],
)
def test_a_wrong_list_is_refused_and_not_made(office: Office, wrong: dict[str, Any], code: str) -> None:
    with refused(code):
        office.prepare(**wrong)
    assert office.services.marketing.hand_overs(office.director) == ()


def test_whole_lists_alone_and_never_to_the_leaver(office: Office) -> None:
    served = office.services.marketing.served(office.director, LEAVER)
    every = {one.client_id: FIRST for one in served}
    with refused("marketing.to_leaver"):
        check_whole(served, {**every, served[0].client_id: LEAVER}, LEAVER)
    with refused("marketing.list_outdated"):
        check_whole(served, {**every, "somebody": FIRST}, LEAVER)
    assert most_given({"a": "x", "b": "y", "c": "y"}) == "y"


def test_a_list_is_given_up_with_a_reason_and_an_outdated_one_is_refused(office: Office) -> None:
    number = office.prepare()
    with refused("marketing.open_already"):
        office.prepare()
    scan = office.scan(number)
    with office.branch.db.write(office.actors.teller) as tx:
        relationship.end(
            tx.conn, client_id=office.clients[0].id, verified_by="staff-teller", document_number="X", at=tx.at
        )
    with refused("marketing.list_outdated"):
        office.services.marketing.complete(office.director, number, scan)
    with refused("text.required"):
        office.services.marketing.cancel(office.director, number, " ")
    assert office.services.marketing.cancel(office.director, number, "客户有变").state is HandOverState.CANCELLED
    with refused("marketing.not_open"):
        office.services.marketing.cancel(office.director, number, "又一次")
    rest = {client.id: FIRST for client in office.clients[1:]}
    assert office.prepare(receivers=rest, absence="已失联") != number


def test_nobody_hands_over_their_own_clients(office: Office) -> None:
    itself = actor(Role.MARKETING_DIRECTOR, staff_id=LEAVER)
    with refused("marketing.own_handover"):
        office.services.marketing.prepare(itself, office.plan())


@pytest.mark.rule("FU-1")
@pytest.mark.rule("MS-2")
def test_a_leavers_calls_do_not_go_to_whoever_looks_after_the_client_now(office: Office) -> None:
    with office.branch.db.write(office.director) as tx:
        made = [
            tasks.add(
                tx.conn,
                NewTask(kind=kind, client_id=client.id, case_number="TS1", due_on=TODAY, text="回访", rule="FU-1",
                        assigned_to=LEAVER),
                at=tx.at, by=LEAVER,
            ).id
            for kind, client in (
                (TaskKind.SAMPLE_CALL, office.clients[2]), (TaskKind.SAMPLE_CALL, office.clients[0]),
                (TaskKind.COMPLAINT, office.clients[2]),
            )
        ]  # fmt: skip
    number = office.prepare()
    office.services.marketing.complete(office.director, number, office.scan(number))
    with office.branch.db.read() as conn:
        held = [tasks.by_id(conn, one).assigned_to for one in made]
    # the rest goes to FIRST, who has the first client now; whose complaint it is, the complaint says
    assert held == [FIRST, office.director.staff_id, LEAVER]


@pytest.mark.rule("SR-3")
def test_an_ending_certificate_is_reminded_of_once_and_the_reminder_ends_with_the_renewal(office: Office) -> None:
    services = office.services
    services.staff.certify(office.director, SECOND, 1, Certificate("S1", date(2024, 1, 1), TODAY + timedelta(days=60)))
    services.staff.certify(office.director, FIRST, 1, Certificate("S2", date(2024, 1, 1), TODAY - timedelta(days=1)))
    assert services.marketing.remind(office.actors.teller) == 2
    assert services.marketing.remind(office.actors.teller) == 0
    first, second = services.tasks.open_tasks(office.actors.teller)
    assert (first.task.kind, first.task.assigned_to, first.task.due_on) == (TaskKind.CERTIFICATE, FIRST, TODAY)
    assert (second.task.due_on, second.client_name) == (TODAY + timedelta(days=60), "")
    services.staff.certify(office.director, FIRST, 2, Certificate("S2", TODAY, TODAY + timedelta(days=900)))
    services.marketing.remind(office.actors.teller)
    assert [line.task.id for line in services.tasks.open_tasks(office.actors.teller)] == [second.task.id]


def test_the_register_of_lists_cannot_be_changed(office: Office) -> None:
    office.prepare()
    with pytest.raises(sa.exc.DatabaseError), office.branch.db.write(office.director) as tx:
        tx.conn.exec_driver_sql("DELETE FROM client_handover_line")


@pytest.mark.rule("MS-2")
def test_stopped_at_a_client_nobody_has_changed_hands_and_the_list_is_open_still(office: Office) -> None:
    marketing, number = office.services.marketing, office.prepare()
    onlooker = Onlooker(1)
    with refused("work.cancelled"):
        marketing.complete(office.director, number, office.scan(number), watch=onlooker.watch)
    assert onlooker.told[-2:] == [(0, 3), (1, 3)]
    with pytest.raises(ConnectionError):
        marketing.complete(office.director, number, office.scan(number), watch=Breaking(1, ConnectionError()).watch)
    assert office.current() == [LEAVER] * 3
    assert marketing.hand_over(office.director, number).end is None
    with office.branch.db.read() as conn:
        assert [tasks.lines(conn, TODAY, client_id=client.id) for client in office.clients] == [()] * 3
    marketing.complete(office.director, number, office.scan(number))
    assert office.current() == [FIRST, FIRST, SECOND]
