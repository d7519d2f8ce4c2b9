"""``guitai classes``: a dry run, applied by what it said of itself, and its table."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.branch.seal import SealKey, save_seal
from app.reclassification import applying, counting, population
from forms.engine.keys import make_sample_certificate
from tests.app.cli.desk import Shell
from tests.app.reclassification.desk import ClassDesk
from tests.builders import CHEAP, Actors
from tests.users import add_user


@pytest.fixture
def folder(sqlite_branch: OpenBranch, actors: Actors) -> Path:
    pkcs12, password = make_sample_certificate("样例营业部")
    save_seal(sqlite_branch.folder, sqlite_branch.keys.purpose("seal"), SealKey(pkcs12, password))
    who = actors.general_manager
    add_user(AuthService(sqlite_branch.db, costs=CHEAP), "manager", "Mima-2026-Ceshi", who.staff_id, who.roles)
    desk = ClassDesk(sqlite_branch, actors)
    for name in "甲乙":
        desk.client(name)
    desk.by_hand("甲", "A", "1200000", "3")
    desk.snapshot(甲=("5000000", "3"), 乙=("12", "0"))
    return sqlite_branch.folder


@pytest.mark.rule("CL-3")
def test_a_dry_run_is_applied_by_what_it_said_of_itself_and_its_table_written(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    shell.sign_in("manager", "Mima-2026-Ceshi")
    said = shell("classes", "dry-run", "--dir", folder)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("from\\to\tA+\tB+")
    assert "new 1\tup 1\tdown 0\tunchanged 0\tno figures 0" in lines
    plan, digest = lines[-1].removeprefix("guitai classes apply ").split()
    for wrong in ((plan, "0" * 12), ("x", digest), (plan, digest[:3])):
        refused = shell("classes", "apply", *wrong, "--dir", folder)
        assert (refused.code, "Something has changed" in refused.err) == (1, True)
    waiting = shell("classes", "status", "--json", "--dir", folder).json
    assert (waiting["clients"], waiting["plan"]["plan"], waiting["batches"]) == (2, plan, [])
    applied = shell("classes", "apply", plan, digest, "--json", "--dir", folder).json
    assert (applied["written"], applied["moves"]["up"]) == (2, 1)
    book, again = tmp_path / "book.xlsx", ("classes", "table", applied["batch"], "--dir", folder)
    assert shell(*again, "--xlsx", book).code == 0
    assert book.read_bytes().startswith(b"PK")
    assert shell(*again, "--xlsx", book).code == 1
    assert applied["batch"] in shell("classes", "status", "--dir", folder).out
    assert "undoing" not in shell("classes", "dry-run", "--back", "--json", "--dir", folder).err


@pytest.mark.rule("CL-3")
def test_ctrl_c_leaves_what_it_says_and_the_same_command_goes_on(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.sign_in("manager", "Mima-2026-Ceshi")
    monkeypatch.setattr(applying, "AT_ONCE", 1)
    monkeypatch.setattr(population, "PIECE", 2)
    here, interrupts = ("--dir", folder), Interrupts(monkeypatch)
    interrupts.at(counting.Counting, "_take")
    counted = shell("classes", "dry-run", *here)
    assert (counted.code, "Nothing was changed" in counted.err) == (130, True)
    plan = shell("classes", "dry-run", *here).out.splitlines()[-1].split()[-2:]
    interrupts.at(applying.Applying, "_written")
    stopped = shell("classes", "apply", *plan, *here)
    goes_on = f"stopped: 1 of 2 decisions are applied. Go on with: guitai classes apply {' '.join(plan)}"
    assert (stopped.code, goes_on in stopped.err) == (130, True)
    assert goes_on in shell("classes", "status", *here).out
    assert shell("classes", "apply", *plan, *here).out.endswith("\t2\n")
    (batch,) = shell("classes", "status", "--json", *here).json["batches"]
    assert (batch["left"], batch["passed"]) == (0, 0)


class Interrupts:
    """Ctrl+C, once, while a method is at work; the method itself goes through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def at(self, owner: type, name: str) -> None:
        real, rings = getattr(owner, name), [signal.SIGINT]

        def method(*arguments: Any) -> Any:
            if rings:
                os.kill(os.getpid(), rings.pop())
            return real(*arguments)

        self._monkeypatch.setattr(owner, name, method)


def test_without_a_snapshot_the_command_says_what_to_do(shell: Shell, sqlite_branch: OpenBranch, folder: Path) -> None:
    shell.sign_in("manager", "Mima-2026-Ceshi")
    said = shell("classes", "dry-run", "--back", "--dir", folder)
    assert (said.code, said.out) == (1, "")
    assert "No reclassification has been applied yet" in said.err
