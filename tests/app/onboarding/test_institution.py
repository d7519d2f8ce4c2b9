"""The opening of an institution (OP-1, OP-4, KY-1, KY-3, AP-1)."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime

import pytest

from app.bookings.domain import BookVisit
from app.branch.opened import OpenBranch
from app.clients.domain import INSTITUTION_PAPER, ClientKind
from app.clients.storage import get_client
from app.common.actor import Actor
from app.common.errors import Refused
from app.counter.services import Services
from app.institutions import storage as institutions
from app.institutions.domain import Basis, Role
from app.onboarding.fields import read_fields
from app.onboarding.steps import BY_HAND, OF_INSTITUTIONS, State, Step, steps_of
from app.policy.loader import load_policy
from app.samples import institutions as sample
from app.samples.openings import sign
from app.samples.pen import sample_ink
from app.staff import storage as staff
from tests.app.onboarding import desk
from tests.builders import Actors


def by_hand(services: Services, actor: Actor, case: str, form_ids: list[str]) -> None:
    """A scan of each paper, attached from a file."""
    for form_id in form_ids:
        services.opening.printable_form(actor, case, form_id)
        services.opening.attach_scan(actor, case, form_id, b"scan of " + form_id.encode())


@pytest.fixture
def services(sqlite_branch: OpenBranch, actors: Actors) -> Services:
    desk.enter_marketing(sqlite_branch, actors.admin)
    return desk.services_for(sqlite_branch)


def begun(services: Services, teller: Actor, **changes: str) -> str:
    """An institution's opening with everything typed."""
    case = services.opening.start(teller, kind="institution").draft.case_number
    today = desk.clock_of(services).now().date()
    services.opening.save_fields(teller, case, {**sample.typed(today), **changes})
    return case


POLICY = load_policy()
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def code(at: str, **changes: str) -> str:
    """What is wrong with the field ``at`` of an institution when ``changes`` are typed; empty for nothing."""
    found = read_fields({**sample.typed(TODAY), **changes}, POLICY, NOW).problems.get(at)
    return found.code if found is not None else ""


@pytest.mark.rule("OP-1")
@pytest.mark.rule("KY-3")
def test_a_whole_opening_leaves_the_institution_with_its_people_owners_and_papers(
    branch: OpenBranch, actors: Actors
) -> None:
    services = desk.services_for(branch)
    case = sample.prepared(services, actors.teller, back=by_hand)
    receipt = services.opening.complete(actors.teller, case)
    forms = [d.form_id for d in receipt.documents]
    assert {"institution-application", "beneficial-owners", "authorisation", "seal-card", "assessment"} <= set(forms)
    assert "application" not in forms
    with branch.db.read() as conn:
        client = get_client(conn, receipt.client_id)
        found = institutions.of_client(conn, receipt.client_id)
    assert (client.kind, client.paper_kind, client.sex) == (ClientKind.INSTITUTION, INSTITUTION_PAPER, "")
    assert client.beneficiary == "顾明远、陆思琪"
    assert found is not None
    agent = found.person(Role.AGENT)
    assert agent is not None
    assert agent.letter is not None
    assert agent.letter.scope == ("opening", "signing", "assessment", "custody", "password", "changes")
    assert [(one.name, one.basis, str(one.share)) for one in found.owners] == [
        ("顾明远", Basis.SHARES, "57/100"), ("陆思琪", Basis.SHARES, "43/100"),
    ]  # fmt: skip
    assert found.holders[0].holders[0].name == "顾明远"
    hits = services.clients.find(actors.teller, "智造")
    assert [hit.id for hit in hits] == [receipt.client_id]
    card = services.institutions.card(actors.teller, receipt.client_id)
    assert card is not None
    assert [line.effective for line in card.holders] == ["60%", "42%", "18%", "25%", "15%"]
    assert "330106" not in json.dumps(dataclasses.asdict(card), default=str, ensure_ascii=False)
    with branch.db.write(actors.archivist) as tx:
        institutions.erase(tx.conn, receipt.client_id)
    assert services.institutions.card(actors.teller, receipt.client_id) is None


