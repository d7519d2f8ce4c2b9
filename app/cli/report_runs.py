"""``guitai report NAME`` and ``guitai report --list``: every report of the catalogue on the terminal or as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from app.cli.options import Folder, Json
from app.cli.output import interruptible, language, put_json, signed_in
from app.cli.wiring import Wiring
from app.common.errors import Refused

if TYPE_CHECKING:
    from app.reports.catalogue import Report
    from app.reports.run_service import Seen

RUN = "run"
"""The command that stands for all names of reports."""
KINDS = ("pdf", "xlsx", "csv")


class AnyReport(TyperGroup):
    """A group in which every word that is no command of it is the name of a report."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command for ``args``, and what it is given."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [RUN, *args]
        return super().resolve_command(ctx, args)


def put_list(*, as_json: bool) -> None:
    """The names of all reports with their titles, parameters and rights."""
    from app.reports.catalogue import all_reports

    if as_json:
        put_json({"reports": [_told(one) for one in all_reports()]})
        return
    chinese = language() == "zh"
    for one in all_reports():
        options = " ".join(f"[{_option(parameter.name)}]" for parameter in one.parameters)
        print("\t".join((one.name, one.title if chinese else one.english, options)))


def _told(one: Report) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "english": one.english, "group": one.group, "statutory": one.statutory,
        "rights": [right.value for right in one.rights], "parameters": [parameter.name for parameter in one.parameters],
    }  # fmt: skip


def _option(name: str) -> str:
    return {"since": "--from", "until": "--to"}.get(name, f"--{name}" if name in _OPTIONS else f"--set {name}=")


_OPTIONS = ("day", "month", "within", "staff")


def register(report: typer.Typer, wiring: Wiring) -> None:
    """Add the names of all reports, and ``due``, to the group ``report``."""

    @report.command(RUN, hidden=True)
    def run(
        name: Annotated[str, typer.Argument(help="A name of `guitai report --list`.")],
        folder: Folder,
        day: Annotated[str, typer.Option(help="A day: 2026-11-22.")] = "",
        since: Annotated[str, typer.Option("--from", help="First day of the period.")] = "",
        until: Annotated[str, typer.Option("--to", help="Last day of the period, included.")] = "",
        month: Annotated[str, typer.Option(help="A month: 2026-11.")] = "",
        within: Annotated[str, typer.Option(help="So many days from today on.")] = "",
        staff: Annotated[str, typer.Option(help="A staff number.")] = "",
        more: Annotated[list[str] | None, typer.Option("--set", help="Another parameter: kind=individual.")] = None,
        output: Annotated[Path | None, typer.Option("-o", "--output", help="FILE.pdf, .xlsx or .csv.")] = None,
        why: Annotated[str, typer.Option(help="Show numbers in full, for this reason; it is registered.")] = "",
        force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
        as_json: Json = False,
    ) -> None:
        """One report: on the terminal, as JSON, or as a file; registered either way."""
        named = {"day": day, "since": since, "until": until, "month": month, "within": within, "staff": staff}
        given = {key: value for key, value in named.items() if value} | _more(more or [])
        _check_file(output, force=force)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor, interruptible() as stop:
            made = _make(services.report_runs, actor, name, given, output, why, stop, as_json=as_json)
        if output is not None and isinstance(made, bytes):
            write(output, made, force=force)
            put_json({"report": name, "file": str(output)}) if as_json else print(output)
        elif isinstance(made, bytes):
            put_json(json.loads(made))
        else:
            put_table(made)

    @report.command()
    def due(
        folder: Folder,
        day: Annotated[str, typer.Option(help="The day that is over: 2026-11-22; today when none is given.")] = "",
        look: Annotated[bool, typer.Option("--look", help="Only say what would be made.")] = False,
        as_json: Json = False,
    ) -> None:
        """Make what is made by itself at the end of a day and is not made yet; nothing is made twice."""
        from app.cli.options import read_day

        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            wanted = read_day(day) if day else None
            waiting = services.report_runs.due(actor, wanted)
            numbers = () if look else services.report_runs.make_due(actor, wanted)
        told = [{"report": one.report.name, "frequency": one.frequency, "day": one.day} for one in waiting]
        if as_json:
            put_json({"due": told, "made": numbers})
            return
        for line in told if look else numbers:
            print("\t".join(str(value) for value in line.values()) if isinstance(line, dict) else line)


def _make(
    service: Any, actor: Any, name: str, given: Mapping[str, str], output: Path | None, why: str, stop: Any, *,
    as_json: bool,
) -> bytes | Seen:  # fmt: skip
    from app.reports.making import Work
    from app.reports.run_rows import Way

    work = Work(stop=stop)
    if output is not None:
        made: bytes = service.export(actor, name, given, Way(output.suffix[1:].lower()), why, work)
        return made
    if as_json:
        found: bytes = service.export(actor, name, given, Way.JSON, why, work)
        return found
    seen: Seen = service.look(actor, name, given, work)
    return seen


def _more(pairs: list[str]) -> dict[str, str]:
    """``name=value`` pairs. Refused: ``reports.pair``."""
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise Refused("reports.pair")
        found[name] = value
    return found


def _check_file(path: Path | None, *, force: bool) -> None:
    """Refuse what cannot be written before anything is made, for every export is registered."""
    if path is None:
        return
    if path.suffix[1:].lower() not in KINDS:
        raise Refused("reports.file_kind")
    if path.exists() and not force:
        raise Refused("reports.file_exists")


def write(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file. Refused: ``reports.file_exists``."""
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise Refused("reports.file_exists") from None


def put_table(seen: Seen) -> None:
    """The rows with their heads, columns parted by tabs; a line says when there are more."""
    from app.reports.table import written

    chinese = language() == "zh"
    print("\t".join(column.title if chinese else column.english for column in seen.columns))
    for row in (*seen.rows, *([seen.totals] if seen.totals else [])):
        print("\t".join(written(column.kind, cell) for column, cell in zip(seen.columns, row, strict=True)))
    if seen.count > len(seen.rows):
        print(f"({len(seen.rows)} / {seen.count})")
