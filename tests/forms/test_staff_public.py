"""《营销人员信息公示表》."""

from __future__ import annotations

import dataclasses

import pytest

from forms.engine.document import Table, Text
from forms.staff_public.form import TEXT, build, sample
from tests.forms.reading import said


@pytest.mark.rule("MS-1")
def test_the_public_page_tells_qualification_training_authority_complaints_and_violations_with_handling() -> None:
    text = said(build(sample()))
    for told in ("S0000000000001", "2025年7月1日至2028年6月30日", "证券从业人员后续职业培训", "1次", "书面警示"):
        assert told in text
    assert f"（一）{sample().authorised[0]}" in text
    assert f"（一）{sample().forbidden[0]}" in text


@pytest.mark.rule("MS-1")
@pytest.mark.parametrize("may", [True, False])
def test_clients_are_warned_of_staff_who_may_not_practise(may: bool) -> None:
    document = build(dataclasses.replace(sample(), may_practise=may))
    warnings = [b for b in document.blocks if isinstance(b, Text) and b.text == TEXT.text["warning"]]
    assert [warning.strong for warning in warnings] == ([] if may else [True])


def test_a_register_without_entries_says_so_in_place_of_empty_tables() -> None:
    document = build(dataclasses.replace(sample(), trainings=(), violations=(), complaints=0))
    assert not [block for block in document.blocks if isinstance(block, Table)]
    text = said(document)
    assert TEXT.text["no_trainings"] in text
    assert TEXT.text["no_violations"] in text
    assert "0次" in text


def test_a_missing_certificate_leaves_its_days_to_be_printed_as_a_dash() -> None:
    facts = dataclasses.replace(sample(), certificate_number="", certificate_from=None, certificate_until=None)
    assert "None" not in said(build(facts))
