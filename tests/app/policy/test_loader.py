"""A policy file with a mistake is refused with its line and reason, whatever the mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.common.errors import Refused
from app.policy.loader import SHIPPED, PolicyProblem, check_policy, load_policy, load_questionnaire
from app.policy.values import TaskRule

QUESTIONNAIRE = (SHIPPED / "questionnaire-4-level.toml").read_text("utf-8")
BRANCH = (SHIPPED / "branch.toml").read_text("utf-8")


def written(folder: Path, text: str) -> Path:
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return file


def line_with(text: str, part: str, nth: int = 1) -> int:
    """The line (from 1) of the ``nth`` occurrence of ``part``."""
    rows = [number for number, row in enumerate(text.split("\n"), 1) if part in row]
    return rows[nth - 1]


def replaced(text: str, old: str, new: str, nth: int = 1) -> str:
    """``text`` with the ``nth`` occurrence of ``old`` replaced, which must be in the sample."""
    parts = text.split(old)
    assert len(parts) > nth, f"{old!r} is not in the sample {nth} times"
    return old.join(parts[:nth]) + new + old.join(parts[nth:])


def only(problems: list[PolicyProblem]) -> PolicyProblem:
    assert len(problems) == 1, problems
    return problems[0]


def test_the_shipped_files_have_no_mistakes() -> None:
    for file in SHIPPED.glob("*.toml"):
        assert check_policy(file) == []


@pytest.mark.rule("RA-3")
def test_the_questionnaire_carries_a_version_and_an_effective_date() -> None:
    questionnaire = load_questionnaire()
    assert questionnaire.version
    assert questionnaire.effective.year >= 2026
    assert load_policy().questionnaire == questionnaire


QUESTIONNAIRE_MISTAKES = [
    ("validity_months = 24", "validity_months = 0", "validity_months", "from 1 to 120"),
    ("validity_months = 24", "validity_months = -24", "validity_months", "from 1 to 120"),
    ("validity_months = 24", 'validity_months = "24"', "validity_months", "whole number"),
    ("validity_months = 24", "validity_months = 24.0", "validity_months", "whole number"),
    ("validity_months = 24", "validity_months = true", "validity_months", "whole number"),
    ("effective = 2026-11-01", 'effective = "2026-11-01"', "effective", "date"),
    ("effective = 2026-11-01", "effective = 2026-11-01T00:00:00", "effective", "date"),
    ("effective = 2026-11-01", "effective = 1026-11-01", "effective", "1990-01-01"),
    ('version = "RA4-2026.11"', 'version = ""', "version", "empty"),
    ('version = "RA4-2026.11"', f'version = "{"9" * 41}"', "version", "40"),
    ('version = "RA4-2026.11"', 'version = "RA\\u202e4"', "version", "invisible"),
    ("several = false", "several = 0", "questions[1].several", "true or false"),
    ("several = false", "sveral = false\nseveral = false", "questions[1].sveral", "not known"),
    ("number = 1\n", "number = 2\n", "questions[1].number", "number 1"),
    ("number = 3\n", "number = 4\n", "questions[3].number", "number 3"),
    ("scores = [1, 2, 3, 4, 5]", "scores = [1, 2, 3, 4]", "questions[1].scores", "4 scores for 5 options"),
    ("scores = [1, 2, 3, 5]", "scores = [1, 2, 3, 5, 5]", "questions[2].scores", "5 scores for 4 options"),
    ("scores = [1, 2, 3, 5]", "scores = []", "questions[2].scores", "empty"),
    ("scores = [1, 2, 3, 5]", "scores = [1, 2, 3, -5]", "questions[2].scores[4]", "from 0 to 100"),
    ("scores = [1, 2, 3, 5]", 'scores = [1, 2, "3", 5]', "questions[2].scores[3]", "whole number"),
    ('B = "购买债券"', 'b = "购买债券"', "questions[1].options.b", "must be B"),
    ('B = "购买债券"', 'C2 = "购买债券"', "questions[1].options.C2", "must be B"),
    ('B = "购买债券"', 'B = ""', "questions[1].options.B", "empty"),
    ('B = "购买债券"', 'B = "存入银行"', "questions[1].options.B", "same as A"),
    ('level = "low"', 'level = "Low risk"', "bands[2].level", "lower-case"),
    ('level = "low"', 'level = "very-low"', "bands[2].level", "same as bands[1]"),
    ('label = "低"', 'label = "极低"', "bands[2].label", "same as bands[1]"),
    ("low = 14", "low = 13", "bands[1].low", "lowest total that can be reached is 14"),
    ("low = 14", "low = 15", "bands[1].low", "lowest total that can be reached is 14"),
    ("high = 60", "high = 59", "bands[4].high", "highest total that can be reached is 60"),
    ("high = 60", "high = 61", "bands[4].high", "highest total that can be reached is 60"),
    ("low = 36", "low = 37", "bands[3].low", "36 to 36"),
    ("low = 36", "low = 35", "bands[3].low", "Begin it at 36"),
    ("high = 45", "high = 35", "bands[3].high", "below its beginning"),
    ("characters_per_second = 20", "characters_per_second = 0", "hurry.characters_per_second", "from 1 to 1000"),
    ("characters_per_second = 20", "characters_per_second = nan", "hurry.characters_per_second", "from 1 to 1000"),
    ("changes_to_mark = 3", "changes_to_mark = 0", "hurry.changes_to_mark", "from 1 to 100"),
    ('kind = "questionnaire"', 'kind = "form"', "kind", "not known"),
    ('kind = "questionnaire"', "kind = 1", "kind", "not known"),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), QUESTIONNAIRE_MISTAKES)
def test_a_mistake_in_a_questionnaire_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    text = replaced(QUESTIONNAIRE, old, new)
    found = only(check_policy(written(tmp_path, text)))
    assert (found.key, found.line) == (key, line_with(QUESTIONNAIRE, old.strip()))
    assert reason in found.reason
    assert found.reason_zh
    assert found.reason_zh != found.reason
    with pytest.raises(Refused) as refused:
        load_questionnaire(written(tmp_path, text))
    assert refused.value.code in ("policy.broken", "policy.other_kind")


def test_a_changed_score_moves_the_range_and_so_breaks_the_bands(tmp_path: Path) -> None:
    text = replaced(QUESTIONNAIRE, "scores = [1, 2, 3, 5]", "scores = [1, 2, 3, 9]")
    found = only(check_policy(written(tmp_path, text)))
    assert (found.key, found.line) == ("bands[4].high", line_with(QUESTIONNAIRE, "high = 60"))
    assert "64" in found.reason


@pytest.mark.parametrize("key", ["version", "effective", "title", "validity_months", "kind"])
def test_a_missing_key_is_told_by_name(tmp_path: Path, key: str) -> None:
    text = "\n".join(row for row in QUESTIONNAIRE.split("\n") if not row.startswith(f"{key} ="))
    found = only(check_policy(written(tmp_path, text)))
    assert (found.key, found.line) == (key, 1)


def test_a_key_missing_from_a_question_stands_at_the_line_of_that_question(tmp_path: Path) -> None:
    rows = QUESTIONNAIRE.split("\n")
    at = line_with(QUESTIONNAIRE, "several = false", 2) - 1
    found = only(check_policy(written(tmp_path, "\n".join(rows[:at] + rows[at + 1 :]))))
    assert (found.key, found.line) == ("questions[2].several", line_with(QUESTIONNAIRE, "[[questions]]", 2))


def test_missing_options_are_told_once(tmp_path: Path) -> None:
    text = QUESTIONNAIRE.replace("[questions.options]\n", "", 1)
    problems = check_policy(written(tmp_path, text))
    assert "questions[1].options" in [found.key for found in problems]
    assert all(found.line <= line_with(QUESTIONNAIRE, "[[questions]]", 2) for found in problems)


def test_a_single_option_is_no_choice(tmp_path: Path) -> None:
    start = QUESTIONNAIRE.index('B = "购买债券"')
    end = QUESTIONNAIRE.index("[[questions]]", start)
    text = (QUESTIONNAIRE[:start] + "\n" + QUESTIONNAIRE[end:]).replace("[1, 2, 3, 4, 5]", "[1]", 1)
    assert "at least two options" in only(check_policy(written(tmp_path, text))).reason


def test_more_options_than_letters_are_refused(tmp_path: Path) -> None:
    extra = "\n".join(f'X{number} = "选项{number}"' for number in range(22))
    text = replaced(QUESTIONNAIRE, 'E = "参与期货交易"', f'E = "参与期货交易"\n{extra}')
    assert any("at most 26" in found.reason for found in check_policy(written(tmp_path, text)))


def test_the_same_question_twice_is_refused(tmp_path: Path) -> None:
    text = replaced(QUESTIONNAIRE, "您买基金主要是为了什么？", "您希望我们向您介绍哪些产品的信息？")
    found = only(check_policy(written(tmp_path, text)))
    assert (found.key, "questions[9]" in found.reason) == ("questions[10].text", True)


def test_all_mistakes_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = replaced(QUESTIONNAIRE, "validity_months = 24", "validity_months = 0")
    text = replaced(text, "several = false", "several = 1", 4)
    text = replaced(text, 'label = "高"', 'label = ""')
    problems = check_policy(written(tmp_path, text))
    assert [found.key for found in problems] == ["validity_months", "questions[4].several", "bands[4].label"]
    assert [found.line for found in problems] == sorted(found.line for found in problems)


SYNTAX_MISTAKES = [
    ('version = "RA4-2026.11"', 'version = "RA4-2026.11', "TOML"),
    ("[[bands]]", "[[bands]", "TOML"),
    ("several = false", "several = False", "TOML"),
    ('title = "', 'version = "9"\ntitle = "', "twice"),
    ("effective = 2026-11-01", "effective = 2026-13-01", "TOML"),
]


@pytest.mark.parametrize(("old", "new", "reason"), SYNTAX_MISTAKES)
def test_a_mistake_in_the_writing_is_told_with_its_line(tmp_path: Path, old: str, new: str, reason: str) -> None:
    found = only(check_policy(written(tmp_path, replaced(QUESTIONNAIRE, old, new))))
    assert found.line in (line_with(QUESTIONNAIRE, old), line_with(QUESTIONNAIRE, old) + 1)
    assert reason in found.reason


def test_a_file_that_ends_in_the_middle_is_told_at_its_last_line(tmp_path: Path) -> None:
    text = QUESTIONNAIRE[: QUESTIONNAIRE.index("E = ") + 3]
    assert only(check_policy(written(tmp_path, text))).line >= text.count("\n")


def test_the_same_table_twice_is_refused(tmp_path: Path) -> None:
    found = only(check_policy(written(tmp_path, BRANCH + "\n[booking]\nexpiry_days = 3\n")))
    assert "twice" in found.reason


def test_bytes_that_are_not_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes(QUESTIONNAIRE.encode("gb18030"))
    found = only(check_policy(file))
    assert (found.line, "UTF-8" in found.reason) == (1, True)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes(b"\xef\xbb\xbf" + QUESTIONNAIRE.replace("\n", "\r\n").encode())
    assert check_policy(file) == []


@pytest.mark.parametrize("text", ["", "# nothing\n", "version = 1\n"])
def test_a_file_that_does_not_say_what_it_is_is_refused(tmp_path: Path, text: str) -> None:
    assert 'kind = "branch"' in only(check_policy(written(tmp_path, text))).reason


def test_a_file_that_is_not_there_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(Refused, match=r"^policy\.not_found$"):
            check_policy(path)
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * 1_000_001)
    with pytest.raises(Refused, match=r"^policy\.too_large$"):
        check_policy(huge)


NAMED = 'questionnaire = "questionnaire-4-level.toml"'

BRANCH_MISTAKES = [
    ("expiry_days = 30", "expiry_days = 0", "booking.expiry_days", "from 1 to 3650"),
    ("expiry_days = 30", "expiry_days = -1", "booking.expiry_days", "from 1 to 3650"),
    ("warning_days = 90", "warning_days = 0", "papers.warning_days", "from 1 to 3650"),
    ("length = 6", "length = 4", "password.length", "from 6 to 12"),
    ("tries = 3", "tries = 0", "password.tries", "from 1 to 100"),
    ("minimum_seconds = 5", "minimum_seconds = 0", "reading.minimum_seconds", "from 1 to 600"),
    ("free_tries = 5", "free_tries = 0", "sign_in.free_tries", "from 1 to 20"),
    ("waits = [30, 60, 120, 300, 900]", "waits = [30, 60, 50]", "sign_in.waits", "rising order"),
    ("waits = [30, 60, 120, 300, 900]", "waits = [30, 0]", "sign_in.waits[2]", "from 1 to 86400"),
    ("waits = [30, 60, 120, 300, 900]", "waits = []", "sign_in.waits", "empty"),
    ("idle_lock_seconds = 180", "idle_lock_seconds = 0", "sign_in.idle_lock_seconds", "from 30 to 3600"),
    ("max_fund = 5", "max_fund = 0", "accounts.max_fund", "from 1 to 20"),
    ('fund_prefix = "8801"', 'fund_prefix = "88A1"', "accounts.fund_prefix", "digits only"),
    ("non_trading_once = 50000", "non_trading_once = 300000", "custody.non_trading_once", "above the limit of a day"),
    ("non_trading_day = 200000", "non_trading_day = -1", "custody.non_trading_day", "from "),
    ("opening_call_days = 3", "opening_call_days = 0", "tasks.opening_call_days", "from 1 to 60"),
    ("problem_days = 3", "problem_days = 61", "tasks.problem_days", "from 1 to 60"),
    ("paper_days = 30", "paper_days = 366", "tasks.paper_days", "from 1 to 365"),
    ('default_nationality = "中国"', 'default_nationality = "大中国"', "default_nationality", "not a label"),
    ('key = "margin"', 'key = "chinext"', "permissions[2].key", "same as permissions[1]"),
    ('label = "融资融券"', 'label = "创业板交易"', "permissions[2].label", "same as permissions[1]"),
    ('key = "margin"', 'key = "Margin!"', "permissions[2].key", "lower-case"),
    ('icbc = "中国工商银行"', 'icbc = "中国银行"', "lists.banks.boc", "same as icbc"),
    ('icbc = "中国工商银行"', 'Icbc = "中国工商银行"', "lists.banks.Icbc", "lower-case"),
    ('icbc = "中国工商银行"', "icbc = 102", "lists.banks.icbc", "text"),
    ("[lists.banks]", "[lists.bank]", "lists.banks", "missing"),
    (
        'questionnaire = "questionnaire-4-level.toml"',
        'questionnaire = "../x.toml"',
        "questionnaire",
        "without a folder",
    ),
    (NAMED, 'questionnaire = "other.toml"', "questionnaire", "cannot be read"),
    (NAMED, 'questionnaire = "branch.toml"', "questionnaire", "of kind"),
    ('"介绍本公司和证券市场的基本情况"', "7", "marketing.authorised[1]", "text"),
    ('pen = "', 'ink = "', "lists.consents.pen", "missing"),
    ("[booking]", "[bookings]", "booking", "missing"),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), BRANCH_MISTAKES)
def test_a_mistake_in_a_branch_file_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    text = replaced(BRANCH, old, new)
    problems = check_policy(written(tmp_path, text))
    by_key = {found.key: found for found in problems}
    assert key in by_key, problems
    assert reason in by_key[key].reason
    if "missing" not in reason and "same as icbc" not in reason:
        assert by_key[key].line == line_with(BRANCH, old)
    with pytest.raises(Refused, match=r"^policy\.broken$"):
        load_policy(written(tmp_path, text))


def test_a_branch_may_have_no_prefix_for_fund_accounts(tmp_path: Path) -> None:
    text = replaced(BRANCH, 'fund_prefix = "8801"', 'fund_prefix = ""')
    assert load_policy(written(tmp_path, text)).fund_account_prefix == ""


def test_a_file_from_before_there_were_days_of_tasks_has_the_usual_ones(tmp_path: Path) -> None:
    section = "[tasks]\nopening_call_days = 3\nproblem_days = 3\npaper_days = 30\n"
    assert load_policy(written(tmp_path, replaced(BRANCH, section, ""))).tasks == TaskRule()
    days = replaced(BRANCH, "opening_call_days = 3", "opening_call_days = 5")
    assert load_policy(written(tmp_path, days)).tasks == TaskRule(opening_call_days=5)


def test_the_refusal_names_line_key_reason_and_how_many_mistakes_there_are(tmp_path: Path) -> None:
    text = replaced(replaced(BRANCH, "tries = 3", "tries = 0"), "max_fund = 5", "max_fund = 0")
    with pytest.raises(Refused) as refused:
        load_policy(written(tmp_path, text))
    facts = refused.value.facts
    assert facts["line"] == line_with(BRANCH, "tries = 3")
    assert (facts["key"], facts["count"], facts["file"]) == ("password.tries", 2, "policy.toml")
    assert "from 1 to 100" in facts["reason"]


def test_a_questionnaire_beside_the_branch_file_comes_before_the_shipped_one(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "branch.toml", tmp_path)
    own = replaced(QUESTIONNAIRE, 'version = "RA4-2026.11"', 'version = "own-1"')
    (tmp_path / "questionnaire-4-level.toml").write_text(own, encoding="utf-8")
    assert load_policy(tmp_path / "branch.toml").questionnaire.version == "own-1"
    assert load_questionnaire(tmp_path / "branch.toml").version == "own-1"


def test_a_mistake_in_the_questionnaire_breaks_the_branch_file_that_names_it(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "branch.toml", tmp_path)
    bad = replaced(QUESTIONNAIRE, "low = 14", "low = 15")
    (tmp_path / "questionnaire-4-level.toml").write_text(bad, encoding="utf-8")
    found = only(check_policy(tmp_path / "branch.toml"))
    assert (found.key, found.line) == ("questionnaire", line_with(BRANCH, "questionnaire ="))
    assert str(line_with(QUESTIONNAIRE, "low = 14")) in found.reason


def test_a_questionnaire_is_not_taken_for_a_branch_policy(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^policy\.other_kind$"):
        load_policy(SHIPPED / "questionnaire-4-level.toml")


def test_what_was_read_before_is_read_anew_when_a_file_that_it_names_has_changed_or_gone(tmp_path: Path) -> None:
    for name in ("branch.toml", "questionnaire-4-level.toml"):
        (tmp_path / name).write_text((SHIPPED / name).read_text(encoding="utf-8"), encoding="utf-8")
    path, named = tmp_path / "branch.toml", tmp_path / "questionnaire-4-level.toml"
    first = load_policy(path)
    assert load_policy(path) is first
    named.write_text(named.read_text(encoding="utf-8") + "\n# another day\n", encoding="utf-8")
    second = load_policy(path)
    assert (second.questionnaire, second.text == first.text) == (first.questionnaire, False)
    named.write_text("broken =\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"policy\.broken"):
        load_policy(path)
    named.unlink()
    assert load_policy(path).text == first.text
