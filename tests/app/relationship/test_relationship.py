"""Service relationships: who may be confirmed, and the history that stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.relationship import storage
from app.relationship.domain import Confirmation, ConfirmationKind
from app.staff.domain import CertificateState
from tests.builders import Actors, forbidden
from tests.people import NOON, add_client, add_marketer


def confirmed(conn: sa.Connection, client_id: str, staff_id: str, **values: str) -> Confirmation:
    usual = {"booking_number": "", "verified_by": "staff-teller", "document_number": "KH1-09"}
    return storage.confirm(conn, client_id=client_id, staff_id=staff_id, at=NOON, **(usual | values))


@pytest.mark.rule("SR-1")
@pytest.mark.rule("AP-2")
def test_a_confirmation_names_staff_booking_verifier_and_document(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        client, member = add_client(work.conn), add_marketer(work.conn)
        made = confirmed(work.conn, client.id, member.id, booking_number="YY1")
    with branch.db.read() as conn:
        assert storage.current(conn, client.id) == made
    assert (made.staff_id, made.booked, made.booking_number, made.verified_by, made.document_number) == (
        member.id, True, "YY1", "staff-teller", "KH1-09",
    )  # fmt: skip


@pytest.mark.rule("SR-3")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"certificate_number": ""}, "staff.no_certificate"),
        ({"certificate_state": CertificateState.SUSPENDED}, "staff.certificate_suspended"),
        ({"certificate_until": date(2026, 11, 19)}, "staff.certificate_expired"),
        ({"active": False}, "staff.left"),
    ],
)
def test_one_who_may_not_practise_cannot_be_confirmed(
    branch: OpenBranch, actors: Actors, wrong: dict[str, object], code: str
) -> None:
    with branch.db.write(actors.teller) as work:
        client, member = add_client(work.conn), add_marketer(work.conn, **wrong)
        with pytest.raises(Refused) as refused:
            confirmed(work.conn, client.id, member.id)
        assert (refused.value.code, refused.value.field) == (code, "marketer")
        assert storage.history(work.conn, client.id) == ()


@pytest.mark.rule("SR-3")
def test_counter_staff_strangers_and_the_verifier_themselves_cannot_be_confirmed(
    branch: OpenBranch, actors: Actors
) -> None:
    with branch.db.write(actors.teller) as work:
        client, member = add_client(work.conn), add_marketer(work.conn)
        for staff_id, code in (("staff-teller", "staff.not_marketing"), ("nobody", "staff.unknown")):
            with pytest.raises(Refused) as refused:
                confirmed(work.conn, client.id, staff_id)
            assert refused.value.code == code
        with pytest.raises(Refused, match=r"relationship\.verified_by_self"):
            confirmed(work.conn, client.id, member.id, verified_by=member.id)


@pytest.mark.rule("SR-3")
def test_changing_and_ending_are_new_confirmations_and_the_history_stays(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        first, second = add_marketer(work.conn), add_marketer(work.conn, id="m2", number="8002")
        confirmed(work.conn, client.id, first.id)
        confirmed(work.conn, client.id, second.id)
        running = storage.current(work.conn, client.id)
        assert running is not None
        assert running.staff_id == second.id
        # a clock set back changes nothing: the last one counts, not the latest
        storage.end(
            work.conn, client_id=client.id, verified_by="staff-teller", document_number="D3",
            at=NOON - timedelta(days=1),
        )  # fmt: skip
        assert storage.current(work.conn, client.id) is None
        with pytest.raises(Refused, match=r"relationship\.none"):
            storage.end(work.conn, client_id=client.id, verified_by="x", document_number="D4", at=NOON)
    with branch.db.read() as conn:
        history = storage.history(conn, client.id)
    assert [(entry.sequence, entry.staff_id) for entry in history] == [(1, first.id), (2, second.id), (3, second.id)]
    assert history[-1].kind is ConfirmationKind.ENDED


@pytest.mark.rule("SR-3")
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_itself_lets_nobody_change_the_history(branch: OpenBranch, actors: Actors, change: str) -> None:
    with branch.db.write(actors.teller) as work:
        confirmed(work.conn, add_client(work.conn).id, add_marketer(work.conn).id)
    table = storage.relationship
    statement = sa.delete(table) if change == "delete" else sa.update(table).values(booking_number="YY9")
    with forbidden(), branch.db.write(actors.teller) as work:
        work.conn.execute(statement)
