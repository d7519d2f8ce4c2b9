"""``guitai dossier``: taking a client's dossier out of the house; finishing what a crash left of a destruction."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import put_json, signed_in, watched
from app.cli.wiring import Wiring


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``dossier`` (export, finish-destruction)."""
    dossier = typer.Typer(help="Clients' dossiers.", no_args_is_help=True)
    app.add_typer(dossier, name="dossier")

    @dossier.callback()
    def group() -> None:
        """Clients' dossiers."""

    @dossier.command()
    def export(
        client: Annotated[str, typer.Argument(help="Client number or archive number.")],
        folder: Folder,
        out: Annotated[Path, typer.Option("--out", "-o", help="The zip to write; never over another file.")],
        why: Annotated[str, typer.Option("--why", help="What it is needed for; it is registered.")] = "",
        as_json: Json = False,
    ) -> None:
        """Write a client's whole dossier as one zip that can be checked without this program.

        Ctrl+C stops it before the next document: there is no file then, and exit code 130.
        """
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor, watched("packed", quiet=as_json) as watch:
            client_id = services.dossiers.client_of(actor, client)
            made = services.dossiers.export(actor, client_id, out, why, watch=watch)
        if as_json:
            put_json({"ok": True, **{name: getattr(made, name) for name in ("archive_number", "documents", "bytes")},
                      "file": str(made.path), "destroyed": made.destroyed})  # fmt: skip
        else:
            print(f"{made.archive_number}\t{made.documents}\t{made.path}")

    @dossier.command("finish-destruction")
    def finish_destruction(
        number: Annotated[str, typer.Argument(help="Number of the destruction list (XH...).")],
        folder: Folder,
        as_json: Json = False,
    ) -> None:
        """Take away files that a crash left of a destruction that was carried out."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            left = services.dossiers.finish_destruction(actor, number)
        if as_json:
            put_json({"ok": True, "removed": left})
        else:
            print(left)
