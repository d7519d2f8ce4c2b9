from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.branch.opened import OpenBranch
from tests.ui.pages.office import Office
from ui.support.run_op import OpRunner


@pytest.fixture
def office(sqlite_branch: OpenBranch, runner: OpRunner, qtbot: QtBot) -> Office:
    """Real services, a printer and a customer display."""
    return Office(sqlite_branch, runner, qtbot)
