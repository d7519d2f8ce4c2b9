"""What the client does on the display, step by step: each act shows prompts one after the other until it is done.

An act never keeps anything: every reply goes to the service at once, and what is left to do is read from the service,
so an act that was broken off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM, Step
from ui.customer_display.prompts import Confirmation, Option, Password, Prompt, Question
from ui.pages.opening.paper_acts import CHANGED, OpeningAct, ReadForms, SignForms
from ui.pages.opening.port import Asked, Lines, Result
from ui.support.client_session import Act, Next

if TYPE_CHECKING:
    from ui.pages.opening.with_client import ClientSession

translate = QCoreApplication.translate


class AnswerQuestions(OpeningAct):
    """The questionnaire, from the first question without an answer; all of it again when every one has one."""

    def begin(self) -> None:
        """Fetch the questions."""
        self.session.fetch(self.session.service.questionnaire, then=self._got)

    def _got(self, asked: Sequence[Asked]) -> None:
        self.asked = asked
        self.given = {question.number: question.chosen for question in asked}
        unanswered = [place for place, question in enumerate(asked) if not question.chosen]
        self._show(unanswered[0] if unanswered else 0)

    def _show(self, place: int) -> None:
        question = self.asked[place]
        prompt = Question(
            id=self.session.prompt_id(f"question-{question.number}"),
            number=place + 1,
            of=len(self.asked),
            text=question.text,
            options=tuple(Option(letter, text) for letter, text in question.options),
            several=question.several,
            chosen=self.given[question.number],
        )
        self.session.show(
            prompt,
            lambda letters, shown_ms: self._answered(place, tuple(letters), shown_ms),
            back=lambda: self._show(max(0, place - 1)),
        )

    def _answered(self, place: int, letters: tuple[str, ...], shown_ms: int) -> None:
        number = self.asked[place].number
        self.given[number] = letters

        def on() -> None:
            if place + 1 < len(self.asked):
                self._show(place + 1)
            else:
                self.done()

        self.session.do(self.session.service.answer, number, letters, shown_ms, then=on)


class ConfirmResult(OpeningAct):
    """The client sees the result with the reminder and confirms it (RA-4)."""

    def begin(self) -> None:
        """Fetch the result."""
        self.session.fetch(self.session.service.result_for_client, then=self._show)

    def _show(self, result: Result) -> None:
        prompt = Confirmation(
            id=self.session.prompt_id("result"),
            title=translate("ClientSession", "The result of your risk assessment"),
            text=result.reminder,
            lines=result.lines,
            agree=translate("ClientSession", "I confirm this result"),
            decline=translate("ClientSession", "I want to answer again"),
            emphasis=translate("ClientSession", "{level} · {total} points").format(
                level=result.level_label, total=result.total
            ),
        )
        self.session.show(prompt, self._said)

    def _said(self, agreed: bool) -> None:
        self.session.do(
            self.session.service.confirm_result, agreed,
            then=self.done if agreed else lambda: self.session.decline("result"),
        )  # fmt: skip


class GiveConsents(OpeningAct):
    """Electronic signing agreed, the separate consents, the signature that binds them, then the agreement (KY-4).

    A client who declines electronic signing goes on by paper. ``again``: ask that even if it has been answered.
    """

    def __init__(self, session: ClientSession, done: Next, *, again: bool = False) -> None:
        super().__init__(session, done)
        self.again = again
        self.asked: set[str] = set()

    def begin(self) -> None:
        """Whatever comes first of what is left."""
        left = [(missing.code, missing.at) for missing in self.view.step(Step.CONSENT).missing]
        codes = {code for code, _ in left}
        consent = next(
            (at for code, at in left
             if code in ("opening.consent_not_asked", "opening.consent_declined") and at not in self.asked), None,
        )  # fmt: skip
        if self.again or "opening.esign_not_agreed" in codes:
            self.again = False
            self._esign()
        elif consent is not None:
            self._consent(consent)
        elif "opening.consent_declined" in codes:
            self.session.decline("consent")
        elif "opening.esign_not_signed" in codes:
            SignForms(self.session, self.begin, [ESIGN_FORM]).begin()
        elif codes & {"opening.agreement_unread", "opening.agreement_not_confirmed"}:
            ReadForms(self.session, self.begin, [(AGREEMENT_FORM, self.session.title_of(AGREEMENT_FORM))]).begin()
        else:
            self.done()

    def _esign(self) -> None:
        prompt = Confirmation(
            id=self.session.prompt_id("esign"),
            title=self.session.title_of(ESIGN_FORM) or translate("ClientSession", "Electronic signing"),
            text=translate("ClientSession", "I agree to sign the papers of this account opening electronically on this "
                           "display. My handwritten signature here has the same effect as one on paper. If I do not "
                           "agree, the papers are printed and I sign them by hand."),
            agree=translate("ClientSession", "I agree to sign electronically"),
            decline=translate("ClientSession", "I want to sign on paper"),
        )  # fmt: skip
        self.session.show(prompt, self._esign_said)

    def _esign_said(self, agreed: bool) -> None:
        self.session.do(self.session.service.agree_esign, agreed, then=self.begin)

    def _consent(self, code: str) -> None:
        choices = self.view.policy.choices("consents")
        place = next(place for place, choice in enumerate(choices) if choice.code == code)
        self.session.tell(place, len(choices), translate("ClientSession", "Separate consents"))
        prompt = Confirmation(
            id=self.session.prompt_id(f"consent-{code}"),
            title=translate("ClientSession", "Your consent ({number} of {of})").format(
                number=place + 1, of=len(choices)
            ),
            text=choices[place].label,
            agree=translate("ClientSession", "I consent"),
            decline=translate("ClientSession", "I do not consent"),
        )
        self.session.show(prompt, lambda agreed: self._consent_said(code, agreed))

    def _consent_said(self, code: str, agreed: bool) -> None:
        self.asked.add(code)
        self.session.do(self.session.service.consent, code, agreed, then=self.begin)


class ConfirmRelationship(OpeningAct):
    """The client sees who serves them and within what limits (SR-1, MS-1)."""

    def begin(self) -> None:
        """Fetch the public part of the register."""
        self.session.fetch(self.session.service.relationship_for_client, then=self._show)

    def _show(self, lines: Lines) -> None:
        prompt = Confirmation(
            id=self.session.prompt_id("relationship"),
            title=translate("ClientSession", "The member of staff who serves you"),
            text=translate("ClientSession", "I know who serves me, what this member of staff may do and what this "
                           "member of staff must not do."),
            lines=lines,
            agree=translate("ClientSession", "I understand and confirm"),
            decline=translate("ClientSession", "This is not right"),
        )  # fmt: skip
        shown = self.session.what_is_entered()
        self.session.show(prompt, lambda agreed: self._said(agreed, shown))

    def _said(self, agreed: bool, shown: object) -> None:
        if agreed and self.session.what_is_entered() != shown:
            self.begin()
            return
        self.session.do(
            self.session.service.confirm_relationship, agreed,
            then=self.done if agreed else lambda: self.session.decline("relationship"),
        )  # fmt: skip


class SetPassword(OpeningAct):
    """The client sets the password; a weak one comes back with the reason (OP-5)."""

    def begin(self) -> None:
        """The empty pad."""
        self._show("")

    def _show(self, problem: str) -> None:
        prompt: Prompt = Password(
            id=self.session.prompt_id("password"),
            title=translate("ClientSession", "Set your counter password"),
            length=self.session.view.policy.password_length,
            problem=problem,
        )
        self.session.show(prompt, self._entered)

    def _entered(self, digits: str) -> None:
        self.session.do(self.session.service.set_password, digits, then=self.done, refused=self._again)

    def _again(self, refused: Refused) -> bool:
        if refused.code.startswith("password."):
            self._show(self.session.sentence(refused))
            return True
        return False


class Review(OpeningAct):
    """The client reads everything entered and confirms it as right (OP-1)."""

    def begin(self) -> None:
        """Fetch the lines."""
        self.session.fetch(self.session.service.review_for_client, then=self._show)

    def _show(self, found: tuple[Lines, str]) -> None:
        lines, shown = found
        prompt = Confirmation(
            id=self.session.prompt_id("review"),
            title=translate("ClientSession", "Please check what we have written down"),
            text=translate("ClientSession", "All of this is true, complete and my own. I will tell the branch when "
                           "something changes."),
            lines=lines,
            agree=translate("ClientSession", "Everything is right"),
            decline=translate("ClientSession", "Something is wrong"),
        )  # fmt: skip
        self.session.show(prompt, lambda agreed: self._said(agreed, shown))

    def _said(self, agreed: bool, shown: str) -> None:
        self.session.do(
            self.session.service.confirm_review, agreed, shown,
            then=self.done if agreed else lambda: self.session.decline("review"), refused=self._again,
        )  # fmt: skip

    def _again(self, refused: Refused) -> bool:
        """The teller changed something meanwhile: only what was shown can be confirmed."""
        if refused.code == CHANGED:
            self.begin()
            return True
        return False


def act_for(session: ClientSession, step: Step, form_ids: Sequence[str], done: Next) -> Act:
    """The act of a step; ``form_ids``: the forms to be signed or read when not all that are left."""
    view = session.view
    simple: dict[Step, type[OpeningAct]] = {
        Step.QUESTIONNAIRE: AnswerQuestions,
        Step.RESULT: ConfirmResult,
        Step.RELATIONSHIP: ConfirmRelationship,
        Step.PASSWORD: SetPassword,
        Step.REVIEW: Review,
    }
    if step in simple:
        return simple[step](session, done)
    if step is Step.CONSENT:
        return GiveConsents(session, done, again=ESIGN_FORM in form_ids)
    left = list(form_ids) or list(dict.fromkeys(missing.at for missing in view.step(step).missing))
    if step is Step.DISCLOSURE:
        return ReadForms(session, done, [(form_id, session.title_of(form_id)) for form_id in left])
    if step is Step.SIGNATURES:
        by_hand = {form.form_id for form in view.forms if form.by_paper}
        return SignForms(session, done, [form_id for form_id in left if form_id not in by_hand])
    raise ValueError(f"nothing for the client in step {step}")
