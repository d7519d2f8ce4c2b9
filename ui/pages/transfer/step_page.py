"""What every step of a transfer-out shares; see ``ui.support.case_step`` for fields, saving and problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, Signal

from app.common.errors import Refused
from app.transfer_out.case import RUNNING, Status
from app.transfer_out.fields import AFTER_APPROVAL
from app.transfer_out.steps import Missing, State, Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.words import field_label, step_title
from ui.refusals import say
from ui.support.case_step import CaseStep
from ui.support.client_session import Sentence
from ui.widgets import InlineBanner

GUARDED = frozenset({Status.SUBMITTED, Status.APPROVED})
"""While a request stands so, changing what is approved takes it back and makes the approvals void (TO-5)."""


class TransferStep(CaseStep[TransferView]):
    """One step in the middle column.

    While a request is with the approvers, or approved, the fields that they decide on are locked until the teller
    says that they are to be changed: no slip of the hand makes an approval void. ``change_wanted``: that was said.
    """

    step: ClassVar[Step]
    case: TransferCase
    change_wanted = Signal()

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._unlocked_for = ""
        self._sending = False
        self.guard = InlineBanner()
        self.guard.acted.connect(self.change_wanted)
        self.body.addWidget(self.guard)

    def title(self) -> str:
        """The name of the step."""
        return step_title(self.step)

    def label_of(self, name: str) -> str:
        """The label of a field."""
        return field_label(name)

    def problem_of(self, view: TransferView, name: str) -> Refused | None:
        """What is wrong with a field."""
        return view.problems.get(name)

    def blockers(self, view: TransferView) -> Sequence[tuple[Step, str]]:
        """The steps that come first."""
        state = view.step(self.step)
        if view.case.status not in RUNNING or state.state in (State.DONE, State.NOT_NEEDED):
            return []
        return [(step, step_title(step)) for step in state.blocked_by]

    def shown(self, view: TransferView) -> None:
        """The lock over what is approved."""
        self._show_guard(view)

    def unlock(self) -> None:
        """The teller wants to change what the approvers have before them."""
        if self._view is not None:
            self._unlocked_for = self._view.case.number
            self._show_guard(self._view)

    def set_locked(self, locked: bool) -> None:
        """Nothing can be changed in a case that has ended, and what is approved only after it was unlocked."""
        guarded = self._guarded()
        for name, bound in self.bound.items():
            bound.field.widget.setEnabled(not locked and not (guarded and name not in AFTER_APPROVAL))

    def send(
        self, deed: Callable[..., Any], *facts: Any, done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:  # fmt: skip
        """Do something with the case, once: a second press while the first is under way does nothing.

        The button is not switched off meanwhile: that would throw the cursor out of the step. A refusal is told, and
        the case is read anew, because somebody else may have been faster.
        """
        if self._sending:
            return
        self._sending = True

        def came(answer: Any) -> None:
            self._sending = False
            if done is not None:
                done(answer)

        def went_wrong(problem: Exception) -> None:
            self._sending = False
            (failed or self.case.say)(problem)
            self.case.look()

        self.case.act(deed, *facts, done=came, failed=went_wrong)

    def missing_text(self, missing: Missing) -> str:
        """What is missing, in words."""
        return self.sentence(Refused(missing.code, field=missing.at or None, **dict(missing.facts)))

    def missing_lines(self, view: TransferView) -> list[str]:
        """Everything of the step that is missing."""
        return [self.missing_text(missing) for missing in view.step(self.step).missing]

    def running(self, view: TransferView) -> bool:
        """Whether the request has not ended."""
        return view.case.status in RUNNING

    def forget(self) -> None:
        """Another case."""
        self._unlocked_for = ""
        self._sending = False
        self.guard.hide()
        super().forget()

    def _guarded(self) -> bool:
        view = self._view
        if view is None or view.case.status not in GUARDED:
            return False
        return self._unlocked_for != view.case.number

    def _show_guard(self, view: TransferView) -> None:
        if self._guarded() and any(name not in AFTER_APPROVAL for name in self.bound):
            text = QCoreApplication.translate(
                "TransferStep", "The approvers decide on what stands here. If it is changed, it goes back to them anew."
            )
            self.guard.say(text, "info", QCoreApplication.translate("TransferStep", "Change it all the same"))
        else:
            self.guard.hide()
        self.set_locked(view.case.status not in RUNNING)
