"""What the manager of the sample branch has made by itself: overdue tasks, late problems, the monthly report."""

from __future__ import annotations

from app.counter.services import Services
from app.reports.run_rows import Frequency
from app.samples.people import manager

STATION = "01"
WISHED = (
    ("late-tasks", Frequency.DAILY, ("supervisor",)),
    ("late-problems", Frequency.WEEKLY, ("supervisor", "general-manager")),
    ("service-report", Frequency.MONTHLY, ("general-manager",)),
)


def schedule(services: Services) -> None:
    """Say what is made at the end of a day, a week, a month, and who receives it (RA-7, FU-3, FU-4)."""
    actor = services.auth.sign_in(manager().login, manager().password, STATION)
    for name, frequency, roles in WISHED:
        services.report_runs.set_schedule(actor, name, frequency, roles, 0)
    services.auth.sign_out(actor)
