"""``guitai classes``: all clients classified anew from the snapshot: dry run, apply, how it stands, table (CL-3)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import INTERRUPTED, language, put_json, signed_in, watched
from app.cli.wiring import Wiring
from app.common.clock import branch_time
from app.common.errors import Refused
from app.common.values import plain
from app.reclassification.domain import NO_FIGURES, Batch, Matrix, Movement, Plan

if TYPE_CHECKING:
    from app.reclassification.service import Status

_WAYS = {
    Movement.NEW: ("new", "首次分类"), Movement.UP: ("up", "上升"), Movement.DOWN: ("down", "下降"),
    Movement.SAME: ("unchanged", "未变"), Movement.NO_FIGURES: ("no figures", "无数据"),
}  # fmt: skip


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``classes`` (dry-run, apply, status, table)."""
    group = typer.Typer(help="Classes of all clients from the snapshot.", no_args_is_help=True)
    app.add_typer(group, name="classes")

    @group.command("dry-run")
    def dry_run(
        folder: Folder,
        back: Annotated[bool, typer.Option("--back", help="Of undoing the newest batch.")] = False,
        as_json: Json = False,
    ) -> None:
        """Who moves where; no class is changed. The last line says how to apply just this."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor, watched("counted", quiet=as_json) as watch:
            plan = services.reclassification.dry_run(
                actor, back=back, progress=watch.progress, cancelled=watch.cancelled
            )
        if plan is None:
            raise Refused("work.cancelled")
        if as_json:
            put_json({**_told(plan), "plan": plan.id, "made_at": plan.made_at})
            return
        _print(plan.matrix)
        print(f"\nguitai classes apply {plan.id} {plan.digest[:12]}")

    @group.command()
    def apply(
        plan: Annotated[str, typer.Argument(help="The dry run, as it named itself.")],
        digest: Annotated[str, typer.Argument(help="The first twelve or more signs of its digest.")],
        folder: Folder,
        as_json: Json = False,
    ) -> None:
        """Apply a dry run as it was seen, or go on with it where it was stopped. Refused when anything has changed.

        Ctrl+C stops it between two pieces: exit code 130, and what is said then goes on with the rest.
        """
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            seen = _digest(services.reclassification.status(actor), plan)
            if len(digest) < 12 or not seen.startswith(digest):
                raise Refused("reclass.changed_since")
            with watched("applied", quiet=as_json) as watch:
                batch = services.reclassification.apply(
                    actor, plan, seen, progress=watch.progress, cancelled=watch.cancelled
                )
        if batch is None:
            raise Refused("work.cancelled")
        if as_json:
            put_json({**_told(batch), "batch": batch.number, "at": batch.at})
        else:
            print(f"{batch.number}\t{batch.done}")
        if batch.left:
            print(f"guitai: {_half(batch)}", file=sys.stderr)
            raise typer.Exit(INTERRUPTED)

    @group.command()
    def status(folder: Folder, as_json: Json = False) -> None:
        """The snapshot in force, the dry run that waits, the batches that were applied."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.reclassification.status(actor)
        if as_json:
            put_json({
                "snapshot": plain(found.snapshot), "policy": found.policy_version, "clients": found.clients,
                "plan": {**_told(found.plan), "plan": found.plan.id} if found.plan else None,
                "batches": [{**_told(one), "batch": one.number, "at": one.at} for one in found.batches],
            })  # fmt: skip
            return
        taken = branch_time(found.snapshot.taken_at) if found.snapshot else "-"
        print("\t".join((taken, found.policy_version, str(found.clients))))
        if found.plan:
            print("\t".join((found.plan.id, found.plan.digest[:12], *_sums(found.plan.matrix))))
        for one in found.batches:
            half = (_half(one),) if one.plan_id else ()
            print("\t".join((one.number, branch_time(one.at), one.kind.value, *_sums(one.matrix), *half)))

    _register_table(group, wiring)


def _register_table(group: typer.Typer, wiring: Wiring) -> None:
    @group.command()
    def table(
        of: Annotated[str, typer.Argument(help="A batch's number, or the dry run that waits.")],
        folder: Folder,
        xlsx: Annotated[Path | None, typer.Option(help="Write a workbook here.")] = None,
        pdf: Annotated[Path | None, typer.Option(help="Write the form as PDF here.")] = None,
    ) -> None:
        """《客户分类变动表》 of a batch or of the dry run (CL-3)."""
        wanted = [path for path in (xlsx, pdf) if path is not None]
        if any(path.exists() for path in wanted):
            raise Refused("reports.file_exists")
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            made = services.reclassification
            for path, make in ((xlsx, made.xlsx), (pdf, made.pdf)):
                if path is not None:
                    path.write_bytes(make(actor, of))
                    print(path)


def _digest(found: Status, plan: str) -> str:
    """Of the dry run that waits, or of the batch that was stopped; empty when it is neither."""
    if found.plan is not None and found.plan.id == plan:
        return found.plan.digest
    return next((one.digest for one in found.batches if one.plan_id == plan), "")


def _half(batch: Batch) -> str:
    goes_on = f"guitai classes apply {batch.plan_id} {batch.digest[:12]}"
    if language() == "zh":
        return f"已停止：共 {batch.written} 项，已执行 {batch.done} 项。继续执行：{goes_on}"
    return f"stopped: {batch.done} of {batch.written} decisions are applied. Go on with: {goes_on}"


def _told(found: Plan | Batch) -> dict[str, object]:
    matrix = found.matrix
    return {
        "kind": found.kind.value, "snapshot": found.snapshot_id, "taken_at": found.taken_at,
        "policy": found.policy_version, "digest": found.digest, "clients": matrix.population,
        "written": found.written, "left": found.left if isinstance(found, Batch) else 0,
        "passed": found.passed if isinstance(found, Batch) else 0, "matrix": plain(matrix.cells),
        "moves": {way.value: matrix.count(way) for way in Movement},
    }  # fmt: skip


def _sums(matrix: Matrix) -> tuple[str, ...]:
    chinese = language() == "zh"
    return tuple(f"{words[chinese]} {matrix.count(way)}" for way, words in _WAYS.items())


def _print(matrix: Matrix) -> None:
    chinese = language() == "zh"
    names = {"": "未分类" if chinese else "none", NO_FIGURES: _WAYS[Movement.NO_FIGURES][chinese]}
    print("\t".join(("原\\新" if chinese else "from\\to", *(names.get(after, after) for after in matrix.afters))))
    for before in matrix.befores:
        counts = (str(matrix.of(before, after) or "") for after in matrix.afters)
        print("\t".join((names.get(before, before), *counts)).rstrip())
    print("\t".join(_sums(matrix)))
