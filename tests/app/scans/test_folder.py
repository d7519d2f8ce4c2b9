"""The watched folder: what has stopped growing is taken in once and deleted, what is refused is set aside (AR-5)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.scans.domain import Source
from app.scans.folder import FolderIntake, FolderWatch
from app.scans.view import ScannedPage
from tests.app.scans.desk import NOTHING, ScanDesk
from tests.builders import Actors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "station" / "scans"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors, folder: Path) -> ScanDesk:
    made = ScanDesk.of(sqlite_branch, actors)
    made.scans.set_folder(made.teller, str(folder), on=True)
    return made


@pytest.fixture
def intake(desk: ScanDesk) -> FolderIntake:
    return FolderIntake(desk.scans, desk.teller)


def lay(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_is_taken_when_it_has_stopped_growing_and_then_deleted(
    desk: ScanDesk, intake: FolderIntake, folder: Path
) -> None:
    path = lay(folder, "a.pdf", b"noth")
    intake.round()
    with path.open("ab") as file:
        file.write(b"ing 1")
    intake.round()
    assert path.exists(), "it grew between the looks"
    assert len(desk.inbox.pages) == 0
    intake.round()
    assert not path.exists()
    pages: tuple[ScannedPage, ...] = desk.inbox.pages
    taken = [(page.source, page.file_name) for page in pages]
    assert taken == [(Source.FOLDER, "a.pdf")]
    assert (intake.status.taken, intake.status.refused, intake.status.problem) == (1, 0, "")


def test_an_empty_file_waits_for_its_content(desk: ScanDesk, intake: FolderIntake, folder: Path) -> None:
    path = lay(folder, "a.pdf", b"")
    for _ in range(3):
        intake.round()
    assert path.exists()
    assert desk.inbox.pages == ()


def test_a_bad_file_is_set_aside_with_the_reason_and_the_good_one_is_taken(
    desk: ScanDesk, intake: FolderIntake, folder: Path
) -> None:
    for _ in range(2):
        lay(folder, "王小明.pdf", b"bad")
        lay(folder, "good.jpg", NOTHING.encode() + os.urandom(4).hex().encode())
        intake.round()
        intake.round()
    aside = sorted(path.name for path in (folder / "refused").iterdir())
    assert aside == ["王小明-2.pdf", "王小明-2.pdf.txt", "王小明.pdf", "王小明.pdf.txt"]
    why = (folder / "refused" / "王小明.pdf.txt").read_text(encoding="utf-8")
    assert "无法读取该文件" in why
    assert "cannot be read" in why
    assert "王小明" not in why
    assert [path.name for path in folder.iterdir()] == ["refused"]
    assert (intake.status.taken, intake.status.refused) == (2, 2)
    assert len(desk.inbox.pages) == 2


@pytest.mark.parametrize("code", ["documents.away", "storage.busy"])
def test_a_file_is_not_to_blame_for_a_branch_that_cannot_be_reached(
    desk: ScanDesk, intake: FolderIntake, folder: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    path = lay(folder, "a.pdf", NOTHING.encode())

    def away(_: bytes) -> str:
        raise Refused(code)

    with monkeypatch.context() as patched:
        patched.setattr(type(desk.services.branch.blobs), "put", lambda _self, content: away(content))
        intake.round()
        intake.round()
    assert path.exists()
    assert intake.status.problem == code
    assert [one.name for one in folder.iterdir()] == ["a.pdf"]
    intake.round()
    assert not path.exists()
    assert len(desk.inbox.pages) == 1
    assert intake.status.problem == ""


def test_killed_between_commit_and_delete_the_file_is_taken_in_once_only(
    desk: ScanDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lay(folder, "a.pdf", NOTHING.encode())
    before = FolderIntake(desk.scans, desk.teller)
    before.round()

    def killed(self: Path, missing_ok: bool = False) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            before.round()
    assert path.exists()
    assert len(desk.inbox.pages) == 1
    after = FolderIntake(desk.scans, desk.teller)
    after.round()
    after.round()
    assert not path.exists()
    assert not (folder / "refused").exists()
    assert len(desk.inbox.pages) == 1


def test_links_hidden_files_and_other_kinds_are_left_alone(
    desk: ScanDesk, intake: FolderIntake, folder: Path, tmp_path: Path
) -> None:
    outside = lay(tmp_path, "secret.pdf", b"nothing of yours")
    (folder / "link.pdf").symlink_to(outside)
    lay(folder, ".part.pdf", NOTHING.encode())
    lay(folder, "letter.docx", b"a letter")
    for _ in range(3):
        intake.round()
    assert desk.inbox.pages == ()
    assert len(list(folder.iterdir())) == 3
    assert outside.exists()


def test_switched_off_or_gone_nothing_is_taken_and_it_is_told(
    desk: ScanDesk, intake: FolderIntake, folder: Path
) -> None:
    desk.scans.set_folder(desk.teller, str(folder), on=False)
    lay(folder, "a.pdf", NOTHING.encode())
    for _ in range(3):
        intake.round()
    assert desk.inbox.pages == ()
    assert not intake.status.on
    desk.scans.set_folder(desk.teller, str(folder), on=True)
    (folder / "a.pdf").unlink()
    folder.rmdir()
    intake.round()
    assert intake.status.problem == "scans.folder_unusable"
    folder.mkdir()
    intake.round()
    assert intake.status.problem == ""


def test_folders_that_hold_other_things_are_refused(
    desk: ScanDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / "Desktop").mkdir(parents=True)
    (home / "scans").mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    branch = desk.services.branch.folder
    for wide in (home, home.parent, Path("/"), Path("/usr"), home / "Desktop", branch, branch.parent):
        with pytest.raises(Refused, match=r"^scans.folder_(too_wide|unusable)$"):
            desk.scans.set_folder(desk.teller, str(wide), on=True)
    for wrong in ("scans", str(tmp_path / "none")):
        with pytest.raises(Refused, match=r"^scans.folder_unusable$"):
            desk.scans.set_folder(desk.teller, wrong, on=True)
    assert desk.scans.set_folder(desk.teller, str(home / "scans"), on=True).on
    assert desk.scans.folder(desk.teller).path == str(home / "scans")


@pytest.fixture
def watch(desk: ScanDesk) -> Iterator[FolderWatch]:
    made = FolderWatch(desk.scans, desk.teller, look_seconds=0.01)
    yield made
    made.stop()


def test_the_watch_takes_in_what_is_laid_there_until_it_is_stopped(
    desk: ScanDesk, folder: Path, watch: FolderWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    taken = threading.Event()
    plain = desk.scans.take_in

    def noted(*given: object, **more: object) -> object:
        try:
            return plain(*given, **more)  # type: ignore[arg-type]  # handed on as it came
        finally:
            taken.set()

    monkeypatch.setattr(desk.scans, "take_in", noted)
    lay(folder, "a.pdf", NOTHING.encode())
    watch.start()
    assert taken.wait(20)
    watch.stop()
    watch.stop()
    assert len(desk.inbox.pages) == 1
    assert watch.status.taken == 1
    lay(folder, "b.pdf", NOTHING.encode())
    assert (folder / "b.pdf").exists()
