"""The sample branch's task list: calls after openings, one taken over, one handed over and put off (FU-1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app.samples.at_work import AtWork
from app.samples.people import person
from app.tasks.domain import TaskKind, Wanted, Whose


def share_out(work: AtWork, ids: Mapping[str, str]) -> None:
    """The supervisor takes one of the nobody's calls and gives another to the second teller, put off by a week."""
    services, actor = work.services, work.actor("supervisor")
    services.papers.remind(actor)
    calls = services.tasks.find(actor, Wanted(whose=Whose.NOBODYS, kind=TaskKind.OPENING_CALL)).lines
    if len(calls) > 1:
        services.tasks.take(actor, calls[0].task.id, calls[0].task.version)
        task = calls[1].task
        given = services.tasks.hand_over(
            actor, task.id, ids[person("teller2").number], "客户希望由曾接待的柜员回访", task.version
        )
        services.tasks.postpone(actor, task.id, given.due_on + timedelta(days=7), "客户本周出差", given.version)
