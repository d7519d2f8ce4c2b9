"""Tax residence stated anew, older clients told twice, expired papers stop what is no renewal (KY-1, KY-3, KY-5)."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app.branch.opened import OpenBranch
from app.changes.steps import Step
from app.clients import storage as clients
from app.clients.domain import Client
from app.clients.papers import PaperStanding, need_unexpired, standing_of
from app.common.errors import Refused
from app.due_diligence import storage as due_diligence
from app.samples import changes as hands
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.builders import Actors

ABROAD = {
    "tax_residence": "foreign", "tax_name": "SUN Liming", "tax_birth_place": "Hangzhou", "tax_address": "1 Shili Road",
    "tax_numbers": json.dumps([{"place": "USA", "number": "1-2", "reason": "", "remark": ""}]),
}  # fmt: skip


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


@pytest.fixture
def client(desk: ChangeDesk) -> Client:
    return desk.client()


@pytest.mark.rule("KY-3")
def test_a_statement_made_anew_is_signed_kept_and_shown_beside_the_one_before(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    receipt = hands.do(desk.services, teller, client.id, "tax-statement", **ABROAD)
    assert {paper.form_id for paper in receipt.documents} == {"client-change", "tax-statement"}
    with desk.services.branch.db.read() as conn:
        kept = due_diligence.statement_of(conn, client.id)
    assert kept is not None
    assert kept.numbers[0].place == "USA"
    assert desk.now(client.id).tax_residence == "foreign"
    again = hands.take_in(desk.services, teller, client.id, "tax-statement", **ABROAD)
    assert again.problems["tax_residence"].code == "changes.same_as_now"
    back = hands.take_in(desk.services, teller, client.id, "tax-statement", tax_residence="china", tax_numbers="")
    assert "1-2" in back.lines[0].before
    assert not back.problems


@pytest.mark.rule("KY-3")
def test_a_statement_that_lacks_something_says_where(desk: ChangeDesk, client: Client) -> None:
    wrong: tuple[tuple[dict[str, str], str], ...] = (
        ({}, "tax_residence"), ({"tax_residence": "both"}, "tax_name"), ({**ABROAD, "tax_numbers": ""}, "tax_numbers"),
    )  # fmt: skip
    for typed, at in wrong:
        case = desk.changes.start(desk.actors.teller, client.id, "tax-statement").case.number
        blank = dict.fromkeys(ABROAD, "")
        view = desk.changes.save_fields(desk.actors.teller, case, {**blank, **typed})
        assert at in view.problems


@pytest.mark.rule("KY-5")
def test_an_older_client_hears_of_a_change_from_a_second_person(desk: ChangeDesk, client: Client) -> None:
    young = hands.take_in(desk.services, desk.actors.teller, client.id, "client-data", mobile="13900001234")
    assert not young.older
    assert "second_by" not in young.problems
    old = old_client(desk)
    take = (desk.services, desk.actors.teller, old.id, "client-data")
    view = hands.take_in(*take, mobile="13900001234")
    assert view.older
    assert [one.at for one in view.step(Step.IDENTITY).missing] == ["second_by"]
    for number, code in (("nobody", "staff.unknown"), (desk.actors.teller.staff_number, "changes.second_is_teller")):
        view = hands.take_in(*take, mobile="13900001234", second_by=number)
        assert view.problems["second_by"].code == code
    view = hands.take_in(*take, mobile="13900001234", second_by=desk.actors.supervisor.staff_number)
    assert "second_by" not in view.problems
    pressed = desk.changes.preview(desk.actors.teller, view.case.number, "client-change")
    assert desk.actors.supervisor.name in pressed.pdf.decode()
    assert '"large":true' in pressed.pdf.decode()


def old_client(desk: ChangeDesk) -> Client:
    """A client of more than the policy's age."""
    made = desk.client("钱老伯")
    with desk.services.branch.db.engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
        conn.execute(
            clients.client.update().where(clients.client.c.id == made.id).values(birth_date=date(1950, 1, 1))
        )  # fmt: skip
    return desk.now(made.id)


@pytest.mark.rule("KY-1")
def test_an_expired_paper_stops_other_business_and_a_renewal_opens_it_again(desk: ChangeDesk, client: Client) -> None:
    teller, services = desk.actors.teller, desk.services
    with services.branch.db.write(teller) as tx:
        clients.amend(tx.conn, client, {"paper_until": date(2026, 1, 1)})
    for begin in (
        lambda: services.risk_cases.reassess(teller, client.id),
        lambda: services.transfer.start(teller, client.id),
    ):
        with pytest.raises(Refused) as refused:
            begin()
        assert refused.value.code == "papers.renew_first"
    view = hands.take_in(services, teller, client.id, "client-data", mobile="13900001234")
    assert view.problems["paper_shown"].code == "changes.paper_expired"
    assert services.changes.start(teller, client.id, "paper-renewed").problems.get("paper_shown") is not None


def test_the_last_day_of_a_paper_still_counts_and_one_for_life_never_ends() -> None:
    day = date(2026, 11, 22)
    assert standing_of(None, day, 90) is PaperStanding.VALID
    assert standing_of(day, day, 90) is PaperStanding.SOON
    assert standing_of(date(2026, 11, 21), day, 90) is PaperStanding.EXPIRED
    assert standing_of(date(2027, 11, 21), day, 90) is PaperStanding.VALID
    need_unexpired(day, day)
    with pytest.raises(Refused, match="renew_first"):
        need_unexpired(date(2026, 11, 21), day)
