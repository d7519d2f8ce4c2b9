"""Tax residence stated, names looked up, older clients told twice, before an account is opened (KY-3, KY-5)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.counter.services import Services
from app.due_diligence import storage as due_diligence
from app.due_diligence.domain import Verdict
from app.due_diligence.tax import TaxResidence
from app.onboarding.fields import read_fields
from app.onboarding.steps import Step
from app.samples import openings
from app.samples.people import resident_number
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind
from tests.app.onboarding import desk
from tests.builders import Actors

ABROAD = {
    "tax_residence": "both", "tax_name": "ZHENG Qiuyue", "tax_birth_place": "Hangzhou", "tax_address": "1 Shili Road",
    "tax_numbers": json.dumps([{"place": "SGP", "number": "S1", "reason": "", "remark": ""}]),
}  # fmt: skip


@pytest.fixture
def services(sqlite_branch: OpenBranch, actors: Actors) -> Services:
    desk.enter_marketing(sqlite_branch, actors.admin)
    return desk.services_for(sqlite_branch)


def with_list(services: Services, actors: Actors, folder: Path, *lines: str) -> None:
    path = folder / "名单.csv"
    path.write_text("\n".join(("姓名或名称,证件号码,备注", *lines, "")), encoding="utf-8")
    services.screening.import_list(actors.compliance, path, source="样张", dated=date(2026, 11, 1), dry_run=False)


def missing(services: Services, actors: Actors, case: str, step: Step) -> set[str]:
    return {one.code for one in services.opening.view(actors.teller, case).step(step).missing}


@pytest.mark.rule("KY-3")
def test_a_statement_of_residence_elsewhere_is_signed_and_kept(services: Services, actors: Actors) -> None:
    sample = desk.client(0, **ABROAD)
    typed = {**openings.typed(sample), **ABROAD}
    case = services.opening.start(actors.teller).draft.case_number
    services.opening.save_fields(actors.teller, case, typed)
    openings.answer(services, actors.teller, case, sample)
    openings.with_client(services, actors.teller, case, sample)
    receipt = services.opening.complete(actors.teller, case)
    assert "tax-statement" in {paper.form_id for paper in receipt.documents}
    with services.branch.db.read() as conn:
        kept = due_diligence.statement_of(conn, receipt.client_id)
    assert kept is not None
    assert (kept.residence, kept.numbers[0].number) == (TaxResidence.BOTH, "S1")


@pytest.mark.rule("KY-3")
def test_without_a_whole_statement_nothing_is_opened(services: Services, actors: Actors) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    for changes, code in (
        ({"tax_residence": ""}, "text.required"),
        ({"tax_residence": "foreign"}, "text.required"),
        ({**ABROAD, "tax_numbers": ""}, "tax.numbers_missing"),
        ({**ABROAD, "tax_numbers": "no list"}, "tax.unreadable"),
        ({**ABROAD, "tax_name": "郑秋月"}, "tax.latin"),
    ):
        services.opening.save_fields(actors.teller, case, changes)
        assert missing(services, actors, case, Step.CONTACT) == {code}
        with pytest.raises(Refused, match="incomplete"):
            services.opening.complete(actors.teller, case)


@pytest.mark.rule("KY-3")
def test_a_case_whose_client_the_list_fits_waits_for_compliance(
    services: Services, actors: Actors, tmp_path: Path
) -> None:
    case = desk.prepared(services, actors.teller, desk.client())
    assert services.opening.view(actors.teller, case).complete
    with_list(services, actors, tmp_path, "鄭秋月,,")
    assert missing(services, actors, case, Step.SIGNATURES) == {"screening.undecided"}
    with pytest.raises(Refused, match="incomplete"):
        services.opening.complete(actors.teller, case)
    services.opening.enter_step(actors.teller, case, Step.REVIEW)
    (hit,) = services.screening.hits(actors.compliance)
    assert (hit.case_number, hit.opened_by) == (case, actors.teller.staff_id)
    services.screening.decide(actors.compliance, [hit.id], Verdict.CLEARED, "并非同一人")
    assert services.opening.complete(actors.teller, case).case_number == case


@pytest.mark.rule("KY-3")
def test_a_stopped_case_is_not_completed_and_nothing_of_it_is_on_the_clients_side(
    services: Services, actors: Actors, tmp_path: Path
) -> None:
    with_list(services, actors, tmp_path, "某控制人,,")
    case = desk.prepared(services, actors.teller, desk.client())
    services.opening.save_field(actors.teller, case, "controller", "某控制人")
    (hit,) = services.screening.hits(actors.compliance)
    services.screening.decide(actors.compliance, [hit.id], Verdict.STOPPED, "确认为同一人")
    assert "screening.stopped" in missing(services, actors, case, Step.SIGNATURES)
    lines, _ = services.opening.review_for_client(actors.teller, case)
    assert not any("名单" in label + text or "合规" in text for label, text in lines)


def older(services: Services, actors: Actors, **changes: str) -> str:
    number = resident_number("330104", date(1955, 11, 5), 86)
    sample = desk.client(0, paper_number=number, **changes)
    case = services.opening.start(actors.teller).draft.case_number
    services.opening.save_fields(actors.teller, case, {**openings.typed(sample), **changes})
    return case


@pytest.mark.rule("KY-5")
def test_to_an_older_client_a_second_person_explains_again(services: Services, actors: Actors) -> None:
    case = older(services, actors)
    assert services.opening.view(actors.teller, case).older
    assert missing(services, actors, case, Step.EDUCATION) == {"text.required"}
    now = services.clock.now().astimezone().strftime("%Y-%m-%d")
    for number, code in (("nobody", "staff.unknown"), (actors.teller.staff_number, "opening.second_is_first")):
        services.opening.save_fields(actors.teller, case, {"second_by": number, "second_at": f"{now} 00:01"})
        assert missing(services, actors, case, Step.EDUCATION) == {code}
    services.opening.save_field(actors.teller, case, "second_by", actors.supervisor.staff_number)
    assert missing(services, actors, case, Step.EDUCATION) == set()


@pytest.mark.rule("KY-5")
def test_an_older_client_is_called_back_within_the_policys_days_and_gets_large_print(
    services: Services, actors: Actors
) -> None:
    second = {"second_by": actors.supervisor.staff_number, "second_at": "2026-11-20 00:01"}
    number = resident_number("330104", date(1955, 11, 5), 86)
    sample = desk.client(paper_number=number)
    case = older(services, actors, **second)
    openings.answer(services, actors.teller, case, sample)
    openings.with_client(services, actors.teller, case, sample)
    receipt = services.opening.complete(actors.teller, case)
    with services.branch.db.read() as conn:
        (line,) = tasks.lines(conn, date(2026, 11, 20), client_id=receipt.client_id)
    assert (line.task.due_on, line.task.rule, line.task.assigned_to) == (date(2026, 11, 22), "KY-5", "")
    assert line.task.kind is TaskKind.OPENING_CALL
    facts = [services.branch.blobs.get(paper.file_sha256) for paper in receipt.documents]
    assert all(b'"large":true' in fact for fact in facts)


@pytest.mark.rule("KY-5")
def test_nobody_younger_is_asked_for_a_second_explanation(services: Services) -> None:
    entered = read_fields({"birth_date": "1970-01-01"}, services.policy, services.clock.now())
    assert "second_by" not in entered.problems
