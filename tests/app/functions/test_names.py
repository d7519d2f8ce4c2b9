"""One list of names: what windows, help, cards, refusals and the Chinese documents call a function is its only name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from app.changes.kinds import KINDS
from app.functions.catalogue import function, functions, page_name

TOP = Path(__file__).parents[3]
MANUAL = TOP / "docs" / "zh" / "功能代码.md"
TEXTS = {
    "documents": sorted((TOP / "docs" / "zh").glob("*.md")),
    "help": sorted((TOP / "ui" / "help").glob("*.toml")),
    "cards": [TOP / "forms" / "quick_cards" / "cards.toml"],
    "refusals": sorted((TOP / "app" / "common" / "refusals").glob("*.toml")),
    "windows": sorted((TOP / "resources" / "translations").glob("*.ts")),
}
NOT_ANY_MORE = (
    "操作日志", "合规核查", "合规监看", "参数管理", "制度参数", "日终处理", "转户销户", "回访拜访",
)  # fmt: skip
"""What functions were called here and there before; the box still finds some of them by it."""
_PAGE = re.compile(r"“([^”]+)”(?:页面|页(?!数)|一页)")
_CODED = re.compile(r"([\u4e00-\u9fff]{2,12})(?<!代码)(?:（| )`?([1-8]\d{3})`?）")
_CODE_FIRST = re.compile(r"(?<!\d)`?([1-8]\d{3})`? (?!再)([\u4e00-\u9fff]{2,12})")


@lru_cache(maxsize=1)
def _texts() -> dict[str, list[tuple[str, str]]]:
    return {kind: [(file.name, file.read_text(encoding="utf-8")) for file in files] for kind, files in TEXTS.items()}


def _found(kind: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, text in _texts()[kind]:
        for found in pattern.finditer(text):
            yield name, found.groups()


@pytest.mark.parametrize("kind", TEXTS)
def test_a_page_that_is_spoken_of_is_called_by_its_only_name(kind: str) -> None:
    names = {one.zh for one in functions()}
    assert [(file, page) for file, (page,) in _found(kind, _PAGE) if page not in names] == []


@pytest.mark.parametrize("kind", ["documents", "help"])
def test_a_code_stands_beside_the_name_of_its_function(kind: str) -> None:
    wrong = []
    for file, (name, code) in _found(kind, _CODED):
        known = function(code)
        if known is not None and not name.endswith(known.zh):
            wrong.append((file, name, code))
    for file, (code, name) in _found(kind, _CODE_FIRST):
        known = function(code)
        if known is not None and not name.startswith(known.zh):
            wrong.append((file, name, code))
    assert wrong == []


def test_the_names_beside_codes_are_looked_at() -> None:
    assert len(list(_found("documents", _CODED))) > 20
    assert len(list(_found("documents", _PAGE))) > 20


@pytest.mark.parametrize("kind", TEXTS)
def test_nobody_speaks_in_the_names_of_before(kind: str) -> None:
    texts = [(file, text) for file, text in _texts()[kind] if file != MANUAL.name]
    assert [(file, word) for file, text in texts for word in NOT_ANY_MORE if word in text] == []


def test_a_page_is_called_as_the_function_that_brings_it_up() -> None:
    assert (page_name("audit", "zh"), page_name("audit", "en")) == ("审计日志", "Audit log")
    assert page_name("opening", "zh") == "账户开立"
    assert page_name("nowhere", "zh") == "nowhere"


def test_a_kind_of_change_is_called_on_paper_and_on_the_desk_as_its_function() -> None:
    named = {one.act: one.zh for one in functions() if one.page == "changes"}
    assert {kind: known.label for kind, known in KINDS.items()} == {kind: named[kind] for kind in KINDS}
