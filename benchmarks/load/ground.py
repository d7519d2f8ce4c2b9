"""The branch that is loaded: a server and a folder for each counter, or one desk; with people, clients, shared work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from app.auth.service import AuthService
from app.branch.opened import system_actor
from app.branch.settings import BranchSettings
from app.common.actor import Actor, Role
from app.common.clock import branch_day
from app.counter.services import Services
from app.onboarding.view import OpeningReceipt
from app.samples import openings
from app.samples.at_work import STATION
from app.samples.branch import people_the_branch
from app.samples.leaving import know_the_years
from app.samples.people import BRANCH, CLIENTS, STAFF, manager, resident_number
from app.staff.domain import StaffKind
from app.staff.service import AddStaff
from app.stations.invitation import open_invitation
from app.stations.service import StationService
from app.storage.engine import postgresql_engine
from app.storage.fields import FieldKeys, give_keys
from app.storage.wrap import Argon2Costs
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from benchmarks.load.counter import Post, opened
from benchmarks.load.work import Shared, Ways, bank_account
from benchmarks.synthetic import fill_server, insert_clients
from tests.postgres import PostgresqlServer
from ui.wiring import ProgramWiring

DURABLE = (
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "shared_buffers=512MB",
    "max_connections=200",
    "max_wal_size=4GB",
    "checkpoint_timeout=5min",
    "autovacuum=on",
)
"""The server's settings: nothing is faster for being unsafe. The rest is as PostgreSQL comes."""
TOLD = (
    "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_level", "shared_buffers", "work_mem",
    "max_connections", "max_wal_size", "autovacuum",
)  # fmt: skip
CHEAP = Argon2Costs(memory_kib=1024, iterations=1, lanes=1)
PASSWORD = "Fuhe-2026-Ceshi"  # noqa: S105 - of an invented teller in a branch that is thrown away


@dataclass(slots=True)
class Ground:
    """A branch ready to be worked on. ``home``: the folder it was made in; ``before``: bookings that were there."""

    kind: str
    clients: int
    home: Path
    posts: list[Post]
    bare: sa.Engine
    before: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    search: list[tuple[str, float, float]] = field(default_factory=list)


Say = Callable[[str], None]


@contextmanager
def on_server(work: Path, clients: int, counters: int, ways: Ways, say: Say) -> Iterator[Ground]:
    """A branch server of its own on loopback, on disk; every counter a station with its own role and folder."""
    server = PostgresqlServer(settings=DURABLE, on_disk=True)
    bare = None
    try:
        url, home = server.create(), work / "01"
        settings = BranchSettings(sample=True, database_url=url, documents=work / "documents", **BRANCH)
        services, _ = ProgramWiring(station=STATION).create(home, settings)
        with services.branch:
            say(f"filling in {clients:,} clients")
            _fill_server(services, url, clients)
            bare = postgresql_engine(server.create())
            ground = _populate(services, "PostgreSQL", clients, work, counters, ways, say)
            ground.bare = bare
            with services.branch.db.read() as conn:
                ground.settings = {name: str(conn.exec_driver_sql(f"SHOW {name}").scalar_one()) for name in TOLD}
            ground.posts = _stations(services, work, url, ground.posts)
        _bare_table(bare)
        yield ground
    finally:
        if bare is not None:
            bare.dispose()
        server.stop()


@contextmanager
def on_desk(work: Path, clients: int, ways: Ways, say: Say) -> Iterator[Ground]:
    """One desk with its encrypted file; the file that bare commits go to lies beside it, made the same way."""
    from app.storage.engine import sqlcipher_engine

    home = work / "desk"
    services, _ = ProgramWiring(station=STATION).create(home, BranchSettings(sample=True, **BRANCH))
    bare = sqlcipher_engine(work / "bare.db", services.branch.keys.database)
    try:
        with services.branch:
            say(f"filling in {clients:,} clients")
            insert_clients(services.branch.db.engine, clients)
            ground = _populate(services, "SQLite desk", clients, work, 1, ways, say)
            ground.bare = bare
        _bare_table(bare)
        yield ground
    finally:
        bare.dispose()


def _fill_server(services: Services, url: str, clients: int) -> None:
    """By the owner of the tables, in bulk, with the keys of the branch."""
    owner = postgresql_engine(url)
    give_keys(owner, FieldKeys.of(services.branch.keys))
    try:
        fill_server(owner, clients)
    finally:
        owner.dispose()


