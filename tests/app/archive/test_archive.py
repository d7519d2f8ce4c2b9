"""The document ledger: looks, prints, exports, and that nothing in it can be changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.archive import storage
from app.archive.domain import UseKind, export_name
from app.archive.press import FormInfo
from app.archive.service import ArchiveService
from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from tests.builders import Actors, document_file, forbidden
from tests.dossiers import KnownByHand
from tests.people import add_client, document
from tests.press import NoPress

PDF = b"%PDF-1.7 not really"
NUMBER = "KH20261120000001-02"
COPIES = ("公司留存联", "客户留存联")


class OnePress(NoPress):
    """A press that knows one form and marks renditions so that a test can read them."""

    def info(self, form_id: str) -> FormInfo:
        return FormInfo(form_id, "KH-02", "开户申请表", "2026-11", "agreement", ("client", "branch"), COPIES)

    def rendition(self, pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
        return pdf + f"|{copy_label}|{'补打' if reprint else ''}".encode()


@pytest.fixture
def service(branch: OpenBranch, actors: Actors) -> ArchiveService:
    """An archive with one document of one client."""
    name = branch.blobs.put(PDF)
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        storage.add(work.conn, document(client_id=client.id, file_sha256=name))
    return ArchiveService(branch.db, branch.blobs, OnePress(), KnownByHand())


def test_documents_are_listed_by_client_by_case_and_all(service: ArchiveService, actors: Actors) -> None:
    (found,) = service.list_all(actors.archivist)
    assert found.client_id is not None
    assert service.list_for_client(actors.teller, found.client_id) == (found,)
    assert service.list_for_case(actors.teller, found.case_number) == (found,)
    assert service.list_for_client(actors.teller, "nobody") == ()
    assert service.list_all(actors.teller, limit=1) == (found,)


@pytest.mark.rule("SE-2")
def test_a_look_gives_the_sealed_bytes_and_is_registered_with_who_and_why(
    service: ArchiveService, branch: OpenBranch, actors: Actors
) -> None:
    assert service.get_pdf(actors.compliance, NUMBER, "抽查") == PDF
    (use,) = service.uses(actors.compliance, NUMBER)
    assert (use.kind, use.staff_id, use.why) == (UseKind.LOOK, actors.compliance.staff_id, "抽查")
    (record,) = AuditReader(branch.db).recent(actors.compliance, subject=("document", NUMBER))
    assert (record.act, record.after["why"]) == ("archive.look", "抽查")


@pytest.mark.rule("SE-1")
def test_who_may_not_read_documents_is_denied_and_leaves_no_use(service: ArchiveService, actors: Actors) -> None:
    for actor in (actors.marketing, actors.admin):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.get_pdf(actor, NUMBER)
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.list_all(actor)
    for actor in (actors.compliance, actors.client_manager):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.printable(actor, NUMBER)
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.export(actor, [NUMBER], Path("nowhere"))
    assert service.uses(actors.teller, NUMBER) == ()


@pytest.mark.rule("SR-2")
def test_each_copy_prints_once_and_is_marked_as_reprint_from_then_on(service: ArchiveService, actors: Actors) -> None:
    first = service.printable(actors.teller, NUMBER, COPIES[0])
    other = service.printable(actors.teller, NUMBER, COPIES[1])
    again = service.printable(actors.teller, NUMBER, COPIES[0], why="客户遗失")
    assert "补打" not in first.decode() + other.decode()
    assert again.decode().endswith(f"|{COPIES[0]}|补打")
    uses = service.uses(actors.teller, NUMBER)
    assert sorted((use.copy_label, use.reprint, use.why) for use in uses) == sorted(
        [(COPIES[0], False, ""), (COPIES[1], False, ""), (COPIES[0], True, "客户遗失")]
    )


def test_a_copy_that_the_form_does_not_have_is_refused(service: ArchiveService, actors: Actors) -> None:
    with pytest.raises(Refused, match=r"archive\.no_such_copy"):
        service.printable(actors.teller, NUMBER, "第三联")
    assert service.uses(actors.teller, NUMBER) == ()


@pytest.mark.rule("SE-1")
def test_an_export_writes_the_bytes_under_a_name_without_the_client_and_tells_the_audit(
    service: ArchiveService, branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    folder = tmp_path / "out" / "deeper"
    (path,) = service.export(actors.teller, [NUMBER, NUMBER], folder, "客户索取")
    assert path.parent == folder
    assert path.read_bytes() == PDF
    assert NUMBER in path.name
    assert "张三丰" not in path.name
    assert service.export(actors.teller, [NUMBER], folder) == (path,)  # the same bytes are left alone
    records = AuditReader(branch.db).recent(actors.compliance, subject=("document", NUMBER))
    assert [(record.act, record.staff_id, record.after["why"]) for record in reversed(records)] == [
        ("archive.export", "staff-teller", "客户索取"), ("archive.export", "staff-teller", ""),
    ]  # fmt: skip


def test_an_export_never_overwrites_another_file_nor_follows_a_link(
    service: ArchiveService, actors: Actors, tmp_path: Path
) -> None:
    path = tmp_path / export_name(document())
    path.write_bytes(b"mine")
    with pytest.raises(Refused) as refused:
        service.export(actors.teller, [NUMBER], tmp_path)
    assert (refused.value.code, refused.value.facts) == ("archive.file_exists", {"file": path.name})
    assert path.read_bytes() == b"mine"
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match=r"archive\.file_exists"):
        service.export(actors.teller, [NUMBER], tmp_path)
    assert not (tmp_path / "elsewhere").exists()
    assert service.uses(actors.teller, NUMBER) == ()


def test_when_one_document_of_an_export_fails_no_file_and_no_use_is_left(
    service: ArchiveService, actors: Actors, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=r"archive\.unknown"):
        service.export(actors.teller, [NUMBER, "../../etc/passwd"], tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []
    assert service.uses(actors.teller, NUMBER) == ()


def test_an_export_of_nothing_and_into_a_file_is_refused(
    service: ArchiveService, actors: Actors, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=r"archive\.nothing_chosen"):
        service.export(actors.teller, [], tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused, match=r"archive\.(cannot_write|file_exists)"):
        service.export(actors.teller, [NUMBER], tmp_path / "file")


@pytest.mark.rule("SE-2")
def test_bytes_that_are_not_what_was_archived_are_refused(
    service: ArchiveService, branch: OpenBranch, actors: Actors
) -> None:
    class Forged:
        def put(self, content: bytes) -> str:
            raise NotImplementedError

        def get(self, sha256: str) -> bytes:
            return PDF + b" "

    forged = ArchiveService(branch.db, Forged(), OnePress(), KnownByHand())
    with pytest.raises(Refused, match=r"archive\.altered"):
        forged.get_pdf(actors.teller, NUMBER)
    document_file(branch, hashlib.sha256(PDF).hexdigest()).unlink()
    with pytest.raises(Refused, match=r"storage\.blob_missing"):
        service.get_pdf(actors.teller, NUMBER)


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("name", ["document", "document_use"])
def test_the_database_itself_lets_nobody_change_the_ledger(
    service: ArchiveService, branch: OpenBranch, actors: Actors, name: str
) -> None:
    service.get_pdf(actors.teller, NUMBER)
    table = {"document": storage.document, "document_use": storage.document_use}[name]
    for change in (sa.update(table).values(station="99"), sa.delete(table)):
        with forbidden(), branch.db.write(actors.teller) as work:
            work.conn.execute(change)


def test_an_unknown_document_is_refused(service: ArchiveService, actors: Actors) -> None:
    for act in (service.get_pdf, service.printable, service.uses):
        with pytest.raises(Refused, match=r"archive\.unknown"):
            act(actors.teller, "' OR 1=1 --")


@given(st.text(max_size=200), st.text(max_size=200))
def test_an_export_name_is_one_plain_file_name_whatever_the_document_is_called(number: str, title: str) -> None:
    name = export_name(document(number=number, title=title))
    assert name.endswith(".pdf")
    assert Path(name).name == name
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert not name.startswith((".", "-"))
    assert len(name) <= 120
