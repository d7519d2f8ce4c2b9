"""``guitai move``: the sample branch goes to a server, and the program works on it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.cli.desk import Shell
from tests.demo import person
from tests.postgres import PostgresqlServer


@pytest.fixture
def database(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The owner's address of an empty database."""
    url = postgresql_server.create()
    yield url
    postgresql_server.drop(url)


def as_admin(shell: Shell) -> Shell:
    return shell.sign_in("admin", person("admin").password)


@pytest.mark.rule("SE-2")
def test_the_sample_branch_moves_and_verifies_unbroken_on_the_server(
    shell: Shell, demo_branch: Path, database: str
) -> None:
    before = shell("verify", "--dir", demo_branch, "--json").json
    said = as_admin(shell)("move", "--from", demo_branch, "--to", database, "--json")
    assert said.code == 0, said.err
    folder = Path(said.json["dir"])
    assert folder == demo_branch.with_name(f"{demo_branch.name}-server")
    assert {table["table"] for table in said.json["tables"] if table["rows"]} >= {"client", "audit_log", "opening"}
    after = shell("verify", "--dir", folder, "--json")
    assert (after.code, after.json["ok"]) == (0, True), after.out
    assert after.json["documents"] == before["documents"]
    found = shell.sign_in("teller", person("teller").password)("clients", "find", "lzx", "--dir", folder, "--json")
    assert [hit["name"] for hit in found.json["clients"]] == ["林梓萱"]
    old = shell("clients", "find", "lzx", "--dir", demo_branch)
    assert old.code == 1
    assert str(folder) in old.err


def test_only_an_administrator_moves_a_branch_and_an_address_is_asked_for(
    shell: Shell, demo_branch: Path, database: str
) -> None:
    said = shell.sign_in("teller", person("teller").password)("move", "--from", demo_branch, "--to", database, "--json")
    assert (said.code, said.json["code"]) == (1, "auth.denied")
    wrong = as_admin(shell)("move", "--from", demo_branch, "--to", "mysql://x/y", "--json")
    assert (wrong.code, wrong.json["code"]) == (1, "branch.database_url")
    assert not demo_branch.with_name(f"{demo_branch.name}-server").exists()


def test_the_password_of_the_owner_is_kept_nowhere(shell: Shell, demo_branch: Path, database: str) -> None:
    secret = database.replace("postgresql://guitai@", "postgresql://guitai:Geheim-4711@")
    said = as_admin(shell)("move", "--from", demo_branch, "--to", secret)
    assert said.code == 0, said.err
    folder = demo_branch.with_name(f"{demo_branch.name}-server")
    files = [path for place in (folder, demo_branch) for path in place.iterdir() if path.is_file()]
    assert not any(b"Geheim-4711" in path.read_bytes() for path in files)
    assert "Geheim-4711" not in said.out + said.err
