"""Every refusal that the program can raise has its sentence in both languages, and that says what to do."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common import refusals
from app.common.actor import Right
from app.common.errors import Refused
from app.common.refusals import LANGUAGES, sentence, template_of
from ui.pages.audit_words import act_word

ROOT = Path(refusals.__file__).parents[3]
SOURCES = ("app", "forms", "ui")
FILES = sorted(Path(refusals.__file__).parent.glob("*.toml"))


Places = dict[str, list[tuple[str, frozenset[str] | None]]]
OWN = ("papers", "password", "policy", "suitability")
"""Capabilities in which a string of this form is a refusal or a warning, if not an audited act or a right."""
NAME = re.compile(rf"({'|'.join(OWN)})\.(?!toml$)\w+")


@cache
def walked() -> tuple[Places, frozenset[str]]:
    """Every file of the program, read once; the trees, hundreds of megabytes of them, are not kept.

    Where each code is raised, with the names of its facts (None: given by ``**``), and every string that is ``NAME``.
    """
    found: Places = {}
    strings: set[str] = set()
    for file in (file for folder in SOURCES for file in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
                strings.add(node.value)
            elif is_refused(node) and node.args:
                place = f"{file.relative_to(ROOT)}:{node.lineno}"
                for code in codes_of(node.args[0]):
                    found.setdefault(code, []).append((place, facts_of(node)))
    return found, frozenset(strings)


def raised() -> Places:
    """Where each code is raised."""
    return walked()[0]


def is_refused(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether this is a call of Refused."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"


def facts_of(call: ast.Call) -> frozenset[str] | None:
    """The names of the facts given, None when some come by ``**`` and cannot be told from the source."""
    names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg is not None)
    return names - {"field"} if len(names) == len(call.keywords) else None


def codes_of(node: ast.expr) -> Iterator[str]:
    """The codes in the first argument: a literal, or the two of ``a if x else b``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from codes_of(node.body)
        yield from codes_of(node.orelse)


def placeholders(template: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_walk_over_the_source_finds_refusals() -> None:
    assert "policy.broken" in raised()
    assert "papers.check_digit" in raised()
    assert len(raised()) > 100


def test_every_code_raised_has_a_sentence_in_both_languages() -> None:
    without = {
        code: [place for place, _ in places]
        for code, places in raised().items()
        if any(template_of(code, language) is None for language in LANGUAGES)
    }
    assert without == {}


def test_every_placeholder_of_a_sentence_is_filled_wherever_its_code_is_raised() -> None:
    unfilled = {
        f"{place} {code}": sorted(missing)
        for code, places in raised().items()
        for place, facts in places
        for language in LANGUAGES
        if facts is not None and (missing := placeholders(template_of(code, language) or "") - facts)
    }
    assert unfilled == {}


def named() -> frozenset[str]:
    """Every ``capability.reason`` of those capabilities that stands in the source as a string."""
    return walked()[1]


def test_codes_that_are_handed_on_and_warnings_have_sentences_as_well() -> None:
    others = {right.value for right in Right} | {name for name in named() if act_word(name) != name}
    codes = named() - others
    assert {code for code in codes for language in LANGUAGES if template_of(code, language) is None} == set()


@pytest.mark.parametrize("capability", OWN)
def test_no_sentence_is_left_over_from_a_refusal_that_is_gone(capability: str) -> None:
    entries = tomllib.loads((Path(refusals.__file__).parent / f"{capability}.toml").read_text("utf-8"))
    assert {f"{capability}.{reason}" for reason in entries} <= named()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_entry_is_an_english_and_a_chinese_sentence(file: Path) -> None:
    for reason, entry in tomllib.loads(file.read_text("utf-8")).items():
        assert set(entry) == {"en", "zh"}, reason
        assert entry["en"].rstrip().endswith((".", "!", "FILE", ": {reason}")), reason
        assert entry["zh"].rstrip().endswith(("。", "！", "：{reason_zh}")), reason
        assert any("\u4e00" <= character <= "\u9fff" for character in entry["zh"]), reason
        assert not any("\u4e00" <= character <= "\u9fff" for character in entry["en"]), reason
        assert sentence(Refused(f"{file.stem}.{reason}"), "en")


def test_facts_are_filled_in_and_the_language_is_chosen() -> None:
    refused = Refused("papers.length", length=17, expected=18)
    assert "17" in sentence(refused)
    assert "应为 18 位" in sentence(refused, "zh")
    assert "must have 18" in sentence(refused, "en")
    assert sentence(refused, "fr") == sentence(refused, "zh")


@pytest.mark.parametrize("code", ["nothing.known", "papers.nothing", "papers", "", ".", "../papers.length", "a b.c"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_code_gets_a_general_sentence_with_the_code(code: str, language: str) -> None:
    assert code in sentence(Refused(code), language)
    assert len(sentence(Refused(code), language)) > len(code) + 10


def test_a_missing_or_strange_fact_never_hides_the_refusal() -> None:
    assert "…" in sentence(Refused("papers.length", length=17), "en")
    assert "{" in sentence(Refused("papers.length", length="{0}", expected="{x!r}"), "en")


@given(st.text(max_size=20), st.dictionaries(st.sampled_from(["length", "expected"]), st.text() | st.none()))
def test_no_code_and_no_fact_can_make_it_fail(code: str, facts: dict[str, str | None]) -> None:
    for language in (*LANGUAGES, code):
        assert sentence(Refused(code, **facts), language)
        assert sentence(Refused(f"papers.{code}", **facts), language)
        assert sentence(Refused("papers.length", **facts), language)
