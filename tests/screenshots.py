"""Opens every page with the sample branch and saves a picture of each, to be looked at: ``./guitai screenshots DIR``.

Real services on a temporary sample branch with a clock that stands still, the offscreen platform and the bundled
fonts: the same program gives the same pictures on every machine. ``--docs`` takes those of README and user guide only,
``--pages`` every page as it stands when it is opened; ``--theme``, ``--text-size`` and ``--scale`` show another look;
``--language`` and ``--size`` take one language or one size of the window only.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Qt reads it when it is loaded, before the command line is
os.environ["QT_SCALE_FACTOR"] = next((two for one, two in pairwise(sys.argv) if one == "--scale"), "1")

import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.common.clock import FixedClock, branch_day
from app.onboarding.steps import Step
from app.samples.clock import SampleClock
from app.samples.leaving import day_behind
from app.samples.people import resident_number
from app.staff.domain import StaffKind
from tests.counter import Counter, bank_card
from tests.ui.customer_display.look import scribble
from tests.ui.opening.desk import CONTACT, CUSTODY, EDUCATION, IDENTITY
from tests.ui.opening.desk import fill as enter
from ui import i18n
from ui.customer_display.signature import SignatureView
from ui.desk import Desk
from ui.pages.staff import StaffPage
from ui.pages.users import UsersPage
from ui.theme import THEMES, apply_theme
from ui.theme.sizes import TEXT_SIZES

NOW = datetime(2026, 11, 23, 2, 42, 7, tzinfo=UTC)
SIZES = ((1366, 768), (1920, 1080))
LANGUAGES = ("zh", "en")
DISPLAY_SIZES = ((1024, 600), (1920, 1080))
GUIDE_SIZE, GUIDE_DISPLAY = (1366, 768), (1024, 600)
NAME, MOBILE = "宋雅楠", "13857120011"
NUMBER, BANK_ACCOUNT = resident_number("330106", date(1998, 6, 18), 284), bank_card(8)


class Camera:
    """Saves each moment in every size and language; a few also in the dark theme."""

    def __init__(
        self, application: QApplication, counter: Counter, folder: Path, *, docs: bool, theme: str = "light",
        languages: tuple[str, ...] = LANGUAGES, sizes: tuple[tuple[int, int], ...] = SIZES,
    ) -> None:  # fmt: skip
        self.application, self.counter, self.folder, self.docs = application, counter, folder, docs
        self.theme, self.languages, self.sizes = theme, languages, sizes
        self.number = 0
        self.taken = 0
        self._before: Callable[[], None] | None = None

    def window(
        self, name: str, *, dark: bool = False, docs: bool = False, before: Callable[[], None] | None = None
    ) -> None:
        """The teller's window; ``before`` is done again for each picture."""
        self._before = before
        self._each(name, self.sizes, GUIDE_SIZE, lambda: self.counter.program.window, dark=dark, docs=docs)
        self._before = None

    def display(self, name: str, *, docs: bool = False, before: Callable[[], None] | None = None) -> None:
        """The customer display."""
        self._before = before
        sizes = DISPLAY_SIZES[: len(self.sizes)]
        self._each(f"display-{name}", sizes, GUIDE_DISPLAY, lambda: self.counter.display, docs=docs)
        self._before = None

    def wide(self, name: str) -> None:
        """One picture of the window as on a usual screen, for the first page of the documentation."""
        self._one(self.counter.program.window, (1600, 900), "zh", self.folder / f"{name}.png")

    def _each(
        self, name: str, sizes: tuple[tuple[int, int], ...], guide: tuple[int, int],
        target: Callable[[], QWidget], *, dark: bool = False, docs: bool,
    ) -> None:  # fmt: skip
        self.number += 1
        if self.docs:
            if docs:
                self._one(target(), guide, "zh", self.folder / f"{name}.png")
            return
        for language in self.languages:
            for size in sizes:
                tag = f"{self.number:02d}-{name}-{size[0]}-{language}"
                self._one(target(), size, language, self.folder / f"{tag}.png")
        i18n.install(self.application, self.languages[0])
        if dark and len(self.languages) > 1 and self.theme == "light":
            apply_theme(self.application, "dark")
            self._one(target(), guide, "zh", self.folder / f"{self.number:02d}-{name}-{guide[0]}-zh-dark.png")
            apply_theme(self.application, "light")

    def _one(self, widget: QWidget, size: tuple[int, int], language: str, file: Path) -> None:
        if i18n.language() != language:
            i18n.install(self.application, language)
        widget.resize(*size)
        self.counter.settle()
        self._hurry()
        self.counter.settle()
        if self._before is not None:
            self._before()
        widget.grab().save(str(file), "PNG", 0 if self.docs else -1)  # 0: as small as it gets
        self.taken += 1

    def _hurry(self) -> None:
        """The live form waits a little before it is made; have it now."""
        page = getattr(self.counter, "page", None)
        live = page.live if page is not None and shiboken6.isValid(page) else None
        if live is not None and live._timer.isActive():
            live._timer.stop()
            live._ask()


