"""What an institution has changed: licence, owners, seals, tax statement, agent; newcomers are looked up (KY-3)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.archive import storage as archive
from app.branch.opened import OpenBranch
from app.changes.view import ChangeView
from app.clients import storage as clients
from app.clients.domain import Client
from app.common.clock import branch_day
from app.due_diligence import storage as due_diligence
from app.due_diligence.domain import Part, Verdict
from app.due_diligence.service import ScreeningService
from app.due_diligence.tax import InstitutionKind
from app.institutions import storage as institutions
from app.institutions.domain import Basis, Owner, Role
from app.institutions.ownership import percent
from app.samples import changes as hands
from app.samples import institutions as sample
from app.samples.pen import sample_ink
from app.samples.people import resident_number
from tests.app.changes.desk import AGENT, NEWCOMER, REPRESENTATIVE, ChangeDesk, change_desk, scan_of
from tests.app.changes.test_institution import another_representative, new_agent
from tests.app.transfer_out.desk import audited, refused
from tests.builders import Actors

SECOND = resident_number("330106", date(1979, 9, 13), 41)
SEALS = {"seals": "finance,official", "old_seals": "shown", "reason": "更名", "paper_shown": AGENT}


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


@pytest.fixture
def client(desk: ChangeDesk) -> Client:
    """An institution whose code is a sound one."""
    made = desk.institution()
    with desk.services.branch.db.write(desk.actors.teller) as tx:
        clients.amend(tx.conn, made, {"paper_number": sample.credit_code(77)})
    return desk.now(made.id)


@pytest.fixture
def compliance(desk: ChangeDesk, actors: Actors, tmp_path: Path) -> Callable[..., ScreeningService]:
    """A watch list with these lines in force."""

    def listed(*rows: str) -> ScreeningService:
        path = tmp_path / "名单.csv"
        path.write_text("\n".join(("姓名或名称,证件号码,备注", *rows, "")), encoding="utf-8")
        service = ScreeningService(desk.services.branch.db, 90)
        service.import_list(actors.compliance, path, source="样张来源", dated=date(2026, 11, 1), dry_run=False)
        return service

    return listed


def codes(view: ChangeView) -> dict[str, str]:
    return {name: problem.code for name, problem in view.problems.items()}


def licence(client: Client, **changes: str) -> dict[str, str]:
    return {
        "licence_code": client.paper_number, "paper_from": "2026-11-01", "paper_until": "长期", "paper_shown": AGENT,
        **changes,
    }  # fmt: skip


def expire(desk: ChangeDesk, client: Client) -> None:
    with desk.services.branch.db.write(desk.actors.teller) as tx:
        clients.amend(tx.conn, client, {"paper_until": branch_day(tx.at) - timedelta(days=1)})


@pytest.mark.rule("KY-1", "CU-3")
def test_an_expired_licence_is_renewed_by_the_agent_and_then_other_business_goes_on(
    branch: OpenBranch, actors: Actors
) -> None:
    desk = change_desk(branch, actors)
    made = desk.institution()
    with branch.db.write(actors.teller) as tx:
        clients.amend(tx.conn, made, {"paper_number": sample.credit_code(77)})
    client = desk.now(made.id)
    expire(desk, client)
    typed = licence(
        client, licence_name="示例商贸集团有限公司", institution_type="stock", business_scope="批发", proof="变更通知书"
    )
    receipt = hands.do(desk.services, actors.teller, client.id, "licence-renewed", **typed)
    now, found = desk.now(client.id), desk.acting(client)
    assert (now.name, now.paper_until, now.paper_number) == ("示例商贸集团有限公司", None, client.paper_number)
    assert (found.type, found.scope) == ("stock", "批发")
    lines = {line.label: (line.before, line.after) for line in receipt.lines}
    assert lines["机构名称"] == ("示例商贸有限公司", "示例商贸集团有限公司")
    assert lines["经营范围"] == ("商品销售", "批发")
    assert "机构名称" in receipt.tells[0]
    assert audited(branch, "changes.completed")[0]["fields"] == ["name", "paper_from", "paper_until"]
    view = hands.take_in(desk.services, actors.teller, client.id, "password-reset", paper_shown=AGENT, reason="遗忘")
    assert not view.problems


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"licence_code": sample.credit_code(78)}, {"licence_code": "changes.licence_code_differs"}),
        ({"licence_code": "91330106MA20000001"}, {"licence_code": "papers.credit_check"}),
        ({"licence_name": "示例商贸集团有限公司"}, {"proof": "changes.licence_proof"}),
        ({"paper_until": "2026-11-10"}, {"paper_until": "institutions.licence_expired"}),
        ({"paper_from": "2090-01-01"}, {"paper_from": "papers.not_yet_valid"}),
        ({"paper_until": ""}, {"paper_until": "text.required"}),
        ({"paper_shown": NEWCOMER}, {"paper_shown": "changes.acting_differs"}),
    ],
)
def test_what_is_wrong_with_a_renewed_licence_is_said_at_its_field(
    desk: ChangeDesk, client: Client, changes: Mapping[str, str], wrong: Mapping[str, str]
) -> None:
    expire(desk, client)
    typed = licence(client, **changes)
    view = hands.take_in(desk.services, desk.actors.teller, client.id, "licence-renewed", **typed)
    assert codes(view) == wrong


@pytest.mark.rule("KY-1")
def test_a_new_representative_may_come_with_the_new_licence_before_it_is_renewed(
    desk: ChangeDesk, client: Client
) -> None:
    expire(desk, client)
    view = hands.take_in(
        desk.services, desk.actors.teller, client.id, "institution-agent", **another_representative()
    )  # fmt: skip
    assert not view.problems
    view = hands.take_in(desk.services, desk.actors.teller, client.id, "institution-agent", **new_agent(desk))
    assert codes(view)["paper_shown"] == "changes.licence_expired"


def owned(desk: ChangeDesk, client: Client) -> None:
    """One owner by shares, of a tree that was typed."""
    first = Owner("顾明远", "resident-id", REPRESENTATIVE, Basis.MANAGER, how="总经理")
    with desk.services.branch.db.write(desk.actors.teller) as tx:
        institutions.put_owners(tx.conn, client.id, (), (first,))


@pytest.mark.rule("KY-3")
def test_owners_are_edited_from_what_is_registered_and_their_own_form_is_signed(
    desk: ChangeDesk, client: Client
) -> None:
    teller = desk.actors.teller
    owned(desk, client)
    begun = desk.changes.start(teller, client.id, "institution-owners")
    assert (begun.case.text("manager_name"), begun.case.text("manager_post")) == ("顾明远", "总经理")
    tree = sample.owners(first=REPRESENTATIVE, second=SECOND)
    view = hands.take_in(desk.services, teller, client.id, "institution-owners", owners=tree, paper_shown=AGENT)
    assert not view.problems
    assert [(one.name, percent(one.share)) for one in view.owners] == [("顾明远", "57%"), ("陆思琪", "43%")]
    text = desk.changes.preview(teller, view.case.number, "beneficial-owners").pdf.decode()
    assert all(part in text for part in ("42%", "57%", "示例控股", "陆思琪"))
    hands.with_client(desk.services, teller, view.case.number, back=scan_of)
    receipt = desk.changes.complete(teller, view.case.number)
    assert {paper.form_id for paper in receipt.documents} == {"client-change", "beneficial-owners"}
    found = desk.acting(client)
    assert [(one.name, one.basis) for one in found.owners] == [("顾明远", Basis.SHARES), ("陆思琪", Basis.SHARES)]
    assert desk.now(client.id).beneficiary == "顾明远、陆思琪"
    again = desk.changes.start(teller, client.id, "institution-owners")
    assert json.loads(again.case.text("owners"))[0]["holders"][0]["share"] == "70"
    assert codes(again)["owners"] == "changes.same_as_now"
    wrong = desk.changes.save_fields(teller, again.case.number, {"owners": tree.replace('"25"', '"50"')})
    assert codes(wrong)["owners"] == "institutions.over_whole"


@pytest.mark.rule("KY-3", "OP-4")
def test_a_new_seal_card_is_stamped_on_paper_and_says_which_one_it_replaces(desk: ChangeDesk, client: Client) -> None:
    teller, services = desk.actors.teller, desk.services
    first = hands.do(services, teller, client.id, "institution-seals", scan_of, **SEALS)
    card = next(paper.number for paper in first.documents if paper.form_id == "seal-card")
    view = hands.take_in(services, teller, client.id, "institution-seals", **{**SEALS, "seals": "official"})
    assert ("预留印鉴卡", card) in {(line.label, line.before) for line in view.lines}
    number = view.case.number
    shown = desk.changes.review_for_client(teller, number)[1]
    desk.changes.confirm_review(teller, number, True, shown)
    _, bound = desk.changes.signature_lines(teller, number, "seal-card")
    with refused("changes.by_paper"):
        desk.changes.sign(teller, number, "seal-card", sample_ink(), bound)
    assert card in desk.changes.printable_form(teller, number, "seal-card").decode()
    hands.with_client(services, teller, number, back=scan_of)
    second = desk.changes.complete(teller, number)
    assert desk.acting(client).seals == ("official",)
    with services.branch.db.read() as conn:
        held = [one for one in archive.of_client(conn, client.id) if one.form_id == "seal-card"]
    assert [one.level for one in held] == ["paper", "paper"]
    new = next(paper.number for paper in second.documents if paper.form_id == "seal-card")
    lines = services.dossiers.look(desk.actors.archivist, client.id, "核对印鉴").papers
    assert {one.document.number: one.replaced_by for one in lines if one.document.form_id == "seal-card"} == {
        card: new,
        new: "",
    }


@pytest.mark.rule("KY-3")
def test_seals_that_are_lost_are_told_of_in_writing(desk: ChangeDesk, client: Client) -> None:
    typed = {**SEALS, "old_seals": "lost"}
    view = hands.take_in(desk.services, desk.actors.teller, client.id, "institution-seals", **typed)
    assert codes(view) == {"proof": "text.required"}
    empty = dict.fromkeys(("seals", "old_seals", "reason"), "")
    view = desk.changes.save_fields(desk.actors.teller, view.case.number, empty)
    assert codes(view) == dict.fromkeys(("seals", "old_seals", "reason"), "text.required")


@pytest.mark.rule("KY-3")
def test_an_institution_states_its_tax_residence_anew_with_who_controls_it(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    person = {"residence": "china", "latin_name": "", "birth_place": "", "address": "", "numbers": []}
    controllers = json.dumps([{"name": "顾明远", "birth_date": "1971-04-02", "statement": person}])
    typed = {"tax_kind": "passive-nfe", "tax_residence": "china", "paper_shown": AGENT}
    view = hands.take_in(desk.services, teller, client.id, "institution-tax", **typed)
    assert codes(view) == {"tax_controllers": "tax.controllers_missing"}
    receipt = hands.do(desk.services, teller, client.id, "institution-tax", tax_controllers=controllers, **typed)
    assert {paper.form_id for paper in receipt.documents} == {"client-change", "institution-tax-statement"}
    assert "控制人 顾明远" in receipt.lines[0].after
    with desk.services.branch.db.read() as conn:
        kept = due_diligence.statement_of(conn, client.id)
    assert kept is not None
    assert (kept.institution, kept.controllers[0].name) == (InstitutionKind.PASSIVE, "顾明远")
    again = hands.take_in(desk.services, teller, client.id, "institution-tax", tax_controllers=controllers, **typed)
    assert codes(again) == {"tax_residence": "changes.same_as_now"}


def test_a_securities_account_is_listed_for_an_institution(desk: ChangeDesk, client: Client) -> None:
    typed = {"market": "sh_a", "account_number": "B880000016", "paper_shown": AGENT}
    receipt = hands.do(desk.services, desk.actors.teller, client.id, "account-added", **typed)
    assert receipt.lines[0].after.endswith("、B880000016")


@pytest.mark.rule("KY-3", "OP-4")
def test_the_letter_of_a_new_agent_comes_back_on_paper_before_the_change_is_made(
    desk: ChangeDesk, client: Client
) -> None:
    teller = desk.actors.teller
    number = hands.take_in(desk.services, teller, client.id, "institution-agent", **new_agent(desk)).case.number
    _, shown = desk.changes.review_for_client(teller, number)
    desk.changes.confirm_review(teller, number, True, shown)
    _, bound = desk.changes.signature_lines(teller, number, "client-change")
    view = desk.changes.sign(teller, number, "client-change", sample_ink(), bound)
    assert [(each.code, each.at) for each in view.steps[-1].missing] == [("changes.not_scanned", "authorisation")]
    with refused("changes.incomplete"):
        desk.changes.complete(teller, number)
    text = desk.changes.printable_form(teller, number, "authorisation").decode()
    assert all(part in text for part in ("陆思琪", NEWCOMER, "示授第2号", "顾明远"))
    assert [paper.form_id for paper in desk.changes.awaited_papers(teller)] == ["authorisation"]
    other = desk.changes.save_fields(teller, number, {"letter_number": "示授第3号"})
    assert not next(form for form in other.forms if form.form_id == "authorisation").printed
    hands.with_client(desk.services, teller, number, back=scan_of)
    receipt = desk.changes.complete(teller, number)
    assert {paper.form_id for paper in receipt.documents} == {"client-change", "authorisation"}


@pytest.mark.rule("KY-3", "OP-4")
def test_the_representative_withdraws_the_agent_and_acts_alone(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    typed = {"people_act": "withdraw", "reason": "离职", "paper_shown": AGENT}
    view = hands.take_in(desk.services, teller, client.id, "institution-agent", **typed)
    assert codes(view) == {"paper_shown": "changes.acting_differs"}
    desk.changes.save_fields(teller, view.case.number, {"paper_shown": REPRESENTATIVE})
    hands.with_client(desk.services, teller, view.case.number, back=scan_of)
    receipt = desk.changes.complete(teller, view.case.number)
    assert ("经办人", "沈若溪", "撤销，由法定代表人办理") in {(o.label, o.before, o.after) for o in receipt.lines}
    assert [one.role for one in desk.acting(client).people] == [Role.REPRESENTATIVE]
    again = hands.take_in(
        desk.services, teller, client.id, "institution-agent", people_act="withdraw", paper_shown=REPRESENTATIVE
    )
    assert codes(again) == {"people_act": "changes.no_agent"}


@pytest.mark.rule("KY-3", "SE-2")
def test_a_newcomer_whom_the_watch_list_fits_waits_for_compliance(
    desk: ChangeDesk, client: Client, compliance: Callable[..., ScreeningService], actors: Actors
) -> None:
    service, teller = compliance(f"别名,{NEWCOMER},虚构"), actors.teller
    number = hands.take_in(desk.services, teller, client.id, "institution-agent", **new_agent(desk)).case.number
    view = hands.with_client(desk.services, teller, number, back=scan_of)
    assert [each.code for each in view.steps[-1].missing] == ["screening.undecided"]
    with refused("screening.undecided"):
        desk.changes.complete(teller, number)
    (hit,) = service.hits(actors.compliance)
    assert (hit.case_number, hit.subject.part, hit.opened_by) == (number, Part.AGENT, teller.staff_id)
    assert desk.acting(client).people[-1].name == "沈若溪"
    service.decide(actors.compliance, [hit.id], Verdict.CLEARED, "不是同一人")
    assert desk.changes.view(teller, number).complete
    desk.changes.complete(teller, number)
    assert desk.acting(client).people[-1].name == "陆思琪"


@pytest.mark.rule("KY-3")
def test_a_new_owner_whom_compliance_stops_is_never_registered(
    desk: ChangeDesk, client: Client, compliance: Callable[..., ScreeningService], actors: Actors
) -> None:
    service, teller = compliance(f"别名,{SECOND},虚构"), actors.teller
    owned(desk, client)
    typed = {"owners": sample.owners(first=REPRESENTATIVE, second=SECOND), "paper_shown": AGENT}
    number = hands.take_in(desk.services, teller, client.id, "institution-owners", **typed).case.number
    (hit,) = service.hits(actors.compliance)
    assert (hit.subject.part, hit.subject.name) == (Part.OWNER, "陆思琪")  # who was an owner before is not asked again
    service.decide(actors.compliance, [hit.id], Verdict.STOPPED, "确系同一人")
    hands.with_client(desk.services, teller, number, back=scan_of)
    with refused("screening.stopped"):
        desk.changes.complete(teller, number)
    assert desk.now(client.id).beneficiary != "顾明远、陆思琪"


@pytest.mark.rule("KY-3")
@pytest.mark.parametrize("name", ["name", "controller", "beneficiary"])
def test_a_person_s_new_name_or_who_controls_or_benefits_is_looked_up_too(
    desk: ChangeDesk, compliance: Callable[..., ScreeningService], actors: Actors, name: str
) -> None:
    service, person = compliance("钱多多,,虚构"), desk.client()
    typed = {name: "钱多多", "proof": "户口簿"}
    view = hands.take_in(desk.services, actors.teller, person.id, "client-data", **typed)
    assert [hit.case_number for hit in service.hits(actors.compliance)] == [view.case.number]
    assert view.steps[-1].missing[-1].code == "screening.undecided"


@pytest.mark.rule("KY-3")
def test_a_list_that_came_meanwhile_stops_what_was_ready(
    desk: ChangeDesk, client: Client, compliance: Callable[..., ScreeningService], actors: Actors
) -> None:
    teller = actors.teller
    number = hands.take_in(desk.services, teller, client.id, "institution-agent", **new_agent(desk)).case.number
    assert hands.with_client(desk.services, teller, number, back=scan_of).complete
    service = compliance(f"别名,{NEWCOMER},虚构")
    with refused("screening.undecided"):
        desk.changes.complete(teller, number)
    assert [hit.case_number for hit in service.hits(actors.compliance)] == [number]


@pytest.mark.rule("KY-3")
def test_a_hit_of_a_registered_client_stops_every_change_until_compliance_has_decided(
    desk: ChangeDesk, client: Client, compliance: Callable[..., ScreeningService], actors: Actors
) -> None:
    service, teller = compliance(f"别名,{AGENT},虚构"), actors.teller
    while service.recheck(actors.compliance) is not None:
        pass
    (hit,) = service.hits(actors.compliance)
    assert (hit.client_id, hit.subject.part) == (client.id, Part.AGENT)
    typed = {"paper_shown": REPRESENTATIVE, "reason": "遗忘"}
    number = hands.take_in(desk.services, teller, client.id, "password-reset", **typed).case.number
    hands.with_client(desk.services, teller, number, back=scan_of)
    with refused("screening.undecided"):
        desk.changes.complete(teller, number)
    service.decide(actors.compliance, [hit.id], Verdict.CLEARED, "不是同一人")
    desk.changes.complete(teller, number)


@pytest.mark.rule("CU-3", "FU-2")
def test_an_institution_changes_how_it_is_reached_and_whether_it_is_called(desk: ChangeDesk, client: Client) -> None:
    teller, code = desk.actors.teller, "institution-contact"
    view = hands.take_in(desk.services, teller, client.id, code, paper_shown=AGENT)
    assert view.problems["mobile"].code == "changes.nothing"
    desk.changes.cancel(teller, view.case.number, "填写有误")
    typed = {"paper_shown": AGENT, "contact_way": "messages", "telephone": "0571-8888123", "email": "x"}
    view = hands.take_in(desk.services, teller, client.id, code, **typed)
    assert set(view.problems) == {"email"}
    desk.changes.cancel(teller, view.case.number, "填写有误")
    number = hands.take_in(desk.services, teller, client.id, code, **(typed | {"email": ""})).case.number
    text = desk.changes.preview(teller, number, "client-change").pdf.decode()
    assert "不接受电话，改发短信提示" in text
    hands.with_client(desk.services, teller, number, back=scan_of)
    desk.changes.complete(teller, number)
    now = desk.now(client.id)
    assert (now.contact_way, now.telephone, now.mobile) == ("messages", "0571-8888123", client.mobile)
    again = hands.take_in(desk.services, teller, client.id, code, paper_shown=AGENT, contact_way="messages")
    assert again.problems["contact_way"].code == "changes.same_as_now"
