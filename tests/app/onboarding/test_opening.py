"""An opening from end to end, and every way it may not go (OP-1 to OP-6), on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from app.archive.press import SignatureCheck
from app.audit.reader import AuditReader
from app.bookings.domain import BookingState, BookVisit
from app.branch.opened import OpenBranch
from app.clients import credentials
from app.clients.credentials import verify_password
from app.common.actor import Actor
from app.common.errors import Refused
from app.common.values import new_id
from app.counter.services import Services
from app.custody import storage as custody
from app.disclosure import storage as disclosure
from app.onboarding.steps import State, Step
from app.relationship import storage as relationship
from app.samples import openings
from app.samples.pen import sample_ink
from app.staff import storage as staff
from app.staff.domain import StaffKind
from app.suitability import storage as assessments
from tests.app.onboarding import desk
from tests.builders import Actors, BranchFactory
from tests.threads import together


@pytest.fixture
def ready(branch_factory: BranchFactory, database: str, actors: Actors) -> tuple[OpenBranch, str]:
    """A branch with an opening in which everything is done but completing it; its case number."""

    def prepare(branch: OpenBranch) -> str:
        desk.enter_marketing(branch, actors.admin)
        return desk.prepared(desk.services_for(branch), actors.teller, desk.client())

    return branch_factory.make_from("opening ready", database, prepare)


@pytest.fixture
def branch(request: pytest.FixtureRequest, branch_factory: BranchFactory, database: str, actors: Actors) -> OpenBranch:
    """The one where ``case`` is ready, for a test that has one."""
    if "case" in request.fixturenames:
        made, _ = request.getfixturevalue("ready")
        return cast(OpenBranch, made)
    fresh = branch_factory.make(database)
    desk.enter_marketing(fresh, actors.admin)
    return fresh


@pytest.fixture
def services(branch: OpenBranch) -> Services:
    return desk.services_for(branch)


@pytest.fixture
def case(ready: tuple[OpenBranch, str], services: Services, actors: Actors) -> str:
    """An opening in which everything is done but completing it."""
    _, number = ready
    # what a program forgets when it ends
    services.opening.set_password(actors.teller, number, desk.client().password)
    return number


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.code == code)


def missing(services: Services, teller: Actor, case: str, step: Step) -> list[str]:
    return [m.code for m in services.opening.view(teller, case).step(step).missing]


@pytest.mark.rule("OP-6")
@pytest.mark.rule("CU-1")
@pytest.mark.rule("RA-1")
def test_a_whole_opening_leaves_client_accounts_and_papers(services: Services, actors: Actors) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    receipt = services.opening.complete(actors.teller, case)
    hits = services.clients.find(actors.teller, "郑秋月")
    assert [hit.id for hit in hits] == [receipt.client_id]
    assert [d.form_id for d in receipt.documents] == [
        "application", "education", "assessment", "disclosure", "esign-consent", "agreement", "custody",
        "tax-statement", "contents",
    ]  # fmt: skip
    with services.branch.db.read() as conn:
        (account,) = custody.fund_accounts(conn, receipt.client_id)
        tie = custody.tie_of(conn, account.id)
        assessment = assessments.latest(conn, receipt.client_id)
    assert (account.number, account.main) == (receipt.fund_account, True)
    assert tie is not None
    assert tie.bank_account == desk.client().fields["bank_account"]
    assert assessment is not None
    assert (assessment.total, assessment.level) == (receipt.total, "very-low")
    ledger = services.archive.list_for_client(actors.teller, receipt.client_id)
    assert {d.number for d in ledger} == {d.number for d in receipt.documents}


@pytest.mark.rule("OP-6")
def test_an_opening_with_something_missing_is_refused_and_names_it(services: Services, actors: Actors) -> None:
    case = openings.type_in(services, actors.teller, desk.client()).draft.case_number
    with pytest.raises(Refused) as caught:
        services.opening.complete(actors.teller, case)
    assert caught.value.code == "opening.incomplete"
    assert "questionnaire" in caught.value.facts["steps"]
    assert services.clients.find(actors.teller, "郑秋月") == ()


@pytest.mark.rule("OP-6")
def test_everything_but_the_password_is_there_again_after_the_program_died(
    services: Services, case: str, branch: OpenBranch, actors: Actors
) -> None:
    again = desk.services_for(branch)
    view = again.opening.view(actors.supervisor, case)
    assert view.draft.fields == services.opening.view(actors.teller, case).draft.fields
    assert [s.step for s in view.steps if s.state not in (State.DONE, State.NOT_NEEDED)] == [Step.PASSWORD]
    with refused("opening.incomplete"):
        again.opening.complete(actors.supervisor, case)
    again.opening.set_password(actors.supervisor, case, "648203")
    assert again.opening.complete(actors.supervisor, case).client_name == "郑秋月"


@pytest.mark.rule("OP-4")
def test_marketing_staff_may_do_nothing_of_an_opening(services: Services, case: str, actors: Actors) -> None:
    opening, who = services.opening, actors.marketing
    deeds = [
        lambda: opening.start(who), lambda: opening.view(who, case), lambda: opening.unfinished(who),
        lambda: opening.save_field(who, case, "name", "x"), lambda: opening.answer(who, case, 1, ("A",), 9000),
        lambda: opening.confirm_result(who, case, True),
        lambda: opening.sign(who, case, "application", sample_ink(), ""),
        lambda: opening.set_password(who, case, "739264"), lambda: opening.confirm_review(who, case, True, ""),
        lambda: opening.complete(who, case), lambda: opening.preview(who, case, "application"),
        lambda: opening.section_read(who, case, "disclosure", "market", 99), lambda: opening.cancel(who, case, "x"),
        lambda: opening.consent(who, case, "pen", True), lambda: opening.agree_esign(who, case, True),
    ]  # fmt: skip
    deed: Callable[[], object]
    for deed in deeds:
        with refused("auth.denied"):
            deed()
    acts = AuditReader(services.branch.db).recent(actors.admin, limit=200)
    denied = [record for record in acts if record.act == "auth.denied" and record.staff_id == who.staff_id]
    assert len(denied) == len(deeds)


@pytest.mark.rule("OP-2")
def test_without_a_record_of_education_nothing_of_the_disclosure_is_taken(services: Services, actors: Actors) -> None:
    sample = desk.client()
    case = openings.type_in(services, actors.teller, sample).draft.case_number
    services.opening.save_field(actors.teller, case, "education_modes", "")
    with refused("opening.step_blocked"):
        services.opening.section_read(actors.teller, case, "disclosure", "market", 999)
    assert services.opening.view(actors.teller, case).step(Step.DISCLOSURE).state is State.BLOCKED


@pytest.mark.rule("OP-2")
def test_education_must_cover_the_limits_of_marketing_staff_who_brought_the_client(
    services: Services, actors: Actors
) -> None:
    case = openings.type_in(services, actors.teller, desk.client(marketer=desk.MARKETER)).draft.case_number
    view = services.opening.save_field(actors.teller, case, "education_authority", "no")
    assert view.problems["education_authority"].code == "opening.authority_not_covered"
    assert view.step(Step.EDUCATION).state is State.MISSING


@pytest.mark.rule("OP-3")
def test_a_section_read_too_fast_does_not_count(services: Services, actors: Actors) -> None:
    case = openings.type_in(services, actors.teller, desk.client()).draft.case_number
    section = services.opening.reading(actors.teller, case, "disclosure")[0]
    with refused("opening.read_too_fast"):
        services.opening.section_read(actors.teller, case, "disclosure", section.id, section.seconds - 1)
    with refused("opening.sections_unread"):
        services.opening.confirm_reading(actors.teller, case, "disclosure", True)
    services.opening.section_read(actors.teller, case, "disclosure", section.id, section.seconds)
    assert services.opening.reading(actors.teller, case, "disclosure")[0].done


@pytest.mark.rule("OP-3")
def test_the_chinext_permission_needs_its_own_disclosure(services: Services, actors: Actors) -> None:
    sample = desk.client(permissions="chinext")
    case = openings.type_in(services, actors.teller, sample).draft.case_number
    openings.answer(services, actors.teller, case, sample)
    services.opening.confirm_result(actors.teller, case, True)
    openings.read_through(services, actors.teller, case, "disclosure")
    left = services.opening.view(actors.teller, case).step(Step.DISCLOSURE).missing
    assert [m.at for m in left] == ["disclosure-chinext"]
    openings.read_through(services, actors.teller, case, "disclosure-chinext")
    assert services.opening.view(actors.teller, case).step(Step.DISCLOSURE).state is State.DONE


@pytest.mark.rule("OP-3")
def test_a_business_that_is_opened_later_cannot_be_asked_for_with_the_account(
    services: Services, actors: Actors
) -> None:
    case = openings.type_in(services, actors.teller, desk.client(permissions="margin")).draft.case_number
    problem = services.opening.view(actors.teller, case).problems["permissions"]
    assert problem.code == "opening.permission_later"


@pytest.mark.rule("OP-3")
def test_readings_are_kept_with_the_version_of_the_text(services: Services, actors: Actors) -> None:
    case = desk.prepared(services, actors.teller, desk.client(permissions="chinext"))
    services.opening.complete(actors.teller, case)
    with services.branch.db.read() as conn:
        kept = disclosure.readings(conn, case)
    assert {r.form_id for r in kept} == {"disclosure", "disclosure-chinext"}
    assert {r.form_version for r in kept} == {"2026-11"}


@pytest.mark.rule("OP-5")
def test_only_a_hash_of_the_password_is_stored_and_only_at_the_end(
    services: Services, case: str, actors: Actors
) -> None:
    with services.branch.db.read() as conn:
        before = credentials.client_credential.select()
        assert conn.execute(before).all() == []
    receipt = services.opening.complete(actors.teller, case)
    with services.branch.db.read() as conn:
        hashed = credentials.password_hash(conn, receipt.client_id)
    assert hashed is not None
    assert hashed.startswith("$argon2id$")
    assert verify_password(hashed, "648203")
    assert not verify_password(hashed, "648204")


@pytest.mark.rule("OP-5")
def test_a_weak_password_is_refused_with_its_reason_and_nothing_is_set(services: Services, actors: Actors) -> None:
    case = openings.type_in(services, actors.teller, desk.client()).draft.case_number
    with pytest.raises(Refused) as caught:
        services.opening.set_password(actors.teller, case, "123456")
    assert caught.value.code.startswith("password.")
    assert not services.opening.view(actors.teller, case).password_set


@pytest.mark.rule("OP-1")
def test_what_changes_after_the_review_has_to_be_reviewed_again(services: Services, case: str, actors: Actors) -> None:
    services.opening.save_field(actors.teller, case, "address", "浙江省杭州市别的路1号")
    assert missing(services, actors.teller, case, Step.REVIEW) == ["opening.changed_since_review"]
    stale = {f.form_id for f in services.opening.view(actors.teller, case).forms if f.stale}
    assert stale == {"application", "agreement", "tax-statement"}
    with refused("opening.incomplete"):
        services.opening.complete(actors.teller, case)


@pytest.mark.rule("OP-1")
@pytest.mark.rule("KY-2")
def test_acts_of_one_person_do_not_count_for_another(services: Services, case: str, actors: Actors) -> None:
    other = desk.client(5).fields["paper_number"]
    view = services.opening.save_field(actors.teller, case, "paper_number", other)
    assert view.questionnaire.answered == 0
    assert not view.password_set
    assert view.step(Step.REVIEW).state is State.BLOCKED


@pytest.mark.rule("KY-2")
def test_the_same_paper_is_not_opened_twice(services: Services, actors: Actors) -> None:
    services.opening.complete(actors.teller, desk.prepared(services, actors.teller, desk.client()))
    case = openings.type_in(services, actors.teller, desk.client()).draft.case_number
    view = services.opening.view(actors.teller, case)
    assert view.problems["paper_number"].code == "clients.same_paper"
    assert view.same_paper is not None
    assert "*" in view.same_paper.paper_masked


@pytest.mark.rule("CU-1")
def test_a_bank_account_of_another_fund_account_is_said_at_its_field_and_not_after_signing(
    services: Services, actors: Actors
) -> None:
    first = desk.prepared(services, actors.teller, desk.client())
    taken = {name: desk.client().fields[name] for name in ("bank", "bank_account")}
    second = openings.type_in(services, actors.teller, desk.client(1, **taken)).draft.case_number
    before = services.opening.view(actors.teller, second)
    assert "bank_account" not in before.problems  # whoever is ready first has it
    services.opening.complete(actors.teller, first)
    view = services.opening.view(actors.teller, second)
    assert view.problems["bank_account"].code == "custody.bank_account_tied"
    assert "custody.bank_account_tied" in missing(services, actors.teller, second, Step.CUSTODY)
    free = services.opening.save_field(actors.teller, second, "bank_account", "6222021202012345683")
    assert "bank_account" not in free.problems
    other_bank = next(one.code for one in services.opening.surface.policy.banks if one.code != taken["bank"])
    both = {**taken, "bank": other_bank}
    assert "bank_account" not in services.opening.save_fields(actors.teller, second, both).problems
    assert "bank_account" not in services.opening.view(actors.teller, first).problems  # its own, once it is done


@pytest.mark.rule("SR-3")
def test_staff_that_are_no_marketing_staff_are_refused_at_the_field(
    services: Services, branch: OpenBranch, actors: Actors
) -> None:
    with branch.db.write(actors.admin) as tx:
        certified = staff.by_number(tx.conn, desk.MARKETER)
        assert certified is not None
        staff.add(tx.conn, replace(certified, id=new_id(), number="7009", kind=StaffKind.COUNTER))
    case = openings.type_in(services, actors.teller, desk.client()).draft.case_number
    view = services.opening.save_fields(actors.teller, case, {"brought": "yes", "marketer": "7009"})
    assert view.marketer_problem is not None
    assert view.marketer_problem.code == "staff.not_marketing"


@pytest.mark.rule("KY-2")
def test_a_likely_duplicate_is_shown_and_does_not_block(services: Services, actors: Actors) -> None:
    services.opening.complete(actors.teller, desk.prepared(services, actors.teller, desk.client()))
    twin = desk.client(7, mobile=desk.client().fields["mobile"])
    view = openings.type_in(services, actors.teller, twin)
    assert [hit.name for hit in view.likely_duplicates] == ["郑秋月"]
    assert view.step(Step.IDENTITY).state is State.DONE


@pytest.mark.rule("KY-4")
def test_no_pen_data_is_kept_without_consent(services: Services, actors: Actors) -> None:
    sample = desk.client()
    case = openings.type_in(services, actors.teller, sample).draft.case_number
    services.opening.agree_esign(actors.teller, case, True)
    with refused("opening.no_pen_consent"):
        services.opening.sign(actors.teller, case, "esign-consent", sample_ink(), "")
    services.opening.consent(actors.teller, case, "pen", False)
    with refused("opening.no_pen_consent"):
        services.opening.sign(actors.teller, case, "esign-consent", sample_ink(), "")
    assert not any(n.startswith("signature:") for n in services.opening.view(actors.teller, case).draft.captures)


@pytest.mark.rule("KY-4")
def test_consent_taken_back_takes_the_pen_data_with_it(services: Services, case: str, actors: Actors) -> None:
    view = services.opening.consent(actors.teller, case, "pen", False)
    assert not any(name.startswith("signature:") for name in view.draft.captures)
    assert "opening.consent_declined" in missing(services, actors.teller, case, Step.CONSENT)


@pytest.mark.rule("KY-4")
def test_nothing_else_is_signed_before_electronic_signing_is_agreed(services: Services, actors: Actors) -> None:
    sample = desk.client()
    case = openings.type_in(services, actors.teller, sample).draft.case_number
    with refused("opening.step_blocked"):
        openings.sign(services, actors.teller, case, "application", sample_ink())


@pytest.mark.rule("KY-6")
def test_the_teller_sees_no_result_before_the_client_has_signed_it(services: Services, actors: Actors) -> None:
    sample = desk.client()
    case = openings.type_in(services, actors.teller, sample).draft.case_number
    openings.answer(services, actors.teller, case, sample)
    services.opening.confirm_result(actors.teller, case, True)
    progress = services.opening.view(actors.teller, case).questionnaire
    assert (progress.answered, progress.level_label, progress.total) == (12, "", None)
    done = desk.prepared(services, actors.teller, desk.client(3))
    assert services.opening.view(actors.teller, done).questionnaire.level_label == "极低"


@pytest.mark.rule("KY-6")
def test_answers_faster_than_they_can_be_read_are_marked(services: Services, actors: Actors) -> None:
    case = openings.type_in(services, actors.teller, desk.client()).draft.case_number
    for number in range(1, 13):
        services.opening.answer(actors.teller, case, number, ("A",), 200)
    assert services.opening.view(actors.teller, case).questionnaire.marks == ("hurried", "flat")


@pytest.mark.rule("RA-4")
def test_a_changed_answer_asks_for_the_result_to_be_confirmed_again(
    services: Services, case: str, actors: Actors
) -> None:
    services.opening.answer(actors.teller, case, 1, ("E",), 9000)
    assert missing(services, actors.teller, case, Step.RESULT) == ["opening.result_changed"]
    stale = [f.form_id for f in services.opening.view(actors.teller, case).forms if f.stale]
    assert stale == ["assessment"]


@pytest.mark.rule("SR-3")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (desk.EXPIRED, "staff.certificate_expired"),
        (desk.SUSPENDED, "staff.certificate_suspended"),
        (desk.LEFT, "staff.left"),
        ("9999", "staff.unknown"),
    ],
)
def test_staff_who_may_not_practise_cannot_be_confirmed(
    services: Services, actors: Actors, number: str, code: str
) -> None:
    case = openings.type_in(services, actors.teller, desk.client(marketer=number)).draft.case_number
    view = services.opening.view(actors.teller, case)
    assert view.marketer_problem is not None
    assert view.marketer_problem.code == code
    assert view.problems["marketer"].code == code
    with refused(code):
        services.opening.confirm_relationship(actors.teller, case, True)


@pytest.mark.rule("SR-1")
@pytest.mark.rule("AP-2")
@pytest.mark.rule("AP-3")
def test_a_booked_client_is_filled_in_confirmed_and_the_booking_is_filed(
    services: Services, branch: OpenBranch, actors: Actors
) -> None:
    with branch.db.read() as conn:
        from app.staff import storage as staff_rows

        member = staff_rows.by_number(conn, desk.MARKETER)
    assert member is not None
    sample = desk.client(marketer=desk.MARKETER, mobile="13800138000")
    sample = type(sample)(**{**{f: getattr(sample, f) for f in sample.__slots__}, "booked": True})
    booking = services.bookings.book(
        actors.teller,
        BookVisit(name="郑秋月", mobile="13800138000", planned_at=services.clock.now() + timedelta(hours=2),
                  staff_id=member.id, business=("沪深A股开户",)),
    )  # fmt: skip
    begun = services.opening.start(actors.teller, booking.number)
    assert (begun.draft.text("name"), begun.draft.text("mobile")) == ("郑秋月", "13800138000")
    assert (begun.draft.text("marketer"), begun.draft.text("booking_checked")) == (desk.MARKETER, "booked")
    services.opening.cancel(actors.teller, begun.draft.case_number, "重新办理")
    case = desk.prepared(services, actors.teller, sample, booking.number)
    receipt = services.opening.complete(actors.teller, case)
    assert {"booking", "relationship"} <= {d.form_id for d in receipt.documents}
    assert services.bookings.get(actors.teller, booking.id).state is BookingState.KEPT
    with branch.db.read() as conn:
        confirmed = relationship.current(conn, receipt.client_id)
    assert confirmed is not None
    assert (confirmed.staff_id, confirmed.booking_number) == (member.id, booking.number)


@pytest.mark.rule("AP-2")
def test_a_booking_that_fits_is_offered(services: Services, branch: OpenBranch, actors: Actors) -> None:
    with branch.db.read() as conn:
        from app.staff import storage as staff_rows

        member = staff_rows.by_number(conn, desk.MARKETER)
    assert member is not None
    booking = services.bookings.book(
        actors.teller,
        BookVisit(name="郑秋月", mobile="13900000000", planned_at=services.clock.now() + timedelta(hours=2),
                  staff_id=member.id, business=("沪深A股开户",)),
    )  # fmt: skip
    view = openings.type_in(services, actors.teller, desk.client(mobile="13900000000"))
    assert [b.number for b in view.booking_matches] == [booking.number]
    used = services.opening.use_booking(actors.teller, view.draft.case_number, booking.number)
    assert used.booking is not None
    assert used.draft.booking_number == booking.number


@pytest.mark.rule("OP-1")
def test_the_client_confirms_only_what_was_shown(services: Services, case: str, actors: Actors) -> None:
    opening, teller = services.opening, actors.teller
    lines, shown = opening.review_for_client(teller, case)
    assert ("姓名", "郑秋月") in lines
    opening.save_field(actors.supervisor, case, "address", "浙江省杭州市西湖区示例路99号")  # at another counter
    with refused("opening.changed_since_shown"):
        opening.confirm_review(teller, case, True, shown)
    assert missing(services, teller, case, Step.REVIEW) == ["opening.changed_since_review"]
    opening.confirm_review(teller, case, False, shown)  # to say no needs no digest that fits
    _, shown = opening.review_for_client(teller, case)
    assert opening.confirm_review(teller, case, True, shown).step(Step.REVIEW).state is State.DONE


@pytest.mark.rule("OP-4")
def test_the_client_signs_only_what_was_shown(services: Services, case: str, actors: Actors) -> None:
    opening, teller = services.opening, actors.teller
    before = opening.view(teller, case).draft.captures["signature:education"]
    _, shown = opening.signature_lines(teller, case, "education")
    opening.save_field(actors.supervisor, case, "education_remark", "补充说明")
    with refused("opening.changed_since_shown"):
        opening.sign(teller, case, "education", sample_ink(5), shown)
    assert opening.view(teller, case).draft.captures["signature:education"] == before
    _, shown = opening.signature_lines(teller, case, "education")
    view = opening.sign(teller, case, "education", sample_ink(5), shown)
    assert view.step(Step.SIGNATURES).state is State.DONE


@pytest.mark.rule("OP-4")
def test_the_digest_of_one_form_signs_no_other(services: Services, case: str, actors: Actors) -> None:
    _, shown = services.opening.signature_lines(actors.teller, case, "education")
    with refused("opening.changed_since_shown"):
        services.opening.sign(actors.teller, case, "custody", sample_ink(5), shown)


@pytest.mark.rule("OP-4")
def test_signatures_are_witnessed_by_whoever_is_signed_in(
    services: Services, branch: OpenBranch, actors: Actors
) -> None:
    press = desk.PlainPress()
    both = desk.services_for(branch, press)
    case = desk.prepared(both, actors.teller, desk.client())
    openings.sign(both, actors.supervisor, case, "application", sample_ink(9))
    both.opening.complete(actors.teller, case)
    witnesses = {form_id: signing.witness for form_id, signing in press.sealed if signing is not None}
    assert witnesses["application"] == actors.supervisor.staff_id
    assert witnesses["agreement"] == actors.teller.staff_id
    assert "contents" not in witnesses


@pytest.mark.parametrize("place", ["application", "custody", "contents"])
def test_a_press_that_fails_leaves_the_case_as_it_was(
    services: Services, branch: OpenBranch, actors: Actors, place: str
) -> None:
    press = desk.PlainPress()
    faulty = desk.services_for(branch, press)
    case = desk.prepared(faulty, actors.teller, desk.client())
    press.broken = place
    with pytest.raises(OSError, match="out of paper"):
        faulty.opening.complete(actors.teller, case)
    assert services.clients.find(actors.teller, "郑秋月") == ()
    assert services.archive.list_all(actors.teller) == ()
    press.broken = ""
    assert faulty.opening.complete(actors.teller, case).client_name == "郑秋月"


def test_completing_twice_at_once_makes_one_client(services: Services, case: str, actors: Actors) -> None:
    outcomes: list[str] = []

    def complete() -> None:
        try:
            outcomes.append(services.opening.complete(actors.teller, case).client_name)
        except Refused as no:
            outcomes.append(no.code)

    threads = [threading.Thread(target=complete) for _ in range(3)]
    together(threads)
    assert outcomes.count("郑秋月") == 1
    assert len(services.clients.find(actors.teller, "郑秋月")) == 1


def test_a_finished_case_takes_nothing_more(services: Services, case: str, actors: Actors) -> None:
    services.opening.complete(actors.teller, case)
    for deed in (
        lambda: services.opening.save_field(actors.teller, case, "email", "a@b.cn"),
        lambda: services.opening.complete(actors.teller, case),
        lambda: services.opening.cancel(actors.teller, case, "误操作"),
        lambda: openings.sign(services, actors.teller, case, "application", sample_ink()),
    ):
        with refused("opening.not_open"):
            deed()


@pytest.mark.rule("SE-2")
def test_the_acts_of_an_opening_are_in_the_audit_log(
    services: Services, case: str, branch: OpenBranch, actors: Actors
) -> None:
    services.opening.complete(actors.teller, case)
    acts = [record.act for record in AuditReader(branch.db).recent(actors.supervisor, limit=200)]
    for act in ("opening.started", "opening.captured.signature", "opening.password_set", "opening.completed"):
        assert act in acts


@pytest.mark.rule("OP-6")
def test_the_list_of_unfinished_cases_leads_back(services: Services, actors: Actors) -> None:
    view = openings.type_in(services, actors.teller, desk.client())
    services.opening.enter_step(actors.teller, view.draft.case_number, Step.CUSTODY)
    (line,) = services.opening.unfinished(actors.supervisor)
    assert (line.case_number, line.name, line.step) == (view.draft.case_number, "郑秋月", "custody")
    services.opening.cancel(actors.teller, line.case_number, "客户改日再来")
    assert services.opening.unfinished(actors.supervisor) == []


@pytest.mark.rule("KY-1")
def test_a_card_fills_the_identity(services: Services, actors: Actors) -> None:
    case = services.opening.start(actors.teller).draft.case_number
    number = desk.client().fields["paper_number"]
    line = f"郑秋月|女|汉|19661105|浙江省杭州市示例东路9号|{number}|杭州市公安局|20160320|长期"
    view = services.opening.read_card(actors.teller, case, line)
    assert view.step(Step.IDENTITY).state is State.DONE
    assert view.read_off.birth_date == date(1966, 11, 5)
    assert (view.read_off.sex, view.read_off.age) == ("女", 60)
    with refused("papers.card_format"):
        services.opening.read_card(actors.teller, case, "坏的一行")
    assert services.opening.view(actors.teller, case).draft.text("name") == "郑秋月"


@pytest.mark.rule("KY-6")
def test_the_preview_shows_what_is_entered_but_no_answer_before_it_is_signed(
    services: Services, actors: Actors
) -> None:
    case = services.opening.start(actors.teller).draft.case_number
    for form_id in ("application", "education", "assessment", "disclosure", "esign-consent", "agreement", "custody"):
        assert services.opening.preview(actors.teller, case, form_id) is not None, form_id
    assert services.opening.preview(actors.teller, case, "relationship") is None
    services.opening.save_field(actors.teller, case, "name", "郑秋月")
    shown = services.opening.preview(actors.teller, case, "application")
    assert shown is not None
    assert "郑秋月" in shown.pdf.decode()
    sample = desk.client()
    case = openings.type_in(services, actors.teller, sample).draft.case_number
    openings.answer(services, actors.teller, case, sample)
    blank = services.opening.preview(actors.teller, case, "assessment")
    assert blank is not None
    assert '"chosen":true' not in blank.pdf.decode()
    done = desk.prepared(services, actors.teller, desk.client(4))
    signed = services.opening.preview(actors.teller, done, "assessment")
    assert signed is not None
    assert '"level":"极低"' in signed.pdf.decode()


@pytest.mark.rule("AR-1")
def test_nothing_is_filed_when_a_seal_does_not_hold(branch: OpenBranch, actors: Actors) -> None:
    class Doubting(desk.PlainPress):
        def check(self, pdf: bytes) -> SignatureCheck:
            return SignatureCheck(False, "", (), ("the certificate has expired",))

    services = desk.services_for(branch, Doubting())
    case = desk.prepared(services, actors.teller, desk.client())
    with refused("archive.seal_not_valid"):
        services.opening.complete(actors.teller, case)
    assert services.archive.list_all(actors.teller) == ()
    assert services.opening.view(actors.teller, case).complete
