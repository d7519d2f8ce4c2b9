"""A counter for tests: the opening page and the customer display on a real branch, a teller's keys, a client's hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QWidget

from app.common.actor import Actor
from app.counter.services import Services
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.customer_display import prompts
from ui.customer_display.confirmation import ConfirmationView
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.password import PasswordView
from ui.customer_display.question import QuestionView
from ui.customer_display.reading import ReadingView
from ui.customer_display.signature import SignatureView
from ui.pages.opening.case import Saved
from ui.pages.opening.page import OpeningPage
from ui.pages.opening.port import Opening
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.widgets import LabelledField

Key = Qt.Key
NO = Qt.KeyboardModifier.NoModifier
RESIDENT = "110101199003070011"


@dataclass
class Hand:
    """Milliseconds of the display; they move only when a test moves them."""

    ms: int = 1_000

    def __call__(self) -> int:
        return self.ms


class Desk:
    """Page and display together. Teller: ``type``, ``press``. Client: ``answer``, ``read``, ``agree``, ``sign`` ..."""

    def __init__(
        self,
        services: Services,
        actor: Actor,
        runner: OpRunner,
        *,
        service: Opening | None = None,
        size: tuple[int, int] = (1600, 900),
        **callbacks: Any,
    ) -> None:
        self.services = services
        self.actor = actor
        self.runner = runner
        self.clock = Hand()
        self.display = CustomerDisplay(now_ms=self.clock)
        self.page = OpeningPage(
            service or services.opening, actor, runner, self.display, raster, branch="示例营业部", **callbacks
        )
        self.window = QMainWindow()
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.addWidget(QPushButton("elsewhere"))  # somewhere that the focus could run away to
        row.addWidget(self.page, 1)
        self.window.setCentralWidget(beside)
        self.window.resize(*size)

    def show(self) -> None:
        """Both windows, the teller's is the active one."""
        self.display.resize(1024, 600)
        self.display.show()
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def close(self) -> None:
        """Both windows gone, with everything delivered."""
        self.page.case.leave()
        self.settle()
        self.window.close()
        self.display.close_for_good()
        self.window.deleteLater()
        self.display.deleteLater()

    def settle(self) -> None:
        """Let everything under way arrive."""
        for _ in range(3):
            assert self.runner.wait(90_000)
            QApplication.processEvents()

    # the case

    @property
    def view(self) -> OpeningView:
        """The case as the page knows it."""
        assert self.page.case.view is not None
        return self.page.case.view

    @property
    def stored(self) -> OpeningView:
        """The case as the database has it."""
        return self.services.opening.view(self.actor, self.page.case.number)

    def saved(self) -> Saved:
        """Whether everything typed is saved."""
        return self.page.case.saved

    def step(self) -> Step:
        """Where the teller is."""
        return self.page.step

    def start(self, booking: str = "") -> None:
        """A new opening."""
        self.page.start(booking)
        self.settle()

    def go(self, step: Step) -> None:
        """To a step, by the list."""
        self.page.go(step)
        self.settle()

    def field(self, name: str) -> LabelledField:
        """A field of any step."""
        return next(page.bound[name].field for step in Step if name in (page := self.page.deck.of(step)).bound)

    # the teller's keys

    def focus(self) -> QWidget:
        """Where the keyboard is."""
        now = QApplication.focusWidget()
        assert now is not None, "nothing has the focus"
        return now

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        """One key, to whatever has the focus."""
        QTest.keyClick(QApplication.activePopupWidget() or self.focus(), key, modifiers)
        self._wake()
        self.settle()
        self._wake()

    def _wake(self) -> None:
        """A list that pops up takes the activation away on a platform without a window manager; give it back."""
        QApplication.processEvents()
        if QApplication.activePopupWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Characters, to whatever has the focus; nothing is left yet."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(QApplication.activePopupWidget() or self.focus(), character)
            else:
                # as an input method does it
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(self.focus(), event)
        QApplication.processEvents()

    def at(self) -> str:
        """The name of the field that has the focus, or of the widget."""
        field = self.page.deck.field_of(self.focus())
        return str(field.widget.property("field")) if field is not None else self.focus().objectName()

    # the client's hand

    @property
    def prompt(self) -> prompts.Prompt:
        """What the display shows."""
        return self.display.prompt

    def answer(self, letters: str) -> None:
        """Answer the question that is shown by its letters and go on."""
        view = self.display.view
        assert isinstance(view, QuestionView), view
        for letter in letters:
            if letter not in view.chosen():
                QTest.keyClicks(view, letter.lower())
        self.clock.ms += 9_000
        QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def read(self) -> None:
        """Read the section that is shown to its end, as long as it takes."""
        view = self.display.view
        assert isinstance(view, ReadingView), view
        for _ in range(400):
            if view.meter.complete or view.answered_already:
                break
            self.clock.ms += 900
            view.tick()
            if not view.meter.seen_all:
                QTest.keyClick(view, Key.Key_Return)
        QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def say(self, agreed: bool = True) -> None:
        """Agree to what is shown, or not."""
        view = self.display.view
        assert isinstance(view, ConfirmationView), view
        QApplication.processEvents()
        if agreed:
            for _ in range(50):
                if view.answered_already:
                    break
                QTest.keyClick(view, Key.Key_Return)
        else:
            QTest.mouseClick(view.decline, Qt.MouseButton.LeftButton)
        self.settle()

    def enter_password(self, digits: str) -> None:
        """Type the digits twice on the shuffled keypad."""
        for _ in range(2):
            view = self.display.view
            assert isinstance(view, PasswordView), view
            for digit in digits:
                QTest.mouseClick(view.keypad.key_for(int(digit)), Qt.MouseButton.LeftButton)
            QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def sign(self) -> None:
        """Write on the pad with the mouse and confirm."""
        view = self.display.view
        assert isinstance(view, SignatureView), view
        pad = view.pad
        QApplication.processEvents()
        for stroke in range(3):
            left = 40 + stroke * 120
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, NO, QPoint(left, 20))
            for step in range(1, 14):
                self.clock.ms += 10
                QTest.mouseMove(pad, QPoint(left + step * 6, 20 + (step % 4) * 12))
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, NO, QPoint(left + 80, 40))
        QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def through(self, limit: int = 80) -> None:
        """Everything that the display asks, said yes to, until it asks nothing more."""
        for _ in range(limit):
            match self.prompt:
                case prompts.Question() as question:
                    self.answer(question.options[1].letter)
                case prompts.Reading():
                    self.read()
                case prompts.Confirmation():
                    self.say()
                case prompts.Password():
                    self.enter_password("739264")
                case prompts.Signature():
                    self.sign()
                case _:
                    return
        raise AssertionError("the display asks without end")


