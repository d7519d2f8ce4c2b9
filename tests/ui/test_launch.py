"""The mark of a branch read without a library, as the library reads it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ui.launch import read_mark

PLAIN = 'format = 1\nbranch_id = "sample-hz01"\nsample = true\nkey_store = "sample"\nserver = ""\n'


@pytest.mark.parametrize(
    "text",
    [
        f"# a mark\n\n{PLAIN}",
        'key_store = "a\\"b"\n',
        "sample=true\n",
        "name = '示例'\n",
        'nested = { a = 1 }\nlist = [1, 2]\n[part]\nkey_store = "x"\n',
        "number = 0x10\n",
        'text = """\nkey_store = "passphrase"\n"""\n',
        "at = 1_000\n",
    ],
)
def test_whatever_the_mark_looks_like_it_reads_as_the_library_reads_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "branch.toml").write_text(text, encoding="utf-8")
    assert read_mark(tmp_path) == tomllib.loads(text)


@pytest.mark.parametrize("text", ["no mark at all", 'a = "x\n', "a = 01\n", "a = 1\na = 2\n", "a-b c = 1\n"])
def test_what_is_no_mark_reads_as_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "branch.toml").write_text(text, encoding="utf-8")
    assert read_mark(tmp_path) == {}
    assert read_mark(tmp_path / "nowhere") == {}
