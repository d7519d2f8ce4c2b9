"""Bookings: made, matched at the counter, kept, lapsed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.bookings import storage
from app.bookings.domain import Booking, BookingState, BookVisit, fit, ranked
from app.bookings.service import BookingService
from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from tests.builders import Actors
from tests.people import NOON, add_marketer

VISIT = BookVisit(
    name="宋雅楠", mobile="138 5712 0011", planned_at=NOON, staff_id="staff-marketing", business=("沪深A股开户",)
)


@pytest.fixture
def service(branch: OpenBranch) -> BookingService:
    return BookingService(branch.db, expiry_days=30)


def booking(**values: object) -> Booking:
    made = Booking(
        id="1", number="YY1", name="宋雅楠", mobile="13857120011", paper_number="", planned_at=NOON, staff_id="s",
        business=("开户",), note="", state=BookingState.BOOKED, case_number="", created_at=NOON, created_by="s",
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]  # of many types


@pytest.mark.rule("AP-1")
def test_marketing_staff_book_a_visit_that_the_counter_sees(service: BookingService, actors: Actors) -> None:
    made = service.book(actors.marketing, replace(VISIT, note="下午\n方便", paper_number=" e1234 5678 "))
    assert (made.number, made.mobile, made.paper_number) == ("YY20261120000001", "13857120011", "E12345678")
    assert service.get(actors.teller, made.id) == made
    (line,) = service.today(actors.teller)
    assert (line.number, line.staff_number, line.state) == (made.number, "9003", BookingState.BOOKED)
    assert line.mobile_masked == "138****0011"
    assert "13857120011" not in str(line)


@pytest.mark.rule("AP-1")
@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"name": "宋1"}, "clients.name_character", "name"),
        ({"name": ""}, "text.required", "name"),
        ({"mobile": "1385712"}, "papers.mobile_length", "mobile"),
        ({"mobile": ""}, "text.required", "mobile"),
        ({"planned_at": NOON - timedelta(days=1)}, "bookings.past", "planned_at"),
        ({"planned_at": NOON + timedelta(days=200)}, "bookings.too_far", "planned_at"),
        ({"business": ()}, "bookings.no_business", "business"),
        ({"business": ("  ",)}, "bookings.no_business", "business"),
        ({"note": "\u202e"}, "text.invisible", "note"),
        ({"staff_id": "nobody"}, "staff.unknown", "staff_id"),
        ({"staff_id": "staff-teller"}, "staff.not_marketing", "staff_id"),
    ],
)
def test_a_wrong_booking_is_refused_at_its_field_and_nothing_is_stored(
    service: BookingService, actors: Actors, wrong: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        service.book(actors.teller, replace(VISIT, **wrong))  # type: ignore[arg-type]  # of many types
    assert (refused.value.code, refused.value.field) == (code, field)
    assert service.today(actors.teller) == ()


@pytest.mark.rule("OP-4")
@pytest.mark.rule("AP-1")
def test_marketing_staff_book_for_themselves_only_and_see_their_own_only(
    service: BookingService, branch: OpenBranch, actors: Actors
) -> None:
    with branch.db.write(actors.admin) as work:
        other = add_marketer(work.conn)
    theirs = service.book(actors.teller, replace(VISIT, staff_id=other.id))
    own = service.book(actors.marketing, VISIT)
    with pytest.raises(Refused, match=r"bookings\.own_only"):
        service.book(actors.marketing, replace(VISIT, staff_id=other.id))
    assert [line.id for line in service.today(actors.marketing)] == [own.id]
    assert {line.id for line in service.today(actors.teller)} == {own.id, theirs.id}
    with pytest.raises(Refused, match=r"bookings\.unknown"):
        service.get(actors.marketing, theirs.id)
    with pytest.raises(Refused, match=r"bookings\.unknown"):
        service.cancel(actors.marketing, theirs.id, "客户取消")
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.match(actors.marketing, name="宋雅楠")


def test_who_may_not_write_bookings_is_denied(service: BookingService, actors: Actors) -> None:
    for actor in (actors.admin, actors.compliance, actors.archivist):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.book(actor, VISIT)
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.expire(actor)
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.today(actors.admin)


@pytest.mark.rule("AP-1")
def test_one_who_has_left_cannot_be_booked_with(service: BookingService, branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.admin) as work:
        gone = add_marketer(work.conn, active=False)
    with pytest.raises(Refused, match=r"staff\.left"):
        service.book(actors.teller, replace(VISIT, staff_id=gone.id))


@pytest.mark.rule("AP-2")
def test_a_booking_is_matched_by_id_number_mobile_or_name_the_best_first(
    service: BookingService, actors: Actors
) -> None:
    by_name = service.book(actors.teller, replace(VISIT, mobile="13900000001"))
    by_mobile = service.book(actors.teller, replace(VISIT, name="宋楠"))
    by_paper = service.book(
        actors.teller, replace(VISIT, name="宋亚南", mobile="13900000002", paper_number="E12345678")
    )
    stranger = service.book(actors.teller, replace(VISIT, paper_number="E99999999"))
    found = service.match(actors.teller, mobile="13857120011", paper_number="E12345678", name="宋雅楠")
    assert [match.id for match in found] == [by_paper.id, by_mobile.id, by_name.id]
    assert stranger.id not in {match.id for match in found}
    assert service.match(actors.teller) == ()


@pytest.mark.rule("AP-2")
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.integers(0, 9)), max_size=8))
def test_a_better_fit_never_stands_behind_a_worse_one(shapes: list[tuple[bool, bool, bool, int]]) -> None:
    made = [
        booking(
            id=str(index), number=f"YY{index}", name="甲乙" if name else "丙丁", mobile="1" if mobile else "2",
            paper_number="P" if paper else "", planned_at=NOON + timedelta(hours=hour),
        )
        for index, (name, mobile, paper, hour) in enumerate(shapes)
    ]  # fmt: skip
    asked = {"mobile": "1", "paper_number": "P", "name": "甲乙"}
    found = ranked(made, **asked)
    fits = [fit(match, **asked) for match in found]
    assert fits == sorted(fits, reverse=True)
    assert len(found) == sum(any(shape[:3]) for shape in shapes)


@pytest.mark.rule("AP-2")
def test_a_kept_booking_is_bound_to_its_case_once(service: BookingService, branch: OpenBranch, actors: Actors) -> None:
    made, other = service.book(actors.teller, VISIT), service.book(actors.teller, VISIT)
    with branch.db.write(actors.teller) as work:
        kept = storage.keep(work.conn, made.number, "KH1")
        assert storage.keep(work.conn, made.number, "KH1") == kept  # resuming changes nothing
        assert (kept.state, kept.case_number) == (BookingState.KEPT, "KH1")
        with pytest.raises(Refused, match=r"bookings\.not_open"):
            storage.keep(work.conn, made.number, "KH2")
        with pytest.raises(Refused, match=r"bookings\.case_has_one"):
            storage.keep(work.conn, other.number, "KH1")
        with pytest.raises(Refused, match=r"bookings\.unknown"):
            storage.keep(work.conn, "YY", "KH3")
    assert [match.id for match in service.match(actors.teller, name="宋雅楠")] == [other.id]


def test_the_booking_of_a_case_that_ended_without_account_is_open_again(
    service: BookingService, branch: OpenBranch, actors: Actors
) -> None:
    made = service.book(actors.teller, VISIT)
    with branch.db.write(actors.teller) as work:
        storage.keep(work.conn, made.number, "KH1")
        assert storage.release(work.conn, "KH1") is not None
        assert storage.release(work.conn, "KH1") is None
        assert storage.release(work.conn, "") is None
        storage.keep(work.conn, made.number, "KH2")


@pytest.mark.rule("AP-2")
def test_the_database_itself_binds_a_case_to_one_booking(
    service: BookingService, branch: OpenBranch, actors: Actors
) -> None:
    service.book(actors.teller, VISIT)
    service.book(actors.teller, VISIT)
    both = sa.update(storage.booking).values(case_number="KH1", state="kept")
    with pytest.raises(sa.exc.IntegrityError), branch.db.write(actors.teller) as work:
        work.conn.execute(both)


@pytest.mark.rule("AP-3")
def test_a_booking_that_nobody_kept_expires_after_the_policy_days_and_stays_listed(
    service: BookingService, actors: Actors, clock: FixedClock
) -> None:
    made = service.book(actors.teller, VISIT)
    clock.tick(30 * 86400)
    assert service.expire(actors.teller) == 0
    clock.tick(3 * 3600)
    assert service.expire(actors.teller) == 1
    assert service.expire(actors.teller) == 0
    (line,) = service.lapsed(actors.teller)
    assert (line.id, line.state) == (made.id, BookingState.EXPIRED)
    assert service.match(actors.teller, name="宋雅楠") == ()
    with pytest.raises(Refused, match=r"bookings\.not_open"):
        service.cancel(actors.teller, made.id, "太晚")


@pytest.mark.rule("AP-3")
def test_a_kept_booking_never_expires(
    service: BookingService, branch: OpenBranch, actors: Actors, clock: FixedClock
) -> None:
    made = service.book(actors.teller, VISIT)
    with branch.db.write(actors.teller) as work:
        storage.keep(work.conn, made.number, "KH1")
    clock.tick(365 * 86400)
    assert service.expire(actors.teller) == 0


def test_a_cancelled_booking_stays_listed(service: BookingService, actors: Actors) -> None:
    made = service.book(actors.marketing, VISIT)
    with pytest.raises(Refused, match=r"text\.required"):
        service.cancel(actors.marketing, made.id, "")
    service.cancel(actors.marketing, made.id, "客户改期")
    assert [line.state for line in service.lapsed(actors.teller)] == [BookingState.CANCELLED]


def test_the_day_is_the_branch_day_and_later_days_are_upcoming(service: BookingService, actors: Actors) -> None:
    late = service.book(actors.teller, replace(VISIT, planned_at=NOON + timedelta(hours=11, minutes=59)))  # 23:59
    next_day = service.book(actors.teller, replace(VISIT, planned_at=NOON + timedelta(hours=12)))
    assert [line.id for line in service.today(actors.teller)] == [late.id]
    assert [line.id for line in service.upcoming(actors.teller)] == [next_day.id]
