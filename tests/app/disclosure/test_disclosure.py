"""Reading on the customer display."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.archive.press import Section
from app.branch.opened import OpenBranch
from app.disclosure import storage
from app.disclosure.domain import SectionReading, required_seconds, unread
from app.policy.loader import load_policy
from tests.builders import Actors, forbidden
from tests.people import NOON

POLICY = load_policy()


def section(name: str, length: int) -> Section:
    return Section(name, name, ("字" * length,))


@pytest.mark.rule("OP-3")
@given(st.integers(0, 5000))
def test_a_section_takes_as_long_as_the_policy_says_and_never_less_than_its_minimum(length: int) -> None:
    seconds = required_seconds(length, POLICY)
    assert seconds >= POLICY.reading.minimum_seconds
    assert seconds * POLICY.reading.characters_per_second >= length
    assert required_seconds(length + 1, POLICY) >= seconds


@pytest.mark.rule("OP-3")
@given(st.lists(st.tuples(st.integers(0, 800), st.none() | st.integers(0, 200)), max_size=8))
def test_exactly_the_sections_that_were_not_shown_long_enough_are_unread(shown: list[tuple[int, int | None]]) -> None:
    sections = [section(str(place), length) for place, (length, _) in enumerate(shown)]
    read = {str(place): seconds for place, (_, seconds) in enumerate(shown) if seconds is not None}
    expected = tuple(
        str(place)
        for place, (length, seconds) in enumerate(shown)
        if seconds is None or seconds < required_seconds(length, POLICY)
    )
    assert unread(sections, read, POLICY) == expected


def reading(name: str = "1", form_id: str = "disclosure") -> SectionReading:
    return SectionReading(
        case_number="KH1", form_id=form_id, form_version="2026-11", section_id=name, seconds=12, confirmed_at=NOON
    )


@pytest.mark.rule("OP-3")
def test_readings_are_recorded_by_case_and_form(branch: OpenBranch, actors: Actors) -> None:
    made = [reading("1"), reading("2"), reading("1", "disclosure-chinext")]
    with branch.db.write(actors.teller) as work:
        storage.add_readings(work.conn, made)
        storage.add_readings(work.conn, [])
    with branch.db.read() as conn:
        assert set(storage.readings(conn, "KH1", "disclosure")) == set(made[:2])
        assert storage.readings(conn, "KH2") == ()
        assert set(storage.readings(conn, "KH1")) == set(made)


@pytest.mark.rule("OP-3")
def test_the_database_itself_lets_nobody_change_what_was_read(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        storage.add_readings(work.conn, [reading()])
    for change in (sa.update(storage.reading).values(seconds=600), sa.delete(storage.reading)):
        with forbidden(), branch.db.write(actors.teller) as work:
            work.conn.execute(change)
