"""Assessments in both databases: kept whole, replaced in a line, never changed."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.clients import storage as client_storage
from app.common.errors import Refused
from app.policy.loader import load_questionnaire
from app.suitability import storage
from app.suitability.domain import Assessment, assess, parse_answers
from tests.builders import Actors

MADE = datetime(2026, 11, 22, 4, 30, 15, 123456, tzinfo=UTC)
QUESTIONNAIRE = load_questionnaire()
ANSWERS = parse_answers("1A 2B 3C 4A 5A 6B 7A 8B 9ACD 10A 11C 12D", QUESTIONNAIRE)
SCORE = assess(ANSWERS, QUESTIONNAIRE)
FIRST = Assessment(
    id="a1", client_id="client-1", case_number="K1", policy_version=SCORE.policy_version, answers=ANSWERS,
    per_question=SCORE.per_question, total=SCORE.total, level=SCORE.level, marks=("hurried",), assessed_at=MADE,
    valid_until=date(2028, 11, 22), document_number="D1",
)  # fmt: skip
SECOND = dataclasses.replace(FIRST, id="a2", document_number="D2", replaces="a1", assessed_at=MADE + timedelta(days=1))


def add_client(connection: sa.Connection, client_id: str) -> None:
    """A row of the client register, filled just enough for the foreign key."""
    filler = {sa.Date: date(2000, 1, 1), sa.Integer: 1}
    row = {
        column.name: next((value for kind, value in filler.items() if isinstance(column.type, kind)), client_id)
        for column in client_storage.client.columns
        if not column.nullable
    }
    row |= {
        column.name: MADE
        for column in client_storage.client.columns
        if isinstance(column.type, type(storage.assessment.c.assessed_at.type))
    }
    connection.execute(client_storage.client.insert().values(row | {"id": client_id, "kind": "individual"}))


def filled(branch: OpenBranch, actors: Actors, *assessments: Assessment) -> None:
    with branch.db.write(actors.teller) as tx:
        add_client(tx.conn, "client-1")
        add_client(tx.conn, "client-2")
        for value in assessments:
            storage.add(tx.conn, value)


@pytest.mark.rule("RA-3")
def test_an_assessment_comes_back_as_it_was_added_and_can_be_scored_again(branch: OpenBranch, actors: Actors) -> None:
    filled(branch, actors, FIRST)
    with branch.db.read() as connection:
        found = storage.latest(connection, "client-1")
    assert found == FIRST
    assert assess(found.answers, QUESTIONNAIRE) == SCORE


@pytest.mark.rule("RA-4")
def test_a_new_assessment_replaces_the_old_and_the_history_stays(branch: OpenBranch, actors: Actors) -> None:
    filled(branch, actors, FIRST, SECOND)
    with branch.db.read() as connection:
        assert storage.latest(connection, "client-1") == SECOND
        assert storage.history(connection, "client-1") == (FIRST, SECOND)
        assert storage.latest(connection, "client-2") is None
        assert storage.history(connection, "client-2") == ()


@pytest.mark.rule("RA-4")
def test_the_latest_is_told_by_what_replaces_what_and_not_by_the_clock(branch: OpenBranch, actors: Actors) -> None:
    clock_set_back = dataclasses.replace(SECOND, assessed_at=MADE - timedelta(days=400))
    filled(branch, actors, FIRST, clock_set_back)
    with branch.db.read() as connection:
        assert storage.latest(connection, "client-1") == clock_set_back


@pytest.mark.rule("RA-4")
@pytest.mark.parametrize("replaces", [None, "a1", "nothing"])
def test_only_the_latest_can_be_replaced(branch: OpenBranch, actors: Actors, replaces: str | None) -> None:
    filled(branch, actors, FIRST, SECOND)
    third = dataclasses.replace(SECOND, id="a3", document_number="D3", replaces=replaces)
    with pytest.raises(Refused, match=r"^suitability\.not_the_latest$"), branch.db.write(actors.teller) as tx:
        storage.add(tx.conn, third)
    with branch.db.read() as connection:
        assert storage.history(connection, "client-1") == (FIRST, SECOND)


def test_an_assessment_of_nobody_is_not_taken(branch: OpenBranch, actors: Actors) -> None:
    with pytest.raises(sa.exc.IntegrityError), branch.db.write(actors.teller) as tx:
        storage.add(tx.conn, dataclasses.replace(FIRST, client_id="nobody"))


@pytest.mark.rule("RA-4")
@pytest.mark.parametrize(
    "statement", [storage.assessment.update().values(total=60), storage.assessment.delete()], ids=["update", "delete"]
)
def test_the_database_lets_nobody_change_or_delete_an_assessment(
    branch: OpenBranch, actors: Actors, statement: sa.Executable
) -> None:
    filled(branch, actors, FIRST)
    with pytest.raises(sa.exc.DatabaseError), branch.db.write(actors.teller) as tx:
        tx.conn.execute(statement)
    with branch.db.read() as connection:
        assert storage.latest(connection, "client-1") == FIRST
