"""``./guitai demo --headless --database`` on a real server, and a second station of it, as at a shell."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from tests.demo import guitai, person
from tests.postgres import PostgresqlServer

pytestmark = [pytest.mark.rule("SE-1"), pytest.mark.rule("SE-2")]


def test_the_sample_branch_on_a_server_is_whole_is_made_once_and_takes_a_second_station(
    postgresql_server: PostgresqlServer, tmp_path: Path
) -> None:
    url, folder = postgresql_server.create(), tmp_path / "demo"
    made = guitai("demo", "--headless", "--database", url, "--dir", str(folder), "--json")
    assert (made.returncode, made.stderr) == (0, "")
    told = json.loads(made.stdout)
    assert told["verified"] is True
    assert (told["counts"]["openings_completed"], told["counts"]["openings_unfinished"]) == (4, 1)
    assert not (folder / "branch.db").exists()
    again = guitai("demo", "--headless", "--database", url, "--dir", str(tmp_path / "another"))
    assert (again.returncode, "exists" in again.stderr or "already" in again.stderr) == (1, True)
    manager = {"GUITAI_USER": "manager", "GUITAI_PASSWORD": person("manager").password}
    found = guitai("clients", "find", "lzx", "--dir", str(folder), "--json", **manager)
    assert [hit["name"] for hit in json.loads(found.stdout)["clients"]] == ["林梓萱"]
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT count(*), count(DISTINCT station) FROM audit_log").fetchone()
        assert rows is not None
        assert rows[0] > 100
    admin = {"GUITAI_USER": "admin", "GUITAI_PASSWORD": person("admin").password}
    file, second = tmp_path / "invitation", tmp_path / "second"
    invited = guitai(
        "station", "invite", "02", "-o", str(file), "--dir", str(folder), "--database", url,
        "--documents", str(folder / "documents"), "--json", **admin,
    )  # fmt: skip
    assert invited.returncode == 0, invited.stderr
    passphrase = json.loads(invited.stdout)["passphrase"]
    joined = guitai("station", "join", str(file), "--dir", str(second), GUITAI_INVITATION=passphrase)
    assert joined.returncode == 0, joined.stderr
    # the demo has verified it at its own station: told["verified"]
    verified = guitai("verify", "--dir", str(second), "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["documents"] == len(list((folder / "export").glob("*.pdf")))
    postgresql_server.drop(url)
