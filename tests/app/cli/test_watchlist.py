"""``guitai watchlist``: a list looked over, put in force, every client looked up; for compliance alone (KY-3)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.common.clock import branch_day
from tests.app.cli.desk import Shell


@pytest.mark.rule("KY-3")
def test_a_list_is_looked_over_put_in_force_and_every_client_is_looked_up(
    demo_branch: Path, shell: Shell, tmp_path: Path
) -> None:
    day = branch_day(datetime.now(UTC))
    path = tmp_path / "名单.csv"
    path.write_text("姓名或名称,证件号码\n,X1\n", encoding="utf-8")
    told = ("--source", "样张", "--dated", day, "--dir", demo_branch)
    shell.sign_in("teller", "Guitai-2026-Shili")
    assert shell("watchlist", "import", path, *told).code == 1  # not the counter's
    shell.sign_in("compliance", "Hegui-2026-Shili")
    said = shell("watchlist", "import", path, *told)
    assert (said.code, "row 2 姓名或名称: " in said.err) == (1, True)
    assert "No list was changed" in said.out
    path.write_text("姓名或名称,证件号码\n吴铭宏,\n林梓萱,\n", encoding="utf-8")
    report = shell("watchlist", "import", path, *told, "--json").json
    assert (report["ok"], report["version"], report["entries"]) == (True, 2, 2)
    status = shell("watchlist", "status", "--dir", demo_branch, "--json").json
    assert status["list"]["source"] == "样张"
    assert status["open_hits"] >= 1
    assert status["recheck"]["finished_at"]
    assert "all clients looked up" in shell("watchlist", "status", "--dir", demo_branch).out
    assert shell("watchlist", "recheck", "--dir", demo_branch).code == 0  # nothing is left
