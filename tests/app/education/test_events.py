"""Material with versions, events with invitations and attendance, and what of them is in histories (IE-1, TO-14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.archive.press import MOST_SCAN_BYTES
from app.branch.opened import OpenBranch
from app.clients.domain import Client
from app.common.errors import Refused
from app.education.domain import (
    Arrival,
    Attended,
    Event,
    EventEnd,
    EventState,
    Former,
    InviteWay,
    Material,
    NewMaterial,
    PlanEvent,
    Wanted,
    Way,
    check_attendance,
    check_changeable,
    check_holding,
)
from app.messages import storage as messages
from app.storage.blobs import BlobStore
from tests.app.onboarding.desk import clock_of, services_for
from tests.builders import Actors
from tests.people import NOON, TODAY, add_client

PAPERS = ("110101199003070038", "110101199003070046", "110101199003070054")
LEAFLET = NewMaterial(title="识别非法荐股", kind="leaflet", topic="fraud", valid_from=TODAY, where="展示架")
PDF = b"%PDF-1.7 leaflet"


class Hall:
    """A branch with three clients who have accounts."""

    def __init__(self, branch: OpenBranch, actors: Actors) -> None:
        self.branch, self.actors = branch, actors
        self.services = services_for(branch)
        self.education = self.services.education
        self.clock = clock_of(self.services)
        self.director, self.manager, self.teller = actors.marketing_director, actors.general_manager, actors.teller
        with branch.db.write(actors.teller) as tx:
            self.clients: list[Client] = [
                add_client(tx.conn, paper_number=paper, mobile=f"1380013800{place}", name=name)
                for place, (paper, name) in enumerate(zip(PAPERS, ("张三", "李四", "王五"), strict=True))
            ]
            for place, client in enumerate(self.clients, 1):
                values = {
                    "id": f"account-{place}", "number": f"880000000{place}", "client_id": client.id, "place": 1,
                    "main": True, "currency": "CNY", "opened_at": NOON, "state": "open",
                }  # fmt: skip
                tx.conn.execute(sa.table("fund_account", *map(sa.column, values)).insert().values(**values))

    def plan(self, **more: Any) -> PlanEvent:
        usual: dict[str, Any] = {
            "title": "防范非法证券活动讲座", "topic": "fraud", "on": TODAY, "at": time(14, 30), "place": "二楼会议室",
            "speaker": "周文静", "capacity": 20,
        }  # fmt: skip
        return PlanEvent(**(usual | more))

    def planned(self, **more: Any) -> str:
        return self.education.plan(self.director, self.plan(**more)).number

    def material(self, **more: Any) -> Material:
        made = self.education.register(self.director, replace(LEAFLET, **more))
        return self.education.approve(self.manager, made.id)

    def later(self, days: int) -> None:
        self.clock.tick(days * 86_400)

    def leave(self, place: int) -> None:
        """A client has left: the account is closed, the transfer carried out."""
        with self.branch.db.write(self.teller) as tx:
            tx.conn.execute(sa.text("UPDATE fund_account SET state = 'closed', place = NULL WHERE id = :id"),
                            {"id": f"account-{place + 1}"})  # fmt: skip
            from app.transfer_out.storage import transfer_case

            values = {
                "number": f"ZX2026112000000{place}", "status": "carried-out", "version": 1, "request_version": 1,
                "policy_version": "1", "client_id": self.clients[place].id, "fund_account": f"880000000{place + 1}",
                "opened_at": NOON, "opened_by": self.teller.staff_id, "opened_by_number": "9", "opened_by_name": "柜",
                "station": "01", "changed_at": NOON, "client_class": "C", "figures_from": "by-hand", "own_staff": "",
                "asked_on": TODAY, "submitted_digest": "", "ended_at": self.clock.now(), "last_step": "",
            }  # fmt: skip
            tx.conn.execute(transfer_case.insert().values(**values))


@pytest.fixture
def hall(sqlite_branch: OpenBranch, actors: Actors) -> Hall:
    return Hall(sqlite_branch, actors)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda problem: problem.code == code)


@pytest.mark.rule("IE-1")
def test_an_event_from_its_plan_to_the_clients_histories(branch: OpenBranch, actors: Actors) -> None:
    hall = Hall(branch, actors)
    leaflet = hall.material()
    number = hall.planned(material_id=leaflet.id)
    one, two, three = (client.id for client in hall.clients)
    assert hall.education.invite(hall.director, number, [one, two], InviteWay.CALL) == 2
    assert hall.education.invite(hall.director, number, [one, two], InviteWay.CALL) == 0
    hall.education.attend(hall.teller, number, one, Arrival.FOUND)
    hall.education.attend(hall.teller, number, three, Arrival.CARD)
    view = hall.education.hold(hall.director, number, 4, "提问踊跃", gave_material=True)
    assert (view.event.state, view.came, view.material) == (EventState.HELD, 2, "识别非法荐股（第1版）")
    assert [(row.client_name, row.came) for row in view.invitations] == [("张三", True), ("李四", False)]
    told = hall.education.of_client(hall.teller, one)
    assert told.events == (Attended(number, "防范非法证券活动讲座", TODAY, EventState.HELD, True, True),)
    assert [(given.title, given.version, given.way) for given in told.given] == [("识别非法荐股", 1, Way.EVENT)]
    assert [row.came for row in hall.education.of_client(hall.teller, two).events] == [False]
    (month,) = hall.education.figures(hall.director, TODAY, TODAY)
    assert (month.held, month.invited, month.attended, month.walk_ins, month.given, month.versions) == (
        1,
        2,
        2,
        4,
        2,
        1,
    )


@pytest.mark.rule("TO-14")
def test_an_event_for_those_who_left_has_them_on_its_list_and_nobody_else(hall: Hall) -> None:
    hall.leave(1)
    number = hall.planned(topic="back", on=TODAY + timedelta(days=14), for_former=True)
    former = hall.education.candidates(hall.director, number, Wanted(former=Former.ONLY))
    assert [(one.name, one.left_on) for one in former] == [("李四", TODAY)]
    present = hall.education.candidates(hall.director, number, Wanted())
    assert [one.name for one in present] == ["张三", "王五"]
    hall.later(366 * 3 + 2)  # too long ago, as the policy says
    assert hall.education.candidates(hall.director, number, Wanted(former=Former.ONLY)) == ()


def test_a_list_is_made_by_risk_level_and_class_and_shows_no_number_whole(hall: Hall) -> None:
    with hall.branch.db.write(hall.teller) as tx:
        tx.conn.execute(sa.text("UPDATE client SET level = 'steady' WHERE id = :id"), {"id": hall.clients[2].id})
    number = hall.planned()
    (found,) = hall.education.candidates(hall.director, number, Wanted(levels=("steady",)))
    assert (found.name, found.mobile_masked, found.invited) == ("王五", "138****8002", False)
    assert hall.education.candidates(hall.director, number, Wanted(classes=("A",))) == ()


def test_who_wants_no_advertising_is_left_out_and_invitations_lie_in_the_outbox_once(hall: Hall) -> None:
    one, two, three = (client.id for client in hall.clients)
    with hall.branch.db.write(hall.teller) as tx:
        messages.wish(tx, two, advertising=False, why="客户来电")
    number = hall.planned(on=TODAY + timedelta(days=3))
    shown = {row.client_id: row.opted_out for row in hall.education.candidates(hall.director, number, Wanted())}
    assert shown == {one: False, two: True, three: False}
    for times in (2, 0):
        assert hall.education.invite(hall.director, number, [one, two, three], InviteWay.MESSAGE) == times
    with hall.branch.db.read() as conn:
        texts = [row.client_id for row in conn.execute(sa.text("SELECT client_id FROM message ORDER BY id"))]
    assert texts == [one, three]
    assert all(row.message_id for row in hall.education.event(hall.director, number).invitations)


def test_who_wants_messages_in_place_of_calls_is_on_no_list_to_be_called(hall: Hall) -> None:
    with hall.branch.db.write(hall.teller) as tx:
        tx.conn.execute(
            sa.text("UPDATE client SET contact_way = 'messages' WHERE id = :id"), {"id": hall.clients[0].id}
        )
    number = hall.planned()
    assert hall.education.invite(hall.director, number, [client.id for client in hall.clients], InviteWay.CALL) == 2


def test_nobody_is_entered_before_the_day_nor_at_what_was_cancelled_or_never_held(hall: Hall) -> None:
    client = hall.clients[0].id
    number = hall.planned(on=TODAY + timedelta(days=2))
    with refused("education.not_yet"):
        hall.education.attend(hall.teller, number, client, Arrival.FOUND)
    with refused("education.not_yet"):
        hall.education.hold(hall.director, number, 3)
    hall.later(3)
    with refused("education.not_held"):
        hall.education.attend(hall.teller, number, client, Arrival.SHEET)
    with refused("education.over"):
        hall.education.invite(hall.director, number, [client], InviteWay.CALL)
    hall.education.hold(hall.director, number, 3)  # afterwards, from the sheet
    hall.education.attend(hall.teller, number, client, Arrival.SHEET)
    other = hall.education.plan(hall.director, hall.plan(on=TODAY + timedelta(days=3))).number
    hall.education.cancel_event(hall.director, other, "主讲人生病")
    with refused("education.cancelled"):
        hall.education.attend(hall.teller, other, client, Arrival.FOUND)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: hall.education.hold(hall.director, other, 1),
        lambda: hall.education.cancel_event(hall.director, other, "再次"),
        lambda: hall.education.change_plan(hall.director, other, hall.plan(), 2),
        lambda: hall.education.invite(hall.director, other, [client], InviteWay.CALL),
    )
    for late in deeds:
        with refused("education.ended"):
            late()


def test_somebody_entered_by_mistake_is_taken_back_with_a_reason_and_can_come_after_all(hall: Hall) -> None:
    number, client = hall.planned(), hall.clients[0].id
    (entry,) = hall.education.attend(hall.teller, number, client, Arrival.FOUND).attendances
    with refused("education.attended_already"):
        hall.education.attend(hall.teller, number, client, Arrival.FOUND)
    with refused("education.came_already"):
        hall.education.cancel_event(hall.director, number, "无人")
    with refused("text.required"):
        hall.education.take_back(hall.teller, entry.id, " ")
    assert hall.education.take_back(hall.teller, entry.id, "同名客户").came == 0
    with refused("education.no_attendance"):
        hall.education.take_back(hall.teller, entry.id, "再次")
    with refused("education.nobody"):
        hall.education.hold(hall.director, number, 0)
    view = hall.education.attend(hall.teller, number, client, Arrival.CARD)
    assert [one.taken_back for one in view.attendances] == ["同名客户", ""]
    assert hall.education.event(hall.teller, number).came == 1


def test_the_signed_sheet_is_filed_with_the_event(hall: Hall) -> None:
    number = hall.planned(capacity=3)
    sheet = hall.education.sheet(hall.teller, number)
    assert (sheet.form_id, sheet.number) == ("education-sheet", f"{number}-01")
    view = hall.education.hold(hall.director, number, 2, scan=b"scan of the sheet")
    assert view.event.end is not None
    found = hall.services.archive.get(hall.manager, view.event.end.document_number)
    assert (found.title, found.case_number, found.client_id) == ("投资者教育活动签到表", number, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "text.required"), ({"topic": "gossip"}, "education.topic"),
        ({"on": TODAY - timedelta(days=1)}, "education.day_past"), ({"on": date(2028, 1, 1)}, "education.day_far"),
        ({"capacity": 0}, "education.capacity"), ({"capacity": 5001}, "education.capacity"),
        ({"material_id": "none"}, "education.no_material"), ({"place": "a\u202eb"}, "text.invisible"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_kept_is_refused_and_nothing_is_saved(hall: Hall, change: Any, code: str) -> None:
    with refused(code):
        hall.planned(**change)
    assert hall.education.events(hall.director) == ()


def test_two_who_change_a_plan_do_not_overwrite_one_another(hall: Hall) -> None:
    number = hall.planned()
    changed = hall.education.change_plan(hall.director, number, hall.plan(place="大厅"), 1)
    assert (changed.place, changed.version) == ("大厅", 2)
    with refused("education.changed_elsewhere"):
        hall.education.change_plan(hall.manager, number, hall.plan(place="一楼"), 1)
    kept = hall.education.event(hall.teller, number).event
    assert (kept.place, kept.made_by) == ("大厅", hall.director.staff_id)


@pytest.mark.rule("IE-1")
def test_a_version_is_approved_by_somebody_else_and_replaces_the_one_before_from_its_day(hall: Hall) -> None:
    client = hall.clients[0].id
    first = hall.education.register(
        hall.director, replace(LEAFLET, where="", file_name="C:\\a\\荐股.pptx", content=PDF)
    )
    assert (first.file_name, hall.education.file_of(hall.teller, first.id)) == ("荐股.pdf", PDF)
    with refused("education.own_material"):
        hall.education.approve(hall.director, first.id)
    with refused("education.not_approved"):
        hall.education.give(hall.teller, client, first.id, Way.COUNTER)
    with refused("education.waiting"):
        hall.education.register(hall.director, replace(LEAFLET, number=first.number))
    hall.education.approve(hall.manager, first.id)
    with refused("education.approved_already"):
        hall.education.approve(hall.manager, first.id)
    hall.education.give(hall.teller, client, first.id, Way.COUNTER)
    soon = TODAY + timedelta(days=5)
    second = hall.education.register(hall.manager, replace(LEAFLET, number=first.number, valid_from=soon))
    hall.education.approve(hall.director, second.id)
    with refused("education.not_valid_yet"):
        hall.education.give(hall.teller, client, second.id, Way.POST)
    with refused("education.replaced"):  # on the event's day it is not in force any more
        hall.planned(on=soon, material_id=first.id)
    hall.education.give(hall.teller, client, first.id, Way.POST)
    hall.later(5)
    with refused("education.replaced"):
        hall.education.give(hall.teller, client, first.id, Way.POST)
    assert [(one.version, one.replaced_by) for one in hall.education.materials(hall.teller)] == [(1, 2), (2, 0)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"where": ""}, "education.nowhere"), ({"content": b"MZ\x90", "file_name": "a.pdf"}, "education.file"),
        ({"content": b"%PDF-" + b" " * MOST_SCAN_BYTES, "file_name": "a.pdf"}, "education.file_too_big"),
        ({"kind": "song"}, "education.kind"), ({"number": "JY9"}, "education.no_material"),
    ],
)  # fmt: skip
def test_material_that_is_none_is_refused_and_kept_nowhere(hall: Hall, change: Any, code: str) -> None:
    with refused(code):
        hall.education.register(hall.director, replace(LEAFLET, **change))
    assert hall.education.materials(hall.director) == ()
    assert isinstance(hall.branch.blobs, BlobStore)
    assert hall.branch.blobs.names() == frozenset()


STATES = st.sampled_from([None, EventState.HELD, EventState.CANCELLED])


@given(state=STATES, days=st.integers(-3, 3))
@settings(max_examples=40, deadline=None)
def test_the_states_of_an_event_allow_what_the_day_allows(state: EventState | None, days: int) -> None:
    end = None if state is None else EventEnd(state, NOON, "s", "n", 0, "", "")
    event = Event(
        number="TJ1", title="讲座", topic="risk", on=TODAY, at=time(9), place="厅", speaker="周", capacity=1,
        material_id="", for_former=False, version=1, made_at=NOON, made_by="s", made_by_name="n", end=end,
    )  # fmt: skip
    today = TODAY + timedelta(days=days)

    def allowed(check: Any, *facts: Any) -> bool:
        try:
            check(*facts)
        except Refused:
            return False
        return True

    assert allowed(check_changeable, event, 1) == (state is None)
    assert allowed(check_holding, event, today, 0) == (state is None and days >= 0)
    assert allowed(check_attendance, event, today) == (state is EventState.HELD or (state is None and days == 0))
