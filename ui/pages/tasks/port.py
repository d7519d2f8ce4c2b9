"""What the page of tasks shows, and where it has it from. Plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from app.tasks.domain import Task, TaskLine
from ui.widgets.editors import Choice


@dataclass(frozen=True, slots=True)
class TaskList:
    """Some lines of a list as they were read, overdue first; ``staff`` who can take one over.

    ``count``: how many lines the whole list has, and ``late``: how many of those are overdue. ``names``: of staff by
    id, those who have left too.
    """

    lines: tuple[TaskLine, ...]
    staff: tuple[Choice, ...]
    today: date
    count: int = 0
    late: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


class TaskProvider(Protocol):
    """Where the page has it from; called in a worker. Refusals name the fields of the sheets."""

    def tasks(self, filters: Mapping[str, str], offset: int = 0) -> TaskList:
        """The lines from ``offset`` on that ``filters`` (see ``filters.FIELDS``) ask for."""
        ...

    def get(self, task_id: str) -> TaskLine | None:
        """One task as it is now; None when it is no longer to be seen."""
        ...

    def take(self, task: Task) -> None:
        """Take over what is nobody's."""
        ...

    def done(self, task: Task, values: Mapping[str, Any]) -> None:
        """``outcome``; ``ends`` holds ``yes`` when no next one is wanted."""
        ...

    def postpone(self, task: Task, values: Mapping[str, Any]) -> None:
        """``to`` (ISO), ``why``."""
        ...

    def hand_over(self, tasks: Sequence[Task], values: Mapping[str, Any]) -> None:
        """All of them to ``staff_id``, for ``why``."""
        ...


class KeptFilters(Protocol):
    """What a person last looked for, kept between sessions."""

    def load(self) -> Mapping[str, str]:
        """As it was kept; empty at first."""
        ...

    def save(self, filters: Mapping[str, str]) -> None:
        """Keep it."""
        ...
