import contextlib
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.domain import Document
from app.archive.press import SignatureCheck
from app.branch.opened import DOCUMENTS, OpenBranch
from app.storage.db import UtcDateTime, metadata
from app.verification.service import VerifyReport, verify_branch
from tests.builders import Actors, BranchFactory, owner_engine
from tests.press import NoPress

CASE, NUMBER = "KH2026112000001", "KH2026112000001-01"


class FakePress(NoPress):
    """A press that finds genuine what says so; verification uses nothing else of it."""

    def check(self, pdf: bytes) -> SignatureCheck:
        genuine = b"genuine" in pdf
        return SignatureCheck(genuine, "B-LTA", ("client", "branch"), () if genuine else ("the seal is broken",))


def filled(table: str, **given: Any) -> dict[str, Any]:
    """A row of ``table`` with something in every column that must have something."""
    values: dict[str, Any] = {}
    for column in metadata.tables[table].columns:
        if column.nullable:
            continue
        if isinstance(column.type, UtcDateTime):
            values[column.name] = datetime(2026, 11, 20, tzinfo=UTC)
        elif isinstance(column.type, sa.Date):
            values[column.name] = date(2026, 11, 20)
        elif isinstance(column.type, sa.Boolean):
            values[column.name] = True
        elif isinstance(column.type, sa.Integer):
            values[column.name] = 1
        else:
            values[column.name] = "x"
    return {**values, **given}


