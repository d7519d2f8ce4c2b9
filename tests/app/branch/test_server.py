"""A branch on a server: made by the owner, used by the role of its station, protected on the way (SE-1, SE-2)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from app.branch import server as servers
from app.branch.making import init_branch
from app.branch.opened import OpenBranch, open_branch, standard_store
from app.common.clock import FixedClock
from app.storage.address import user_of
from app.storage.keys import KeyringStore, SampleStore
from app.storage.roles import Login
from tests.app.storage.test_keys import MemoryKeyring, refused
from tests.authority import Authority
from tests.builders import CHEAP, BranchFactory, as_owner, settings
from tests.postgres import PostgresqlServer
from tests.threads import together

pytestmark = pytest.mark.rule("SE-1")
HOST = "db.branch.test"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def protected(authority: Authority) -> Iterator[PostgresqlServer]:
    """A server that speaks TLS, with a certificate of the tests' own authority."""
    made = PostgresqlServer(authority.server(HOST))
    yield made
    made.stop()


@pytest.fixture
def url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """An empty database."""
    made = postgresql_server.create()
    yield made
    postgresql_server.drop(made)


def make(folder: Path, url: str, **more: object) -> OpenBranch:
    store = SampleStore(folder, sample=True)
    asked = settings(database_url=url)
    for name, value in more.items():
        object.__setattr__(asked, name, value)
    return init_branch(folder, asked, store, FixedClock(), station="01", costs=CHEAP)


def far(server: PostgresqlServer, root: Path | str, mode: str = "verify-full", host: str = HOST) -> str:
    """The address as another computer would have it: by name, the way there given beside it."""
    name = server.name(server.create())
    query = f"hostaddr=127.0.0.1&sslmode={mode}&sslrootcert={root}"
    return f"postgresql://guitai@{host}:{server.port}/{name}?{query}"


def roles_of(server: PostgresqlServer, begin: str = "guitai_") -> set[str]:
    with psycopg.connect(f"postgresql://guitai@127.0.0.1:{server.port}/postgres") as connection:
        rows = connection.execute("SELECT rolname FROM pg_roles").fetchall()
    return {name for (name,) in rows if name.startswith(begin)}


def test_a_server_elsewhere_is_used_over_tls_with_its_certificate_checked(
    protected: PostgresqlServer, authority: Authority, tmp_path: Path
) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root)
    made = make(tmp_path / "b", far(protected, root))
    with made.db.read() as connection:
        query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert connection.exec_driver_sql(query).scalar_one() is True
    made.close()
    root.unlink()  # the station has its own copy
    open_branch(tmp_path / "b", standard_store(), FixedClock(), station="01").close()
    (tmp_path / "b" / "server-ca.pem").write_bytes(Authority().root)
    with refused("branch.tls_root_changed"):
        open_branch(tmp_path / "b", standard_store(), FixedClock(), station="01")
    (tmp_path / "b" / "server-ca.pem").unlink()
    with refused("branch.tls_root_missing"):
        open_branch(tmp_path / "b", standard_store(), FixedClock(), station="01")


def test_the_certificate_of_another_authority_or_name_is_refused(
    protected: PostgresqlServer, authority: Authority, tmp_path: Path
) -> None:
    strange, root = tmp_path / "strange.pem", tmp_path / "root.pem"
    strange.write_bytes(Authority("Another").root)
    root.write_bytes(authority.root)
    for url in (far(protected, strange), far(protected, root, host="other.branch.test")):
        with refused("branch.tls_failed"):
            make(tmp_path / "b", url)
        assert not (tmp_path / "b" / "branch.toml").exists()
    make(tmp_path / "c", far(protected, root, mode="verify-ca", host="other.branch.test")).close()


def test_a_server_that_does_not_speak_tls_is_refused(
    postgresql_server: PostgresqlServer, authority: Authority, tmp_path: Path
) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root)
    with refused("branch.tls_failed"):
        make(tmp_path / "b", far(postgresql_server, root))


def test_without_tls_another_computer_is_not_even_asked(tmp_path: Path) -> None:
    with refused("branch.tls_needed"):
        make(tmp_path / "b", "postgresql://guitai@10.255.255.1/b")
    assert not (tmp_path / "b").exists()


def test_the_program_works_with_a_role_of_its_own(url: str, tmp_path: Path) -> None:
    with make(tmp_path / "b", url) as made:
        with made.db.read() as connection:
            role = str(connection.exec_driver_sql("SELECT session_user").scalar_one())
        assert role == user_of(made.settings.database_url or "")
        assert role.startswith("guitai_test_branch_")
        assert role.endswith("_01")


