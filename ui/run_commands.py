"""Commands that open windows: ``run`` on a branch, ``demo`` on the sample branch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.wiring import Wiring

DEFAULT_DEMO = Path.home() / ".local" / "share" / "guitai" / "demo"


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the commands to ``app``."""

    @app.command()
    def run(
        folder: Annotated[Path, typer.Option("--dir", help="The branch's folder.")],
        station: Annotated[str, typer.Option(help="Number of this counter.")] = "01",
    ) -> None:
        """Open the program's windows on a branch."""
        from ui.bootstrap import start

        raise typer.Exit(start(folder, station=station))

    @app.command()
    def demo(
        folder: Annotated[Path | None, typer.Option("--dir", help="Folder of the sample branch.")] = None,
        headless: Annotated[bool, typer.Option("--headless", help="Do the work without a window.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    ) -> None:
        """Make (or reopen) the sample branch, print what was done, and open the program on it."""
        from app.cli.demo import make_demo

        place = folder or DEFAULT_DEMO
        make_demo(wiring, place, as_json=as_json)
        if not headless:
            from ui.bootstrap import start

            raise typer.Exit(start(place, station="01"))
