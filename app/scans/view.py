"""What the window is given of scanned papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.scans.domain import Kind, PageState, Source


@dataclass(frozen=True, slots=True, repr=False)
class ScanFile:
    """A file to be taken in: its name, of which only the last part is kept, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """One page of the inbox. ``place``: the how manieth page of its file, from 1; ``pages``: of the whole form.

    ``number`` is empty and ``page`` 0 while nobody knows them; ``title`` and ``case_number`` are those of the form.
    ``by_hand``: somebody assigned it. ``width``, ``height`` of the picture in pixels.
    """

    id: str
    file_name: str
    place: int
    source: Source
    at: datetime
    staff_id: str
    station: str
    state: PageState
    number: str
    page: int
    pages: int
    title: str
    case_number: str
    by_hand: bool
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormToSign:
    """A form whose signed paper is waited for: the pages it has, those that are there, those that are missing.

    ``reprint``: the form changed after it was printed, the paper is good for nothing. ``printed_at`` None: an archived
    document. ``bound_at``: when a signed paper was bound to it.
    """

    number: str
    form_id: str
    title: str
    case_number: str
    client_name: str
    kind: Kind
    pages: int
    have: tuple[int, ...]
    missing: tuple[int, ...]
    printed_at: datetime | None
    bound_at: datetime | None
    reprint: bool = False

    @property
    def complete(self) -> bool:
        """Whether all pages are there and can be bound."""
        return not self.missing and not self.reprint


@dataclass(frozen=True, slots=True)
class Inbox:
    """Pages that lie there, as they came, and the forms that wait for paper."""

    pages: tuple[ScannedPage, ...]
    forms: tuple[FormToSign, ...]

    @property
    def waiting(self) -> int:
        """The number of pages somebody has to look at or bind: blank backs are not counted."""
        return sum(page.state is not PageState.BLANK for page in self.pages)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken in: the code of the refusal and what its sentence needs."""

    name: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the files: pages taken in, and files refused; one bad file never loses the others."""

    pages: tuple[ScannedPage, ...]
    refused: tuple[RefusedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCopy:
    """A signed paper copy beside an archived document; ``copy`` counts from 1, ``number`` is its own in the archive."""

    number: str
    copy: int
    pages: int
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class FolderSetting:
    """The folder that a station watches: an absolute path, empty when none was ever chosen; ``on``: is watched."""

    path: str
    on: bool


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """What the watch of the folder has done since it was started. ``problem``: code of what keeps it from working."""

    path: str
    on: bool
    taken: int
    refused: int
    problem: str = ""
