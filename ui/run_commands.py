"""Commands that open windows: ``run`` on a branch, ``demo`` on the sample branch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.wiring import Wiring
from ui.launch import DEFAULT_DEMO, STATION, open_windows


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the commands to ``app``."""

    @app.command()
    def run(
        folder: Annotated[Path, typer.Option("--dir", help="The branch's folder.")],
        station: Annotated[str, typer.Option(help="Number of this counter.")] = STATION,
    ) -> None:
        """Open the program's windows on a branch."""
        from app.storage.mark import read_mark

        read_mark(folder)  # refuses a folder without a branch here, where it is read, not in a window
        raise typer.Exit(open_windows(folder, station))

    @app.command()
    def demo(
        folder: Annotated[Path | None, typer.Option("--dir", help="Folder of the sample branch.")] = None,
        database: Annotated[str, typer.Option(help="postgresql://... to make it on a branch server.")] = "",
        headless: Annotated[bool, typer.Option("--headless", help="Do the work without a window.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    ) -> None:
        """Make (or reopen) the sample branch, print what was done, and open the program on it."""
        from app.cli.demo import make_demo
        from app.cli.server_commands import owner_address

        # a sample branch on a server beside the one of a file, never instead of it
        place = folder or (DEFAULT_DEMO.with_name("demo-server") if database else DEFAULT_DEMO)
        owner = owner_address(database) if database else ""
        if not make_demo(wiring, place, database=owner, as_json=as_json):
            raise typer.Exit(1)
        if not headless:
            raise typer.Exit(open_windows(place, STATION))
