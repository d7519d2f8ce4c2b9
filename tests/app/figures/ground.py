"""A branch with years of invented work for the figures to count, once on each database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from app.auth.service import AuthService
from app.common.actor import Actor, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.counter.services import Services
from app.staff.storage import staff
from benchmarks.dashboard_ground import Ground
from benchmarks.synthetic import insert_clients
from tests.app.onboarding.desk import services_for
from tests.builders import CHEAP, Actors, BranchFactory, actor, as_owner

CLIENTS = 240
MANAGER = actor(*(role for role in Role if role is not Role.MARKETING), staff_id="staff-general-manager")
"""Somebody of every role but marketing, who never work at a counter (OP-4): may ask for every figure."""
TELLER = actor(Role.TELLER)


def filled(factory: BranchFactory, database: str) -> Services:
    """The services of a branch with work in it."""
    branch = factory.make(database)
    services = replace(services_for(branch), auth=AuthService(branch.db, costs=CHEAP))
    insert_clients(branch.db.engine, CLIENTS)
    with as_owner(branch) as conn:
        people = (Actors().teller.staff_id, Actors().supervisor.staff_id)
        ends = branch_day(branch.db.clock.now())
        conn.execute(staff.update().where(staff.c.id == people[0]).values(certificate_until=ends))
        Ground(conn, branch_day(branch.db.clock.now()), people).fill()
    return services


@pytest.fixture(scope="package")
def grounds(tmp_path_factory: pytest.TempPathFactory, templates: Any) -> Iterator[dict[str, Services]]:
    """The same work on both databases."""
    factory = BranchFactory(tmp_path_factory.mktemp("figures"), templates)
    yield {name: filled(factory, name) for name in ("sqlite", "postgresql")}
    factory.close()


@pytest.fixture
def services(grounds: dict[str, Services]) -> Services:
    """On SQLCipher."""
    return grounds["sqlite"]


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done inside is refused with this code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


def who_may(code: str) -> Actor:
    """Somebody who may ask for this figure."""
    return TELLER if code.startswith("my-") else MANAGER