def desk_of(counter: Counter) -> Desk:
    """The pages of the person who is signed in."""
    desk = counter.program._desk
    assert desk is not None
    return desk


def around(camera: Camera, counter: Counter) -> None:
    """The pages around the opening."""
    window = counter.program.window
    camera.window("signin", dark=True, docs=True)
    window.sign_in.login.set_value("teller")
    window.sign_in.password.set_value("not this one")
    window.sign_in.submit()
    counter.settle()
    camera.window("signin-wrong")
    counter.enter("teller")
    camera.window("workbench", dark=True, docs=True)

    def search() -> None:
        window.search.focus()
        window.search.clear()
        QTest.keyClicks(window.search, "lzx")
        counter.settle()

    camera.window("search", docs=True, before=search)
    search()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    counter.settle()
    camera.window("client", dark=True, docs=True)
    clients = desk_of(counter).clients
    assert clients is not None
    clients.documents.selectRow(1)
    QTest.keyClick(clients.documents, Qt.Key.Key_Space)
    counter.settle()
    camera.window("client-document", docs=True)
    clients.side.set_open(False)
    window.show_page("bookings")
    counter.settle()
    camera.window("bookings", docs=True)
    bookings = desk_of(counter).bookings
    assert bookings is not None
    bookings.fields["name"].set_value("秦若兰")
    bookings.fields["mobile"].set_value("1385712")
    bookings.save()
    counter.settle()
    camera.window("bookings-wrong", dark=True)
    bookings.clear_form()


def opening(camera: Camera, counter: Counter) -> None:
    """An opening from the booking to the receipt."""
    page = counter.page
    counter.program.window.show_page("opening")
    counter.settle()
    camera.window("opening-empty")
    camera.display("welcome", docs=True)
    booking = counter.services.bookings.match(counter.actor, name=NAME)[0]
    desk_of(counter).start(booking.number)
    counter.settle()
    camera.window("identity-empty")
    counter.field("paper_number").focus_editor()
    counter.type("33010619980618284X")
    counter.press(Qt.Key.Key_Tab)
    page.deck.of(Step.IDENTITY).visit_all()
    counter.settle()
    camera.window("identity-wrong", dark=True, docs=True)
    enter(counter, IDENTITY, {"name": NAME, "paper_number": NUMBER})
    camera.window("identity", dark=True, docs=True)
    camera.wide("window")
    typed_steps(camera, counter)
    questions(camera, counter)
    texts(camera, counter)
    closing(camera, counter)


def typed_steps(camera: Camera, counter: Counter) -> None:
    """Contact and education."""
    counter.go(Step.CONTACT)
    enter(counter, CONTACT, {"mobile": "1385712", "fund": "existing"})
    counter.page.deck.of(Step.CONTACT).visit_all()
    camera.window("contact-wrong", dark=True)
    enter(counter, {"mobile": MOBILE, "fund": "", "permissions": "chinext"})
    camera.window("contact", docs=True)
    counter.go(Step.EDUCATION)
    enter(counter, EDUCATION)
    camera.window("education", docs=True)


