"""Commands on a branch server: its stations."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import put_json, signed_in, terminal
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.storage.address import password_of, server_url, user_of, with_login
from app.storage.durable import write_durable
from app.storage.roles import Login
from app.storage.s3_place import DocumentsPlace, S3Login, S3Place, documents_place

Owner = Annotated[str, typer.Option("--database", help="Address of the owner of the tables; it is kept nowhere.")]
OWNER_PASSWORD = "GUITAI_DATABASE_PASSWORD"  # noqa: S105 - the name of a variable
"""The owner's password, so that it need not stand in a command line that every user of the computer can list."""
APP_PASSWORD = "GUITAI_APP_PASSWORD"  # noqa: S105 - the name of a variable
"""The password of a role that an administrator of the server prepared."""
ACCESS_KEY, SECRET_KEY = "GUITAI_DOCUMENTS_ACCESS_KEY", "GUITAI_DOCUMENTS_SECRET_KEY"
"""What an S3-compatible store of documents admits this station with."""


def owner_address(text: str) -> str:
    """The owner's address with its password: from itself, else from the environment, else as the driver finds it.

    Refused: ``branch.database_url``, ``station.owner_needed``.
    """
    if not text:
        raise Refused("station.owner_needed", field="database")
    url = server_url(text)
    password = password_of(url) or os.environ.get(OWNER_PASSWORD, "")
    return with_login(url, user_of(url), password) if password and user_of(url) else url


def prepared_login(role: str) -> Login | None:
    """The role that ``--app-role`` names, with its password; empty where the server lets it in without."""
    return Login(role, os.environ.get(APP_PASSWORD, ""), made=False) if role else None


def shared_documents(text: str) -> DocumentsPlace | None:
    """The place that ``--documents`` names, None without; a store with the login of the environment.

    Refused: as ``documents_place``, ``documents.login_needed``.
    """
    place = documents_place(text, documents_login())
    if isinstance(place, S3Place) and place.login is None:
        raise Refused("documents.login_needed", field="documents")
    return place.absolute() if isinstance(place, Path) else place


def documents_login() -> S3Login | None:
    """The login of the store of documents in the environment, if any."""
    access_key, secret_key = os.environ.get(ACCESS_KEY, ""), os.environ.get(SECRET_KEY, "")
    return S3Login(access_key, secret_key) if access_key and secret_key else None


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the command group ``station`` to ``app``."""
    station = typer.Typer(help="The counters of a branch server.", no_args_is_help=True)
    app.add_typer(station, name="station")
    _register_invite(station, wiring)
    _register_join(station, wiring)
    _register_list(station, wiring)
    _register_lock(station, wiring)
    _register_renew(station, wiring)


def _register_invite(station: typer.Typer, wiring: Wiring) -> None:
    @station.command()
    def invite(
        name: str,
        file: Annotated[Path, typer.Option("-o", "--output", help="The invitation's file.")],
        folder: Folder,
        database: Owner = "",
        documents: Annotated[str, typer.Option(help="The documents as the new station sees them.")] = "",
        address: Annotated[str, typer.Option(help="The server as the new station sees it, without a login.")] = "",
        app_role: Annotated[str, typer.Option(help="A role that an administrator of the server prepared.")] = "",
        as_json: Json = False,
    ) -> None:
        """Invite another counter: a file and a one-time passphrase, to be handed over separately."""
        if file.exists():
            raise Refused("station.file_exists", field="output")
        owner = owner_address(database)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            content, passphrase = services.stations.invite(
                actor,
                name,
                owner,
                documents=documents,
                address=address,
                prepared=prepared_login(app_role),
                documents_login=documents_login(),
            )
        write_durable(file, content)
        hours = services.policy.station_invitation_hours
        if as_json:
            put_json({"station": name, "file": str(file), "passphrase": passphrase, "hours": hours})
        else:
            print(f"Invitation of station {name} in {file}; it works once, within {hours} hours.")
            print("Its passphrase, to be told by another way than the file, is not shown again:")
            print(f"    {passphrase}")


def _register_join(station: typer.Typer, wiring: Wiring) -> None:
    @station.command()
    def join(file: Path, folder: Folder, as_json: Json = False) -> None:
        """Make this computer a station of the branch, by an invitation (passphrase: GUITAI_INVITATION, or asked)."""
        from app.stations.invitation import open_invitation, read_invitation

        invitation = open_invitation(read_invitation(file), _one_time())
        wiring.join(folder, invitation)
        if as_json:
            put_json({"station": invitation.station, "dir": str(folder), "branch": invitation.branch_id})
        else:
            print(f"This is station {invitation.station} now. Open it with: ./guitai run --dir {folder}")


def _one_time() -> str:
    given = os.environ.get("GUITAI_INVITATION", "")
    if not given and not terminal():
        raise Refused("station.invitation_no_passphrase")
    return given or getpass.getpass("Passphrase of the invitation: ")


def _register_list(station: typer.Typer, wiring: Wiring) -> None:
    @station.command("list")
    def listed(folder: Folder, as_json: Json = False) -> None:
        """The stations: joined, invited, locked out."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.stations.listed(actor)
        if as_json:
            put_json({"stations": found})
        for one in found if not as_json else ():
            state = "locked" if one.locked_at else "joined" if one.joined_at else f"invited until {one.invited_until}"
            print(f"{one.name:20}  {state:40}  {one.role}")


def _register_lock(station: typer.Typer, wiring: Wiring) -> None:
    @station.command()
    def lock(name: str, folder: Folder, database: Owner = "", as_json: Json = False) -> None:
        """Lock a station out for good, at once: a computer that was lost or is no longer trusted."""
        owner = owner_address(database)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            ended = services.stations.lock(actor, name, owner)
        if as_json:
            put_json({"station": name, "sessions_ended": ended})
        else:
            print(f"Station {name} is locked out; {ended} of its sessions were ended.")


def _register_renew(station: typer.Typer, wiring: Wiring) -> None:
    @station.command()
    def renew(folder: Folder, database: Owner = "", as_json: Json = False) -> None:
        """Give the station of this folder a new credential, after its keyring was lost or the old one got out."""
        name = wiring.renew_station(folder, owner_address(database))
        if as_json:
            put_json({"station": name})
        else:
            print(f"Station {name} has a new credential.")
