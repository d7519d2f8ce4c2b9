"""The package out of the house: whole or not there, registered, checked without this program (AR-3, SE-1)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.archive import storage as ledger
from app.common.errors import Refused
from app.dossier import package
from app.dossier.domain import Section
from app.dossier.package import index_csv
from tests.app.dossier.desk import Archive
from tests.builders import document_file
from tests.people import NOON
from tests.stopping import Breaking, Onlooker

WHY = "司法协助"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.rule("AR-3")
def test_the_whole_dossier_goes_out_with_index_facts_and_how_to_check(archive: Archive, out: Path) -> None:
    client_id, case = archive.opened()
    place = {"room": "二楼", "shelf": "A3", "box": "017", "why": "上架"}
    archive.dossiers.set_place(archive.actors.archivist, client_id, **place, seen=0)
    path = out / "out.zip"
    made = archive.dossiers.export(archive.actors.archivist, client_id, path, WHY)
    assert (made.archive_number, made.documents, made.destroyed) == ("DA2026000001", 8, 0)
    assert made.bytes == path.stat().st_size
    assert names(out) == ["out.zip"]
    found = entries(path)
    documents = {name for name in found if name.startswith("documents/")}
    assert len(documents) == 8
    index = json.loads(found["index.json"])
    assert {one["path"] for one in index["documents"]} == documents
    for one in index["documents"]:
        assert hashlib.sha256(found[one["path"]]).hexdigest() == one["file_sha256"]
        assert f"signatures/{one['number']}.json" in found
        assert json.loads(found[f"facts/documents/{one['number']}.json"])["number"] == one["number"]
    assert index["places"][0]["box"] == "017"
    facts = json.loads(found["facts/client.json"])
    assert (facts["client"]["number"], facts["cases"][0]["number"]) == (archive.client_number(client_id), case)
    told = json.loads(found["export.json"])
    assert (told["why"], told["staff"]) == (WHY, archive.actors.archivist.staff_number)
    assert "qpdf --check" in found["README.txt"].decode()
    assert "openssl x509" in found["说明.txt"].decode()


@pytest.mark.rule("AR-3")
def test_every_file_in_the_package_is_in_its_sums(sqlite_archive: Archive, out: Path) -> None:
    client_id, _ = sqlite_archive.opened()
    sqlite_archive.dossiers.export(sqlite_archive.actors.archivist, client_id, out / "o.zip", WHY)
    found = entries(out / "o.zip")
    lines = [line.split("  ", 1) for line in found.pop(package.SUMS).decode().splitlines()]
    sums = {name: sha256 for sha256, name in lines}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


@pytest.mark.rule("AR-3")
def test_an_export_is_registered_for_the_dossier_and_each_document(archive: Archive, out: Path) -> None:
    client_id, case = archive.opened()
    archive.dossiers.export(archive.actors.teller, client_id, out / "o.zip", WHY)
    uses = archive.dossiers.uses(archive.actors.archivist, client_id)
    assert [(use.kind.value, use.why, use.own_work) for use in uses] == [("export", WHY, True)]
    with archive.branch.db.read() as conn:
        assert [use.kind.value for use in ledger.uses(conn, f"{case}-02")] == ["export"]


@pytest.mark.rule("AR-3")
def test_an_export_needs_a_purpose_even_for_ones_own_work(sqlite_archive: Archive, out: Path) -> None:
    client_id, _ = sqlite_archive.opened()
    with pytest.raises(Refused, match=r"dossier\.purpose_missing"):
        sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", " ")
    assert names(out) == []


def test_nothing_is_written_over_another_file_or_through_a_link(sqlite_archive: Archive, out: Path) -> None:
    client_id, _ = sqlite_archive.opened()
    there, link = out / "there.zip", out / "link.zip"
    there.write_bytes(b"mine")
    link.symlink_to(out / "elsewhere")
    for path in (there, link):
        with pytest.raises(Refused, match=r"dossier\.file_exists"):
            sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, path, WHY)
    assert there.read_bytes() == b"mine"
    assert names(out) == ["link.zip", "there.zip"]
    with pytest.raises(Refused, match=r"dossier\.cannot_write"):
        sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "no" / "o.zip", WHY)
    assert sqlite_archive.dossiers.uses(sqlite_archive.actors.archivist, client_id) == ()


def test_a_file_that_comes_while_it_is_made_is_not_overwritten(
    sqlite_archive: Archive, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id, _ = sqlite_archive.opened()
    path, write = out / "o.zip", package.write_zip

    def slow(made: Path, *rest: object) -> None:
        write(made, *rest)  # type: ignore[arg-type]  # passed on as it came
        path.write_bytes(b"theirs")

    monkeypatch.setattr(package, "write_zip", slow)
    with pytest.raises(Refused, match=r"dossier\.file_exists"):
        sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, path, WHY)
    assert path.read_bytes() == b"theirs"
    assert names(out) == ["o.zip"]
    assert sqlite_archive.dossiers.uses(sqlite_archive.actors.archivist, client_id) == ()


@pytest.mark.parametrize(
    "fault", [OSError(28, "No space left on device"), KeyboardInterrupt(), Refused("storage.disk")]
)
def test_no_half_file_is_left_when_it_breaks_off(
    sqlite_archive: Archive, out: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    client_id, _ = sqlite_archive.opened()
    add = package._add
    count = iter(range(100))

    def broken(*given: object) -> None:
        if next(count) == 7:
            raise fault
        add(*given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(package, "_add", broken)
    with pytest.raises((Refused, KeyboardInterrupt)):
        sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)
    assert names(out) == []
    assert sqlite_archive.dossiers.uses(sqlite_archive.actors.archivist, client_id) == ()


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="files without a name are a matter of Linux")
@pytest.mark.rule("SE-1")
def test_a_program_that_is_killed_while_writing_leaves_no_file(out: Path) -> None:
    with package.unpublished(out / "o.zip") as made:
        made.write_bytes(b"a client's papers")
        assert names(out) == []
        assert os.fstat(int(made.name)).st_mode & 0o777 == 0o600


def test_a_file_system_without_nameless_files_is_written_to_all_the_same(
    sqlite_archive: Archive, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id, _ = sqlite_archive.opened()
    monkeypatch.setattr(package, "_HANDLES", out / "nowhere")
    sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)
    assert names(out) == ["o.zip"]


def test_a_fault_after_the_file_appeared_takes_it_away_again(
    sqlite_archive: Archive, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id, _ = sqlite_archive.opened()
    sqlite_archive.dossiers.look(sqlite_archive.actors.teller, client_id)
    publish = package.publish

    def then_fail(made: Path, path: Path) -> None:
        publish(made, path)
        monkeypatch.setattr(type(sqlite_archive.branch.audit), "committed", _broken)

    monkeypatch.setattr(package, "publish", then_fail)
    with pytest.raises(Refused, match=r"audit\.highwater_failed"):
        sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)
    assert names(out) == []


def _broken(self: object) -> None:
    raise Refused("audit.highwater_failed")


def test_a_file_system_without_links_is_written_to_all_the_same(
    sqlite_archive: Archive, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id, _ = sqlite_archive.opened()

    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("app.dossier.package.os.link", no_links)
    sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)
    assert names(out) == ["o.zip"]
    with pytest.raises(Refused, match=r"dossier\.file_exists"):
        sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)


def test_a_damaged_document_stops_the_export(sqlite_archive: Archive, out: Path) -> None:
    client_id, case = sqlite_archive.opened()
    with sqlite_archive.branch.db.read() as conn:
        found = ledger.by_number(conn, f"{case}-04")
    assert found is not None
    document_file(sqlite_archive.branch, found.file_sha256).write_bytes(b"")
    with pytest.raises(Refused, match=r"storage\.blob_altered"):
        sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)
    assert names(out) == []


@pytest.mark.rule("AR-4")
def test_of_what_was_destroyed_the_index_tells_and_no_file_goes_out(archive: Archive, out: Path) -> None:
    client_id = archive.closed_long_ago()
    archive.dossiers.destroy(archive.actors.archivist, archive.witnessed(client_id).number)
    made = archive.dossiers.export(archive.actors.archivist, client_id, out / "o.zip", WHY)
    assert (made.documents, made.destroyed) == (0, 8)
    found = entries(out / "o.zip")
    assert not [name for name in found if name.startswith("documents/")]
    assert all(one["destroyed"]["why"] == "保管期满" for one in json.loads(found["index.json"])["documents"])


@pytest.mark.rule("SE-1")
def test_samples_of_the_pen_go_along_only_for_those_who_may_have_them(archive: Archive, out: Path) -> None:
    client_id, case = archive.opened()
    sha256 = archive.branch.blobs.put(b"[1,2,3]")
    with archive.branch.db.write(archive.actors.teller) as tx:
        ledger.add_pens(tx.conn, f"{case}-02", {"client": sha256})
    archive.dossiers.export(archive.actors.teller, client_id, out / "a.zip", WHY)
    archive.dossiers.export(archive.actors.supervisor, client_id, out / "b.zip", WHY)
    assert not [name for name in entries(out / "a.zip") if name.startswith("pens/")]
    pens = {n: content for n, content in entries(out / "b.zip").items() if n.startswith("pens/")}
    assert list(pens.values()) == [b"[1,2,3]"]


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_no_cell_of_the_index_is_a_formula(text: str) -> None:
    document = SimpleNamespace(
        number="KH1-02", title=text, form_version="1", made_at=NOON, pages=1, copies=1, content_sha256="a",
        file_sha256="b", level="seal",
    )  # fmt: skip
    view: Any = SimpleNamespace(sections=[(Section.IDENTITY, [SimpleNamespace(document=document, destroyed=None)])])
    _, row = csv.reader(io.StringIO(index_csv(view, {}).decode("utf-8-sig"), newline=""))
    assert row[1:3] == ["KH1-02", f"'{text}"]


def test_the_index_is_read_by_a_spreadsheet(sqlite_archive: Archive, out: Path) -> None:
    client_id, case = sqlite_archive.opened()
    sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)
    content = entries(out / "o.zip")["index.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 8
    assert {row["文件编号"][: len(case)] for row in rows} == {case}
    assert all(row["包内文件"].startswith("documents/") for row in rows)


def test_a_name_from_a_title_leads_nowhere_else(sqlite_archive: Archive, out: Path) -> None:
    client_id, _ = sqlite_archive.opened()
    sqlite_archive.dossiers.export(sqlite_archive.actors.teller, client_id, out / "o.zip", WHY)
    for name in entries(out / "o.zip"):
        assert not name.startswith("/")
        assert ".." not in name
        assert "\\" not in name


@pytest.mark.rule("AR-3")
def test_cancelled_at_a_document_there_is_no_file_and_no_export_in_the_register(
    sqlite_archive: Archive, out: Path
) -> None:
    client_id, _ = sqlite_archive.opened()
    who, dossiers = sqlite_archive.actors.archivist, sqlite_archive.dossiers
    onlooker = Onlooker(3)
    with pytest.raises(Refused, match=r"work\.cancelled"):
        dossiers.export(who, client_id, out / "o.zip", WHY, watch=onlooker.watch)
    assert (names(out), onlooker.told) == ([], [(0, 8), (1, 8), (2, 8), (3, 8)])
    assert [use.kind.value for use in dossiers.uses(who, client_id)] == []
    with pytest.raises(Refused, match=r"dossier\.cannot_write"):
        dossiers.export(who, client_id, out / "o.zip", WHY, watch=Breaking(5, OSError(28, "full")).watch)
    assert names(out) == []
    assert dossiers.export(who, client_id, out / "o.zip", WHY).documents == 8
    assert names(out) == ["o.zip"]
