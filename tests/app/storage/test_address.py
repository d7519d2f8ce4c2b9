"""Which addresses of branch servers are taken, and where a protected connection is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.address import (
    need_tls,
    password_of,
    place_of,
    server_url,
    user_of,
    with_login,
)
from tests.app.storage.test_keys import refused

pytestmark = pytest.mark.rule("SE-1")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "127.8.9.1:5433"],
)
def test_this_computer_needs_no_certificate(host: str) -> None:
    need_tls(server_url(f"postgresql://a@{host}/b"))


def test_a_socket_is_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR"):
        monkeypatch.delenv(name, raising=False)
    need_tls(server_url("postgresql://a@/b"))
    need_tls(server_url("postgresql://a@/b?host=/run/postgresql"))


@pytest.mark.parametrize("mode", ["", "?sslmode=require", "?sslmode=prefer", "?sslmode=disable", "?sslmode=allow"])
@pytest.mark.parametrize("host", ["db.branch.cn", "10.1.2.3", "[2001:db8::1]", "localhost.evil.cn", "127.0.0.1.evil"])
def test_another_computer_is_refused_without_a_checked_certificate(host: str, mode: str) -> None:
    with refused("branch.tls_needed"):
        need_tls(server_url(f"postgresql://a@{host}/b{mode}"))


@pytest.mark.parametrize(
    "query",
    [
        "host=127.0.0.1&host=10.1.2.3", "host=127.0.0.1&hostaddr=10.1.2.3", "hostaddr=10.1.2.3",
        "host=db.branch.cn&hostaddr=127.0.0.1", "host=localhost,db.branch.cn",
    ],
)  # fmt: skip
def test_one_host_of_several_is_enough_to_ask_for_it(query: str) -> None:
    with refused("branch.tls_needed"):
        need_tls(server_url(f"postgresql://a@/b?{query}"))


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR"])
def test_a_host_from_the_environment_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "10.1.2.3")
    with refused("branch.tls_needed"):
        need_tls(server_url("postgresql://a@/b"))


@pytest.mark.parametrize("mode", ["verify-full", "verify-ca"])
def test_a_checked_certificate_needs_a_root_that_is_there(mode: str, tmp_path: Path) -> None:
    with refused("branch.tls_root_missing"):
        need_tls(server_url(f"postgresql://a@db/b?sslmode={mode}"))
    root = tmp_path / "root.pem"
    url = server_url(f"postgresql://a@db/b?sslmode={mode}&sslrootcert={root}")
    with refused("branch.tls_root_missing"):
        need_tls(url)
    root.write_text("root")
    need_tls(url)
    need_tls(server_url(f"postgresql://a@db/b?sslmode={mode}&sslrootcert=system"))


@pytest.mark.parametrize(
    "query", ["options=-c%20role%3Downer", "service=other", "passfile=/tmp/p", "password=x", "sslpassword=x", "user=o"]
)
def test_what_changes_the_session_or_hides_a_password_is_not_taken(query: str) -> None:
    with refused("branch.database_url"):
        server_url(f"postgresql://a@db/b?{query}")


def test_logins_are_taken_out_and_put_in() -> None:
    url = server_url("postgresql://owner:p%40ss@db:5433/b?sslmode=verify-full&sslrootcert=system")
    assert (user_of(url), password_of(url), place_of(url)) == ("owner", "p@ss", "db/b")
    other = with_login(url, "station", "w/o:rd")
    assert (user_of(other), password_of(other)) == ("station", "w/o:rd")
    assert "sslmode=verify-full" in other
