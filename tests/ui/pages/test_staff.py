"""The staff page on real services."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.common.errors import Refused
from app.printing.domain import SourceKind
from app.staff.domain import CertificateState, EntryKind, Practice, StaffKind
from app.staff.service import Certificate, RecordEntry
from tests.app.onboarding.desk import EXPIRED, LEFT, MARKETER, SUSPENDED
from tests.ui.pages.office import Office, choose
from ui.customer_display.prompts import Confirmation, Message, Welcome
from ui.pages.staff import StaffPage
from ui.pages.staff_port import PUBLIC_PROMPT
from ui.pages.staff_words import state_colour, state_word
from ui.print_data import form_pages

CONTROL = Qt.KeyboardModifier.ControlModifier
NEW = {
    "number": "8001", "name": "许若溪", "kind": "marketing", "post": "客户经理", "telephone": "0571-0000",
    "certificate_number": "S8001", "certificate_from": "20250101", "certificate_until": "20261231",
    "authority": "介绍业务\n\n讲解风险",
}  # fmt: skip


def states(page: StaffPage) -> dict[str, Practice]:
    return {row.number: row.state for row in page.table.rows()}


def fill(page: StaffPage, **changes: str) -> None:
    page.new_member()
    for key, value in {**NEW, **changes}.items():
        page.new_form.fields[key].set_value(value)


@pytest.mark.rule("SR-3")
def test_the_list_tells_who_may_practise_and_those_who_left_stand_last(office: Office) -> None:
    page = office.staff(office.actors.admin)
    found = states(page)
    assert (found[MARKETER], found[EXPIRED], found[SUSPENDED], found[LEFT]) == (
        Practice.MAY, Practice.EXPIRED, Practice.SUSPENDED, Practice.LEFT,
    )  # fmt: skip
    assert page.table.rows()[-1].number == LEFT


def test_every_state_has_a_word_and_a_colour() -> None:
    assert len({state_word(state) for state in Practice}) == len(Practice)
    assert state_colour(Practice.EXPIRED) == "danger"
    assert state_colour(Practice.SOON) == "warn"


@pytest.mark.rule("MS-1")
def test_a_member_is_entered_by_keyboard_and_shown(office: Office) -> None:
    page = office.staff(office.actors.admin)
    QTest.keyClick(page.table, Qt.Key.Key_N, CONTROL)
    assert page.new_form.fields["number"].widget.hasFocus()
    fill(page)
    QTest.keyClick(page.new_form.fields["name"].widget, Qt.Key.Key_Return, CONTROL)
    office.settle()
    member = office.member("8001")
    assert (member.kind, member.certificate_until) == (StaffKind.MARKETING, date(2026, 12, 31))
    assert member.authority == ("介绍业务", "讲解风险")
    detail = page.panel.detail()
    assert detail is not None
    assert detail.row.number == "8001"
    assert detail.row.state is Practice.SOON
    assert page.table.hasFocus()


def test_what_is_wrong_with_a_new_member_stands_at_its_field_and_nothing_is_lost(office: Office) -> None:
    page = office.staff(office.actors.admin)
    fill(page)
    fields = page.new_form.fields
    for field, value in (
        ("number", ""), ("number", MARKETER), ("name", ""), ("kind", ""), ("post", ""), ("certificate_number", ""),
        ("certificate_from", "2025-13-01"), ("certificate_until", ""), ("certificate_until", "20240101"),
    ):  # fmt: skip
        fields[field].set_value(value)
        page.new_form.submit()
        office.settle()
        assert [key for key, shown in fields.items() if shown.error()] == [field], (field, value)
        assert fields["telephone"].value() == NEW["telephone"]
        fields[field].set_value(NEW[field])
    page.new_form.submit()
    office.settle()
    assert office.member("8001").post == NEW["post"]


def test_escape_leaves_a_sheet_and_nothing_is_saved(office: Office) -> None:
    page = office.staff(office.actors.admin)
    fill(page)
    assert not page.table.isEnabled()
    QTest.keyClick(page.new_form.fields["number"].widget, Qt.Key.Key_Escape)
    assert page.table.isEnabled()
    assert "8001" not in states(page)


def test_on_a_low_screen_the_buttons_stay_and_a_refused_field_comes_into_sight(office: Office) -> None:
    page = office.staff(office.actors.admin)
    page.resize(1180, 330)
    fill(page, certificate_until="20240101")
    form = page.new_form
    QApplication.processEvents()
    form.area.verticalScrollBar().setValue(0)
    wrong = form.fields["certificate_until"]
    assert form.save.visibleRegion().boundingRect() == form.save.rect()
    assert wrong.widget.visibleRegion().isEmpty()
    form.submit()
    office.settle()
    assert wrong.error()
    assert wrong.widget.visibleRegion().boundingRect() == wrong.widget.rect()


@pytest.mark.rule("MS-1")
def test_the_basics_of_a_member_are_corrected_by_keyboard(office: Office) -> None:
    page = office.staff(office.actors.admin)
    choose(page, office, MARKETER)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F4)
    form = page.basics_form
    assert form.fields["name"].value() == office.member(MARKETER).name
    assert form.fields["authority"].isVisible()
    form.fields["post"].set_value("高级客户经理")
    form.fields["telephone"].set_value("0571-88000009")
    QTest.keyClick(form.fields["name"].widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.settle()
    assert (office.member(MARKETER).post, office.member(MARKETER).telephone) == ("高级客户经理", "0571-88000009")
    assert "0571-88000009" in page.panel.sheet.said()
    assert office.acts()[0] == "staff.changed"


def test_a_member_without_a_name_is_refused_at_the_field(office: Office) -> None:
    page = office.staff(office.actors.admin)
    number = next(row.number for row in page.table.rows() if row.kind is not StaffKind.MARKETING)
    choose(page, office, number)
    page.change_basics()
    assert not page.basics_form.fields["authority"].isVisible()
    page.basics_form.fields["name"].set_value("")
    page.basics_form.submit()
    office.settle()
    assert page.basics_form.fields["name"].error()
    assert office.member(number).name


@pytest.mark.rule("SR-3")
def test_a_renewed_certificate_makes_a_member_practise_again(office: Office) -> None:
    page = office.staff(office.actors.admin)
    choose(page, office, EXPIRED)
    page.panel.certificate.click()
    form = page.certificate_form
    assert form.fields["certificate_number"].value() == f"S{EXPIRED}"
    form.fields["certificate_until"].set_value("20280101")
    form.submit()
    office.settle()
    assert states(page)[EXPIRED] is Practice.MAY
    choose(page, office, EXPIRED)
    page.change_certificate()
    form.fields["certificate_state"].set_value("suspended")
    form.submit()
    office.settle()
    assert office.member(EXPIRED).certificate_state is CertificateState.SUSPENDED


def test_a_member_whom_somebody_else_changed_is_not_overwritten(office: Office) -> None:
    page = office.staff(office.actors.admin)
    choose(page, office, MARKETER)
    page.change_certificate()
    member = office.member(MARKETER)
    other = Certificate("S9", date(2025, 1, 1), date(2029, 1, 1))
    office.services.staff.certify(office.actors.admin, member.id, member.version, other)
    page.certificate_form.submit()
    office.settle()
    assert page.certificate_form.banner.text()
    assert office.member(MARKETER).certificate_number == "S9"


@pytest.mark.rule("MS-1")
def test_a_violation_needs_its_handling_and_then_stands_in_the_register(office: Office) -> None:
    page = office.staff(office.actors.admin)
    choose(page, office, MARKETER)
    page.panel.entry.click()
    form = page.entry_form
    form.fields["kind"].set_value("violation")
    form.fields["text"].set_value("口头承诺收益")
    form.submit()
    office.settle()
    assert form.fields["handled"].error()
    form.fields["handled"].set_value("书面警示")
    form.submit()
    office.settle()
    (entry,) = office.services.staff.entries(office.actors.admin, office.member(MARKETER).id)
    assert (entry.kind, entry.text, entry.handled) == (EntryKind.VIOLATION, "口头承诺收益", "书面警示")
    said = page.panel.sheet.said()
    assert "口头承诺收益" in said
    assert "书面警示" in said


@pytest.mark.rule("MS-1")
def test_a_complaint_dealt_with_later_goes_on_with_the_first_and_counts_once(office: Office) -> None:
    admin, member = office.actors.admin, office.member(MARKETER)
    complaint = RecordEntry(staff_id=member.id, kind=EntryKind.COMPLAINT, on=date(2026, 11, 1), text="电话过于频繁")
    first = office.services.staff.record(admin, complaint)
    page = office.staff(admin)
    choose(page, office, MARKETER)
    page.new_entry()
    form = page.entry_form
    assert form.fields["about"].isVisible()
    for key, value in {"kind": "complaint", "text": "已致歉", "handled": "客户接受", "about": first.id}.items():
        form.fields[key].set_value(value)
    form.submit()
    office.settle()
    detail = page.panel.detail()
    assert detail is not None
    assert (detail.complaints, len(detail.entries)) == (1, 2)


@pytest.mark.rule("MS-2")
def test_a_member_who_leaves_stands_last_and_cannot_leave_twice(office: Office) -> None:
    page = office.staff(office.actors.admin)
    choose(page, office, MARKETER)
    page.panel.gone.click()
    page.leave_form.fields["on"].set_value("no day")
    page.leave_form.submit()
    office.settle()
    assert page.leave_form.fields["on"].error()
    page.leave_form.fields["on"].set_value("20261120")
    page.leave_form.submit()
    office.settle()
    assert states(page)[MARKETER] is Practice.LEFT
    choose(page, office, MARKETER)
    assert not page.panel.gone.isEnabled()


@pytest.mark.rule("MS-1")
def test_the_public_part_is_shown_to_the_client_and_taken_back(office: Office) -> None:
    page = office.staff(office.actors.teller)
    choose(page, office, SUSPENDED)
    QTest.keyClick(page.table, Qt.Key.Key_F6)
    office.settle()
    prompt = office.display.prompt
    assert isinstance(prompt, Confirmation)
    lines = dict(prompt.lines)
    assert (lines["工号"], lines["执业状态"], lines["被投诉次数"]) == (SUSPENDED, "证书暂停，不得执业", "0次")
    assert "请勿接受其服务" in prompt.text
    assert office.acts()[0] == "staff.public_shown"
    page.show_to_client()
    assert isinstance(office.display.prompt, Welcome)


@pytest.mark.rule("MS-1")
def test_the_client_closes_the_public_part_and_the_display_rests(office: Office) -> None:
    page = office.staff(office.actors.teller)
    choose(page, office, MARKETER)
    page.show_to_client()
    office.settle()
    office.display.confirmed.emit(PUBLIC_PROMPT, True)
    assert isinstance(office.display.prompt, Welcome)


def test_a_client_who_is_busy_at_the_display_is_not_disturbed(office: Office) -> None:
    page = office.staff(office.actors.teller)
    choose(page, office, MARKETER)
    office.display.show_prompt(Message("请稍候", "正在办理"))
    page.show_to_client()
    office.settle()
    assert isinstance(office.display.prompt, Message)
    assert page.banner.text()
    assert "staff.public_shown" not in office.acts()


@pytest.mark.rule("MS-1")
def test_the_public_page_waits_in_the_queue_and_is_made_with_the_seal_when_it_is_sent(office: Office) -> None:
    teller, services = office.actors.teller, office.services
    page = office.staff(teller)
    choose(page, office, MARKETER)
    page.panel.print.click()
    office.settle()
    (job,) = services.printing.jobs(teller)
    assert (job.source, job.number, job.form_id) == (SourceKind.STAFF_FORM, MARKETER, "staff-public")
    assert office.acts()[:2] == ["printing.queued", "staff.public_printed"]
    assert office.press.pressed == []
    pages = form_pages(services)[job.source](teller, job.number, job.form_id)
    assert f"GS20261120-{MARKETER}".encode() in pages
    assert office.press.sealed == [("staff-public", None)]


@pytest.mark.rule("MS-1")
def test_who_has_no_part_in_the_queue_prints_the_public_page_directly_and_it_is_audited(office: Office) -> None:
    page = office.staff(office.actors.marketing_director)
    choose(page, office, MARKETER)
    page.panel.print.click()
    office.settle()
    assert office.press.pressed == ["staff-public"]
    assert office.press.sealed == [("staff-public", None)]
    assert len(office.paper.printed) == 1
    assert f"GS20261120-{MARKETER}".encode() in office.paper.printed[0]
    assert office.acts()[0] == "staff.public_printed"


def test_a_printer_that_fails_is_told(office: Office) -> None:
    page = office.staff(office.actors.marketing_director)
    choose(page, office, MARKETER)
    office.paper.problem = Refused("printing.none")
    page.print_public()
    office.settle()
    assert page.banner.text()


@pytest.mark.rule("SE-1")
def test_who_only_reads_the_register_sees_the_public_part_and_can_change_nothing(office: Office) -> None:
    admin, member = office.actors.admin, office.member(MARKETER)
    office.services.staff.record(
        admin, RecordEntry(staff_id=member.id, kind=EntryKind.COMPLAINT, on=date(2026, 11, 1), text="某客户的姓名")
    )
    page = office.staff(office.actors.teller)
    choose(page, office, MARKETER)
    said = page.panel.sheet.said()
    assert "Complaints: 1" in said
    assert "某客户的姓名" not in said
    assert page.panel.certificate.isHidden()
    page.new_member()
    page.change_certificate()
    assert page.panel.isVisible()
    choose(page, office, office.actors.admin.staff_number)
    assert page.panel.public.isHidden()
    assert "Complaints" not in page.panel.sheet.said()


def test_a_filter_that_fits_nobody_shows_nobody(office: Office) -> None:
    page = office.staff(office.actors.admin)
    page.filter.insert("营销7002")
    office.settle()
    assert [row.number for row in page.table.rows()] == [EXPIRED]
    page.filter.insert("XYZ")
    assert page.panel.detail() is None
