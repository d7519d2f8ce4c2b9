"""The audit page on real services."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.archive.domain import UseKind
from app.audit.reader import AuditReader
from app.common.actor import Right, Role
from app.common.errors import Refused
from tests.app.onboarding.desk import clock_of
from tests.ui.pages.office import Office
from ui.pages.audit import AuditPage
from ui.pages.audit_words import act_word, subject_word
from ui.staff_providers import AuditData

APP = Path(__file__).resolve().parents[3] / "app"


def opened(office: Office) -> AuditPage:
    return office.open(AuditPage(office.runner, AuditData(office.services, office.actors.admin)))


def test_every_act_and_subject_that_the_business_audits_has_words() -> None:
    said = [found for file in APP.rglob("*.py") for found in
            re.findall(r'\.audit\(\s*"([a-z_.-]+)",\s*"([a-z-]+)"', file.read_text("utf-8"))]  # fmt: skip
    assert len(said) >= 18
    acts = {act for act, _ in said} | {f"archive.{kind.value}" for kind in UseKind}
    assert sorted(act for act in acts if act_word(act) == act) == []
    assert sorted(kind for _, kind in said if subject_word(kind) == kind) == []
    assert act_word("opening.captured.signature") != "opening.captured.signature"


@pytest.mark.rule("SE-2")
def test_the_newest_acts_are_told_with_who_where_and_on_whom(office: Office) -> None:
    admin = office.actors.admin
    office.services.auth.first_user(admin, "admin", "Anfang-2026-Probe", admin.staff_id, {Role.ADMIN})
    clock_of(office.services).tick(1)
    office.services.auth.sign_in("admin", "Anfang-2026-Probe", "07")
    row = opened(office).table.rows()[0]
    assert (row.act, row.station, row.who) == ("auth.signed-in", "07", f"{admin.name} {admin.staff_number}")
    assert row.subject == row.who


@pytest.mark.rule("SE-1")
def test_a_client_is_told_of_by_a_short_mark_only(office: Office) -> None:
    with office.branch.db.write(office.actors.teller) as tx:
        tx.audit("clients.unmasked", "client", "0199" * 8, after={"field": "mobile", "reason": "回访"})
    row = opened(office).table.rows()[0]
    assert len(row.subject) == 8
    assert "0199" not in row.subject


def test_the_log_is_filtered_by_what_is_shown_and_an_empty_answer_says_so(office: Office) -> None:
    office.services.auth.sign_out(office.actors.teller)
    page = opened(office)
    page.filter.insert("Signed out")
    assert [row.act for row in page.table.rows()] == ["auth.signed-out"]
    page.filter.insert("XYZ")
    assert page.empty.isVisible()


@pytest.mark.rule("OP-4")
def test_who_may_not_read_the_log_is_refused_and_the_attempt_is_in_it(office: Office) -> None:
    with pytest.raises(Refused, match=r"auth\.denied"):
        AuditData(office.services, office.actors.teller).acts()
    newest = AuditReader(office.branch.db).recent(office.actors.admin, limit=1)[0]
    assert (newest.act, newest.after) == ("auth.denied", {"right": Right.AUDIT_READ.value})
