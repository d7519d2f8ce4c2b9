"""``guitai watchlist import|status|recheck``: the list that clients are looked up in (KY-3)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import language, put_json, signed_in
from app.cli.sheets import tell_problems
from app.cli.wiring import Wiring

if TYPE_CHECKING:
    from app.common.actor import Actor
    from app.counter.services import Services
    from app.due_diligence.importing import ListImport


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``watchlist`` (import, status, recheck)."""
    group = typer.Typer(help="The watch list, for compliance.", no_args_is_help=True)
    app.add_typer(group, name="watchlist")

    @group.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(help="CSV or .xlsx with the columns 姓名或名称, 证件号码, 备注.")],
        folder: Folder,
        source: Annotated[str, typer.Option("--source", help="Who gives the list.")],
        dated: Annotated[str, typer.Option("--dated", help="As of which day, like 2026-11-20.")],
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look for mistakes.")] = False,
        later: Annotated[bool, typer.Option("--recheck-later", help="Do not look up the clients now.")] = False,
        as_json: Json = False,
    ) -> None:
        """Put a list in force, or none when there is a mistake in it (exit code 1); then look up every client."""
        from app.common.dates import read_date

        day = read_date(dated)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            report = services.screening.import_list(actor, file, source=source, dated=day, dry_run=dry_run)
            if report.version and not later:
                _recheck(services, actor)
        if as_json:
            put_json(report.as_json(language()))
        _tell(report, as_json=as_json)
        if not report.ok:
            raise typer.Exit(1)

    @group.command()
    def status(folder: Folder, as_json: Json = False) -> None:
        """The list in force, how far the clients are looked up in it, how many hits wait."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.screening.status(actor)
        if as_json:
            put_json({"list": found.watch, "recheck": found.recheck, "open_hits": found.open_hits})
            return
        chinese = language() == "zh"
        if found.watch is None:
            print("尚未导入名单。" if chinese else "There is no list yet.")
            return
        one, done = found.watch, found.recheck
        whole = done is None or done.finished_at is not None
        checked, of = (done.checked, done.of) if done is not None else (0, 0)
        if chinese:
            clients = "已比对全部客户" if whole else f"已比对客户 {checked}/{of}"
            waits = f"待决定 {found.open_hits} 条"
            print(f"第 {one.version} 版  {one.source}  {one.dated}  {one.entries} 条；{clients}；{waits}")
        else:
            clients = "all clients looked up" if whole else f"clients looked up {checked}/{of}"
            print(
                f"list {one.version}  {one.source}  {one.dated}  {one.entries} entries; {clients}; "
                f"{found.open_hits} hits wait"
            )

    @group.command()
    def recheck(folder: Folder) -> None:
        """Look up the clients who have not been yet; can be broken off and goes on where it was."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            checked = _recheck(services, actor)
        print(f"已比对客户 {checked} 名。" if language() == "zh" else f"{checked} clients looked up.")


def _recheck(services: Services, actor: Actor) -> int:
    checked = 0
    while (done := services.screening.recheck(actor)) is not None:
        checked = done.checked
    return checked


def _tell(report: ListImport, *, as_json: bool) -> None:
    """Mistakes on standard error, the counts on standard output unless JSON stands there."""
    tell_problems(report.source, report.problems, report.problem_count - len(report.problems))
    if as_json:
        return
    if language() == "zh":
        end = f"第 {report.version} 版名单已生效。" if report.version else "名单没有变更。"
        print(f"共 {report.rows} 行，错误 {report.problem_count} 处。{end}")
    else:
        end = f"List {report.version} is in force." if report.version else "No list was changed."
        print(f"{report.rows} rows, {report.problem_count} mistakes. {end}")
