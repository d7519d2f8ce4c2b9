"""The command line in this process: what it says, where, and its exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from ui.__main__ import run

VARIABLES = ("GUITAI_USER", "GUITAI_PASSWORD", "GUITAI_PASSPHRASE", "GUITAI_ADMIN_PASSWORD", "GUITAI_SEAL_PASSWORD",
             "GUITAI_SECOND_USER", "GUITAI_SECOND_PASSWORD", "GUITAI_RECOVERY")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """The outcome of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as one JSON object, and nothing else."""
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told


class Shell:
    """Runs commands in English with the variables that the test sets, and nobody at the terminal."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("GUITAI_LANG", "en")
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)

    def set(self, **variables: str) -> Shell:
        """Set environment variables."""
        for name, value in variables.items():
            self._monkeypatch.setenv(name, value)
        return self

    def sign_in(self, login: str, password: str) -> Shell:
        """Sign in with each command from now on."""
        return self.set(GUITAI_USER=login, GUITAI_PASSWORD=password)

    def __call__(self, *arguments: object) -> Said:
        """Run one command."""
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)
