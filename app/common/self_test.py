"""The program looks at itself: named checks, each done whatever became of the others (``guitai self-test``).

A check works on made-up data in a folder of its own, so what it says of a failure may be shown whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


class SelfTestFailed(Exception):
    """A check found something wrong; its text says what and where, in English."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a short ``name`` and what does it, giving a sentence of what was found."""

    name: str
    run: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a check; ``seconds`` it took."""

    name: str
    ok: bool
    told: str
    seconds: float


def run_checks(checks: Iterable[Check]) -> Iterator[Outcome]:
    """Do the checks one after the other; a failure of whatever kind is an outcome and stops nothing."""
    for check in checks:
        began = time.perf_counter()
        try:
            ok, told = True, check.run()
        except SelfTestFailed as failed:
            ok, told = False, str(failed)
        except Exception as fault:  # noqa: BLE001 - whatever a damaged installation raises is what is to be told
            ok, told = False, f"{type(fault).__name__}: {fault}"
        yield Outcome(check.name, ok, told, round(time.perf_counter() - began, 3))


def need(condition: object, told: str) -> None:
    """Fail the check with ``told`` unless the condition holds."""
    if not condition:
        raise SelfTestFailed(told)