def _populate(services: Services, kind: str, clients: int, work: Path, counters: int, ways: Ways, say: Say) -> Ground:
    from benchmarks.search import measured

    ground = Ground(kind, clients, services.branch.folder, [], services.branch.db.engine)
    with services.branch.db.engine.connect() as conn:
        ground.search = measured(conn)
    say("staff, shared cases")
    # nobody attacks these passwords, and 40 expensive hashes are not what is measured; signing in makes them dear again
    quick = replace(services, auth=AuthService(services.branch.db, costs=CHEAP))
    ids = people_the_branch(quick)
    know_the_years(services, branch_day(services.clock.now()))
    tellers = _tellers(quick, counters)
    marketer = next(member.number for member in STAFF if member.login == "marketer")
    shared = _shared(services, ids, counters, marketer)
    with services.branch.db.read() as conn:
        from app.onboarding.storage import opening

        done = conn.execute(sa.select(opening.c.case_number)).scalars().all()
    ground.before = tuple(done)
    ground.posts = [
        Post(number, services.branch.folder, work / f"ledger-{number}", login, PASSWORD, shared, ways)
        for number, login in enumerate(tellers)
    ]
    return ground


def _tellers(services: Services, counters: int) -> list[str]:
    """A teller for each counter, entered by the administrator and confirmed by the manager."""
    first = next(person for person in STAFF if "admin" in person.roles)
    admin = services.auth.sign_in(first.login, first.password, STATION)
    confirms = services.auth.sign_in(manager().login, manager().password, STATION)
    logins = []
    for number in range(counters):
        member = services.staff.add(admin, AddStaff(
            number=f"33019{number:02d}", name="柜员" + "甲乙丙丁戊己庚辛壬癸"[number % 10], post="综合柜员",
            kind=StaffKind.COUNTER,
        ))  # fmt: skip
        login = f"load{number}"
        proposed = services.auth.propose_user(admin, login, PASSWORD, member.id, {Role.TELLER})
        services.auth.decide(confirms, proposed.id, agreed=True)
        logins.append(login)
    services.auth.sign_out(admin)
    services.auth.sign_out(confirms)
    return logins


def _shared(services: Services, ids: dict[str, str], counters: int, marketer: str) -> Shared:
    """One unfinished opening for ten counters, one client with an account and one task for eight."""
    teller = next(person for person in STAFF if person.login == "teller")
    actor = services.auth.sign_in(teller.login, teller.password, STATION)
    cases = [services.opening.start(actor).draft.case_number for _ in range(max(2, counters // 10))]
    clients = [_client(services, actor, place) for place in range(max(1, counters // 8))]
    due = branch_day(services.clock.now()) + timedelta(days=3)
    made = []
    with services.branch.db.write(system_actor(STATION)) as tx:
        for client_id in clients:
            new = NewTask(
                kind=TaskKind.OTHER, client_id=client_id, case_number="", due_on=due, text="回访客户", rule="TO-14",
                assigned_to=ids[teller.number],
            )  # fmt: skip
            made.append(tasks.add(tx.conn, new, at=tx.at, by=ids[teller.number]).id)
    services.auth.sign_out(actor)
    return Shared(tuple(cases), tuple(clients), tuple(made), marketer)


def _client(services: Services, actor: Actor, place: int) -> str:
    from app.counter.services import services_of
    from benchmarks.load.press import SampledPress
    from forms.engine.page_reader import Recogniser

    light = services_of(services.branch, SampledPress(services.press), services.policy, services.clock, Recogniser())
    sample = CLIENTS[2]
    number = resident_number(
        "330106", branch_day(services.clock.now()).replace(year=1968, month=3, day=5), 2 + 2 * place
    )
    fields = {
        **sample.fields,
        "paper_number": number,
        "mobile": f"1375712{place:04d}",
        "bank_account": bank_account(9_000_000 + place),
    }
    receipt = openings.carry_out(light, actor, replace(sample, fields=fields, by_hand=False))
    assert isinstance(receipt, OpeningReceipt)  # noqa: S101 - nothing stops it before its end
    return receipt.client_id


def _stations(services: Services, work: Path, url: str, posts: list[Post]) -> list[Post]:
    """Every counter joins by an invitation, as a new computer does."""
    first = next(person for person in STAFF if "admin" in person.roles)
    admin = services.auth.sign_in(first.login, first.password, STATION)
    invitations = StationService(services.branch, services.policy.station_invitation_hours, CHEAP)
    joined = []
    for post in posts:
        name = f"{post.number + 2:02d}"
        content, passphrase = invitations.invite(admin, name, url, documents=str(work / "documents"))
        ProgramWiring(station=name).join(work / name, open_invitation(content, passphrase))
        joined.append(replace(post, folder=work / name))
    services.auth.sign_out(admin)
    return joined


def _bare_table(engine: sa.Engine) -> None:
    with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
        conn.execute(sa.text("CREATE TABLE bare (id INTEGER PRIMARY KEY, value TEXT)"))
        conn.execute(sa.text("INSERT INTO bare VALUES (1, '')"))


def bare_commit(engine: sa.Engine) -> float:
    """Milliseconds of a transaction that changes one row and nothing else."""
    begun = time.perf_counter()
    with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
        conn.execute(sa.text("UPDATE bare SET value = :v WHERE id = 1"), {"v": str(begun)})
    return (time.perf_counter() - begun) * 1000


__all__ = ["Ground", "bare_commit", "on_desk", "on_server", "opened"]