class Faulty:
    """The service in front of the real one, with faults by hand: ``fail[name]`` is raised by the method ``name``."""

    def __init__(self, real: Opening) -> None:
        self.real = real
        self.fail: dict[str, Exception] = {}
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.real, name)
        if not callable(value):
            return value

        def call(*args: Any) -> Any:
            self.calls.append((name, args))
            if name in self.fail:
                raise self.fail[name]
            return value(*args)

        return call

    def count(self, name: str) -> int:
        """How often a method was called."""
        return sum(called == name for called, _ in self.calls)


def faulty(real: Opening) -> tuple[Faulty, Opening]:
    """The faulty service, and the same one as the page takes it."""
    made = Faulty(real)
    return made, cast(Opening, made)


IDENTITY: dict[str, str] = {
    "paper_kind": "resident-id", "paper_number": "330106199602140424", "name": "林梓萱", "nationality": "CHN",
    "ethnicity": "01", "paper_issuer": "杭州市公安局西湖分局", "paper_from": "2018-05-11", "paper_until": "2028-05-11",
    "paper_address": "浙江省杭州市西湖区示例路88号3幢1204室",
}  # fmt: skip
CONTACT: dict[str, str] = {
    "mobile": "13857120001", "address": "浙江省杭州市西湖区示例路88号3幢1204室", "occupation": "clerk",
    "education": "bachelor", "income": "100k-200k", "experience": "1-3", "objective": "growth",
    "source_of_funds": "salary", "tax_residence": "china", "sh_a": "new", "sz_a": "new",
}  # fmt: skip
EDUCATION: dict[str, str] = {
    "education_modes": "talk,leaflet", "education_topics": "market,risk,authority", "education_authority": "yes",
}  # fmt: skip
CUSTODY: dict[str, str] = {"bank": "icbc", "bank_account": "6222021202012345675"}


def fill(desk: Desk, *parts: dict[str, str]) -> None:
    """Have fields entered already, without the keys."""
    values = {name: text for part in parts for name, text in part.items()}
    desk.page.case.put(values)
    desk.settle()


def in_turn(calls: Sequence[Callable[[], None]]) -> None:
    """One after the other."""
    for call in calls:
        call()
