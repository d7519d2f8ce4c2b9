"""Fixtures of the command line's tests."""

from __future__ import annotations

import io

import pytest

from tests.app.cli.desk import Shell


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Commands of this process; standard input is no terminal and no machine has a keyring."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("app.branch.opened.real_keyring", lambda: None)
    return Shell(capsys, monkeypatch)
