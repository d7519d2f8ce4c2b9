"""The measurement of the dashboards comes to the same sums in the database and in Python."""

from __future__ import annotations

from app.figures.catalogue import RECKONING
from app.figures.storage import Source
from benchmarks import dashboard
from tests.app.figures.ground import CLIENTS, filled, who_may
from tests.builders import BranchFactory


def test_every_counted_figure_is_measured_beside_python(branch_factory: BranchFactory) -> None:
    services = filled(branch_factory, "sqlite")
    people = {code: who_may(code) for code in RECKONING}
    rows = dashboard.measured(services, people, CLIENTS, rounds=1)
    counted = {code for code, reckoning in RECKONING.items() if isinstance(reckoning, Source)}
    assert {row.what for row in rows} == {f"figure {code}, {CLIENTS} clients" for code in counted}
    assert [row.value for row in rows] == sorted((row.value for row in rows), reverse=True)
    assert all(row.baseline > 0 for row in rows)
