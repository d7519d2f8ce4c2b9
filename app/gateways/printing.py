"""Printing through the operating system's own PDF printing: the seal and the ink stay vectors (SR-2)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.common.errors import Refused

WAIT_SECONDS = 30


class Printer(Protocol):
    """Takes finished PDFs."""

    def print(self, pdf: bytes) -> None:
        """Hand ``pdf`` over. Refused: ``printing.none``, ``printing.failed``."""
        ...


class SystemPrinter:
    """CUPS by ``lp`` on Linux, the print verb of the PDF program on Windows. The temporary file is 0600 and goes."""

    def __init__(self, run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run) -> None:
        self._run = run

    def print(self, pdf: bytes) -> None:
        """Send ``pdf`` to the default printer; the job has no personal title."""
        if sys.platform == "win32":
            self._print_on_windows(pdf)
            return
        command = shutil.which("lp")
        if command is None:
            raise Refused("printing.none")
        handle, name = tempfile.mkstemp(prefix="guitai-", suffix=".pdf")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
            done = self._run(
                [command, "-t", "guitai", "--", name], capture_output=True, check=False, timeout=WAIT_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired):
            raise Refused("printing.failed") from None
        finally:
            Path(name).unlink(missing_ok=True)
        if done.returncode:
            raise Refused("printing.failed")

    def _print_on_windows(self, pdf: bytes) -> None:
        handle, name = tempfile.mkstemp(prefix="guitai-", suffix=".pdf")
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
        try:
            # the reader opens the file later: it is swept at the next start
            getattr(os, "startfile")(name, "print")  # noqa: B009 - exists on Windows only
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise Refused("printing.failed") from None


def sweep() -> int:
    """Remove print files that an earlier run left behind (Windows, kill -9); how many."""
    left = 0
    for file in Path(tempfile.gettempdir()).glob("guitai-*.pdf"):
        try:
            file.unlink()
            left += 1
        except OSError:
            continue
    return left
