"""Code 128 on the cover: read back by a decoder written from the standard, and out of the PDF's picture."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import catalogue
from forms.engine import raster
from forms.engine.barcodes import MOST, modules, values
from forms.engine.press import press_document

PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=MOST)


def runs(pattern: list[bool]) -> list[int]:
    """Widths of bars and gaps in turn."""
    found, last = [], None
    for dark in pattern:
        if dark is last:
            found[-1] += 1
        else:
            found.append(1)
            last = dark
    return found


def read(widths: list[int]) -> str:
    """The text of a Code 128 in code set B, by widths in modules; check value and stop are checked."""
    table = {tuple(runs(list(modules(chr(n + 32))))[6:12]): n for n in range(95)}
    assert widths[:6] == [2, 1, 1, 2, 1, 4]
    assert widths[-7:] == [2, 3, 3, 1, 1, 1, 2]
    body = [tuple(widths[place : place + 6]) for place in range(6, len(widths) - 7, 6)]
    data = [table[symbol] for symbol in body[:-1]]
    check = (104 + sum(place * value for place, value in enumerate(data, 1))) % 103
    assert values("".join(chr(value + 32) for value in data))[-2] == check
    return "".join(chr(value + 32) for value in data)


@settings(max_examples=60, deadline=None)
@given(PRINTABLE)
def test_every_text_is_read_back(text: str) -> None:
    pattern = list(modules(text))
    assert len(pattern) == 11 * (len(text) + 2) + 13
    assert read(runs(pattern)) == text


def test_the_widths_are_those_of_the_standard() -> None:
    # the example of ISO/IEC 15417: start B, W i k i p e d i a, check 88
    assert values("Wikipedia") == (104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88, 106)


@pytest.mark.parametrize("text", ["", "档案", "x" * (MOST + 1), "a\n", "é"])
def test_what_has_no_place_in_the_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        values(text)


@pytest.mark.rule("AR-1")
def test_the_archive_number_is_read_off_the_picture_of_a_cover() -> None:
    form = catalogue.form("dossier-cover")
    facts = dataclasses.replace(form.sample(), archive_number="DA2031904567")
    scale = 3.0
    wide, _, data = raster.raster(press_document(form.build(facts)).pdf, 0, scale)
    found = set()
    for y in range(round(130 * scale), round(260 * scale), 7):
        row = [data[4 * (y * wide + x)] < 128 for x in range(wide)]
        if sum(row) < 200 * scale / 3:
            continue
        start, end = row.index(True), wide - row[::-1].index(True)
        line = row[start:end]
        module = len(line) / (11 * 14 + 13)
        try:
            found.add(read([round(width / module) for width in runs(line)]))
        except (AssertionError, KeyError):
            continue  # a rule or a letter, no bars
    assert found == {"DA2031904567"}
