"""An archive on each database."""

from __future__ import annotations

import pytest

from app.branch.opened import OpenBranch
from tests.app.dossier.desk import Archive, archive_of


@pytest.fixture
def archive(branch: OpenBranch) -> Archive:
    """An archive on each database."""
    return archive_of(branch)


@pytest.fixture
def sqlite_archive(sqlite_branch: OpenBranch) -> Archive:
    """An archive on SQLCipher only."""
    return archive_of(sqlite_branch)
