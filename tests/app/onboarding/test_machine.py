"""The opening as a state machine: any order of steps, backwards, resume - it never completes with something missing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.common.errors import Refused
from app.onboarding.draft import Status
from app.onboarding.judged import INK, SCAN
from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningView
from app.samples import openings
from app.samples.pen import sample_ink
from app.samples.people import SampleClient
from tests.app.onboarding import desk
from tests.builders import Actors, BranchFactory, Templates
from tests.writes import Remembered

WRONG = {
    "name": "", "paper_number": "330104196611050", "mobile": "123", "bank_account": "", "bank": "nobank",
    "education_modes": "", "brought": "", "paper_until": "2020-01-01", "sh_a": "maybe", "occupation": "",
}  # fmt: skip
FORMS = ("application", "education", "assessment", "disclosure", "disclosure-chinext", "esign-consent", "agreement",
         "custody")  # fmt: skip


def _typed(sample: SampleClient) -> dict[str, str]:
    return {
        **sample.fields, "ethnicity": "01", "occupation": "clerk", "education": "bachelor", "income": "100k-200k",
        "experience": "1-3", "objective": "growth", "source_of_funds": "salary", "tax_residence": "china",
        "education_modes": "talk", "education_topics": "risk", "brought": "no", "permissions": "",
    }  # fmt: skip


class OpeningMachine(RuleBasedStateMachine):
    """Everything a teller and a client may do, in any order; refusals are fine, a hole in a finished case is not."""

    factory: BranchFactory

    def __init__(self) -> None:
        super().__init__()
        self.branch = type(self).factory.make("sqlite")
        self.teller = Actors().teller
        self.services = desk.services_for(self.branch)
        self.case = self.services.opening.start(self.teller).draft.case_number
        self.remembered = Remembered(
            self.branch.db.engine, lambda: self.services.opening.view(self.teller, self.case), lambda: id(self.services)
        )
        self.typed: dict[str, str] = dict(self.view().draft.fields)
        self.completed = False

    def view(self) -> OpeningView:
        return self.remembered()

    def attempt(self, deed: Callable[..., object], *facts: object) -> bool:
        try:
            deed(self.teller, self.case, *facts)
        except Refused:
            return False
        return True

    @precondition(lambda self: not self.completed)
    @rule()
    def type_everything(self) -> None:
        values = _typed(desk.client())
        self.services.opening.save_fields(self.teller, self.case, values)
        self.typed |= values

    @precondition(lambda self: not self.completed)
    @rule(name=st.sampled_from(sorted(WRONG)), right=st.booleans())
    def type_one(self, name: str, right: bool) -> None:
        value = _typed(desk.client())[name] if right else WRONG[name]
        self.services.opening.save_field(self.teller, self.case, name, value)
        self.typed[name] = value

    @precondition(lambda self: not self.completed)
    @rule(chinext=st.booleans())
    def ask_for_chinext(self, chinext: bool) -> None:
        value = "chinext" if chinext else ""
        self.services.opening.save_field(self.teller, self.case, "permissions", value)
        self.typed["permissions"] = value

    @rule(whole=st.booleans())
    def answer(self, whole: bool) -> None:
        for number in range(1, 13 if whole else 6):
            self.attempt(self.services.opening.answer, number, ("A",), 9000)

    @rule(form_id=st.sampled_from(["disclosure", "disclosure-chinext", "agreement"]), whole=st.booleans())
    def read(self, form_id: str, whole: bool) -> None:
        try:
            sections = self.services.opening.reading(self.teller, self.case, form_id)
        except Refused:
            return
        for section in sections if whole else sections[:2]:
            self.attempt(self.services.opening.section_read, form_id, section.id, section.seconds)
        self.attempt(self.services.opening.confirm_reading, form_id, True)

    @rule(agreed=st.booleans(), code=st.sampled_from(["esign", "pen", "photo", "bank"]))
    def decide(self, agreed: bool, code: str) -> None:
        if code == "esign":
            self.attempt(self.services.opening.agree_esign, agreed)
        else:
            self.attempt(self.services.opening.consent, code, agreed)

    @rule()
    def agree_to_all(self) -> None:
        self.attempt(self.services.opening.agree_esign, True)
        for code in ("pen", "photo", "bank"):
            self.attempt(self.services.opening.consent, code, True)
        self.attempt(partial(openings.sign, self.services), "esign-consent", sample_ink())

    @rule(agreed=st.booleans())
    def result(self, agreed: bool) -> None:
        self.attempt(self.services.opening.confirm_result, agreed)

    @rule(agreed=st.booleans())
    def review(self, agreed: bool) -> None:
        if agreed:
            self.attempt(partial(openings.review, self.services))
        else:
            self.attempt(self.services.opening.confirm_review, False, "")

    @rule(digits=st.sampled_from(["648203", "111111", "12"]))
    def password(self, digits: str) -> None:
        self.attempt(self.services.opening.set_password, digits)

    @rule(form_id=st.sampled_from(FORMS))
    def sign(self, form_id: str) -> None:
        self.attempt(partial(openings.sign, self.services), form_id, sample_ink())

    @rule()
    def sign_all(self) -> None:
        for form_id in FORMS:
            self.attempt(partial(openings.sign, self.services), form_id, sample_ink())

    @rule(form_id=st.sampled_from(FORMS))
    def scan(self, form_id: str) -> None:
        self.attempt(self.services.opening.attach_scan, form_id, b"scan of a paper")

    @rule()
    def print_and_scan_all(self) -> None:
        for form_id in FORMS:
            self.attempt(self.services.opening.printable_form, form_id)
            self.attempt(self.services.opening.attach_scan, form_id, b"scan of a paper")

    @rule()
    def die_and_resume(self) -> None:
        self.services = desk.services_for(self.branch)

    @rule()
    def decline_electronic_signing(self) -> None:
        self.attempt(self.services.opening.agree_esign, False)
        for code in ("pen", "photo", "bank"):
            self.attempt(self.services.opening.consent, code, code == "bank")

    @rule(paper=st.booleans())
    def do_everything(self, paper: bool) -> None:
        if not self.completed:
            self.type_everything()
            self.answer(True)
            self.result(True)
            self.read("disclosure", True)
            if paper:
                self.decline_electronic_signing()
            else:
                self.agree_to_all()
            self.read("agreement", True)
            self.password("648203")
            self.review(True)
            if paper:
                self.print_and_scan_all()
            else:
                self.sign_all()

    @rule()
    def complete(self) -> None:
        before = self.view()
        done = self.attempt(self.services.opening.complete)
        if done:
            assert not self.completed
            assert all(s.state in (State.DONE, State.NOT_NEEDED) for s in before.steps)
            assert before.questionnaire.answered == 12
            signed = [form for form in before.forms if form.needs_client]
            assert all(form.signed and not form.stale for form in signed)
            kinds = {SCAN if form.by_paper else INK for form in signed}
            assert kinds == {SCAN if before.by_paper else INK}
            captured = (before.draft.captures[f"signature:{form.form_id}"].value for form in signed)
            assert all(kinds <= value.keys() for value in captured)
            self.completed = True
        else:
            assert self.completed or not before.complete

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        assert {n: v for n, v in self.view().draft.fields.items() if v} == {n: v for n, v in self.typed.items() if v}

    @invariant()
    def ink_and_scans_are_never_mixed(self) -> None:
        captures = self.view().draft.captures
        kinds = {SCAN in made.value for name, made in captures.items() if name.startswith("signature:")}
        assert len(kinds) <= 1

    @invariant()
    def a_client_exists_only_with_a_finished_case(self) -> None:
        found = self.services.clients.find(self.teller, "郑秋月")
        assert len(found) == (1 if self.completed else 0)
        assert (self.view().draft.status is Status.COMPLETED) == self.completed

    @invariant()
    def a_blocked_step_names_what_comes_first(self) -> None:
        for state in self.view().steps:
            assert (state.state is State.BLOCKED) == bool(state.blocked_by)
            assert (state.state is State.MISSING) <= bool(state.missing)

    def teardown(self) -> None:
        self.branch.close()


@pytest.fixture
def factory(templates: Templates) -> Iterator[BranchFactory]:
    with tempfile.TemporaryDirectory() as folder:
        made = BranchFactory(Path(folder), templates)
        yield made
        made.close()


@pytest.mark.rule("OP-6")
def test_no_order_of_steps_completes_an_opening_with_a_hole(factory: BranchFactory) -> None:
    OpeningMachine.factory = factory
    run_state_machine_as_test(
        OpeningMachine,
        settings=settings(
            max_examples=6, stateful_step_count=18, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )  # fmt: skip


def test_the_machine_knows_every_step() -> None:
    assert {step.value for step in Step} == set(openings_steps())


def openings_steps() -> list[str]:
    from app.onboarding.labels import STEP_LABELS

    return list(STEP_LABELS)
