"""Distances in layouts are those of the one scale (``ui.theme.space``); a bare number is none of it."""

from __future__ import annotations

import ast
from pathlib import Path

from ui.theme import space

UI = Path(__file__).parents[3] / "ui"
CALLS = {"setContentsMargins", "setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "addSpacing"}


def _bare(file: Path) -> list[int]:
    """The lines in which a layout is given a number of its own."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS
        for given in node.args
        if isinstance(given, ast.Constant) and given.value != 0
    ]


def test_no_layout_has_a_distance_of_its_own() -> None:
    found = {file.relative_to(UI).as_posix(): _bare(file) for file in sorted(UI.rglob("*.py"))}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_bare_number_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text("row.setSpacing(12)\nrow.setSpacing(0)\nrow.setContentsMargins(0, 0, space.S, 8)\n")
    assert _bare(file) == [1, 3]


def test_the_scale_grows() -> None:
    steps = [space.LINE, space.HAIR, space.XS, space.S, space.M, space.L, space.XL, space.XXL]
    assert steps == sorted(set(steps))
