"""The staff register and who may practise."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.audit.reader import AuditReader
from app.audit.storage import audit_log
from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.common.values import clean_text
from app.staff import storage
from app.staff.domain import (
    SOON_DAYS,
    CertificateState,
    EntryKind,
    Practice,
    StaffKind,
    practice,
    practising,
    public_part,
)
from app.staff.service import AddStaff, Certificate, ChangeStaff, PublicWay, RecordEntry, StaffService
from tests.builders import CHEAP, Actors, forbidden
from tests.people import TODAY, marketer
from tests.users import add_user

CERTIFICATE = Certificate("S0000000000009", date(2025, 1, 1), date(2027, 12, 31))
NEW = AddStaff(number="8009", name="唐雨薇", post="证券经纪人", kind=StaffKind.MARKETING, certificate=CERTIFICATE)


@pytest.fixture
def service(branch: OpenBranch) -> StaffService:
    return StaffService(branch.db)


@pytest.mark.rule("SR-3")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"certificate_number": ""}, "staff.no_certificate"),
        ({"certificate_state": CertificateState.NONE}, "staff.no_certificate"),
        ({"certificate_until": None}, "staff.no_certificate"),
        ({"certificate_state": CertificateState.SUSPENDED}, "staff.certificate_suspended"),
        ({"certificate_until": date(2026, 11, 19)}, "staff.certificate_expired"),
        ({"certificate_from": date(2026, 11, 21)}, "staff.certificate_not_yet"),
        ({"active": False}, "staff.left"),
        ({"left_on": TODAY}, "staff.left"),
    ],
)
def test_staff_without_a_certificate_in_force_may_not_practise_and_the_reason_is_told(
    wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        practising(marketer(**wrong), TODAY)
    assert refused.value.code == code


@pytest.mark.rule("SR-3")
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(-30, 1000))
def test_a_certificate_holds_from_its_first_to_its_last_day(since: date, length: int, offset: int) -> None:
    until = since + timedelta(days=length)
    member = marketer(certificate_from=since, certificate_until=until)
    day = since + timedelta(days=offset)
    if since <= day <= until:
        practising(member, day)
    else:
        with pytest.raises(Refused, match=r"staff\.certificate_(not_yet|expired)"):
            practising(member, day)


@pytest.mark.rule("MS-1")
def test_a_member_is_added_certified_suspended_and_read_back(
    service: StaffService, branch: OpenBranch, actors: Actors
) -> None:
    added = service.add(actors.marketing_director, NEW)
    assert service.get(actors.teller, added.id) == added
    assert added in service.marketing(actors.teller)
    assert added in service.members(actors.teller)
    suspended = service.certify(
        actors.marketing_director, added.id, added.version,
        Certificate(CERTIFICATE.number, CERTIFICATE.since, CERTIFICATE.until, CertificateState.SUSPENDED),
    )  # fmt: skip
    assert (suspended.certificate_state, suspended.version) == (CertificateState.SUSPENDED, 2)
    acts = [record.act for record in AuditReader(branch.db).recent(actors.compliance, subject=("staff", added.id))]
    assert acts == ["staff.certified", "staff.added"]


def test_two_who_change_the_same_member_do_not_overwrite_one_another(service: StaffService, actors: Actors) -> None:
    added = service.add(actors.marketing_director, NEW)
    service.leave(actors.general_manager, added.id, added.version, TODAY)
    with pytest.raises(Refused, match=r"staff\.changed_meanwhile"):
        service.certify(actors.marketing_director, added.id, added.version, CERTIFICATE)
    assert service.get(actors.teller, added.id).certificate_until == CERTIFICATE.until


@pytest.mark.rule("MS-1")
def test_name_post_telephone_and_authority_can_be_corrected_and_the_audit_keeps_the_old_ones(
    service: StaffService, branch: OpenBranch, actors: Actors
) -> None:
    added = service.add(actors.marketing_director, NEW)
    command = ChangeStaff(
        staff_id=added.id, version=added.version, name=" 郑 明 ", post="高级客户经理", telephone="0571-88000009",
        authority=("介绍业务",),
    )  # fmt: skip
    changed = service.change(actors.marketing_director, command)
    expected = dataclasses.replace(
        added, name=changed.name, post="高级客户经理", telephone="0571-88000009", authority=("介绍业务",), version=2
    )
    assert service.get(actors.teller, added.id) == changed == expected
    assert changed.name == clean_text(" 郑 明 ", field="name", limit=50)
    [record] = AuditReader(branch.db).recent(actors.compliance, subject=("staff", added.id), limit=1)
    assert record.act == "staff.changed"
    with branch.db.read() as conn:
        row = conn.execute(sa.select(audit_log).where(audit_log.c.act == "staff.changed")).mappings().one()
    assert added.post in str(row["before"])
    assert "高级客户经理" in str(row["after"])


def test_correcting_nothing_leaves_no_trace(service: StaffService, branch: OpenBranch, actors: Actors) -> None:
    added = service.add(actors.marketing_director, NEW)
    same = ChangeStaff(
        staff_id=added.id, version=added.version, name=added.name, post=added.post, telephone=added.telephone,
        authority=added.authority,
    )  # fmt: skip
    assert service.change(actors.marketing_director, same) == added
    acts = [record.act for record in AuditReader(branch.db).recent(actors.compliance, subject=("staff", added.id))]
    assert acts == ["staff.added"]


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"name": " "}, "text.required", "name"),
        ({"post": "x" * 51}, "text.too_long", "post"),
        ({"telephone": "1\u202e2"}, "text.invisible", "telephone"),
        ({"staff_id": "nobody"}, "staff.unknown", None),
        ({"version": 9}, "staff.changed_meanwhile", None),
    ],
)
def test_a_wrong_correction_is_refused_and_changes_nothing(
    service: StaffService, actors: Actors, wrong: dict[str, Any], code: str, field: str | None
) -> None:
    added = service.add(actors.marketing_director, NEW)
    right = {"staff_id": added.id, "version": added.version, "name": "新名", "post": "新岗"}
    with pytest.raises(Refused) as refused:
        service.change(actors.marketing_director, ChangeStaff(**{**right, **wrong}))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert service.get(actors.teller, added.id) == added


@pytest.mark.rule("SR-3")
def test_one_who_leaves_may_not_practise_from_that_day_on(service: StaffService, actors: Actors) -> None:
    added = service.add(actors.marketing_director, NEW)
    planned = service.leave(actors.marketing_director, added.id, added.version, TODAY + timedelta(days=7))
    assert planned.active
    practising(planned, TODAY + timedelta(days=6))
    with pytest.raises(Refused, match=r"staff\.left"):
        practising(planned, TODAY + timedelta(days=7))
    assert not service.leave(actors.marketing_director, added.id, planned.version, TODAY).active


def test_a_number_in_use_and_wrong_dates_are_refused_at_their_field(service: StaffService, actors: Actors) -> None:
    service.add(actors.marketing_director, NEW)
    with pytest.raises(Refused) as taken:
        service.add(actors.marketing_director, NEW)
    assert (taken.value.code, taken.value.field) == ("staff.number_taken", "number")
    backwards = Certificate("S1", date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(Refused, match=r"staff\.certificate_dates"):
        service.add(
            actors.marketing_director,
            AddStaff(number="1", name="甲乙", post="x", kind=StaffKind.MARKETING, certificate=backwards),
        )


@pytest.mark.rule("MS-1")
def test_entries_are_kept_for_ever_and_shown_in_the_public_part(
    service: StaffService, branch: OpenBranch, actors: Actors
) -> None:
    added = service.add(actors.marketing_director, NEW)
    who = actors.marketing_director
    service.record(who, RecordEntry(staff_id=added.id, kind=EntryKind.TRAINING, on=TODAY, text="合规培训 8 学时"))
    complaint = service.record(
        who, RecordEntry(staff_id=added.id, kind=EntryKind.COMPLAINT, on=TODAY, text="客户王某投诉")
    )
    service.record(
        who,
        RecordEntry(
            staff_id=added.id, kind=EntryKind.COMPLAINT, on=TODAY, text="已回访", handled="道歉", about=complaint.id
        ),
    )
    service.record(
        who,
        RecordEntry(staff_id=added.id, kind=EntryKind.VIOLATION, on=TODAY, text="未及时报备", handled="批评教育"),
    )
    shown = service.public_part(actors.teller, added.id, usual=("介绍开户流程",))
    assert [entry.text for entry in shown.trainings] == ["合规培训 8 学时"]
    assert [entry.handled for entry in shown.violations] == ["批评教育"]
    assert shown.complaints == 1
    assert shown.authority == ("介绍开户流程",)
    assert shown.problem == ""
    assert "王某" not in str(shown)
    for change in (sa.update(storage.staff_entry).values(text="x"), sa.delete(storage.staff_entry)):
        with forbidden(), branch.db.write(who) as work:
            work.conn.execute(change)


def test_the_public_part_says_why_a_member_may_not_practise() -> None:
    assert public_part(marketer(certificate_number=""), (), TODAY).problem == "staff.no_certificate"


@pytest.mark.rule("MS-1")
def test_a_wrong_entry_is_refused_at_its_field(service: StaffService, actors: Actors) -> None:
    added = service.add(actors.marketing_director, NEW)

    def refused(**wrong: object) -> tuple[str, str | None]:
        entry = {"staff_id": added.id, "kind": EntryKind.VIOLATION, "on": TODAY, "text": "x", "handled": "y"} | wrong
        with pytest.raises(Refused) as caught:
            service.record(actors.marketing_director, RecordEntry(**entry))  # type: ignore[arg-type]  # of many types
        return caught.value.code, caught.value.field

    assert refused(handled=" ") == ("staff.not_handled", "handled")
    assert refused(text="") == ("text.required", "text")
    assert refused(on=TODAY + timedelta(days=1)) == ("staff.entry_in_future", "on")
    assert refused(about="nothing") == ("staff.entry_unknown", "about")
    assert refused(staff_id="nobody") == ("staff.unknown", None)


def test_only_those_with_the_right_change_the_register_or_read_entries(service: StaffService, actors: Actors) -> None:
    for actor in (actors.teller, actors.marketing, actors.compliance):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.add(actor, NEW)
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.change(actor, ChangeStaff(staff_id=actor.staff_id, version=1, name="新名", post="新岗"))
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.entries(actors.teller, actors.marketing.staff_id)
    assert service.entries(actors.marketing, actors.marketing.staff_id) == ()
    with pytest.raises(Refused, match=r"staff\.not_marketing"):
        service.public_part(actors.teller, actors.teller.staff_id)
    with pytest.raises(Refused, match=r"staff\.unknown"):
        service.get(actors.teller, "nobody")


@pytest.mark.rule("SR-3")
@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, Practice.MAY),
        ({"certificate_until": TODAY + timedelta(days=SOON_DAYS)}, Practice.SOON),
        ({"certificate_until": TODAY + timedelta(days=SOON_DAYS + 1)}, Practice.MAY),
        ({"certificate_until": TODAY}, Practice.SOON),
        ({"certificate_until": TODAY - timedelta(days=1)}, Practice.EXPIRED),
        ({"certificate_from": TODAY + timedelta(days=1)}, Practice.NOT_YET),
        ({"certificate_state": CertificateState.SUSPENDED}, Practice.SUSPENDED),
        ({"certificate_number": ""}, Practice.NONE),
        ({"certificate_number": "", "kind": StaffKind.COUNTER}, Practice.NOT_NEEDED),
        ({"certificate_number": "", "kind": StaffKind.COUNTER, "active": False}, Practice.LEFT),
        ({"active": False}, Practice.LEFT),
    ],
)
def test_lists_tell_the_state_of_practice_in_one_word(changes: dict[str, object], found: Practice) -> None:
    assert practice(marketer(**{"certificate_until": date(2028, 1, 1), **changes}), TODAY) is found


@pytest.mark.rule("MS-1")
@pytest.mark.parametrize("way", list(PublicWay))
def test_showing_and_printing_the_public_part_is_audited(
    branch: OpenBranch, service: StaffService, actors: Actors, way: PublicWay
) -> None:
    member = service.add(actors.admin, NEW)
    part = service.make_public(actors.teller, member.id, way, ("介绍业务",))
    assert part == service.public_part(actors.teller, member.id, ("介绍业务",))
    record = AuditReader(branch.db).recent(actors.admin, limit=1)[0]
    assert (record.act, record.subject_id, record.staff_id) == (
        f"staff.public_{way.value}", member.id, actors.teller.staff_id,
    )  # fmt: skip


@pytest.mark.rule("MS-1")
def test_only_marketing_staff_have_a_public_part_to_be_shown(service: StaffService, actors: Actors) -> None:
    with pytest.raises(Refused, match=r"staff\.not_marketing"):
        service.make_public(actors.teller, actors.teller.staff_id, PublicWay.SHOWN)
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.make_public(actors.archivist, actors.teller.staff_id, PublicWay.SHOWN)


@pytest.mark.rule("MS-2")
def test_who_has_left_cannot_sign_in_from_that_day_even_when_it_was_noted_ahead(
    branch: OpenBranch, service: StaffService, actors: Actors
) -> None:
    clock = branch.db.clock
    assert isinstance(clock, FixedClock)
    auth = AuthService(branch.db, costs=CHEAP)
    auth.first_user(actors.admin, "admin", "Anfang-2026-Probe", actors.admin.staff_id, {Role.ADMIN})
    add_user(auth, "teller", "Schalter-2026-Probe", actors.teller.staff_id, {Role.TELLER})
    service.leave(actors.admin, actors.teller.staff_id, 1, TODAY + timedelta(days=1))
    assert auth.sign_in("teller", "Schalter-2026-Probe", "01").staff_id == actors.teller.staff_id
    clock.tick(24 * 3600)
    with pytest.raises(Refused, match=r"auth\.wrong"):
        auth.sign_in("teller", "Schalter-2026-Probe", "01")


@pytest.mark.rule("SE-1")
def test_the_last_administrator_cannot_be_noted_as_leaving(
    branch: OpenBranch, service: StaffService, actors: Actors
) -> None:
    auth = AuthService(branch.db, costs=CHEAP)
    auth.first_user(actors.admin, "admin", "Anfang-2026-Probe", actors.admin.staff_id, {Role.ADMIN})
    with pytest.raises(Refused, match=r"auth\.last_admin"):
        service.leave(actors.admin, actors.admin.staff_id, 1, TODAY)
    add_user(auth, "second", "Zweite-2026-Probe", actors.general_manager.staff_id, {Role.ADMIN})
    assert not service.leave(actors.admin, actors.admin.staff_id, 1, TODAY).active
