"""Commands for the day on which something is lost: backup, restore, acknowledging, the recovery passphrase."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.branch.opened import system_actor
from app.branch.settings import BranchSettings
from app.cli.options import Folder, Json
from app.cli.output import STATION, complain, put_json, second_signed_in, signed_in, terminal
from app.cli.server_commands import shared_documents
from app.cli.wiring import Wiring
from app.common.clock import branch_time
from app.common.errors import Refused
from app.storage.keys import BranchKeys, SecretStore, StoreKind
from app.storage.mark import BranchMark

if TYPE_CHECKING:
    from app.backup.restoring import Checked, Restored
    from app.common.actor import Actor
    from app.counter.services import Services


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the commands to ``app``."""
    _register_backup(app, wiring)
    _register_restore(app, wiring)
    _register_accept(app, wiring)
    _register_recovery(app, wiring)


def _register_backup(app: typer.Typer, wiring: Wiring) -> None:
    @app.command()
    def backup(
        folder: Folder,
        to: Annotated[Path | None, typer.Argument(help="Folder of backups; none: the one of backup.toml.")] = None,
        keep: Annotated[str, typer.Option(help="Days, weeks, months to keep, such as 7,4,12.")] = "",
        listed: Annotated[bool, typer.Option("--list", help="List the backups there instead.")] = False,
        as_json: Json = False,
    ) -> None:
        """Make a backup, check it and thin older ones; may run beside open windows, needs no sign-in."""
        from app.backup.domain import Keep

        rule = Keep.of_text(keep) if keep else None
        services = wiring.open(folder, exclusive=False)
        with services.branch:
            if listed:
                _list(services, to, as_json=as_json)
                return
            with _who(services) as actor:
                made = services.backups.make(actor, to, rule, progress=tell_parts())
        manifest = made.manifest
        if as_json:
            put_json({"ok": True, "path": str(made.path), "copied": made.copied, "thinned": made.thinned,
                      "manifest": manifest})  # fmt: skip
        else:
            print(f"Backup made and checked: {made.path}")
            print(f"{manifest.audit_rows} audit rows, {manifest.documents} documents ({made.copied} new).")
            print(f"{len(made.thinned)} older backup(s) removed by the rule.")
        for name in manifest.missing:
            print(f"guitai: document {name} is missing or altered in the branch itself", file=sys.stderr)


def _list(services: Services, to: Path | None, *, as_json: bool) -> None:
    from app.backup.place import Place, altered

    folder = to or Path(services.backups.policy.folder)
    if to is None and not services.backups.policy.folder:
        raise Refused("backup.folder_unset", field="folder")
    branch = services.branch
    place = Place(folder, branch.settings.branch_id, branch.keys.purpose("backup-manifest"))
    found = [
        (one, "problems" if one.problems else "altered" if altered(place.folder / one.name, one.files) else "good")
        for one in place.manifests()
    ]
    if as_json:
        put_json({"backups": [{"path": str(place.folder / one.name), "state": state, "made_at": one.made_at,
                               "documents": one.documents} for one, state in found]})  # fmt: skip
    for one, state in found if not as_json else ():
        print(f"{branch_time(one.made_at)}  {state}  {one.documents} documents  {place.folder / one.name}")


@contextmanager
def _who(services: Services) -> Iterator[Actor]:
    """Whom the environment names, else the program itself: who may read the key may copy what it protects."""
    if os.environ.get("GUITAI_USER"):
        with signed_in(services) as actor:
            yield actor
    else:
        yield system_actor(STATION if services.branch.db.is_sqlite else services.branch.station)


