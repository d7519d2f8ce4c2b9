"""A transfer-out file with a mistake is refused with its line and reason, whatever the mistake."""

from __future__ import annotations

import shutil
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from app.clients.domain import Market
from app.common.errors import Refused
from app.policy.loader import SHIPPED, check_policy, load_policy, load_questionnaire, load_transfer
from app.policy.transfer_file import MARKETS, REASONS
from tests.app.policy.test_loader import line_with, only, replaced, written

TRANSFER = (SHIPPED / "transfer-out.toml").read_text("utf-8")
BRANCH = (SHIPPED / "branch.toml").read_text("utf-8")

MISTAKES = [
    ("effective = 2026-11-01", "effective = 1026-11-01", "effective", "1990-01-01"),
    ('version = "TO-2026.11"', f'version = "{"9" * 41}"', "version", "40"),
    ("turnover_high = 3", "turnover_high = -1", "classes.turnover_high", "from 0 to 1000"),
    ("turnover_high = 3", "turnover_high = nan", "classes.turnover_high", "from 0 to 1000"),
    ("turnover_high = 3", "turnover_high = inf", "classes.turnover_high", "from 0 to 1000"),
    ("turnover_high = 3", 'turnover_high = "3"', "classes.turnover_high", "number"),
    ("turnover_high = 3", "turnover_high = true", "classes.turnover_high", "number"),
    ("turnover_high = 3", "turnover_high = 3.00001", "classes.turnover_high", "4 decimal places"),
    ("low = 0", "low = 1", "classes.bands[1].low", "begin at 0"),
    ("low = 0", "low = -1", "classes.bands[1].low", "from 0"),
    ("low = 10_000", "low = 0", "classes.bands[2].low", "rising order"),
    ("low = 10_000", "low = 10_000.001", "classes.bands[2].low", "2 decimal places"),
    ("low = 500_000", "low = 100_000", "classes.bands[4].low", "begins at 100,000 yuan"),
    ("low = 500_000", "low = 99_999.99", "classes.bands[4].low", "begins at 100,000 yuan"),
    ("low = 5_000_000", "low = 500_000", "classes.bands[6].low", "begins at 1,000,000 yuan"),
    ("low = 5_000_000", "low = 5_000_000_000_000", "classes.bands[6].low", "from 0 to 1000000000000"),
    ('high_turnover = "E"', 'high_turnover = "e"', "classes.bands[2].high_turnover", "capital letter"),
    ('high_turnover = "E"', 'high_turnover = "E*"', "classes.bands[2].high_turnover", "capital letter"),
    ('high_turnover = "E"', 'high_turnover = "E++"', "classes.bands[2].high_turnover", "more than 2"),
    ('low_turnover = "D"', 'low_turnover = "D-"', "classes.bands[4].low_turnover", "same as classes.bands[3]"),
    ('core = ["A+", "B+"]', 'core = ["A+", "B+", "Z"]', "tiers.core[3]", "No asset band"),
    ('core = ["A+", "B+"]', 'core = ["A+", "B+", "A+"]', "tiers.core[3]", "same as tiers.core"),
    ('core = ["A+", "B+"]', "core = 1", "tiers.core", "array"),
    ('"E", "F", "G"]', '"E", "F", "G", "A"]', "tiers.ordinary[6]", "same as tiers.important"),
    ('institutions = "core"', 'institutions = "top"', "tiers.institutions", "ordinary, important, core"),
    ('institutions = "core"', "institutions = 3", "tiers.institutions", "text"),
    ("deadline_days = 2", "deadline_days = 0", "times.deadline_days", "from 1 to 5"),
    ("deadline_days = 2", "deadline_days = 6", "times.deadline_days", "from 1 to 5"),
    ("deadline_days = 2", "deadline_days = 2.0", "times.deadline_days", "whole number"),
    ("booking_days = 1", "booking_days = -1", "times.booking_days", "from 0 to 5"),
    ("booking_days = 1", "booking_days = 3", "times.booking_days", "deadline of 2"),
    ("snapshot_hours = 24", "snapshot_hours = 0", "times.snapshot_hours", "from 1 to 72"),
    ("snapshot_hours = 24", "snapshot_hours = 73", "times.snapshot_hours", "from 1 to 72"),
    ("day_end_from = 15:00:00", "day_end_from = 14:59:59", "times.day_end_from", "from 15:00:00 to 23:00:00"),
    ("day_end_from = 15:00:00", "day_end_from = 23:00:01", "times.day_end_from", "from 15:00:00 to 23:00:00"),
    ("day_end_from = 15:00:00", 'day_end_from = "15:00"', "times.day_end_from", "time"),
    ("contact_months = 1", "contact_months = 0", "times.contact_months", "from 1 to 12"),
    ("contact_months = 1", "contact_months = 13", "times.contact_months", "from 1 to 12"),
    ("sz_a = 30", "sz_a = -30", "fees.sz_a", "from 0 to 10000"),
    ("sz_a = 30", "sz_a = 10001", "fees.sz_a", "from 0 to 10000"),
    ("sz_a = 30", "sz_a = 30.005", "fees.sz_a", "2 decimal places"),
    ("sz_a = 30", "sz_a = 30\nsz_b = 30", "fees.sz_b", "not known"),
    ("named = []", 'named = [""]', "approval.named[1]", "empty"),
    ("named = []", 'named = ["9001", "9001"]', "approval.named[2]", "same as named[1]"),
    ("named = []", "named = [9001]", "approval.named[1]", "text"),
    ("named = []", 'named = "9001"', "approval.named", "array"),
    ('code = "product"', 'code = "moved"', "reasons[6].code", "same as reasons[1]"),
    ('code = "product"', 'code = "Product"', "reasons[6].code", "one of the nine reasons"),
    ('label = "佣金费率偏高"', 'label = "同业竞争"', "reasons[8].label", "same as reasons[7]"),
    ('label = "同业竞争"', 'label = ""', "reasons[7].label", "empty"),
    ('promise = ["把商定的', 'promises = ["把商定的', "reasons[7].promises", "not known"),
    ('kind = "transfer-out"', 'kind = "transfer"', "kind", "not known"),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    text = replaced(TRANSFER, old, new)
    by_key = {found.key: found for found in check_policy(written(tmp_path, text))}
    assert key in by_key, by_key
    assert reason in by_key[key].reason
    assert by_key[key].reason_zh != by_key[key].reason
    assert by_key[key].line == line_with(TRANSFER, old) + new.count("\n")
    with pytest.raises(Refused, match=r"^policy\.broken$"):
        load_transfer(written(tmp_path, text))


SINGLE = [mistake for mistake in MISTAKES if "decimal places" in mistake[3] or "from" in mistake[3]]


@pytest.mark.parametrize(("old", "new", "key", "reason"), SINGLE)
def test_a_wrong_figure_is_one_mistake_and_not_several(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    found = check_policy(written(tmp_path, replaced(TRANSFER, old, new)))
    assert key in {problem.key for problem in found}
    assert {problem.key.rsplit(".", 1)[0] for problem in found} == {key.rsplit(".", 1)[0]}


@pytest.mark.parametrize("section", ["classes", "tiers", "times", "fees", "approval"])
def test_a_missing_section_is_told_by_name(tmp_path: Path, section: str) -> None:
    text = replaced(TRANSFER, f"[{section}]\n", f"[{section}-2]\n").replace("[[classes.bands]]", "[[classes-2.bands]]")
    found = {problem.key: problem.reason for problem in check_policy(written(tmp_path, text))}
    assert "missing" in found[section]
    assert "not known" in found[f"{section}-2"]


LINES = [
    *("version", "effective", "kind", "turnover_high", "core", "important", "ordinary", "institutions"),
    *("deadline_days", "booking_days", "snapshot_hours", "day_end_from", "contact_months", "sh_a", "sz_a", "fund"),
    "named",
]


@pytest.mark.parametrize("name", LINES)
def test_a_missing_key_is_told_by_name(tmp_path: Path, name: str) -> None:
    text = "\n".join(row for row in TRANSFER.split("\n") if not row.startswith(f"{name} ="))
    assert text != TRANSFER
    found = only(check_policy(written(tmp_path, text)))
    assert found.key.rsplit(".", 1)[-1] == name


@pytest.mark.rule("TO-4")
def test_a_class_of_the_bands_without_a_tier_is_told(tmp_path: Path) -> None:
    text = replaced(TRANSFER, '["C-", "D-", "E", "F", "G"]', '["C-", "E", "F"]')
    found = only(check_policy(written(tmp_path, text)))
    assert (found.key, found.line) == ("tiers", line_with(TRANSFER, "[tiers]"))
    assert "D-, G" in found.reason.replace("G, D-", "D-, G")


@pytest.mark.rule("TO-3")
@pytest.mark.parametrize("place", range(9))
def test_each_of_the_nine_reasons_must_be_there(tmp_path: Path, place: int) -> None:
    head, *reasons = TRANSFER.split("[[reasons]]\n")
    assert len(reasons) == 9
    kept = reasons[:place] + reasons[place + 1 :]
    found = only(check_policy(written(tmp_path, "[[reasons]]\n".join([head, *kept]))))
    assert found.key == "reasons"
    assert REASONS[place] in found.reason


@pytest.mark.parametrize("name", ["explain", "offer", "promise"])
def test_guidance_without_a_sentence_is_refused(tmp_path: Path, name: str) -> None:
    start = TRANSFER.index(f"{name} = [", TRANSFER.index("[[reasons]]"))
    end = TRANSFER.index("]\n", start)
    found = only(check_policy(written(tmp_path, TRANSFER[:start] + f"{name} = [" + TRANSFER[end:])))
    assert (found.key, "empty" in found.reason) == (f"reasons[1].{name}", True)


def test_a_tier_without_classes_and_a_file_with_named_approvers_are_right(tmp_path: Path) -> None:
    text = replaced(TRANSFER, 'core = ["A+", "B+"]', "core = []")
    text = replaced(text, '["A", "B", "C", "D"]', '["A+", "B+", "A", "B", "C", "D"]')
    text = replaced(text, "named = []", 'named = ["9001", "9002"]')
    text = replaced(text, "sz_a = 30", "sz_a = 30.50")
    text = replaced(text, "booking_days = 1", "booking_days = 0")
    policy = load_transfer(written(tmp_path, text))
    assert policy.named_approvers == ("9001", "9002")
    assert policy.fee("sz_a") == Decimal("30.50")
    assert policy.tier_of("A+", institution=False).value == "important"


def test_the_markets_with_a_fee_are_those_of_securities_accounts() -> None:
    assert set(MARKETS) == {market.value for market in Market}


def test_the_branch_file_names_it_and_one_beside_comes_before_the_shipped_one(tmp_path: Path) -> None:
    assert load_policy().transfer == load_transfer() == load_transfer(SHIPPED / "branch.toml")
    shutil.copy(SHIPPED / "branch.toml", tmp_path)
    own = replaced(replaced(TRANSFER, "TO-2026.11", "own-1"), "15:00:00", "16:30:00")
    (tmp_path / "transfer-out.toml").write_text(own, encoding="utf-8")
    policy = load_policy(tmp_path / "branch.toml").transfer
    assert (policy.version, policy.day_end_from) == ("own-1", time(16, 30))
    assert load_transfer(tmp_path / "branch.toml") == policy


def test_a_mistake_in_it_breaks_the_branch_file_that_names_it(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "branch.toml", tmp_path)
    bad = replaced(TRANSFER, "low = 10_000", "low = 0")
    (tmp_path / "transfer-out.toml").write_text(bad, encoding="utf-8")
    found = only(check_policy(tmp_path / "branch.toml"))
    assert (found.key, found.line) == ("transfer", line_with(BRANCH, "transfer ="))
    assert str(line_with(TRANSFER, "low = 10_000")) in found.reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [("../x.toml", "without a folder"), ("none.toml", "cannot be read"), ("questionnaire-4-level.toml", "of kind")],
)
def test_a_branch_file_that_names_another_file_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    text = replaced(BRANCH, 'transfer = "transfer-out.toml"', f'transfer = "{name}"')
    found = only(check_policy(written(tmp_path, text)))
    assert (found.key, reason in found.reason) == ("transfer", True)


def test_each_kind_of_file_is_taken_for_what_it_is() -> None:
    with pytest.raises(Refused, match=r"^policy\.other_kind$"):
        load_transfer(SHIPPED / "questionnaire-4-level.toml")
    for load in (load_policy, load_questionnaire):
        with pytest.raises(Refused, match=r"^policy\.other_kind$"):
            load(SHIPPED / "transfer-out.toml")
