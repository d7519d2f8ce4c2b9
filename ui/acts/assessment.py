"""The questionnaire and its result, at the display."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui.acts.port import Asked, Assesses, ClientAct, Result
from ui.customer_display.prompts import Confirmation, Option, Question

translate = QCoreApplication.translate


class AnswerQuestions(ClientAct[Assesses]):
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


class ConfirmResult(ClientAct[Assesses]):
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
