"""The policy tools on the command line: what they print, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from app.cli.policy_commands import register
from app.policy.loader import SHIPPED

LINE = "1A 2B 3C 4A 5A 6B 7A 8B 9ACD 10A 11C 12D"
QUESTIONNAIRE = (SHIPPED / "questionnaire-4-level.toml").read_text("utf-8")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITAI_LANG", "en")


def run(*arguments: str) -> Result:
    application = typer.Typer()
    register(application)
    return CliRunner().invoke(application, list(arguments))


@pytest.mark.rule("RA-2")
def test_answers_are_scored_as_one_json_object() -> None:
    result = run("policy", "score", "--answers", LINE, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "total": 30,
        "level": "低",
        "level_key": "low",
        "per_question": {
            "1": 1, "2": 2, "3": 2, "4": 2, "5": 1, "6": 3, "7": 1, "8": 3, "9": 4, "10": 2, "11": 5, "12": 4,
        },
        "policy": "RA4-2026.11",
    }  # fmt: skip
    assert result.stderr == ""


def test_answers_are_scored_as_lines() -> None:
    result = run("policy", "score", "--answers", LINE)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "30\t低 (low)\tRA4-2026.11"
    assert len(result.stdout.splitlines()) == 13


def test_answers_are_scored_by_another_questionnaire_and_by_that_of_a_branch_file(tmp_path: Path) -> None:
    own = tmp_path / "questionnaire-4-level.toml"
    own.write_text(QUESTIONNAIRE.replace("RA4-2026.11", "own-1"), encoding="utf-8")
    branch = tmp_path / "branch.toml"
    branch.write_bytes((SHIPPED / "branch.toml").read_bytes())
    for file in (own, branch):
        result = run("policy", "score", "--answers", LINE, "--file", str(file), "--json")
        assert json.loads(result.stdout)["policy"] == "own-1"


def test_wrong_answers_are_a_sentence_on_standard_error_and_exit_code_1() -> None:
    result = run("policy", "score", "--answers", "1A 2B")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "3, 4, 5" in result.stderr


def test_with_json_a_refusal_is_an_object_as_well() -> None:
    result = run("policy", "score", "--answers", LINE + " 13A", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["code"] == "suitability.unknown_question"
    assert "question 13" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("policy", "score"),
        ("policy", "score", "--answers"),
        ("policy", "check"),
        ("policy", "classify"),
        ("policy", "classify", "--assets", "1"),
        ("policy", "classify", "--assets", "1", "--turnover", "1", "--institution", "yes"),
        ("id", "check"),
        ("policy", "frobnicate"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("name", ["branch.toml", "questionnaire-4-level.toml", "transfer-out.toml"])
def test_a_file_without_mistakes_passes(name: str) -> None:
    result = run("policy", "check", str(SHIPPED / name))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "no mistakes" in result.stdout
    as_json = run("policy", "check", str(SHIPPED / name), "--json")
    assert json.loads(as_json.stdout) == {"file": name, "valid": True, "problems": []}


def test_a_file_with_a_mistake_is_refused_with_line_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(QUESTIONNAIRE.replace("low = 36", "low = 38"), encoding="utf-8")
    line = QUESTIONNAIRE[: QUESTIONNAIRE.index("low = 36")].count("\n") + 1
    result = run("policy", "check", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"mine.toml, line {line}: bands[3].low" in result.stderr
    assert "36 to 37" in result.stderr
    as_json = run("policy", "check", str(file), "--json")
    told = json.loads(as_json.stdout)
    assert (as_json.exit_code, told["valid"]) == (1, False)
    assert [(found["line"], found["key"]) for found in told["problems"]] == [(line, "bands[3].low")]
    scored = run("policy", "score", "--answers", LINE, "--file", str(file))
    assert (scored.exit_code, f"Line {line}" in scored.stderr) == (1, True)


def test_mistakes_are_told_in_chinese_where_that_is_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITAI_LANG", "zh_CN")
    file = tmp_path / "mine.toml"
    file.write_text("", encoding="utf-8")
    assert "第 1 行" in run("policy", "check", str(file)).stderr
    assert "没有错误" in run("policy", "check", str(SHIPPED / "branch.toml")).stdout


def classified(assets: str, turnover: str, *more: str) -> Result:
    return run("policy", "classify", "--assets", assets, "--turnover", turnover, *more)


@pytest.mark.rule("CL-1")
def test_class_and_tier_are_one_json_object() -> None:
    result = classified("1250000", "3.2", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "class": "A", "tier": "important", "label": "重要客户", "policy_version": "TO-2026.11",
    }  # fmt: skip
    assert classified("1,250,000.00", "3.2").stdout == "A\timportant\t重要客户\tTO-2026.11\n"


@pytest.mark.rule("TO-4")
@pytest.mark.parametrize(
    ("assets", "turnover", "more", "code", "tier"),
    [
        ("0", "0", (), "G", "ordinary"),
        ("9999.99", "3", (), "G", "ordinary"),
        ("499999.99", "3", (), "C-", "ordinary"),
        ("500000", "2.9999", (), "D", "important"),
        ("5000000", "3", (), "A+", "core"),
        ("0", "0", ("--institution",), "G", "core"),
    ],
)
def test_the_class_of_figures_and_the_tier_of_the_class(
    assets: str, turnover: str, more: tuple[str, ...], code: str, tier: str
) -> None:
    told = json.loads(classified(assets, turnover, *more, "--json").stdout)
    assert (told["class"], told["tier"]) == (code, tier)


@pytest.mark.parametrize(
    ("assets", "turnover", "code"),
    [
        ("-0.01", "1", "negative"),
        ("1", "-1", "negative"),
        ("many", "1", "not_a_figure"),
        ("1e6", "1", "not_a_figure"),
        ("NaN", "1", "not_a_figure"),
        ("1", "", "not_a_figure"),
        ("99999999999999", "1", "too_large"),
        ("1.234", "1", "too_fine"),
    ],
)
def test_bad_figures_are_a_sentence_an_object_and_exit_code_1(assets: str, turnover: str, code: str) -> None:
    plain = classified(assets, turnover)
    assert (plain.exit_code, plain.stdout) == (1, "")
    assert plain.stderr.startswith("guitai: ")
    told = json.loads(classified(assets, turnover, "--json").stdout)
    assert told["code"] == f"classification.{code}"
    assert told["reason"] in plain.stderr


def test_another_file_classifies_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "transfer-out.toml"
    text = (SHIPPED / "transfer-out.toml").read_text("utf-8")
    own.write_text(text.replace("TO-2026.11", "own-1").replace("turnover_high = 3", "turnover_high = 4.5"), "utf-8")
    branch = tmp_path / "branch.toml"
    branch.write_bytes((SHIPPED / "branch.toml").read_bytes())
    for file in (own, branch):
        told = json.loads(classified("1250000", "4.4999", "--file", str(file), "--json").stdout)
        assert (told["class"], told["policy_version"]) == ("B", "own-1")
    own.write_text(text.replace("low = 10_000", "low = 0"), "utf-8")
    for file in (own, branch, tmp_path / "none.toml", SHIPPED / "questionnaire-4-level.toml"):
        assert classified("1", "1", "--file", str(file)).exit_code == 1


def test_a_file_that_is_not_there_is_exit_code_1(tmp_path: Path) -> None:
    result = run("policy", "check", str(tmp_path / "none.toml"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "none.toml" in result.stderr


@pytest.mark.rule("KY-1")
def test_a_genuine_number_is_read() -> None:
    result = run("id", "check", "11010519491231002X", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "kind": "resident-id", "valid": True, "birth_date": "1949-12-31", "sex": "女", "warnings": [],
    }  # fmt: skip
    assert run("id", "check", "11010519491231002X").stdout == "resident-id\t居民身份证\t1949-12-31\t女\n"


def test_a_warning_goes_to_standard_error_and_into_the_object() -> None:
    plain = run("id", "check", "USA110084060710")
    assert plain.exit_code == 0
    assert "century" in plain.stderr
    assert len(json.loads(run("id", "check", "USA110084060710", "--json").stdout)["warnings"]) == 2


@pytest.mark.rule("KY-1")
def test_a_wrong_number_gives_the_reason_and_never_the_number() -> None:
    number = "110105194912310020"
    result = run("id", "check", number, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (told["valid"], told["code"]) == (False, "papers.check_digit")
    assert "position 18" in told["reason"]
    assert told["reason"] in result.stderr
    assert number not in result.output
    assert (run("id", "check", number).stdout, run("id", "check", number).exit_code) == ("", 1)
