"""Commands on users: what waits for a second person, confirming it, and the way back when nobody can sign in."""

from __future__ import annotations

import getpass
import os
from typing import Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import put_json, signed_in, terminal
from app.cli.wiring import Wiring
from app.common.errors import Refused


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``users``."""
    users = typer.Typer(help="Users: proposals and the second person.", no_args_is_help=True)
    app.add_typer(users, name="users")

    @users.command()
    def proposals(folder: Folder, as_json: Json = False) -> None:
        """What waits for a second person. Signs in by GUITAI_USER and GUITAI_PASSWORD."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = [one for one in services.auth.proposals(actor) if one.verdict is None]
        if as_json:
            put_json({"proposals": found})
            return
        for one in found:
            print(f"{one.id}  {one.kind.value}  {one.login}  {', '.join(sorted(one.roles))}  by {one.by_name}")

    @users.command()
    def decide(
        proposal: str,
        folder: Folder,
        agree: Annotated[bool, typer.Option("--agree/--decline", help="Confirm it, or not.")],
    ) -> None:
        """Confirm or decline a proposal, as the second person. Signs in by GUITAI_USER and GUITAI_PASSWORD."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            done = services.auth.decide(actor, proposal, agreed=agree)
        print(f"{done.login}: {'confirmed' if agree else 'declined'}")

    @users.command()
    def rescue(login: str, folder: Folder) -> None:
        """Let an administrator or the general manager in again by the recovery passphrase from the safe.

        GUITAI_RECOVERY and GUITAI_ADMIN_PASSWORD, or asked for. Audited and listed for compliance.
        """
        from app.auth.rescue import rescue as let_in
        from app.cli.first_user import first_password

        password = first_password(login)
        recovery = os.environ.get("GUITAI_RECOVERY", "")
        if not recovery:
            if not terminal():
                raise Refused("auth.no_terminal")
            recovery = getpass.getpass("Recovery passphrase: ")
        services = wiring.open(folder)
        with services.branch as branch:
            let_in(branch, recovery, login, password)
        print(f"{login} can sign in with the new password.")
