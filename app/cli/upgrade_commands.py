"""Commands that bring a branch to this program's schema, and back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Json
from app.cli.output import put_json
from app.cli.server_commands import Owner, owner_address
from app.cli.wiring import Wiring
from app.common.clock import branch_time
from app.common.errors import Refused

if TYPE_CHECKING:
    from app.upgrade.domain import Progress

AnyFolder = Annotated[Path | None, typer.Option("--dir", help="The branch's folder.")]
BackupTo = Annotated[Path | None, typer.Option(help="Folder of backups; none: the branch's own, or one beside it.")]


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add ``upgrade`` with ``upgrade back`` and ``upgrade status`` to ``app``."""
    upgrade = typer.Typer(help="Bring a branch to this program's schema, after a backup; and back.")
    app.add_typer(upgrade, name="upgrade")
    _register_upgrade(upgrade, wiring)
    _register_status(upgrade, wiring)
    _register_back(upgrade, wiring)


def _register_upgrade(upgrade: typer.Typer, wiring: Wiring) -> None:
    @upgrade.callback(invoke_without_command=True)
    def run(
        context: typer.Context,
        folder: AnyFolder = None,
        database: Owner = "",
        backup_to: BackupTo = None,
        as_json: Json = False,
    ) -> None:
        """Make and check a backup, then upgrade; what fails leaves the branch as it was.

        A branch server needs --database, the owner's address; without --dir only its grants are written anew.
        """
        if context.invoked_subcommand is not None:
            return
        if folder is None:
            _grants(database, as_json=as_json)
            return
        owner = owner_address(database) if database else ""
        done = wiring.upgrade(folder, owner=owner, backup_to=backup_to, tell=_tell())
        if as_json:
            put_json({"before": done.before, "after": done.after, "backup": str(done.backup or ""), "rows": done.rows})
        elif done.backup is None:
            print(f"The branch is of schema {done.after} already. Nothing was changed.")
        else:
            print(f"Backup made and checked: {done.backup}")
            print(f"Schema {done.before} -> {done.after}, {done.rows} rows, verified. The branch may be opened.")


def _grants(database: str, *, as_json: bool) -> None:
    """The grants of a branch server of this schema. Refused: ``upgrade.needs_dir`` when it is older."""
    from app.branch.server import owner_of, upgrade_server
    from app.storage.schema import HEAD, revision

    owner = owner_address(database)
    with owner_of(owner) as engine, engine.connect() as connection:
        if revision(connection) not in (None, HEAD):
            raise Refused("upgrade.needs_dir", field="dir")
    before, after = upgrade_server(owner)
    if as_json:
        put_json({"before": before, "after": after})
    else:
        print(f"Schema {before} -> {after}; grants written anew. Stations may open the branch.")


def _register_status(upgrade: typer.Typer, wiring: Wiring) -> None:
    @upgrade.command()
    def status(
        folder: Annotated[Path, typer.Option("--dir", help="The branch's folder.")], as_json: Json = False
    ) -> None:
        """Which schema the branch has, whether an upgrade was cut off, which programs the stations run."""
        found, stations = wiring.upgrade_status(folder)
        if as_json:
            put_json({"status": found, "stations": stations})
            return
        print(f"Schema {found.before}; this program's is {found.after}.")
        if found.running:
            print("Another station upgrades at this moment.")
        if found.cut_off is not None:
            state = "has the old schema, as before" if found.needed else "has the new schema"
            print(f"An upgrade of {branch_time(found.cut_off)} was cut off: the branch {state}. Upgrade again.")
        for one in stations:
            print(f"{one.station:20}  {one.program:12}  schema {one.revision}  since {branch_time(one.at)}")


def _register_back(upgrade: typer.Typer, wiring: Wiring) -> None:
    @upgrade.command()
    def back(
        folder: Annotated[Path, typer.Option("--dir", help="The branch's folder.")],
        confirm: Annotated[int, typer.Option(help="How many acts since the upgrade are given up.")] = -1,
        database: Owner = "",
        as_json: Json = False,
    ) -> None:
        """Put the backup from before the upgrade back; what was written since is kept aside in a backup.

        Opens with the old program, when the general manager has acknowledged it there (guitai accept).
        """
        owner = owner_address(database) if database else ""
        since, aside = wiring.go_back(folder, confirmed=confirm, owner=owner, tell=_tell())
        if as_json:
            put_json({"backup": str(since.backup), "before": since.before, "acts": since.acts,
                      "documents": since.documents, "aside": str(aside)})  # fmt: skip
            return
        print(f"Back at schema {since.before}, as of {branch_time(since.made_at)}.")
        print(f"{since.acts} acts and {since.documents} documents since are kept aside: {aside}")
        print("Install the old program; it opens when the general manager has acknowledged it:")
        print(f'    guitai accept --dir {folder} --reason "..."')


def _tell() -> Callable[[Progress], None]:
    last = ""

    def tell(progress: Progress) -> None:
        nonlocal last
        if sys.stderr.isatty():
            how = f" {progress.done} of {progress.total}" if progress.total else ""
            print(f"\r\033[K{progress.step} {progress.text}{how}", end="", file=sys.stderr, flush=True)
        elif progress.step != last:
            last = progress.step
            print(f"guitai: {progress.step}", file=sys.stderr)

    return tell
