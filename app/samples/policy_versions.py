"""Versions of policy files in the sample branch: one approved for the new year, one waits for a decision (RA-3)."""

from __future__ import annotations

from datetime import date

from app.common.clock import branch_day
from app.samples.at_work import AtWork


def decide_versions(work: AtWork) -> None:
    """Compliance proposes two versions; the general manager approves the first one."""
    services, compliance, manager = work.services, work.actor("compliance"), work.actor("manager")
    new_year = date(branch_day(services.clock.now()).year + 1, 1, 1)
    overview = services.policies.overview(compliance)
    dossier = _changed(overview.file("dossier.toml").text, "DA", new_year, ("loan_days = 14", "loan_days = 10"))
    one = services.policies.propose(compliance, "dossier.toml", dossier, "年度检查发现借阅逾期较多，缩短借阅期限")
    services.policies.decide(manager, one.id, agreed=True, reason="同意，自新年度起执行")
    form = overview.file("questionnaire-4-level.toml").text
    text = _changed(form, "RA4", new_year, ("validity_months = 24", "validity_months = 12"))
    services.policies.propose(compliance, "questionnaire-4-level.toml", text, "拟将评估有效期改为一年")


def _changed(text: str, prefix: str, effective: date, change: tuple[str, str]) -> str:
    """The text with a version and date of its own, and one change."""
    lines = text.replace(*change).split("\n")
    for place, line in enumerate(lines):
        if line.startswith("version ="):
            lines[place] = f'version = "{prefix}-{effective:%Y.%m}"'
        elif line.startswith("effective ="):
            lines[place] = f"effective = {effective.isoformat()}"
    return "\n".join(lines)
