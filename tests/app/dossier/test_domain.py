"""Pure rules of the archive: parts, periods, completeness, points."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.dossier.domain import (
    SECTIONS,
    Business,
    Keeping,
    Paper,
    Section,
    by_section,
    keeping,
    missing_forms,
    need_over,
    section_of,
    years_later,
)
from app.policy.loader import load_policy
from forms import catalogue
from tests.people import document

DAYS = st.dates(date(1992, 1, 1), date(2090, 12, 31))


@pytest.mark.rule("AR-1")
def test_every_form_has_its_part_and_other_is_for_what_the_archive_itself_makes() -> None:
    other = {info.kind for info in catalogue.infos() if section_of(info.kind) is Section.OTHER}
    assert not other & set(SECTIONS)
    assert {section_of(info.kind) for info in catalogue.infos() if info.kind not in other} == {
        Section.IDENTITY, Section.ASSESSMENT, Section.DISCLOSURES, Section.AGREEMENTS, Section.CUSTODY,
        Section.RELATIONSHIP, Section.TRANSFER_OUT, Section.CONTACTS, Section.COMPLAINTS,
    }  # fmt: skip


def test_papers_lie_by_part_in_the_order_of_the_index() -> None:
    papers = [
        Paper(document(number=str(n), kind=kind)) for n, kind in enumerate(("custody", "odd", "identity", "custody"))
    ]
    assert [(part, [p.document.number for p in found]) for part, found in by_section(papers)] == [
        (Section.IDENTITY, ["2"]), (Section.CUSTODY, ["0", "3"]), (Section.OTHER, ["1"]),
    ]  # fmt: skip


@pytest.mark.rule("AR-4")
@settings(max_examples=60, deadline=None)
@given(closed=DAYS, later=st.integers(0, 9000), years=st.integers(20, 100))
def test_nothing_is_over_before_its_years_are_full(closed: date, later: int, years: int) -> None:
    last = closed + timedelta(days=later)
    found = keeping(closed, last, years)
    assert found.until is not None
    assert not found.over(found.until)
    assert found.over(found.until + timedelta(days=1))
    assert found.until.year - last.year == years
    assert (found.until.month, found.until.day) >= (last.month, last.day)
    earlier = keeping(closed, None, years).until
    assert earlier is not None
    assert found.until >= earlier


@pytest.mark.rule("AR-4")
def test_a_period_that_began_on_the_29th_of_february_is_not_cut_short() -> None:
    assert years_later(date(2024, 2, 29), 20) == date(2044, 2, 29)
    assert years_later(date(2024, 2, 29), 21) == date(2045, 3, 1)


@pytest.mark.rule("AR-4")
def test_an_open_account_is_never_over() -> None:
    assert keeping(None, date(1992, 1, 1), 20) == Keeping(None, None)
    with pytest.raises(Refused, match=r"dossier\.account_open"):
        need_over(Keeping(None, None), date(2200, 1, 1))


@pytest.mark.rule("AR-2")
def test_what_a_set_needs_depends_on_the_business_and_on_how_it_was_signed() -> None:
    required = load_policy().dossier.required
    have = [document(form_id=form_id) for form_id in required["opening"]]
    assert missing_forms(required, Business.OPENING, have) == ("esign-consent",)
    on_paper = [document(form_id=form_id, level="paper") for form_id in required["opening"]]
    assert missing_forms(required, Business.OPENING, on_paper) == ()
    assert missing_forms(required, Business.LEFT, have) == required["transfer-left"]
    assert missing_forms({}, Business.RETAINED, ()) == ()


@pytest.mark.rule("AR-2")
def test_the_shipped_policy_names_forms_that_there_are() -> None:
    for forms in load_policy().dossier.required.values():
        assert set(forms) <= set(catalogue.form_ids())


@pytest.mark.rule("AR-2")
def test_points_follow_the_policy_and_stay_at_its_last() -> None:
    policy = load_policy().dossier
    assert [policy.points_of(sending) for sending in range(1, 7)] == [1, 2, 4, 4, 4, 4]
    assert (policy.escalate_at, policy.keeping_years, policy.loan_days, policy.own_work_days) == (4, 20, 14, 30)
