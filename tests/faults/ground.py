"""The branch that the stories begin in: people, a client of long standing, a seal; made once, copied for each fault."""

from __future__ import annotations

from pathlib import Path

from argon2 import PasswordHasher

from app.clients import credentials
from app.common.clock import FixedClock
from app.samples.transfers import PASSWORD
from tests.app.onboarding.desk import enter_marketing
from tests.app.transfer_out.desk import FRIDAY, ORDINARY, transfer_desk
from tests.builders import CHEAP, Actors, insert_staff, settings
from ui.wiring import ProgramWiring


def cheap_hash(digits: str) -> str:
    """The hash of a password that a thousand faults can wait for."""
    return PasswordHasher(CHEAP.iterations, CHEAP.memory_kib, CHEAP.lanes).hash(digits)


def make_ground(folder: Path, url: str | None = None) -> Path:
    """Make it in ``folder``, on the server's database ``url`` when one is given."""
    actors = Actors()
    services, _ = ProgramWiring(clock=FixedClock(FRIDAY)).create(folder, settings(database_url=url))
    with services.branch:
        with services.branch.db.write(actors.admin) as tx:
            for who in actors.all():
                insert_staff(tx.conn, who)
        enter_marketing(services.branch, actors.admin)
        desk = transfer_desk(services.branch, actors)
        client = desk.client(ORDINARY, own_staff=True)
        with services.branch.db.write(actors.admin) as tx:
            credentials.set_password(tx.conn, client.id, cheap_hash(PASSWORD), tx.at)
        desk.snapshot()
    return folder
