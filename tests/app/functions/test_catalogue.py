"""The function codes: one meaning each, complete, readable by pinyin."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from app.changes.kinds import KINDS
from app.cli.code_commands import list_codes, table
from app.common.actor import RIGHTS, Right
from app.functions.catalogue import code_of_form, find, function, functions, groups, page_function
from forms.catalogue import form_ids

MANUAL = Path(__file__).parents[3] / "docs" / "zh" / "功能代码.md"
EVERY = {one.page for one in functions()}
NEVER_AGAIN = {
    "1000": ("workbench", ""), "1001": ("opening", "new"), "1002": ("opening", ""), "1003": ("bookings", ""),
    "2001": ("clients", ""), "2002": ("changes", "choose"), "2101": ("changes", "client-data"),
    "2102": ("changes", "paper-renewed"), "2103": ("changes", "password-reset"), "3001": ("transfer", "leave"),
    "3003": ("approvals", ""), "4001": ("suitability", "suit"), "5001": ("tasks", ""), "5006": ("complaints", ""),
    "6001": ("dossier", ""), "6003": ("printing", ""), "7001": ("dashboard", ""), "7004": ("day_end", ""),
    "8002": ("users", ""), "8010": ("account", ""),
}  # fmt: skip
"""What tellers have in their fingers and what stands on filed papers: it may only grow."""


def test_every_code_has_four_digits_and_one_meaning_and_belongs_to_a_group() -> None:
    codes = [one.code for one in functions()]
    assert all(re.fullmatch(r"[1-8]\d{3}", code) for code in codes)
    assert len(codes) == len(set(codes))
    assert {code[0] for code in codes} == set(groups())
    for names in ([one.zh for one in functions()], [one.en for one in functions()]):
        assert len(names) == len(set(names))


def test_a_code_never_changes_its_meaning() -> None:
    for code, meaning in NEVER_AGAIN.items():
        one = function(code)
        assert one is not None
        assert (one.page, one.act) == meaning


def test_every_kind_of_change_has_a_code_of_its_own() -> None:
    acts = {one.act for one in functions() if one.page == "changes"}
    assert acts == {"choose", *KINDS}


def test_rights_are_rights_that_some_role_has() -> None:
    given = frozenset().union(*RIGHTS.values())
    assert all(isinstance(right, Right) and right in given for one in functions() for right in one.rights)


def test_the_readings_are_those_of_the_names() -> None:
    pypinyin = import_module("pypinyin")
    several = {"重": "chong", "行": "hang", "轧": "ga", "长": "chang"}
    for one in functions():
        wanted = []
        for name in (one.zh, *one.aliases):
            syllables = [several.get(character) or pypinyin.lazy_pinyin(character)[0] for character in name]
            in_words = pypinyin.lazy_pinyin(name)
            readings = {"".join(syllables), "".join(in_words)}
            initials = {"".join(part[0] for part in syllables), "".join(part[0] for part in in_words)}
            wanted.append((readings, initials))
        left = list(one.read)
        for readings, initials in wanted:
            assert readings & set(left), (one.code, readings, left)
            assert initials & set(left), (one.code, initials, left)
        assert all(any(read in r or read in i for r, i in wanted) for read in left), one.code


@pytest.mark.parametrize(
    ("typed", "first"),
    [("1001", "1001"), ("kh", "1001"), ("kaihu", "1001"), ("开户", "1001"), ("销户", "3001"), ("zjgx", "2102"),
     ("print", "6003"), ("Audit", "8006"), ("rz", "7004"), ("70", "7001")],
)  # fmt: skip
def test_a_function_is_found_by_code_name_reading_and_initials(typed: str, first: str) -> None:
    assert find(typed, EVERY)[0].code == first


@pytest.mark.parametrize("typed", ["", "   ", "9999", "zzzz", "10011"])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert find(typed, EVERY) == ()


def test_nothing_is_found_of_pages_that_one_has_not() -> None:
    assert find("8002", {"workbench"}) == ()
    assert {one.page for one in find("k", {"opening"})} == {"opening"}


def test_forms_bear_the_code_of_their_flow_and_every_form_is_one_there_is() -> None:
    known = set(form_ids())
    named = [form for one in functions() for form in one.forms]
    assert set(named) <= known
    assert len(named) == len(set(named))
    assert code_of_form("application") == "1001"
    assert code_of_form("transfer-approval") == "3001"
    assert code_of_form("no-such-form") == ""


def test_the_page_of_a_code_is_led_to_by_the_one_that_does_nothing_else() -> None:
    opening, changes = page_function("opening"), page_function("changes")
    assert opening is not None
    assert changes is not None
    assert (opening.code, changes.code) == ("1002", "2002")
    assert page_function("nowhere") is None


def test_the_manual_holds_the_table_that_the_catalogue_makes() -> None:
    assert MANUAL.read_text(encoding="utf-8").endswith(table().rstrip() + "\n")


def test_the_command_lists_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    list_codes()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [one.code for one in functions()]
    list_codes(as_json=True)
    told = json.loads(capsys.readouterr().out)["codes"]
    assert told[0]["code"] == "1000"
    assert next(one for one in told if one["code"] == "1001")["rights"] == ["counter"]