@dataclass
class Case:
    """A branch with one completed opening of one document."""

    branch: OpenBranch
    actors: Actors
    sha256: str = ""

    def complete(self, content: bytes = b"%PDF genuine", *, content_sha256: str = "c" * 64) -> None:
        self.sha256 = self.branch.blobs.put(content)
        document = Document(
            number=NUMBER, form_id="application", form_code="KH-02", form_version="2026-11", title="开户申请表",
            kind="application", case_number=CASE, client_id="client1", pages=2, copies=2,
            content_sha256=content_sha256, file_sha256=self.sha256, level="B-LTA",
            made_at=self.branch.db.clock.now(), made_by="staff-teller", station="01",
        )  # fmt: skip
        with self.branch.db.write(self.actors.teller) as tx:
            tx.conn.execute(
                metadata.tables["client"].insert().values(**filled("client", kind="individual", id="client1"))
            )
            row = filled("opening", case_number=CASE, status="completed", client_id="client1", opened_by="staff-teller")
            tx.conn.execute(metadata.tables["opening"].insert().values(**row))
            archive.add(tx.conn, document)
            tx.audit("opening.completed", "opening", CASE, after={"documents": {NUMBER: "c" * 64}})

    def tamper(self, *statements: str) -> None:
        engine = owner_engine(self.branch)
        with contextlib.closing(engine.connect().execution_options(guitai_write=True)) as conn:
            if self.branch.db.is_sqlite:
                driver: Any = conn.connection.dbapi_connection
                driver.execute("PRAGMA foreign_keys=OFF")
            with conn.begin():
                for statement in statements:
                    conn.execute(sa.text(statement))
        engine.dispose()

    def open_up(self, table: str) -> tuple[str, ...]:
        """The statements that take the triggers of ``table`` away."""
        if self.branch.db.is_sqlite:
            return tuple(f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete"))
        return (f"ALTER TABLE {table} DISABLE TRIGGER ALL",)

    def verify(self) -> VerifyReport:
        return verify_branch(self.branch, FakePress())

    def found(self) -> set[tuple[str, str, str, str]]:
        return {(p.area, p.kind, p.row, p.file) for p in self.verify().problems if p.kind != "trigger"}


@pytest.fixture
def case(branch: OpenBranch, actors: Actors) -> Case:
    made = Case(branch, actors)
    made.complete()
    return made


@pytest.fixture
def sqlite_case(sqlite_branch: OpenBranch, actors: Actors) -> Case:
    made = Case(sqlite_branch, actors)
    made.complete()
    return made


def path(case: Case) -> str:
    return f"documents/{case.sha256[:2]}/{case.sha256}"


def test_a_branch_that_nobody_touched_is_found_whole(case: Case) -> None:
    report = case.verify()
    assert report.problems == ()
    assert report.ok
    assert report.lines()[-1] == "Result: everything is as it was written."
    assert (report.documents, report.openings, report.audit_rows, report.orphans) == (1, 1, 2, ())
    told = json.loads(json.dumps(report.as_json()))
    assert told["ok"] is True
    assert told["problems"] == []


def test_progress_is_told_document_by_document(case: Case) -> None:
    told: list[tuple[int, int]] = []
    verify_branch(case.branch, FakePress(), lambda *step: told.append(step))
    assert told == [(1, 1)]


def test_a_verification_that_is_stopped_ends_before_the_next_document_and_says_how_far_it_came(case: Case) -> None:
    told: list[tuple[int, int]] = []
    report = verify_branch(case.branch, FakePress(), lambda *step: told.append(step), lambda: True)
    assert (told, report.complete) == ([], False)
    assert report.as_json()["complete"] is False


def test_a_verification_may_run_beside_a_window(sqlite_case: Case, branch_factory: BranchFactory) -> None:
    reader = branch_factory.open(sqlite_case.branch.folder, exclusive=False)
    assert verify_branch(reader, FakePress()).ok


@pytest.mark.rule("SE-2")
def test_an_altered_file_is_named_with_its_row(case: Case) -> None:
    file = case.branch.folder / path(case)
    raw = bytearray(file.read_bytes())
    raw[40] ^= 1
    file.write_bytes(raw)
    assert case.found() == {("document", "altered", f"document {NUMBER}", path(case))}
    assert not case.verify().ok


@pytest.mark.rule("SE-2")
def test_a_missing_file_is_named_with_its_row(case: Case) -> None:
    (case.branch.folder / path(case)).unlink()
    assert case.found() == {("document", "missing", f"document {NUMBER}", path(case))}
    report = case.verify()
    assert str(report.problems[0]).startswith(f"document missing - document {NUMBER}, {path(case)}: ")
    assert report.lines()[-1] == "Result: 1 problem(s)."


@pytest.mark.rule("SE-2")
def test_a_signature_that_does_not_hold_is_told(branch: OpenBranch, actors: Actors) -> None:
    case = Case(branch, actors)
    case.complete(b"%PDF forged")
    assert case.found() == {("document", "signature", f"document {NUMBER}", path(case))}
    assert "the seal is broken" in case.verify().problems[0].text


@pytest.mark.rule("SE-2")
def test_a_ledger_row_that_was_taken_away_is_told_by_the_audit_log(case: Case) -> None:
    case.tamper(*case.open_up("document"), "DELETE FROM document")
    assert case.found() == {("reference", "missing", f"document {NUMBER}", "")}
    report = case.verify()
    assert report.orphans == (path(case),)
    assert path(case) in report.lines()[1]


@pytest.mark.rule("SE-2")
def test_a_ledger_row_that_was_pointed_at_another_file_is_told(case: Case) -> None:
    other = case.branch.blobs.put(b"genuine, but another")
    case.tamper(
        *case.open_up("document"),
        f"UPDATE document SET file_sha256 = '{other}', content_sha256 = '{'d' * 64}'",  # noqa: S608 - the test's own
    )
    assert case.found() == {("reference", "content", f"document {NUMBER}", "")}


@pytest.mark.rule("SE-2")
def test_a_document_slipped_into_a_completed_case_is_told(case: Case) -> None:
    sha256 = case.branch.blobs.put(b"genuine, added later")
    columns = ", ".join(c.name for c in metadata.tables["document"].columns)
    chosen = columns.replace("number,", "'added',", 1).replace("file_sha256", f"'{sha256}'")
    case.tamper(f"INSERT INTO document ({columns}) SELECT {chosen} FROM document")  # noqa: S608 - the test's own
    assert case.found() == {("reference", "added", "document added", "")}


@pytest.mark.rule("OP-6")
def test_an_opening_set_to_completed_by_hand_is_told(case: Case) -> None:
    case.tamper("UPDATE opening SET case_number = 'KH9'")
    assert case.found() == {
        ("reference", "unaudited", "opening KH9", ""),
        ("reference", "case", f"case {CASE}", ""),
    }


@pytest.mark.rule("SE-2")
def test_an_edited_audit_row_is_named(case: Case) -> None:
    case.tamper(*case.open_up("audit_log"), "UPDATE audit_log SET staff_id = 'x' WHERE station = '01'")
    assert case.found() == {("audit", "edited", "audit_log 01/1", "")}


@pytest.mark.rule("SE-2")
def test_a_trigger_that_was_taken_away_is_named(case: Case) -> None:
    case.tamper(*case.open_up("audit_log"))
    rows = {problem.row for problem in case.verify().problems}
    verbs = ("update", "delete") if case.branch.db.is_sqlite else ("change", "truncate")
    assert rows == {f"audit_log_no_{verb}" for verb in verbs}


@pytest.mark.rule("SE-2")
def test_a_trigger_that_was_made_harmless_is_named(sqlite_case: Case) -> None:
    sqlite_case.tamper(
        "DROP TRIGGER audit_log_no_update",
        "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT 1; END",
    )
    assert {problem.row for problem in sqlite_case.verify().problems} == {"audit_log_no_update"}


def test_a_row_that_refers_to_nothing_is_named(sqlite_case: Case) -> None:
    sqlite_case.tamper("DELETE FROM client")
    rows = {problem.row.split(" ")[0] for problem in sqlite_case.verify().problems}
    assert rows == {"opening", "document"}


def test_a_file_of_a_killed_writer_is_an_orphan_and_no_problem(case: Case) -> None:
    orphan = case.branch.blobs.put(b"archived, never committed")
    report = case.verify()
    assert report.ok
    assert report.orphans == (f"documents/{orphan[:2]}/{orphan}",)


def test_files_that_others_put_there_are_named(case: Case) -> None:
    planted = hashlib.sha256(b"planted").hexdigest()
    folder = case.branch.folder / DOCUMENTS / planted[:2]
    folder.mkdir(exist_ok=True)
    (folder / planted).write_bytes(b"planted")
    (case.branch.folder / DOCUMENTS / "notes.txt").write_text("x")
    assert case.found() == {
        ("file", "stranger", "", f"documents/{planted[:2]}/{planted}"),
        ("file", "stranger", "", "documents/notes.txt"),
    }


def test_a_missing_recovery_wrap_is_told(case: Case) -> None:
    (case.branch.folder / "recovery.wrap").unlink()
    assert case.found() == {("file", "recovery", "", "recovery.wrap")}


def test_a_damaged_page_of_the_database_is_told_and_the_rest_is_checked_still(
    sqlite_case: Case, branch_factory: BranchFactory
) -> None:
    folder = sqlite_case.branch.folder
    with sqlite_case.branch.db.read() as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'audit_log'"
        page = connection.exec_driver_sql(query).scalar_one() - 1
    sqlite_case.branch.close()
    database = folder / "branch.db"
    raw = bytearray(database.read_bytes())
    raw[page * 4096 + 100] ^= 1
    database.write_bytes(raw)
    sqlite_case.branch = branch_factory.open(folder, exclusive=False)
    (folder / "recovery.wrap").unlink()
    report = sqlite_case.verify()
    assert {"database", "file"} <= {problem.area for problem in report.problems}
    assert not report.ok


def test_the_report_holds_nothing_of_a_client(case: Case) -> None:
    case.tamper("UPDATE client SET name = '欧阳建国', mobile = '13800001111'", "UPDATE opening SET version = 2")
    (case.branch.folder / path(case)).unlink()
    told = json.dumps(case.verify().as_json(), ensure_ascii=False)
    assert "欧阳" not in told
    assert "1380000" not in told
