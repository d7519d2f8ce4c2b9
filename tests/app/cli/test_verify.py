"""``guitai verify``: a branch that nobody touched, and every kind of touching named with its row or file."""

from __future__ import annotations

import itertools
import os
import signal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.archive.press import SignatureCheck
from app.samples.people import CLIENTS
from forms.engine.press import FormPress
from tests.app.cli.desk import Said, Shell
from tests.demo import Demo
from ui.wiring import ProgramWiring

pytestmark = pytest.mark.rule("SE-2")


def execute(folder: Path, *statements: str) -> None:
    """What somebody who has the key can do to the database."""
    with (
        ProgramWiring().open(folder, exclusive=False).branch as branch,
        branch.db.engine.connect().execution_options(guitai_write=True) as connection,
    ):
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            for statement in statements:
                connection.execute(sa.text(statement))


def blob(folder: Path, sha256: str) -> Path:
    return folder / "documents" / sha256[:2] / sha256


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file that holds something of the branch: not the shared memory of those who read it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".db-shm"}


def documents(demo: Demo) -> list[dict[str, Any]]:
    cases = (*demo.report["completed"], *demo.report["transfers"])
    return [document for case in cases for document in case["documents"]]


def problems(said: Said) -> set[tuple[str, str, str, str]]:
    assert (said.code, said.json["ok"]) == (1, False)
    for problem in said.json["problems"]:
        # what the object says is on standard error as well, a line each
        assert f"guitai: {problem['area']} {problem['kind']}" in said.err
        assert (problem["row"] or problem["file"]) in said.err
    return {(p["area"], p["kind"], p["row"], p["file"]) for p in said.json["problems"] if p["kind"] != "trigger"}


def test_a_branch_that_nobody_touched_is_whole_stays_so_and_no_client_is_named(demo: Demo, shell: Shell) -> None:
    before = contents(demo.folder)
    said = shell("verify", "--dir", demo.folder)
    as_json = shell("verify", "--dir", demo.folder, "--json")
    assert contents(demo.folder) == before
    assert (said.code, said.err, as_json.code, as_json.err) == (0, "", 0, "")
    assert said.out.splitlines()[-1] == "Result: everything is as it was written."
    report = as_json.json
    exported = len(demo.report["exported"])
    assert (report["ok"], report["problems"], report["documents"]) == (True, [], exported)
    assert exported > len(documents(demo)), "changes, assessments and lists have papers too"
    assert report["openings"] == len(demo.report["completed"]) == 4
    _no_client(said, as_json)


def test_stopped_by_ctrl_c_it_says_what_was_checked_so_far(
    demo: Demo, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = itertools.count(1)
    plain = FormPress.check

    def interrupted(press: FormPress, content: bytes) -> SignatureCheck:
        if next(checks) == 3:
            os.kill(os.getpid(), signal.SIGINT)
        return plain(press, content)

    monkeypatch.setattr(FormPress, "check", interrupted)
    before = signal.getsignal(signal.SIGINT)
    said = shell("verify", "--dir", demo.folder)
    count = len(demo.report["exported"])
    assert said.code == 130
    assert said.out.splitlines()[-1] == f"Result: stopped after 3 of {count} documents, 0 problem(s) so far."
    assert "stopping" in said.err
    assert signal.getsignal(signal.SIGINT) is before
    checks = itertools.count(3)
    as_json = shell("verify", "--dir", demo.folder, "--json")
    assert (as_json.code, as_json.json["ok"], as_json.json["complete"]) == (130, False, False)
    assert (as_json.json["checked"], as_json.json["problems"]) == (1, [])


def test_a_second_ctrl_c_ends_it_at_once(demo: Demo, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(press: FormPress, content: bytes) -> SignatureCheck:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("it went on")

    monkeypatch.setattr(FormPress, "check", interrupted)
    said = shell("verify", "--dir", demo.folder)
    assert (said.code, said.out) == (130, "")
    assert "once more" in said.err


def test_files_that_were_flipped_taken_away_or_added_are_named(demo: Demo, demo_branch: Path, shell: Shell) -> None:
    flipped, gone = documents(demo)[2], documents(demo)[7]
    file = blob(demo_branch, flipped["file_sha256"])
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    blob(demo_branch, gone["file_sha256"]).unlink()
    (demo_branch / "documents" / "note.txt").write_text("x", encoding="utf-8")
    said = shell("verify", "--dir", demo_branch, "--json")
    assert problems(said) == {
        ("document", "altered", f"document {flipped['number']}", str(file.relative_to(demo_branch))),
        ("document", "missing", f"document {gone['number']}",
         str(blob(demo_branch, gone["file_sha256"]).relative_to(demo_branch))),
        ("file", "stranger", "", "documents/note.txt"),
    }  # fmt: skip
    _no_client(said)


def test_rows_that_were_edited_with_the_key_are_named(demo: Demo, demo_branch: Path, shell: Shell) -> None:
    changed, taken = documents(demo)[1], documents(demo)[11]
    execute(
        demo_branch,
        "DROP TRIGGER audit_log_no_update",
        "DROP TRIGGER document_no_update",
        "DROP TRIGGER document_no_delete",
        "UPDATE audit_log SET staff_id = 'somebody else' WHERE station = '01' AND seq = 20",
        f"UPDATE document SET content_sha256 = '{'0' * 64}' WHERE number = '{changed['number']}'",  # noqa: S608 - our own
        f"DELETE FROM document WHERE number = '{taken['number']}'",  # noqa: S608
    )
    said = shell("verify", "--dir", demo_branch, "--json")
    found = problems(said)
    assert {(area, row) for area, _, row, _ in found} >= {
        ("audit", "audit_log 01/20"),
        ("reference", f"document {changed['number']}"),
        ("reference", f"document {taken['number']}"),
    }
    assert ("reference", "missing", f"document {taken['number']}", "") in found
    _no_client(said)


def test_an_audit_log_that_was_cut_off_is_told(demo_branch: Path, shell: Shell) -> None:
    execute(
        demo_branch,
        "DROP TRIGGER audit_log_no_delete",
        "DELETE FROM audit_log WHERE station = '01' AND seq > 40",
    )
    found = problems(shell("verify", "--dir", demo_branch, "--json"))
    assert any(area == "audit" and row.startswith("audit_log 01/") for area, _, row, _ in found)


def test_a_database_that_is_no_longer_one_is_refused_and_left_alone(demo_branch: Path, shell: Shell) -> None:
    for leftover in demo_branch.glob("branch.db-*"):
        leftover.unlink()
    database = demo_branch / "branch.db"
    database.write_bytes(b"not a database" * 1000)
    said = shell("verify", "--dir", demo_branch, "--json")
    assert (said.code, said.json["ok"]) == (1, False)
    assert said.json["problems"][0]["kind"].startswith("branch.")
    assert database.read_bytes() == b"not a database" * 1000


def _no_client(*outcomes: Said) -> None:
    for said in outcomes:
        for client in CLIENTS:
            for name in ("name", "paper_number", "mobile", "bank_account", "address"):
                assert client.fields[name] not in said.out + said.err
