"""The demo: what it makes, says, finds again, and what it never shows."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gateways.messages import file_drop
from app.samples import messages
from app.samples.people import CLIENTS, STAFF
from app.storage.db import metadata
from tests.app.cli.desk import Shell
from tests.demo import Demo
from ui.wiring import ProgramWiring

FORMS = {
    "application", "education", "assessment", "disclosure", "esign-consent", "agreement", "custody", "contents",
    "tax-statement",
}  # fmt: skip
INSTITUTION_FORMS = {
    "institution-application", "beneficial-owners", "authorisation", "seal-card", "institution-tax-statement",
}  # fmt: skip
SHA256 = re.compile(r"[0-9a-f]{64}")


def test_the_demo_says_one_json_object_and_nothing_on_standard_error(demo: Demo) -> None:
    assert (demo.exit_code, demo.stderr) == (0, "")
    report = demo.report
    assert report["made"] is True
    assert report["verified"] is True
    assert report["login"] == {"GUITAI_USER": "manager", "GUITAI_PASSWORD": "Guanli-2026-Shili"}
    assert {user["user"] for user in report["users"]} >= {"teller", "manager", "admin"}


def test_four_openings_are_complete_with_scores_and_hashes_and_one_is_left_unfinished(demo: Demo) -> None:
    report = demo.report
    assert [case["score"] for case in report["completed"]] == [36, 51, 15, 36]
    assert [case["level"] for case in report["completed"]] == ["中", "高", "极低", "中"]
    forms = [{document["form"] for document in case["documents"]} for case in report["completed"]]
    assert forms == [
        FORMS | {"booking", "relationship"},
        FORMS | {"disclosure-chinext"},
        FORMS - {"esign-consent"},
        FORMS - {"application", "tax-statement"} | INSTITUTION_FORMS,
    ]
    for case in report["completed"]:
        for document in case["documents"]:
            assert SHA256.fullmatch(document["content_sha256"])
            assert SHA256.fullmatch(document["file_sha256"])
    assert len(report["unfinished"]) == 1
    assert "signatures" in report["unfinished"][0]["missing_steps"]
    cases = (
        *report["completed"],
        *report["transfers"],
        *report["handed_over"],
        *report["suitability"],
        *report["changes"],
        *report["calls"],
        *report["complaints"],
    )
    documents = sum(len(case["documents"]) for case in cases)
    assert report["counts"] == {
        "staff": len(STAFF), "bookings": 4, "openings_completed": 4, "openings_unfinished": 1, "clients": 4,
        "transfers_left": 3, "transfers_retained": 1, "transfers_running": 2,
        "documents": documents, "exported": documents, "bookings_ahead": 3, "clients_handed_over": 3,
        "reassessments": 1, "mismatches": 1, "changes": 5, "calls": 3, "complaints": 2,
        "reclassifications": 2,
    }  # fmt: skip


@pytest.mark.rule("MS-2")
def test_three_clients_of_one_who_left_are_handed_over_by_a_filed_list(demo: Demo) -> None:
    (listed,) = demo.report["handed_over"]
    assert (listed["leaver"], len(listed["clients"])) == ("3301205", 3)
    assert [document["form"] for document in listed["documents"]] == ["client-handover"]


@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-6")
def test_transfers_are_carried_out_by_tier_one_stays_and_one_is_blocked(demo: Demo) -> None:
    ordinary, core, by_telephone, stays, blocked, institution = demo.report["transfers"]
    for case in (ordinary, core, by_telephone):
        assert case["status"] == "carried-out"
        assert {document["form"] for document in case["documents"]} >= {"transfer-application", "transfer-receipt"}
        assert {step["status"] for step in case["approvals"]} == {"approved"}
    assert [step["step"] for step in core["approvals"]] == ["director", "general-manager"]
    receipts = [case["receipt"] for case in (ordinary, by_telephone, core)]
    assert receipts == [f"{receipts[0][:6]}{number:06d}" for number in (1, 2, 3)]
    assert {document["form"] for document in stays["documents"]} >= {"retention-record", "transfer-memo"}
    assert blocked["blocked_by"] == ["new-share"]
    assert institution["tier"] == "core"


def test_all_documents_are_exported_into_the_folder(demo: Demo) -> None:
    files = sorted(str(path) for path in (demo.folder / "export").glob("*.pdf"))
    assert files == sorted(demo.report["exported"])
    assert len(files) == demo.report["counts"]["documents"]


def test_a_second_run_finds_what_is_there_and_exports_what_is_missing(
    demo: Demo, demo_branch: Path, shell: Shell
) -> None:
    lost = demo_branch / "export" / demo.exported("application").name
    lost.unlink()
    said = shell("demo", "--headless", "--dir", demo_branch, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["made"] is False
    for part in ("completed", "unfinished", "counts", "login", "verified"):
        assert said.json[part] == demo.report[part]
    assert lost.read_bytes() == demo.exported("application").read_bytes()


def test_a_damaged_sample_branch_is_told_with_exit_code_1_among_scores_and_hashes(
    demo: Demo, demo_branch: Path, shell: Shell
) -> None:
    name = demo.report["completed"][0]["documents"][0]["file_sha256"]
    blob = demo_branch / "documents" / name[:2] / name
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    said = shell("demo", "--headless", "--dir", demo_branch)
    assert (said.code, "NOT VALID" in said.out) == (1, True)
    assert name in said.err
    for case in demo.report["completed"]:
        assert all(document["content_sha256"] in said.out for document in case["documents"])


def test_a_demo_that_was_killed_is_made_anew(tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "demo"

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.demo.fill", killed)
    assert shell("demo", "--headless", "--dir", folder).code == 130
    assert (folder / "branch.toml").exists()
    monkeypatch.setattr("app.cli.demo.fill", lambda *_: None)
    said = shell("demo", "--headless", "--dir", folder)
    # the new branch has no users in it, for this test does not fill it: that it was made is what counts
    assert (said.code, "login or the password is wrong" in said.err) == (1, True)
    assert (folder / "sample.key").exists()


def test_what_lay_in_the_folder_before_is_never_thrown_away(
    tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "documents" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.demo.fill", killed)
    for _ in range(2):
        shell("demo", "--headless", "--dir", tmp_path)
        assert mine.read_text(encoding="utf-8") == "mine"


# what is exported


@pytest.mark.parametrize("place", [0, 1])  # the third client signs by hand: that application is a scan
def test_an_application_can_be_read_to_exactly_the_typed_characters(demo: Demo, place: int) -> None:
    text = _tool("pdftotext", "-layout", str(demo.exported("application", place)), "-")
    client = CLIENTS[place].fields
    for part in ("name", "paper_number", "mobile", "paper_issuer"):
        assert client[part] in text
    assert [name for name in ("林梓萱", "吴铭𬭎", "郑秋月") if name in text] == [client["name"]]


def test_exported_documents_hold_before_other_peoples_tools(demo: Demo) -> None:
    for path in sorted((demo.folder / "export").glob("*.pdf")):
        assert "No syntax or stream encoding errors" in _tool("qpdf", "--check", str(path))
    for form, signatures in (("application", 2), ("disclosure-chinext", 2), ("contents", 1)):
        told = _tool("pdfsig", "-nocert", str(demo.exported(form, 1)))
        assert told.count("Signature is Valid.") == signatures, told
        assert told.count("Total document signed") == 1


def _tool(name: str, *arguments: str) -> str:
    found = shutil.which(name)
    assert found is not None, f"{name} is missing; install qpdf and poppler-utils"
    done = subprocess.run([found, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# what nobody may read


def secrets() -> Iterator[str]:
    """What must not lie anywhere in plain text: of the clients, and the passwords of staff."""
    for client in CLIENTS:
        yield from (client.fields[name] for name in ("name", "paper_number", "mobile", "bank_account", "address"))
        yield from (value for value in (client.fields.get("email", ""), client.fields.get("employer", "")) if value)
        if client.password:
            yield client.password
    yield from (member.password for member in STAFF if member.password)


@pytest.mark.rule("SE-1")
def test_nothing_of_a_client_lies_in_plain_text_outside_the_export(demo: Demo) -> None:
    # fewer than seven bytes come up by chance in files of this size; for the six digits of passwords see below
    patterns = {part.encode(code) for part in secrets() for code in ("utf-8", "utf-16-le", "gb18030")}
    patterns = {pattern for pattern in patterns if len(pattern) > 6}
    handed_out = (demo.folder / "export", demo.folder / messages.FOLDER / file_drop.OUT)
    files = [path for path in demo.folder.rglob("*") if path.is_file() and path.parent not in handed_out]
    assert {"branch.db", "seal.key", "audit.highwater"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert [pattern for pattern in patterns if pattern in content] == [], path.name


@pytest.mark.rule("SE-1")
def test_the_provider_of_messages_is_handed_a_number_and_a_text_and_nothing_else(demo: Demo) -> None:
    # of a branch that was made in the quiet hours nothing has been handed out yet
    for path in (demo.folder / messages.FOLDER / file_drop.OUT).glob("*"):
        said = json.loads(path.read_text(encoding="utf-8"))
        assert set(said) == {"id", "mobile", "text"}
        assert said["id"] == path.stem
        beyond = {client.fields[name] for client in CLIENTS for name in ("paper_number", "bank_account", "address")}
        assert [part for part in beyond if part in said["text"]] == []


@pytest.mark.rule("SE-1")
def test_no_password_is_in_the_database_not_even_under_its_key(demo: Demo) -> None:
    passwords = {client.password for client in CLIENTS} | {member.password for member in STAFF}
    seen = 0
    with ProgramWiring().open(demo.folder, exclusive=False).branch as branch, branch.db.read() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                for cell in row:
                    seen += 1
                    said = cell if isinstance(cell, str) else ""
                    assert not any(p and (said == p or f'"{p}"' in said) for p in passwords), table.name
    assert seen > 1000


@pytest.mark.rule("SE-1")
def test_every_file_of_the_branch_is_for_its_owner_only(demo: Demo) -> None:
    for path in demo.folder.rglob("*"):
        if "export" not in path.parts:
            rights = stat.S_IMODE(path.stat().st_mode)
            assert rights & 0o077 == 0, f"{path.name}: {rights:o}"


@pytest.mark.rule("SE-1")
def test_the_key_in_the_folder_is_marked_as_that_of_a_sample(demo: Demo) -> None:
    assert "SAMPLE branch" in (demo.folder / "sample.key").read_text(encoding="utf-8")
    assert "sample = true" in (demo.folder / "branch.toml").read_text(encoding="utf-8")
    with ProgramWiring().open(demo.folder, exclusive=False).branch as branch:
        assert branch.sample
