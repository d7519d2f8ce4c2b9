"""A stack of signed papers in any order becomes bound documents; what is missing, double or outdated is told (AR-5)."""

from __future__ import annotations

import pytest

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.onboarding.steps import State, Step
from app.scans.domain import Kind, PageState, Source, parse_code
from app.scans.view import ScanFile
from app.verification.service import verify_branch
from tests.app.onboarding.desk import clock_of
from tests.app.onboarding.test_paper import SIGNED
from tests.app.scans.desk import BLANK, NOTHING, ScanDesk
from tests.builders import Actors

READY, TWICE, OUTDATED = PageState.READY, PageState.TWICE, PageState.OUTDATED


@pytest.fixture
def desk(branch: OpenBranch, actors: Actors) -> ScanDesk:
    return ScanDesk.of(branch, actors)


@pytest.fixture
def local(sqlite_branch: OpenBranch, actors: Actors) -> ScanDesk:
    return ScanDesk.of(sqlite_branch, actors)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.mark.rule("AR-5")
@pytest.mark.rule("KY-4")
def test_a_stack_in_any_order_with_blank_backs_is_sorted_and_bound_in_order(desk: ScanDesk, branch: OpenBranch) -> None:
    desk.print()
    assert [form.missing for form in desk.inbox.forms] == [(1, 2)] * len(SIGNED)
    stack = [desk.code(form_id, page) for form_id in reversed(SIGNED) for page in (2, 1)]
    mixed = [*stack[1::2], BLANK, *stack[::2]]
    intake = desk.take(*mixed)
    assert intake.refused == ()
    assert sorted(page.state for page in intake.pages) == sorted([PageState.BLANK] + [READY] * len(stack))
    inbox = desk.inbox
    assert inbox.waiting == len(stack)
    assert all(form.complete and form.kind is Kind.OPENING and form.client_name for form in inbox.forms)
    bound = desk.scans.bind_ready(desk.teller)
    assert {form.form_id for form in bound} == set(SIGNED)
    assert all(form.bound_at is not None for form in bound)
    assert desk.states() == [PageState.BLANK]
    assert desk.counter.view.step(Step.SIGNATURES).state is State.DONE
    made = desk.services.opening.complete(desk.teller, desk.counter.case)
    content = branch.blobs.get(next(d for d in made.documents if d.form_id == "custody").file_sha256)
    assert content.index(desk_page("custody", 1, made.case_number)) < content.index(
        desk_page("custody", 2, made.case_number)
    )
    report = verify_branch(branch, desk.services.press)
    assert report.problems == ()
    assert report.orphans == (), "of a bound page nothing is left in the store"


def desk_page(form_id: str, page: int, case_number: str) -> bytes:
    from app.onboarding.making import document_number

    return f"GT1/{document_number(case_number, form_id)}/{page}/2/".encode()


@pytest.mark.rule("AR-5")
def test_missing_pages_are_named_and_nothing_is_bound(local: ScanDesk) -> None:
    local.print("custody")
    local.take(local.code("custody", 2))
    assert (local.form("custody").have, local.form("custody").missing) == ((2,), (1,))
    with refused("scans.pages_missing") as caught:
        local.scans.bind(local.teller, local.number("custody"))
    assert (caught.value.facts["missing"], caught.value.facts["of"]) == ("1", 2)
    assert local.scans.bind_ready(local.teller) == ()
    local.take(local.code("custody", 1))
    assert local.scans.bind(local.teller, local.number("custody")).bound_at is not None


def test_the_second_picture_of_a_page_is_told_and_takes_the_place_of_one_thrown_away(local: ScanDesk) -> None:
    local.print("custody")
    local.take(local.code("custody", 1), local.code("custody", 1))
    assert local.states() == [READY, TWICE]
    first = local.inbox.pages[0]
    assert [page.state for page in local.scans.discard(local.teller, first.id, "模糊").pages] == [READY]


@pytest.mark.rule("AR-5")
def test_a_print_from_before_a_change_is_outdated_and_cannot_be_bound_nor_assigned(local: ScanDesk) -> None:
    local.print("custody")
    old = [local.code("custody", page) for page in (1, 2)]
    local.take(*old)
    local.services.opening.save_field(local.teller, local.counter.case, "bank_account", "6222020200112233449")
    assert local.states() == [OUTDATED, OUTDATED]
    assert local.form("custody").reprint
    with refused("scans.print_again"):
        local.scans.bind(local.teller, local.number("custody"))
    with refused("scans.print_again"):
        local.scans.assign(local.teller, local.inbox.pages[0].id, local.number("custody"), 1)


def test_after_printing_anew_the_old_paper_stays_outdated_and_the_new_one_is_wanted(local: ScanDesk) -> None:
    local.print("application")
    old = local.code("application", 1)
    local.services.opening.save_field(local.teller, local.counter.case, "email", "new@example.com")
    local.take(old)
    assert local.states() == [OUTDATED]
    with refused("scans.code_known|scans.print_again"):
        local.scans.assign(local.teller, local.inbox.pages[0].id, local.number("application"), 1)


