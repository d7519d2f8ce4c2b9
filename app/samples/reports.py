"""What the manager of the sample branch has made by itself: overdue tasks, late problems, the monthly report."""

from __future__ import annotations

from app.reports.run_rows import Frequency
from app.samples.at_work import AtWork

WISHED = (
    ("late-tasks", Frequency.DAILY, ("supervisor",)),
    ("late-problems", Frequency.WEEKLY, ("supervisor", "general-manager")),
    ("service-report", Frequency.MONTHLY, ("general-manager",)),
)


def schedule(work: AtWork) -> None:
    """Say what is made at the end of a day, a week, a month, and who receives it (RA-7, FU-3, FU-4)."""
    actor = work.actor("manager")
    for name, frequency, roles in WISHED:
        work.services.report_runs.set_schedule(actor, name, frequency, roles, 0)
