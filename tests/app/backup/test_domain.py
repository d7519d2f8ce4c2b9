from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.audit.storage import Head
from app.backup.domain import FileEntry, Keep, Lost, Manifest, done_since, is_name, kept, last_due, name_of
from app.common.clock import BRANCH_ZONE, branch_day
from tests.app.storage.test_keys import refused

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
KEY = bytes(range(32))


def manifest() -> Manifest:
    return Manifest(
        name=name_of(NOON, "1a2b"), branch_id="b1", sample=True, database="sqlite", revision="0001", made_at=NOON,
        made_by="staff-admin", station="01", heads=(Head("01", 5, "m" * 64),), rows={"audit_log": 5}, documents=1,
        document_bytes=10, missing=(), files=(FileEntry("branch.db", 4096, "a" * 64),),
    )  # fmt: skip


def test_a_manifest_survives_being_written_and_read() -> None:
    signed = manifest().signed(KEY)
    again = Manifest.of_json(signed.to_json())
    assert again == signed
    assert again.fits(KEY)
    assert not again.fits(bytes(32))
    assert again.audit_rows == 5


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("old", [b'"documents": 1', b'"made_by": "staff-admin"', b'"seq": 5', b'"size": 4096'])
def test_an_altered_manifest_does_not_fit(old: bytes) -> None:
    content = manifest().signed(KEY).to_json()
    assert content.count(old) == 1
    changed = content.replace(old, old.replace(b"1", b"2").replace(b"admin", b"other").replace(b"5", b"6")
                              .replace(b"4096", b"8192"))  # fmt: skip
    assert not Manifest.of_json(changed).fits(KEY)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"format": 2}', b'{"format": 1, "name": "../x"}'])
def test_what_is_no_manifest_is_a_plain_refusal(content: bytes) -> None:
    with refused("backup.manifest_damaged"):
        Manifest.of_json(content)


def test_only_names_of_finished_backups_are_names() -> None:
    assert is_name(name_of(NOON, "00ff"))
    assert not any(is_name(text) for text in ("documents", ".making-20261122T040000Z-00ff", "..", ""))


@pytest.mark.parametrize("text", ["", "7", "7,4", "7,4,12,1", "0,4,12", "7,4,500", "-1,4,12", "a,b,c"])
def test_a_rule_of_keeping_that_makes_no_sense_is_refused(text: str) -> None:
    with refused("backup.keep"):
        Keep.of_text(text)


def test_a_rule_of_keeping_is_read() -> None:
    assert Keep.of_text(" 3, 2,1") == Keep(3, 2, 1)


def daily(days: int) -> list[tuple[str, datetime]]:
    return [(f"d{number}", NOON - timedelta(days=number)) for number in range(days)]


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    stay = kept(daily(365), Keep(7, 4, 12))
    days = {branch_day(NOON - timedelta(days=int(name[1:]))) for name in stay}
    assert {date(2026, 11, 22) - timedelta(days=number) for number in range(7)} <= days
    assert {day.month for day in days} == set(range(1, 13))
    assert len(stay) <= 7 + 4 + 12


def test_of_several_on_one_day_the_newest_stays_and_the_one_before_the_newest_too() -> None:
    hours = [(f"h{number}", NOON - timedelta(hours=number)) for number in range(4)]
    assert kept(hours, Keep(7, 0, 0)) == {"h0", "h1"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60 * 24 * 800), unique=True, max_size=40), st.integers(1, 9), st.integers(0, 5))
def test_the_newest_always_stays_and_thinning_twice_changes_nothing(minutes: list[int], days: int, weeks: int) -> None:
    there = [(str(number), NOON - timedelta(minutes=number)) for number in minutes]
    rule = Keep(days, weeks, 3)
    stay = kept(there, rule)
    assert (not there) or str(min(minutes)) in stay
    assert kept([one for one in there if one[0] in stay], rule) == stay


def test_the_last_due_moment_is_today_s_or_yesterday_s() -> None:
    now = datetime(2026, 11, 22, 13, 0, tzinfo=BRANCH_ZONE)
    times = (time(12, 30), time(18, 0))
    assert last_due(times, now) == datetime(2026, 11, 22, 12, 30, tzinfo=BRANCH_ZONE)
    assert last_due(times, now.replace(hour=9)) == datetime(2026, 11, 21, 18, 0, tzinfo=BRANCH_ZONE)
    assert last_due((), now) is None


def test_what_was_done_since_is_counted_by_station() -> None:
    heads = (Head("01", 5, "a"), Head("02", 7, "b"))
    marks = (Head("01", 9, "c"), Head("02", 7, "b"), Head("03", 2, "d"))
    assert done_since(heads, marks) == (Lost("01", 6, 9), Lost("03", 1, 2))
    assert [lost.acts for lost in done_since(heads, marks)] == [4, 2]
