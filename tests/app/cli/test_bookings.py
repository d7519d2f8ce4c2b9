"""``guitai bookings``: a sheet looked over and booked, the bookings of some days, the empty sheet (AP-1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from app.bookings.sheet_rows import COLUMNS
from app.common.clock import branch_day
from tests.app.cli.desk import Shell

HEAD = ",".join(COLUMNS.headings)


@pytest.mark.rule("AP-1")
def test_a_sheet_is_looked_over_then_booked_and_listed(demo_branch: Path, shell: Shell, tmp_path: Path) -> None:
    day = branch_day(datetime.now(UTC)) + timedelta(days=10)
    sheet = tmp_path / "预约.csv"
    shell.sign_in("marketer", "Yingxiao-2026-Shili")
    sheet.write_text(f"{HEAD}\n汪静,13857120041,{day},09:30,3301202,创业板,,\n", encoding="gb18030")
    said = shell("bookings", "import", sheet, "--dry-run", "--dir", demo_branch)
    assert (said.code, "row 2 营销人员工号: " in said.err) == (1, True)
    assert "nothing was booked" in said.out
    sheet.write_text(f"{HEAD}\n汪静,13857120041,{day},09:30,3301201,创业板,,\n", encoding="utf-8-sig")
    report = shell("bookings", "import", sheet, "--dir", demo_branch, "--json").json
    assert (report["ok"], report["booked"], len(report["numbers"])) == (True, 1, 1)
    said = shell("bookings", "list", "--from", day, "--days", "1", "--dir", demo_branch)
    assert said.out.split("\t")[:4] == [report["numbers"][0], f"{day} 09:30", "汪静", "138****0041"]
    assert shell("bookings", "import", sheet, "--dir", demo_branch).code == 1  # a second time nothing is booked twice


def test_the_empty_sheet_is_written_once(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    assert shell("bookings", "template", path).code == 0
    heading = [str(cell.value).rstrip("*") for cell in openpyxl.load_workbook(path).worksheets[0][1]]
    assert heading == list(COLUMNS.headings)
    assert shell("bookings", "template", path).code == 2
