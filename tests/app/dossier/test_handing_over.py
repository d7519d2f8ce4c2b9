"""Handing papers to the archivist: lists, sets that come back, points, the general manager (AR-2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.archive import storage as ledger
from app.common.clock import branch_day
from app.common.errors import Refused
from app.dossier import handing_rows
from app.dossier.domain import SetState
from app.dossier.handing import Decision, HandOver, SetToHand, Verdict
from app.onboarding.storage import opening
from app.storage.migrations.fill.v0002 import handed_papers
from app.tasks import storage as tasks
from app.tasks.domain import TaskState
from tests.app.dossier.desk import Archive
from tests.builders import as_owner

DAY = timedelta(days=1)


def today(archive: Archive) -> date:
    return branch_day(archive.clock.now())


def handed(archive: Archive, *cases: str) -> HandOver:
    return archive.dossiers.hand_over(archive.actors.teller, [SetToHand(case) for case in cases])


def back(archive: Archive, case: str, words: str = "缺少签名页") -> Decision:
    return Decision(case, accepted=False, words=words, mend_by=today(archive) + 3 * DAY)


def sent_back(archive: Archive, case: str) -> HandOver:
    sheet = handed(archive, case)
    return archive.dossiers.receive(archive.actors.archivist, sheet.number, [back(archive, case)])


def verdict(sheet: HandOver) -> Verdict:
    found = sheet.sets[0].verdict
    assert found is not None
    return found


@pytest.mark.rule("AR-2")
def test_papers_are_listed_handed_over_and_received(archive: Archive) -> None:
    client_id, case = archive.opened()
    who, dossiers = archive.actors, archive.dossiers
    (waiting,) = dossiers.sets_to_hand(who.teller)
    assert (waiting.case.number, waiting.state, waiting.complete) == (case, SetState.COUNTER, True)
    papers = {document.number: 1 for document in waiting.documents[:3]} | {waiting.documents[3].number: 0}
    sheet = dossiers.hand_over(who.teller, [SetToHand(case, papers)], "当日业务")
    assert [(p.document_number, p.copies) for p in sheet.sets[0].papers] == [
        (n, 1) for n, copies in papers.items() if copies
    ]
    assert dossiers.sets_to_hand(who.teller) == ()
    assert dossiers.look(who.teller, client_id).sets[0].state is SetState.HANDED
    received = dossiers.receive(who.archivist, sheet.number, [Decision(case, accepted=True)])
    assert received.received
    assert verdict(received).points == 0
    assert dossiers.look(who.teller, client_id).sets[0].state is SetState.ARCHIVED
    with archive.branch.db.read() as conn:
        (filed,) = ledger.of_case(conn, sheet.number)
    assert (filed.form_id, filed.client_id, filed.kind) == ("handover-sheet", None, "dossier")


@pytest.mark.rule("AR-2")
def test_an_incomplete_set_goes_back_with_a_sheet_a_date_and_a_task_and_is_handed_over_again(archive: Archive) -> None:
    client_id, case = archive.opened()
    who, dossiers = archive.actors, archive.dossiers
    sheet = sent_back(archive, case)
    found = verdict(sheet)
    assert (found.accepted, found.points, found.sending, found.escalated) == (False, 1, 1, False)
    with archive.branch.db.read() as conn:
        assert [d.form_id for d in ledger.of_case(conn, sheet.number)] == ["handover-sheet", "mending-sheet"]
        (task,) = tasks.of_case(conn, case)
    assert (task.assigned_to, task.due_on, task.state) == (who.teller.staff_id, found.mend_by, TaskState.OPEN)
    (again,) = dossiers.sets_to_hand(who.teller)
    assert (again.state, again.mend_by) == (SetState.SENT_BACK, found.mend_by)
    second = handed(archive, case)
    dossiers.receive(who.archivist, second.number, [Decision(case, accepted=True)])
    with archive.branch.db.read() as conn:
        assert [task.state for task in tasks.of_case(conn, case)] == [TaskState.DONE]
    assert dossiers.look(who.teller, client_id).sets[0].state is SetState.ARCHIVED


def under_way(conn: sa.Connection) -> tuple[set[str], list[tuple[str, str, date | None]]]:
    """Finished cases with the mark that their papers left the counter, and the sets that are not settled."""
    marked = sa.select(opening.c.case_number).where(opening.c.handed)
    c = handing_rows.handover_unsettled.c
    listed = conn.execute(sa.select(c.number, c.case_number, c.mend_by).order_by(c.number))
    return set(conn.execute(marked).scalars()), [tuple(row) for row in listed]


@pytest.mark.rule("AR-2")
def test_what_is_under_way_is_known_without_looking_at_all_and_an_older_branch_learns_it(archive: Archive) -> None:
    who = archive.actors
    _, with_archivist = archive.opened(0)
    _, filed = archive.opened(1)
    with archive.branch.db.read() as conn:
        assert under_way(conn) == (set(), [])
    first = sent_back(archive, with_archivist)
    day = verdict(first).mend_by
    with archive.branch.db.read() as conn:
        assert under_way(conn) == ({with_archivist}, [(first.number, with_archivist, day)])
    second, third = handed(archive, with_archivist), handed(archive, filed)
    archive.dossiers.receive(who.archivist, third.number, [Decision(filed, accepted=True)])
    known = ({with_archivist, filed}, [(second.number, with_archivist, None)])
    with archive.branch.db.read() as conn:
        assert under_way(conn) == known
    assert [sheet.number for sheet in archive.dossiers.handovers(who.archivist, waiting_only=True)] == [second.number]
    with as_owner(archive.branch) as conn:  # as it was in 0001: neither marks nor the list
        conn.execute(handing_rows.handover_unsettled.delete())
        conn.execute(opening.update().values(handed=False))
        handed_papers(conn)
        assert under_way(conn) == known


@pytest.mark.rule("AR-2")
def test_points_are_one_two_four_and_the_fourth_goes_to_the_general_manager(archive: Archive) -> None:
    archive.sign_in_users()
    _, case = archive.opened()
    found = [verdict(sent_back(archive, case)) for _ in range(5)]
    assert [one.points for one in found] == [1, 2, 4, 4, 4]
    assert [one.escalated for one in found] == [False, False, False, True, True]
    with archive.branch.db.read() as conn:
        who = [task.assigned_to for task in tasks.of_case(conn, case)]
    assert who.count(archive.actors.general_manager.staff_id) == 2
    (line,) = archive.dossiers.points(archive.actors.general_manager)
    assert (line.staff_id, line.sendings, line.points, line.escalated) == ("staff-teller", 5, 15, 2)


@pytest.mark.rule("AR-2")
def test_points_count_within_a_year_and_begin_anew_after_it(archive: Archive) -> None:
    _, case = archive.opened()
    assert verdict(sent_back(archive, case)).points == 1
    archive.clock.tick(364 * 86400)
    assert verdict(sent_back(archive, case)).points == 2
    archive.clock.tick(2 * 86400)
    assert verdict(sent_back(archive, case)).points == 2
    archive.clock.tick(366 * 86400)
    assert verdict(sent_back(archive, case)).points == 1
    assert [line.points for line in archive.dossiers.points(archive.actors.archivist)] == [1]


@pytest.mark.rule("AR-2")
def test_points_are_each_persons_own(sqlite_archive: Archive) -> None:
    _, case = sqlite_archive.opened(0)
    _, other = sqlite_archive.opened(1)
    assert verdict(sent_back(sqlite_archive, case)).points == 1
    sheet = sqlite_archive.dossiers.hand_over(sqlite_archive.actors.supervisor, [SetToHand(other)])
    assert (
        verdict(
            sqlite_archive.dossiers.receive(
                sqlite_archive.actors.archivist, sheet.number, [back(sqlite_archive, other)]
            )
        ).points
        == 1
    )


@pytest.mark.rule("AR-2")
def test_two_bad_sets_on_one_sheet_are_two_sendings(sqlite_archive: Archive) -> None:
    cases = [sqlite_archive.opened(place)[1] for place in range(2)]
    sheet = handed(sqlite_archive, *cases)
    received = sqlite_archive.dossiers.receive(
        sqlite_archive.actors.archivist, sheet.number, [back(sqlite_archive, c) for c in cases]
    )
    assert [one.verdict and one.verdict.points for one in received.sets] == [1, 2]


@pytest.mark.rule("AR-2")
def test_a_set_is_handed_over_once_until_it_comes_back(archive: Archive) -> None:
    _, case = archive.opened()
    sheet = handed(archive, case)
    with pytest.raises(Refused, match=r"dossier\.handed_already"):
        handed(archive, case)
    archive.dossiers.receive(archive.actors.archivist, sheet.number, [Decision(case, accepted=True)])
    with pytest.raises(Refused, match=r"dossier\.handed_already"):
        handed(archive, case)
    with pytest.raises(Refused, match=r"dossier\.received_already"):
        archive.dossiers.receive(archive.actors.archivist, sheet.number, [Decision(case, accepted=True)])


def test_a_refused_hand_over_takes_no_number(archive: Archive) -> None:
    _, case = archive.opened()
    for sets, code in (
        ([], "dossier.nothing_to_hand"),
        ([SetToHand("KH1")], "dossier.not_finished"),
        ([SetToHand(case, {"other": 1})], "dossier.paper_unknown"),
        ([SetToHand(case, {f"{case}-02": 100})], "dossier.copies_wrong"),
        ([SetToHand(case, {f"{case}-02": -1})], "dossier.copies_wrong"),
        ([SetToHand(case, {f"{case}-02": 0})], "dossier.no_paper"),
    ):
        with pytest.raises(Refused) as refused:
            archive.dossiers.hand_over(archive.actors.teller, sets)
        assert refused.value.code == code
    assert handed(archive, case).number.endswith("000001")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": ""}, "dossier.words_missing"),
        ({"mend_by": None}, "dossier.mend_by_missing"),
        ({"mend_by": date(2026, 11, 19)}, "dossier.mend_by_past"),
        ({"words": "x" * 201}, "text.too_long"),
        ({"case_number": "KH2"}, "dossier.decisions_incomplete"),
    ],
)
def test_a_set_goes_back_with_words_and_a_day(sqlite_archive: Archive, changes: dict[str, Any], code: str) -> None:
    _, case = sqlite_archive.opened()
    sheet = handed(sqlite_archive, case)
    given: dict[str, Any] = {
        "case_number": case, "accepted": False, "words": "缺页", "mend_by": date(2026, 11, 25), **changes,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        sqlite_archive.dossiers.receive(sqlite_archive.actors.archivist, sheet.number, [Decision(**given)])
    assert refused.value.code == code
    assert not sqlite_archive.dossiers.handover(sqlite_archive.actors.teller, sheet.number).received


@pytest.mark.rule("AR-2")
def test_a_set_with_forms_missing_is_taken_only_with_words_on_why(archive: Archive) -> None:
    who = archive.actors
    client_id, case = archive.opened(without=("education",))
    sheet = handed(archive, case)
    assert sheet.sets[0].missing == ("投资者教育记录",)
    with pytest.raises(Refused, match=r"dossier\.words_missing"):
        archive.dossiers.receive(who.archivist, sheet.number, [Decision(case, accepted=True)])
    archive.dossiers.receive(
        who.archivist, sheet.number, [Decision(case, accepted=True, words="老客户，制度实施前办理")]
    )
    assert archive.dossiers.look(who.archivist, client_id, "核对").sets[0].missing == ("投资者教育记录",)


@pytest.mark.rule("AR-2")
def test_nobody_receives_their_own_papers_and_the_database_forbids_it_too(archive: Archive) -> None:
    _, case = archive.opened()
    both = archive.two_roles()
    sheet = archive.dossiers.hand_over(both, [SetToHand(case)])
    with pytest.raises(Refused, match=r"dossier\.own_handover"):
        archive.dossiers.receive(both, sheet.number, [Decision(case, accepted=True)])
    alone = Verdict(True, "", None, 0, 0, False, both.staff_id, both.name, archive.clock.now(), "")
    with pytest.raises((IntegrityError, Refused)), archive.branch.db.write(both) as tx:
        handing_rows.add_verdict(tx.conn, sheet.number, case, both.staff_id, alone)
    other = Verdict(True, "", None, 0, 0, False, "staff-archivist", "a", archive.clock.now(), "")
    with pytest.raises((IntegrityError, Refused)), archive.branch.db.write(both) as tx:
        handing_rows.add_verdict(tx.conn, sheet.number, case, "staff-supervisor", other)  # not who handed it over
    assert not archive.dossiers.handover(both, sheet.number).received


def test_when_papers_cannot_be_sealed_nothing_is_decided(sqlite_archive: Archive) -> None:
    _, case = sqlite_archive.opened()
    sheet = handed(sqlite_archive, case)
    sqlite_archive.press.broken = "mending-sheet"
    with pytest.raises(OSError, match="out of paper"):
        sqlite_archive.dossiers.receive(sqlite_archive.actors.archivist, sheet.number, [back(sqlite_archive, case)])
    sqlite_archive.press.broken = ""
    assert not sqlite_archive.dossiers.handover(sqlite_archive.actors.teller, sheet.number).received
    assert sqlite_archive.dossiers.points(sqlite_archive.actors.archivist) == ()


def test_the_counter_sees_its_own_sheets_and_the_archivist_all(sqlite_archive: Archive) -> None:
    _, case = sqlite_archive.opened()
    sheet, who = handed(sqlite_archive, case), sqlite_archive.actors
    assert [one.number for one in sqlite_archive.dossiers.handovers(who.teller)] == [sheet.number]
    assert [one.number for one in sqlite_archive.dossiers.handovers(who.archivist, waiting_only=True)] == [sheet.number]
    assert sqlite_archive.dossiers.handovers(who.supervisor) == ()
    with pytest.raises(Refused, match=r"dossier\.not_your_handover"):
        sqlite_archive.dossiers.handover(who.supervisor, sheet.number)
    sqlite_archive.dossiers.receive(who.archivist, sheet.number, [Decision(case, accepted=True)])
    assert sqlite_archive.dossiers.handovers(who.archivist, waiting_only=True) == ()
    assert b"handed_by" in sqlite_archive.dossiers.handover_form(who.teller, sheet.number).pdf
