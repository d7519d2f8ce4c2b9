"""The upgrade of one branch: room, backup, check of the backup, migrations and verification in one transaction.

Whoever holds the branch's key and its lock (the embedded file) or the owner's address (a branch server) may do it:
nobody is signed in, because who may sign in stands in the tables that are being changed.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.audit.verify import verify_chain
from app.backup import making, restoring
from app.backup.domain import Keep
from app.branch.opened import DATABASE_FILE, OpenBranch, SecretStoreFactory, open_branch, system_actor
from app.branch.server import grants_anew, need_owner, owner_of, same_server
from app.common.clock import Clock
from app.common.errors import Refused
from app.common.values import new_id
from app.policy.backup import BackupPolicy
from app.storage import upgrades
from app.storage.faults import plain_faults
from app.storage.migrations import runner
from app.storage.schema import HEAD, append_only_tables, missing_triggers, older_revisions, revision
from app.upgrade.domain import Outlook, Progress, Step, Tell, Upgraded, silent
from app.upgrade.note import Note, drop_note, read_note, write_note

LOCK = 0x6775697461690002
"""The advisory lock of the whole upgrade, backup and all; the migration itself has one of its own."""
LOOK_SECONDS = 2.0
_ROOM = 32 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to upgrade. ``owner``: the address of the owner of a branch server's tables, else empty.

    ``backup_to``: None for the branch's own place of backups or, without one, a folder beside the branch's.
    """

    folder: Path
    policy: BackupPolicy
    station: str = "01"
    owner: str = ""
    backup_to: Path | None = None

    @property
    def place(self) -> Path:
        """The folder of backups; made when it is the one beside the branch's."""
        if self.backup_to is not None:
            return self.backup_to
        if self.policy.folder:
            return Path(self.policy.folder)
        beside = self.folder.absolute().with_name(f"{self.folder.absolute().name}-before-upgrade")
        beside.mkdir(mode=0o700, exist_ok=True)
        return beside

    @property
    def keep(self) -> Keep:
        """How many backups stay."""
        return Keep(self.policy.daily, self.policy.weekly, self.policy.monthly)


def look(branch: OpenBranch) -> Outlook:
    """How it stands. Refused: ``branch.schema_newer``, ``branch.schema_unknown``."""
    with plain_faults(), branch.db.engine.connect() as connection:
        found = need_known(connection)
        note = read_note(branch.folder)
        cut_off = note.begun_at if note is not None and not note.ended else None
        running = not branch.db.is_sqlite and upgrade_runs(connection)
    return Outlook(found, HEAD, found != HEAD, not branch.db.is_sqlite, cut_off, running)


def need_known(connection: sa.Connection) -> str:
    """The schema. Refused: ``branch.schema_newer``, ``branch.schema_unknown``."""
    found = revision(connection)
    if found is not None and (found == HEAD or found in older_revisions()):
        return found
    program = None if found is None else upgrades.needed_program(connection, found)
    if program is not None:
        raise Refused("branch.schema_newer", program=program)
    raise Refused("branch.schema_unknown")


def upgrade_runs(connection: sa.Connection) -> bool:
    """Whether a station of this branch server upgrades at this moment."""
    query = """
    SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted
    AND l.classid = :high AND l.objid = :low AND l.objsubid = 1
    """
    told = {"high": LOCK >> 32, "low": LOCK & 0xFFFFFFFF}
    return connection.execute(sa.text(query), told).first() is not None


def upgrade(wanted: Wanted, stores: SecretStoreFactory, clock: Clock, tell: Tell = silent) -> Upgraded:
    """Upgrade the branch, or take up an upgrade that was cut off; whatever fails leaves it as it was.

    Several at once: one does it, the others wait and find it done. Refused: what ``open_branch`` says,
    ``upgrade.needs_owner``, ``branch.not_owner``, ``branch.schema_newer``, ``upgrade.no_space``,
    ``upgrade.backup_bad``, what making a backup says, ``upgrade.failed``, ``upgrade.verify_failed``.
    """
    branch = open_branch(wanted.folder, stores, clock, station=wanted.station, settled=False, any_schema=True)
    with branch, _turn(branch, wanted.owner, tell) as engine:
        found = look(branch)
        if not found.needed:
            finish(branch)
            tell(Progress(Step.DONE))
            return Upgraded(found.before, HEAD, None, 0)
        _need_room(branch, wanted.place, tell)
        backup = _backed_up(branch, wanted, clock, tell)
        write_note(branch.folder, Note(found.before, HEAD, str(backup.path), clock.now()))
        try:
            _migrate(engine, branch, backup.manifest.name, clock, tell)
        except Refused as refused:
            if refused.code not in ("branch.unreachable", "storage.cannot_open"):
                drop_note(branch.folder)  # taken back; of a server that has gone nobody knows yet
            raise
        finish(branch)
        tell(Progress(Step.DONE))
    return Upgraded(found.before, HEAD, backup.path, sum(backup.manifest.rows.values()))


