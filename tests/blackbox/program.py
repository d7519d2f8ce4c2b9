"""The program as somebody before it has it: started, looked at, pressed, killed. Nothing of it is imported."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.blackbox import eyes, hands
from tests.blackbox.eyes import NotSeen, Seen, matches, wait_until

COUNTER, DISPLAY = "柜台业务系统", "客户屏"
"""The two windows by their titles."""


class Ended(AssertionError):
    """The program is no longer there."""


@dataclass
class Plan:
    """What the test hands over."""

    command: list[str]
    """How the program is started on the branch."""
    environment: dict[str, str]
    log: Path
    people: dict[str, str]
    """Logins and passwords."""
    paper: Path
    """What comes out of the printer."""
    whole: bool = False
    """Whether the opening is driven to its end: minutes, for the client has to read."""


@dataclass
class Program:
    """One run of the program."""

    plan: Plan
    process: subprocess.Popen[bytes]
    took: dict[str, float] = field(default_factory=dict)

    @classmethod
    def started(cls, plan: Plan) -> Program:
        """Start it; the sign-in page is there, the cursor in the login."""
        with plan.log.open("ab") as log:
            process = subprocess.Popen(
                plan.command, stdout=log, stderr=log, env={**os.environ, **plan.environment}, start_new_session=True
            )
        made = cls(plan, process)
        made.see("用户名", "text", lambda seen: seen.has("FOCUSED"))
        return made

    @property
    def number(self) -> int:
        """The number of the process that has the windows: started by a shell script, it may be a child of ours."""
        return self.process.pid

    @property
    def called(self) -> str:
        """The program's own name on the bus."""
        return eyes.called(self.number)

    # looking

    def must_run(self) -> None:
        """Raises :class:`Ended` when the program has ended by itself: nobody need wait for its windows any more."""
        if (code := self.process.poll()) is not None:
            raise Ended(f"the program has ended by itself with {code}")

    def shown(self, window: str = "") -> list[Seen]:
        """All that is shown, in all windows or in the one called so."""
        self.must_run()
        tops = [top for top in eyes.windows(self.number) if not window or top.name == window]
        return [seen for top in tops for seen in top.walk()]

    def look(
        self, name: str | re.Pattern[str], role: str = "", also: Callable[[Seen], bool] = lambda _: True,
        *, window: str = "",
    ) -> Seen | None:  # fmt: skip
        """The first thing called so that is shown now."""
        self.must_run()
        for top in eyes.windows(self.number):
            if not window or top.name == window:
                for seen in top.walk():
                    if matches(seen, name, role) and also(seen):
                        return seen
        return None

    def see(
        self, name: str | re.Pattern[str], role: str = "", also: Callable[[Seen], bool] = lambda _: True,
        *, window: str = "",
    ) -> Seen:  # fmt: skip
        """Wait for it."""
        what = f"{role} {name if isinstance(name, str) else name.pattern}"
        try:
            found: Seen = wait_until(what, lambda: self.look(name, role, also, window=window))
        except NotSeen as missing:
            said = [seen.name for seen in self.shown() if seen.name]
            raise NotSeen(f"{missing}; shown: {said}") from None
        return found

    def gone(self, name: str | re.Pattern[str], role: str = "") -> None:
        """Wait until it is no longer shown."""
        wait_until(f"{name} gone", lambda: self.look(name, role) is None)

    def at(self, name: str) -> Seen:
        """Wait until the keyboard is in the field called so."""
        return self.see(name, "", lambda seen: seen.has("FOCUSED"))

    def press(self, name: str | re.Pattern[str], role: str = "push button", *, window: str = "") -> None:
        """Point at it and click."""
        hands.press(self.see(name, role, lambda seen: seen.has("ENABLED"), window=window).middle)

    def cursor(self) -> Seen | None:
        """Where the keyboard is at the counter; a list says it of itself and of its item, a box of its line too."""
        found = [seen for seen in self.shown(COUNTER) if seen.has("FOCUSED") and seen.role not in ("list", "list item")]
        return found[-1] if found else None

    # doing

    def sign_in(self, login: str) -> None:
        """Login, Enter, password, Enter."""
        self.see("用户名", "text", lambda seen: seen.has("FOCUSED"))
        hands.write(login)
        hands.key("Return")
        hands.write(self.plan.people[login])
        hands.key("Return")
        self.see("命令框", "text")

    def go(self, code: str) -> None:
        """A page by its function code."""
        hands.key("F3")
        hands.write(code)
        hands.key("Return")

    def sign_out(self) -> None:
        """The person goes."""
        self.press("退出登录")
        self.see("用户名", "text", lambda seen: seen.has("FOCUSED"))

    def kill(self) -> None:
        """Kill -9, with everything that it has started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """Whatever state it is in."""
        with suppress(ProcessLookupError):
            self.kill()
