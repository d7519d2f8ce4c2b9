"""Pen data: kept with the document, bound to the signature, given out to few and with a reason."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from app.archive import filing, storage
from app.archive.domain import UseKind
from app.archive.press import Ink, PenPoint, PressedForm, SignatureCheck, Signing
from app.archive.service import ArchiveService
from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.common.values import digest
from app.verification.service import verify_branch
from tests.app.archive.test_archive import OnePress
from tests.builders import Actors, document_file
from tests.press import NoPress

NUMBER = "KH20261120000001-02"
INK = Ink(8000, 4000, ((PenPoint(100, 200, 0.25, 0), PenPoint(140, 260, 0.5, 8)), (PenPoint(150, 200, 1.0, 30),)))
PRESSED = PressedForm("application", "2026-11", "开户申请表", NUMBER, b"%PDF", "c" * 64, 1)


class Sealing(OnePress):
    def seal(self, pressed: PressedForm, signing: Signing | None, teller: Signing | None = None) -> bytes:
        return b"%PDF sealed"

    def check(self, pdf: bytes) -> SignatureCheck:
        return SignatureCheck(True, "B-B", ("client", "branch"), ())


@pytest.fixture
def service(branch: OpenBranch, actors: Actors) -> ArchiveService:
    """An archive with one document that client and teller signed."""
    now = branch.db.clock.now()
    signings = (Signing("甲", INK, now, "乙", "01"), Signing("乙", Ink(1, 1, INK.strokes[:1]), now, "", "01"))
    made = filing.seal(Sealing(), branch.blobs, PRESSED, *signings)
    with branch.db.write(actors.teller) as tx:
        filing.enter(tx, Sealing(), made, case_number="KH20261120000001", client_id=None)
    return ArchiveService(branch.db, branch.blobs, Sealing())


@pytest.mark.rule("OP-4")
def test_all_samples_are_kept_encrypted_under_the_hash_that_the_signature_names(
    service: ArchiveService, branch: OpenBranch
) -> None:
    with branch.db.read() as conn:
        client, teller = storage.pens(conn, NUMBER)
    assert (client.role, client.pen_sha256, teller.role) == ("client", digest(INK), "teller")
    told = json.loads(branch.blobs.get(client.pen_sha256))
    assert filing.ink_of(told) == INK
    raw = document_file(branch, client.pen_sha256).read_bytes()
    assert b"pressure" not in raw


@pytest.mark.rule("AR-3")
def test_an_expert_gets_the_pen_data_with_a_reason_and_it_is_registered(
    service: ArchiveService, branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    paths = service.export_pen(actors.supervisor, NUMBER, tmp_path / "out", "笔迹鉴定")
    assert [path.name for path in paths] == [f"{NUMBER}_client_pen.json", f"{NUMBER}_teller_pen.json"]
    assert hashlib.sha256(paths[0].read_bytes()).hexdigest() == digest(INK)
    (use,) = service.uses(actors.supervisor, NUMBER)
    assert (use.kind, use.staff_id, use.why) == (UseKind.PEN, "staff-supervisor", "笔迹鉴定")
    (record, *_) = AuditReader(branch.db).recent(actors.compliance, subject=("document", NUMBER))
    assert record.act == "archive.pen"


def test_who_may_not_have_it_and_what_is_missing_is_refused_and_leaves_no_file(
    service: ArchiveService, branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    for actor in (actors.teller, actors.archivist, actors.compliance, actors.admin, actors.marketing):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.export_pen(actor, NUMBER, tmp_path, "看看")
    with pytest.raises(Refused, match=r"text\.required"):
        service.export_pen(actors.supervisor, NUMBER, tmp_path, " ")
    with pytest.raises(Refused, match=r"archive\.unknown"):
        service.export_pen(actors.supervisor, "KH-none", tmp_path, "鉴定")
    with branch.db.read() as conn:
        teller = storage.pens(conn, NUMBER)[1]
    document_file(branch, teller.pen_sha256).unlink()
    with pytest.raises(Refused, match=r"storage\.blob_missing"):
        service.export_pen(actors.supervisor, NUMBER, tmp_path, "鉴定")
    assert list(tmp_path.glob("*.json")) == []
    assert service.uses(actors.supervisor, NUMBER) == ()


def test_a_document_without_ink_has_no_pen_data(branch: OpenBranch, actors: Actors, tmp_path: Path) -> None:
    made = filing.seal(Sealing(), branch.blobs, PRESSED, None)
    with branch.db.write(actors.teller) as tx:
        filing.enter(tx, Sealing(), made, case_number="KH20261120000001", client_id=None)
    with pytest.raises(Refused, match=r"archive\.no_pen"):
        ArchiveService(branch.db, branch.blobs, Sealing()).export_pen(actors.supervisor, NUMBER, tmp_path, "鉴定")


class Checking(NoPress):
    def check(self, pdf: bytes) -> SignatureCheck:
        return SignatureCheck(True, "B-B", ("client", "branch"), ())


@pytest.mark.rule("SE-2")
def test_a_verification_reads_the_pen_data_too(service: ArchiveService, branch: OpenBranch) -> None:
    report = verify_branch(branch, Checking())
    assert (report.problems, report.orphans) == ((), ())
    with branch.db.read() as conn:
        client = storage.pens(conn, NUMBER)[0]
    document_file(branch, client.pen_sha256).unlink()
    (problem,) = verify_branch(branch, Checking()).problems
    assert (problem.kind, problem.row) == ("missing", f"document {NUMBER} pen client")
