"""``guitai move``: from the file of one station to a branch server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.branch.moving import Move
from app.cli.options import Json
from app.cli.output import put_json, signed_in
from app.cli.server_commands import owner_address, prepared_login, shared_documents
from app.cli.wiring import Wiring
from app.common.actor import Right


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add ``move`` to ``app``."""

    @app.command()
    def move(
        source: Annotated[Path, typer.Option("--from", help="The folder of the branch as it is now.")],
        database: Annotated[str, typer.Option("--to", help="The owner's address of an empty database on the server.")],
        folder: Annotated[
            Path | None, typer.Option("--dir", help="The new folder; else FROM-server beside it.")
        ] = None,
        documents: Annotated[str, typer.Option(help="A folder that all stations share, or s3://... (see docs).")] = "",
        station: Annotated[str, typer.Option(help="The name of this counter there.")] = "",
        app_role: Annotated[str, typer.Option(help="A role that an administrator of the server prepared.")] = "",
        as_json: Json = False,
    ) -> None:
        """Move a branch from its own file to a branch server. Cut off, give the same command again."""
        owner = owner_address(database)
        to = folder or source.resolve().with_name(f"{source.resolve().name}-server")
        with (services := wiring.open(source)).branch, signed_in(services) as actor:
            actor.need(Right.USER_WRITE)
        wanted = Move(source, owner, to, shared_documents(documents), prepared_login(app_role))
        done = wiring.move(actor, wanted, station=station, progress=_tell)
        if as_json:
            put_json({
                "dir": str(done.folder), "rows": done.rows, "documents": done.documents, "audit_rows": done.audit_rows,
                "taken_up": done.taken_up, "tables": done.tables,
            })  # fmt: skip
        else:
            for table in done.tables:
                print(f"{table.table:28} {table.rows:>10}  {table.sha256}")
            print(f"Moved: {done.rows} rows and {done.documents} documents, the same on both sides; audit chains hold.")
            print(f"Open it from now on with: ./guitai run --dir {done.folder}")


def _tell(name: str, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{name:32} {done:>10}", end="", file=sys.stderr, flush=True)
