"""Changes of an institution: who may come, what may be changed, who acts from now on (KY-1, KY-3, OP-4)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from app.branch.opened import OpenBranch
from app.changes.kinds import KINDS
from app.changes.view import ChangeView
from app.clients import storage as clients
from app.clients.credentials import check_password
from app.clients.domain import Client, ClientKind
from app.common.clock import branch_day
from app.common.values import new_id
from app.custody import storage as custody
from app.institutions.domain import Role
from app.samples import changes as hands
from app.samples import institutions as sample
from app.staff import storage as staff
from tests.app.changes.desk import AGENT, NEWCOMER, REPRESENTATIVE, ChangeDesk, change_desk, scan_of
from tests.app.onboarding.desk import MARKETER, enter_marketing
from tests.app.onboarding.test_institution import by_hand
from tests.app.transfer_out.desk import audited, refused
from tests.builders import Actors

PERSONS_ONLY = {"client-data", "paper-renewed", "tax-statement"}
INSTITUTIONS_ONLY = [
    "licence-renewed", "institution-contact", "institution-agent", "institution-owners", "institution-seals",
    "institution-tax",
]  # fmt: skip


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


def reset(desk: ChangeDesk, client: Client, shown: str) -> ChangeView:
    typed = {"paper_shown": shown, "reason": "遗忘"}
    return hands.take_in(desk.services, desk.actors.teller, client.id, "password-reset", **typed)


def shown_code(view: ChangeView) -> str:
    problem = view.problems.get("paper_shown")
    return "" if problem is None else problem.code


def new_agent(desk: ChangeDesk, **changes: str) -> dict[str, str]:
    today = branch_day(desk.services.clock.now())
    return {
        "people_act": "agent", "agent_name": "陆思琪", "agent_paper_kind": "resident-id",
        "agent_paper_number": NEWCOMER, "agent_paper_from": "2020-03-01", "agent_paper_until": "2040-03-01",
        "agent_post": "出纳", "letter_number": "示授第2号", "letter_from": today.isoformat(),
        "letter_until": (today + timedelta(days=200)).isoformat(), "letter_scope": "changes,custody",
        "paper_shown": NEWCOMER, **changes,
    }  # fmt: skip


def another_representative(**changes: str) -> dict[str, str]:
    return {
        "people_act": "representative", "rep_name": "陆思琪", "rep_paper_kind": "resident-id",
        "rep_paper_number": NEWCOMER, "rep_paper_from": "2020-03-01", "rep_paper_until": "2040-03-01",
        "proof": "换发的营业执照", "paper_shown": NEWCOMER, **changes,
    }  # fmt: skip


@pytest.mark.rule("OP-5", "TO-8", "KY-3")
def test_the_agent_of_an_institution_sets_its_password_anew_and_signs_by_name(desk: ChangeDesk) -> None:
    client, teller = desk.institution(), desk.actors.teller
    view = reset(desk, client, AGENT)
    assert (view.problems, view.signer_name) == ({}, "沈若溪")
    assert view.may_act is not None
    assert AGENT not in "".join(view.may_act)
    number = view.case.number
    lines, _ = desk.changes.signature_lines(teller, number, "password-reset")
    assert lines[:2] == (("机构名称", client.name), ("经办人", "沈若溪"))
    text = desk.changes.preview(teller, number, "password-reset").pdf.decode()
    assert all(part in text for part in (client.name, "顾明远", "沈若溪", "示授第1号", "到场人证件原件"))
    hands.with_client(desk.services, teller, number, password="728415")
    desk.changes.complete(teller, number)
    with desk.services.branch.db.write(teller) as tx:
        assert check_password(tx.conn, client.id, "728415", most=3).ok


def test_an_institution_that_opened_at_the_counter_comes_back_with_the_agent_of_its_opening(desk: ChangeDesk) -> None:
    teller, services = desk.actors.teller, desk.services
    enter_marketing(services.branch, desk.actors.admin)
    client_id = services.opening.complete(teller, sample.prepared(services, teller, back=by_hand)).client_id
    paper = sample.typed(branch_day(services.clock.now()))["agent_paper_number"]
    receipt = hands.do(services, teller, client_id, "password-reset", paper_shown=paper, reason="遗忘")
    assert [document.form_id for document in receipt.documents] == ["password-reset"]


@pytest.mark.rule("KY-1")
def test_whoever_else_comes_is_refused_at_the_paper(desk: ChangeDesk) -> None:
    client = desk.institution()
    for paper in (NEWCOMER, client.paper_number, "1234"):
        view = reset(desk, client, paper)
        assert shown_code(view) == "changes.acting_differs"
        with refused("changes.step_blocked"):
            desk.changes.set_password(desk.actors.teller, view.case.number, "728415")
    assert shown_code(reset(desk, client, REPRESENTATIVE)) == ""


@pytest.mark.rule("KY-3")
@pytest.mark.parametrize(
    ("agent", "code"),
    [
        ({"valid_from": date(2019, 7, 1), "valid_until": date(2020, 7, 1)}, "institutions.letter_expired"),
        ({"valid_from": date(2090, 1, 1), "valid_until": date(2090, 7, 1)}, "institutions.letter_not_yet"),
        ({"scope": ("opening", "password")}, "changes.letter_scope"),
        ({"scope": ("changes", "custody")}, "changes.letter_scope"),
        ({"paper_until": date(2024, 7, 1)}, "changes.acting_paper_expired"),
    ],
)
def test_an_agent_without_a_letter_in_force_that_covers_it_or_with_an_old_paper_is_refused(
    desk: ChangeDesk, agent: dict[str, object], code: str
) -> None:
    client = desk.institution(**agent)
    view = reset(desk, client, AGENT)
    assert shown_code(view) == code
    assert not view.complete
    assert shown_code(reset(desk, client, REPRESENTATIVE)) == ""


@pytest.mark.rule("KY-1")
def test_an_expired_licence_stops_every_change(desk: ChangeDesk) -> None:
    client = desk.institution()
    with desk.services.branch.db.write(desk.actors.teller) as tx:
        clients.amend(tx.conn, client, {"paper_until": branch_day(tx.at) - timedelta(days=1)})
    assert shown_code(reset(desk, client, REPRESENTATIVE)) == "changes.licence_expired"


def test_kinds_are_refused_for_the_clients_that_they_are_not_for(desk: ChangeDesk) -> None:
    teller, services = desk.actors.teller, desk.services
    person, institution = desk.client(), desk.institution()
    for code, kind in KINDS.items():
        assert (ClientKind.INSTITUTION in kind.for_clients) is (code not in PERSONS_ONLY)
    for code in PERSONS_ONLY:
        with refused("changes.institution"):
            services.changes.start(teller, institution.id, code)
    with refused("changes.individual"):
        services.changes.start(teller, person.id, "institution-agent")
    old = desk.client("示例贸易有限公司", institution=True)
    with refused("institutions.nobody_registered"):
        services.changes.start(teller, old.id, "password-reset")
    offered = {line.code: line.possible for line in services.changes.kinds(teller, institution.id)}
    assert {code for code, possible in offered.items() if not possible} == PERSONS_ONLY
    offered = {line.code: line.possible for line in services.changes.kinds(teller, person.id)}
    assert [code for code, possible in offered.items() if not possible] == INSTITUTIONS_ONLY


@pytest.mark.rule("CU-1")
def test_the_bank_of_an_institution_is_changed_by_its_agent(desk: ChangeDesk) -> None:
    client, teller = desk.institution(), desk.actors.teller
    typed = {
        "fund_account": client.fund_account, "bank": "ccb", "bank_account": "6222021202008800667", "own_card": "yes",
        "nothing_moving": "yes", "paper_shown": AGENT,
    }  # fmt: skip
    receipt = hands.do(desk.services, teller, client.id, "custody-bank", **typed)
    with desk.services.branch.db.read() as conn:
        tie = custody.held(conn, client.id)[0].tie
    assert tie is not None
    assert tie.bank == "ccb"
    assert {document.form_id for document in receipt.documents} == {"custody-change", "custody"}


@pytest.mark.rule("KY-3", "OP-4")
def test_a_new_agent_comes_with_the_new_letter_and_replaces_the_old_one(branch: OpenBranch, actors: Actors) -> None:
    desk = change_desk(branch, actors)
    client, teller = desk.institution(), actors.teller
    receipt = hands.do(desk.services, teller, client.id, "institution-agent", scan_of, **new_agent(desk))
    found = desk.acting(client)
    agent, representative = found.person(Role.AGENT), found.person(Role.REPRESENTATIVE)
    assert agent is not None
    assert representative is not None
    assert (len(found.people), agent.name, representative.name) == (2, "陆思琪", "顾明远")
    assert agent.letter is not None
    assert (agent.letter.number, agent.letter.scope) == ("示授第2号", ("changes", "custody"))
    before = {line.label: (line.before, line.after) for line in receipt.lines}
    assert before["经办人"] == ("沈若溪", "陆思琪")
    assert before["授权委托书"][0].startswith("示授第1号")
    assert shown_code(reset(desk, client, AGENT)) == "changes.acting_differs"
    done = audited(branch, "changes.completed")[0]
    assert done["role"] == "agent"
    assert NEWCOMER not in str(done)


@pytest.mark.rule("KY-3")
def test_the_old_agent_cannot_hand_over_the_office_but_the_representative_can(desk: ChangeDesk) -> None:
    client, teller = desk.institution(), desk.actors.teller
    take = {"client_id": client.id, "kind": "institution-agent"}
    view = hands.take_in(desk.services, teller, **take, **new_agent(desk, paper_shown=AGENT))
    assert shown_code(view) == "changes.acting_differs"
    narrow = {"paper_shown": NEWCOMER, "letter_scope": "custody"}
    view = desk.changes.save_fields(teller, view.case.number, narrow)
    assert shown_code(view) == "changes.letter_scope"
    view = desk.changes.save_fields(teller, view.case.number, {"paper_shown": REPRESENTATIVE})
    assert (view.problems, view.signer_name) == ({}, "顾明远")


@pytest.mark.rule("KY-3", "OP-4")
def test_what_is_wrong_with_a_new_agent_is_said_at_its_field(desk: ChangeDesk) -> None:
    client, teller = desk.institution(), desk.actors.teller
    enter_marketing(desk.services.branch, desk.actors.admin)
    with desk.services.branch.db.write(desk.actors.admin) as tx:
        member = staff.by_number(tx.conn, MARKETER)
        assert member is not None
        staff.add(tx.conn, dataclasses.replace(member, id=new_id(), number="7009", name="陆思琪"))
    number = hands.take_in(desk.services, teller, client.id, "institution-agent", paper_shown=NEWCOMER).case.number

    def code(at: str, **changes: str) -> str:
        view = desk.changes.save_fields(teller, number, new_agent(desk, **changes))
        problem = view.problems.get(at)
        return "" if problem is None else str(problem.code)

    view = desk.changes.view(teller, number)
    assert {name: problem.code for name, problem in view.problems.items()} == {
        "people_act": "text.required", "paper_shown": "changes.acting_not_entered",
    }  # fmt: skip
    assert code("letter_until", letter_from="2020-01-01", letter_until="2020-07-01") == "institutions.letter_expired"
    assert code("paper_shown", agent_name="") == "changes.acting_not_entered"
    assert code("agent_paper_number", agent_paper_number="330106198602030410").startswith("papers.")
    assert code("agent_name") == "institutions.agent_is_staff"
    assert code("agent_name", agent_not_staff="yes") == ""
    same = {"agent_paper_number": REPRESENTATIVE, "agent_paper_from": "2018-01-10", "agent_paper_until": "长期"}
    assert code("agent_paper_number", **same) == "changes.agent_is_representative"


@pytest.mark.rule("KY-3")
def test_another_legal_representative_comes_in_person_with_a_proof(desk: ChangeDesk) -> None:
    client, teller = desk.institution(), desk.actors.teller
    typed = another_representative(proof="", paper_shown=REPRESENTATIVE)
    view = hands.take_in(desk.services, teller, client.id, "institution-agent", **typed)
    assert {name: problem.code for name, problem in view.problems.items()} == {
        "proof": "changes.representative_proof", "paper_shown": "changes.acting_not_entered",
    }  # fmt: skip
    view = desk.changes.save_fields(teller, view.case.number, {"proof": "换发的营业执照"})
    assert shown_code(view) == "changes.acting_differs"
    agents = {"rep_paper_number": AGENT, "rep_paper_from": "2019-07-01", "rep_paper_until": "2039-07-01"}
    view = desk.changes.save_fields(teller, view.case.number, agents)
    assert view.problems["rep_paper_number"].code == "changes.representative_is_agent"
    desk.changes.save_fields(teller, view.case.number, another_representative())
    hands.with_client(desk.services, teller, view.case.number)
    receipt = desk.changes.complete(teller, view.case.number)
    one = desk.acting(client).person(Role.REPRESENTATIVE)
    assert one is not None
    assert (one.name, one.paper_number) == ("陆思琪", NEWCOMER)
    assert receipt.tells  # the bank is told
    again = hands.take_in(desk.services, teller, client.id, "institution-agent", **another_representative())
    assert again.problems["rep_name"].code == "changes.same_as_now"


@pytest.mark.rule("OP-4")
def test_what_one_person_did_does_not_count_for_another_who_comes(desk: ChangeDesk) -> None:
    client, teller = desk.institution(), desk.actors.teller
    number = reset(desk, client, AGENT).case.number
    assert hands.with_client(desk.services, teller, number).complete
    view = desk.changes.save_fields(teller, number, {"paper_shown": REPRESENTATIVE})
    assert not view.password_set
    assert not any(form.signed for form in view.forms)
    assert view.case.captures == {}
    with refused("changes.incomplete"):
        desk.changes.complete(teller, number)