@pytest.mark.rule("RA-2")
def test_an_institution_answers_its_own_questionnaire_under_its_own_version(services: Services, actors: Actors) -> None:
    case = begun(services, actors.teller)
    asked = services.opening.questionnaire(actors.teller, case)
    assert asked[0].text.startswith("贵单位")
    view = services.opening.view(actors.teller, case)
    assert view.policy.questionnaire.version == "JG4-2026.11"
    assert services.policy.questionnaire.version != "JG4-2026.11"


def test_the_steps_are_those_of_the_kind_and_nothing_typed_is_lost_by_changing_it(
    services: Services, actors: Actors
) -> None:
    case = begun(services, actors.teller)
    view = services.opening.view(actors.teller, case)
    assert tuple(state.step for state in view.steps) == steps_of(institution=True)
    assert all(view.step(step).state is State.DONE for step in OF_INSTITUTIONS)
    other = services.opening.save_field(actors.teller, case, "client_kind", "individual")
    assert not other.institution
    assert other.step(Step.IDENTITY).state is State.MISSING
    back = services.opening.save_field(actors.teller, case, "client_kind", "institution")
    assert back.draft.fields == view.draft.fields
    assert all(back.step(step).state is State.DONE for step in OF_INSTITUTIONS)


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("paper_number", "91330106MA2000001X", "papers.credit_check"),
        ("name", "示例", "institutions.name_short"),
        ("name", "示例@智造有限公司", "institutions.name_character"),
        ("paper_until", "2026-01-01", "institutions.licence_expired"),
        ("birth_date", "2035-01-01", "institutions.founded_future"),
        ("rep_paper_number", "330106197104020011", "papers.check_digit"),
        ("agent_paper_until", "2020-01-01", "papers.expired"),
        ("letter_until", "2026-11-21", "institutions.letter_expired"),
        ("letter_from", "2027-01-01", "institutions.letter_not_yet"),
        ("letter_scope", "opening,signing", "institutions.letter_scope"),
        ("licence_kind", "unknown", "opening.not_in_list"),
        ("owners", "[", "institutions.tree"),
        ("owners", "", "institutions.tree_required"),
        ("scope", "", "text.required"),
        ("seals", "", "text.required"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field(name: str, value: str, expected: str) -> None:
    wrong = {"letter_from": "2026-01-01"} if expected == "institutions.letter_expired" else {}
    assert code(name, **{**wrong, name: value}) == expected


@pytest.mark.rule("KY-3")
def test_a_letter_has_to_name_the_business_of_higher_risk_that_is_asked_for() -> None:
    assert code("letter_scope", permissions="chinext") == "institutions.letter_scope"
    given = "opening,signing,assessment,custody,password,permissions"
    assert code("letter_scope", permissions="chinext", letter_scope=given) == ""


def test_the_legal_representative_in_person_needs_no_letter(services: Services, actors: Actors) -> None:
    case = begun(
        services, actors.teller, comes="representative", letter_number="", agent_name="", agent_paper_number=""
    )
    view = services.opening.view(actors.teller, case)
    assert view.step(Step.PEOPLE).state is State.DONE
    assert "authorisation" not in {form.form_id for form in view.forms}
    assert view.signer_name == "顾明远"


def test_the_representative_is_no_agent_of_his_own() -> None:
    typed = sample.typed(TODAY)
    wrong = {"agent_paper_number": typed["rep_paper_number"], "agent_paper_from": "2018-01-10",
             "agent_paper_until": "长期"}  # fmt: skip
    assert code("agent_paper_number", **wrong) == "institutions.agent_is_representative"


@pytest.mark.rule("OP-4")
def test_marketing_staff_are_no_agents_unless_it_is_somebody_of_the_same_name(
    services: Services, actors: Actors
) -> None:
    teller = actors.teller
    with services.branch.db.write(actors.admin) as tx:
        member = staff.by_number(tx.conn, desk.MARKETER)
        assert member is not None
        staff.change(tx.conn, dataclasses.replace(member, name="沈若溪"))
    case = begun(services, teller)
    assert [m.code for m in services.opening.view(teller, case).step(Step.PEOPLE).missing] == [
        "institutions.agent_is_staff"
    ]
    view = services.opening.save_field(teller, case, "agent_not_staff", "yes")
    assert view.step(Step.PEOPLE).state is State.DONE


@pytest.mark.rule("KY-3")
def test_an_owner_of_a_quarter_needs_a_paper_and_somebody_is_always_named() -> None:
    one = json.dumps([{"name": "王五", "kind": "person", "share": "100"}])
    assert code("owners", owners=one) == "institutions.owner_paper"
    many = json.dumps([{"name": f"股东{n}", "kind": "person", "share": "20"} for n in "甲乙丙丁戊"])
    assert code("owners", owners=many) == "institutions.no_owner"
    manager = {"manager_name": "顾明远", "manager_paper_kind": "resident-id", "manager_post": "总经理",
               "manager_paper_number": "110101198503120025"}  # fmt: skip
    read = read_fields({**sample.typed(TODAY), "owners": many, **manager}, POLICY, NOW)
    (owner,) = read.get("beneficial_owners")
    assert (owner.basis, owner.how) == (Basis.MANAGER, "总经理")


@pytest.mark.rule("OP-4")
def test_what_one_agent_has_signed_is_not_the_next_ones(services: Services, actors: Actors) -> None:
    teller = actors.teller
    case = sample.prepared(services, teller, back=by_hand)
    assert services.opening.view(teller, case).complete
    changed = services.opening.save_fields(
        teller, case, {"agent_name": "林若海", "agent_paper_number": "110101199001010015",
                       "agent_paper_from": "2018-03-01", "agent_paper_until": "2038-03-01"},
    )  # fmt: skip
    assert not changed.complete
    assert not any(form.signed for form in changed.forms if form.needs_client)
    with pytest.raises(Refused, match=r"opening\.incomplete"):
        services.opening.complete(teller, case)


@pytest.mark.rule("KY-4")
def test_letter_and_seal_card_are_signed_by_hand_whatever_was_agreed(services: Services, actors: Actors) -> None:
    teller = actors.teller
    case = begun(services, teller)
    forms = {form.form_id: form for form in services.opening.view(teller, case).forms}
    assert {form_id for form_id, form in forms.items() if form.by_paper} == BY_HAND
    # both can be printed and brought back before the client has signed anything
    by_hand(services, teller, case, sorted(BY_HAND))
    assert {p.form_id for p in services.opening.awaited_papers(teller)} == BY_HAND
    services.opening.agree_esign(teller, case, True)
    after = services.opening.view(teller, case).forms
    assert {form.form_id for form in after if form.signed} == BY_HAND
    stale = services.opening.save_field(teller, case, "letter_number", "另一份").forms
    assert [form.form_id for form in stale if form.stale] == ["authorisation"]


def test_a_seal_card_is_not_signed_at_the_display(services: Services, actors: Actors) -> None:
    case = sample.prepared(services, actors.teller, back=lambda *_: None)
    with pytest.raises(Refused, match=r"opening\.by_hand_only"):
        sign(services, actors.teller, case, "seal-card", sample_ink(1))


@pytest.mark.rule("AP-1")
def test_a_booking_fills_in_an_institution_too(services: Services, actors: Actors) -> None:
    with services.branch.db.read() as conn:
        member = staff.by_number(conn, desk.MARKETER)
    assert member is not None
    booking = services.bookings.book(
        actors.teller,
        BookVisit(name=sample.NAME, mobile="13868100001", planned_at=NOW, staff_id=member.id, business=("开户",)),
    )
    view = services.opening.start(actors.teller, booking.number, "institution")
    assert view.draft.last_step == Step.LICENCE.value
    told = {name: view.draft.text(name) for name in ("comes", "name", "mobile", "marketer", "booking_checked")}
    assert told == {
        "comes": "agent", "name": sample.NAME, "mobile": "13868100001", "marketer": desk.MARKETER,
        "booking_checked": "booked",
    }  # fmt: skip
