"""Every report of the catalogue on the sample branch: seen, denied, printed, taken out, registered (SE-1)."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import openpyxl
import pytest

from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.counter.services import Services
from app.printing.domain import SourceKind
from app.reports.catalogue import all_reports, report, reports_for
from app.reports.run_rows import Way
from tests.builders import actor
from tests.demo import Demo, person
from ui.wiring import ProgramWiring

NAMES = [one.name for one in all_reports()]
LOGINS = ("manager", "compliance", "archivist")


@pytest.fixture(scope="module")
def services(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The sample branch, copied once for all reports."""
    folder = tmp_path_factory.mktemp("reports") / "branch"
    shutil.copytree(demo.folder, folder)
    opened = ProgramWiring().open(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def people(services: Services) -> tuple[Actor, ...]:
    """Those who between them may see every report, signed in."""
    return tuple(services.auth.sign_in(login, person(login).password, "01") for login in LOGINS)


def who_may(people: tuple[Actor, ...], name: str) -> Actor:
    return next(one for one in people if report(name).may(one))


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_seen_printed_and_taken_out_by_who_may_and_every_run_is_registered(
    services: Services, people: tuple[Actor, ...], name: str
) -> None:
    who, runs = who_may(people, name), services.report_runs
    seen = runs.look(who, name, {})
    assert len(seen.rows) == min(seen.count, 1000)
    assert all(len(row) == len(seen.columns) for row in seen.rows)
    assert runs.export(who, name, {}, Way.PDF).startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(runs.export(who, name, {}, Way.XLSX)))
    told = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows(max_row=14) for cell in row)
    assert who.name in told
    assert book.properties.title == report(name).title
    lines = runs.export(who, name, {}, Way.CSV).decode("utf-8-sig")
    assert who.name in lines
    ways = {run.way for run in runs.runs(who, name) if run.by == who.staff_id}
    assert {Way.SCREEN, Way.PDF, Way.XLSX, Way.CSV} <= ways


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_denied_to_every_role_without_a_right_to_it(services: Services, name: str) -> None:
    for role in Role:
        who = actor(role)
        if not report(name).may(who):
            with pytest.raises(Refused) as refused:
                services.report_runs.look(who, name, {})
            assert refused.value.code == "auth.denied"
            assert name not in {one.name for one in reports_for(who)}


def test_neither_marketing_staff_nor_an_administrator_sees_any_report(services: Services) -> None:
    for role in (Role.MARKETING, Role.ADMIN):
        with pytest.raises(Refused):
            services.report_runs.offered(actor(role))


@pytest.mark.rule("SR-2")
def test_a_printed_report_is_archived_and_goes_through_the_queue(services: Services, people: tuple[Actor, ...]) -> None:
    manager = people[0]
    number = services.report_runs.archive(manager, "printed-copies", {})
    assert services.archive.get(manager, number).form_id == "report"
    (job,) = services.printing.print_document(manager, number)
    assert (job.source, job.number, job.form_id) == (SourceKind.DOCUMENT, number, "report")
    run = services.report_runs.run(manager, number)
    assert (run.way, run.document_number, run.rows > 0) == (Way.PRINT, number, True)


@pytest.mark.rule("RA-7")
def test_the_table_of_levels_prints_on_its_own_form_and_agrees_with_the_daily_table(
    services: Services, people: tuple[Actor, ...]
) -> None:
    manager = people[0]
    number = services.report_runs.archive(manager, "risk-levels", {})
    assert services.archive.get(manager, number).form_id == "class-table"
    seen = services.report_runs.look(manager, "risk-levels", {})
    table = services.class_tables.table(manager, seen.asked.day())
    assert [(row[0], row[1], row[2]) for row in seen.rows[:-1]] == [(x.label, x.new, x.total) for x in table.levels]
    assert seen.rows[-1][2] == len(table.missing)


def test_names_are_unique_and_kept_in_the_words_of_the_command_line() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert all(name == name.lower() and " " not in name for name in NAMES)
