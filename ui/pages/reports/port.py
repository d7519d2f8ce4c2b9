"""What the page of reports needs of the services; every method is called in a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.archive.press import PressedForm
from app.reports.run_rows import Frequency, Run, Schedule
from app.reports.run_service import Offer, Seen

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]
Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the person may do on the page besides looking."""

    prints: bool
    unmasks: bool
    schedules: bool
    oversees: bool


class ReportsProvider(Protocol):
    """Where the page has it from."""

    def offered(self) -> Sequence[Offer]:
        """The reports that the person may see."""
        ...

    def staff(self) -> Sequence[tuple[str, str]]:
        """Staff numbers and names, for the parameter."""
        ...

    def look(self, name: str, given: Given, progress: Progress, stopped: Stopped) -> Seen:
        """A report on the screen."""
        ...

    def paper(self, name: str, given: Given, progress: Progress, stopped: Stopped) -> PressedForm:
        """Its form."""
        ...

    def save(
        self, name: str, given: Given, kind: str, path: str, why: str, progress: Progress, stopped: Stopped
    ) -> None:
        """A file of it: ``pdf``, ``xlsx`` or ``csv``."""
        ...

    def archive(self, name: str, given: Given, why: str, progress: Progress, stopped: Stopped) -> str:
        """Make it a paper of the archive; its number, by which it is printed."""
        ...

    def runs(self, name: str, *, everybody: bool) -> Sequence[Run]:
        """The register."""
        ...

    def run(self, number: str) -> Run:
        """One run."""
        ...

    def archived(self, number: str) -> tuple[bytes, int]:
        """The paper of a run that was archived, and its pages."""
        ...

    def set_schedule(self, name: str, frequency: Frequency, roles: tuple[str, ...], seen_version: int) -> Schedule:
        """When it is made by itself."""
        ...

    def make_due(self, progress: Progress, stop: Stopped) -> int:
        """Make what is due at once; how many were made."""
        ...
