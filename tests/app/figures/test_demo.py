"""On the sample branch: everybody's dashboard, each number with its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.figures.domain import Span, Unit
from app.samples.at_work import STATION
from app.samples.people import STAFF
from ui.wiring import ProgramWiring


@pytest.mark.rule("TO-16")
def test_every_number_of_everybodys_dashboard_equals_the_count_of_its_rows(demo_branch: Path) -> None:
    services = ProgramWiring().open(demo_branch)
    seen = set()
    for person in (person for person in STAFF if person.login):
        who = services.auth.sign_in(person.login, person.password, STATION)
        for figure in services.figures.offered(who):
            value = services.figures.value(who, figure.code, Span.YEAR)
            if not figure.listed:
                continue
            seen.add(figure.code)
            page = services.figures.rows(who, figure.code, "", Span.YEAR, size=200)
            assert page.count == len(page.rows)
            counted = sum(row.amount or 0 for row in page.rows) if figure.unit is Unit.YUAN else page.count
            assert value.total == counted, figure.code
            for point in value.points:
                behind = services.figures.rows(who, figure.code, point.key, Span.YEAR)
                assert point.value == behind.count, (figure.code, point.key)
    services.close()
    assert seen >= {"deadlines", "running", "churn", "openings", "mismatches", "at-counter", "my-openings", "papers"}
