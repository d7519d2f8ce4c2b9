"""What every step shares: fields bound to names, saved as they are left, problems shown only where one has been."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar, Generic

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.common.errors import Refused
from ui.refusals import say
from ui.support.clash_choice import offer_choice
from ui.support.client_session import Sentence, SessionState
from ui.support.hand_over import HandOver
from ui.support.open_case import CaseAtWindow, View
from ui.support.step_undo import StepUndo
from ui.theme import space
from ui.widgets import ComboBox, InlineBanner, LabelledField, RadioList, Segmented, TickGroup
from ui.widgets.containers import label


def split_codes(text: str) -> tuple[str, ...]:
    """Codes of a field that takes several, comma-separated, doubles dropped, order kept."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


@dataclass(slots=True)
class Bound:
    """A field of the page and the name it is saved under. ``typing``: the cursor is in it and it was changed."""

    name: str
    field: LabelledField
    to_text: Callable[[Any], str]
    from_text: Callable[[str], Any]
    visited: bool = False
    typing: bool = False


class CaseStep(QWidget, Generic[View]):
    """One step of a case in the middle column; a flow says the words and what its views hold by what is overridden.

    Signals: ``ended`` (Enter in the last field), ``went_before`` (Shift+Enter in the first), ``hand_over(form_ids)``
    and ``take_back`` for the client's display, ``go_to(step)``, ``form_wanted(id)``.
    """

    step: ClassVar[StrEnum]
    ended = Signal()
    went_before = Signal()
    hand_over = Signal(tuple)
    take_back = Signal()
    go_to = Signal(object)
    form_wanted = Signal(str)

    def __init__(self, case: CaseAtWindow[View, Any], sentence: Sentence = say) -> None:
        super().__init__()
        self.case = case
        self.sentence = sentence
        self.bound: dict[str, Bound] = {}
        self._view: View | None = None
        self._undo = StepUndo()
        self.setObjectName("step")
        self.heading = label("", "title")
        self.lead = label("", "muted", wrap=True)
        self.blocked = InlineBanner()
        self.blocked.acted.connect(self._go_to_blocker)
        self.content = QWidget()
        self.content.setObjectName("scrolled")
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(space.L, space.M, space.L, space.M)
        self.body.setSpacing(space.S)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.lead)
        self.body.addWidget(self.blocked)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    # what a flow says

    def title(self) -> str:
        """The name of the step. Overridden."""
        raise NotImplementedError

    def label_of(self, name: str) -> str:
        """The label of a field. Overridden."""
        raise NotImplementedError

    def problem_of(self, view: View, name: str) -> Refused | None:
        """What is wrong with a field. Overridden."""
        raise NotImplementedError

    def warnings_of(self, view: View, name: str) -> Sequence[str]:
        """Codes of what deserves a look at a field. Overridden by flows that have such."""
        return ()

    def blockers(self, view: View) -> Sequence[tuple[StrEnum, str]]:
        """The steps that come first, with their names; none when the step is done. Overridden."""
        raise NotImplementedError

    # for the steps themselves

    def bind(
        self, name: str, editor: QWidget, *, required: bool = False,
        to_text: Callable[[Any], str] | None = None, from_text: Callable[[str], Any] | None = None,
        extra: tuple[QWidget, ...] = (),
    ) -> LabelledField:  # fmt: skip
        """A labelled field for ``name``, saved as raw text."""
        field = LabelledField(self.label_of(name), editor, required=required, extra=extra, enter_moves_on=False)
        several = isinstance(editor, TickGroup)
        bound = Bound(
            name, field,
            to_text or (",".join if several else str),
            from_text or (split_codes if several else str),
        )  # fmt: skip
        self.bound[name] = bound
        field.edited.connect(lambda: self._edited(bound))
        field.left.connect(lambda: self._left(bound))
        editor.setProperty("field", name)
        return field

    def shown(self, view: View) -> None:
        """Show what is not a field. Overridden."""

    def retranslate(self) -> None:
        """Set own texts anew. Overridden; called once at the start and after each change of language."""

    def show_session(self, state: SessionState) -> None:
        """What the client does now. Overridden by steps that the client does."""

    def hand_over_panel(self) -> HandOver | None:
        """The panel of a step that the client does. Overridden by those."""
        return None

    def waits(self) -> bool:
        """Whether a button of the step's own is what comes next. Overridden by steps with one."""
        return False

    def first_widget(self) -> QWidget | None:
        """Where the cursor goes when the step is entered: the first field that is wrong or empty, else the first."""
        order = self.order()
        wrong = [bound for bound in order if self._problem(bound) is not None]
        first = next(iter(wrong or order), None)
        return first.field.widget if first is not None else None

    # for the page

    def fields(self) -> dict[str, LabelledField]:
        """The fields by name."""
        return {name: bound.field for name, bound in self.bound.items()}

    def order(self) -> list[Bound]:
        """The fields that can be typed in now, in order."""
        return [b for b in self.bound.values() if b.field.isVisibleTo(self) and b.field.widget.isEnabled()]

    def apply(self, view: View, *, force: bool = False) -> None:
        """Take over a newer view; what is being typed stays."""
        self._view = view
        for bound in self.bound.values():
            self._fill(bound, view, force=force)
        self._show_blocked(view)
        self.shown(view)
        self.show_problems()

    def show_problems(self) -> None:
        """Problems and warnings at the fields that were visited and are not being typed in."""
        if self._view is None:
            return
        for bound in self.bound.values():
            problem = self._problem(bound) if bound.visited and not bound.typing else None
            # what the service has not seen yet it cannot have judged
            if not bound.typing and not self.case.ahead(bound.name):
                bound.field.set_error(self.sentence(problem) if problem is not None else "")
            warnings = self.warnings_of(self._view, bound.name)
            bound.field.set_warning(" ".join(self.sentence(Refused(code)) for code in warnings))

    def visit_all(self) -> bool:
        """Show every problem and put the cursor at the first one; whether there was one."""
        for bound in self.bound.values():
            bound.visited, bound.typing = True, False
        self.show_problems()
        wrong = [bound for bound in self.order() if self._problem(bound) is not None]
        if wrong:
            self.focus(wrong[0].field)
        return bool(wrong)

    def refuse(self, refused: Refused) -> bool:
        """Show a refused save at its field; whether the field is here."""
        bound = self.bound.get(refused.field or "")
        if bound is None:
            return False
        bound.visited, bound.typing = True, False
        bound.field.set_error(self.sentence(refused))
        return True

    def show_clashes(self, refused: Refused) -> None:
        """Fields that somebody else has changed meanwhile: who, what stands there now, and the choice."""
        for name in self.case.clashing():
            bound = self.bound.get(name)
            if bound is None:
                continue
            bound.visited, bound.typing = True, False
            bound.field.set_error(self.sentence(refused))
            offer_choice(
                bound.field, bound.from_text(self.case.theirs(name)),
                partial(self._choose, bound, self.case.take_theirs), partial(self._choose, bound, self.case.keep_mine),
            )  # fmt: skip

    def _choose(self, bound: Bound, choice: Callable[[str], None]) -> None:
        bound.field.offer(())
        bound.field.set_error("")
        choice(bound.name)
        self.focus(bound.field)

    def field_left(self, widget: QWidget) -> None:
        """The focus has left ``widget``: save it and show what is wrong with it."""
        field = self.field_of(widget)
        for bound in self.bound.values():
            if bound.field is field:
                self._undo.note(bound.name, bound.to_text(bound.field.value()))
                bound.visited, bound.typing = True, False
                self.case.flush()
                self.show_problems()

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """The field that ``widget`` is the editor of, or a part of it."""
        for bound in self.bound.values():
            if bound.field.widget is widget or bound.field.widget.isAncestorOf(widget):
                return bound.field
        return None

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """Put the cursor in the next field, or say that the step has ended."""
        fields = [bound.field for bound in self.order()]
        place = fields.index(field) + direction if field in fields else 0
        if 0 <= place < len(fields):
            self.focus(fields[place])
        else:
            (self.ended if place > 0 else self.went_before).emit()

    def next_gap(self, field: LabelledField | None) -> LabelledField | None:
        """The first field after ``field`` (all of them for None) that is not right yet; None when there is none."""
        order = self.order()
        place = next((number + 1 for number, bound in enumerate(order) if bound.field is field), 0)
        return next((bound.field for bound in order[place:] if self._problem(bound) is not None), None)

    def focus(self, field: LabelledField) -> None:
        """Put the cursor there and bring it into sight."""
        field.focus_editor()
        self.area.ensureWidgetVisible(field, 20, 40)

    def take_back_field(self, direction: int) -> bool:
        """Give the field that was changed last what it held before (-1), or again what was taken back (1)."""
        for bound in self.bound.values():
            if bound.typing:
                self._undo.note(bound.name, bound.to_text(bound.field.value()))
        change = self._undo.undo() if direction < 0 else self._undo.redo()
        if change is None or change[0] not in self.bound or not self.case.open:
            return False
        changed, text = self.bound[change[0]], change[1]
        changed.visited, changed.typing = True, False
        changed.field.set_value(changed.from_text(text))
        self.case.put({changed.name: text})
        self.focus(changed.field)
        return True

    def set_locked(self, locked: bool) -> None:
        """Nothing can be changed in a closed opening."""
        for bound in self.bound.values():
            bound.field.widget.setEnabled(not locked)

    def forget(self) -> None:
        """Another case comes: nothing was visited."""
        self._view = None
        self._undo.forget()
        for bound in self.bound.values():
            bound.visited = bound.typing = False
            bound.field.set_value(bound.from_text(""))
            bound.field.set_error("")
            bound.field.set_warning("")
            bound.field.offer(())

    def relabel(self) -> None:
        """All texts in the present language."""
        self.heading.setText(self.title())
        for name, bound in self.bound.items():
            bound.field.set_label(self.label_of(name))
        self.retranslate()
        if self._view is not None:
            self._show_blocked(self._view)
            self.shown(self._view)
            self.show_problems()

    # inside

    def _problem(self, bound: Bound) -> Refused | None:
        return self.problem_of(self._view, bound.name) if self._view is not None else None

    def _fill(self, bound: Bound, view: View, *, force: bool) -> None:
        text = self.case.text_of(view, bound.name)
        if self.case.ahead(bound.name) or (bound.typing and not force):
            return
        self._undo.know(bound.name, text)
        if bound.to_text(bound.field.value()) == text:
            return
        bound.typing = False
        bound.field.set_value(bound.from_text(text))

    def _edited(self, bound: Bound) -> None:
        text = bound.to_text(bound.field.value())
        if isinstance(bound.field.widget, ComboBox | Segmented | TickGroup | RadioList):
            bound.visited = True
            self._undo.note(bound.name, text)
            self.case.put({bound.name: text})
        else:
            bound.typing = True
            self.case.type(bound.name, text)

    def _left(self, bound: Bound) -> None:
        # a date is written out when it is left, so its text may be new now
        text = bound.to_text(bound.field.value())
        self._undo.note(bound.name, text)
        self.case.type(bound.name, text)
        bound.visited, bound.typing = True, False
        self.case.flush()

    def _show_blocked(self, view: View) -> None:
        blockers = self.blockers(view)
        if not blockers:
            self.blocked.hide()
            return
        steps = self._join([name for _, name in blockers])
        self.blocked.say(
            QCoreApplication.translate("StepPage", "First to be done: {steps}").format(steps=steps), "warn",
            QCoreApplication.translate("StepPage", "Go there"),
        )  # fmt: skip

    def _join(self, parts: list[str]) -> str:
        return QCoreApplication.translate("StepPage", ", ").join(parts)

    def _go_to_blocker(self) -> None:
        if self._view is not None and (blockers := self.blockers(self._view)):
            self.go_to.emit(blockers[0][0])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.relabel()
        super().changeEvent(event)
