"""A counter on a real branch: SQLCipher, the real forms, the real customer display."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.archive.press import Press
from app.branch.opened import OpenBranch
from app.counter.services import Services, services_of
from app.policy.loader import load_policy
from app.policy.values import Policy
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.page_reader import Recogniser
from forms.engine.press import FormPress
from tests.builders import Actors
from tests.people import add_marketer
from tests.ui.opening.desk import Desk
from ui.support.run_op import OpRunner


@lru_cache(maxsize=1)
def _policy() -> Policy:
    return load_policy(None)


@lru_cache(maxsize=1)
def _keys() -> SigningKeys:
    return SigningKeys.from_pkcs12(*make_sample_certificate("样例证券股份有限公司北京测试路证券营业部"))


def services_on(branch: OpenBranch) -> Services:
    """All services of a branch, with the real forms."""
    press: Press = FormPress(_keys(), clock=branch.db.clock)
    return services_of(branch, press, _policy(), branch.db.clock, Recogniser())


def enter_marketer(branch: OpenBranch, actors: Actors) -> None:
    """One marketing staff member who may practise."""
    with branch.db.write(actors.admin) as tx:
        add_marketer(tx.conn)


@pytest.fixture
def services(sqlite_branch: OpenBranch, actors: Actors) -> Services:
    """All services of a branch with one marketing staff member who may practise."""
    enter_marketer(sqlite_branch, actors)
    return services_on(sqlite_branch)


@pytest.fixture
def make_desk(
    look: QApplication, runner: OpRunner, services: Services, actors: Actors
) -> Iterator[Callable[..., Desk]]:
    """Desks that are shown, and closed at the end."""
    made: list[Desk] = []

    def make(**options: Any) -> Desk:
        desk = Desk(services, options.pop("actor", actors.teller), runner, **options)
        made.append(desk)
        desk.show()
        return desk

    yield make
    for desk in made:
        desk.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A counter with a new opening."""
    made = make_desk()
    made.start()
    return made
