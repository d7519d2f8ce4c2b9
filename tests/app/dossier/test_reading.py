"""Looking into a dossier: one a client, by purpose, registered, with its index and its place (AR-1, AR-3, AR-5)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.archive import storage as ledger
from app.audit.storage import audit_log
from app.common.errors import Refused
from app.dossier import storage
from app.dossier.domain import Section, Use, UseKind
from tests.app.dossier.desk import LATE, Archive
from tests.builders import document_file


def kinds(uses: tuple[Use, ...]) -> list[tuple[str, str, str]]:
    """Kind, document and purpose of uses, oldest first."""
    return [(use.kind.value, use.document_number, use.why) for use in reversed(uses)]


@pytest.mark.rule("AR-1")
def test_a_client_has_one_dossier_with_a_number_and_all_papers_by_kind(archive: Archive) -> None:
    client_id, case = archive.opened()
    view = archive.dossiers.look(archive.actors.teller, client_id)
    again = archive.dossiers.look(archive.actors.archivist, client_id, "抽查")
    assert view.archive_number == again.archive_number == "DA2026000001"
    assert {paper.document.case_number for paper in view.papers} == {case}
    sections = dict(view.sections)
    assert [p.document.form_id for p in sections[Section.IDENTITY]] == ["application"]
    assert [p.document.form_id for p in sections[Section.CUSTODY]] == ["custody"]
    assert list(sections) == [section for section in Section if section in sections]
    assert view.complete


@pytest.mark.rule("AR-3")
def test_the_archive_means_the_same_by_ones_own_work_as_the_dossier_does(archive: Archive) -> None:
    client_id, case = archive.opened()
    documents, teller, archivist = archive.services.archive, archive.actors.teller, archive.actors.archivist
    number = documents.list_for_case(teller, case)[0].number
    for who in (teller, archivist):
        assert documents.own_work(who, client_id) == archive.dossiers.own_work(who, client_id) == (who is teller)
    assert documents.get_pdf(teller, number)
    with pytest.raises(Refused, match=r"archive\.purpose_needed"):
        documents.get_pdf(archivist, number)
    assert documents.get_pdf(archivist, number, "抽查")
    archive.clock.tick(LATE)
    with pytest.raises(Refused, match=r"archive\.purpose_needed"):
        documents.get_pdf(teller, number)


@pytest.mark.rule("AR-1")
def test_archive_numbers_have_no_gaps_and_begin_anew_each_year(archive: Archive) -> None:
    first, _ = archive.opened(0)
    second, _ = archive.opened(1)
    third, _ = archive.opened(2)
    look = archive.dossiers.look
    with pytest.raises(Refused, match=r"dossier\.purpose_missing"):
        look(archive.actors.archivist, first)
    numbers = [look(archive.actors.archivist, one, "抽查").archive_number for one in (second, first)]
    archive.clock.tick(366 * 86400)
    numbers.append(look(archive.actors.archivist, third, "抽查").archive_number)
    assert numbers == ["DA2026000001", "DA2026000002", "DA2027000001"]


@pytest.mark.rule("AR-3")
def test_ones_own_case_needs_no_purpose_for_thirty_days_and_then_it_does(archive: Archive) -> None:
    client_id, _ = archive.opened()
    who = archive.actors
    assert archive.dossiers.own_work(who.teller, client_id)
    assert not archive.dossiers.own_work(who.supervisor, client_id)
    assert archive.dossiers.look(who.teller, client_id).own_work
    archive.clock.tick(LATE)
    assert not archive.dossiers.own_work(who.teller, client_id)
    with pytest.raises(Refused, match=r"dossier\.purpose_missing"):
        archive.dossiers.look(who.teller, client_id, "  ")
    assert not archive.dossiers.look(who.teller, client_id, "客户来电咨询").own_work


@pytest.mark.rule("AR-3")
def test_the_queue_gets_the_pages_of_a_form_only_for_somebody_who_had_it_printed_with_a_purpose(
    archive: Archive,
) -> None:
    client_id, _ = archive.opened()
    who, dossiers = archive.actors, archive.dossiers
    number = dossiers.look(who.archivist, client_id, "上架").archive_number
    for form in ("dossier-cover", "dossier-index", "loan-register"):
        with pytest.raises(Refused, match=r"dossier\.not_open"):
            dossiers.queued_paper(who.archivist, number, form)
    with pytest.raises(Refused, match=r"dossier\.purpose_missing"):
        dossiers.print_paper(who.archivist, client_id, "dossier-cover")
    with pytest.raises(Refused, match=r"forms\.unknown"):
        dossiers.print_paper(who.archivist, client_id, "application", "上架")
    dossiers.print_paper(who.archivist, client_id, "dossier-index", "上架")
    before = len(dossiers.uses(who.archivist, client_id))
    for form in ("dossier-cover", "dossier-index", "loan-register"):
        assert dossiers.queued_paper(who.archivist, number, form)
    assert len(dossiers.uses(who.archivist, client_id)) == before  # sent again after a paper jam, it is one print
    with pytest.raises(Refused, match=r"dossier\.not_open"):
        dossiers.queued_paper(who.general_manager, number, "dossier-cover")


@pytest.mark.rule("AR-3")
def test_every_look_and_print_is_registered_with_who_when_why(archive: Archive) -> None:
    client_id, case = archive.opened()
    who, number = archive.actors, f"{case}-02"
    archive.dossiers.look(who.teller, client_id)
    archive.dossiers.look(who.supervisor, client_id, "复核")
    content = archive.dossiers.document(who.supervisor, client_id, number, "复核")
    archive.dossiers.print_document(who.supervisor, client_id, number, "复核")
    archive.dossiers.print_paper(who.archivist, client_id, "dossier-cover", "上架")
    archive.dossiers.index(who.archivist, client_id, "上架")
    assert b"application" in content or content
    shelf = archive.dossiers.look(who.archivist, client_id, "上架").archive_number
    assert archive.queue.came == [(number, "复核"), (f"dossier-form {shelf} dossier-cover", "上架")]
    uses = archive.dossiers.uses(who.archivist, client_id)
    assert kinds(uses) == [
        ("look", "", ""), ("look", "", "复核"), ("look", number, "复核"), ("print", number, "复核"),
        ("print", "", "上架"), ("look", "", "上架"), ("look", "", "上架"),
    ]  # fmt: skip
    assert {use.staff_id for use in uses} == {a.staff_id for a in (who.teller, who.supervisor, who.archivist)}
    assert [use.own_work for use in reversed(uses)][:2] == [True, False]
    with archive.branch.db.read() as conn:
        assert [(use.kind.value, use.why) for use in ledger.uses(conn, number)] == [("look", "复核")]
        acts = conn.execute(sa.select(audit_log.c.act).where(audit_log.c.subject_kind == "dossier")).scalars().all()
    assert acts == ["dossier.look", "dossier.look", "dossier.look", "dossier.print", "dossier.print", "dossier.look",
                    "dossier.look"]  # fmt: skip


@pytest.mark.rule("AR-3")
def test_nothing_is_registered_and_no_number_given_when_a_look_is_refused(archive: Archive) -> None:
    client_id, _ = archive.opened()
    with pytest.raises(Refused, match=r"dossier\.purpose_missing"):
        archive.dossiers.look(archive.actors.general_manager, client_id)
    with archive.branch.db.read() as conn:
        assert storage.of_client(conn, client_id) is None
    assert archive.dossiers.uses(archive.actors.archivist, client_id) == ()


@pytest.mark.rule("AR-3")
def test_the_database_itself_takes_no_use_of_a_strangers_dossier_without_a_purpose(archive: Archive) -> None:
    client_id, _ = archive.opened()
    number = archive.dossiers.look(archive.actors.teller, client_id).archive_number
    for own_work, kind in ((False, UseKind.LOOK), (True, UseKind.EXPORT), (True, UseKind.LOAN)):
        use = Use("u", number, "", kind, "s", "n", "01", archive.clock.now(), "", own_work)
        with pytest.raises(IntegrityError), archive.branch.db.write(archive.actors.teller) as tx:
            storage.add_use(tx.conn, use)


def test_a_document_of_another_client_is_unknown_in_this_dossier(archive: Archive) -> None:
    client_id, _ = archive.opened(0)
    _, other = archive.opened(1)
    with pytest.raises(Refused, match=r"archive\.unknown"):
        archive.dossiers.document(archive.actors.teller, client_id, f"{other}-02")


def test_a_document_that_was_altered_is_refused_and_the_look_not_registered(sqlite_archive: Archive) -> None:
    client_id, case = sqlite_archive.opened()
    with sqlite_archive.branch.db.read() as conn:
        found = ledger.by_number(conn, f"{case}-02")
    assert found is not None
    path = document_file(sqlite_archive.branch, found.file_sha256)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(bytes(raw))
    with pytest.raises(Refused, match=r"storage\.blob_altered"):
        sqlite_archive.dossiers.document(sqlite_archive.actors.teller, client_id, f"{case}-02")
    assert sqlite_archive.dossiers.uses(sqlite_archive.actors.archivist, client_id) == ()


@pytest.mark.rule("AR-5")
def test_the_place_of_the_paper_is_known_with_its_history(archive: Archive) -> None:
    client_id, _ = archive.opened()
    who, dossiers = archive.actors.archivist, archive.dossiers
    dossiers.set_place(who, client_id, room="二楼", shelf="A3", box="017", why="首次上架", seen=0)
    with pytest.raises(Refused, match=r"dossier\.changed_elsewhere"):
        dossiers.set_place(who, client_id, room="二楼", shelf="A4", box="018", why="调整", seen=0)
    with pytest.raises(Refused, match=r"dossier\.same_place"):
        dossiers.set_place(who, client_id, room=" 二楼 ", shelf="A3", box="017", why="调整", seen=1)
    dossiers.set_place(who, client_id, room="二楼", shelf="", box="018", why="调整", seen=1)
    view = dossiers.look(archive.actors.teller, client_id)
    assert [place.short for place in view.places] == ["二楼 A3 017", "二楼  018"]
    assert view.place is not None
    assert (view.place.why, view.place.by_name) == ("调整", who.name)


@pytest.mark.parametrize("missing", ["room", "box", "why"])
def test_a_place_says_where_and_why(sqlite_archive: Archive, missing: str) -> None:
    client_id, _ = sqlite_archive.opened()
    given = {"room": "二楼", "shelf": "", "box": "1", "why": "上架", missing: " "}
    with pytest.raises(Refused, match=r"text\.required") as refused:
        sqlite_archive.dossiers.set_place(sqlite_archive.actors.archivist, client_id, **given, seen=0)
    assert refused.value.field == missing


@pytest.mark.rule("AR-1")
def test_cover_and_index_tell_what_is_in_the_dossier_and_mask_the_paper_number(sqlite_archive: Archive) -> None:
    client_id, case = sqlite_archive.opened()
    sqlite_archive.dossiers.set_place(
        sqlite_archive.actors.archivist, client_id, room="二楼", shelf="A3", box="017", why="上架", seen=0
    )
    cover = json.loads(sqlite_archive.dossiers.cover(sqlite_archive.actors.teller, client_id).pdf)
    index = json.loads(sqlite_archive.dossiers.index(sqlite_archive.actors.teller, client_id).pdf)
    assert (cover["archive_number"], cover["room"], cover["shelf"], cover["box"]) == (
        "DA2026000001",
        "二楼",
        "A3",
        "017",
    )
    assert "*" in cover["paper_masked"]
    listed = [line["number"] for _, lines in index["sections"] for line in lines]
    assert cover["documents"] == len(listed) == len(set(listed))
    assert all(number.startswith(case) for number in listed)
    assert all(line["content_sha256"] and line["version"] for _, lines in index["sections"] for line in lines)
    assert index["missing"] == []


@pytest.mark.rule("AR-2")
def test_what_is_missing_by_policy_is_named(sqlite_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    client_id, case = sqlite_archive.opened()
    policy = sqlite_archive.dossiers._policy
    required = {**policy.required, "opening": ("application", "transfer-memo", "no-such-form")}
    monkeypatch.setattr(sqlite_archive.dossiers, "_policy", replace(policy, required=required))
    view = sqlite_archive.dossiers.look(sqlite_archive.actors.teller, client_id)
    assert [(one.case.number, one.missing) for one in view.sets] == [(case, ("客户转销户工作备忘录", "no-such-form"))]
    assert not view.complete


def test_a_dossier_is_found_by_archive_number_and_by_client_number(archive: Archive) -> None:
    client_id, _ = archive.opened()
    number = archive.dossiers.look(archive.actors.teller, client_id).archive_number
    find = archive.dossiers.client_of
    assert find(archive.actors.archivist, f" {number.lower()} ") == client_id
    assert find(archive.actors.archivist, archive.client_number(client_id)) == client_id
    for unknown in ("DA2026000009", "", "%"):
        with pytest.raises(Refused, match=r"dossier\.unknown"):
            find(archive.actors.archivist, unknown)
