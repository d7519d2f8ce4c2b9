"""``guitai bookings import|list|template``: many bookings from a sheet, and the bookings of some days (AP-1, AP-3)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import language, put_json, signed_in
from app.cli.sheets import put_template, tell_problems
from app.cli.wiring import Wiring
from app.common.clock import branch_day, branch_time

if TYPE_CHECKING:
    from app.bookings.importing import BookingImport


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``bookings`` (import, list, template)."""
    group = typer.Typer(help="Bookings of visits.", no_args_is_help=True)
    app.add_typer(group, name="bookings")

    @group.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(help="A sheet like the template: .xlsx, or CSV in UTF-8 or GB18030.")],
        folder: Folder,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look for mistakes; nothing is booked.")] = False,
        skip: Annotated[bool, typer.Option("--skip-duplicates", help="Leave out what is booked already.")] = False,
        as_json: Json = False,
    ) -> None:
        """Book all rows of a sheet, or none when there is a mistake in it (exit code 1)."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            report = services.bookings.import_file(actor, file, dry_run=dry_run, skip_duplicates=skip)
        if as_json:
            put_json(report.as_json(language()))
        _tell(report, as_json=as_json)
        if not report.ok:
            raise typer.Exit(1)

    @group.command("list")
    def list_(
        folder: Folder,
        day: Annotated[str, typer.Option("--from", help="The first day, like 2026-11-23; today when left out.")] = "",
        days: Annotated[int, typer.Option(min=1, max=31, help="So many days.")] = 7,
        as_json: Json = False,
    ) -> None:
        """List the bookings of some days, masked; who has not come is marked on the way."""
        from app.common.dates import read_date

        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            first: date = read_date(day) if day else branch_day(services.clock.now())
            services.bookings.expire(actor)
            lines = services.bookings.between(actor, first, first + timedelta(days=days - 1))
        if as_json:
            put_json({"from": first, "days": days, "bookings": lines})
            return
        for line in lines:
            state = STATES[line.state.value] if language() == "zh" else line.state.value
            print(
                f"{line.number}\t{branch_time(line.planned_at)}\t{line.name}\t{line.mobile_masked}\t"
                f"{line.staff_name}\t{'、'.join(line.business)}\t{state}"
            )

    @group.command()
    def template(
        file: Annotated[Path, typer.Argument(help="Where to put it: a new .xlsx.")],
    ) -> None:
        """Write the empty sheet to be filled in; a file that is there already is left as it is."""
        from app.bookings.sheet_rows import template as made

        put_template(file, made())


STATES = {"booked": "待到店", "no-show": "未到店", "kept": "已到店", "expired": "已过期", "cancelled": "已取消"}


def _tell(report: BookingImport, *, as_json: bool) -> None:
    """Mistakes and notes on standard error, the counts on standard output unless JSON stands there."""
    tell_problems(report.source, (*report.problems, *report.notes), report.problem_count - len(report.problems))
    if not as_json:
        print(_summary(report, language() == "zh"))


def _summary(report: BookingImport, chinese: bool) -> str:
    outcome = _OUTCOMES[report.outcome.value][int(chinese)]
    if chinese:
        return (
            f"{outcome}共 {report.rows} 行：可预约 {report.booked} 行，跳过 {report.skipped} 行，"
            f"错误 {report.problem_count} 处。"
        )
    return (
        f"{outcome} {report.rows} rows: {report.booked} to be booked, {report.skipped} left out, "
        f"{report.problem_count} mistakes."
    )


_OUTCOMES = {
    "booked": ("The bookings are made.", "预约已登记。"),
    "checked": ("No mistakes; nothing was booked.", "没有错误；未登记任何预约。"),
    "mistakes": ("There are mistakes; nothing was booked.", "文件有错误；未登记任何预约。"),
}