def test_the_credential_of_a_station_lies_in_the_keyring(url: str, tmp_path: Path) -> None:
    keyring = MemoryKeyring()
    allowed = {f"{type(keyring).__module__}.{type(keyring).__qualname__}"}
    store = KeyringStore("test-branch", keyring, allowed=allowed)
    asked = settings(database_url=url, sample=False)
    init_branch(tmp_path / "b", asked, store, FixedClock(), station="07", costs=CHEAP).close()
    password = store.credential("07")
    assert len(password) >= 32
    for path in (tmp_path / "b").rglob("*"):
        assert not path.is_file() or password.encode() not in path.read_bytes()
    open_branch(tmp_path / "b", lambda *_: store, FixedClock(), station="01").close()
    store.keep_credential("07", "another")
    with refused("branch.not_admitted"):
        open_branch(tmp_path / "b", lambda *_: store, FixedClock(), station="01")


def test_a_role_that_was_prepared_is_used_as_it_is(
    url: str, postgresql_server: PostgresqlServer, tmp_path: Path
) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE prepared LOGIN PASSWORD 'Given-2026'")
        connection.execute("CREATE ROLE plain_owner LOGIN")
    before = roles_of(postgresql_server)
    with refused("branch.app_role_unknown"):
        make(tmp_path / "b", url, app_login=Login("nobody", "x", made=False))
    with refused("branch.app_role_is_owner"):
        make(tmp_path / "b", url, app_login=Login("guitai", "x", made=False))
    with make(tmp_path / "b", url, app_login=Login("prepared", "Given-2026", made=False)) as made:
        assert user_of(made.settings.database_url or "") == "prepared"
    assert roles_of(postgresql_server) == before


def test_an_owner_who_may_not_make_roles_is_told_so(postgresql_server: PostgresqlServer, tmp_path: Path) -> None:
    url = postgresql_server.create()
    name = postgresql_server.name(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE poor LOGIN PASSWORD 'Poor-2026'")
        connection.execute(f'ALTER DATABASE "{name}" OWNER TO poor'.encode())
    poor = url.replace("guitai@", "poor:Poor-2026@")
    with refused("branch.no_createrole"):
        make(tmp_path / "b", poor)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE prepared2 LOGIN PASSWORD 'Given-2026'")
    make(tmp_path / "b", poor, app_login=Login("prepared2", "Given-2026", made=False)).close()
    postgresql_server.drop(url)


def test_what_was_made_on_the_server_goes_again_when_the_rest_fails(
    url: str, postgresql_server: PostgresqlServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = roles_of(postgresql_server)

    def fail(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patch:
        patch.setattr("app.branch.making.write_mark", fail)
        with pytest.raises(OSError, match="no room"):
            make(tmp_path / "b", url)
    assert roles_of(postgresql_server) == before
    assert not (tmp_path / "b" / "sample.station").exists()
    make(tmp_path / "b", url).close()


def test_two_branches_of_one_id_on_one_server_do_not_see_each_other(
    url: str, postgresql_server: PostgresqlServer, tmp_path: Path
) -> None:
    other = postgresql_server.create()
    with make(tmp_path / "a", url) as mine, make(tmp_path / "b", other) as theirs:
        mine_role, their_role = (user_of(one.settings.database_url or "") for one in (mine, theirs))
        assert mine_role != their_role
        password = SampleStore(tmp_path / "a", sample=True).credential("01")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(other.replace("guitai@", f"{mine_role}:{password}@"))
    postgresql_server.drop(other)


@pytest.mark.rule("SE-2")
def test_a_station_does_not_alter_the_schema_and_says_who_does(branch_factory: BranchFactory) -> None:
    branch = branch_factory.make("postgresql")
    url = branch.settings.database_url or ""
    owner = url.replace(user_of(url), "guitai")
    branch.close()
    with as_owner(branch) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with refused("branch.schema_unknown"):
        branch_factory.open(branch.folder)
    with refused("branch.schema_unknown"):
        servers.upgrade_server(owner)


def test_an_older_schema_is_upgraded_by_the_owner_once(
    branch_factory: BranchFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch = branch_factory.make("postgresql")
    url = branch.settings.database_url or ""
    owner = url.replace(user_of(url), "guitai")
    branch.close()
    with monkeypatch.context() as patch:
        # this program as it was before the newest revision
        patch.setattr("app.storage.schema.HEAD", "9999")
        with refused("branch.schema_older"):
            branch_factory.open(branch.folder)
    with as_owner(branch) as connection:
        role = user_of(url)
        connection.exec_driver_sql(f"GRANT TRUNCATE ON audit_log TO {role}")
    both = [threading.Thread(target=servers.upgrade_server, args=(owner,)) for _ in range(2)]
    together(both)
    with refused("branch.role_too_powerful"):
        branch_factory.open(branch.folder)  # the owner mends the branch's role, not what somebody gave a station


def test_who_is_not_the_owner_cannot_upgrade(branch_factory: BranchFactory) -> None:
    branch = branch_factory.make("postgresql")
    password = SampleStore(branch.folder, sample=True).credential("01")
    url = (branch.settings.database_url or "").replace("@", f":{password}@")
    with refused("branch.not_owner"):
        servers.upgrade_server(url)


def test_a_database_that_is_no_branch_is_not_upgraded(url: str) -> None:
    with refused("branch.schema_unknown"):
        servers.upgrade_server(url)
