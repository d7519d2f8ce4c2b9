"""Walks through an opening and saves pictures of every step: sizes and languages. To be looked at.

``python -m tests.ui.opening.look FOLDER``; makes a sample branch of its own in a temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PySide6.QtWidgets import QApplication

from app.branch.settings import BranchSettings
from app.counter.services import Services
from app.onboarding.steps import Step
from app.samples.branch import book_the_day, people_the_branch
from app.samples.people import BRANCH, STAFF
from tests.ui import samples
from tests.ui.opening.desk import CONTACT, CUSTODY, EDUCATION, IDENTITY, Desk, fill
from ui import i18n
from ui.main_window import MainWindow
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import apply_theme
from ui.wiring import ProgramWiring

SIZES = ((1366, 768), (1600, 900), (1920, 1080))


class Camera:
    """Takes every picture in each size and language."""

    def __init__(self, application: QApplication, window: MainWindow, desk: Desk, folder: Path) -> None:
        self.application, self.window, self.desk, self.folder = application, window, desk, folder
        self.number = 0

    def take(self, name: str, *, everywhere: bool = True) -> None:
        """One moment of the opening."""
        self.number += 1
        for wide, high in SIZES if everywhere else SIZES[:1]:
            self.window.resize(wide, high)
            for language in ("zh", "en"):
                i18n.install(self.application, language)
                for _ in range(4):
                    self.desk.settle()
                self.settle_preview()
                self.window.grab().save(str(self.folder / f"{wide}-{language}-{self.number:02d}-{name}.png"))
        i18n.install(self.application, "zh")

    def settle_preview(self) -> None:
        """The live form waits a little before it is made; have it now."""
        if self.desk.page.live._timer.isActive():
            self.desk.page.live._timer.stop()
            self.desk.page.live._ask()
        self.desk.settle()


def walk(camera: Camera, desk: Desk, booking: str) -> None:
    """Every step, empty, wrong, done."""
    page = desk.page
    desk.start()
    camera.take("identity-empty")
    desk.field("paper_number").focus_editor()
    desk.type("33010619960214042X")
    desk.field("mobile")
    page.deck.of(Step.IDENTITY).visit_all()
    desk.settle()
    camera.take("identity-wrong")
    fill(desk, IDENTITY, {"mobile": "13857120001"})
    page.deck.of(Step.IDENTITY).visit_all()
    camera.take("identity-done")
    page.case.act(desk.services.opening.use_booking, booking)
    desk.settle()
    desk.go(Step.CONTACT)
    fill(desk, CONTACT, {"mobile": "1385712", "fund": "existing"})
    page.deck.of(Step.CONTACT).visit_all()
    camera.take("contact-wrong")
    fill(desk, CONTACT, {"fund": "", "permissions": ""})
    desk.go(Step.EDUCATION)
    fill(desk, EDUCATION)
    camera.take("education")
    desk.go(Step.QUESTIONNAIRE)
    camera.take("questionnaire")
    page.toggle_display()
    desk.settle()
    desk.answer("B")
    desk.answer("B")
    camera.take("questionnaire-running")
    desk.go(Step.CUSTODY)
    camera.take("custody-blocked")
    desk.go(Step.QUESTIONNAIRE)
    desk.through()
    camera.take("questionnaire-done", everywhere=False)
    desk.go(Step.RESULT)
    page.toggle_display()
    desk.settle()
    desk.through()
    camera.take("result")
    desk.go(Step.DISCLOSURE)
    camera.take("disclosure")
    page.toggle_display()
    desk.settle()
    desk.through()
    desk.go(Step.CONSENT)
    page.toggle_display()
    desk.settle()
    desk.say()
    desk.say()
    desk.say(agreed=False)
    camera.take("consent-running")
    desk.through()
    camera.take("consent-done")
    desk.go(Step.RELATIONSHIP)
    camera.take("relationship")
    page.toggle_display()
    desk.settle()
    desk.through()
    desk.go(Step.CUSTODY)
    fill(desk, CUSTODY)
    camera.take("custody")
    desk.go(Step.PASSWORD)
    page.toggle_display()
    desk.settle()
    desk.through()
    camera.take("password")
    desk.go(Step.REVIEW)
    camera.take("review")
    page.toggle_display()
    desk.settle()
    desk.through()
    desk.go(Step.SIGNATURES)
    page.toggle_display()
    desk.settle()
    desk.sign()
    desk.sign()
    camera.take("signatures-running")
    desk.through()
    camera.take("signatures-done")
    page.side.set_open(True)
    camera.take("drawer", everywhere=False)
    page.side.set_open(False)
    page.complete()
    desk.settle()
    camera.take("done")


def services_in(folder: Path) -> tuple[Services, str]:
    """A branch with staff and bookings; the number of the booking of the client who comes."""
    settings = BranchSettings(**BRANCH, sample=True, database_url=None)
    services, _ = ProgramWiring().create(folder, settings)
    ids = people_the_branch(services)
    return services, book_the_day(services, ids)["林梓萱"]


def main(folder: Path) -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    i18n.install(application, "zh")
    apply_theme(application, sys.argv[2] if len(sys.argv) > 2 else "light")
    runner = OpRunner()
    with tempfile.TemporaryDirectory() as place:
        services, booking = services_in(Path(place) / "branch")
        teller = next(person for person in STAFF if person.login == "teller")
        actor = services.auth.sign_in(teller.login, teller.password, "01")
        sign_in = SignInPage(runner, lambda login, password: None, branch=BRANCH["name"], sample=True)
        window = MainWindow(runner, sign_in, samples.find, branch=BRANCH["name"], sample=True)
        desk = Desk(services, actor, runner)
        window.add_page("opening", "person-plus", lambda: desk.page)
        desk.page.setParent(None)  # the window of the desk's own goes, its page does not
        desk.window = window
        window.resize(1366, 768)
        desk.show()
        window.enter(teller.name, teller.number, "01")
        walk(Camera(application, window, desk, folder), desk, booking)
        desk.close()
        services.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
