"""How commands speak: one JSON object on standard output, or plain lines; signing in from the environment."""

from __future__ import annotations

import getpass
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.common.errors import Refused
from app.common.refusals import sentence
from app.common.values import plain

if TYPE_CHECKING:
    from app.common.actor import Actor
    from app.common.long_work import Watch
    from app.counter.services import Services

STATION = "command-line"
INTERRUPTED = 130
"""Exit code of a command that was ended by Ctrl+C, as shells have it."""


def language() -> str:
    """``zh`` or ``en``: ``GUITAI_LANG``, else what the system's locale says, English when it says nothing."""
    chosen = os.environ.get("GUITAI_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "zh" if chosen.lower().startswith("zh") else "en"


def put_json(value: Any) -> None:
    """One JSON object on standard output."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def complain(refused: Refused) -> None:
    """The refusal's sentence on standard error."""
    print(f"guitai: {sentence(refused, language())}", file=sys.stderr)


def put_refusal(refused: Refused) -> None:
    """The refusal as the one JSON object on standard output."""
    put_json({"ok": False, "code": refused.code, "reason": sentence(refused, language())})


@contextmanager
def signed_in(services: Services) -> Iterator[Actor]:
    """Sign in for one command and out again; both are audited. Refused: as ``sign_in``."""
    actor = sign_in(services)
    try:
        yield actor
    finally:
        services.auth.sign_out(actor)


def sign_in(services: Services) -> Actor:
    """The actor of ``GUITAI_USER``/``GUITAI_PASSWORD``, asked for at the terminal when they are not set.

    Refused: ``auth.wrong``, ``auth.backoff``, ``auth.no_terminal``.
    """
    login, password = os.environ.get("GUITAI_USER", ""), os.environ.get("GUITAI_PASSWORD", "")
    if not login or not password:
        if not terminal():
            raise Refused("auth.no_terminal")
        login = login or input("User: ")
        password = password or getpass.getpass("Password: ")
    return services.auth.sign_in(login, password, station_of(services))


@contextmanager
def second_signed_in(services: Services) -> Iterator[Actor]:
    """The second of two people at one terminal: ``GUITAI_SECOND_USER``/``GUITAI_SECOND_PASSWORD``, else asked for.

    Refused: as :func:`sign_in`.
    """
    login, password = os.environ.get("GUITAI_SECOND_USER", ""), os.environ.get("GUITAI_SECOND_PASSWORD", "")
    if not login or not password:
        if not terminal():
            raise Refused("auth.no_terminal")
        login = login or input("Second person, user: ")
        password = password or getpass.getpass("Second person, password: ")
    actor = services.auth.sign_in(login, password, station_of(services))
    try:
        yield actor
    finally:
        services.auth.sign_out(actor)


def station_of(services: Services) -> str:
    """Where a command is given, for the audit: on a branch server together with the name of the counter."""
    branch = services.branch
    return STATION if branch.db.is_sqlite else f"{branch.station} {STATION}"


def terminal() -> bool:
    """Whether somebody can be asked here."""
    return sys.stdin is not None and sys.stdin.isatty()


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Ctrl+C inside asks the work to end where it may; the value tells whether. A second one ends it at once.

    To be entered on the main thread of the process.
    """
    wished: list[bool] = []

    def wish(number: int, frame: object) -> None:
        if wished:
            raise KeyboardInterrupt
        wished.append(True)
        print("\nguitai: stopping; Ctrl+C once more ends it at once", file=sys.stderr)

    before = signal.signal(signal.SIGINT, wish)
    try:
        yield lambda: bool(wished)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def watched(verb: str, *, quiet: bool = False) -> Iterator[Watch]:
    """A watch for a long work: how far it is on standard error where somebody looks, and Ctrl+C, which stops it.

    What the work then leaves behind is for its sentence to say: nothing, or whole units. To be entered on the main
    thread of the process.
    """
    from app.common.long_work import Watch

    def tell(done: int, of: int) -> None:
        if of and not quiet and sys.stderr.isatty():
            print(f"\r{verb} {done:,} / {of:,}", end="\n" if done >= of else "", file=sys.stderr, flush=True)

    with interruptible() as stop:
        yield Watch(tell, stop)


def seal_password() -> str:
    """The password of a PKCS#12: ``GUITAI_SEAL_PASSWORD``, else typed. Refused: ``auth.no_terminal``."""
    given = os.environ.get("GUITAI_SEAL_PASSWORD", "")
    if given:
        return given
    if not terminal():
        raise Refused("auth.no_terminal")
    return getpass.getpass("Password of the certificate: ")
