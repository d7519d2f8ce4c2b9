"""A small invented watch list at the sample branch, and the hit that compliance clears (KY-3)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.common.clock import branch_day
from app.due_diligence.domain import Verdict
from app.samples.at_work import AtWork

LIST = """姓名或名称,证件号码,备注
郑秋悦,330102197203150042,虚构人员，仅供演示
"VIN, Talko Sen",X0000001,虚构人员，仅供演示
示例样张国际贸易有限公司,,虚构机构，仅供演示
"""
"""The first is read like one of the sample clients and has another number."""
REASON = "证件号码和出生日期均不相同，不是同一人"


def screen(work: AtWork) -> None:
    """Import the list as compliance, look every client up, clear who only has a like name."""
    services, compliance = work.services, work.actor("compliance")
    today = branch_day(services.clock.now())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "watchlist.csv"
        path.write_text(LIST, encoding="utf-8")
        services.screening.import_list(compliance, path, source="演示名单", dated=today, dry_run=False)
    while services.screening.recheck(compliance) is not None:
        pass
    alike = [hit.id for hit in services.screening.hits(compliance) if hit.other_number]
    if alike:
        services.screening.decide(compliance, alike, Verdict.CLEARED, REASON)