def tell_parts() -> Callable[[str, int, int], None]:
    """Tell on standard error how far it is, where somebody looks at it."""

    def tell(part: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{part} {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return tell


def _register_restore(app: typer.Typer, wiring: Wiring) -> None:
    @app.command()
    def restore(
        backup: Annotated[Path, typer.Argument(help="The folder of one backup, with manifest.json in it.")],
        to: Annotated[Path | None, typer.Option("--to", help="A new folder for the branch.")] = None,
        database: Annotated[str, typer.Option(help="The owner's address of an empty database, for a server's.")] = "",
        documents: Annotated[str, typer.Option(help="A folder or s3://... that a server's stations share.")] = "",
        station: Annotated[str, typer.Option(help="This counter on a server; none: the one backed up from.")] = "",
        key_of: Annotated[Path | None, typer.Option(help="The old folder, when its key.wrap is there still.")] = None,
        instead_of: Annotated[Path | None, typer.Option(help="The lost branch's folder: what came since.")] = None,
        reason: Annotated[str, typer.Option(help="The manager's reason: acknowledge at once.")] = "",
        check: Annotated[bool, typer.Option("--check", help="Only look whether the backup is whole.")] = False,
        as_json: Json = False,
    ) -> None:
        """Put a backup back into a new place, never over something; names what is missing or altered.

        Exit code 1 when anything is. The key comes from this computer or by GUITAI_RECOVERY.
        """
        from app.backup import restoring

        mark = restoring.mark_of(backup)
        master = _master(wiring, backup, mark, key_of)
        keys = BranchKeys.derive(master, mark.branch_id)
        checked = restoring.check(backup, keys, mark.branch_id, tell_parts())
        if check or to is None:
            _tell_check(checked, as_json=as_json)
            raise typer.Exit(0 if checked.whole else 1)
        store = _new_store(wiring, to, mark)
        restored = restoring.restore(
            backup, to, checked, master, store, station=station or restoring.station_of(mark, keys),
            at=checked.manifest.made_at,
            database_url=database or None, documents=shared_documents(documents), instead_of=instead_of,
            progress=tell_parts(),
        )  # fmt: skip
        accepted = _accept(wiring, to, reason) if reason else ""
        _tell_restored(restored, accepted, as_json=as_json)
        raise typer.Exit(0 if checked.whole else 1)


def _new_store(wiring: Wiring, to: Path, mark: BranchMark) -> SecretStore:
    named = BranchSettings(mark.branch_id, "", "", "", "", "", mark.sample and mark.store is StoreKind.SAMPLE)
    return wiring.new_store(to, named)


def _master(wiring: Wiring, backup: Path, mark: BranchMark, key_of: Path | None) -> bytes:
    """The branch's secret: as this computer has it, else by the recovery passphrase.

    Refused: ``backup.no_key``, ``branch.wrong_key``, ``keys.recovery_wrong``.
    """
    from app.storage.keys import read_recovery

    given = os.environ.get("GUITAI_RECOVERY", "")
    master = None if given else _own_secret(wiring, key_of or backup, mark)
    if master is None and not given and not terminal():
        raise Refused("backup.no_key", field="recovery")
    if master is None:
        master = read_recovery(backup, given or getpass.getpass("Recovery passphrase: "))
    if not mark.fits(BranchKeys.derive(master, mark.branch_id)):
        raise Refused("branch.wrong_key")
    return master


def _own_secret(wiring: Wiring, folder: Path, mark: BranchMark) -> bytes | None:
    try:
        return wiring.secret(folder, mark)
    except Refused as refused:
        if refused.code in ("keys.passphrase_wrong", "keys.sample_key_on_real_branch"):
            raise
        return None


def _tell_check(checked: Checked, *, as_json: bool) -> None:
    if as_json:
        put_json({"ok": checked.whole, "usable": checked.usable, "found": checked.lines(),
                  "manifest": checked.manifest})  # fmt: skip
        return
    manifest = checked.manifest
    print(f"Backup {manifest.name} of {branch_time(manifest.made_at)}: {manifest.documents} documents.")
    print("Everything is there and unchanged." if checked.whole else "Not everything is there:")
    _complain(checked)


def _complain(checked: Checked) -> None:
    for line in checked.lines():
        print(f"guitai: {line}", file=sys.stderr)


def _tell_restored(restored: Restored, accepted: str, *, as_json: bool) -> None:
    if as_json:
        put_json({"ok": restored.checked.whole, "dir": str(restored.folder), "found": restored.checked.lines(),
                  "lost": restored.lost, "acknowledged": bool(accepted)})  # fmt: skip
        return
    print(f"Restored to {restored.folder}: the branch as it was at {branch_time(restored.checked.manifest.made_at)}.")
    for lost in restored.lost:
        print(f"Done since and not in it: {lost.acts} act(s) at station {lost.station} ({lost.first} to {lost.last}).")
    _complain(restored.checked)
    if not accepted:
        print("It opens when the general manager has acknowledged it:")
        print(f'    guitai accept --dir {restored.folder} --reason "..."')


def _register_accept(app: typer.Typer, wiring: Wiring) -> None:
    @app.command()
    def accept(
        folder: Folder,
        reason: Annotated[str, typer.Option(help="Why this state is the one to go on from; audited.")],
        as_json: Json = False,
    ) -> None:
        """Go on from a state that was restored or rolled back; the general manager signs in, the act is audited."""
        act = _accept(wiring, folder, reason)
        if as_json:
            put_json({"ok": True, "act": act})
        else:
            print("Acknowledged and audited. The branch opens; run guitai verify.")


def _accept(wiring: Wiring, folder: Path, reason: str) -> str:
    services = wiring.open(folder, settled=False)
    with services.branch, signed_in(services) as actor:
        return services.backups.acknowledge(actor, reason)


def _register_recovery(app: typer.Typer, wiring: Wiring) -> None:
    recovery = typer.Typer(help="The recovery passphrase in the general manager's safe.", no_args_is_help=True)
    app.add_typer(recovery, name="recovery")

    @recovery.command()
    def renew(
        folder: Folder,
        sheet: Annotated[Path | None, typer.Option(help="Write the sheet as PDF; print, then delete.")] = None,
        to_printer: Annotated[bool, typer.Option("--print", help="Print the sheet; no file is written.")] = False,
        printer: Annotated[str, typer.Option(help="Another printer than the computer's default.")] = "",
        as_json: Json = False,
    ) -> None:
        """Make a new recovery passphrase; the old one opens no newer backup any more.

        Two people sign in: GUITAI_USER and GUITAI_PASSWORD, GUITAI_SECOND_USER and GUITAI_SECOND_PASSWORD.
        """
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor, second_signed_in(services) as second:
            passphrase = services.backups.renew_recovery(actor, second)
            put_sheet(wiring, services, passphrase, sheet)
            if to_printer:
                _print_sheet(wiring, services, actor, passphrase, printer)
        _tell_recovery(passphrase, sheet, as_json=as_json)

    @recovery.command()
    def use(folder: Folder) -> None:
        """Put the branch's key onto this computer again by GUITAI_RECOVERY: the keyring or the passphrase was lost."""
        from app.branch.opened import recover_branch
        from app.storage.mark import read_mark

        mark = read_mark(folder)
        given = os.environ.get("GUITAI_RECOVERY", "")
        if not given and not terminal():
            raise Refused("backup.no_key", field="recovery")
        given = given or getpass.getpass("Recovery passphrase: ")
        recover_branch(folder, given, _new_store(wiring, folder, mark))
        print("The key is on this computer again.")


def _print_sheet(wiring: Wiring, services: Services, actor: Actor, passphrase: str, printer: str) -> None:
    """Print it; what the printer refuses is said, and the passphrase stands on the screen all the same."""
    from app.gateways.printing import PrintOptions
    from app.printing.kept_nowhere import KeptNowhere, print_kept_nowhere

    settings = services.branch.settings
    paper = KeptNowhere("recovery-sheet", "密钥恢复单", settings.branch_id, wiring.recovery_sheet(settings, passphrase))
    try:
        print_kept_nowhere(services.branch.db, services.printing.system, actor, paper, PrintOptions(printer))
    except Refused as refused:
        complain(refused)


def _tell_recovery(passphrase: str, sheet: Path | None, *, as_json: bool) -> None:
    if as_json:
        put_json({"ok": True, "recovery": passphrase, "sheet": None if sheet is None else str(sheet)})
        return
    print("Recovery passphrase - write it down, lock it away, it is not shown again:")
    print(f"    {passphrase}")
    if sheet is not None:
        print(f"Sheet written to {sheet}: print it, lock it away, delete the file.")


def put_sheet(wiring: Wiring, services: Services, passphrase: str, sheet: Path | None) -> None:
    """Write the sheet where it is wanted (0600), never over something. Refused: ``backup.sheet_exists``."""
    if sheet is None:
        return
    content = wiring.recovery_sheet(services.branch.settings, passphrase)
    try:
        handle = os.open(sheet, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as error:
        raise Refused("backup.sheet_exists", field="sheet") from error
    with os.fdopen(handle, "wb") as out:
        out.write(content)
