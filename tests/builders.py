"""Builders of what tests need: actors of each role with their rows in the staff register, cheap hashing, a branch."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, cast

import pytest
import sqlalchemy as sa

from app.branch.making import init_branch
from app.branch.opened import DATABASE_FILE, OpenBranch, open_branch, standard_store
from app.branch.settings import BranchSettings
from app.common.actor import Actor, Role
from app.common.clock import FixedClock
from app.staff import storage as staff_storage
from app.staff.domain import StaffKind, StaffMember
from app.storage.address import server_url, user_of, with_login
from app.storage.blobs import BlobStore
from app.storage.engine import postgresql_engine, sqlcipher_engine
from app.storage.keys import BranchKeys, SampleStore
from app.storage.mark import BranchMark, read_mark, write_mark
from app.storage.wrap import Argon2Costs
from tests.postgres import OWNER, PostgresqlServer

CHEAP = Argon2Costs(memory_kib=64, iterations=1, lanes=1)
"""Argon2 costs for tests: the algorithm is the same, the work is not."""

STATION = "01"

T = TypeVar("T")


def settings(*, sample: bool = True, database_url: str | None = None, branch_id: str = "test-branch") -> BranchSettings:
    """Settings of a branch for tests."""
    return BranchSettings(
        branch_id=branch_id,
        company="样例证券股份有限公司",
        name="样例证券股份有限公司北京测试路证券营业部",
        address="北京市测试路1号",
        telephone="010-00000000",
        prefix="TST",
        sample=sample,
        database_url=database_url,
    )


def actor(*roles: Role, station: str = STATION, staff_id: str | None = None) -> Actor:
    """An actor with ``roles`` (one, usually); its id is ``staff-<first role>``, in every test branch's register."""
    first = roles[0]
    number = f"9{list(Role).index(first):03d}"
    return Actor(staff_id or f"staff-{first.value}", number, f"测试{first.value}", frozenset(roles), station)


@dataclass(frozen=True, slots=True)
class Actors:
    """One actor of each role, each with a row in the staff register of every test branch."""

    teller: Actor = field(default_factory=lambda: actor(Role.TELLER))
    supervisor: Actor = field(default_factory=lambda: actor(Role.SUPERVISOR))
    client_manager: Actor = field(default_factory=lambda: actor(Role.CLIENT_MANAGER))
    marketing: Actor = field(default_factory=lambda: actor(Role.MARKETING))
    marketing_director: Actor = field(default_factory=lambda: actor(Role.MARKETING_DIRECTOR))
    general_manager: Actor = field(default_factory=lambda: actor(Role.GENERAL_MANAGER))
    compliance: Actor = field(default_factory=lambda: actor(Role.COMPLIANCE))
    archivist: Actor = field(default_factory=lambda: actor(Role.ARCHIVIST))
    admin: Actor = field(default_factory=lambda: actor(Role.ADMIN))

    def all(self) -> Iterator[Actor]:
        """Every one of them."""
        return (getattr(self, role.name.lower()) for role in Role)


def insert_staff(connection: sa.Connection, who: Actor) -> None:
    """A row of the staff register for ``who``."""
    kind = next((_KINDS[role] for role in Role if role in who.roles and role in _KINDS), StaffKind.OTHER)
    staff_storage.add(
        connection, StaffMember(id=who.staff_id, number=who.staff_number, name=who.name, post="", kind=kind)
    )


_KINDS = {
    Role.TELLER: StaffKind.COUNTER,
    Role.SUPERVISOR: StaffKind.COUNTER,
    Role.MARKETING: StaffKind.MARKETING,
    Role.MARKETING_DIRECTOR: StaffKind.MANAGER,
    Role.GENERAL_MANAGER: StaffKind.MANAGER,
    Role.COMPLIANCE: StaffKind.COMPLIANCE,
    Role.ARCHIVIST: StaffKind.ARCHIVIST,
}


def owner_engine(branch: OpenBranch) -> sa.Engine:
    """An engine of the one who owns the tables of ``branch``: who has the file's key, or the server's owner.

    The program itself works on a server as a role that may do far less.
    """
    if branch.settings.database_url is None:
        return sqlcipher_engine(branch.folder / DATABASE_FILE, branch.keys.database)
    return postgresql_engine(with_login(branch.settings.database_url, OWNER))


def document_file(branch: OpenBranch, sha256: str) -> Path:
    """The file of a document of a branch that keeps them in a folder."""
    assert isinstance(branch.blobs, BlobStore)
    return branch.blobs.path(sha256)


