"""What the page of scanned papers needs of the program; called in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.common.errors import Refused
from app.scans.view import FolderStatus, FormToSign, Inbox, Intake


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of the forms that were to be filed: those that were, and those that were not, with the reason."""

    forms: tuple[FormToSign, ...] = ()
    refused: tuple[tuple[FormToSign, Refused], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of the camera as it is seen: rows of 24-bit RGB without padding. ``sheet``: a page was found in it."""

    width: int
    height: int
    rgb: bytes
    sheet: bool


class Camera(Protocol):
    """An open camera; one call at a time."""

    # ruff: noqa: D102 - said by their names
    def frame(self) -> Frame: ...
    def shoot(self) -> Intake: ...
    def close(self) -> None: ...


class ScanProvider(Protocol):
    """Where the page has it from; named as the use cases of ``ScanService`` that they call."""

    def inbox(self) -> Inbox: ...
    def files_of(self, paths: Sequence[str]) -> list[str]: ...
    def take_in(self, path: str) -> Intake: ...
    def picture(self, page_id: str) -> bytes: ...
    def assign(self, page_id: str, number: str, page: int) -> None: ...
    def turn(self, page_id: str, quarter_turns: int) -> None: ...
    def discard(self, page_ids: Sequence[str], why: str) -> None: ...
    def bind(self, forms: Sequence[FormToSign]) -> Filed: ...
    def folder(self) -> FolderStatus: ...
    def watch(self, path: str, *, on: bool) -> FolderStatus: ...
    def camera(self) -> Camera: ...
