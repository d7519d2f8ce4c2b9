"""``guitai tasks``: what is to be done, overdue first, and one task with its history (TO-14, FU-1, FU-3, CP-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Folder, Json
from app.cli.output import language, put_json, signed_in
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.tasks.domain import Show, TaskKind, Wanted, Whose

if TYPE_CHECKING:
    from app.common.actor import Actor
    from app.counter.services import Services
    from app.tasks.domain import Task, TaskLine

MOST = 100_000
"""Lines that are listed, at most."""

_WORDS = {
    "late": ("{days} working days overdue", "逾期{days}个工作日"),
    "today": ("due today", "今日到期"),
    "left": ("{days} working days left", "剩{days}个工作日"),
    "done": ("done", "已完成"),
    "nobody": ("nobody", "待领取"),
    "entered": ("entered", "登记"),
    "postponed": ("put off from {before} to {after}: {why}", "由{before}延至{after}：{why}"),
    "handed": ("from {before} to {after}: {why}", "由{before}移交{after}：{why}"),
    "finished": ("done: {outcome}", "完成：{outcome}"),
}


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``tasks`` (list, show)."""
    group = typer.Typer(help="What is to be done.", no_args_is_help=True)
    app.add_typer(group, name="tasks")

    @group.command("list")
    def list_(
        folder: Folder,
        mine: Annotated[bool, typer.Option("--mine", help="One's own only.")] = False,
        nobodys: Annotated[bool, typer.Option("--nobodys", help="Those that are nobody's only.")] = False,
        overdue: Annotated[bool, typer.Option("--overdue", help="Overdue ones only.")] = False,
        kind: Annotated[str, typer.Option("--kind", help="One kind only, such as opening-call.")] = "",
        names: Annotated[bool, typer.Option("--names", help="Clients' names and what is to be done, too.")] = False,
        as_json: Json = False,
    ) -> None:
        """List open tasks, overdue ones first, then by day; clients by number, so that a list names nobody."""
        wanted = Wanted(
            whose=Whose.MINE if mine else Whose.NOBODYS if nobodys else Whose.ALL,
            show=Show.OVERDUE if overdue else Show.OPEN,
            kind=_kind(kind) if kind else None,
        )
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            lines = _all(services, actor, wanted)
        if as_json:
            put_json({"tasks": [_told(line, names=names) for line in lines]})
            return
        for line in lines:
            print("\t".join(_cells(line, names=names)).rstrip())

    @group.command()
    def show(
        task: Annotated[str, typer.Argument(help="The task's id, as the list gives it.")], folder: Folder,
        as_json: Json = False,
    ) -> None:  # fmt: skip
        """One task: what is to be done, and everything that became of it."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            line = services.tasks.line(actor, task)
            if line is None:
                raise Refused("tasks.unknown")
            staff = {member.id: member.name for member in services.staff.members(actor)}
        history = _history(line.task, staff)
        if as_json:
            put_json({**_told(line, names=True), "history": history})
            return
        print("\t".join(_cells(line, names=True)).rstrip())
        for one in history:
            print(f"{one['at']}\t{one['by']}\t{one['what']}")


def _kind(text: str) -> TaskKind:
    try:
        return TaskKind(text)
    except ValueError:
        raise Refused("tasks.no_kind", field="kind", kinds=", ".join(kind.value for kind in TaskKind)) from None


def _all(services: Services, actor: Actor, wanted: Wanted) -> list[TaskLine]:
    lines: list[TaskLine] = []
    while len(lines) < MOST:
        found = services.tasks.find(actor, wanted, offset=len(lines))
        lines += found.lines
        if not found.lines or len(lines) >= found.count:
            break
    return lines


def _word(key: str, **facts: Any) -> str:
    return _WORDS[key][language() == "zh"].format(**facts)


def _due(line: TaskLine) -> str:
    if line.task.done is not None:
        return _word("done")
    if line.overdue:
        return _word("late", days=-line.left)
    return _word("left", days=line.left) if line.left else _word("today")


def _cells(line: TaskLine, *, names: bool) -> list[str]:
    task = line.task
    cells = [task.id, task.kind.value, task.due_on.isoformat(), _due(line)]
    cells += [line.client_number or "-", task.case_number or "-", line.assigned_name or _word("nobody")]
    return [*cells, line.client_name, task.text.replace("\n", " ")] if names else cells


def _told(line: TaskLine, *, names: bool) -> dict[str, Any]:
    """One task in terms of JSON; ``working_days_left`` is below 0 for one that is late."""
    task = line.task
    told = {
        "id": task.id, "kind": task.kind, "due": task.due_on, "overdue": line.overdue,
        "working_days_left": line.left, "client": line.client_number, "case": task.case_number,
        "assigned_to": line.assigned_name, "rule": task.rule, "state": task.state,
    }  # fmt: skip
    return {**told, "client_name": line.client_name, "text": task.text} if names else told


def _history(task: Task, staff: dict[str, str]) -> list[dict[str, Any]]:
    """Everything that became of a task, in order."""

    def name(staff_id: str) -> str:
        return staff.get(staff_id, staff_id) if staff_id else _word("nobody")

    events = [(task.created_at, name(task.created_by), _word("entered"))]
    for late in task.postponed:
        what = _word("postponed", before=late.from_due, after=late.to_due, why=late.why)
        events.append((late.at, late.by_name, what))
    for given in task.handed_over:
        what = _word("handed", before=name(given.from_staff), after=name(given.to_staff), why=given.why)
        events.append((given.at, given.by_name, what))
    if task.done is not None:
        events.append((task.done.at, task.done.by_name, _word("finished", outcome=task.done.outcome)))
    return [{"at": at.isoformat(), "by": by, "what": what} for at, by, what in sorted(events, key=lambda one: one[0])]
