"""A sign-in that ends leaves the window at once, with a message and with nothing of a client on the screen (MS-2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.common.actor import Actor
from app.common.clock import SystemClock
from app.common.errors import Refused
from app.samples.people import STAFF
from tests.counter import Counter
from ui.refusals import say
from ui.support.installed import Installed


@pytest.fixture
def counter(look: QApplication, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(look, tmp_path / "branch", SystemClock(), openings=False)
    yield made
    made.program.window.close()
    made.program.close()
    made.program.window.deleteLater()
    made.display.deleteLater()


def administrator(counter: Counter) -> Actor:
    person = next(person for person in STAFF if person.login == "admin")
    return counter.services.auth.sign_in(person.login, person.password, "02")


def close_teller(counter: Counter) -> None:
    admin = administrator(counter)
    user = next(user for user in counter.services.auth.users(admin) if user.login == "teller")
    counter.services.auth.close_user(admin, user)


@pytest.mark.rule("MS-2")
def test_a_closed_user_is_signed_out_and_told_and_the_case_is_kept(counter: Counter) -> None:
    counter.enter("teller")
    program, old = counter.program, counter.window
    case = counter.services.opening.start(counter.actor).draft.case_number
    counter.services.opening.save_fields(counter.actor, case, {"name": "李四"})
    close_teller(counter)
    program._users_changed("users")
    counter.settle()
    assert program._actor is None
    assert program.window is not old
    assert not program.window.is_open()
    assert program.window.sign_in.banner.text()
    colleague = next(person for person in STAFF if person.login == "teller2")
    other = counter.services.auth.sign_in(colleague.login, colleague.password, "03")
    assert counter.services.opening.view(other, case).draft.fields["name"] == "李四"


@pytest.mark.rule("MS-2")
def test_whatever_is_asked_for_next_signs_out_as_well(counter: Counter) -> None:
    counter.enter("teller")
    program = counter.program
    close_teller(counter)
    program.runner.run(program._find, "林", failed=lambda _: None)
    counter.settle()
    assert program._actor is None
    assert program.window.sign_in.banner.text()


def test_somebody_elses_change_disturbs_nobody(counter: Counter) -> None:
    counter.enter("manager")
    window = counter.program.window
    close_teller(counter)
    counter.program._users_changed("users")
    counter.program._users_changed("tasks")
    counter.settle()
    assert counter.program.window is window
    assert window.is_open()


def test_who_signs_in_next_is_told_that_the_program_was_replaced(counter: Counter, tmp_path: Path) -> None:
    archive = tmp_path / "library.zip"
    archive.write_bytes(b"an older version")
    counter.program.installed = Installed(archive)
    counter.enter("teller")
    archive.unlink()
    counter.program._sign_out()
    counter.settle()
    assert counter.program.window.sign_in.banner.text() == say(Refused("upgrade.replaced"))
