"""A policy that changes while an opening is open changes nothing in it; the next opening gets the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.counter.services import services_of
from app.samples import openings
from forms.engine.page_reader import Recogniser
from tests.app.onboarding.desk import PlainPress, client, services_for
from tests.app.policy.changed import changed_policy
from tests.builders import Actors

CHANGES = {
    "branch": (
        ("characters_per_second = 12", "characters_per_second = 6"),
        ("[lists.banks]", '[lists.banks]\nnova = "示例新银行"'),
    ),
    "questionnaire_4_level": (('version = "RA4-2026.11"', 'version = "RA4-2027.01"'),),
}


@pytest.mark.rule("RA-3")
def test_an_opening_is_finished_by_the_policy_it_was_begun_with(
    branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    services, teller, sample = services_for(branch), actors.teller, client()
    case = openings.type_in(services, teller, sample).draft.case_number
    openings.answer(services, teller, case, sample)
    before = services.opening.reading(teller, case, "disclosure")
    changed = changed_policy(tmp_path / "new", **CHANGES)
    later = services_of(branch, PlainPress(), changed, services.clock, Recogniser())
    assert later.opening.reading(teller, case, "disclosure") == before
    view = later.opening.save_fields(teller, case, {"bank": "nova"})
    assert (view.policy, later.opening.policy) == (services.policy, changed)
    assert view.problems["bank"], "a code that came later is none of this case"
    later.opening.save_fields(teller, case, {"bank": sample.fields["bank"]})
    openings.with_client(later, teller, case, sample)
    receipt = later.opening.complete(teller, case)
    assert receipt.documents
    fresh = openings.type_in(later, teller, client(1, bank="nova"))
    assert "bank" not in fresh.problems
    assert max(s.seconds for s in later.opening.reading(teller, fresh.draft.case_number, "disclosure")) > max(
        s.seconds for s in before
    )
