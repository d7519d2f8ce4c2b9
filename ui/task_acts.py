"""What does a task: the page that a kind of task opens, entered here by whoever builds that page.

``desk.acts.add((TaskKind.OPENING_CALL,), open_call)``; ``open_call`` is given a :class:`WantedTask`. Kinds that nobody
has entered are done on the page of tasks itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.tasks.domain import TaskKind


@dataclass(frozen=True, slots=True)
class WantedTask:
    """A task that somebody wants to do; ``client_id`` and ``case_number`` are empty where it is about none."""

    kind: TaskKind
    task_id: str
    client_id: str
    case_number: str


Act = Callable[[WantedTask], None]


class TaskActs:
    """The acts by kind of task."""

    def __init__(self) -> None:
        self._acts: dict[TaskKind, Act] = {}

    def add(self, kinds: Iterable[TaskKind], act: Act) -> None:
        """Let ``act`` do tasks of these kinds, in place of what did them before."""
        self._acts.update(dict.fromkeys(kinds, act))

    def has(self, kind: TaskKind) -> bool:
        """Whether something does tasks of this kind."""
        return kind in self._acts

    def do(self, kind: str, task_id: str, client_id: str, case_number: str) -> None:
        """Open what does a task; nothing for a kind that nothing does."""
        wanted = WantedTask(TaskKind(kind), task_id, client_id, case_number)
        act = self._acts.get(wanted.kind)
        if act is not None:
            act(wanted)