def hand_over(counter: Counter, step: Step) -> None:
    """Give the step to the client."""
    counter.go(step)
    counter.page.toggle_display()
    counter.settle()


def questions(camera: Camera, counter: Counter) -> None:
    """The questionnaire and its result."""
    counter.go(Step.QUESTIONNAIRE)
    camera.window("questionnaire")
    hand_over(counter, Step.QUESTIONNAIRE)
    camera.display("question", docs=True)
    counter.answer("C")
    counter.answer("C")
    camera.window("questionnaire-running", dark=True, docs=True)
    for _ in range(6):
        counter.answer("C")
    camera.display("question-several")
    counter.go(Step.CUSTODY)
    camera.window("custody-meanwhile")
    counter.go(Step.QUESTIONNAIRE)
    counter.through()
    camera.display("message")
    camera.window("questionnaire-done")
    hand_over(counter, Step.RESULT)
    camera.display("result", docs=True)
    camera.window("result-running")
    counter.through()
    camera.window("result")


def texts(camera: Camera, counter: Counter) -> None:
    """Disclosures, consents, agreement, service relationship."""
    counter.go(Step.DISCLOSURE)
    camera.window("disclosure")
    hand_over(counter, Step.DISCLOSURE)
    camera.display("reading", docs=True)
    counter.read()
    camera.window("disclosure-running", docs=True)
    counter.through()
    camera.window("disclosure-done")
    hand_over(counter, Step.CONSENT)
    camera.display("consent", docs=True)
    counter.say()
    counter.say()
    camera.display("consent-next")
    counter.say(agreed=False)
    camera.window("consent-running", docs=True)
    counter.through()
    camera.window("consent-done")
    counter.go(Step.RELATIONSHIP)
    camera.window("relationship", docs=True)
    hand_over(counter, Step.RELATIONSHIP)
    camera.display("relationship", docs=True)
    counter.through()
    counter.go(Step.CUSTODY)
    enter(counter, CUSTODY, {"bank_account": BANK_ACCOUNT})
    camera.window("custody")


def closing(camera: Camera, counter: Counter) -> None:
    """Password, review, signatures, receipt; then found again."""
    page = counter.page
    hand_over(counter, Step.PASSWORD)
    camera.display("password", docs=True)
    camera.window("password-running")
    counter.through()
    camera.window("password")
    hand_over(counter, Step.REVIEW)
    camera.display("review", docs=True)
    camera.window("review-running")
    counter.through()
    camera.window("review")
    page.complete()
    counter.settle()
    camera.window("incomplete")
    hand_over(counter, Step.SIGNATURES)
    view = counter.display.view
    assert isinstance(view, SignatureView)
    camera.display("signature-empty")

    def write() -> None:
        view.pad.clear()
        scribble(view)
        counter.settle()

    camera.display("signature", docs=True, before=write)
    view.pad.clear()
    counter.sign()
    camera.window("signatures-running")
    counter.through()
    camera.window("signatures", dark=True, docs=True)
    page.side.set_open(True)
    camera.window("live-form", docs=True)
    page.side.set_open(False)
    page.complete()
    counter.settle()
    counter.settle()
    camera.window("done", dark=True, docs=True)
    counter.program.window.show_page("workbench")
    counter.settle()
    camera.window("workbench-after")
    unfinished = counter.services.opening.unfinished(counter.actor)
    desk_of(counter).resume(unfinished[0].case_number)
    counter.settle()
    camera.window("resumed")
    counter.program.window.lock()
    counter.settle()
    camera.window("locked", docs=True)


