"""Versions of policy files in the sample branch: one approved for the new year, one waits for a decision (RA-3)."""

from __future__ import annotations

from datetime import date

from app.common.actor import Actor
from app.common.clock import branch_day
from app.counter.services import Services
from app.samples.people import STAFF

STATION = "01"


def decide_versions(services: Services) -> None:
    """Compliance proposes two versions; the general manager approves the first one."""
    compliance, manager = _signed_in(services, "compliance"), _signed_in(services, "manager")
    new_year = date(branch_day(services.clock.now()).year + 1, 1, 1)
    overview = services.policies.overview(compliance)
    dossier = _changed(overview.file("dossier.toml").text, "DA", new_year, ("loan_days = 14", "loan_days = 10"))
    one = services.policies.propose(compliance, "dossier.toml", dossier, "年度检查发现借阅逾期较多，缩短借阅期限")
    services.policies.decide(manager, one.id, agreed=True, reason="同意，自新年度起执行")
    form = overview.file("questionnaire-4-level.toml").text
    text = _changed(form, "RA4", new_year, ("validity_months = 24", "validity_months = 12"))
    services.policies.propose(compliance, "questionnaire-4-level.toml", text, "拟将评估有效期改为一年")
    for actor in (compliance, manager):
        services.auth.sign_out(actor)


def _changed(text: str, prefix: str, effective: date, change: tuple[str, str]) -> str:
    """The text with a version and date of its own, and one change."""
    lines = text.replace(*change).split("\n")
    for place, line in enumerate(lines):
        if line.startswith("version ="):
            lines[place] = f'version = "{prefix}-{effective:%Y.%m}"'
        elif line.startswith("effective ="):
            lines[place] = f"effective = {effective.isoformat()}"
    return "\n".join(lines)


def _signed_in(services: Services, login: str) -> Actor:
    person = next(person for person in STAFF if person.login == login)
    return services.auth.sign_in(person.login, person.password, STATION)
