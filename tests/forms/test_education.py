"""《投资者教育记录》."""

from __future__ import annotations

import dataclasses

import pytest

from forms.education.form import build, sample
from forms.engine.document import Signatures, Ticks
from tests.forms.reading import said


def _ticks(label: str, **changes: object) -> dict[str, bool]:
    document = build(dataclasses.replace(sample(), **changes))  # type: ignore[arg-type] # fields by name
    return {t.label: t.ticked for b in document.blocks if isinstance(b, Ticks) and b.label == label for t in b.ticks}


@pytest.mark.rule("OP-2")
def test_the_record_says_how_by_whom_and_when_education_was_given() -> None:
    assert _ticks("教育方式", modes=(("当面讲解", True), ("观看影像资料", False))) == {
        "当面讲解": True,
        "观看影像资料": False,
    }
    text = said(build(sample()))
    assert "样顾问（工号G003）" in text
    assert "2026-11-22 10:42" in text


@pytest.mark.rule("OP-2")
@pytest.mark.parametrize("covered", [True, False])
def test_the_record_says_whether_the_limits_of_the_marketing_staff_were_covered(covered: bool) -> None:
    assert _ticks("营销人员权限", covered_authority=covered) == {"已讲解": covered, "未讲解": not covered}


def test_the_client_states_to_know_the_limits_of_the_marketing_staff_only_when_they_were_covered() -> None:
    for covered in (True, False):
        last = build(dataclasses.replace(sample(), covered_authority=covered)).blocks[-1]
        assert isinstance(last, Signatures)
        assert ("营销人员" in last.note) is covered