@contextmanager
def as_owner(branch: OpenBranch) -> Iterator[sa.Connection]:
    """A transaction past the program, by who owns the tables; typed columns can be read and written."""
    engine = owner_engine(branch)
    engine.dialect.__dict__.update(
        {name: value for name, value in vars(branch.db.engine.dialect).items() if name.startswith("guitai_")}
    )
    try:
        with engine.connect().execution_options(guitai_write=True) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


@contextmanager
def forbidden() -> Iterator[None]:
    """What is done inside must be denied by the database: by its trigger, or for want of the right to it."""
    with pytest.raises((sa.exc.IntegrityError, sa.exc.ProgrammingError), match=r"append-only|permission denied"):
        yield


class BranchFactory:
    """Makes branches for tests, each a copy of one that was initialised once; closes them at the end.

    ``make("sqlite")`` or ``make("postgresql")``; every one has the staff rows of ``Actors`` and nothing else.
    """

    def __init__(self, work: Path, templates: Templates) -> None:
        self._work = work
        self._templates = templates
        self._numbers = itertools.count(1)
        self._open: list[OpenBranch] = []
        self._urls: list[str] = []

    def make(self, database: str = "sqlite", *, station: str = STATION) -> OpenBranch:
        """A fresh branch at the ``clock`` of the template; its clock is its own ``FixedClock``."""
        folder = self._work / f"branch{next(self._numbers)}"
        template = self._templates.get(database)
        shutil.copytree(template.folder, folder)
        if template.url is not None:
            url = self._templates.server.create(template.url)
            self._urls.append(url)
            mark = read_mark(folder)
            keys = BranchKeys.derive(SampleStore(folder, sample=True).load(), mark.branch_id)
            place = mark.place(keys)
            assert place is not None
            password = SampleStore(folder, sample=True).credential(place.station)
            SampleStore(folder, sample=True).keep_credential(station, password)
            place = replace(place, address=with_login(server_url(url), user_of(place.address)), station=station)
            write_mark(folder, BranchMark.of(mark.branch_id, mark.sample, mark.store, place, keys))
        return self.open(folder, station=station)

    def make_from(self, name: str, database: str, prepare: Callable[[OpenBranch], T]) -> tuple[OpenBranch, T]:
        """A branch in which ``prepare`` was done, and what that gave: done once a run under this ``name``, then copied.

        ``prepare`` leaves the clock where it is; what only a running program remembers is not there any more.
        """
        key = f"{database}: {name}"
        if not self._templates.has(key):
            branch = self.make(database)
            told = prepare(branch)
            branch.close()
            self._open.remove(branch)
            url = None if branch.settings.database_url is None else self._urls.pop()
            self._templates.keep(key, branch.folder, url, told)
        return self.make(key), cast(T, self._templates.get(key).told)

    def open(self, folder: Path, *, station: str = STATION, exclusive: bool = True) -> OpenBranch:
        """Open the branch in ``folder`` (again)."""
        branch = open_branch(folder, standard_store(), FixedClock(), station=station, exclusive=exclusive)
        self._open.append(branch)
        return branch

    def close(self) -> None:
        """Close everything and drop the databases."""
        for branch in self._open:
            branch.close()
        for url in self._urls:
            self._templates.server.drop(url)


@dataclass(frozen=True, slots=True)
class Template:
    """A closed branch to be copied.

    ``url`` is that of its database on the test server; ``told`` what was told of it by what prepared it.
    """

    folder: Path
    url: str | None
    told: object = None


class Templates:
    """The branches that tests copy, each made at its first use; and the test server, started at its first use."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._made: dict[str, Template] = {}
        self._server: PostgresqlServer | None = None

    @property
    def server(self) -> PostgresqlServer:
        """The test server."""
        if self._server is None:
            self._server = PostgresqlServer()
        return self._server

    def get(self, database: str) -> Template:
        """The template for ``sqlite`` or ``postgresql``."""
        if database not in self._made:
            self._made[database] = self._make(database)
        return self._made[database]

    def has(self, key: str) -> bool:
        """Whether there is a template of that name."""
        return key in self._made

    def keep(self, key: str, folder: Path, url: str | None, told: object) -> None:
        """Take a closed branch, with its database, as the template ``key``."""
        own = self._work / f"template-{len(self._made)}-prepared"
        shutil.move(folder, own)
        self._made[key] = Template(own, url, told)

    def _make(self, database: str) -> Template:
        folder = self._work / f"template-{database}"
        url = self.server.create() if database == "postgresql" else None
        store = SampleStore(folder, sample=True)
        with (
            init_branch(folder, settings(database_url=url), store, FixedClock(), station="init", costs=CHEAP) as branch,
            branch.db.write(Actors().admin) as tx,
        ):
            for who in Actors().all():
                insert_staff(tx.conn, who)
        return Template(folder, url)

    def stop(self) -> None:
        """Stop the server when it runs."""
        if self._server is not None:
            self._server.stop()
