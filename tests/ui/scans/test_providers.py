"""The page's provider on the real inbox: acts reach their use cases, one bad file or form does not keep the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.errors import Refused
from app.gateways.camera import Frame
from app.scans.domain import PageState, Source
from app.scans.view import FolderStatus
from tests.app.scans.desk import NOTHING, ScanDesk
from tests.builders import Actors, actor
from ui.pages.scans.filing import Filed, Filing
from ui.pages.scans.words import ready
from ui.scan_providers import ScanData, handles_scans
from ui.support.run_op import OpRunner

FORM, OTHER = "disclosure", "custody"


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ScanDesk:
    made = ScanDesk.of(sqlite_branch, actors)
    made.print(FORM, OTHER)
    return made


@dataclass
class Device:
    """A camera by hand."""

    seen: bytes
    closed: list[bool] = field(default_factory=list)

    def frame(self) -> Frame:
        return Frame(1, 1, b"abc", ())

    def shot(self, *, straighten: bool = True) -> bytes:
        return self.seen

    def close(self) -> None:
        self.closed.append(True)


def data(desk: ScanDesk) -> ScanData:
    return ScanData(desk.scans, desk.teller)


@pytest.mark.rule("KY-4")
def test_files_are_taken_in_sorted_and_filed(desk: ScanDesk, tmp_path: Path) -> None:
    found = data(desk)
    file = tmp_path / "堆.pdf"
    file.write_text(f"{desk.code(FORM, 2)}\n{desk.code(FORM, 1)} \n{NOTHING}")
    intake = found.take_in(str(file))
    assert [page.state for page in intake.pages] == [PageState.READY, PageState.READY, PageState.UNREADABLE]
    assert intake.pages[0].file_name == "堆.pdf"
    whole = ready(found.inbox().forms)
    assert [form.number for form in whole] == [desk.number(FORM)]
    assert found.bind(desk.number(FORM)).number == desk.number(FORM)


def test_a_form_that_cannot_be_filed_does_not_keep_the_others(desk: ScanDesk, runner: OpRunner) -> None:
    desk.take(desk.code(FORM, 1), desk.code(FORM, 2), desk.code(OTHER, 1))
    results: list[Filed] = []
    filing = Filing(runner, data(desk), runner)
    filing.ended.connect(results.append)
    filing.begin((desk.form(OTHER), desk.form(FORM)))
    for _ in range(3):
        assert runner.wait()
    (filed,) = results
    assert [form.number for form in filed.forms] == [desk.number(FORM)]
    assert [(form.number, why.code) for form, why in filed.refused] == [(desk.number(OTHER), "scans.pages_missing")]


def test_a_page_is_assigned_turned_looked_at_and_discarded(desk: ScanDesk) -> None:
    found = data(desk)
    one, two = desk.take(f"{NOTHING}1", f"{NOTHING}2").pages
    found.assign(one.id, desk.number(FORM), 1)
    assert desk.form(FORM).have == (1,)
    before = found.picture(two.id)
    found.turn(two.id, 1)
    assert found.picture(two.id) != before
    found.discard([one.id, two.id], "试扫")
    assert found.inbox().pages == ()


def test_a_folder_that_is_dropped_gives_its_pictures_and_pdfs_by_name(desk: ScanDesk, tmp_path: Path) -> None:
    for name in ("b.pdf", "a.JPG", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "deep.pdf").mkdir()
    single = str(tmp_path / "notes.txt")
    found = data(desk).files_of([str(tmp_path), single])
    assert found == [str(tmp_path / "a.JPG"), str(tmp_path / "b.pdf"), single]


def test_a_file_that_cannot_be_opened_is_refused(desk: ScanDesk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^scan\.unreadable$"):
        data(desk).take_in(str(tmp_path / "gone.pdf"))


def test_the_folder_of_the_counter_is_kept_and_the_watch_tells_what_it_did(desk: ScanDesk, tmp_path: Path) -> None:
    folder = tmp_path / "scanner"
    folder.mkdir()
    told: list[FolderStatus | None] = [None]
    found = ScanData(desk.scans, desk.teller, folder_status=lambda: told[0])
    assert found.folder() == FolderStatus("", on=False, taken=0, refused=0)
    assert found.watch(str(folder), on=True).on
    assert found.folder().path == str(folder)
    told[0] = FolderStatus(str(folder), on=True, taken=7, refused=2)
    assert found.folder().taken == 7
    told[0] = FolderStatus("/before", on=True, taken=9, refused=0)
    assert found.folder().taken == 0  # of the folder before


def test_the_camera_takes_a_page_in(desk: ScanDesk) -> None:
    device = Device(desk.code(FORM, 1).encode())
    found = ScanData(desk.scans, desk.teller, open_camera=lambda: device)
    camera = found.camera()
    assert camera.frame().width == 1
    (page,) = camera.shoot().pages
    assert (page.source, page.state) == (Source.CAMERA, PageState.READY)
    camera.close()
    assert device.closed == [True]


def test_scans_are_for_the_counter_and_the_archive() -> None:
    who = {role for role in Role if handles_scans(actor(role))}
    assert {Role.TELLER, Role.ARCHIVIST} <= who
    assert not who & {Role.MARKETING, Role.ADMIN, Role.COMPLIANCE}
