"""The sample branch after the counter: marks that clients gave, material, events held and planned (SF-1, IE-1)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.branch.opened import system_actor
from app.common.clock import BRANCH_ZONE, branch_day
from app.counter.services import Services
from app.education.domain import Arrival, Former, InviteWay, NewMaterial, PlanEvent, Wanted
from app.samples.at_work import STATION, AtWork
from app.samples.people import STAFF
from app.satisfaction import storage as satisfaction
from app.satisfaction.domain import Answer, CaseKind, month_of

_MARKS = (
    ((5, 4, 5, 3, 5, 4, 5, 5, 2), (4, 5, 5, 4, 5, 5), (4, 5)),
    ((5, 5, 4, 4, 3, 5, 5, 1, 4, 5), (5, 5, 4, 5, 5), (3, 5, 4)),
    ((4, 5, 5, 5, 4, 5, 3, 5, 5, 5, 4), (5, 5, 5, 5, 5, 5), (5, 4)),
)
"""Marks of three months, the oldest first: of two members of staff with enough answers, of one with too few.

The second is shown together with the third: else the third's would be what is left of the branch's.
"""
_REASONS = ("waiting", "papers", "slow")
_WORDS = ("中午只开一个窗口，等了很久。", "表格太多，希望能少填几张。", "")
_KINDS = tuple(CaseKind)


def opinions(services: Services, ids: dict[str, str]) -> None:
    """Marks of the three months before this one; the cases that they follow are those of a time before the sample."""
    month = month_of(branch_day(services.clock.now()))
    months: list[date] = []
    for _ in _MARKS:
        month = month_of(month - timedelta(days=1))
        months.insert(0, month)
    numbers = {person.login: person.number for person in STAFF if person.login}
    tellers = [ids[numbers[login]] for login in ("teller", "supervisor", "teller2")]
    with services.branch.db.write(system_actor(STATION)) as tx:
        asked = 0
        for first, given in zip(months, _MARKS, strict=True):
            for staff_id, marks in zip(tellers, given, strict=True):
                for mark in (*marks, None):
                    asked += 1
                    at = datetime.combine(first, time(10), BRANCH_ZONE) + timedelta(days=asked % 27)
                    number = f"SJ{first:%Y%m}{asked:06d}"
                    kind = _KINDS[asked % len(_KINDS)]
                    ask = satisfaction.Ask(number, kind, staff_id, first, STATION, at)
                    satisfaction.add_ask(tx.conn, ask)
                    low = mark is not None and mark <= services.policy.satisfaction.low
                    answer = Answer(mark, (_REASONS[asked % 3],), _WORDS[asked % 3]) if low else Answer(mark)
                    satisfaction.add_answer(tx.conn, ask, answer, first)
        tx.audit("satisfaction.asked", "case", "SJ", after={"asked": asked})


def events(work: AtWork) -> None:
    """A leaflet in two versions, an event of today with who came, one planned for those who left (TO-14)."""
    services, director = work.services, work.actor("director")
    education, today = services.education, branch_day(services.clock.now())
    where = "大厅展示架"
    leaflet = NewMaterial(title="识别非法荐股", kind="leaflet", topic="fraud", valid_from=today, where=where)
    first = education.register(director, leaflet)
    education.approve(work.actor("manager"), first.id)
    education.register(
        director,
        NewMaterial(
            title="识别非法荐股", kind="leaflet", topic="fraud", valid_from=today + timedelta(days=30), where=where,
            number=first.number,
        ),
    )  # fmt: skip
    talk = PlanEvent(
        title="远离非法证券活动讲座", topic="fraud", on=today, at=time(9, 30), place="营业部二楼会议室",
        speaker="周文静", capacity=30, material_id=first.id,
    )  # fmt: skip
    held = education.plan(director, talk)
    guests = education.candidates(director, held.number, Wanted())[:4]
    education.invite(director, held.number, [one.client_id for one in guests], InviteWay.CALL)
    for one in guests[:3]:
        education.attend(director, held.number, one.client_id, Arrival.FOUND)
    education.hold(director, held.number, 5, "现场提问集中在荐股群和虚假软件。", gave_material=True)
    again = PlanEvent(
        title="老客户市场交流会", topic="back", on=today + timedelta(days=14), at=time(14, 30),
        place="营业部二楼会议室", speaker="周文静", capacity=20, for_former=True,
    )  # fmt: skip
    planned = education.plan(director, again)
    former = education.candidates(director, planned.number, Wanted(former=Former.ONLY))
    education.invite(director, planned.number, [one.client_id for one in former], InviteWay.CALL)
