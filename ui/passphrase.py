"""The passphrase of a real branch: from ``GUITAI_PASSPHRASE``, else typed at the terminal and kept for this run only.

Imports nothing heavy: a terminal is asked before the first window comes up.
"""

from __future__ import annotations

import getpass
import os
import sys

from app.common.errors import Refused

_typed: list[str] = []


def ask_passphrase() -> str:
    """The passphrase of the branch. Refused: ``keys.passphrase_needed`` when nobody can be asked."""
    given = os.environ.get("GUITAI_PASSPHRASE", "") or (_typed[0] if _typed else "")
    if given:
        return given
    if not _terminal():
        raise Refused("keys.passphrase_needed", field="passphrase")
    _typed[:] = [getpass.getpass("Passphrase of the branch: ")]
    return _typed[0]


def new_passphrase() -> str:
    """The passphrase of a branch that is being made, typed twice.

    Refused: ``keys.passphrase_needed``, ``auth.password_mismatch``.
    """
    given = os.environ.get("GUITAI_PASSPHRASE", "")
    if given:
        return given
    if not _terminal():
        raise Refused("keys.passphrase_needed", field="passphrase")
    first = getpass.getpass("Passphrase that will protect the branch's key: ")
    if first != getpass.getpass("Once more: "):
        raise Refused("auth.password_mismatch", field="passphrase")
    return first


def _terminal() -> bool:
    # a program that was started from the desktop has no standard input at all
    return sys.stdin is not None and sys.stdin.isatty()
