from __future__ import annotations

from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.changes.case import Status
from app.changes.kinds import KINDS
from app.changes.steps import State, Step
from app.clients import storage as clients
from app.clients.credentials import check_password, password_state
from app.clients.domain import Client, Market
from app.common.errors import Refused
from app.custody import storage as custody
from app.permissions.domain import held
from app.policy.loader import SHIPPED, load_policy
from app.relationship import storage as relationship
from app.relationship.domain import Confirmation, ConfirmationKind
from app.samples import changes as hands
from app.samples.pen import sample_ink
from app.staff.domain import CertificateState
from app.staff.service import Certificate
from app.storage.schema import append_only_tables
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.app.onboarding import desk as opening_desk
from tests.app.onboarding.desk import EXPIRED, MARKETER, enter_marketing
from tests.app.transfer_out.desk import audited, refused
from tests.builders import Actors


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


@pytest.fixture
def client(desk: ChangeDesk) -> Client:
    return desk.client()


def codes(view: object, name: str) -> str:
    problem = view.problems.get(name)  # type: ignore[attr-defined]  # a ChangeView
    return "" if problem is None else problem.code


@pytest.mark.rule("CU-3")
def test_amended_data_hold_for_every_account_and_the_client_is_found_by_the_new_number_only(
    branch: OpenBranch, actors: Actors
) -> None:
    desk = change_desk(branch, actors)
    client, teller = desk.client(), actors.teller
    with branch.db.write(teller) as tx:
        custody.open_fund_account(tx.conn, client_id=client.id, number="8801777777", at=tx.at, main=False)
    receipt = hands.do(desk.services, teller, client.id, "client-data", mobile="13900001234", email="new@example.com")
    now = desk.now(client.id)
    assert (now.mobile, now.email, now.version) == ("13900001234", "new@example.com", client.version + 1)
    assert now.name == client.name
    with branch.db.read() as conn:
        held_by = {account.client_id for account in custody.fund_accounts(conn, client.id)}
    assert held_by == {client.id}
    find = desk.services.clients.find
    assert [hit.id for hit in find(teller, "13900001234")] == [client.id]
    assert find(teller, client.mobile) == ()
    assert [(line.label, line.before, line.after) for line in receipt.lines] == [
        ("手机号码", client.mobile, "13900001234"), ("电子邮箱", client.email, "new@example.com"),
    ]  # fmt: skip
    documents = desk.services.archive.list_for_case(teller, receipt.case_number)
    assert [document.form_id for document in documents] == ["client-change"]
    done = audited(branch, "changes.completed")[0]
    assert done["fields"] == ["email", "mobile"]
    assert "13900001234" not in str(done)


def test_the_form_names_every_fund_account_and_both_sides_of_the_change(desk: ChangeDesk, client: Client) -> None:
    view = hands.take_in(desk.services, desk.actors.teller, client.id, "client-data", address="示例市新样路8号")
    pressed = desk.changes.preview(desk.actors.teller, view.case.number, "client-change")
    text = pressed.pdf.decode()
    assert all(part in text for part in (client.address, "示例市新样路8号", client.fund_account))


