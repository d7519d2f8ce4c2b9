"""The tree of holders and who owns an institution (KY-3)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.institutions.domain import Basis, NamedPerson, Owner, owners_of
from app.institutions.ownership import (
    DEEPEST,
    MOST_HOLDERS,
    THRESHOLD,
    Holder,
    HolderKind,
    as_typed,
    percent,
    reaching,
    read_share,
    read_tree,
    stakes,
    unexplained,
    walk,
)

TODAY = date(2026, 11, 22)
PAPERS = ("110101198503120025", "110101199001010015")


def person(name: str, share: str, number: str = "") -> dict[str, Any]:
    return {"name": name, "kind": "person", "share": share, "paper_kind": "resident-id", "paper_number": number}


def firm(name: str, share: str, *holders: dict[str, Any], kind: str = "institution") -> dict[str, Any]:
    return {"name": name, "kind": kind, "share": share, "holders": list(holders)}


def tree(*holders: dict[str, Any]) -> tuple[Holder, ...]:
    read = read_tree(json.dumps(holders), today=TODAY, own_name="本机构有限公司")
    assert not read.problems
    return read.holders


def problems(*holders: dict[str, Any]) -> list[tuple[str, str]]:
    read = read_tree(json.dumps(holders), today=TODAY, own_name="本机构有限公司")
    return [(place, refused.code) for place, refused in read.problems]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("60", "3/5"),
        ("33.3333%", "333333/1000000"),
        ("1/3", "1/3"),
        ("１００％", "1"),
        (" 0.5 ", "1/200"),
        ("100", "1"),
    ],
)
def test_shares_are_read_as_exact_fractions(text: str, share: str) -> None:
    assert read_share(text) == Fraction(share)


@pytest.mark.parametrize("text", ["", "abc", "-5", "1/0", "1e3", "12.1234567", "60 %%", "٦٠"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"institutions\.share$"):
        read_share(text)


@pytest.mark.parametrize("text", ["0", "0/5", "101", "4/3", "100.000001"])
def test_a_share_is_over_nought_and_no_more_than_all(text: str) -> None:
    with pytest.raises(Refused, match=r"institutions\.share_range$"):
        read_share(text)


@pytest.mark.parametrize(("share", "text"), [("1/3", "33.3333%"), ("1", "100%"), ("1/4", "25%"), ("2/3", "66.6667%")])
def test_shares_are_written_with_four_decimals_at_most(share: str, text: str) -> None:
    assert percent(Fraction(share)) == text


@pytest.mark.rule("KY-3")
def test_shares_are_multiplied_down_and_added_up_over_all_ways() -> None:
    holders = tree(
        firm("甲公司", "60", firm("乙公司", "50", person("张三", "1/3", PAPERS[0])), person("李四", "50", PAPERS[1])),
        person("张三", "15"),
        person("王五", "25"),
    )
    found = [(stake.name, percent(stake.share), stake.places) for stake in stakes(holders)]
    # 张三 without a number is the one with it: 60 % x 50 % x 1/3 + 15 % = 25 %
    assert found == [("李四", "30%", ("1.2",)), ("张三", "25%", ("1.1.1", "2")), ("王五", "25%", ("3",))]
    assert {stake.name for stake in reaching(holders)} == {"张三", "李四", "王五"}


def test_two_people_of_one_name_with_papers_of_their_own_stay_two() -> None:
    holders = tree(person("张三", "20", PAPERS[0]), person("张三", "20", PAPERS[1]), person("张三", "20"))
    assert sorted(percent(stake.share) for stake in stakes(holders)) == ["20%", "20%", "20%"]
    assert not reaching(holders)


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ([person("甲", "60"), person("乙", "50")], [("", "institutions.over_whole")]),
        ([firm("甲公司", "50", person("甲", "70"), person("乙", "31"))], [("1", "institutions.over_whole")]),
        ([firm("甲公司", "50", firm("乙公司", "50", firm("甲公司", "5")))], [("1.1.1", "institutions.circle")]),
        ([firm("本机构有限公司", "50")], [("1", "institutions.circle")]),
        ([person("", "50")], [("1", "institutions.holder_name")]),
        ([{"name": "甲", "kind": "dog", "share": "5"}], [("1", "institutions.not_in_list")]),
        ([person("甲", "much")], [("1", "institutions.share")]),
        ([{**person("甲", "50"), "holders": [person("乙", "5")]}], [("1", "institutions.person_has_holders")]),
        ([person("甲", "50", "110101198503120026")], [("1", "papers.check_digit")]),
        ([{**firm("甲公司", "50"), "paper_number": "91110000MA00000000"}], [("1", "papers.credit_check")]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(holders: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert problems(*holders) == expected


@pytest.mark.parametrize("text", ["{}", "[1]", "[", '[{"holders": 3}]', "[" * 5000, '"tree"'])
def test_a_text_that_is_no_tree_is_refused_not_raised(text: str) -> None:
    read = read_tree(text, today=TODAY)
    assert [refused.code for _, refused in read.problems] == ["institutions.tree"]
    assert read.holders == ()


def test_a_tree_too_deep_or_too_large_is_refused() -> None:
    deep = person("甲", "100")
    for level in range(DEEPEST):
        deep = firm(f"公司{level}", "100", deep)
    assert problems(deep) == [("", "institutions.too_deep")]
    assert problems(*(person(f"股东{n}", "0.1") for n in range(MOST_HOLDERS + 1))) == [
        ("", "institutions.too_many_holders")
    ]


@pytest.mark.rule("KY-3")
def test_a_quarter_behind_which_nobody_is_told_has_to_be_followed_or_controlled() -> None:
    dark = tree(firm("甲公司", "40", person("甲", "30")), person("乙", "60", PAPERS[0]))
    assert unexplained(dark) == ("1",)
    with pytest.raises(Refused, match=r"institutions\.unexplained"):
        owners_of(dark, None, None)
    with pytest.raises(Refused, match=r"institutions\.remainder"):
        owners_of(tree(person("乙", "60", PAPERS[0])), None, None)
    known = owners_of(dark, NamedPerson("丙", "resident-id", PAPERS[1], "votes"), None)
    assert [(one.name, one.basis) for one in known] == [("乙", Basis.SHARES), ("丙", Basis.CONTROL)]
    listed = tree(firm("某上市公司", "40", kind="exempt"), person("乙", "60", PAPERS[0]))
    assert [one.name for one in owners_of(listed, None, None)] == ["乙"]


@pytest.mark.rule("KY-3")
def test_who_controls_comes_before_who_manages_and_somebody_is_named() -> None:
    holders = tree(*(person(f"股东{n}", "20") for n in "甲乙丙丁戊"))
    control, manager = (
        NamedPerson("庚", "resident-id", PAPERS[0], "board"),
        NamedPerson("辛", "passport", "E1", "总经理"),
    )
    assert [one.basis for one in owners_of(holders, control, manager)] == [Basis.CONTROL]
    assert [one.basis for one in owners_of(holders, None, manager)] == [Basis.MANAGER]
    assert [one.basis for one in owners_of((), None, manager)] == [Basis.MANAGER]
    with pytest.raises(Refused, match=r"institutions\.no_owner"):
        owners_of(holders, None, None)


# properties

_SHARES = st.lists(st.integers(1, 40), min_size=1, max_size=4).map(
    lambda parts: [Fraction(part, max(100, sum(parts))) for part in parts]
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3, prefix: str = "") -> tuple[Holder, ...]:
    """Levels whose shares make no more than all; people of a few names stand in many places."""
    made = []
    for place, share in enumerate(draw(_SHARES), 1):
        at = f"{prefix}{place}"
        if depth > 1 and draw(st.booleans()):
            below = draw(trees(depth - 1, f"{at}."))
            made.append(Holder(at, f"公司{at}", HolderKind.INSTITUTION, share, holders=below))
        else:
            made.append(Holder(at, f"人{draw(st.integers(1, 3))}", HolderKind.PERSON, share))
    return tuple(made)


def paths(holders: tuple[Holder, ...]) -> list[list[Holder]]:
    """Every way from the top to a holder, by brute force."""
    ways = [[one] for one in holders]
    return ways + [[one, *way] for one in holders for way in paths(one.holders)]


@settings(max_examples=60, deadline=None)
@given(trees())
def test_effective_shares_are_the_products_of_all_ways_and_never_more_than_all(holders: tuple[Holder, ...]) -> None:
    expected: dict[str, Fraction] = {}
    for way in paths(holders):
        if way[-1].kind is HolderKind.PERSON:
            share = Fraction(1)
            for one in way:
                share *= one.share
            expected[way[-1].name] = expected.get(way[-1].name, Fraction(0)) + share
    found = {stake.name: stake.share for stake in stakes(holders)}
    assert found == expected
    assert sum(found.values()) <= 1
    assert len(reaching(holders)) <= 1 / THRESHOLD
    for one, share in walk(holders):
        assert 0 < share <= one.share


@settings(max_examples=40, deadline=None)
@given(trees(), st.randoms(use_true_random=False))
def test_the_order_of_holders_changes_nothing(holders: tuple[Holder, ...], chance: Any) -> None:
    mixed = list(holders)
    chance.shuffle(mixed)
    assert {one.name: one.share for one in stakes(tuple(mixed))} == {one.name: one.share for one in stakes(holders)}


@settings(max_examples=40, deadline=None)
@given(trees())
def test_one_more_institution_in_between_that_holds_all_changes_no_owner(holders: tuple[Holder, ...]) -> None:
    between = (Holder("1", "中间公司", HolderKind.INSTITUTION, Fraction(1), holders=holders),)
    assert [(one.name, one.share) for one in stakes(between)] == [(one.name, one.share) for one in stakes(holders)]


@settings(max_examples=60, deadline=None)
@given(trees())
def test_a_tree_is_read_back_from_what_would_have_been_typed_of_it(holders: tuple[Holder, ...]) -> None:
    read = read_tree(as_typed(holders), today=TODAY)
    assert (read.holders, read.problems) == (holders, [])


@settings(max_examples=60, deadline=None)
@given(trees(), trees(), st.booleans())
def test_whoever_owns_after_a_change_follows_from_the_new_tree_alone(
    before: tuple[Holder, ...], after: tuple[Holder, ...], controlled: bool
) -> None:
    controller = NamedPerson("控制人", "resident-id", PAPERS[1], "board") if controlled else None
    numbered = {f"人{place}": f"11010119850312{place:04d}" for place in (1, 2, 3)}

    def told(holders: tuple[Holder, ...]) -> tuple[Holder, ...]:
        return tuple(
            replace(one, paper_kind="resident-id", paper_number=numbered[one.name])
            if one.kind is HolderKind.PERSON
            else replace(one, holders=told(one.holders))
            for one in holders
        )

    def owners(holders: tuple[Holder, ...]) -> tuple[Owner, ...] | str:
        try:
            return owners_of(holders, controller, NamedPerson("经理", "resident-id", PAPERS[0], "总经理"))
        except Refused as refused:
            return refused.code

    # edited from one tree to the other and back, by the text that the case keeps
    for holders in (before, after, before):
        kept = owners(told(holders))
        if isinstance(kept, str):
            assert kept in ("institutions.unexplained", "institutions.remainder")
            assert not controlled
            continue
        by_shares = {one.name: one.share for one in kept if one.basis is Basis.SHARES}
        assert by_shares == {one.name: one.share for one in stakes(holders) if one.share >= THRESHOLD}
        assert [one.name for one in kept if one.basis is Basis.CONTROL] == (["控制人"] if controlled else [])
        assert bool([one for one in kept if one.basis is Basis.MANAGER]) is (not by_shares and not controlled)
