"""The Chinese of the manager's pages, and that every code has a word."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.approvals.domain import StepKind, StepStatus, Verdict, Way
from app.policy.transfer import Tier
from app.tasks.domain import TaskKind
from app.transfer_out.case import Outcome, Status
from tests import translations
from ui import i18n
from ui.pages.approvals import words
from ui.pages.tasks_words import kind_word


def test_the_chinese_of_the_managers_pages_is_complete_and_compiled() -> None:
    assert translations.check_area("desk") == []


def test_a_file_belongs_to_the_first_area_that_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.py", "two.py"):
        (tmp_path / name).touch()
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "AREAS", {"special": ("two.py",), "rest": ("*.py",)})
    assert [path.name for path in translations.sources("rest")] == ["one.py"]
    assert [path.name for path in translations.sources("special")] == ["two.py"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("codes", "word"),
    [
        (StepKind, words.step_word), (StepStatus, words.step_status), (Verdict, words.verdict_word),
        (Way, words.way_word), (Tier, words.tier_word), (Status, words.status_word), (Outcome, words.outcome_word),
        (TaskKind, kind_word),
    ],
)  # fmt: skip
def test_every_code_has_a_word_of_its_own(
    look: QApplication, language: str, codes: type[StrEnum], word: Callable[[Any], object]
) -> None:
    i18n.install(look, language)
    said = [word(code) for code in codes]
    assert len({str(one) for one in said}) == len(said)
