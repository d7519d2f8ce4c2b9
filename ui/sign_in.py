"""Signing in, and unlocking a locked window (SE-1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.common.errors import Refused
from ui.support.run_op import OpRunner
from ui.theme import bind_icon, fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.field import LabelledField
from ui.widgets.labels import button, label
from ui.widgets.line_edit import LineEdit
from ui.widgets.look_switches import LookSwitches

HIDDEN_TEXT = 0x1 | 0x40
"""ImhHiddenText and ImhNoPredictiveText as numbers: reading Qt's names takes 30 ms (ui/widgets/line_edit.py)."""


class SignInPage(QWidget):
    """Login and password; after a lock the password alone.

    ``sign_in(login, password)`` and ``unlock(password)`` are called in a worker. The password is wiped from the field
    as soon as it was used, and never stored.
    """

    signed_in = Signal(object)
    """What ``sign_in`` returned: the actor."""
    unlocked = Signal()
    other_person = Signal()
    """On the locked window somebody else wants to sign in: the present one is to be signed out."""
    preference_changed = Signal(str, str)

    def __init__(
        self,
        runner: OpRunner,
        sign_in: Callable[[str, str], object],
        *,
        unlock: Callable[[str], object] | None = None,
        branch: str = "",
        sample: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._sign_in = sign_in
        self._unlock = unlock
        self._locked = ""
        self._wait = 0
        self._busy = False
        self._ticker = QTimer(self)
        self._ticker.setInterval(1000)
        self._ticker.timeout.connect(self._tick)
        self._branch = label(branch, "muted")
        self._ribbon = QLabel()
        self._ribbon.setObjectName("ribbon")
        self._ribbon.setWordWrap(True)
        if not sample:
            self._ribbon.hide()
        self._build()
        self._retranslate()

    def _build(self) -> None:
        self.switches = LookSwitches()
        self.switches.preference_changed.connect(self.preference_changed)
        self.login = LabelledField("", LineEdit(limit=40))
        self.password = LabelledField("", LineEdit(limit=200), enter_moves_on=False)
        editor = self.password.widget
        assert isinstance(editor, LineEdit)  # noqa: S101 - made two lines above
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        editor.setProperty("inputMethodHints", HIDDEN_TEXT)
        editor.returnPressed.connect(self.submit)
        editor.installEventFilter(self)
        self._secret = editor
        self.go = button("", "primary")
        self.go.clicked.connect(self.submit)
        self._other = button("", "link")
        self._other.clicked.connect(self.other_person)
        self.banner = InlineBanner()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.L, space.M, space.L, space.L)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(self.switches)
        outer.addLayout(head)
        outer.addStretch(2)
        middle = QHBoxLayout()  # stretches, not an alignment: wrapped lines then get the height they need
        middle.addStretch(1)
        middle.addWidget(self._card())
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        fix(card, width=400)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(space.XXL, space.XXL, space.XXL, space.XL)
        inside.setSpacing(space.S)
        mark = QLabel()
        bind_icon(mark, "mark", "accent", 40)
        self._title = label("", "title")
        self._who = label("", "heading")
        inside.addWidget(mark)
        inside.addWidget(self._title)
        inside.addWidget(self._branch)
        inside.addWidget(self._ribbon)
        inside.addSpacing(space.S)
        inside.addWidget(self._who)
        inside.addWidget(self.login)
        inside.addWidget(self.password)
        inside.addWidget(self.banner)
        inside.addWidget(self.go)
        inside.addWidget(self._other)
        self._who.hide()
        self._other.hide()
        return card

    def set_branch(self, branch: str, *, sample: bool) -> None:
        """Name of the branch, and whether it is only a sample."""
        self._branch.setText(branch)
        self._ribbon.setVisible(sample)

    def start(self) -> None:
        """Ready for whoever comes next: empty fields, cursor in the login."""
        self._locked = ""
        self._arrange()
        self.login.set_value("")
        self.login.focus_editor()

    def lock(self, who: str) -> None:
        """Ask ``who`` (name and number) for the password only."""
        self._locked = who
        self._arrange()
        self.password.focus_editor()

    def _arrange(self) -> None:
        locked = bool(self._locked)
        self._who.setText(self._locked)
        self._who.setVisible(locked)
        self._other.setVisible(locked)
        self.login.setVisible(not locked)
        self.password.set_value("")
        self.password.clear_error()
        self.banner.hide()
        self._retranslate()

    def submit(self) -> None:
        """Try what was entered."""
        if self._busy or self._wait:
            return
        login, password = self.login.value().strip(), self.password.value()
        if not self._locked and not login:
            self.login.set_error(self.tr("Enter your login."))
            self.login.focus_editor()
            return
        if not password:
            self.password.set_error(self.tr("Enter your password."))
            self.password.focus_editor()
            return
        self._set_busy(True)
        if self._locked and self._unlock is not None:
            self._runner.run(self._unlock, password, done=self._is_unlocked, failed=self._refused)
        else:
            self._runner.run(self._sign_in, login, password, done=self._is_signed_in, failed=self._refused)

    def _is_signed_in(self, actor: object) -> None:
        self._clear()
        self.signed_in.emit(actor)

    def _is_unlocked(self, _: object) -> None:
        self._clear()
        self.unlocked.emit()

    def _clear(self) -> None:
        self._set_busy(False)
        self.password.set_value("")
        self.password.set_warning("")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy and not self._wait)
        self._retranslate()

    def _refused(self, problem: Exception) -> None:
        from ui.refusals import say, show_refusal

        self._clear()
        if isinstance(problem, Refused) and problem.code == "auth.backoff":
            self._wait = int(problem.facts.get("seconds", 0))
            self._ticker.start()
            self._show_wait()
            return
        if isinstance(problem, Refused):
            fields = {"login": self.login, "password": self.password}
            show_refusal(problem, fields if not self._locked else {"password": self.password}, self.banner)
            if problem.field is None:
                self.password.focus_editor()
        else:
            self.banner.say(say(problem), "danger")

    def _tick(self) -> None:
        self._wait = max(0, self._wait - 1)
        self._show_wait()
        if not self._wait:
            self._ticker.stop()
            self.password.clear_error()
            self.password.focus_editor()

    def _show_wait(self) -> None:
        self.go.setEnabled(not self._wait and not self._busy)
        if self._wait:
            minutes, seconds = divmod(self._wait, 60)
            text = self.tr("Too many wrong passwords. You can try again in {time}.")
            self.password.set_error(text.format(time=f"{minutes}:{seconds:02d}"))

    def waiting(self) -> int:
        """Seconds still to wait before the next try."""
        return self._wait

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A capital letter without Shift tells that Caps Lock is on (Qt has no way to ask)."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            capital = event.text().isupper()
            on = event.text().isascii() and capital != shift
            self.password.set_warning(self.tr("Caps Lock is on.") if on else "")
        return False

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Branch counter"))
        self._ribbon.setText(self.tr("Sample branch: for trying out and teaching, not for real clients"))
        self.login.set_label(self.tr("Login"))
        self.password.set_label(self.tr("Password"))
        self._other.setText(self.tr("Sign in as somebody else"))
        words = self.tr("Unlock") if self._locked else self.tr("Sign in")
        self.go.setText(self.tr("Checking…") if self._busy else words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if not self._wait:
                self.password.clear_error()
                self.login.clear_error()
        super().changeEvent(event)