def test_strangers_and_unreadable_pages_are_set_apart_and_assigned_by_hand(local: ScanDesk) -> None:
    local.print("custody")
    local.take("GT1/KH19990101000001-10/1/2/0123456789", NOTHING, "https://pay.example/secret-token")
    assert local.states() == [PageState.STRANGER, PageState.UNREADABLE, PageState.UNREADABLE]
    stranger, page, foreign = local.inbox.pages
    assert foreign.number == "", "what a foreign code says is not kept"
    number = local.number("custody")
    for bad, code in (((number, 3), "scans.no_such_page"), ((number, 0), "scans.no_such_page"),
                      (("KH1-99", 1), "scans.unknown_form")):  # fmt: skip
        with refused(code):
            local.scans.assign(local.teller, page.id, *bad)
    with refused("scans.code_known"):
        local.scans.assign(local.teller, stranger.id, number, 1)
    inbox = local.scans.assign(local.teller, page.id, number, 2)
    assert (inbox.pages[1].state, inbox.pages[1].page, inbox.pages[1].by_hand) == (READY, 2, True)
    back = local.scans.assign(local.teller, page.id, "", 0)
    assert back.pages[1].state is PageState.UNREADABLE
    local.scans.assign(local.teller, page.id, number, 2)
    local.take(local.code("custody", 1))
    assert local.scans.bind(local.teller, number).bound_at is not None


def test_a_blank_page_that_is_none_is_assigned_by_hand(local: ScanDesk) -> None:
    local.print("custody")
    local.take(BLANK)
    inbox = local.scans.assign(local.teller, local.inbox.pages[0].id, local.number("custody"), 1)
    assert inbox.pages[0].state is READY


def test_an_older_print_with_the_plain_number_needs_its_page_by_hand(local: ScanDesk) -> None:
    local.print("custody")
    local.take(local.number("custody"))
    page = local.inbox.pages[0]
    assert (page.state, page.number) == (PageState.UNREADABLE, local.number("custody"))
    assert local.scans.assign(local.teller, page.id, page.number, 2).pages[0].state is READY


def test_a_page_is_turned_and_bound_as_it_was_turned(local: ScanDesk) -> None:
    local.print("custody")
    local.take(local.code("custody", 1), local.code("custody", 2))
    page = local.inbox.pages[0]
    before = local.scans.picture(local.teller, page.id)
    turned = local.scans.turn(local.teller, page.id, 5).pages[0]
    assert (turned.width, turned.height) == (page.height, page.width)
    assert local.scans.picture(local.teller, page.id) == before + b" turned 1"
    assert local.scans.turn(local.teller, page.id, 4).pages[0] == turned
    assert local.scans.bind(local.teller, local.number("custody")).bound_at is not None


def test_one_bad_file_never_loses_the_others_and_the_same_file_counts_once(local: ScanDesk) -> None:
    local.print("custody")
    good = ScanFile("C:\\scans\\a\u202e.pdf", local.code("custody", 1).encode())
    intake = local.scans.take_in(
        local.teller, [ScanFile("/x/bad.pdf", b"bad"), good, ScanFile("again.pdf", good.content)], Source.FILE
    )
    assert [(one.name, one.code) for one in intake.refused] == [
        ("bad.pdf", "scan.damaged"), ("again.pdf", "scans.taken_already"),
    ]  # fmt: skip
    assert [page.file_name for page in intake.pages] == ["a.pdf"]
    again = local.scans.take_in(local.teller, [good], Source.CAMERA)
    assert [one.code for one in again.refused] == ["scans.taken_already"]
    local.scans.discard(local.teller, intake.pages[0].id)
    assert local.scans.take_in(local.teller, [good], Source.FOLDER).pages == (), "a folder brings nothing back"
    assert len(local.scans.take_in(local.teller, [good], Source.FILE).pages) == 1


def test_of_a_page_thrown_away_nothing_is_left(local: ScanDesk) -> None:
    branch = local.services.branch
    kept = branch.blobs.names()
    local.take(NOTHING, NOTHING)
    assert len(branch.blobs.names() - kept) == 2
    assert verify_branch(branch, local.services.press).orphans == ()
    for page in local.inbox.pages:
        local.scans.discard(local.teller, page.id)
    assert branch.blobs.names() == kept
    with refused("scans.done_already"):
        local.scans.discard(local.teller, page.id)
    with refused("scans.done_already"):
        local.scans.picture(local.teller, page.id)
    with refused("scans.unknown_page"):
        local.scans.turn(local.teller, "nobody", 1)


