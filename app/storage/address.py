"""The address of a branch server: which are taken, and that nothing goes over a network unprotected (SE-1)."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from app.common.errors import Refused

ROOT_FILE = "server-ca.pem"
"""The root certificate of the server, in the branch's folder beside ``branch.toml``."""
SYSTEM_ROOTS = "system"
"""Instead of a file: the certificate authorities that the computer trusts (``sslrootcert=system``)."""

_DRIVERS = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
_QUERY = frozenset(
    {
        "host", "hostaddr", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding",
        "connect_timeout", "application_name", "target_session_attrs",
    }
)  # fmt: skip
"""What may stand behind the question mark: nothing that changes a session, names a file of settings or a password."""
_CHECKED = frozenset({"verify-full", "verify-ca"})


def server_url(text: str) -> str:
    """``text`` as an address of a PostgreSQL server with its driver. Refused: ``branch.database_url``."""
    url = _parsed(text)
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _parsed(text: str) -> sa.URL:
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError as error:
        raise Refused("branch.database_url", field="database") from error
    if url.drivername not in _DRIVERS or not url.database or not set(url.query) <= _QUERY:
        raise Refused("branch.database_url", field="database")
    return url


def user_of(text: str) -> str:
    """The role that signs in with this address; empty when it names none."""
    return sa.make_url(text).username or ""


def password_of(text: str) -> str:
    """The password in this address; empty without one."""
    password = sa.make_url(text).password
    return "" if password is None else str(password)


def with_login(text: str, role: str, password: str = "") -> str:
    """The same address for another role; its own password is left out."""
    return _told(_login(sa.make_url(text), role, password))


def _login(url: sa.URL, role: str | None, password: str) -> sa.URL:
    return sa.URL.create(
        url.drivername, role, password or None, url.host, url.port, url.database, url.query,
    )  # fmt: skip


def _told(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


def place_of(text: str) -> str:
    """Host and database of the address, for people: no role, no password."""
    url = sa.make_url(text)
    return f"{','.join(_hosts(url)) or 'localhost'}/{url.database}"


def root_of(text: str) -> Path | None:
    """The file of the server's root certificate that the address names; None without one."""
    named = _one(sa.make_url(text).query, "sslrootcert")
    return None if named in ("", SYSTEM_ROOTS) else Path(named)


def with_root(text: str, file: Path | str) -> str:
    """The same address with its root certificate in another file."""
    return _told(sa.make_url(text).update_query_dict({"sslrootcert": str(file)}))


def need_tls(text: str) -> None:
    """Off this computer, the server's certificate must be checked (``verify-full``, at least ``verify-ca``).

    A name that only leads to this computer counts as another computer. Refused: ``branch.tls_needed``,
    ``branch.tls_root_missing`` (no file of a root certificate, or none there).
    """
    url = sa.make_url(text)
    mode = _one(url.query, "sslmode")
    if all(is_here(host) for host in _hosts(url)) and mode not in _CHECKED:
        return
    if mode not in _CHECKED:
        raise Refused("branch.tls_needed", field="database")
    root = root_of(text)
    if root is None and _one(url.query, "sslrootcert") != SYSTEM_ROOTS:
        raise Refused("branch.tls_root_missing", field="database")
    if root is not None and not root.is_file():
        raise Refused("branch.tls_root_missing", field="database")


def _one(query: Mapping[str, tuple[str, ...] | str], name: str) -> str:
    value = query.get(name, "")
    return value if isinstance(value, str) else value[-1]


def _hosts(url: sa.URL) -> tuple[str, ...]:
    found = [url.host or ""]
    for name in ("host", "hostaddr"):
        value = url.query.get(name, ())
        found += [value] if isinstance(value, str) else list(value)
    hosts = [host for text in found for host in text.split(",") if host]
    if not hosts:
        # the driver's own ways of naming a server count as well
        hosts = [value for name in ("PGHOST", "PGHOSTADDR") if (value := os.environ.get(name, ""))]
    return tuple(hosts)


def is_here(host: str) -> bool:
    """Whether ``host``, perhaps with a port, is this computer by number or as ``localhost``; a socket file is, too."""
    if host.startswith(("/", "@")):
        return True  # a socket in the file system
    name = host.rsplit(":", 1)[0] if host.count(":") == 1 else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
