"""《客户资料清单》."""

from __future__ import annotations

import dataclasses

import pytest

from forms.contents.form import build, sample
from forms.engine.document import Table
from tests.forms.reading import said


@pytest.mark.rule("AR-1")
def test_the_index_lists_every_paper_with_number_version_pages_copies_and_hash() -> None:
    facts = sample()
    (table,) = [block for block in build(facts).blocks if isinstance(block, Table)]
    assert table.rows == tuple(
        (line.number, line.title, line.version, str(line.pages), str(line.copies), line.content_sha256[:16])
        for line in facts.lines
    )
    assert "10件，共26页" in said(build(facts))


def test_the_shares_of_the_columns_make_the_whole_width() -> None:
    (table,) = [block for block in build(sample()).blocks if isinstance(block, Table)]
    assert len(table.widths) == len(table.head)
    assert sum(table.widths) == pytest.approx(1)


def test_an_index_without_papers_says_so() -> None:
    text = said(build(dataclasses.replace(sample(), lines=())))
    assert "本次业务尚无归档文件。" in text
    assert "0件，共0页" in text
