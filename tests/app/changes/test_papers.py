from __future__ import annotations

import pytest

from app.archive.papers import page_code, print_mark
from app.branch.opened import OpenBranch
from app.changes import storage
from app.dossier import erasing
from app.dossier.domain import Business
from app.dossier.storage import finished_cases
from app.samples import changes as hands
from app.scans.domain import Source
from app.scans.service import ScanService
from app.scans.view import ScanFile
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.app.scans.desk import TextReader
from tests.builders import Actors


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


@pytest.mark.rule("AR-5")
def test_a_signed_paper_of_a_change_is_recognised_in_a_pile_and_bound_to_its_case(desk: ChangeDesk) -> None:
    teller, services, client = desk.actors.teller, desk.services, desk.client()
    typed = {"mobile": "13900001234", "sign_way": "paper"}
    number = hands.take_in(services, teller, client.id, "client-data", **typed).case.number
    printed = desk.changes.printable_form(teller, number, "client-change")
    scans = ScanService(
        services.branch.db, services.branch.blobs, TextReader(), services.opening, services.transfer, services.changes,
        services.risk_cases, services.archive, services.press,
    )  # fmt: skip
    code = page_code(f"{number}-01", 1, 1, print_mark(services.press.facts_sha256(printed)))
    scans.take_in(teller, [ScanFile("pile.pdf", f"{code} 1-0".encode())], Source.FILE)
    scans.bind_ready(teller)
    assert desk.changes.view(teller, number).complete
    assert desk.changes.complete(teller, number).documents[0].number == f"{number}-01"


@pytest.mark.rule("SE-2")
def test_a_closed_change_stands_in_the_verification(desk: ChangeDesk) -> None:
    client = desk.client()
    hands.do(desk.services, desk.actors.teller, client.id, "client-data", mobile="13900001234")
    assert [problem for problem in desk.services.verify().problems if "BG" in str(problem)] == []


@pytest.mark.rule("AR-1", "AR-2")
def test_the_forms_of_a_change_stand_in_the_dossier_and_are_a_set_to_hand_over(desk: ChangeDesk) -> None:
    teller, services, client = desk.actors.teller, desk.services, desk.client()
    desk.assess(client, "high")
    hands.do(services, teller, client.id, "client-data", experience="3-5")
    done = hands.do(services, teller, client.id, "permission", permission_act="open", permission="chinext")
    with services.branch.db.read() as conn:
        sets = finished_cases(conn, client_id=client.id)
    assert [one.business for one in sets] == [Business.CHANGE, Business.CHANGE]
    look = services.dossiers.look(teller, client.id)
    numbers = {paper.document.number for section in look.sections for paper in section[1]}
    assert {document.number for document in done.documents} <= numbers
    assert len(numbers) == 3


@pytest.mark.rule("AR-4")
def test_what_was_typed_in_a_change_goes_with_a_destroyed_dossier(desk: ChangeDesk) -> None:
    teller, services, client = desk.actors.teller, desk.services, desk.client()
    receipt = hands.do(services, teller, client.id, "client-data", mobile="13900001234")
    with services.branch.db.write(desk.actors.archivist) as tx:
        assert receipt.case_number in erasing.erase_cases(tx, [client.id], "XH1")
    with services.branch.db.read() as conn:
        case = storage.load(conn, receipt.case_number)
    assert set(case.fields.values()) == {""}
    assert case.erased is not None
    with services.branch.db.write(desk.actors.archivist) as tx:
        assert erasing.erase_cases(tx, [client.id], "XH2") == ()
