"""The first administrator's password: from the environment, else typed twice at the terminal."""

from __future__ import annotations

import getpass
import os
import sys

from app.common.errors import Refused


def first_password() -> str:
    """The password. Refused: ``auth.no_terminal``, ``auth.password_mismatch``."""
    given = os.environ.get("GUITAI_ADMIN_PASSWORD", "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused("auth.no_terminal")
    first = getpass.getpass("Password for the first administrator: ")
    if first != getpass.getpass("Once more: "):
        raise Refused("auth.password_mismatch")
    return first
