"""What the page of reports is given of the services, for one person; every method runs in a worker. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.archive.press import PressedForm
from app.common.actor import Actor, Right
from app.common.long_work import Watch
from app.counter.services import Services
from app.reports.making import Work
from app.reports.run_rows import Frequency, Run, Schedule, Way
from app.reports.run_service import Offer, Seen
from app.storage.durable import write_durable

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]
Given = Mapping[str, str]


class ReportsData:
    """The catalogue of reports, their runs and their schedule."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services, self._service, self._actor = services, services.report_runs, actor

    def offered(self) -> Sequence[Offer]:
        """The reports that the person may see."""
        return self._service.offered(self._actor)

    def staff(self) -> Sequence[tuple[str, str]]:
        """Staff numbers and names."""
        if not self._actor.may(Right.STAFF_READ):
            return ()
        return [(member.number, member.name) for member in self._services.staff.members(self._actor)]

    def look(self, name: str, given: Given, progress: Progress, stopped: Stopped) -> Seen:
        """A report on the screen."""
        return self._service.look(self._actor, name, given, Work(progress, stopped))

    def paper(self, name: str, given: Given, progress: Progress, stopped: Stopped) -> PressedForm:
        """Its form."""
        return self._service.paper(self._actor, name, given, Work(progress, stopped))

    def save(
        self, name: str, given: Given, kind: str, path: str, why: str, progress: Progress, stopped: Stopped
    ) -> None:
        """A file of it."""
        content = self._service.export(self._actor, name, given, Way(kind), why, Work(progress, stopped))
        write_durable(Path(path), content)

    def archive(self, name: str, given: Given, why: str, progress: Progress, stopped: Stopped) -> str:
        """Make it a paper of the archive."""
        return self._service.archive(self._actor, name, given, why, Work(progress, stopped))

    def runs(self, name: str, *, everybody: bool) -> Sequence[Run]:
        """The register."""
        return self._service.runs(self._actor, name, everybody=everybody)

    def run(self, number: str) -> Run:
        """One run."""
        return self._service.run(self._actor, number)

    def archived(self, number: str) -> tuple[bytes, int]:
        """The paper of a run that was archived, and its pages."""
        archive = self._services.archive
        return archive.get_pdf(self._actor, number), archive.get(self._actor, number).pages

    def set_schedule(self, name: str, frequency: Frequency, roles: tuple[str, ...], seen_version: int) -> Schedule:
        """When it is made by itself."""
        return self._service.set_schedule(self._actor, name, frequency, roles, seen_version)

    def make_due(self, progress: Progress, stop: Stopped) -> int:
        """Make what is due at once."""
        return len(self._service.make_due(self._actor, watch=Watch(progress, stop)))
