"""Clients who do not give data: marked, asked after, approved by another, on the form - and never otherwise (SE-3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding import storage
from app.onboarding.facts import ApplicationFacts
from app.onboarding.judged import judge
from app.onboarding.making import make_facts
from app.onboarding.steps import State, Step
from app.onboarding.withheld import Withheld
from tests.app.onboarding import desk
from tests.builders import Actors

SAID = "客户称收入属于隐私，已说明用途，仍不愿提供"


@pytest.fixture
def services(branch: OpenBranch, actors: Actors) -> Services:
    desk.enter_marketing(branch, actors.admin)
    return desk.services_for(branch)


def marked(services: Services, teller: Actor, case: str, introducer: str = "钱丽") -> Withheld:
    """The teller marks two fields as withheld."""
    values = {"income": "", "email": "", "withheld": "income,email", "introducer": introducer}
    view = services.opening.save_fields(teller, case, values)
    assert view.withheld is not None
    return view.withheld


def contact(services: Services, teller: Actor, case: str) -> list[tuple[str, str]]:
    return [(m.code, m.at) for m in services.opening.view(teller, case).step(Step.CONTACT).missing]


def asked(services: Services, actors: Actors, case: str) -> Withheld:
    (line,) = services.opening.withheld_cases(actors.client_manager)
    services.opening.note_asked(actors.client_manager, case, SAID, line.withheld.seen)
    (line,) = services.opening.withheld_cases(actors.general_manager)
    return line.withheld


@pytest.mark.rule("SE-3")
def test_an_opening_waits_until_the_client_was_asked_and_the_general_manager_approved(
    services: Services, branch: OpenBranch, actors: Actors
) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    assert services.opening.view(actors.teller, case).complete
    found = marked(services, actors.teller, case)
    assert (found.labels, found.introducer) == (("年收入", "电子邮箱"), "钱丽")
    assert contact(services, actors.teller, case) == [("opening.withheld_not_asked", "withheld")]
    assert services.opening.view(actors.teller, case).step(Step.REVIEW).state is State.BLOCKED
    with pytest.raises(Refused, match=r"opening\.incomplete"):
        services.opening.complete(actors.teller, case)
    (line,) = services.opening.withheld_cases(actors.client_manager)
    assert (line.case_number, line.asks, line.decides) == (case, True, False)
    withheld = asked(services, actors, case)
    assert contact(services, actors.teller, case) == [("opening.withheld_not_approved", "withheld")]
    assert withheld.asked is not None
    (line,) = services.opening.withheld_cases(actors.general_manager)
    assert (line.asks, line.decides) == (False, True)
    services.opening.decide_withheld(actors.general_manager, case, withheld.asked.version, approved=True)
    assert contact(services, actors.teller, case) == []
    assert services.opening.withheld_cases(actors.general_manager) == ()
    with branch.db.read() as conn:
        judged = judge(conn, storage.load(conn, case), services.opening.surface)
    application = make_facts(judged.sources, "application")
    assert isinstance(application, ApplicationFacts)
    told = application.withheld
    assert told is not None
    assert (told.labels, told.introducer) == (("年收入", "电子邮箱"), "钱丽")
    assert (told.asked_by, told.approved_by) == (actors.client_manager.name, actors.general_manager.name)
    # what the client had reviewed and signed before is not what is on the form now
    codes = [m.code for m in services.opening.view(actors.teller, case).step(Step.REVIEW).missing]
    assert codes == ["opening.changed_since_review"]
    acts = [record.act for record in AuditReader(branch.db).recent(actors.compliance, subject=("opening", case))]
    assert {"opening.withheld_asked", "opening.withheld_decided"} <= set(acts)


@pytest.mark.rule("SE-3")
def test_a_later_change_asks_for_both_anew(services: Services, actors: Actors) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    marked(services, actors.teller, case)
    version = _version(asked(services, actors, case))
    services.opening.decide_withheld(actors.general_manager, case, version, approved=True)
    marked(services, actors.teller, case, introducer="孙丽")
    assert contact(services, actors.teller, case) == [("opening.withheld_not_asked", "withheld")]
    again = _version(asked(services, actors, case))
    assert again == version + 1
    with pytest.raises(Refused, match=r"opening\.withheld_changed"):
        services.opening.decide_withheld(actors.general_manager, case, version, approved=True)
    services.opening.decide_withheld(actors.general_manager, case, again, approved=True)
    assert contact(services, actors.teller, case) == []


@pytest.mark.rule("SE-3")
def test_sent_back_with_words_the_client_is_asked_once_more(services: Services, actors: Actors) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    marked(services, actors.teller, case)
    version = _version(asked(services, actors, case))
    decide = services.opening.decide_withheld
    with pytest.raises(Refused, match=r"text\.required"):
        decide(actors.general_manager, case, version, approved=False)
    decide(actors.general_manager, case, version, approved=False, words="请再次说明适当性要求")
    assert contact(services, actors.teller, case) == [("opening.withheld_sent_back", "withheld")]
    (line,) = services.opening.withheld_cases(actors.client_manager)
    services.opening.note_asked(actors.client_manager, case, SAID, line.withheld.seen)
    assert contact(services, actors.teller, case) == [("opening.withheld_not_approved", "withheld")]
    decide(actors.general_manager, case, version + 1, approved=True)
    assert contact(services, actors.teller, case) == []


@pytest.mark.rule("SE-3")
def test_each_part_is_of_another_person(services: Services, actors: Actors) -> None:
    both = frozenset({Role.CLIENT_MANAGER, Role.GENERAL_MANAGER})
    chief = replace(actors.general_manager, roles=both)
    # the general manager is a teller as well, as in a small branch, and took the case in
    opener = replace(actors.general_manager, roles=frozenset({Role.TELLER, Role.GENERAL_MANAGER}))
    case = desk.prepared(services, opener, desk.client())
    found = marked(services, opener, case)
    with pytest.raises(Refused, match=r"opening\.not_client_manager"):
        services.opening.note_asked(actors.general_manager, case, SAID, found.seen)
    with pytest.raises(Refused, match=r"auth\.denied"):
        services.opening.note_asked(actors.teller, case, SAID, found.seen)
    version = _version(asked(services, actors, case))
    with pytest.raises(Refused, match=r"approvals\.took_in"):
        services.opening.decide_withheld(opener, case, version, approved=True)
    with pytest.raises(Refused, match=r"approvals\.not_your_step"):
        services.opening.decide_withheld(replace(actors.supervisor, roles=frozenset({Role.CLIENT_MANAGER})), case,
                                         version, approved=True)  # fmt: skip
    other = desk.prepared(services, actors.teller, desk.client(1))
    seen = marked(services, actors.teller, other).seen
    services.opening.note_asked(chief, other, SAID, seen)
    with pytest.raises(Refused, match=r"opening\.withheld_own_question"):
        services.opening.decide_withheld(chief, other, 1, approved=True)


@pytest.mark.rule("SE-3")
def test_what_was_seen_counts_and_one_decision_is_enough(services: Services, actors: Actors) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    seen = marked(services, actors.teller, case).seen
    marked(services, actors.teller, case, introducer="孙丽")
    note = services.opening.note_asked
    with pytest.raises(Refused, match=r"opening\.withheld_changed"):
        note(actors.client_manager, case, SAID, seen)
    with pytest.raises(Refused, match=r"text\.required"):
        note(actors.client_manager, case, " ", seen)
    version = _version(asked(services, actors, case))
    with pytest.raises(Refused, match=r"opening\.withheld_asked_already"):
        note(actors.client_manager, case, SAID, services.opening.withheld_cases(actors.client_manager)[0].withheld.seen)
    services.opening.decide_withheld(actors.general_manager, case, version, approved=True)
    with pytest.raises(Refused, match=r"approvals\.already_decided"):
        services.opening.decide_withheld(actors.general_manager, case, version, approved=True)
    services.opening.save_fields(actors.teller, case, {"withheld": "", "introducer": "", "income": "10-30"})
    with pytest.raises(Refused, match=r"opening\.nothing_withheld"):
        services.opening.decide_withheld(actors.general_manager, case, version, approved=True)


@pytest.mark.rule("SE-3")
def test_only_what_is_not_mandatory_can_be_withheld_and_it_says_who_introduced_the_client(
    services: Services, actors: Actors
) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    view = services.opening.save_fields(actors.teller, case, {"withheld": "mobile"})
    assert view.problems["withheld"].code == "opening.not_in_list"
    view = services.opening.save_fields(actors.teller, case, {"withheld": "income"})
    assert view.problems["withheld"].code == "opening.withheld_but_given"
    view = services.opening.save_fields(actors.teller, case, {"income": ""})
    assert view.problems["introducer"].code == "text.required"
    assert "income" not in view.problems
    view = services.opening.save_fields(actors.teller, case, {"withheld": "", "introducer": ""})
    assert view.problems["income"].code == "text.required"


def _version(found: Withheld) -> int:
    assert found.asked is not None
    return found.asked.version
