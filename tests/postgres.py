"""A PostgreSQL server of the tests' own: loopback, a free port, a throw-away directory, stopped whatever happens.

The server refuses to run as root, so a root test run starts it as ``postgres`` or ``nobody``.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

OWNER = "guitai"
"""Owns the server and the tables; the program never works as this role. Let in without a password, here only."""
INSTALL = (
    "no PostgreSQL server binaries found; install them (Debian: apt-get install postgresql) "
    "or put the directory of initdb and postgres into GUITAI_TEST_POSTGRESQL"
)
_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=60",
    "lock_timeout=120s",  # two that wait for one another for ever are a failure, not a hang
)
DURABLE = tuple(setting for setting in _FAST if not setting.startswith("synchronous_commit"))
"""What the server acknowledged survives its own end (``crash``), if not that of the computer."""
_ADMITTED = f"""local all {OWNER} trust
host all {OWNER} 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""
_START_SECONDS = 60
_ROOM_BYTES = 2 * 1024**3


class PostgresqlMissing(RuntimeError):
    """There is no server to test on; tests that need one fail with how to install it."""


def find_binaries() -> Path:
    """The directory of the newest server on this machine."""
    named = os.environ.get("GUITAI_TEST_POSTGRESQL")
    candidates = [Path(named)] if named else []
    candidates += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _version(path.parent.name), reverse=True
    )
    found = shutil.which("postgres")
    candidates += [Path(found).parent] if found else []
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresqlMissing(INSTALL)


def _version(name: str) -> int:
    return int(name) if name.isdigit() else 0


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresqlMissing("running as root, and there is neither a user postgres nor nobody to run the server as")


def _memory() -> str | None:
    """A directory in memory when there is room: copying a template there takes 15 ms, on a disk 200."""
    shared = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private directory in it
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOM_BYTES
    return str(shared) if roomy else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgresqlServer:
    """One running server. ``stop`` may be called more than once.

    ``tls``: the certificate and key (PEM) that it speaks TLS with, beside the unprotected way; without it does not.
    ``settings``: others than those by which tests are fast and nothing is safe. ``on_disk``: not in memory.
    """

    def __init__(
        self, tls: tuple[bytes, bytes] | None = None, *, settings: Sequence[str] = _FAST, on_disk: bool = False
    ) -> None:
        self._tls = tls
        self._settings = tuple(settings)
        self._bin = find_binaries()
        self._account = _account()
        self._folder = Path(tempfile.mkdtemp(prefix="guitai-pg-", dir=None if on_disk else _memory()))
        self._data = self._folder / "data"
        self.port = _free_port()
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _user(self) -> dict[str, Any]:
        if self._account is None:
            return {}
        return {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}

    def _start(self) -> None:
        if self._account is not None:
            os.chown(self._folder, self._account.pw_uid, self._account.pw_gid)
        initdb = [str(self._bin / "initdb"), "-D", str(self._data), "-U", OWNER, "--auth=trust", "--no-sync"]
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=self._folder, **self._user())
        # every role that the program makes has to know its password
        (self._data / "pg_hba.conf").write_text(_ADMITTED)
        self._speak = self._speak_tls()
        self.start()

    def start(self) -> None:
        """Start the server, again after ``crash``, where it listened before."""
        command = [str(self._bin / "postgres"), "-D", str(self._data), "-h", "127.0.0.1", "-p", str(self.port)]
        command += ["-k", str(self._folder), *self._speak]
        for setting in self._settings:
            command += ["-c", setting]
        log = (self._folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, **self._user())
        self._wait()

    def crash(self) -> None:
        """End the server at once, as when its power goes: what it had in hand is lost, what it acknowledged is not."""
        process, self._process = self._process, None
        assert process is not None
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=_START_SECONDS)

    def _speak_tls(self) -> list[str]:
        if self._tls is None:
            return []
        for name, content in zip(("server.crt", "server.key"), self._tls, strict=True):
            path = self._data / name
            path.write_bytes(content)
            path.chmod(0o600)
            if self._account is not None:
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        return ["-c", "ssl=on"]

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self._dsn("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                exited = self._process is not None and self._process.poll() is not None
                if exited or time.monotonic() > deadline:
                    log = (self._folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"the test server does not start:\n{log}") from None
                time.sleep(0.05)

    def _dsn(self, database: str) -> str:
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str | None = None) -> str:
        """A fresh database, a copy of ``template`` (a name that this gave before) when given; gives its URL."""
        name = f"t{next(self._numbers)}"
        source = self.name(template) if template is not None else "template0"
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY'.encode())
        return self._dsn(name)

    def drop(self, url: str) -> None:
        """Remove a database with whatever is still connected to it."""
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{self.name(url)}" WITH (FORCE)'.encode())

    @staticmethod
    def name(url: str) -> str:
        """The database's name in its URL."""
        return url.rsplit("/", 1)[1]

    def stop(self) -> None:
        """End the server at once and remove its directory: nothing in it is worth a shutdown."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGQUIT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
