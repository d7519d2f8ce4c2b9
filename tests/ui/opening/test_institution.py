"""An institution at the window: chosen at the start, typed, its tree of holders, its papers by hand (OP-1, KY-3)."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem

from app.onboarding.steps import BY_HAND, State, Step, steps_of
from app.samples import institutions as sample
from tests.ui.opening.desk import Desk
from tests.ui.opening.test_language import nameless, speaks_both
from ui.pages.opening.contact import ContactPage
from ui.pages.opening.holders import HoldersEditor
from ui.pages.opening.owners import OwnersPage
from ui.pages.opening.people import PeoplePage


@pytest.fixture
def institution(desk: Desk) -> Desk:
    """A counter at which an institution was chosen and everything typed."""
    desk.page.case.put({"client_kind": "institution"})
    desk.settle()
    desk.page.case.put(sample.typed(date(2026, 11, 22)))
    desk.settle()
    return desk


def tree(desk: Desk) -> HoldersEditor:
    page = desk.page.deck.of(Step.OWNERS)
    assert isinstance(page, OwnersPage)
    return page.tree


def there(item: QTreeWidgetItem | None) -> QTreeWidgetItem:
    assert item is not None
    return item


def texts(item: QTreeWidgetItem | None) -> list[str]:
    return [there(item).text(column) for column in range(4)]


def test_the_kind_is_chosen_above_the_first_step_and_can_be_taken_back(desk: Desk) -> None:
    desk.field("client_kind").editor.set_value("institution")
    desk.field("client_kind").edited.emit()
    desk.settle()
    assert desk.step() is Step.LICENCE
    assert tuple(state.step for state in desk.view.steps) == steps_of(institution=True)
    desk.field("client_kind").editor.set_value("individual")
    desk.field("client_kind").edited.emit()
    desk.settle()
    assert desk.step() is Step.IDENTITY
    assert not desk.view.institution


def test_what_is_typed_makes_the_institutions_own_steps_done(institution: Desk) -> None:
    for step in (Step.LICENCE, Step.PEOPLE, Step.OWNERS, Step.CONTACT):
        assert institution.view.step(step).state is State.DONE
    institution.go(Step.CONTACT)
    page = institution.page.deck.of(Step.CONTACT)
    assert isinstance(page, ContactPage)
    assert page.bound["source_of_funds"].field.value() == "reserves"
    assert not page.bound["occupation"].field.isVisible()


def test_the_tree_shows_effective_shares_as_they_are_typed(institution: Desk) -> None:
    institution.go(Step.OWNERS)
    editor = tree(institution)
    parent = editor.tree.topLevelItem(0)
    assert parent is not None
    assert texts(parent.child(0))[3].startswith("42%")
    editor.tree.setCurrentItem(there(parent.child(0)))
    share = editor._fields["share"]
    share.set_value("50")
    share.edited.emit()
    assert texts(parent.child(0))[2:] == ["50%", texts(parent.child(0))[3]]
    assert texts(parent.child(0))[3].startswith("30%")
    share.left.emit()
    institution.settle()
    stored = json.loads(institution.stored.draft.text("owners"))
    assert stored[0]["holders"][0]["share"] == "50"


def test_holders_are_added_beside_and_below_and_removed_again(institution: Desk) -> None:
    institution.go(Step.OWNERS)
    editor = tree(institution)
    before = editor.value()
    editor.tree.setCurrentItem(there(editor.tree.topLevelItem(1)))
    editor.add_below.click()
    raw = json.loads(editor.value())
    assert (raw[1]["kind"], len(raw[1]["holders"])) == ("institution", 1)
    editor.remove.click()
    editor.tree.setCurrentItem(there(editor.tree.topLevelItem(1)))
    editor.add.click()
    assert len(json.loads(editor.value())) == 4
    editor.remove.click()
    assert len(json.loads(editor.value())) == len(json.loads(before))


def test_a_wrong_holder_is_told_at_the_tree_with_its_place(institution: Desk) -> None:
    rows = json.loads(institution.stored.draft.text("owners"))
    rows[2]["share"] = "90"
    institution.page.case.put({"owners": json.dumps(rows, ensure_ascii=False)})
    institution.settle()
    institution.go(Step.OWNERS)
    institution.page.deck.page.visit_all()
    institution.settle()
    assert "100" in institution.field("owners").error()


def test_letter_and_agent_are_asked_only_when_an_agent_comes(institution: Desk) -> None:
    institution.go(Step.PEOPLE)
    page = institution.page.deck.of(Step.PEOPLE)
    assert isinstance(page, PeoplePage)
    assert page.bound["letter_number"].field.isVisible()
    institution.page.case.put({"comes": "representative"})
    institution.settle()
    assert not page.bound["letter_number"].field.isVisible()
    assert not page.bound["agent_name"].field.isVisible()


def test_letter_and_seal_card_wait_for_paper_beside_what_is_signed_at_the_display(institution: Desk) -> None:
    institution.go(Step.SIGNATURES)
    rows = institution.page.deck.signatures
    by_hand = {form.form_id for form in rows.forms if form.by_paper}
    assert by_hand == BY_HAND
    for row, form in zip(rows._rows, rows.forms, strict=False):
        assert row.printer.isVisible() == form.by_paper
        assert row.printer.isEnabled() or not form.by_paper


def test_every_step_of_an_institution_speaks_both_languages_and_has_names(
    institution: Desk, look: QApplication
) -> None:
    for step in (Step.LICENCE, Step.PEOPLE, Step.OWNERS):
        speaks_both(institution, look, step)
        assert (step, nameless(institution)) == (step, [])
