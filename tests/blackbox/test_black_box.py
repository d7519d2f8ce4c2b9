"""The program as it is shipped, driven from outside: real windows on two screens, real keys, nothing of it imported.

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
LIMIT = 280


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
            "environment": {"CUPS_SERVER": printers.address},
            "log": str(tmp_path / "program.log"),
            "people": {member.login: member.password for member in STAFF if member.login},
            "paper": str(queue.out),
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
        text = subprocess.run(["pdftotext", str(queue.out), "-"], capture_output=True, text=True, check=True).stdout
    finally:
        printers.stop()
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, "paper": text}


@pytest.mark.rule("SE-1")
def test_a_day_at_the_counter_from_outside(told: dict[str, Any], demo_branch: Path) -> None:
    # everything that the keyboard can stand on has a name on the accessibility bus
    assert {where: without for where, without in told["nameless"].items() if without} == {}
    assert len(told["nameless"]) >= 6
    # killed in the middle of an opening: the mobile number, left with Enter a moment before, was there again
    assert told["kept"] == "13857120011"
    # the lock covers the client, a wrong password opens nothing
    assert told["locked shows"] == []
    assert told["still locked"] is True
    assert told["approved"] is True
    # the paper that came out of the printer is the one that was chosen
    assert told["printed"] in told["paper"]
    assert "林梓萱" in told["paper"]
    # nothing of it is damaged
    checked = guitai("verify", "--dir", str(demo_branch))
    assert checked.returncode == 0, checked.stdout + checked.stderr
