"""``guitai users ...``: what waits for a second person is listed, decided, and the way back from the safe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.auth.service import AuthService
from app.common.actor import Actor
from tests.app.cli.desk import Shell
from tests.demo import person
from ui.wiring import ProgramWiring

NEW = "Xinren-2026-Shili"
pytestmark = pytest.mark.rule("SE-1")


def as_user(shell: Shell, login: str) -> Shell:
    return shell.sign_in(login, person(login).password)


@contextmanager
def admin_at(folder: Path) -> Iterator[tuple[AuthService, Actor]]:
    services = ProgramWiring().open(folder)
    with services.branch:
        admin = services.auth.sign_in("admin", person("admin").password, "01")
        yield services.auth, admin
        services.auth.sign_out(admin)


def proposed(folder: Path) -> str:
    """The administrator proposes another password for the second teller; the proposal's id."""
    with admin_at(folder) as (auth, admin):
        user = next(user for user in auth.users(admin) if user.login == "teller2")
        return auth.propose_password(admin, user.id, NEW).id


def test_a_proposal_is_listed_and_holds_when_a_second_person_has_agreed(demo_branch: Path, shell: Shell) -> None:
    waiting = proposed(demo_branch)
    as_user(shell, "manager")
    listed = shell("users", "proposals", "--dir", demo_branch)
    assert listed.code == 0
    lines = [line.split() for line in listed.out.splitlines()]
    assert [waiting, "password", "teller2", "teller", "by", person("admin").name] in lines
    told = shell("users", "proposals", "--dir", demo_branch, "--json").json["proposals"]
    assert [(one["login"], one["verdict"]) for one in told if one["id"] == waiting] == [("teller2", None)]
    assert len(told) == len(lines)
    said = shell("users", "decide", waiting, "--agree", "--dir", demo_branch)
    assert (said.code, said.out, said.err) == (0, "teller2: confirmed\n", "")
    assert waiting not in shell("users", "proposals", "--dir", demo_branch).out
    shell.sign_in("teller2", NEW)
    assert shell("clients", "find", "lin", "--dir", demo_branch).code == 0
    again = as_user(shell, "manager")("users", "decide", waiting, "--decline", "--dir", demo_branch)
    assert (again.code, again.out) == (1, "")
    assert again.err


def test_nobody_decides_on_what_they_proposed_or_without_the_right(demo_branch: Path, shell: Shell) -> None:
    waiting = proposed(demo_branch)
    for login in ("admin", "teller", "director"):
        said = as_user(shell, login)("users", "decide", waiting, "--agree", "--dir", demo_branch)
        assert (said.code, said.out) == (1, "")
    refused = as_user(shell, "teller")("users", "proposals", "--dir", demo_branch, "--json")
    assert (refused.code, refused.json["code"]) == (1, "auth.denied")
    declined = as_user(shell, "manager")("users", "decide", waiting, "--decline", "--dir", demo_branch)
    assert (declined.code, declined.out) == (0, "teller2: declined\n")
    shell.sign_in("teller2", NEW)
    assert shell("clients", "find", "lin", "--dir", demo_branch).code == 1


def test_the_passphrase_from_the_safe_lets_a_keeper_in_again_and_no_teller(demo_branch: Path, shell: Shell) -> None:
    as_user(shell, "manager")
    shell.set(GUITAI_SECOND_USER="admin", GUITAI_SECOND_PASSWORD=person("admin").password)
    recovery = shell("recovery", "renew", "--dir", demo_branch, "--json").json["recovery"]
    shell.set(GUITAI_ADMIN_PASSWORD=NEW)
    nobody = shell("users", "rescue", "admin", "--dir", demo_branch)
    assert (nobody.code, nobody.out) == (1, "")  # the passphrase can be asked for at a terminal only
    shell.set(GUITAI_RECOVERY="11111-22222-33333-44444-55555-66666-77777-88888")
    assert shell("users", "rescue", "admin", "--dir", demo_branch).code == 1
    shell.set(GUITAI_RECOVERY=recovery)
    assert shell("users", "rescue", "teller", "--dir", demo_branch).code == 1
    said = shell("users", "rescue", "admin", "--dir", demo_branch)
    assert (said.code, said.out) == (0, "admin can sign in with the new password.\n")
    assert shell.sign_in("admin", NEW)("users", "proposals", "--dir", demo_branch).code == 0
    assert as_user(shell, "admin")("users", "proposals", "--dir", demo_branch).code == 1
