"""Desks for the tests of transfer-out."""

from __future__ import annotations

from functools import partial

import argon2
import pytest

from app.branch.opened import OpenBranch
from tests.app.transfer_out.desk import TransferDesk, transfer_desk
from tests.builders import CHEAP, Actors


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clients' passwords are hashed the same way at less work: a hundred requests would take minutes otherwise."""
    cheap = partial(argon2.PasswordHasher, CHEAP.iterations, CHEAP.memory_kib, CHEAP.lanes)
    monkeypatch.setattr(argon2, "PasswordHasher", cheap)


@pytest.fixture
def desk(branch: OpenBranch, actors: Actors) -> TransferDesk:
    """On each database."""
    return transfer_desk(branch, actors)


@pytest.fixture
def one_desk(sqlite_branch: OpenBranch, actors: Actors) -> TransferDesk:
    """On SQLCipher only, for what the database has no part in."""
    return transfer_desk(sqlite_branch, actors)
