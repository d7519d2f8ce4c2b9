"""``guitai snapshot import``: load the trading system's snapshot from a file or a view, or only try to (TO-2)."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import language, put_json, signed_in
from app.cli.sheets import tell_problems
from app.cli.wiring import Wiring
from app.common.clock import BRANCH_ZONE, branch_time
from app.common.errors import Refused

if TYPE_CHECKING:
    from app.gateways.snapshot.mapping import SnapshotMapping
    from app.snapshots.report import ImportReport


_FROM_ENVIRONMENT = "env:"


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``snapshot`` (import, show)."""
    snapshot = typer.Typer(help="The trading system's snapshot.", no_args_is_help=True)
    app.add_typer(snapshot, name="snapshot")

    @snapshot.command("import")
    def import_(
        source: Annotated[str, typer.Argument(metavar="FILE", help="CSV, DBF, a database's URL, or env:NAME of one.")],
        mapping: Annotated[Path, typer.Option(help="Which column holds what (TOML).")],
        folder: Annotated[
            Path | None, typer.Option("--dir", help="The branch's folder; a dry run can do without.")
        ] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look for mistakes; nothing is changed.")] = False,
        taken_at: Annotated[str, typer.Option(help="When it was taken, branch time: 2026-11-20T09:30.")] = "",
        as_json: Json = False,
    ) -> None:
        """Import a snapshot: the whole of it, or nothing when there is a mistake in it (exit code 1)."""
        from app.gateways.snapshot.mapping_file import load_mapping

        if folder is None and not dry_run:
            raise typer.BadParameter("an import needs the branch's folder; without it there is only --dry-run.")
        read, moment, address = load_mapping(mapping), _moment(taken_at), _address(source)
        if folder is None:
            report = _checked(address, read, moment)
        else:
            services = wiring.open(folder, exclusive=False)
            with services.branch, signed_in(services) as actor:
                report = services.snapshots.import_from(
                    actor, address, read, dry_run=dry_run, taken_at=moment, progress=_progress()
                )
        if as_json:
            put_json(report.as_json(language()))
        _tell(report, as_json=as_json)
        if not report.ok:
            raise typer.Exit(1)

    @snapshot.command()
    def show(folder: Folder, as_json: Json = False) -> None:
        """Show which snapshot is in force."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            info = services.snapshots.info(actor)
        if as_json:
            put_json({"snapshot": info})
        elif info is None:
            print("没有快照。" if language() == "zh" else "There is no snapshot.")
        else:
            print(f"{branch_time(info.taken_at)}\t{info.rows}\t{info.source}")


def _checked(source: str, mapping: SnapshotMapping, moment: datetime | None) -> ImportReport:
    from app.common.clock import SystemClock
    from app.snapshots.service import check_without_branch

    return check_without_branch(source, mapping, now=SystemClock().now(), taken_at=moment, progress=_progress())


def _address(source: str) -> str:
    """The source as it is, or what an environment variable holds: a password has no place on a command line."""
    if not source.startswith(_FROM_ENVIRONMENT):
        return source
    address = os.environ.get(source.removeprefix(_FROM_ENVIRONMENT), "")
    if not address:
        raise Refused("snapshots.url")
    return address


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("snapshots.not_a_moment", field="taken_at", form="2026-11-20T09:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BRANCH_ZONE)


class _Line:
    """One line on standard error that is written over."""

    def __call__(self, rows: int, expected: int) -> None:
        share = f" {min(rows * 100 // expected, 100)} %" if expected else ""
        print(f"\r{rows:,}{share} ", end="", file=sys.stderr, flush=True)


def _progress() -> _Line | None:
    """Somebody who watches sees how far it is; a program that reads our output is spared it."""
    return _Line() if sys.stderr.isatty() else None


def _tell(report: ImportReport, *, as_json: bool) -> None:
    """Mistakes on standard error, the counts on standard output unless JSON stands there."""
    tell_problems(report.source, report.problems, report.problem_count - len(report.problems))
    if not as_json:
        print(_summary(report, language() == "zh"))


def _summary(report: ImportReport, chinese: bool) -> str:
    moment = branch_time(report.taken_at) if report.taken_at else "-"
    outcome = _OUTCOMES[report.outcome.value][int(chinese)]
    if chinese:
        told = (
            f"{outcome}快照时间 {moment}；读取 {report.rows} 行，账户 {report.accounts} 个，略过 {report.skipped} 行，"
            f"错误 {report.problem_count} 处"
        )
        if report.unknown is None:
            return f"{told}。"
        return f"{told}；本营业部没有的账户 {report.unknown} 个，快照中没有的本营业部账户 {report.missing} 个。"
    told = (
        f"{outcome} Taken {moment}; {report.rows} rows read, {report.accounts} accounts, {report.skipped} skipped, "
        f"{report.problem_count} mistakes"
    )
    if report.unknown is None:
        return f"{told}."
    return (
        f"{told}; {report.unknown} accounts the branch does not have, {report.missing} of its accounts not in the "
        "snapshot."
    )


_OUTCOMES = {
    "in-force": ("The snapshot is in force.", "快照已启用。"),
    "checked": ("No mistakes; nothing was changed.", "没有错误；未作任何改变。"),
    "mistakes": ("There are mistakes; nothing was changed.", "文件有错误；未作任何改变。"),
    "cancelled": ("Cancelled; nothing was changed.", "已取消；未作任何改变。"),
}