def office(camera: Camera, counter: Counter) -> None:
    """What is kept in the office: the staff register, users, the audit log, the own account."""
    counter.sign_out()
    counter.sign_in("admin")
    window = counter.program.window
    window.show_page("staff")
    counter.settle()
    staff = window.page("staff")
    assert isinstance(staff, StaffPage)
    place = next(n for n, row in enumerate(staff.table.rows()) if row.kind is StaffKind.MARKETING)
    staff.table.selectRow(place)
    counter.settle()
    camera.window("staff", dark=True, docs=True)
    for name, open_sheet in (
        ("staff-new", staff.new_member), ("staff-edit", staff.change_basics),
        ("staff-certificate", staff.change_certificate), ("staff-entry", staff.new_entry),
    ):  # fmt: skip
        open_sheet()
        counter.settle()
        camera.window(name)
        staff._back()
    staff.show_to_client()
    counter.settle()
    camera.display("staff-public")
    staff.show_to_client()
    counter.settle()
    staff.new_member()

    def save() -> None:
        staff.new_form.submit()
        counter.settle()

    camera.window("staff-wrong", before=save)
    staff._back()
    window.show_page("users")
    counter.settle()
    users = window.page("users")
    assert isinstance(users, UsersPage)
    users.table.selectRow(0)
    counter.settle()
    camera.window("users", dark=True, docs=True)
    users.new_user()
    camera.window("users-new")
    window.show_page("audit")
    counter.settle()
    camera.window("audit", dark=True, docs=True)
    window.show_page("account")
    counter.settle()
    camera.window("account")


LOGINS = ("manager", "teller", "supervisor", "archivist", "compliance", "admin", "marketer")
DARK = {"transfer", "approvals", "tasks", "churn", "dossier", "printing"}
GUIDE_PAGES = {
    "approvals", "tasks", "contacts", "complaints", "dossier", "scans", "changes", "classes", "dashboard",
    "reports", "day_end", "messages", "education", "policy", "screening", "watch", "marks", "churn", "transfer",
}  # fmt: skip
"""Pages whose pictures the guides of the posts show (docs/zh)."""


def all_pages(camera: Camera, counter: Counter) -> None:
    """Every page of the program as it stands when it is opened, each by the first person who has it."""
    seen: set[str] = set()
    for login in LOGINS:
        counter.sign_in(login)
        window = counter.program.window
        for name in window.pages.names():
            if name not in seen:
                seen.add(name)
                window.show_page(name)
                counter.settle()
                camera.window(f"page-{name}", dark=name in DARK, docs=name in GUIDE_PAGES)
        window.sign_out_requested.emit()
        counter.settle()


def main(arguments: list[str]) -> int:
    """All pictures."""
    parser = argparse.ArgumentParser(prog="guitai screenshots", description="Save a picture of every page.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", action="store_true", help="only those of README and user guide")
    parser.add_argument("--pages", action="store_true", help="only every page as it stands when it is opened")
    parser.add_argument("--theme", choices=[one.name for one in THEMES], default="light")
    parser.add_argument("--text-size", choices=list(TEXT_SIZES), default="normal")
    parser.add_argument("--scale", choices=("1", "1.25", "1.5", "2"), default="1", help="of the screen")
    parser.add_argument("--language", choices=LANGUAGES, help="only this one")
    parser.add_argument("--size", choices=[f"{wide}x{high}" for wide, high in SIZES], help="only this one")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, place)  # nobody's own preferences
        settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "guitai", "guitai")
        settings.setValue("theme", asked.theme)
        settings.setValue("text_size", asked.text_size)
        settings.sync()
        application = QApplication(sys.argv[:1])
        clock = SampleClock(day_behind(branch_day(NOW)), FixedClock(NOW))
        counter = Counter(application, Path(place) / "branch", clock)
        counter.program.show()
        counter.display.resize(*GUIDE_DISPLAY)
        counter.settle()
        camera = Camera(
            application, counter, asked.folder, docs=asked.docs, theme=asked.theme,
            languages=(asked.language,) if asked.language else LANGUAGES,
            sizes=tuple(size for size in SIZES if not asked.size or asked.size == f"{size[0]}x{size[1]}"),
        )  # fmt: skip
        if not asked.pages:
            around(camera, counter)
            opening(camera, counter)
            office(camera, counter)
            counter.sign_out()
        all_pages(camera, counter)
        counter.leave()
    print(f"{camera.taken} pictures in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
