"""The passphrase of a real branch: typed in the window, else ``GUITAI_PASSPHRASE``, else typed at the terminal.

What was typed is kept until the branch is open.

Imports nothing heavy: a terminal is asked before the first window comes up.
"""

from __future__ import annotations

import os
import sys

from app.common.errors import Refused

_typed: list[str] = []


def ask_passphrase() -> str:
    """The passphrase of the branch. Refused: ``keys.passphrase_needed`` when nobody can be asked."""
    given = (_typed[0] if _typed else "") or os.environ.get("GUITAI_PASSPHRASE", "")
    if given:
        return given
    if not _terminal():
        raise Refused("keys.passphrase_needed", field="passphrase")
    import getpass

    _typed[:] = [getpass.getpass("Passphrase of the branch: ")]
    return _typed[0]


def can_be_asked() -> bool:
    """Whether ``ask_passphrase`` gets an answer without a window."""
    return bool(_typed or os.environ.get("GUITAI_PASSPHRASE", "")) or _terminal()


def keep(passphrase: str) -> None:
    """Answer the next ``ask_passphrase`` with what was typed in a window."""
    _typed[:] = [passphrase]


def forget() -> None:
    """The branch is open: what was typed is not needed any more."""
    _typed.clear()


def new_passphrase() -> str:
    """The passphrase of a branch that is being made, typed twice.

    Refused: ``keys.passphrase_needed``, ``auth.password_mismatch``.
    """
    given = os.environ.get("GUITAI_PASSPHRASE", "")
    if given:
        return given
    if not _terminal():
        raise Refused("keys.passphrase_needed", field="passphrase")
    import getpass

    first = getpass.getpass("Passphrase that will protect the branch's key: ")
    if first != getpass.getpass("Once more: "):
        raise Refused("auth.password_mismatch", field="passphrase")
    return first


def _terminal() -> bool:
    # a program that was started from the desktop has no standard input at all
    return sys.stdin is not None and sys.stdin.isatty()
