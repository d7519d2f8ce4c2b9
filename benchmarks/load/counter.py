"""A counter: a process with a branch opened as its own station, that works when it is told to, and says how it went."""

from __future__ import annotations

import random
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.load.ledger import Ledger
from benchmarks.load.work import CLASHES, Counterwork, Shared, Timing, Ways

if TYPE_CHECKING:
    from app.counter.services import Services
    from benchmarks.load.press import SampledPress

TOPICS = ("transfer", "approvals", "tasks", "incidents", "printing", "dossier", "scans", "users", "watch")
"""What every window listens for."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where a counter stands and who works there."""

    number: int
    folder: Path
    ledger: Path
    login: str
    password: str = field(repr=False)
    shared: Shared
    ways: Ways


@dataclass(frozen=True, slots=True)
class Phase:
    """Work from ``begin`` to ``end`` (seconds of the machine's own clock); ``think``: the mean pause, 0 flat out."""

    begin: float
    end: float
    think: float


@dataclass(slots=True)
class Worked:
    """What a counter says after a phase. ``errors``: what nobody expected, by kind."""

    timing: Timing
    errors: Counter[str] = field(default_factory=Counter)
    heard: int = 0


def serve(post: Post, line: Connection) -> None:
    """Open the branch, then work a phase for each that is sent, until ``None`` comes."""
    services, press = opened(post.folder)
    heard: Counter[str] = Counter()
    from app.storage.changes import ChangeFeed

    ledger = Ledger(post.ledger)
    with services.branch, ChangeFeed(services.branch.db.engine, TOPICS, lambda topic: heard.update([topic])):
        actor = services.auth.sign_in(post.login, post.password, services.branch.station)
        work = Counterwork(services, press, actor, post.number, post.shared, ledger, post.ways)
        pace = _Pace(work, post.number)
        _warm(press)
        line.send("ready")
        while (phase := line.recv()) is not None:
            heard.clear()
            line.send(pace.through(phase, heard))
        services.auth.sign_out(actor)
    ledger.close()
    line.send("closed")


def opened(folder: Path) -> tuple[Services, SampledPress]:
    """The branch in ``folder`` with all its services, and the press that they were given."""
    from app.counter.services import services_of
    from benchmarks.load.press import SampledPress
    from forms.engine.page_reader import Recogniser
    from ui.wiring import ProgramWiring

    services = ProgramWiring().open(folder)
    press = SampledPress(services.press)
    return services_of(services.branch, press, services.policy, services.clock, Recogniser()), press


def _warm(press: SampledPress) -> None:
    """Load what the first real paper would load, so that it is not taken for growth."""
    from forms import catalogue
    from forms.engine.press import press_document

    form = catalogue.form("contents")
    press.real = True
    press.check(press.seal(press_document(form.build(form.sample())), None))
    press.real = False


class _Pace:
    """Goes through the work as fast as a phase wants; what was begun in one phase goes on in the next."""

    def __init__(self, work: Counterwork, number: int) -> None:
        self._work = work
        self._chance = random.Random(number + 1000)
        self._day: Iterator[None] = work.day()

    def through(self, phase: Phase, heard: Counter[str]) -> Worked:
        self._work.timing = Timing()
        errors: Counter[str] = Counter()
        time.sleep(max(0.0, phase.begin - time.monotonic()))
        while time.monotonic() < phase.end:
            try:
                next(self._day)
            except Exception as error:  # noqa: BLE001 - whatever a window would show: counted, and the day goes on
                self._note(error, errors)
            if phase.think:
                pause = self._chance.uniform(phase.think / 3, phase.think * 5 / 3)
                time.sleep(max(0.0, min(pause, phase.end - time.monotonic())))
        return Worked(self._work.timing, errors, heard.total())

    def _note(self, error: Exception, errors: Counter[str]) -> None:
        from app.common.errors import Refused

        code = error.code if isinstance(error, Refused) else type(error).__name__
        if code not in CLASHES:
            errors[code] += 1
            if errors[code] == 1:
                traceback.print_exception(error)
        self._day = self._work.day()
