"""``guitai cases list``: transfer-out requests with their clocks and approvals (TO-5, TO-6, TO-15)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Folder, Json
from app.cli.output import put_json, signed_in
from app.cli.wiring import Wiring

if TYPE_CHECKING:
    from app.reports.case_list import CaseDetails
    from app.transfer_out.view import CaseLine


MOST = 100_000
"""More requests than a branch has in its life."""


class Kind(StrEnum):
    """What kind of cases can be listed."""

    TRANSFER_OUT = "transfer-out"


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``cases`` (list)."""
    cases = typer.Typer(help="Cases at the counter.", no_args_is_help=True)
    app.add_typer(cases, name="cases")

    @cases.callback()
    def group() -> None:
        """Cases at the counter."""

    @cases.command("list")
    def list_(
        folder: Folder,
        kind: Annotated[Kind, typer.Option(help="Kind of case.")] = Kind.TRANSFER_OUT,
        ended: Annotated[bool, typer.Option("--all", help="The ended ones too.")] = False,
        names: Annotated[bool, typer.Option("--names", help="Clients' names instead of their numbers.")] = False,
        as_json: Json = False,
    ) -> None:
        """List requests, nearest deadline first; clients by number, so that a list names nobody."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            lines = services.transfer.cases(actor, running=not ended, limit=MOST)
            details = services.reports.case_details(actor, [line.number for line in lines])
        told = [_told(line, details[line.number], names=names) for line in lines]
        if as_json:
            put_json({"cases": told})
            return
        for one in told:
            given = ", ".join(f"{step.step}: {step.status}" for step in one["approvals"])
            cells = (one["number"], one["client"], one["status"], one["tier"] or "-", one["deadline"] or "-", given)
            print("\t".join(cells).rstrip())


def _told(line: CaseLine, details: CaseDetails, *, names: bool) -> dict[str, Any]:
    """One request in terms of JSON; ``deadline`` is null while the clock stands still."""
    return {
        "number": line.number,
        "client": line.client_name if names else details.client_number,
        "status": line.status.value,
        "tier": line.tier.value if line.tier is not None else None,
        "deadline": line.clock.deadline.isoformat() if line.clock.deadline is not None else None,
        "approvals": details.approvals,
    }
