"""Makes the fixture of a release: a client opened, an opening left unfinished, on a file and on a server."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from app.backup.domain import Keep
from app.backup.making import make as make_backup
from app.branch.moving import Move, move_branch
from app.branch.opened import open_branch, standard_store, system_actor
from app.branch.settings import BranchSettings
from app.common.clock import SystemClock
from app.counter.services import Services
from app.onboarding.view import OpeningReceipt
from app.samples.branch import people_the_branch
from app.samples.openings import carry_out, type_in
from app.samples.people import BRANCH, CLIENTS, STAFF
from app.storage.schema import load_tables, revision
from tests.postgres import PostgresqlServer
from ui.wiring import ProgramWiring


def make(folder: Path) -> None:
    """Make the fixture in ``folder``, which must not be there."""
    folder.mkdir(parents=True)
    services, _ = ProgramWiring().create(folder / "branch", BranchSettings(sample=True, **BRANCH))
    with services.branch:
        told = _fill(services)
        branch = services.branch
        with branch.db.write(system_actor("01")) as tx:
            # a branch of its own size, not of what was deleted while it was made
            tx.audit("release.fixture", "branch", branch.settings.branch_id)
        with branch.db.read() as conn:
            told["revision"] = revision(conn)
            told["rows"] = {
                name: conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for name, table in sorted(load_tables().tables.items())
            }
    _on_a_server(folder)
    for path in [*folder.rglob("*.lock"), *folder.rglob(".lock")]:
        path.unlink()
    (folder / "told.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _fill(services: Services) -> dict[str, object]:
    people_the_branch(services)
    who = next(one for one in STAFF if one.login == "teller")
    teller = services.auth.sign_in(who.login, who.password, "01")
    first, second = [client for client in CLIENTS if not client.by_hand][:2]
    receipt = carry_out(services, teller, first)
    if not isinstance(receipt, OpeningReceipt):
        raise TypeError("an opening that is complete is wanted")
    view = type_in(services, teller, second)
    documents = [document.number for document in services.archive.list_all(teller)]
    services.auth.sign_out(teller)
    return {"client": receipt.client_id, "unfinished": view.draft.case_number, "documents": documents}


@contextmanager
def _server() -> Iterator[PostgresqlServer]:
    server = PostgresqlServer()
    try:
        yield server
    finally:
        server.stop()


def _on_a_server(folder: Path) -> None:
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as temporary, _server() as server:
        old, new, backups = (Path(temporary) / name for name in ("old", "new", "backups"))
        shutil.copytree(folder / "branch", old)
        backups.mkdir()
        move_branch(
            system_actor("01"), Move(old, server.create(), new), standard_store(), clock, station="01",
            progress=lambda *_: None,
        )  # fmt: skip
        with open_branch(new, standard_store(), clock, station="01") as moved:
            made = make_backup(moved, backups, Keep(), made_by="system", at=clock.now())
        shutil.copytree(made.path, folder / "server" / made.path.name)
