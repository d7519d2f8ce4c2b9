"""Fixtures that every test may use.

``branch``: an open sample branch, the test run once on SQLCipher and once on PostgreSQL. ``sqlite_branch``: on
SQLCipher only (windows, files). ``branch_factory.make("sqlite" | "postgresql")``: as many as wanted.
``demo``: what the demo command made and said; ``demo_branch``: a copy of its folder.
``actors``: one actor of each role, each with a row in the staff register. ``clock``: the branch's own FixedClock is
``branch.db.clock``.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.storage.wrap import Argon2Costs
from tests import gate
from tests.builders import CHEAP, Actors, BranchFactory, Templates
from tests.demo import demo, demo_branch
from tests.faults import counts
from tests.postgres import PostgresqlServer

__all__ = ["demo", "demo_branch"]

DATABASES = ("sqlite", "postgresql")
# what the gate asks for: the same examples everywhere, on machines however slow; tests run by hand look at random
settings.register_profile("gate", derandomize=True, database=None, deadline=None)


OF_A_RUN = ("MainWindow", "CustomerDisplay", "PassphraseDialog")
"""Windows of a whole ``Program``: pytest itself holds it until after the last fixture, then they go with it."""


def _windows() -> Counter[str]:
    """The classes of the windows that nobody else holds; deleted ones are gone for good by now."""
    widgets, core = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtCore")
    application = widgets.QApplication.instance() if widgets is not None else None
    if core is None or not application:
        return Counter()
    application.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    there = (widget for widget in application.topLevelWidgets() if widget.parent() is None)
    names = [type(widget).__name__ for widget in there]
    return Counter() if any(name in OF_A_RUN for name in names) else Counter(names)


@pytest.fixture(autouse=True)
def no_window_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test closed is gone when it ends, and it leaves no window alive but those ``OF_A_RUN``.

    Nothing else takes away what ``deleteLater`` was said of: between tests no event loop runs. A window that stays is
    painted, translated and styled anew in every later test.
    """
    if Path(__file__).parent / "ui" not in request.path.parents:
        yield  # a whole program ends by itself
        return
    before = _windows()
    yield
    left = sorted((_windows() - before).elements())
    assert left == [], "windows stay after this test: close them in it (qtbot.addWidget, deleteLater)"


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed the same way at less work. Where the work itself is looked at this is overridden.

    Not on a copy of the demo's branch: its hashes would be renewed at the first sign-in.
    """
    if "demo" in request.fixturenames:
        return
    # the defaults, not the names: whoever imports a hasher meanwhile has the real one afterwards
    monkeypatch.setattr(Argon2Costs.__init__, "__defaults__", (CHEAP.memory_kib, CHEAP.iterations, CHEAP.lanes))
    _, _, _, *others = PasswordHasher.__init__.__defaults__ or ()
    quick = (CHEAP.iterations, CHEAP.memory_kib, CHEAP.lanes, *others)
    monkeypatch.setattr(PasswordHasher.__init__, "__defaults__", quick)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    """The branches that tests copy; the test server is started when the first test wants it."""
    made = Templates(tmp_path_factory.mktemp("templates"))
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def postgresql_server(templates: Templates) -> PostgresqlServer:
    """The test server; without server binaries the test fails with how to install them."""
    return templates.server


@pytest.fixture
def branch_factory(tmp_path: Path, templates: Templates) -> Iterator[BranchFactory]:
    """Makes branches and closes them at the end."""
    factory = BranchFactory(tmp_path, templates)
    try:
        yield factory
    finally:
        factory.close()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return cast(str, request.param)


@pytest.fixture
def branch(branch_factory: BranchFactory, database: str) -> OpenBranch:
    """An open sample branch on each database."""
    return branch_factory.make(database)


@pytest.fixture
def sqlite_branch(branch_factory: BranchFactory) -> OpenBranch:
    """An open sample branch on SQLCipher only."""
    return branch_factory.make("sqlite")


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> FixedClock:
    """The clock of the test's branch (``branch`` or ``sqlite_branch``), or one of its own when it has none."""
    for name in ("branch", "sqlite_branch"):
        if name in request.fixturenames:
            opened = cast(OpenBranch, request.getfixturevalue(name))
            return cast(FixedClock, opened.db.clock)
    return FixedClock()


@pytest.fixture
def actors() -> Actors:
    """One actor of each role."""
    return Actors()


def pytest_configure() -> None:
    """Nothing that is read before the first test is garbage; looking for it there took a third of the reading."""
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What was read stays to the end: the collector looks from here on only at what tests make."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first: at the end no process waits for another that has begun one of them."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(gate.LONG)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what became of the faults that were tried (tests/faults), whichever process tried them."""
    reports = [report for group in terminalreporter.stats.values() for report in group]
    # what could not be collected has no properties
    told = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    for line in counts.lines([value for name, value in told if name == counts.PROPERTY]):
        terminalreporter.write_line(line)
