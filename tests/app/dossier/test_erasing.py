"""With a destroyed dossier goes what was typed, answered and signed in its cases; numbers and registers stay (AR-4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.cases.case import Capture
from app.dossier import erasing
from app.messages import storage as messages
from app.messages.domain import MessageState, NewMessage
from app.messages.queueing import queue
from app.onboarding import storage as openings
from app.onboarding.storage import opening, opening_capture, opening_field, opening_journal
from app.policy.messages import MessageKind
from app.transfer_out import storage as transfers
from app.transfer_out.case import Status
from app.transfer_out.storage import transfer_capture, transfer_case, transfer_field
from app.verification.service import verify_branch
from tests.app.dossier.desk import Archive
from tests.builders import document_file


def rows(branch: OpenBranch, table: sa.Table, **where: str) -> list[Any]:
    with branch.db.read() as conn:
        query = sa.select(table).where(*(table.c[name] == value for name, value in where.items()))
        return list(conn.execute(query))


@pytest.mark.rule("AR-4")
@pytest.mark.rule("SE-1")
def test_a_finished_opening_keeps_its_number_and_nothing_that_was_typed_answered_or_signed(archive: Archive) -> None:
    client_id, case = archive.really_opened()
    archive.close(client_id)
    archive.years_later()
    before = archive.services.opening.view(archive.actors.teller, case)
    assert before.draft.text("name")
    assert before.draft.erased is None
    assert any("ink" in capture.value for capture in before.draft.captures.values())
    journal = len(rows(archive.branch, opening_journal, case_number=case))
    number = archive.witnessed(client_id).number
    archive.dossiers.destroy(archive.actors.archivist, number)
    assert {row.value for row in rows(archive.branch, opening_field, case_number=case)} == {""}
    assert [row.name for row in rows(archive.branch, opening_capture, case_number=case)] == ["erased"]
    assert len(rows(archive.branch, opening_journal, case_number=case)) == journal
    view = archive.services.opening.view(archive.actors.teller, case)
    assert view.draft.erased is not None
    assert view.draft.erased.destruction == number
    assert (view.draft.client_id, view.draft.status) == (client_id, before.draft.status)
    (told,) = rows(archive.branch, audit_log, act="dossier.destroyed")
    assert f'"erased":["{case}"]' in told.after
    assert [p for p in verify_branch(archive.branch, archive.press).problems if p.area != "receipt"] == []
    assert archive.services.opening.cases_of(archive.actors.teller, client_id)[0].name == ""


@pytest.mark.rule("AR-4")
def test_cases_of_other_clients_are_not_touched(archive: Archive) -> None:
    leaving, _ = archive.opened(0)
    _, other = archive.really_opened()
    archive.close(leaving)
    archive.years_later()
    archive.dossiers.destroy(archive.actors.archivist, archive.witnessed(leaving).number)
    view = archive.services.opening.view(archive.actors.teller, other)
    assert view.draft.text("name")
    assert view.draft.erased is None


@pytest.mark.rule("AR-4")
def test_an_ended_transfer_goes_too_with_its_scans_and_a_scan_that_another_case_needs_stays(archive: Archive) -> None:
    client_id, _ = archive.opened(0)
    other, _ = archive.opened(1)
    own, shared = (archive.branch.blobs.put(content) for content in (b"scan of an ID", b"a scan of both"))
    with archive.branch.db.write(archive.actors.teller) as tx:
        for number, client, scans in (("ZX20261123000001", client_id, (own, shared)), ("ZX2", other, (shared,))):
            tx.conn.execute(
                transfer_case.insert().values(_ended(tx.at, number, client, archive.actors.teller.staff_id))
            )
            transfers.put_field(tx.conn, number, "reason", "搬家，手机 13800138000")
            for place, sha256 in enumerate(scans):
                act = Capture({"sha256": sha256, "pages": 1}, tx.at, "w", "01")
                transfers.put_capture(tx.conn, number, f"scan:{place}", act)
    archive.close(client_id)
    archive.years_later()
    number = archive.witnessed(client_id).number
    archive.dossiers.destroy(archive.actors.archivist, number)
    assert [row.value for row in rows(archive.branch, transfer_field, case_number="ZX20261123000001")] == [""]
    (mark,) = rows(archive.branch, transfer_capture, case_number="ZX20261123000001")
    assert mark.name == "erased"
    with archive.branch.db.read() as conn:
        case = transfers.load(conn, "ZX20261123000001")
        assert erasing.left_files(conn, [client_id], number) == {own}
    assert case.erased is not None
    assert case.erased.destruction == number
    assert not document_file(archive.branch, own).exists()
    assert document_file(archive.branch, shared).exists()
    assert rows(archive.branch, transfer_field, case_number="ZX2")[0].value
    # what a crash left of it is taken away later
    archive.branch.blobs.put(b"scan of an ID")
    assert archive.dossiers.finish_destruction(archive.actors.archivist, number) == 1


@pytest.mark.rule("AR-4")
def test_messages_that_are_over_lose_number_and_text_and_those_of_others_do_not(archive: Archive) -> None:
    clients = [archive.opened(place)[0] for place in (0, 1)]
    with archive.branch.db.write(archive.actors.teller) as tx:
        for place, client_id in enumerate(clients):
            values = {"营业部": "营业部", "姓名": "某", "证件": "证件", "日期": "2027-01-01", "电话": "0571"}
            kind, mobile = MessageKind.PAPER_EXPIRY, "13800138000"
            new = NewMessage(kind=kind, mobile=mobile, values=values, once=f"t{place}", client_id=client_id)
            queued = queue(tx, archive.services.policy.messages, new)
            if not place:
                messages.change(tx, queued, replace(queued, state=MessageState.CANCELLED, version=queued.version + 1))
        assert messages.erase_ended(tx.conn, clients[0]) == 1
        assert [messages.erase_ended(tx.conn, client_id) for client_id in clients] == [0, 0]
    kept = {row.once: row for row in rows(archive.branch, messages.message)}
    assert (kept["t0"].mobile, kept["t0"].text, kept["t0"].state) == ("", "", "cancelled")
    assert kept["t1"].mobile == "13800138000"
    assert "某" in kept["t1"].text


@pytest.mark.rule("AR-4")
def test_a_mark_is_read_back_and_is_not_made_twice(sqlite_archive: Archive) -> None:
    client_id, case = sqlite_archive.opened(0)
    with sqlite_archive.branch.db.write(sqlite_archive.actors.archivist) as tx:
        assert erasing.erase_cases(tx, [client_id], "XH1") == (case,)
        assert erasing.erase_cases(tx, [client_id], "XH2") == ()
    with sqlite_archive.branch.db.read() as conn:
        found = openings.mark(conn, case)
        numbers = conn.execute(sa.select(opening.c.case_number)).scalars().all()
    assert found is not None
    assert found.destruction == "XH1"
    assert numbers == [case]


def _ended(at: Any, number: str, client_id: str, teller: str) -> dict[str, Any]:
    return {
        "number": number, "status": Status.CARRIED_OUT.value, "version": 3, "request_version": 1,
        "policy_version": "BR-2026.11", "client_id": client_id, "fund_account": number, "opened_at": at,
        "opened_by": teller, "opened_by_number": "T01", "opened_by_name": "孙倩", "station": "01", "changed_at": at,
        "tier": None, "client_class": "", "assets": None, "turnover": None, "figures_from": "", "own_staff": "",
        "asked_on": at.date(), "ready_since": None, "submitted_at": None, "submitted_digest": "", "insisted_at": None,
        "ended_at": at, "last_step": "done",
    }  # fmt: skip
