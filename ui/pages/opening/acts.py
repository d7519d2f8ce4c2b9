"""What only an opening asks of the client on the display, and which act belongs to a step; see ``ui.acts``.

An act never keeps anything: every reply goes to the service at once, and what is left to do is read from the service,
so an act that was broken off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM, Step
from app.onboarding.view import OpeningView
from ui.acts.assessment import AnswerQuestions, ConfirmResult
from ui.acts.checking import Review, SetPassword
from ui.acts.papers import Paper, ReadForms, SignForms, Text
from ui.acts.port import Lines
from ui.customer_display.prompts import Confirmation
from ui.support.client_session import Act, Next

if TYPE_CHECKING:
    from ui.pages.opening.with_client import ClientSession

translate = QCoreApplication.translate

CHANGED = "opening.changed_since_shown"
"""The refusal of what the client did to something that is no longer what was shown."""


class OpeningAct(Act):
    """One thing the client does in an opening. ``done`` is called when nothing of it is left."""

    def __init__(self, session: ClientSession, done: Next) -> None:
        self.session = session
        self.done = done

    @property
    def view(self) -> OpeningView:
        """The opening as it stands."""
        return self.session.view


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
            SignForms(self.session, self.begin, _papers(self.view, [ESIGN_FORM]), CHANGED).begin()
        elif codes & {"opening.agreement_unread", "opening.agreement_not_confirmed"}:
            ReadForms(self.session, self.begin, _texts(self.session, [AGREEMENT_FORM])).begin()
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


def act_for(session: ClientSession, step: Step, form_ids: Sequence[str], done: Next) -> Act:
    """The act of a step; ``form_ids``: the forms to be signed or read when not all that are left."""
    view = session.view
    left = list(form_ids) or list(dict.fromkeys(missing.at for missing in view.step(step).missing))
    on_display = [form_id for form_id in left if form_id not in {form.form_id for form in view.forms if form.by_paper}]
    acts: dict[Step, Callable[[], Act]] = {
        Step.QUESTIONNAIRE: lambda: AnswerQuestions(session, done),
        Step.RESULT: lambda: ConfirmResult(session, done),
        Step.RELATIONSHIP: lambda: ConfirmRelationship(session, done),
        Step.PASSWORD: lambda: SetPassword(session, done, view.policy.password_length),
        Step.REVIEW: lambda: Review(session, done, CHANGED),
        Step.CONSENT: lambda: GiveConsents(session, done, again=ESIGN_FORM in form_ids),
        Step.DISCLOSURE: lambda: ReadForms(session, done, _texts(session, left)),
        Step.SIGNATURES: lambda: SignForms(session, done, _papers(view, on_display), CHANGED),
    }
    return acts[step]()


def _texts(session: ClientSession, form_ids: Sequence[str]) -> list[Text]:
    return [Text(form_id, session.title_of(form_id), form_id == AGREEMENT_FORM) for form_id in form_ids]


def _papers(view: OpeningView, form_ids: Sequence[str]) -> list[Paper]:
    forms = {form.form_id: form for form in view.forms}
    return [Paper(one, forms[one].title, forms[one].number, view.signer_name) for one in form_ids]
