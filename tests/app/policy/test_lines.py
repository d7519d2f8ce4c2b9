"""The line finder against TOML written in every way that people write it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.policy.lines import key_lines, line_of
from app.policy.loader import SHIPPED

SAMPLE = """# a comment with "quotes", [brackets] = signs
first = "a # that is no comment, ] nor } that"
'literal key' = 'C:\\path'
"quoted \\u0041" = 2
dotted.inner = true

[table] # comment
many = [
  1, # one
  2,

  [3, 4],
]
inline = { a = 1, b = [
  { c = "}" },
] }
text = \"\"\"
key = "not a key"
[not.a.table]
\"\"\"
quotes = \"\"\"ends in "two\"\"\"\"\"
raw = '''
# no comment
'''
after = 1979-05-27T07:32:00Z

[[list]]
name = "one"
[list.sub]
x = 1

[[list]]
name = "two"
[[list.deep]]
y = 1
[[list.deep]]
y = 2
escaped = "a \\" ] # = \\\\"
last = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("first",), 2),
        (("literal key",), 3),
        (("quoted A",), 4),
        (("dotted",), 5),
        (("dotted", "inner"), 5),
        (("table",), 7),
        (("table", "many", 0), 9),
        (("table", "many", 1), 10),
        (("table", "many", 2), 12),
        (("table", "many", 2, 1), 12),
        (("table", "inline", "a"), 14),
        (("table", "inline", "b", 0), 15),
        (("table", "inline", "b", 0, "c"), 15),
        (("table", "text"), 17),
        (("table", "quotes"), 21),
        (("table", "raw"), 22),
        (("table", "after"), 25),
        (("list", 0), 27),
        (("list", 0, "sub", "x"), 30),
        (("list", 1, "name"), 33),
        (("list", 1, "deep", 1, "y"), 37),
        (("list", 1, "deep", 1, "escaped"), 38),
        (("list", 1, "deep", 1, "last"), 39),
    ],
)
def test_a_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(SAMPLE)  # the sample itself is right
    assert key_lines(SAMPLE)[path] == line


def test_lines_are_the_same_with_windows_line_ends() -> None:
    assert key_lines(SAMPLE.replace("\n", "\r\n")) == key_lines(SAMPLE)


def test_what_is_missing_stands_at_the_table_around_it() -> None:
    lines = key_lines(SAMPLE)
    assert line_of(lines, ("list", 1, "not there")) == 32
    assert line_of(lines, ("not there",)) == 1


def _paths(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    found = {path} if path else set()
    for key, item in items:
        found |= _paths(item, (*path, key))
    return found


@pytest.mark.parametrize("text", [SAMPLE, *(file.read_text("utf-8") for file in sorted(SHIPPED.glob("*.toml")))])
def test_the_scanner_sees_exactly_the_keys_that_tomllib_sees(text: str) -> None:
    assert set(key_lines(text)) == _paths(tomllib.loads(text))


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.name)
def test_every_key_of_the_shipped_files_is_on_the_line_that_is_told(file: Path) -> None:
    text = file.read_text("utf-8")
    rows = text.split("\n")
    for path, line in key_lines(text).items():
        name = path[-1]
        if isinstance(name, str):
            assert name in rows[line - 1]
