"""``guitai classes``: all clients classified anew from the snapshot: dry run, apply, how it stands, table (CL-3)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import language, put_json, signed_in
from app.cli.wiring import Wiring
from app.common.clock import branch_time
from app.common.errors import Refused
from app.common.long_work import Progress
from app.common.values import plain
from app.reclassification.domain import NO_FIGURES, Batch, Matrix, Movement, Plan

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
        with services.branch, signed_in(services) as actor:
            plan = services.reclassification.dry_run(actor, back=back, progress=_progress(as_json))
        if plan is None:
            raise typer.Exit(1)
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
        """Apply a dry run as it was seen: one batch, one transaction. Refused when anything has changed since."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            seen = services.reclassification.status(actor).plan
            if seen is None or seen.id != plan or len(digest) < 12 or not seen.digest.startswith(digest):
                raise Refused("reclass.changed_since")
            batch = services.reclassification.apply(actor, seen.id, seen.digest, progress=_progress(as_json))
        if batch is None:
            raise typer.Exit(1)
        if as_json:
            put_json({**_told(batch), "batch": batch.number, "at": batch.at})
        else:
            print(f"{batch.number}\t{batch.written}")

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
            print("\t".join((one.number, branch_time(one.at), one.kind.value, *_sums(one.matrix))))

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


def _told(found: Plan | Batch) -> dict[str, object]:
    matrix = found.matrix
    return {
        "kind": found.kind.value, "snapshot": found.snapshot_id, "taken_at": found.taken_at,
        "policy": found.policy_version, "digest": found.digest, "clients": matrix.population,
        "written": found.written, "moves": {way.value: matrix.count(way) for way in Movement},
        "matrix": plain(matrix.cells),
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


def _progress(quiet: bool) -> Progress | None:
    """Tells how far it is on standard error, every hundred thousand clients, when somebody looks."""
    if quiet or not sys.stderr.isatty():
        return None

    def tell(done: int, all_of_them: int) -> None:
        print(f"\r{done:,} / {all_of_them:,}", end="\n" if done >= all_of_them else "", file=sys.stderr, flush=True)

    return tell
