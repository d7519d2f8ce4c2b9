"""The register of incidents: added to, read by few, never changed."""

from __future__ import annotations

import pytest

from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.errors import Refused
from app.incidents import storage
from app.incidents.domain import Incident
from app.incidents.service import IncidentService
from tests.builders import Actors
from tests.people import NOON


def report(branch: OpenBranch, what: str = "否认电话审批", number: str = "ZX1") -> Incident:
    who = Actors().marketing_director
    with branch.db.write(who) as tx:
        return storage.add(
            tx.conn, kind="approval-denied", subject_kind="transfer-out", subject_number=number, what=what,
            by=who.staff_id, by_name=who.name, at=NOON,
        )  # fmt: skip


@pytest.mark.rule("TO-6")
def test_incidents_are_listed_newest_first_with_what_was_done_about_them(branch: OpenBranch, actors: Actors) -> None:
    first, second = report(branch), report(branch, "又一次", "ZX2")
    service = IncidentService(branch.db)
    one = service.note(actors.compliance, first.id, "已询问登记人")
    other = service.note(actors.general_manager, first.id, "已通报")
    listed = service.list(actors.general_manager)
    assert [(incident.id, incident.notes) for incident in listed] == [(second.id, ()), (first.id, (one, other))]
    assert (one.by_name, one.words, one.incident_id) == (actors.compliance.name, "已询问登记人", first.id)
    assert [incident.subject_number for incident in listed] == ["ZX2", "ZX1"]


@pytest.mark.rule("SE-1")
def test_only_the_general_manager_and_compliance_read_the_register(sqlite_branch: OpenBranch, actors: Actors) -> None:
    made = report(sqlite_branch)
    service = IncidentService(sqlite_branch.db)
    for who in actors.all():
        if who.roles & {Role.GENERAL_MANAGER, Role.COMPLIANCE}:
            assert [incident.id for incident in service.list(who)] == [made.id]
            continue
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.list(who)
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.note(who, made.id, "x")


def test_an_incident_or_a_note_without_words_and_a_note_on_nothing_are_refused(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    with pytest.raises(Refused, match=r"text\.required"):
        report(sqlite_branch, "\n ")
    made = report(sqlite_branch)
    service = IncidentService(sqlite_branch.db)
    with pytest.raises(Refused, match=r"text\.required"):
        service.note(actors.compliance, made.id, " ")
    with pytest.raises(Refused, match=r"incidents\.unknown"):
        service.note(actors.compliance, "nothing", "已询问")
