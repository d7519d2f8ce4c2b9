"""The one case that a page has open: every call to its service goes through here, in order, off the GUI thread.

What is typed is sent 400 ms after the last key or when the field is left, whichever comes first. What could not be
saved stays here, goes out again with the next save, and is never replaced by what the database holds. A field that
somebody else has changed meanwhile is not saved over: both values stay until the person at the window has chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from app.common.actor import Actor
from app.common.errors import Refused
from app.storage.again import PASSING as PASSES
from ui.support.run_op import OpRunner

TYPING_PAUSE_MS = 400
PASSING = PASSES | {"storage.unsure", "storage.disk", "documents.away"}
"""Refusals that time or a hand at the server mends: what was typed is kept and goes out again by itself."""


class Saved(StrEnum):
    """Whether what stands in the fields is in the database."""

    SAVED = "saved"
    SAVING = "saving"
    UNSAVED = "unsaved"


class CaseService(Protocol):
    """What every service of cases has: the case as it stands."""

    # ruff: noqa: D102 - each is told of at the service
    @property
    def view(self) -> Callable[[Actor, str], Any]: ...
    @property
    def save_fields(self) -> Callable[[Actor, str, Mapping[str, str], Mapping[str, str]], Any]: ...


View = TypeVar("View")
Service = TypeVar("Service", bound=CaseService)


class CaseAtWindow(QObject, Generic[View, Service]):
    """One case at this window; a flow says what its views are by the four methods that are to be overridden.

    Signals, all on the GUI thread: ``viewed(view, force)`` with each newer view (``force``: fields were filled by a
    machine, so the one that has the focus is filled, too); ``saved_changed(Saved)``; ``refused(Refused)`` when the
    service says no to a save; ``troubled(exception)`` when it could not be reached; ``recovered()`` after that;
    ``completed(receipt)``; ``lost(case_number)`` when the last save of a case failed after it had been left;
    ``clashed(Refused)`` when somebody else has changed fields meanwhile (``facts["fields"]``), as soon as theirs is
    known: see :meth:`theirs`, :meth:`take_theirs`, :meth:`keep_mine`.
    """

    viewed = Signal(object, bool)
    saved_changed = Signal(object)
    refused = Signal(object)
    troubled = Signal(object)
    recovered = Signal()
    completed = Signal(object)
    lost = Signal(str)
    clashed = Signal(object)

    def __init__(self, service: Service, actor: Actor, runner: OpRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.actor = actor
        self.view: View | None = None
        self.saved = Saved.SAVED
        self._runner = runner
        self._number = ""
        self._turn = 0
        self._typed: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        self._under_way: Counter[str] = Counter()
        self._seen: dict[str, str] = {}
        self._clashes: dict[str, str] = {}
        self._in_trouble = False
        self._looking = self._look_again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    # what a flow says of its views

    def is_view(self, answer: object) -> bool:
        """Whether an answer of the service is a view of the case. Overridden."""
        raise NotImplementedError

    def number_of(self, view: View) -> str:
        """The number of the case. Overridden."""
        raise NotImplementedError

    def may_type(self, view: View) -> bool:
        """Whether fields can be typed in. Overridden."""
        raise NotImplementedError

    def text_of(self, view: View, name: str) -> str:
        """What the database has of a field. Overridden."""
        raise NotImplementedError

    # for the page

    @property
    def number(self) -> str:
        """The case number; empty before a case is open."""
        return self._number

    @property
    def open(self) -> bool:
        """Whether fields can be typed in."""
        return self.view is not None and self.may_type(self.view)

    def begin(
        self, function: Callable[..., View], *facts: Any, number: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:  # fmt: skip
        """Let go of the case before and take the one that ``function(actor, *facts)`` gives."""
        self._begin(number)
        self._run(function, self.actor, *facts, done=self._took, failed=failed)

    def resume(self, case_number: str, failed: Callable[[Exception], None] | None = None) -> None:
        """Open a case that is there already, finished or not."""
        self.begin(self.service.view, case_number, number=case_number, failed=failed)

    def type(self, name: str, text: str) -> None:
        """A field changed while it is being typed in; saved after a pause."""
        if self.view is None or not self.open:
            return
        if self._refused.get(name) == text or (not self.ahead(name) and self.text_of(self.view, name) == text):
            return
        if name in self._clashes:
            self._clashes[name] = text  # it goes out when the person has chosen
            return
        self._refused.pop(name, None)
        self._seen.setdefault(name, self.text_of(self.view, name))
        self._typed[name] = text
        self._timer.start()
        self._tell()

    def put(self, values: Mapping[str, str]) -> None:
        """Save these fields now (a choice was made)."""
        for name, text in values.items():
            self.type(name, text)
        self.flush()

    def flush(self) -> None:
        """Save what was typed now: a field was left, a step is left, the client acts, the page is closed."""
        if not shiboken6.isValid(self):
            return  # the window is being taken down and its fields say a last word; everything has been saved before
        self._timer.stop()
        if not self.open or not (self._typed or self._kept):
            return
        values = {**self._kept, **self._typed}
        self._kept, self._typed = {}, {}
        self._under_way.update(values.keys())
        self._tell()
        self._run(
            _save, self.service, self.actor, self._number, values, self._seen,
            done=lambda view: self._was_saved(values, view), failed=lambda problem: self._was_not(values, problem),
            gone=partial(self.lost.emit, self._number),
        )  # fmt: skip

    def act(
        self,
        deed: Callable[..., Any],
        *facts: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        force: bool = False,
    ) -> None:
        """``deed(actor, case_number, *facts)`` after everything typed has been saved; a view it gives is taken over."""
        self.flush()

        def came(answer: Any) -> None:
            if self.is_view(answer):
                self._took(answer, force=force)
            if done is not None:
                done(answer)

        self._run(deed, self.actor, self._number, *facts, done=came, failed=failed)

    def retry(self) -> None:
        """Send again what could not be saved; with nothing left, ask how the case stands."""
        if self._kept or self._typed:
            self.flush()
        elif self._number:
            self.act(self.service.view)

    def look(self) -> None:
        """Somebody has changed something: ask how the case stands. A fault is told by the next act, not by this.

        However often it is asked while an answer is under way, one more look follows.
        """
        if not self._number:
            return
        self._look_again = self._looking
        if not self._looking:
            self._looking = True
            self.act(self.service.view, done=self._looked, failed=self._looked)

    def _looked(self, _answer: object) -> None:
        self._looking = False
        if self._look_again:
            self._look_again = False
            self.look()

    def ahead(self, name: str) -> bool:
        """Whether the field holds something that the last view cannot know yet."""
        return name in self._refused or name in self._clashes or name in self._ahead()

    def clashing(self) -> tuple[str, ...]:
        """The fields that somebody else has changed and about which the person has not chosen yet."""
        return tuple(self._clashes)

    def theirs(self, name: str) -> str:
        """What the database holds of a field now."""
        return self.text_of(self.view, name) if self.view is not None else ""

    def take_theirs(self, name: str) -> None:
        """Give up what was typed here for what the database holds."""
        if self._clashes.pop(name, None) is not None and self.view is not None:
            self._seen.pop(name, None)
            self._tell()
            self.viewed.emit(self.view, False)

    def keep_mine(self, name: str) -> None:
        """Save what was typed here over what the other person saved, knowing of it."""
        mine = self._clashes.pop(name, None)
        if mine is not None:
            self._seen[name] = self.theirs(name)
            self._typed[name] = mine
            self.flush()

    def any_ahead(self) -> bool:
        """Whether anything typed is still on its way to the service."""
        return bool(self._ahead())

    def leave(self) -> None:
        """Save what is left and let go of the case."""
        self.flush()
        self._begin("")

    def say(self, problem: Exception) -> None:
        """Have a refusal or a fault told."""
        if isinstance(problem, Refused) and problem.code not in PASSING:
            self.refused.emit(problem)
        else:
            self._in_trouble = True
            self._tell()
            self.troubled.emit(problem)

    def end(self, receipt: object) -> None:
        """The case has been closed: say so, then ask how it stands."""
        self.completed.emit(receipt)
        self.act(self.service.view)

    # inside

    def _ahead(self) -> set[str]:
        return self._typed.keys() | self._kept.keys() | set(+self._under_way)

    def _begin(self, case_number: str) -> None:
        self._turn += 1
        self._timer.stop()
        self._typed, self._kept, self._refused, self._under_way = {}, {}, {}, Counter()
        self._seen, self._clashes = {}, {}
        self._number = case_number
        self.view = None
        self._in_trouble = False
        self._looking = self._look_again = False
        self._tell()

    def _run(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        gone: Callable[[], None] | None = None,
    ) -> None:
        """Call in the serial lane; what comes after the case was left is dropped, a failure then goes to ``gone``."""
        turn = self._turn

        def came(answer: Any) -> None:
            if turn == self._turn:
                done(answer)

        def went_wrong(problem: Exception) -> None:
            if turn == self._turn:
                (failed or self.say)(problem)
            elif gone is not None:
                gone()

        self._runner.run(function, *args, done=came, failed=went_wrong, owner=self, serial=True)

    def _took(self, view: View, *, force: bool = False) -> None:
        self._number = self.number_of(view)
        self.view = view
        self._no_trouble()
        self.viewed.emit(view, force)

    def _was_saved(self, values: Mapping[str, str], view: View) -> None:
        self._under_way -= Counter(values.keys())
        for name in values.keys() - self._ahead():
            self._seen.pop(name, None)  # the next key builds on what the view holds then
        self._tell()
        self._took(view)

    def _was_not(self, values: Mapping[str, str], problem: Exception) -> None:
        self._under_way -= Counter(values.keys())
        kept = {name: text for name, text in values.items() if name not in self._typed and not self._under_way[name]}
        if not isinstance(problem, Refused) or problem.code in PASSING:
            self._kept.update(kept)
        elif problem.code.endswith(".clash"):
            self._clash(kept, problem)
            return
        elif problem.field in kept and len(kept) > 1:
            # one field that is refused must not hold up the others
            self._refused[problem.field] = kept.pop(problem.field)
            self._kept.update(kept)
            self.flush()
        else:
            self._refused.update(kept)  # not sent again by itself, but it stays in its field until it is changed
        self._tell()
        self.say(problem)

    def _clash(self, kept: dict[str, str], refused: Refused) -> None:
        # what clashes waits for the person, the rest is saved; then theirs is asked for, and both can be shown
        for name in refused.facts["fields"]:
            mine = self._typed.pop(name, kept.get(name))
            kept.pop(name, None)
            if mine is not None:
                self._clashes[name] = mine
        self._kept.update(kept)
        self._tell()
        self.flush()
        self.act(self.service.view, done=lambda _: self.clashed.emit(refused))

    def _no_trouble(self) -> None:
        if self._in_trouble:
            self._in_trouble = False
            self._tell()
            self.recovered.emit()

    def _tell(self) -> None:
        state = Saved.SAVED
        if self._kept or self._refused or self._clashes or self._in_trouble:
            state = Saved.UNSAVED
        elif self._typed or +self._under_way:
            state = Saved.SAVING
        if state is not self.saved:
            self.saved = state
            self.saved_changed.emit(state)


def _save(
    service: CaseService, actor: Actor, number: str, values: Mapping[str, str], seen: dict[str, str]
) -> Any:  # fmt: skip
    """Save in the worker; the saves that wait behind this one in the lane build on what it has stored."""
    view = service.save_fields(actor, number, values, {name: seen[name] for name in values if name in seen})
    seen.update(values)
    return view
