"""Destroying: not before the time is up, by proposal, approval and witness of three people; the rows stay (AR-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.archive import storage as ledger
from app.archive.domain import Document, FileVersion
from app.audit.storage import audit_log
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.errors import Refused
from app.dossier import destroying_rows
from app.dossier.destroying_rows import Destruction, Step
from app.storage.db import metadata
from app.verification import page
from app.verification.checking import check_pdf
from app.verification.service import DestroyedByList, verify_branch
from tests.app.dossier.desk import Archive
from tests.builders import document_file
from tests.stopping import Breaking, Onlooker

WHY = "保管期满"


def documents(archive: Archive, client_id: str) -> tuple[Document, ...]:
    with archive.branch.db.read() as conn:
        return ledger.of_client(conn, client_id)


def there(archive: Archive, client_id: str) -> list[bool]:
    return [document_file(archive.branch, d.file_sha256).exists() for d in documents(archive, client_id)]


@pytest.mark.rule("AR-4")
def test_a_dossier_goes_after_proposal_approval_and_witness_and_its_rows_stay(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who, dossiers = archive.actors, archive.dossiers
    (due,) = dossiers.due_for_destruction(who.archivist)
    assert (due.client_id, due.listed) == (client_id, False)
    proposal = dossiers.propose_destruction(who.archivist, [client_id], WHY)
    assert (proposal.state, [item.papers for item in proposal.items]) == ("proposed", [8])
    assert dossiers.due_for_destruction(who.archivist)[0].listed
    assert dossiers.decide_destruction(who.general_manager, proposal.number, approved=True).state == "approved"
    assert dossiers.witness_destruction(who.compliance, proposal.number).state == "witnessed"
    before = documents(archive, client_id)
    assert all(there(archive, client_id))
    done = dossiers.destroy(who.archivist, proposal.number)
    assert (done.state, done.document_number) == ("done", proposal.number)
    assert documents(archive, client_id) == before
    assert not any(there(archive, client_id))
    view = dossiers.look(who.archivist, client_id, "核对")
    assert all(paper.destroyed and paper.destroyed.why == WHY for paper in view.papers)
    assert view.papers[0].destroyed is not None
    assert view.papers[0].destroyed.witness_name == who.compliance.name
    with pytest.raises(Refused, match=r"dossier\.destroyed"):
        dossiers.document(who.archivist, client_id, before[0].number, "核对")
    with archive.branch.db.read() as conn:
        assert destroying_rows.destroyed(conn) == {document.number for document in before}
        (filed,) = ledger.of_case(conn, proposal.number)
    assert b"keep_until" in archive.branch.blobs.get(filed.file_sha256)
    assert dossiers.due_for_destruction(who.archivist) == ()
    assert [one.number for one in dossiers.destructions(who.compliance)] == [proposal.number]


@pytest.mark.rule("AR-4")
def test_the_verification_does_not_miss_what_was_destroyed_by_the_rules_but_tells_what_is_there_still(
    archive: Archive,
) -> None:
    client_id = archive.closed_long_ago()
    who, dossiers = archive.actors, archive.dossiers
    number = dossiers.propose_destruction(who.archivist, [client_id], WHY).number
    dossiers.decide_destruction(who.general_manager, number, approved=True)
    dossiers.witness_destruction(who.compliance, number)
    first = documents(archive, client_id)[0]
    kept = archive.branch.blobs.get(first.file_sha256)
    dossiers.destroy(who.archivist, number)

    def found() -> set[tuple[str, str]]:
        report = verify_branch(archive.branch, archive.press)
        return {(problem.area, problem.kind) for problem in report.problems if problem.area in ("document", "file")}

    assert found() == set()
    report = verify_branch(archive.branch, archive.press)
    on = branch_day(archive.clock.now())
    assert report.destroyed == (DestroyedByList(number, on, 8),)
    assert f"8 documents were destroyed by list {number} on {on.isoformat()}, by the rules." in report.lines()
    assert report.as_json()["destroyed"][0]["number"] == number
    archive.branch.blobs.put(kept)  # as if the file had never gone
    assert found() == {("file", "destroyed")}


@pytest.mark.rule("AR-4")
def test_a_copy_of_a_destroyed_document_that_comes_back_says_by_which_list_the_original_went(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    kept = archive.branch.blobs.get(documents(archive, client_id)[0].file_sha256)
    number = archive.witnessed(client_id).number
    with archive.branch.db.read() as conn:
        before = check_pdf(archive.press, kept, conn, archive.clock.now())
    archive.dossiers.destroy(archive.actors.archivist, number)
    with archive.branch.db.read() as conn:
        after = check_pdf(archive.press, kept, conn, archive.clock.now())
    assert (before.destroyed, before.ledger) == (None, after.ledger)
    assert after.destroyed is not None
    on = branch_day(archive.clock.now()).isoformat()
    assert after.as_json()["destroyed"] == {"list": number, "on": on}
    assert number in page.facts_of(archive.branch.settings, after).ledger
    archived = archive.services.archive
    assert archived.destroyed(archive.actors.archivist, client_id).keys() == {
        document.number for document in documents(archive, client_id)
    }
    with pytest.raises(Refused, match=r"archive\.destroyed"):
        archived.get_pdf(archive.actors.archivist, documents(archive, client_id)[0].number, "核对")


@pytest.mark.rule("AR-4")
def test_before_the_time_is_up_it_is_refused_with_the_date(archive: Archive) -> None:
    client_id, _ = archive.opened()
    propose = archive.dossiers.propose_destruction
    with pytest.raises(Refused, match=r"dossier\.account_open"):
        propose(archive.actors.archivist, [client_id], WHY)
    closed_on = branch_day(archive.clock.now())
    archive.close(client_id)
    last = closed_on.replace(year=closed_on.year + 20)
    archive.clock.tick((last - closed_on).days * 86400)
    assert branch_day(archive.clock.now()) == last
    with pytest.raises(Refused, match=r"dossier\.too_early") as refused:
        propose(archive.actors.archivist, [client_id], WHY)
    assert refused.value.facts == {"until": last.isoformat()}
    assert archive.dossiers.due_for_destruction(archive.actors.archivist) == ()
    archive.clock.tick(86400)
    assert propose(archive.actors.archivist, [client_id], WHY).items[0].keep_until == last


@pytest.mark.rule("AR-4")
def test_a_later_document_keeps_the_dossier_longer(sqlite_archive: Archive) -> None:
    client_id, case = sqlite_archive.opened()
    sqlite_archive.close(client_id)
    sqlite_archive.years_later(5)
    with sqlite_archive.branch.db.write(sqlite_archive.actors.teller) as tx:
        sqlite_archive.paper(tx, client_id, case, "booking", "x")
    sqlite_archive.years_later(16)
    with pytest.raises(Refused, match=r"dossier\.too_early"):
        sqlite_archive.dossiers.propose_destruction(sqlite_archive.actors.archivist, [client_id], WHY)
    sqlite_archive.years_later(5)
    assert (
        sqlite_archive.dossiers.propose_destruction(sqlite_archive.actors.archivist, [client_id], WHY).items[0].papers
        == 9
    )


@pytest.mark.rule("AR-4")
def test_an_account_whose_closing_nobody_wrote_down_is_kept(sqlite_archive: Archive) -> None:
    client_id, _ = sqlite_archive.opened()
    with sqlite_archive.branch.db.write(sqlite_archive.actors.teller) as tx:
        for account in sqlite_archive.accounts(tx.conn, client_id):
            sqlite_archive.close_silently(tx.conn, account)
    sqlite_archive.years_later()
    with pytest.raises(Refused, match=r"dossier\.account_open"):
        sqlite_archive.dossiers.propose_destruction(sqlite_archive.actors.archivist, [client_id], WHY)


@pytest.mark.rule("AR-4")
def test_no_step_can_be_skipped(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who, dossiers = archive.actors, archive.dossiers
    number = dossiers.propose_destruction(who.archivist, [client_id], WHY).number
    for deed, code in (
        (lambda: dossiers.destroy(who.archivist, number), "dossier.not_approved"),
        (lambda: dossiers.witness_destruction(who.compliance, number), "dossier.not_approved"),
        (lambda: dossiers.finish_destruction(who.archivist, number), "dossier.not_witnessed"),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == code
    dossiers.decide_destruction(who.general_manager, number, approved=True, words="同意")
    with pytest.raises(Refused, match=r"dossier\.not_witnessed"):
        dossiers.destroy(who.archivist, number)
    with pytest.raises(Refused, match=r"dossier\.decided_already"):
        dossiers.decide_destruction(who.general_manager, number, approved=False, words="再等等")
    assert all(there(archive, client_id))


@pytest.mark.rule("AR-4")
def test_a_refused_list_ends_with_words_and_the_dossier_can_be_proposed_again(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who, dossiers = archive.actors, archive.dossiers
    first = dossiers.propose_destruction(who.archivist, [client_id], WHY).number
    with pytest.raises(Refused, match=r"dossier\.listed_already"):
        dossiers.propose_destruction(who.archivist, [client_id], WHY)
    with pytest.raises(Refused, match=r"dossier\.refusal_words_missing"):
        dossiers.decide_destruction(who.general_manager, first, approved=False)
    assert dossiers.decide_destruction(who.general_manager, first, approved=False, words="有诉讼").state == "refused"
    with pytest.raises(Refused, match=r"dossier\.not_approved"):
        dossiers.witness_destruction(who.compliance, first)
    with pytest.raises(Refused, match=r"dossier\.not_approved"):
        dossiers.destroy(who.archivist, first)
    assert dossiers.propose_destruction(who.archivist, [client_id], WHY).state == "proposed"


@pytest.mark.rule("AR-4")
def test_three_people_are_needed_whatever_their_roles(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who, dossiers = archive.actors, archive.dossiers
    chief = archive.with_roles(who.general_manager, who.archivist)
    number = dossiers.propose_destruction(chief, [client_id], WHY).number
    with pytest.raises(Refused, match=r"dossier\.own_proposal"):
        dossiers.decide_destruction(chief, number, approved=True)
    other = archive.with_roles(who.supervisor, who.general_manager, who.archivist)
    dossiers.decide_destruction(other, number, approved=True)
    for same in (chief, other):
        with pytest.raises(Refused, match=r"dossier\.witness_not_third"):
            dossiers.witness_destruction(same, number)
    witness = archive.with_roles(who.compliance, who.archivist)
    dossiers.witness_destruction(witness, number)
    with pytest.raises(Refused, match=r"dossier\.witnessed_already"):
        dossiers.witness_destruction(who.teller, number)
    for not_now in (other, witness):
        with pytest.raises(Refused, match=r"dossier\.not_the_destroyer"):
            dossiers.destroy(not_now, number)
    assert dossiers.destroy(chief, number).state == "done"
    with pytest.raises(Refused, match=r"dossier\.destroyed_already"):
        dossiers.destroy(chief, number)


@pytest.mark.rule("AR-4")
def test_the_database_takes_no_row_that_joins_two_steps_in_one_person(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who = archive.actors
    found = archive.dossiers.propose_destruction(who.archivist, [client_id], WHY)
    now = archive.clock.now()

    def step(actor: Actor, *, approved: bool = True) -> Step:
        return Step(actor.staff_id, actor.name, now, "x", approved)

    def refused(deed: object) -> None:
        with pytest.raises((IntegrityError, Refused)), archive.branch.db.write(who.archivist) as tx:
            deed(tx.conn)  # type: ignore[operator]  # a function of the connection

    forged = Destruction(found.number, step(who.teller), WHY, (), step(who.general_manager), step(who.compliance))
    refused(lambda conn: destroying_rows.decide(conn, found, step(who.archivist)))
    refused(lambda conn: destroying_rows.decide(conn, forged, step(who.archivist)))  # a proposer who was not
    refused(lambda conn: destroying_rows.bear_witness(conn, forged, step(who.compliance)))  # nobody has approved
    archive.dossiers.decide_destruction(who.general_manager, found.number, approved=True)
    approved = archive.dossiers.destructions(who.archivist)[0]
    for same in (who.archivist, who.general_manager):
        refused(lambda conn, same=same: destroying_rows.bear_witness(conn, approved, step(same)))
    number = documents(archive, client_id)[0].number
    refused(lambda conn: destroying_rows.carry_out(conn, forged, step(who.archivist), number, []))  # no witness
    archive.dossiers.witness_destruction(who.compliance, found.number)
    witnessed = archive.dossiers.destructions(who.archivist)[0]
    for same in (who.compliance, who.general_manager):
        refused(lambda conn, same=same: destroying_rows.carry_out(conn, witnessed, step(same), number, []))
    assert archive.dossiers.destructions(who.archivist)[0].state == "witnessed"


@pytest.mark.rule("AR-4")
def test_a_refusal_in_the_database_is_no_approval_for_a_witness(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who = archive.actors
    number = archive.dossiers.propose_destruction(who.archivist, [client_id], WHY).number
    archive.dossiers.decide_destruction(who.general_manager, number, approved=False, words="不同意")
    found = archive.dossiers.destructions(who.archivist)[0]
    witness = Step(who.compliance.staff_id, "x", archive.clock.now())
    with pytest.raises((IntegrityError, Refused)), archive.branch.db.write(who.archivist) as tx:
        destroying_rows.bear_witness(tx.conn, found, witness)


@pytest.mark.rule("AR-4")
def test_a_lent_dossier_is_neither_proposed_nor_destroyed(archive: Archive) -> None:
    archive.sign_in_users()
    client_id = archive.closed_long_ago()
    who, dossiers = archive.actors, archive.dossiers
    loan = dossiers.lend(who.archivist, client_id, who.compliance.staff_id, "核对")
    with pytest.raises(Refused, match=r"dossier\.lent_out"):
        dossiers.propose_destruction(who.archivist, [client_id], WHY)
    dossiers.bring_back(who.archivist, loan.id, "完好")
    number = archive.witnessed(client_id).number
    dossiers.lend(who.archivist, client_id, who.compliance.staff_id, "核对")
    with pytest.raises(Refused, match=r"dossier\.lent_out"):
        dossiers.destroy(who.archivist, number)
    assert all(there(archive, client_id))


@pytest.mark.rule("AR-4")
def test_a_client_who_came_back_meanwhile_stops_the_whole_list(archive: Archive) -> None:
    first, second = archive.closed_long_ago(0), archive.opened(1)[0]
    archive.close(second)
    archive.years_later()
    number = archive.witnessed(first, second).number
    archive.open_account(second)
    with pytest.raises(Refused, match=r"dossier\.account_open"):
        archive.dossiers.destroy(archive.actors.archivist, number)
    assert all(there(archive, first))


@pytest.mark.rule("AR-4")
def test_earlier_versions_and_pen_data_go_too_but_not_what_another_document_needs(archive: Archive) -> None:
    client_id = archive.closed_long_ago(0)
    stays, _ = archive.opened(1)
    blobs, moment = archive.branch.blobs, archive.clock.now()
    pen, shared, later = blobs.put(b"pen"), blobs.put(b"pen of two"), blobs.put(b"stamped anew")
    first, other = documents(archive, client_id)[0], documents(archive, stays)[0]
    with archive.branch.db.write(archive.actors.teller) as tx:
        ledger.add_pens(tx.conn, first.number, {"client": pen, "teller": shared})
        ledger.add_pens(tx.conn, other.number, {"teller": shared})
        version = FileVersion(
            document_number=first.number, version=2, file_sha256=later, level="B-LTA",
            stamped_until=moment + timedelta(days=900), made_at=moment - timedelta(days=9000), made_by="x",
        )  # fmt: skip
        ledger.add_version(tx.conn, version)
    number = archive.witnessed(client_id).number
    archive.dossiers.destroy(archive.actors.archivist, number)
    gone = {first.file_sha256, pen, later}
    assert not gone & archive.branch.blobs.names()
    assert blobs.get(shared) == b"pen of two"
    assert all(there(archive, stays))


@pytest.mark.rule("AR-4")
def test_a_crash_between_commit_and_removal_is_finished_later(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id = archive.closed_long_ago()
    number = archive.witnessed(client_id).number

    def crash(sha256: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(archive.branch.blobs), "remove", lambda self, sha256: crash(sha256))
        with pytest.raises(KeyboardInterrupt):
            archive.dossiers.destroy(archive.actors.archivist, number)
    assert all(there(archive, client_id))
    assert archive.dossiers.finish_destruction(archive.actors.archivist, number) == 8
    assert not any(there(archive, client_id))
    assert archive.dossiers.finish_destruction(archive.actors.archivist, number) == 0


@pytest.mark.rule("AR-4")
def test_the_register_cannot_be_changed(archive: Archive) -> None:
    number = archive.witnessed(archive.closed_long_ago()).number
    archive.dossiers.destroy(archive.actors.archivist, number)
    for table in ("destruction", "destruction_item", "destruction_decision", "destruction_witness", "destruction_done",
                  "destroyed_file"):  # fmt: skip
        with pytest.raises(sa.exc.DBAPIError), archive.branch.db.write(archive.actors.admin) as tx:
            tx.conn.execute(metadata.tables[table].delete())
    with archive.branch.db.read() as conn:
        acts = conn.execute(sa.select(audit_log.c.act).where(audit_log.c.subject_id == number)).scalars().all()
    assert sorted(acts) == [
        "dossier.destroyed", "dossier.destruction_decided", "dossier.destruction_proposed",
        "dossier.destruction_witnessed",
    ]  # fmt: skip


def test_a_list_has_at_least_one_dossier_and_a_reason(sqlite_archive: Archive) -> None:
    client_id = sqlite_archive.closed_long_ago()
    with pytest.raises(Refused, match=r"dossier\.nothing_to_destroy"):
        sqlite_archive.dossiers.propose_destruction(sqlite_archive.actors.archivist, [], WHY)
    with pytest.raises(Refused, match=r"text\.required"):
        sqlite_archive.dossiers.propose_destruction(sqlite_archive.actors.archivist, [client_id], "")
    with pytest.raises(Refused, match=r"dossier\.unknown_destruction"):
        sqlite_archive.dossiers.decide_destruction(sqlite_archive.actors.general_manager, "XH1", approved=True)


@pytest.mark.rule("AR-4")
@pytest.mark.parametrize("fault", [None, OSError(28, "full")])
def test_stopped_at_a_dossier_nothing_is_destroyed_and_the_list_can_be_carried_out_again(
    sqlite_archive: Archive, fault: OSError | None
) -> None:
    archive = sqlite_archive
    client_id, who, dossiers = archive.closed_long_ago(), archive.actors, archive.dossiers
    number = dossiers.propose_destruction(who.archivist, [client_id], WHY).number
    dossiers.decide_destruction(who.general_manager, number, approved=True)
    dossiers.witness_destruction(who.compliance, number)
    watch = Onlooker(0).watch if fault is None else Breaking(1, fault).watch
    with pytest.raises((Refused, OSError)):
        dossiers.destroy(who.archivist, number, watch=watch)
    assert all(there(archive, client_id))
    with archive.branch.db.read() as conn:
        assert (list(destroying_rows.destroyed(conn)), ledger.of_case(conn, number)) == ([], ())
    assert dossiers.destroy(who.archivist, number).state == "done"
    assert not any(there(archive, client_id))
