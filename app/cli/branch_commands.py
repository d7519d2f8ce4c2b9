"""Commands on a branch: make it, check it, find clients; with those on documents and on the archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.branch.settings import BranchSettings
from app.cli import archive_commands, document_commands
from app.cli.archive_commands import tell_progress
from app.cli.backup_commands import put_sheet
from app.cli.options import Folder, Json
from app.cli.output import INTERRUPTED, complain, interruptible, language, put_json, signed_in
from app.cli.server_commands import owner_address, prepared_login, shared_documents
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.common.refusals import sentence
from app.common.values import new_id

DEFAULT_FOLDER = Path.home() / ".local" / "share" / "guitai" / "branch"


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the commands to ``app``."""
    _register_init(app, wiring)
    _register_verify(app, wiring)
    _register_clients(app, wiring)
    document_commands.register(app, wiring)
    archive_commands.register(app, wiring)


def _register_init(app: typer.Typer, wiring: Wiring) -> None:
    @app.command()
    def init(
        folder: Annotated[Path, typer.Option("--dir", help="The branch's folder.")] = DEFAULT_FOLDER,
        database: Annotated[str, typer.Option(help="postgresql+psycopg://owner@... for a branch server.")] = "",
        app_role: Annotated[str, typer.Option(help="A role that an administrator of the server prepared.")] = "",
        documents: Annotated[str, typer.Option(help="A folder that all stations reach, or s3://... (see docs).")] = "",
        station: Annotated[str, typer.Option(help="Name of this counter on a branch server.")] = "",
        company: Annotated[str, typer.Option(help="The firm, as on the letterhead.")] = "",
        name: Annotated[str, typer.Option(help="The branch, as on the letterhead.")] = "",
        address: Annotated[str, typer.Option(help="The branch's address.")] = "",
        telephone: Annotated[str, typer.Option(help="The branch's telephone.")] = "",
        prefix: Annotated[str, typer.Option(help="Begins the numbers of documents.")] = "KH",
        admin: Annotated[str, typer.Option(help="Sign-in name of the first administrator.")] = "admin",
        tsa: Annotated[str, typer.Option(help="local: documents bear timestamps of a service of one's own.")] = "",
        sheet: Annotated[Path | None, typer.Option(help="Write the recovery sheet as PDF; print, then delete.")] = None,
        as_json: Json = False,
    ) -> None:
        """Make a new branch with its first administrator (password from GUITAI_ADMIN_PASSWORD, or asked for)."""
        from app.cli.first_user import first_administrator, first_password

        settings = BranchSettings(
            branch_id=f"b{new_id()[:15]}", company=company or "证券公司",
            name=name or folder.name, address=address or "—",
            telephone=telephone or "—", prefix=prefix, database_url=owner_address(database) if database else None,
            app_login=prepared_login(app_role), documents=shared_documents(documents),
        ).checked()  # fmt: skip
        password = first_password(admin)
        services, recovery = wiring.create(folder, settings, station=station)
        with services.branch:
            first_administrator(services, admin, password)
            put_sheet(wiring, services, recovery, sheet)
        if tsa:
            wiring.use_timestamps(folder, tsa)
        if as_json:
            put_json({"dir": str(folder), "branch": settings.branch_id, "recovery": recovery, "admin": admin})
        else:
            print(f"Branch made in {folder}. First administrator: {admin}.")
            print("Recovery passphrase - write it down, lock it away, it is not shown again:")
            print(f"    {recovery}")


def _register_verify(app: typer.Typer, wiring: Wiring) -> None:
    @app.command()
    def verify(
        folder: Folder,
        heads: Annotated[Path | None, typer.Option(help="A file of exported heads of the audit chains.")] = None,
        as_json: Json = False,
    ) -> None:
        """Check audit chain, document hashes, signatures and references; exit code 1 when anything was touched.

        Ctrl+C ends it before the next document and says what was checked so far: exit code 130.
        """
        try:
            services = wiring.open(folder, exclusive=False)
        except Refused as refused:
            if as_json:
                reason = sentence(refused, language())
                told = {"area": "branch", "kind": refused.code, "row": "", "file": "", "text": reason}
                put_json({"ok": False, "code": refused.code, "reason": reason, "problems": [told]})
            complain(refused)
            raise typer.Exit(1) from None
        with services.branch, interruptible() as stop:
            report = services.verify(tell_progress("checked"), stop, heads)
        if as_json:
            put_json(report.as_json())
        else:
            for line in report.lines():
                print(line)
        if not report.ok:
            for problem in report.problems:
                print(f"guitai: {problem}", file=sys.stderr)
            raise typer.Exit(1 if report.complete else INTERRUPTED)


def _register_clients(app: typer.Typer, wiring: Wiring) -> None:
    clients = typer.Typer(help="Clients.", no_args_is_help=True)
    app.add_typer(clients, name="clients")

    @clients.command()
    def find(text: str, folder: Folder, as_json: Json = False) -> None:
        """Find clients by name, pinyin, initials, ID tail, mobile tail or account; numbers are masked."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            hits = services.clients.find(actor, text)
        if as_json:
            put_json({"clients": hits})
        for hit in hits if not as_json else ():
            print(f"{hit.number}  {hit.name}  {hit.paper_masked}  {hit.mobile_masked}  {hit.fund_account}")
