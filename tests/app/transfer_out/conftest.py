"""Desks for the tests of transfer-out."""

from __future__ import annotations

import pytest

from app.branch.opened import OpenBranch
from tests.app.transfer_out.desk import TransferDesk, transfer_desk
from tests.builders import Actors


@pytest.fixture
def desk(branch: OpenBranch, actors: Actors) -> TransferDesk:
    """On each database."""
    return transfer_desk(branch, actors)


@pytest.fixture
def one_desk(sqlite_branch: OpenBranch, actors: Actors) -> TransferDesk:
    """On SQLCipher only, for what the database has no part in."""
    return transfer_desk(sqlite_branch, actors)
