"""What a case of suitability hands to the client: the questions and the result as at an opening, notice, signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from app.archive.press import Ink
from app.common.actor import Actor
from app.risk_cases.domain import RiskReceipt, RiskView, Step
from ui.acts.assessment import AnswerQuestions, ConfirmResult
from ui.acts.papers import Paper, SignForms
from ui.acts.port import Asked, Lines, Result
from ui.customer_display.prompts import Confirmation
from ui.support.client_session import Act, DisplaySession, Next
from ui.support.open_case import CaseAtWindow

translate = QCoreApplication.translate

CHANGED = "opening.changed_since_shown"
"""What the service says of a paper that is no longer what was shown."""


class RiskCases(Protocol):
    """The service as the page uses it; called off the GUI thread."""

    # ruff: noqa: D102 - each is told of at the service
    def reassess(self, actor: Actor, client_id: str) -> RiskView: ...
    def explained_again(self, actor: Actor, case_number: str, staff_number: str) -> RiskView: ...
    def acknowledge(self, actor: Actor, client_id: str, product_code: str) -> RiskView: ...
    def view(self, actor: Actor, case_number: str) -> RiskView: ...
    def save_fields(
        self, actor: Actor, case_number: str, values: Mapping[str, str], seen: Mapping[str, str]
    ) -> RiskView: ...
    def questionnaire(self, actor: Actor, case_number: str) -> Sequence[Asked]: ...
    def answer(
        self, actor: Actor, case_number: str, number: int, letters: tuple[str, ...], shown_ms: int
    ) -> RiskView: ...
    def result_for_client(self, actor: Actor, case_number: str) -> Result: ...
    def confirm_result(self, actor: Actor, case_number: str, agreed: bool) -> RiskView: ...
    def confirm_notice(self, actor: Actor, case_number: str, agreed: bool) -> RiskView: ...
    def signature_lines(self, actor: Actor, case_number: str, form_id: str) -> tuple[Lines, str]: ...
    def sign(self, actor: Actor, case_number: str, form_id: str, ink: Ink, shown: str) -> RiskView: ...
    def complete(self, actor: Actor, case_number: str, scan: bytes | None = None) -> RiskReceipt: ...
    def cancel(self, actor: Actor, case_number: str, reason: str) -> None: ...


class RiskCaseAtWindow(CaseAtWindow[RiskView, RiskCases]):
    """The one case of suitability that the page has open; nothing is typed in it."""

    def is_view(self, answer: object) -> bool:
        """A case as it stands."""
        return isinstance(answer, RiskView)

    def number_of(self, view: RiskView) -> str:
        """The case number."""
        return view.case.number

    def may_type(self, view: RiskView) -> bool:
        """There are no fields."""
        return False

    def text_of(self, view: RiskView, name: str) -> str:
        """There are no fields."""
        return ""


class RiskSession(DisplaySession[RiskView, RiskCases]):
    """The acts of a case of suitability."""

    def act_for(self, step: StrEnum, form_ids: Sequence[str], done: Next) -> Act:
        """The act of a step."""
        match Step(step):
            case Step.QUESTIONNAIRE:
                return AnswerQuestions(self, done)
            case Step.RESULT:
                return ConfirmResult(self, done)
            case Step.NOTICE:
                return ReadNotice(self, done)
            case Step.SIGNATURES:
                case, form = self.view.case, self.view.case.form_id
                paper = Paper(form, self.title_of(form), case.document_number, self.view.client_name)
                return SignForms(self, done, [paper], CHANGED)

    def title_of(self, form_id: str) -> str:
        """The title of the form."""
        return next((form.title for form in self.view.forms if form.form_id == form_id), "")

    def entered(self, view: RiskView) -> object:
        """Nothing is typed."""
        return view.case.number


class ReadNotice(Act):
    """The client reads that the product is above the level, and insists, or does not (RA-5)."""

    def __init__(self, session: RiskSession, done: Next) -> None:
        self.session, self.done = session, done

    def begin(self) -> None:
        """Both sides of the comparison."""
        match = self.session.view.match
        if match is None:
            self.done()
            return
        nothing = translate("RiskSession", "none")
        prompt = Confirmation(
            id=self.session.prompt_id("notice"),
            title=translate("RiskSession", "This product does not suit your risk level"),
            text=translate(
                "RiskSession",
                "The risk of this product is above what your last assessment says you can bear. You may lose more than "
                "you can bear, in the worst case all of it. Nobody has recommended it to you; you can stop here at any "
                "time, without any disadvantage.",
            ),
            lines=(
                (translate("RiskSession", "Product"), f"{match.product.name} {match.product.code}"),
                (translate("RiskSession", "Risk of the product"), match.product_class),
                (translate("RiskSession", "Your risk level"), match.level),
                (translate("RiskSession", "Suits you up to"), match.may_buy or nothing),
            ),
            agree=translate("RiskSession", "I understand and still want it"),
            decline=translate("RiskSession", "I do not want it any more"),
        )
        self.session.show(prompt, self._said)

    def _said(self, agreed: bool) -> None:
        self.session.do(
            self.session.service.confirm_notice, agreed,
            then=self.done if agreed else lambda: self.session.decline("notice"),
        )  # fmt: skip
