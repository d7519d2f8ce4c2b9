"""What clients withhold, at the manager's desk: asked by one, approved by another (SE-3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.onboarding.steps import Step
from tests.app.onboarding import desk
from tests.builders import Actors
from ui.desk_providers import WithheldData
from ui.pages.approvals.withheld import WithheldBar
from ui.support.ask import Ask
from ui.support.run_op import OpRunner


@dataclass
class Asking:
    """Answers every question alike."""

    answer: str = "客户仍不愿提供"
    asked: list[Ask] = field(default_factory=list)

    def __call__(self, parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered(self.answer)


@pytest.mark.rule("SE-3")
def test_the_case_goes_from_one_managers_desk_to_the_other_and_then_away(
    sqlite_branch: OpenBranch, actors: Actors, runner: OpRunner, qtbot: QtBot
) -> None:
    desk.enter_marketing(sqlite_branch, actors.admin)
    opening = desk.services_for(sqlite_branch).opening
    case = opening.start(actors.teller).draft.case_number
    values = {"name": "郑秋月", "withheld": "income", "introducer": "钱丽"}
    opening.save_fields(actors.teller, case, values)
    ask = Asking()
    bars = [
        WithheldBar(runner, WithheldData(opening, who), ask) for who in (actors.client_manager, actors.general_manager)
    ]
    for bar in bars:
        qtbot.addWidget(bar)
        bar.refresh()
        assert runner.wait()
    asks, decides = bars
    for words in ("郑秋月", "年收入", "钱丽", case):
        assert words in asks.text.text()
    assert (asks.asked.isHidden(), asks.agree.isHidden(), decides.asked.isHidden(), decides.agree.isHidden()) == (
        False, True, True, True,
    )  # fmt: skip
    asks.asked.click()
    assert runner.wait()
    assert runner.wait()
    assert asks.asked.isHidden()
    decides.refresh()
    assert runner.wait()
    assert ask.answer in decides.text.text()
    decides.agree.click()
    assert runner.wait()
    assert runner.wait()
    assert decides.isHidden()
    missing = [m.at for m in opening.view(actors.teller, case).step(Step.CONTACT).missing]
    assert "withheld" not in missing


def test_what_is_refused_is_said(sqlite_branch: OpenBranch, actors: Actors, runner: OpRunner, qtbot: QtBot) -> None:
    desk.enter_marketing(sqlite_branch, actors.admin)
    opening = desk.services_for(sqlite_branch).opening
    case = opening.start(actors.teller).draft.case_number
    opening.save_fields(actors.teller, case, {"withheld": "income", "introducer": "钱丽"})
    bar = WithheldBar(runner, WithheldData(opening, actors.client_manager), Asking())
    qtbot.addWidget(bar)
    bar.refresh()
    assert runner.wait()
    opening.save_fields(actors.teller, case, {"introducer": "孙丽"})
    bar.asked.click()
    assert runner.wait()
    assert bar.banner.text()
    with pytest.raises(Refused, match=r"auth\.denied"):
        WithheldData(opening, actors.teller).cases()