def test_a_bound_form_may_be_replaced_by_a_new_scan_but_not_by_itself(local: ScanDesk) -> None:
    local.print("custody")
    pages = (local.code("custody", 1), local.code("custody", 2))
    local.take(*pages, pages[0])
    local.scans.bind(local.teller, local.number("custody"))
    assert local.states() == [TWICE], "the second picture does not become wanted by the binding"
    clock_of(local.services).tick(60)
    local.take(*pages)
    assert local.scans.bind_ready(local.teller) == ()
    assert local.form("custody").complete
    assert local.scans.bind(local.teller, local.number("custody")).bound_at is not None


def test_a_signed_copy_is_kept_beside_an_archived_document_and_verified(desk: ScanDesk, branch: OpenBranch) -> None:
    desk.counter.all_scanned()
    made = desk.services.opening.complete(desk.teller, desk.counter.case)
    document = next(d for d in made.documents if d.form_id == "application")
    pages = desk.services.archive.get(desk.teller, document.number).pages
    mark = desk.services.press.facts_sha256(branch.blobs.get(document.file_sha256))[:10].upper()
    desk.take(*(f"GT1/{document.number}/{page}/{pages}/{mark}" for page in range(pages, 0, -1)))
    (form,) = desk.inbox.forms
    assert (form.kind, form.complete, form.case_number) == (Kind.ARCHIVED, True, desk.counter.case)
    assert desk.scans.bind(desk.teller, document.number).bound_at is not None
    (copy,) = desk.scans.copies(desk.teller, document.number)
    assert (copy.copy, copy.number) == (1, f"{document.number}-S1")
    assert b"picture of" in desk.scans.copy_pdf(desk.teller, document.number, 1)
    assert verify_branch(branch, desk.services.press).problems == ()
    branch.blobs.remove(desk.services.archive.get(desk.teller, copy.number).file_sha256)
    problems = verify_branch(branch, desk.services.press).problems
    assert [(one.kind, one.row) for one in problems] == [("missing", f"document {copy.number}")]


@pytest.mark.rule("SE-1")
def test_who_may_do_what(local: ScanDesk, actors: Actors) -> None:
    local.print("custody")
    local.take(local.code("custody", 1), NOTHING)
    number, (page, loose) = local.number("custody"), local.inbox.pages
    for stranger in (actors.admin, actors.marketing):
        for deed in (
            local.scans.inbox,
            lambda who: local.take(NOTHING, actor=who),
            lambda who: local.scans.picture(who, page.id),
            lambda who: local.scans.assign(who, page.id, number, 1),
            lambda who: local.scans.turn(who, page.id, 1),
            lambda who: local.scans.discard(who, page.id),
            lambda who: local.scans.bind(who, number),
            local.scans.folder,
            lambda who: local.scans.set_folder(who, "", on=False),
        ):
            with refused("auth.denied"):
                deed(stranger)
    archivist = actors.archivist
    assert [one.id for one in local.scans.inbox(archivist).pages] == [loose.id], "no papers of running cases"
    with refused("auth.denied"):
        local.scans.picture(archivist, page.id)
    with refused("auth.denied"):
        local.scans.discard(archivist, page.id)
    with refused("auth.denied"):
        local.scans.turn(archivist, page.id, 1)
    with refused("scans.unknown_form"):
        local.scans.bind(archivist, number)


def test_what_was_done_is_audited_without_names_of_files(local: ScanDesk, actors: Actors) -> None:
    local.print("custody")
    local.take(local.code("custody", 1), local.code("custody", 2), NOTHING)
    loose = local.inbox.pages[2].id
    local.scans.turn(local.teller, loose, 1)
    local.scans.assign(local.teller, loose, local.number("custody"), 1)
    local.scans.discard(local.teller, loose)
    local.scans.bind(local.teller, local.number("custody"))
    records = AuditReader(local.services.branch.db).recent(actors.supervisor, limit=40)
    own = [record for record in records if record.act.startswith("scans.")]
    assert [record.act for record in reversed(own)] == [
        "scans.taken_in", "scans.turned", "scans.assigned", "scans.discarded", "scans.bound",
    ]  # fmt: skip
    assert not any("stack1" in str(record) for record in own)


@pytest.mark.parametrize(
    "text",
    ["", "GT1/", "GT1/KH1/1/2", "GT1/KH1-1/3/2/0123456789", "GT1/KH1-1/0/2/0123456789", "GT1/KH1-1/1/2/01234",
     "GT1/KH1-1/1/2/0123456789/x", "GT2/KH1-1/1/2/0123456789", "GT1/../../etc/1/2/0123456789",
     "GT1/KH1-1/１/2/0123456789",
     "GT1/KH1-1/1/99999/0123456789", "a b", "微信支付", "x" * 65],
)  # fmt: skip
def test_what_is_not_wholly_a_code_of_ours_is_none(text: str) -> None:
    assert parse_code(text) is None