@contextlib.contextmanager
def _turn(branch: OpenBranch, owner: str, tell: Tell) -> Iterator[sa.Engine]:
    """The engine that may alter tables, with nobody else upgrading."""
    if branch.db.is_sqlite:
        yield branch.db.engine  # the folder's lock is held
        return
    if not owner:
        raise Refused("upgrade.needs_owner", field="database")
    with branch.db.read() as own:
        same_server(owner, own)
    with owner_of(owner) as engine, engine.connect() as connection:
        need_owner(connection)
        while not connection.execute(sa.text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}).scalar_one():
            connection.rollback()
            tell(Progress(Step.WAIT))
            time.sleep(LOOK_SECONDS)
        connection.commit()
        try:
            yield engine
        finally:
            with contextlib.suppress(sa.exc.DBAPIError):  # the server takes it back with the connection
                connection.execute(sa.text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})


def _need_room(branch: OpenBranch, place: Path, tell: Tell) -> None:
    """SQLite writes altered tables twice: into its log and into the file; and the backup has the file once more."""
    tell(Progress(Step.ROOM))
    size = (branch.folder / DATABASE_FILE).stat().st_size if branch.db.is_sqlite else 0
    wanted = {branch.folder: 2 * size + _ROOM, place: size + _ROOM}
    if not place.is_dir():
        raise Refused("backup.no_folder")
    if branch.folder.stat().st_dev == place.stat().st_dev:
        wanted[branch.folder] += size
    for folder, needed in wanted.items():
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise Refused("upgrade.no_space", where=folder.name, needed=_mb(needed), free=_mb(free))


def _mb(size: int) -> int:
    return -(-size // (1 << 20))


def _backed_up(branch: OpenBranch, wanted: Wanted, clock: Clock, tell: Tell) -> making.Made:
    """A backup that was made, and read again as a restore would. Refused: ``upgrade.backup_bad``."""

    def telling(step: Step) -> making.Progress:
        return lambda part, done, total: tell(Progress(step, done, total, part))

    tell(Progress(Step.BACKUP))
    by = system_actor(branch.station).staff_id
    made = making.make(branch, wanted.place, wanted.keep, made_by=by, at=clock.now(), progress=telling(Step.BACKUP))
    tell(Progress(Step.CHECK))
    checked = restoring.check(made.path, branch.keys, branch.settings.branch_id, telling(Step.CHECK))
    if checked.files or checked.documents or checked.problems:
        raise Refused("upgrade.backup_bad", what=checked.lines()[0])
    return made


def _migrate(engine: sa.Engine, branch: OpenBranch, backup: str, clock: Clock, tell: Tell) -> None:
    """One transaction: migrations, grants, verification, the entry. Refused: ``upgrade.failed``, ``.verify_failed``."""
    checks = _Checks(branch, tell)

    def after(connection: sa.Connection) -> None:
        if connection.dialect.name == "postgresql":
            grants_anew(connection)
        upgrades.note_run(connection, new_id(), clock.now(), checks.found, HEAD, backup)
        checks.after(connection)  # last: reading the audit log leaves the connection streaming

    def telling(done: str, statements: int) -> None:
        tell(Progress(Step.MIGRATE, statements, 0, done))

    tell(Progress(Step.MIGRATE))
    try:
        with plain_faults():
            runner.upgrade(engine, tell=telling, before=checks.before, after=after)
    except (Refused, KeyboardInterrupt):
        raise
    except Exception as fault:
        raise Refused("upgrade.failed", reason=type(fault).__name__) from fault


class _Checks:
    """What must be the same before and after: rows of what only grows, the audit chains, the triggers."""

    def __init__(self, branch: OpenBranch, tell: Tell) -> None:
        self._branch = branch
        self._tell = tell
        self._rows: dict[str, int] = {}
        self.found = ""

    def before(self, connection: sa.Connection) -> None:
        self.found = revision(connection) or ""
        there = set(sa.inspect(connection).get_table_names())
        self._rows = {name: _count(connection, name) for name in append_only_tables() if name in there}

    def after(self, connection: sa.Connection) -> None:
        total = len(self._rows) + 2
        for number, (name, rows) in enumerate(self._rows.items()):
            self._tell(Progress(Step.VERIFY, number, total, name))
            if _count(connection, name) != rows:
                raise Refused("upgrade.verify_failed", what=name)
        self._tell(Progress(Step.VERIFY, total - 2, total, "audit_log"))
        audit = self._branch.audit
        if verify_chain(connection, audit.keys, audit.highwater.marks()).damages:
            raise Refused("upgrade.verify_failed", what="audit_log")
        self._tell(Progress(Step.VERIFY, total - 1, total))
        missing = missing_triggers(connection)
        if missing:
            raise Refused("upgrade.verify_failed", what=missing[0])
        self._tell(Progress(Step.VERIFY, total, total))


def _count(connection: sa.Connection, name: str) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one())


def finish(branch: OpenBranch) -> None:
    """Audit an upgrade whose new schema is in force; nothing when there is none, or it was audited already.

    Called at every start too: who was killed between the commit and this is taken up here.
    """
    note = read_note(branch.folder)
    if note is None or note.ended:
        return
    with branch.db.read() as connection:
        if revision(connection) != note.after:
            return
    told = {"before": note.before, "after": note.after, "backup": Path(note.backup).name}
    with branch.db.write(system_actor(branch.station)) as tx:
        tx.audit("branch.upgraded", "branch", branch.settings.branch_id, after=told)
    write_note(branch.folder, note.finished())
