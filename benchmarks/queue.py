"""The manager's desk with 10,000 open requests, beside the same with 100: from building it to its first rows."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.row import Row

if TYPE_CHECKING:
    from app.common.actor import Actor
    from app.counter.services import Services
    from app.policy.transfer import Tier
    from app.transfer_out.view import ApprovalScreen, QueueLine
    from ui.pages.approvals.port import ApprovalProvider, Deciding, TelephoneRow
    from ui.support.run_op import OpRunner

FEW, MANY = 100, 10_000
ROUNDS = 9
WAYS = {"memory": "lines already in memory", "branch": "read from the encrypted branch"}


def run(*, quick: bool = False) -> list[Row]:
    """Median of rounds of each, the window alone and with the branch's database; offscreen, in a process of its own."""
    rounds = 3 if quick else ROUNDS
    with tempfile.TemporaryDirectory() as place:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
        command = [sys.executable, "-m", "benchmarks.queue", place, str(rounds)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=900)
    found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return [
        Row(
            f"manager's desk, {MANY:,} open requests, first painted rows, {words}",
            found[way][str(MANY)], found[way][str(FEW)], rounds, against=f"{FEW} open requests",
        )
        for way, words in WAYS.items()
    ]  # fmt: skip


class _Ready:
    """Gives what was read before; nothing else is asked of it here but the request that is shown first."""

    def __init__(self, lines: Sequence[QueueLine], screen: ApprovalScreen) -> None:
        self._lines = lines
        self._screen = screen

    def queue(self) -> Sequence[QueueLine]:
        """The lines."""
        return self._lines

    def telephone(self) -> Sequence[TelephoneRow]:
        """None."""
        return ()

    def screen(self, number: str) -> ApprovalScreen:
        """Always the same one."""
        return self._screen

    def decide(self, deciding: Deciding) -> ApprovalScreen:
        """Nobody decides here."""
        raise NotImplementedError

    def raise_tier(self, number: str, tier: Tier, why: str) -> ApprovalScreen:
        """Nor raises a tier."""
        raise NotImplementedError

    def confirm(self, decision_id: str, agreed: bool, words: str) -> None:
        """Nor confirms anything."""
        raise NotImplementedError


def _first_paint(runner: OpRunner, provider: ApprovalProvider) -> float:
    """Milliseconds from building the page to the first paint of its rows."""
    from PySide6.QtCore import QEvent, QEventLoop, QObject
    from PySide6.QtWidgets import QApplication

    from ui.pages.approvals.page import ApprovalsPage

    class Watch(QObject):
        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and page.lists.queue.rows():
                self.painted = True
            return False

    watch = Watch()
    begun = time.perf_counter()
    page = ApprovalsPage(runner, provider)
    page.lists.queue.viewport().installEventFilter(watch)
    page.resize(1162, 660)
    page.show()
    page.refresh()
    while not watch.painted:
        # waiting, not spinning: the worker needs the interpreter
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    took = (time.perf_counter() - begun) * 1000
    runner.wait()
    page.hide()
    page.deleteLater()
    QApplication.processEvents()
    return took


def _director(services: Services) -> Actor:
    from app.common.actor import Role
    from app.samples.at_work import STATION
    from app.samples.people import STAFF

    person = next(person for person in STAFF if Role.MARKETING_DIRECTOR in person.roles)
    return services.auth.sign_in(person.login, person.password, STATION)


def _add_requests(services: Services, first: int, count: int) -> None:
    """Insert requests that wait for the marketing director, asked for over the last weeks."""
    from app.common.clock import branch_day
    from app.transfer_out.case import Status
    from app.transfer_out.storage import transfer_case, transfer_field
    from benchmarks.branches import teller
    from benchmarks.synthetic import insert_clients

    db, who, now = services.branch.db, teller(services), services.clock.now()
    insert_clients(db.engine, count, first=first)
    chance = random.Random(first)
    today, reasons = branch_day(now), [reason.code for reason in services.policy.transfer.reasons]
    rows, fields = [], []
    for place in range(first, first + count):
        asked, number = today - timedelta(days=chance.randrange(20)), f"ZX{place:014d}"
        rows.append({
            "number": number, "status": Status.SUBMITTED.value, "version": 5, "request_version": 2,
            "policy_version": services.policy.transfer.version, "client_id": f"{place:032x}",
            "fund_account": f"3301{place:08d}", "opened_at": now - timedelta(days=1), "opened_by": who.staff_id,
            "opened_by_number": who.staff_number, "opened_by_name": who.name, "station": who.station,
            "changed_at": now, "tier": "important", "client_class": "A",
            "assets": str(Decimal(1_000_000 + place)), "turnover": "4", "figures_from": "snapshot", "own_staff": "",
            "asked_on": asked, "ready_since": asked, "submitted_at": now, "submitted_digest": "",
            "insisted_at": None, "ended_at": None, "last_step": "approval",
        })  # fmt: skip
        fields.append({"case_number": number, "name": "reason", "value": chance.choice(reasons)})
    with db.engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
        conn.execute(transfer_case.insert(), rows)
        conn.execute(transfer_field.insert(), fields)


def _measure(folder: Path, rounds: int) -> dict[str, dict[int, float]]:
    from PySide6.QtWidgets import QApplication

    from benchmarks.branches import sample_services
    from ui import i18n
    from ui.desk_providers import ApprovalData
    from ui.support.run_op import OpRunner
    from ui.theme import apply_theme

    application = QApplication(sys.argv[:1])
    i18n.install(application, "zh")
    apply_theme(application, "light")
    services = sample_services(folder / "branch")
    runner = OpRunner()
    found: dict[str, dict[int, float]] = {way: {} for way in WAYS}
    made = 0
    for size in (FEW, MANY):
        _add_requests(services, made, size - made)
        made = size
        real = ApprovalData(services.transfer, services.approvals, _director(services))
        lines = real.queue()
        ready = _Ready(lines, real.screen(lines[0].line.number))
        providers: dict[str, ApprovalProvider] = {"memory": ready, "branch": real}
        for way, provider in providers.items():
            _first_paint(runner, provider)  # not measured: fills the caches
            found[way][size] = median(_first_paint(runner, provider) for _ in range(rounds))
    runner.close()
    services.close()
    return found


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]), int(sys.argv[2]))))
