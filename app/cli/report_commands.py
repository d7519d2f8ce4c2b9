"""``guitai report``: the group, and ``churn``: who leaves and who stays, in figures, as workbook and as PDF (TO-16)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import report_runs
from app.cli.options import Folder, Json, read_day
from app.cli.output import language, put_json, signed_in
from app.cli.report_runs import AnyReport, put_list
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.common.values import plain

if TYPE_CHECKING:
    from app.reports.domain import ChurnReport
    from app.reports.facts import ChurnRow


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``report`` (every report by name, due, churn)."""
    report = typer.Typer(help="Reports of the branch.", no_args_is_help=True, cls=AnyReport)
    app.add_typer(report, name="report")

    @report.callback(invoke_without_command=True)
    def group(
        context: typer.Context,
        names: Annotated[bool, typer.Option("--list", help="Say which reports there are.")] = False,
        as_json: Json = False,
    ) -> None:
        """Reports of the branch: `guitai report NAME`, with `--list` for the names."""
        if context.invoked_subcommand is None:
            put_list(as_json=as_json) if names or as_json else print(context.get_help())

    report_runs.register(report, wiring)

    @report.command()
    def churn(
        folder: Folder,
        since: Annotated[str, typer.Option("--from", help="First day: 2026-01-01.")],
        until: Annotated[str, typer.Option("--to", help="Last day, included: 2026-12-31.")],
        xlsx: Annotated[Path | None, typer.Option(help="Write a workbook with charts here.")] = None,
        pdf: Annotated[Path | None, typer.Option(help="Write the form as PDF here.")] = None,
        force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
        as_json: Json = False,
    ) -> None:
        """Requests, left, retained, assets, by reason, class, staff member, tier and month."""
        first, last = read_day(since), read_day(until)
        _free([path for path in (xlsx, pdf) if path is not None], force=force)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.reports.churn(actor, first, last)
            made = {
                path: make(actor, first, last)
                for path, make in ((xlsx, services.reports.churn_xlsx), (pdf, services.reports.churn_pdf))
                if path is not None
            }
        for path, content in made.items():
            _write(path, content, force=force)
        if as_json:
            put_json({**plain(found), "files": [str(path) for path in made]})
        else:
            _print(found, list(made))


def _free(paths: list[Path], *, force: bool) -> None:
    """Refuse what is in the way before anything is made, for every export is registered."""
    if len({path.resolve() for path in paths}) < len(paths):
        raise Refused("reports.same_file")
    if not force and any(path.exists() for path in paths):
        raise Refused("reports.file_exists")


def _write(path: Path, content: bytes, *, force: bool) -> None:
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise Refused("reports.file_exists") from None


def _print(found: ChurnReport, files: list[Path]) -> None:
    if files:
        for file in files:
            print(file)
        return
    chinese = language() == "zh"
    heads = (
        ("申请", "转出", "挽留", "在办", "转出资产") if chinese else ("asked", "left", "stayed", "open", "assets left")
    )
    print("\t".join((f"{found.since} - {found.until}", *heads)))
    print(_line(found.total))
    for table in found.tables:
        print(f"\n{table.title}")
        for row in table.rows:
            print(_line(row))


def _line(row: ChurnRow) -> str:
    figures: tuple[Any, ...] = (row.requests, row.left, row.retained, row.open, f"{row.assets_left:.2f}")
    return "\t".join((row.label, *map(str, figures)))
