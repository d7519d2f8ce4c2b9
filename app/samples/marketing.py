"""The sample branch's marketing: bookings from a sheet, and a leaver whose three clients go to others (AP-1, MS-2)."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.bookings.sheet_rows import COLUMNS
from app.common.clock import branch_day
from app.marketing.domain import PrepareHandOver
from app.samples import transfers
from app.samples.at_work import AtWork
from app.samples.transfers import OldClient

LEAVER = "3301205"
CLIENTS = (
    OldClient("蒋文彬", 21, "320000", "1.1", marketer=LEAVER),
    OldClient("沈玉珍", 22, "86000", "0.6", marketer=LEAVER),
    OldClient("韩冬梅", 23, "1450000", "2.2", marketer=LEAVER),
)
RECEIVERS = ("3301201", "3301202", "3301202")
"""Who gets each of them."""

_SHEET = (
    ("吕思源", "13857120031", 0, "09:30", "3301201", "沪深A股开户、创业板", "客户上午方便"),
    ("潘晓峰", "13957120032", 0, "14:00", "3301202", "沪深A股开户", ""),
    ("田佳怡", "13757120033", 1, "10:30", "3301202", "开放式基金账户", "需介绍基金定投"),
)
_SATURDAY = 5


def import_bookings(work: AtWork) -> int:
    """Book the coming working days from a sheet, as the director sent it; gives how many bookings were made."""
    services, actor = work.services, work.actor("director")
    days = _working_days(branch_day(services.clock.now()))
    rows = [
        (name, mobile, days[place].isoformat(), at, staff, business, "", note)
        for name, mobile, place, at, staff, business, note in _SHEET
    ]
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "预约登记.csv"
        sheet.write_text("\n".join(",".join(row) for row in (COLUMNS.headings, *rows)), encoding="gb18030")
        report = services.bookings.import_file(actor, sheet, dry_run=False)
    if not report.ok:
        raise RuntimeError(f"the sample sheet has mistakes: {[problem.code for problem in report.problems]}")
    return report.booked


def hand_over(work: AtWork, ids: dict[str, str]) -> dict[str, Any]:
    """The leaver's clients are registered, listed, and handed over with the signed list."""
    services, actor = work.services, work.actor("director")
    served = [
        transfers.register(services, sample, staff_id=ids[LEAVER], verified_by=ids["3301017"]) for sample in CLIENTS
    ]
    receivers = {client.id: ids[number] for client, number in zip(served, RECEIVERS, strict=True)}
    today = branch_day(services.clock.now())
    marketing = services.marketing
    made = marketing.prepare(actor, PrepareHandOver(staff_id=ids[LEAVER], on=today, receivers=receivers))
    signed = services.press.rendition(marketing.list_form(actor, made.number).pdf)
    done = marketing.complete(actor, made.number, signed)
    return {"list": done.number, "leaver": LEAVER, "clients": [line.client_number for line in done.lines]}


def _working_days(today: date) -> list[date]:
    """The next days that are no weekend."""
    coming = (today + timedelta(days=step) for step in range(1, 8))
    return [day for day in coming if day.weekday() < _SATURDAY][:2]
