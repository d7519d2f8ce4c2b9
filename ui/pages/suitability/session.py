"""What a case of suitability hands to the client: the questions and the result as at an opening, notice, signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication

from app.archive.press import Ink
from app.common.actor import Actor
from app.common.errors import Refused
from app.risk_cases.domain import RiskReceipt, RiskView, Step
from ui.customer_display.prompts import Confirmation, Signature
from ui.customer_display.strokes import Signed
from ui.pages.opening.acts import AnswerQuestions, ConfirmResult
from ui.pages.opening.paper_acts import CHANGED
from ui.pages.opening.port import Asked, Lines, Result
from ui.support.client_session import Act, DisplaySession, Next
from ui.support.ink import ink_of
from ui.support.open_case import CaseAtWindow

if TYPE_CHECKING:
    from ui.pages.opening.with_client import ClientSession

translate = QCoreApplication.translate


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
        # the two acts use of their session only what this one has as well: its service answers and shows the same
        like_opening = cast("ClientSession", self)
        acts: dict[Step, Act] = {
            Step.QUESTIONNAIRE: AnswerQuestions(like_opening, done),
            Step.RESULT: ConfirmResult(like_opening, done),
            Step.NOTICE: ReadNotice(self, done),
            Step.SIGNATURES: SignForm(self, done),
        }
        return acts[Step(step)]

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


class SignForm(Act):
    """The form is signed, with the lines that matter above the pad (RA-4)."""

    def __init__(self, session: RiskSession, done: Next) -> None:
        self.session, self.done = session, done

    def begin(self) -> None:
        """Fetch what the form says."""
        form = self.session.view.case.form_id
        self.session.fetch(self.session.service.signature_lines, form, then=self._show)

    def _show(self, found: tuple[Lines, str]) -> None:
        lines, shown = found
        view = self.session.view
        prompt = Signature(
            id=self.session.prompt_id("sign"), document=self.session.title_of(view.case.form_id),
            number=view.case.document_number, name=view.client_name, lines=lines,
        )  # fmt: skip
        self.session.show(prompt, lambda signed: self._signed(signed, shown))

    def _signed(self, signed: Signed, shown: str) -> None:
        form = self.session.view.case.form_id
        self.session.do(
            self.session.service.sign, form, ink_of(signed), shown, then=self.done, refused=self._again
        )  # fmt: skip

    def _again(self, refused: Refused) -> bool:
        """Too little ink, or the form changed under the pen: it is shown anew."""
        if refused.code.startswith("archive.ink") or refused.code == CHANGED:
            self.begin()
            return True
        return False
