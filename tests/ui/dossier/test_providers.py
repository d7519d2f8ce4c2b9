"""The page's provider on the real archive: each question reaches its use case, names are people's (AR-2, AR-3)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.common.actor import Actor
from app.common.errors import Refused
from app.dossier.handing import Decision, SetToHand
from tests.app.dossier.desk import Archive, archive_of
from tests.builders import BranchFactory
from ui.dossier_providers import DossierData, PledgeData, abilities
from ui.pages.dossier.port import COVER, INDEX, LOANS


@pytest.fixture
def archive(branch_factory: BranchFactory) -> Archive:
    made = archive_of(branch_factory.make("sqlite"))
    made.sign_in_users()
    return made


def data(archive: Archive, who: Actor) -> DossierData:
    return DossierData(archive.dossiers, archive.services.clients, who, archive.clock)


def test_a_client_is_found_by_name_by_client_number_and_by_archive_number(archive: Archive) -> None:
    client_id, _ = archive.opened()
    found = data(archive, archive.actors.archivist)
    number = found.look(client_id, "抽查").archive_number
    for text in ("客户", archive.client_number(client_id), number, number.lower()):
        assert [one.client_id for one in found.find(text)] == [client_id]
    assert found.find("无此人") == ()
    assert found.find(" ") == ()


@pytest.mark.rule("AR-3")
def test_papers_are_shown_printed_and_exported_with_the_purpose(archive: Archive, tmp_path: Path) -> None:
    client_id, case = archive.opened()
    found = data(archive, archive.actors.archivist)
    assert not found.own_work(client_id)
    found.look(client_id, "抽查")
    assert found.glance(client_id, f"{case}-02") == found.document(client_id, f"{case}-02", "抽查")
    for form in (COVER, INDEX, LOANS):
        assert found.paper(client_id, form, "抽查").pdf
        found.print_paper(client_id, form, "抽查")
    assert [number.split()[-1] for number, _ in archive.queue.came] == [
        "dossier-cover",
        "dossier-index",
        "loan-register",
    ]
    found.print_document(client_id, f"{case}-02", "抽查")
    assert archive.queue.came[-1] == (f"{case}-02", "抽查")
    found.export(client_id, str(tmp_path / "o.zip"), "抽查")
    assert next(use.kind.value for use in found.uses(client_id)) == "export"


def test_small_pictures_need_an_open_dossier(archive: Archive) -> None:
    client_id, case = archive.opened()
    found = data(archive, archive.actors.archivist)
    with pytest.raises(Refused, match=r"dossier\.not_open"):
        found.glance(client_id, f"{case}-02")
    found.look(client_id, "抽查")
    found.glance(client_id, f"{case}-02")
    with pytest.raises(Refused, match=r"dossier\.not_open"):
        data(archive, archive.actors.compliance).glance(client_id, f"{case}-02")
    archive.clock.tick(31 * 60)
    with pytest.raises(Refused, match=r"dossier\.not_open"):
        found.glance(client_id, f"{case}-02")


def test_place_and_loan_from_the_sheets_as_typed(archive: Archive) -> None:
    client_id, _ = archive.opened()
    found = data(archive, archive.actors.archivist)
    found.set_place(client_id, {"room": "二楼", "shelf": "", "box": "1", "why": "上架"}, 0)
    borrower = next(one.key for one in found.borrowers() if one.key == archive.actors.compliance.staff_id)
    for values, code, name in (
        ({"borrower": "", "why": "x", "due_on": ""}, "text.required", "borrower"),
        ({"borrower": borrower, "why": "x", "due_on": "明天"}, "text.date", "due_on"),
        ({"borrower": borrower, "why": " ", "due_on": ""}, "text.required", "why"),
    ):
        with pytest.raises(Refused) as refused:
            found.lend(client_id, values)
        assert (refused.value.code, refused.value.field) == (code, name)
    _, today = found.loans(out_only=True)
    found.lend(client_id, {"borrower": borrower, "why": "检查", "due_on": (today + timedelta(days=2)).isoformat()})
    ((loan,), _) = found.loans(out_only=True)
    found.bring_back(loan.id, "完好")
    assert found.loans(out_only=True)[0] == ()
    assert len(found.loans(out_only=False)[0]) == 1


@pytest.mark.rule("AR-2")
def test_papers_go_from_the_counter_to_the_archivist(archive: Archive) -> None:
    _, case = archive.opened()
    counter, desk = data(archive, archive.actors.teller), data(archive, archive.actors.archivist)
    lists = counter.handing(everybody=False)
    assert [lists.names[one.case.client_id] for one in lists.sets] == ["客户一"]
    number = counter.hand_over([SetToHand(case)], "")
    assert counter.sheet(number).pdf
    assert desk.handing(everybody=False).sets == ()
    desk.receive(number, [Decision(case, accepted=False, words="缺页", mend_by=lists.today)])
    assert [line.points for line in desk.handing(everybody=False).points] == [1]
    assert counter.handing(everybody=False).points == ()


@pytest.mark.rule("AR-4")
def test_a_destruction_goes_through_the_hands_of_three(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who = archive.actors
    desk, chief, third = data(archive, who.archivist), data(archive, who.general_manager), data(archive, who.compliance)
    assert [due.client_id for due in desk.destruction().due] == [client_id]
    assert chief.destruction().due == ()
    number = desk.propose([client_id], "期满")
    chief.decide(number, approved=True, words="")
    third.witness(number)
    desk.destroy(number)
    assert [one.state for one in third.destruction().lists] == ["done"]


@pytest.mark.rule("SE-1")
def test_the_pledge_is_shown_and_the_register_only_to_those_who_read_the_staff_register(archive: Archive) -> None:
    from forms.engine.sample_ink import sample_ink

    own = PledgeData(archive.dossiers, archive.actors.archivist)
    page, signed = own.own()
    assert page.pdf
    assert signed == ""
    own.sign(sample_ink())
    assert own.own()[1] == "2026-11-20"
    assert own.register() == ()
    assert any(one.current for one in PledgeData(archive.dossiers, archive.actors.teller).register())


def test_what_one_may_do_follows_from_the_roles(archive: Archive) -> None:
    who = archive.actors
    assert abilities(who.archivist).writes
    assert not abilities(who.archivist).hands
    assert abilities(who.general_manager).destroys
    assert abilities(who.teller).hands
    assert not abilities(who.teller).registers
    assert not abilities(who.compliance).exports
