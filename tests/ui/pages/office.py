"""Staff, users, account and audit pages on the real services of a branch; a printer and a display to look at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.audit.reader import AuditReader
from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import branch_day
from app.counter.services import Services
from app.staff.domain import StaffMember
from tests.app.onboarding.desk import PlainPress, enter_marketing, services_for
from tests.builders import CHEAP, Actors
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Welcome
from ui.pages.staff import StaffPage
from ui.staff_providers import StaffData
from ui.support.run_op import OpRunner

Page = TypeVar("Page", bound=QWidget)


@dataclass
class Paper:
    """A printer that keeps what it is given; ``problem`` is raised instead."""

    printed: list[bytes] = field(default_factory=list)
    problem: Exception | None = None

    def print(self, pdf: bytes) -> None:
        if self.problem is not None:
            raise self.problem
        self.printed.append(pdf)


class Office:
    """Real services with marketing staff in the register."""

    def __init__(self, branch: OpenBranch, runner: OpRunner, qtbot: QtBot) -> None:
        self.branch, self.runner, self.qtbot = branch, runner, qtbot
        self.press = PlainPress()
        cheap = AuthService(branch.db, costs=CHEAP)
        self.services: Services = replace(services_for(branch, self.press), auth=cheap)
        self.actors = Actors()
        enter_marketing(branch, self.actors.admin)
        self.paper = Paper()
        self.display = CustomerDisplay()
        qtbot.addWidget(self.display, before_close_func=lambda _: self.display.close_for_good())
        self.display.show_prompt(Welcome("示例营业部"))

    def member(self, number: str) -> StaffMember:
        """The member with this number."""
        return next(m for m in self.services.staff.members(self.actors.admin) if m.number == number)

    def acts(self) -> list[str]:
        """The audited acts, newest first."""
        return [record.act for record in AuditReader(self.branch.db).recent(self.actors.admin)]

    def staff(self, who: Actor) -> StaffPage:
        """The staff page of ``who``."""
        data = StaffData(self.services, who, self.paper)
        today = branch_day(self.services.clock.now())
        page = StaffPage(
            self.runner, data, self.display, branch="示例营业部", today=today, can_write=who is self.actors.admin
        )
        return self.open(page)

    def open(self, page: Page) -> Page:
        """Show a page and read its data."""
        self.qtbot.addWidget(page)
        page.resize(1180, 660)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)
        refresh = getattr(page, "refresh")  # noqa: B009 - every page has it, QWidget does not
        refresh()
        self.settle()
        return page

    def settle(self) -> None:
        """Let everything arrive."""
        for _ in range(3):
            assert self.runner.wait()


def choose(page: StaffPage, office: Office, number: str) -> None:
    """Choose the member with ``number`` in the list."""
    place = next(n for n, row in enumerate(page.table.rows()) if row.number == number)
    page.table.selectRow(place)
    office.settle()