def test_nothing_entered_or_the_same_again_is_no_change(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    view = hands.take_in(desk.services, teller, client.id, "client-data")
    assert codes(view, "name") == "changes.nothing"
    view = desk.changes.save_fields(teller, view.case.number, {"mobile": client.mobile, "address": "无"})
    assert codes(view, "mobile") == "changes.same_as_now"
    assert not view.complete
    with refused("changes.incomplete"):
        desk.changes.complete(teller, view.case.number)


def test_a_changed_name_needs_its_proof_and_what_may_be_empty_can_be_cleared(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    view = hands.take_in(desk.services, teller, client.id, "client-data", name="孙立鸣", telephone="010-12345678")
    assert codes(view, "proof") == "changes.proof_missing"
    number = view.case.number
    assert codes(desk.changes.save_fields(teller, number, {"proof": "户口簿"}), "proof") == ""
    hands.with_client(desk.services, teller, number)
    desk.changes.complete(teller, number)
    receipt = hands.do(desk.services, teller, client.id, "client-data", telephone="无")
    assert receipt.lines[0].after == "（删除）"
    now = desk.now(client.id)
    assert (now.name, now.telephone) == ("孙立鸣", "")
    assert [hit.id for hit in desk.services.clients.find(teller, "孙立鸣")] == [client.id]
    assert desk.services.clients.find(teller, "孙立明") == ()


@pytest.mark.rule("KY-1")
def test_the_identity_is_checked_again_in_original(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    number = desk.changes.start(teller, client.id, "password-reset").case.number
    view = desk.changes.save_fields(teller, number, {"reason": "遗忘", "paper_shown": "330102199001010011"})
    assert view.step(Step.IDENTITY).state is State.MISSING
    assert codes(view, "paper_shown").startswith(("papers.", "changes.paper_differs"))
    assert codes(view, "original_seen") == "changes.original_not_seen"
    assert view.step(Step.PASSWORD).state is State.BLOCKED
    with refused("changes.step_blocked"):
        desk.changes.set_password(teller, number, "805317")


@pytest.mark.rule("KY-1")
def test_an_expired_paper_stops_every_change_but_its_renewal(desk: ChangeDesk, client: Client) -> None:
    teller, db = desk.actors.teller, desk.services.branch.db
    with db.write(teller) as tx:
        day = tx.at.date()
        values = {"paper_from": day.replace(year=day.year - 21), "paper_until": day.replace(year=day.year - 1)}
        clients.amend(tx.conn, client, values)
    view = hands.take_in(desk.services, teller, client.id, "client-data", mobile="13900001234")
    assert codes(view, "paper_shown") == "changes.paper_expired"
    since = day.isoformat()
    view = hands.take_in(desk.services, teller, client.id, "paper-renewed", paper_from=since, paper_until="长期")
    if codes(view, "paper_until"):  # under 46 a resident ID ends after twenty years
        until = day.replace(year=day.year + 20).isoformat()
        view = desk.changes.save_fields(teller, view.case.number, {"paper_until": until})
    assert view.problems == {}
    hands.with_client(desk.services, teller, view.case.number)
    desk.changes.complete(teller, view.case.number)
    assert desk.now(client.id).paper_from == day
    again = desk.changes.view(teller, desk.changes.unfinished(teller)[0].number)
    assert codes(again, "paper_shown") == ""


@pytest.mark.rule("KY-2")
def test_a_renewed_paper_may_not_be_another_clients_and_another_number_needs_a_proof(
    desk: ChangeDesk, client: Client
) -> None:
    teller, db = desk.actors.teller, desk.services.branch.db
    passport = {"paper_kind": "passport", "paper_number": "P1234567"}
    other = desk.client("周明远")
    with db.write(teller) as tx:
        clients.amend(tx.conn, other, passport)
    typed = {**passport, "paper_from": "2020-01-01", "paper_until": "2029-12-31"}
    view = hands.take_in(desk.services, teller, client.id, "paper-renewed", **typed)
    assert codes(view, "paper_number") == "clients.same_paper"
    assert codes(view, "proof") == "changes.proof_missing"
    free = {"paper_number": "P7654321", "paper_shown": "P7654321", "proof": "出入境管理机关证明"}
    view = desk.changes.save_fields(teller, view.case.number, free)
    assert view.problems == {}
    resident = {"paper_kind": "resident-id", "paper_number": other.paper_number}
    view = desk.changes.save_fields(teller, view.case.number, resident)
    assert codes(view, "paper_number") == "opening.differs_from_number"


@pytest.mark.rule("OP-5", "TO-8")
def test_a_locked_password_is_set_anew_by_the_client_alone(desk: ChangeDesk, client: Client) -> None:
    teller, db = desk.actors.teller, desk.services.branch.db
    with db.write(teller) as tx:
        for _ in range(3):
            check_password(tx.conn, client.id, "000001", most=3)
    view = hands.take_in(desk.services, teller, client.id, "password-reset", reason="输错后被锁定")
    with refused("password.run", "password"):
        desk.changes.set_password(teller, view.case.number, "123456")
    assert view.lines[0].before == "已锁定"
    hands.with_client(desk.services, teller, view.case.number, password="728415")
    desk.changes.complete(teller, view.case.number)
    with db.write(teller) as tx:
        assert not password_state(tx.conn, client.id).locked
        assert check_password(tx.conn, client.id, "728415", most=3).ok
    assert audited(desk.services.branch, "changes.completed")[0]["was_locked"] is True
    assert "728415" not in str(audited(desk.services.branch, "changes.completed"))


def test_a_password_set_before_the_program_was_killed_is_set_again(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    view = hands.take_in(desk.services, teller, client.id, "password-reset", reason="遗忘")
    hands.with_client(desk.services, teller, view.case.number)
    restarted = change_desk(desk.services.branch, desk.actors)
    view = restarted.changes.view(teller, view.case.number)
    assert not view.password_set
    with refused("changes.incomplete"):
        restarted.changes.complete(teller, view.case.number)


@pytest.mark.rule("SR-3")
def test_only_who_may_practise_takes_over_and_the_history_stays(desk: ChangeDesk, client: Client) -> None:
    teller, services = desk.actors.teller, desk.services
    enter_marketing(services.branch, desk.actors.admin)
    view = hands.take_in(services, teller, client.id, "marketer", relationship_act="change", marketer=EXPIRED)
    assert codes(view, "marketer").startswith("staff.")
    desk.changes.save_fields(teller, view.case.number, {"marketer": MARKETER})
    hands.with_client(services, teller, view.case.number)
    done = desk.changes.complete(teller, view.case.number)
    ended = hands.do(services, teller, client.id, "marketer", relationship_act="end")
    kinds = [each.kind for each in desk_history(desk, client)]
    assert kinds == [ConfirmationKind.CONFIRMED, ConfirmationKind.ENDED]
    documents = [each.document_number for each in desk_history(desk, client)]
    assert documents == [done.documents[0].number, ended.documents[0].number]
    view = hands.take_in(services, teller, client.id, "marketer", relationship_act="end")
    assert codes(view, "relationship_act") == "relationship.none"


@pytest.mark.rule("SR-3")
def test_a_certificate_suspended_after_the_signature_stops_the_closing(desk: ChangeDesk, client: Client) -> None:
    teller, services, admin = desk.actors.teller, desk.services, desk.actors.admin
    enter_marketing(services.branch, admin)
    view = hands.take_in(services, teller, client.id, "marketer", relationship_act="change", marketer=MARKETER)
    assert hands.with_client(services, teller, view.case.number).complete
    member = next(one for one in services.staff.members(admin) if one.number == MARKETER)
    assert member.certificate_from is not None
    assert member.certificate_until is not None
    suspended = Certificate(
        member.certificate_number, member.certificate_from, member.certificate_until, CertificateState.SUSPENDED
    )
    services.staff.certify(admin, member.id, member.version, suspended)
    with refused("changes.incomplete"):
        desk.changes.complete(teller, view.case.number)
    assert codes(desk.changes.view(teller, view.case.number), "marketer") == "staff.certificate_suspended"
    assert desk_history(desk, client) == ()


def desk_history(desk: ChangeDesk, client: Client) -> tuple[Confirmation, ...]:
    with desk.services.branch.db.read() as conn:
        return relationship.history(conn, client.id)


@pytest.mark.rule("KY-2")
def test_a_fourth_account_of_a_market_is_refused(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    card = desk.services.clients.card(teller, client.id)
    listed = sum(market is Market.SHANGHAI_A for market, _ in card.accounts)
    for place in range(3 - listed):
        hands.do(desk.services, teller, client.id, "account-added", market="sh_a", account_number=f"A12345678{place}")
    found = desk.services.clients.find(teller, "A123456780")
    assert [hit.id for hit in found] == [client.id]
    view = hands.take_in(desk.services, teller, client.id, "account-added", market="sh_a", account_number="A999999999")
    assert codes(view, "account_number") == "clients.too_many_accounts"


@pytest.mark.rule("OP-3")
def test_a_permission_is_opened_by_its_own_disclosure_for_whom_it_suits_and_closed_again(
    desk: ChangeDesk, client: Client
) -> None:
    teller, services = desk.actors.teller, desk.services
    typed = {"permission_act": "open", "permission": "chinext"}
    view = hands.take_in(services, teller, client.id, "permission", **typed)
    assert codes(view, "permission") == "changes.no_valid_assessment"
    number = view.case.number
    desk.assess(client, "low")
    assert codes(desk.changes.view(teller, number), "permission") == "permissions.level_too_low"
    desk.assess(client, "medium")
    suits = codes(desk.changes.view(teller, number), "permission")
    if suits:
        assert suits == "permissions.experience_too_short"
        hands.do(services, teller, client.id, "client-data", experience="3-5")
    view = desk.changes.view(teller, number)
    assert [form.form_id for form in view.forms] == ["permission-application", "disclosure-chinext"]
    assert view.step(Step.SIGNING).blocked_by == (Step.READING,)
    with refused("opening.read_too_fast"):
        section = desk.changes.reading(teller, number, "disclosure-chinext")[0]
        desk.changes.section_read(teller, number, "disclosure-chinext", section.id, 0)
    with refused("opening.sections_unread"):
        desk.changes.confirm_reading(teller, number, "disclosure-chinext", True)
    hands.with_client(services, teller, number)
    desk.changes.complete(teller, number)
    assert held(services.permissions.history(teller, client.id)) == ("chinext",)
    view = hands.take_in(services, teller, client.id, "permission", **typed)
    assert codes(view, "permission") == "permissions.held"
    desk.changes.save_fields(teller, view.case.number, {"permission_act": "close"})
    hands.with_client(services, teller, view.case.number)
    desk.changes.complete(teller, view.case.number)
    history = services.permissions.history(teller, client.id)
    assert [act.opened for act in history] == [True, False]
    assert held(history) == ()
    assert "client_permission" in append_only_tables()


@pytest.mark.rule("OP-3")
@pytest.mark.parametrize("permission", ["margin", "warrant", "hk-connect"])
def test_every_business_of_higher_risk_has_its_own_disclosure(
    desk: ChangeDesk, client: Client, permission: str
) -> None:
    teller, services = desk.actors.teller, desk.services
    desk.assess(client, "high")
    hands.do(services, teller, client.id, "client-data", experience="over-10")
    desk.snapshot(client, "500000")
    typed = {"permission_act": "open", "permission": permission}
    view = hands.take_in(services, teller, client.id, "permission", **typed)
    assert [form.form_id for form in view.forms] == ["permission-application", f"disclosure-{permission}"]
    hands.with_client(services, teller, view.case.number)
    desk.changes.complete(teller, view.case.number)
    assert held(services.permissions.history(teller, client.id)) == (permission,)


@pytest.mark.rule("RA-6")
def test_a_permission_is_judged_by_the_assessment_of_the_branch_s_own_pack(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    levels = [('lowest_level = "medium"', 'lowest_level = "c3"'), ('lowest_level = "high"', 'lowest_level = "c5"')]
    text = (SHIPPED / "branch.toml").read_text(encoding="utf-8").replace("-4-level.toml", "-5-level.toml")
    for old, new in levels:
        text = text.replace(old, new)
    (tmp_path / "branch.toml").write_text(text, encoding="utf-8")
    desk = change_desk(sqlite_branch, actors, load_policy(tmp_path / "branch.toml"))
    teller, client = actors.teller, desk.client()
    desk.assess(client, "high")
    view = hands.take_in(desk.services, teller, client.id, "permission", permission_act="open", permission="chinext")
    number = view.case.number
    assert codes(view, "permission") == "changes.no_valid_assessment", "an assessment of another pack says nothing here"
    desk.assess(client, "c2", pack="5-level")
    assert codes(desk.changes.view(teller, number), "permission") == "permissions.level_too_low"
    desk.assess(client, "c3", pack="5-level")
    assert codes(desk.changes.view(teller, number), "permission") in ("", "permissions.experience_too_short")


def test_what_changes_after_the_signature_has_to_be_signed_again(desk: ChangeDesk, client: Client) -> None:
    teller, services = desk.actors.teller, desk.services
    number = hands.take_in(services, teller, client.id, "client-data", mobile="13900001234").case.number
    assert hands.with_client(services, teller, number).complete
    view = desk.changes.save_fields(teller, number, {"address": "示例市新样路8号"})
    assert [form.stale for form in view.forms] == [True]
    assert not view.complete


def test_a_change_made_at_another_counter_meanwhile_makes_the_signature_stale(desk: ChangeDesk, client: Client) -> None:
    teller, services = desk.actors.teller, desk.services
    number = hands.take_in(services, teller, client.id, "client-data", mobile="13900001234").case.number
    hands.with_client(services, teller, number)
    typed = {"paper_from": "2020-01-01", "paper_until": "2040-01-01", "paper_issuer": "示例市公安局新样分局"}
    hands.do(services, teller, client.id, "paper-renewed", **typed)
    assert desk.changes.view(teller, number).forms[0].stale
    with refused("changes.incomplete"):
        desk.changes.complete(teller, number)


def test_only_what_was_shown_can_be_confirmed_and_signed(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    number = hands.take_in(desk.services, teller, client.id, "client-data", mobile="13900001234").case.number
    _, shown = desk.changes.review_for_client(teller, number)
    _, bound = desk.changes.signature_lines(teller, number, "client-change")
    desk.changes.save_fields(teller, number, {"mobile": "13900004321"})
    with refused("changes.changed_since_shown"):
        desk.changes.confirm_review(teller, number, True, shown)
    with refused("changes.changed_since_shown"):
        desk.changes.sign(teller, number, "client-change", sample_ink(), bound)


@pytest.mark.rule("KY-4")
def test_a_change_can_be_signed_on_paper_and_scanned_back(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    typed = {"mobile": "13900001234", "sign_way": "paper"}
    number = hands.take_in(desk.services, teller, client.id, "client-data", **typed).case.number
    with refused("changes.print_first"):
        desk.changes.attach_scan(teller, number, "client-change", b"scan 1")
    desk.changes.printable_form(teller, number, "client-change")
    waiting = desk.changes.awaited_papers(teller)
    assert [(paper.case_number, paper.current, paper.bound_at) for paper in waiting] == [(number, True, None)]
    view = desk.changes.attach_scan(teller, number, "client-change", b"scan 1")
    assert view.complete
    desk.changes.complete(teller, number)
    assert desk.now(client.id).mobile == "13900001234"
    assert desk.changes.awaited_papers(teller) == ()


def test_a_running_change_of_the_kind_is_gone_on_with_and_a_cancelled_one_is_not(
    desk: ChangeDesk, client: Client
) -> None:
    teller = desk.actors.teller
    first = desk.changes.start(teller, client.id, "client-data").case.number
    assert desk.changes.start(teller, client.id, "client-data").case.number == first
    assert [line.number for line in desk.changes.unfinished(teller)] == [first]
    desk.changes.cancel(teller, first, "客户另有安排")
    assert desk.changes.unfinished(teller) == ()
    assert [line.status for line in desk.changes.cases_of(teller, client.id)] == [Status.CANCELLED]
    with refused("changes.not_open"):
        desk.changes.save_fields(teller, first, {"mobile": "13900001234"})
    assert desk.changes.start(teller, client.id, "client-data").case.number != first


def test_two_tellers_at_one_change_are_told_and_overwrite_nothing(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    number = desk.changes.start(teller, client.id, "client-data").case.number
    desk.changes.save_fields(desk.actors.supervisor, number, {"mobile": "13900001234"}, {"mobile": ""})
    with refused("changes.clash", "mobile"):
        desk.changes.save_fields(teller, number, {"mobile": "13900004321"}, {"mobile": ""})
    assert desk.changes.view(teller, number).case.text("mobile") == "13900001234"


def test_an_institution_an_unknown_kind_field_or_case_are_refused(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    with refused("changes.institution"):
        desk.changes.start(teller, desk.client("示例商贸有限公司", institution=True).id, "client-data")
    with refused("changes.unknown_kind"):
        desk.changes.start(teller, client.id, "name-of-nothing")
    with refused("changes.unknown"):
        desk.changes.view(teller, "BG0")
    number = desk.changes.start(teller, client.id, "client-data").case.number
    with refused("changes.unknown_field"):
        desk.changes.save_fields(teller, number, {"colour": "red"})


@pytest.mark.rule("OP-4")
def test_marketing_staff_cannot_touch_a_change(desk: ChangeDesk, client: Client) -> None:
    with pytest.raises(Refused, match=r"^auth\.denied$"):
        desk.changes.start(desk.actors.marketing, client.id, "client-data")


def test_nothing_is_changed_when_the_closing_is_interrupted(
    desk: ChangeDesk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    teller = desk.actors.teller
    number = hands.take_in(desk.services, teller, client.id, "client-data", mobile="13900001234").case.number
    hands.with_client(desk.services, teller, number)
    monkeypatch.setattr("app.changes.service.tell", _fails)
    with pytest.raises(OSError, match="gone"):
        desk.changes.complete(teller, number)
    assert desk.now(client.id) == client
    assert desk.services.archive.list_for_case(teller, number) == ()
    assert desk.changes.view(teller, number).complete


def _fails(*_: object) -> None:
    raise OSError("gone")


def test_every_kind_has_a_form_a_client_signs_and_fields_of_its_own(desk: ChangeDesk) -> None:
    for kind in KINDS.values():
        assert "client" in desk.press.info(kind.form_id).signers
        assert len(set(kind.names())) == len(kind.fields) > 0
    assert [line.code for line in desk.changes.kinds(desk.actors.teller)] == list(KINDS)


@pytest.mark.rule("OP-3")
def test_a_permission_of_the_opening_stands_in_the_register_and_can_be_closed(desk: ChangeDesk) -> None:
    teller, services = desk.actors.teller, desk.services
    enter_marketing(services.branch, desk.actors.admin)
    case = opening_desk.prepared(services, teller, opening_desk.client(permissions="chinext"))
    client_id = services.opening.complete(teller, case).client_id
    assert held(services.permissions.history(teller, client_id)) == ("chinext",)
    hands.do(services, teller, client_id, "permission", permission_act="close", permission="chinext")
    assert held(services.permissions.history(teller, client_id)) == ()
