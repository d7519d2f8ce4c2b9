"""Gives the page of scanned papers what it shows. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.archive.scan_file import read_scan
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.gateways import camera
from app.scans.domain import Source
from app.scans.service import ScanService
from app.scans.view import FolderStatus, FormToSign, Inbox, Intake, ScanFile
from ui.pages.scans.port import Camera

KINDS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})
"""Endings of what is taken from a folder that is dropped; a file that is named itself is read whatever its name."""


def handles_scans(actor: Actor) -> bool:
    """Whether ``actor`` has to do with papers that come back."""
    return actor.may(Right.COUNTER) or actor.may(Right.DOSSIER_WRITE)


class CountersCamera:
    """The camera of this computer; what it sees can be taken in as a page."""

    def __init__(self, camera: camera.Camera, take: Callable[[bytes], Intake]) -> None:
        self._camera = camera
        self._take = take
        self._shot: bytes | None = None

    def frame(self) -> camera.Frame:
        """The picture of this moment. Refused: ``camera.no_picture``."""
        return self._camera.frame()

    def shoot(self) -> Intake:
        """Take the paper that lies there in. Refused: ``camera.no_picture``, and as taking a file in.

        Asked again after the branch could not be reached, it is the same picture: another paper may lie there by then.
        """
        shot, self._shot = self._shot or self._camera.shot(), None
        try:
            return self._take(shot)
        except Refused:
            self._shot = shot
            raise

    def give_up(self) -> None:
        """Forget a picture that could not be taken in."""
        self._shot = None

    def close(self) -> None:
        """Give the device back."""
        self._camera.close()


def first_camera() -> camera.Camera:
    """The first camera of this computer. Refused: ``camera.not_there``."""
    found = camera.cameras()
    if not found:
        raise Refused("camera.not_there")
    return camera.open_camera(found[0].device)


def no_status() -> FolderStatus | None:
    """Nobody watches a folder."""
    return None


class ScanData:
    """Scanned papers (AR-5, KY-4).

    ``folder_status``: what the watch of this counter's folder has done, None while nobody watches.
    """

    def __init__(
        self, scans: ScanService, actor: Actor, *, folder_status: Callable[[], FolderStatus | None] = no_status,
        open_camera: Callable[[], camera.Camera] = first_camera,
    ) -> None:  # fmt: skip
        self._scans = scans
        self._actor = actor
        self._folder_status = folder_status
        self._open_camera = open_camera

    def inbox(self) -> Inbox:
        """Pages and forms."""
        return self._scans.inbox(self._actor)

    def files_of(self, paths: Sequence[str]) -> list[str]:
        """Files as they are, folders as the pictures and PDFs that lie in them, by name."""
        found: list[str] = []
        for path in map(Path, paths):
            if path.is_dir():
                inside = (one for one in path.iterdir() if one.suffix.lower() in KINDS and one.is_file())
                found += sorted(map(str, inside))
            else:
                found.append(str(path))
        return found

    def take_in(self, path: str) -> Intake:
        """One file. Refused: ``scan.unreadable`` when it cannot be opened."""
        return self._scans.take_in(self._actor, [ScanFile(Path(path).name, read_scan(path))], Source.FILE)

    def picture(self, page_id: str) -> bytes:
        """A page."""
        return self._scans.picture(self._actor, page_id)

    def assign(self, page_id: str, number: str, page: int) -> None:
        """Say what a page is."""
        self._scans.assign(self._actor, page_id, number, page)

    def turn(self, page_id: str, quarter_turns: int) -> None:
        """Turn a page clockwise."""
        self._scans.turn(self._actor, page_id, quarter_turns)

    def discard(self, page_ids: Sequence[str], why: str) -> None:
        """Throw pages away."""
        for page_id in page_ids:
            self._scans.discard(self._actor, page_id, why)

    def bind(self, number: str) -> FormToSign:
        """File a form."""
        return self._scans.bind(self._actor, number)

    def folder(self) -> FolderStatus:
        """The folder that is watched, and what came of it."""
        setting = self._scans.folder(self._actor)
        known = self._folder_status()
        if known is not None and (known.path, known.on) == (setting.path, setting.on):
            return known
        return FolderStatus(setting.path, on=setting.on, taken=0, refused=0)

    def watch(self, path: str, *, on: bool) -> FolderStatus:
        """Watch another folder, or none."""
        setting = self._scans.set_folder(self._actor, path, on=on)
        return FolderStatus(setting.path, on=setting.on, taken=0, refused=0)

    def camera(self) -> Camera:
        """Open the camera. Refused: ``camera.not_there``."""
        return CountersCamera(self._open_camera(), self._shot)

    def _shot(self, jpeg: bytes) -> Intake:
        return self._scans.take_in(self._actor, [ScanFile("camera", jpeg)], Source.CAMERA)
