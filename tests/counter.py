"""The program itself on a sample branch, handled like a desk of the tests: for pictures and measurements."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication

from app.branch.settings import BranchSettings
from app.common.clock import Clock
from app.counter.services import Services
from app.samples.branch import book_the_day, fill, people_the_branch
from app.samples.clock import SampleClock
from app.samples.people import BRANCH, STAFF
from tests.ui.opening.desk import Desk, Hand
from ui.bootstrap import Program
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Welcome
from ui.wiring import ProgramWiring


class Counter(Desk):
    """The whole program: sign-in, pages, customer display. ``openings``: carry out those of the sample branch first.

    With a ``SampleClock``, put back to the day before, its transfers are carried out, too.
    """

    def __init__(self, application: QApplication, folder: Path, clock: Clock, *, openings: bool = True) -> None:
        settings = BranchSettings(**BRANCH, sample=True, database_url=None)
        services, _ = ProgramWiring(clock=clock).create(folder, settings)
        if openings:
            fill(services, clock if isinstance(clock, SampleClock) else None)
        else:
            book_the_day(services, people_the_branch(services))
        self._sit_down(application, services)

    @classmethod
    def on(cls, application: QApplication, services: Services) -> Counter:
        """The whole program at the station of an open branch, whoever works there."""
        made = cls.__new__(cls)
        made._sit_down(application, services)
        return made

    def _sit_down(self, application: QApplication, services: Services) -> None:
        self.clock = Hand()
        self.services = services
        self.program = Program(application, services.branch.folder, station=services.branch.station)
        self.program.branch._services = services
        self.program.opening.begin()
        self.runner = self.program.runner
        self.program.display = CustomerDisplay(now_ms=self.clock)
        self.program.display.show_prompt(Welcome(services.branch.settings.name))
        self.display = self.program.display
        self.window = self.program.window

    def enter(self, login: str) -> None:
        """Somebody who works at a counter signs in: login, password, Enter."""
        self.sign_in(login)
        desk = self.program._desk
        assert desk is not None
        assert desk.opening is not None
        self.page = desk.opening

    def sign_in(self, login: str) -> None:
        """Somebody signs in, whatever their pages are."""
        person = next(person for person in STAFF if person.login == login)
        self.sign_in_as(person.login, person.password)

    def sign_in_as(self, login: str, password: str) -> None:
        """Somebody who is not of the sample branch's staff signs in."""
        page = self.program.window.sign_in
        page.login.set_value(login)
        page.password.set_value(password)
        page.submit()
        self.settle()
        actor = self.program._actor
        assert actor is not None
        self.actor, self.window = actor, self.program.window
        self.window.activateWindow()
        self.settle()
        self.program.window._idle.stop()  # nobody touches keys or mouse for minutes

    def sign_out(self) -> None:
        """The person goes; what stands in the case is kept."""
        self.page.case.leave()
        self.settle()
        self.program.window.sign_out_requested.emit()
        self.settle()

    def leave(self) -> None:
        """Close everything."""
        page = getattr(self, "page", None)  # nobody of the counter may have signed in
        if page is not None and shiboken6.isValid(page):
            page.case.leave()
        self.settle()
        self.program.window.close()
        self.program.close()


def bank_card(sequence: int) -> str:
    """A well-formed card number (Luhn) that belongs to nobody we know of; another for each ``sequence``."""
    body = f"622202{sequence:012d}"
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"
