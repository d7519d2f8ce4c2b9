"""The program as it is shipped, driven from outside: real windows on two screens, real keys, nothing of it imported.

The long form (``./guitai test --blackbox``) opens an account to its end, which takes minutes, for the client reads.
``GUITAI_BLACKBOX_PROGRAM``: a built one to try instead of the sources (``./guitai test --blackbox --program PATH``).
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.samples.people import STAFF
from tests.blackbox.stage import INSTALL, PYTHON, lacking, stage
from tests.cups import CupsServer
from tests.demo import TOP, guitai

BUILT = os.environ.get("GUITAI_BLACKBOX_PROGRAM", "")
PROGRAM = BUILT or str(TOP / "guitai")
WHOLE = os.environ.get("GUITAI_BLACKBOX", "") == "long"
LIMIT = 2400 if WHOLE else 280
PAPERS = 10
"""Papers of a plain opening, with the list of them."""


def text_of(paper: Path) -> str:
    """What a PDF says, read by a program that is not ours."""
    return subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def told(demo_branch: Path, tmp_path: Path) -> dict[str, Any]:
    """What the script outside found, with the printed ``paper`` and the ``branch``."""
    missing = lacking()
    assert not missing, f"{', '.join(missing)}: {INSTALL}"
    printers = CupsServer()
    try:
        queue = printers.queue()
        printers.run("lpadmin", "-d", queue.name)
        plan = {
            "command": [PROGRAM, "run", "--dir", str(demo_branch)],
            # should it crash, its log tells where
            "environment": {"CUPS_SERVER": printers.address, "PYTHONFAULTHANDLER": "1"},
            "log": str(tmp_path / "program.log"),
            "people": {member.login: member.password for member in STAFF if member.login},
            "paper": str(queue.out),
            "whole": WHOLE,
        }
        (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        with stage(tmp_path / "stage") as environment:
            done = subprocess.run(
                [PYTHON, "-m", "tests.blackbox.drive", str(tmp_path / "plan.json")], cwd=TOP, env=environment,
                capture_output=True, text=True, encoding="utf-8", timeout=LIMIT, check=False,
            )  # fmt: skip
        assert done.returncode == 0, (
            done.stdout + done.stderr + "".join(log.read_text() for log in tmp_path.glob("program.log"))
        )
        text = text_of(queue.out)
    finally:
        printers.stop()
    found: dict[str, Any] = json.loads(done.stdout)
    print(found["seconds"])  # with -s: what takes how long
    return {**found, "paper": text}


@pytest.mark.rule("SE-1")
def test_a_day_at_the_counter_from_outside(told: dict[str, Any], demo_branch: Path) -> None:
    # everything that the keyboard can stand on has a name on the accessibility bus
    assert {where: without for where, without in told["nameless"].items() if without} == {}
    assert len(told["nameless"]) >= 6
    assert told["called"] == "guitai"
    # killed in the middle of an opening: the mobile number, left with Enter a moment before, was there again
    assert told["kept"] == "13857120011"
    # the lock covers the client, a wrong password opens nothing
    assert told["locked shows"] == []
    assert told["still locked"] is True
    assert told["approved"] is True
    # the paper that came out of the printer is the one that was chosen
    assert told["printed"] in told["paper"]
    assert "林梓萱" in told["paper"]
    if WHOLE:
        papers_are_signed(told, demo_branch)
    # nothing of it is damaged
    checked = guitai("verify", "--dir", str(demo_branch), program=PROGRAM)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def papers_are_signed(told: dict[str, Any], branch: Path) -> None:
    """The papers of the account that was opened: exported, and read by programs that are not ours."""
    teller = next(member for member in STAFF if member.login == "teller")
    out = branch.parent / "papers"
    done = guitai(
        "documents", "export", *told["papers"], "--dir", str(branch), "--to", str(out),
        program=PROGRAM, GUITAI_USER=teller.login, GUITAI_PASSWORD=teller.password,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    papers = sorted(out.glob("*.pdf"))
    assert len(papers) == len(told["papers"]) == PAPERS
    for paper in papers:
        text = text_of(paper)
        assert "宋雅楠" in text, paper.name
        assert told["case"] in text, paper.name
        seen = subprocess.run(["pdfsig", str(paper)], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid." in seen, paper.name + seen
        assert "Total document signed" in seen, paper.name + seen
    assert any("6222021202012345683" in text_of(paper) for paper in papers)
