"""Two whole windows at two counters of one branch server: what the one does is seen at the other, pushed (MS-2)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import argon2
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.counter.services import Services
from app.onboarding.steps import Step
from app.storage.keys import SampleStore
from app.storage.mark import BranchMark, read_mark, write_mark
from app.transfer_out.view import QueueLine
from tests.app.onboarding.desk import PlainPress, services_for
from tests.app.transfer_out.desk import IMPORTANT, TransferDesk, transfer_desk
from tests.builders import CHEAP, Actors, BranchFactory
from tests.counter import Counter
from tests.users import add_user
from ui import i18n
from ui.pages.approvals.page import ApprovalsPage
from ui.support.presence import PresenceChip
from ui.widgets import LabelledField

PASSWORD = "Guitai-2026-Ceshi"


def at_second_counter(factory: BranchFactory, first: OpenBranch) -> OpenBranch:
    """The same branch at a second counter, with a folder of its own and the documents shared."""
    folder = first.folder.with_name("second")
    shutil.copytree(first.folder, folder)
    mark, store = read_mark(folder), SampleStore(folder, sample=True)
    place = mark.place(first.keys)
    assert place is not None
    store.keep_credential("02", store.credential(place.station))
    write_mark(folder, BranchMark.of(mark.branch_id, True, mark.store, replace(place, station="02"), first.keys))
    second = factory.open(folder, station="02")
    second.blobs, second.db.clock = first.blobs, first.db.clock
    return second


@dataclass
class Two:
    """A teller's counter, and a second one where a colleague or the director works."""

    here: Counter
    there: Counter
    desk: TransferDesk
    auth: AuthService
    qtbot: QtBot

    def until(self, true: Callable[[], bool]) -> None:
        """Both windows are served until what is pushed has arrived."""
        self.qtbot.waitUntil(true, timeout=20_000)
        self.settle()

    def settle(self) -> None:
        self.here.settle()
        self.there.settle()


@pytest.fixture
def two(
    look: QApplication, branch_factory: BranchFactory, actors: Actors, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Two]:  # fmt: skip
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    cheap = partial(argon2.PasswordHasher, CHEAP.iterations, CHEAP.memory_kib, CHEAP.lanes)
    monkeypatch.setattr(argon2, "PasswordHasher", cheap)
    first = branch_factory.make("postgresql")
    second = at_second_counter(branch_factory, first)
    desk = transfer_desk(first, actors)
    auth = AuthService(first.db, costs=CHEAP)
    for login, who in (("teller", actors.teller), ("colleague", actors.client_manager)):
        add_user(auth, login, PASSWORD, who.staff_id, {Role.TELLER})
    here, there = Counter.on(look, _services(first)), Counter.on(look, _services(second))
    i18n.install(look, i18n.ENGLISH)
    yield Two(here, there, desk, auth, qtbot)
    for counter in (there, here):
        counter.leave()


def _services(branch: OpenBranch) -> Services:
    return replace(services_for(branch, PlainPress()), auth=AuthService(branch.db, costs=CHEAP))


def chip(counter: Counter) -> PresenceChip:
    found = counter.page.findChild(PresenceChip)
    assert found is not None
    return found


def at_counter(counter: Counter, login: str) -> None:
    counter.sign_in_as(login, PASSWORD)
    desk = counter.program._desk
    assert desk is not None
    assert desk.opening is not None
    counter.page = desk.opening
    counter.program.window.show()
    counter.program.window.show_page("opening")


def name(counter: Counter) -> LabelledField:
    return counter.page.deck.of(Step.IDENTITY).bound["name"].field


@pytest.mark.rule("SE-2")
@pytest.mark.rule("MS-2")
@pytest.mark.rule("TO-15")
def test_two_counters_see_of_one_another_what_they_need_to(two: Two, actors: Actors) -> None:
    here, there = two.here, two.there
    at_counter(here, "teller")
    at_counter(there, "colleague")

    # who has the case open
    here.page.start("")
    two.settle()
    number = here.page.case.number
    assert chip(here).isHidden()
    there.page.resume(number)
    two.until(lambda: not chip(here).isHidden() and not chip(there).isHidden())
    assert chip(here).text() == f"Also open: {actors.client_manager.name}, 02"
    assert chip(there).text() == f"Also open: {actors.teller.name}, 01"

    # a clash: both values stand side by side until the loser has chosen
    here.page.case.type("name", "林甲")
    there.page.case.type("name", "林乙")
    name(there).set_value("林乙")
    here.page.case.flush()
    here.settle()
    there.page.case.flush()
    two.settle()
    assert there.page.case.clashing() == ("name",)
    assert [button.text() for button in name(there).offered()] == ["Take theirs: 林甲", "Keep mine"]
    assert name(there).value() == "林乙"
    name(there).offered()[0].click()
    two.settle()
    assert (there.page.case.clashing(), name(there).value()) == ((), "林甲")
    assert here.stored.draft.text("name") == "林甲"

    # the colleague leaves, the director sits down there: an approval asked for here arrives, pushed
    there.sign_out()
    two.until(chip(here).isHidden)
    there.sign_in_as("user2", "Mima-2026-2-Ceshi")
    there.program.window.show()
    there.program.window.show_page("approvals")
    there.settle()
    approvals = there.program.window.page("approvals")
    assert isinstance(approvals, ApprovalsPage)
    client = two.desk.client(IMPORTANT)
    two.desk.snapshot()
    assert approvals.lists.waiting() == 0
    asked = two.desk.asked_for(client)
    two.until(lambda: approvals.lists.waiting() == 1)
    row = approvals.lists.row()
    assert isinstance(row, QueueLine)
    assert row.line.number == asked

    # the teller's user is closed: that window signs out by itself, at once
    user = next(user for user in two.auth.users(actors.admin) if user.login == "teller")
    old = here.program.window
    two.auth.close_user(actors.admin, user)
    two.until(lambda: here.program.window is not old)
    assert not here.program.window.is_open()
    assert here.program.window.sign_in.banner.text()
    assert there.program.window.is_open(), "it concerns nobody else"
