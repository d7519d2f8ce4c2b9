"""Fixtures of the tests of backups."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from tests.app.backup.desk import Desk, desk_of, server_desk
from tests.builders import Actors, BranchFactory


@pytest.fixture
def desk(branch: OpenBranch, actors: Actors, tmp_path: Path) -> Desk:
    """A branch with a document, on each database."""
    return desk_of(branch, actors, tmp_path / "backups")


@pytest.fixture
def sqlite_desk(sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path) -> Desk:
    """The same on SQLCipher only."""
    return desk_of(sqlite_branch, actors, tmp_path / "backups")


@pytest.fixture
def pg_desk(branch_factory: BranchFactory, actors: Actors, tmp_path: Path) -> Desk:
    """The same on PostgreSQL only."""
    return server_desk(branch_factory, actors, tmp_path / "backups")
