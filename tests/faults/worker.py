"""A counter that faults are done to: ``python -m tests.faults.worker SOCKET`` waits there for stories to tell.

Everything slow is imported once; each caller at the socket gets a fresh process (a fork) that opens the branch, tells
the story and says over the socket what was acknowledged. The socket lies outside the branch, and is written to by
calls that no fault is injected into.

The caller asks with one JSON line; the process answers ``pid`` and waits for a line: time to put it under a tracer.
Then it says ``opened``, for every step ``begin`` and ``ack`` (the service call has returned), for every refusal
``refused`` (and waits for a line before it tries again), and ``done``.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from importlib import readers  # noqa: F401 - a process without rights to the program's files loads no more
from pathlib import Path
from typing import Any

from app.branch.opened import open_branch, standard_store
from app.clients import credentials
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.counter.services import Services, services_of
from app.policy.loader import load_policy
from forms.engine.page_reader import Recogniser
from tests.app.onboarding.desk import PlainPress
from tests.app.transfer_out.desk import FRIDAY
from tests.faults.ground import cheap_hash
from tests.faults.story import Teller, content, marks
from ui.wiring import ProgramWiring

POLICY = load_policy()


class Line:
    """One JSON object a line, both ways."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._lines = connection.makefile("r", encoding="utf-8")

    def say(self, **told: Any) -> None:
        """Tell the caller; by ``sendto``, never by ``write``."""
        try:
            self._socket.sendall(json.dumps(told).encode() + b"\n")
        except BrokenPipeError:
            os._exit(0)

    def hear(self) -> dict[str, Any]:
        """What the caller says; without a caller there is nothing left to do."""
        line = self._lines.readline()
        if not line:
            os._exit(0)
        heard: dict[str, Any] = json.loads(line)
        return heard


def opened(folder: Path, press: str, clock: FixedClock) -> Services:
    """The services of a branch, with the forms' own press (``real``) or one that only writes down what it is told."""
    if press == "real":
        return ProgramWiring(station="01", clock=clock).open(folder)
    credentials.hash_password = cheap_hash
    branch = open_branch(folder, standard_store(), clock, station="01")
    return services_of(branch, PlainPress(), POLICY, clock, Recogniser())


def tell(line: Line, asked: dict[str, Any]) -> None:
    """Tell a story from ``start`` up to and without ``stop`` (None: to its end), ``run`` naming the process."""
    services = opened(Path(asked["folder"]), asked["press"], FixedClock(FRIDAY))
    line.say(opened=True)

    def state() -> dict[str, Any]:
        return {"state": content(services), "saved": len(marks(services))} if asked["states"] else {}

    teller = Teller(
        services, asked["story"], asked["start"], asked["run"], told=lambda: line.say(again=True, **state())
    )
    for place, step in teller.steps():
        if place == asked["stop"]:
            break
        line.say(begin=place, name=step.name)
        if asked["hold"]:
            line.hear()
        while True:
            try:
                mark, writes = teller.perform(place, step)
                break
            except Refused as refused:
                line.say(refused=refused.code, place=place)
                line.hear()
        line.say(ack=place, name=step.name, mark=mark, writes=writes, **state())
        if asked["hold"]:
            line.hear()
    services.close()
    line.say(done=True)


def check(line: Line, asked: dict[str, Any]) -> None:
    """Open the branch anew and say what is in it; then tell the story on from ``start`` (None: not), and say it again.

    Marks, the hash of all rows, what the verification finds.
    """
    services = opened(Path(asked["folder"]), asked["press"], FixedClock(FRIDAY))
    line.say(**_found(services))
    if asked["start"] is not None:
        teller = Teller(services, asked["story"], asked["start"], asked["run"])
        for place, step in teller.steps():
            if place == asked["stop"]:
                break
            teller.perform(place, step)
        line.say(**_found(services))
    services.close()


def _found(services: Services) -> dict[str, Any]:
    report = services.verify()
    with services.branch.db.read() as conn:
        loose = conn.exec_driver_sql("PRAGMA foreign_key_check").all() if services.branch.db.is_sqlite else []
    return {
        "marks": sorted(marks(services)), "state": content(services), "loose": len(loose),
        "problems": [str(each) for each in report.problems],
        "ended": report.openings + report.transfers, "documents": report.documents,
    }  # fmt: skip


DEEDS: dict[str, Callable[[Line, dict[str, Any]], None]] = {"tell": tell, "check": check}


def serve(connection: socket.socket) -> None:
    """One process for one caller."""
    line = Line(connection)
    asked = line.hear()
    if asked.get("uid"):
        os.setgroups([])
        os.setresuid(asked["uid"], asked["uid"], asked["uid"])
    line.say(pid=os.getpid())
    line.hear()
    try:
        DEEDS[asked["do"]](line, asked)
    except Refused as refused:
        line.say(stopped=refused.code)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the caller has to hear of it
        line.say(crashed=f"{type(error).__name__}: {error}", trace=traceback.format_exc())


def main(address: str) -> None:
    """Wait for callers; ends when the standard input does."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(16)
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return  # whoever started it has gone, in whatever way
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                serve(connection)
                os._exit(0)
            connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
