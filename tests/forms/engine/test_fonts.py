from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import pytest
from reportlab.pdfbase import ttfonts

from app.common.errors import Refused
from forms.engine import document as doc
from forms.engine import fonts
from tests.forms.engine.samples import DATA, document


def test_the_vendored_fonts_are_the_ones_whose_hashes_are_written_down() -> None:
    folder = resources.files("resources.fonts")
    lines = folder.joinpath("SHA256SUMS").read_text().splitlines()
    sums = {line.split()[1]: line.split()[0] for line in lines}
    assert sorted(sums) == ["NotoSansSC-Bold.ttf", "NotoSansSC-Regular.ttf", "NotoSerifSC-Regular.ttf"]
    for name, expected in sums.items():
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == expected


def test_fonts_are_registered_once_by_many_threads() -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(fonts.register) for _ in range(8)]:
            done.result()
    assert fonts.width("中", fonts.SERIF, 10) == 10


def test_every_character_of_the_general_standard_table_can_be_drawn_in_every_face() -> None:
    fonts.register()
    table = (DATA / "tgscc8105.txt").read_text(encoding="utf-8").strip()
    assert len(table) == 8105
    for face in (fonts.SERIF, fonts.SANS, fonts.BOLD):
        assert [character for character in table if fonts.font_for(character, face) != face] == []


def test_a_character_nobody_can_draw_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_rare_face", lambda: None)
    with pytest.raises(Refused) as refused:
        fonts.need_drawable(document(doc.Text("张𠀋")))
    assert refused.value.code == "forms.no_glyph"
    assert refused.value.facts == {"character": "𠀋", "codepoint": "U+2000B"}


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x00", "\t", "\ufeff", "\ue000", "\ud800", "\u2028"])
def test_invisible_and_control_characters_are_refused_by_code(character: str) -> None:
    with pytest.raises(Refused) as refused:
        fonts.need_drawable(document(doc.Fields((doc.Field("姓名", f"张{character}三"),))))
    assert refused.value.code == "forms.unprintable"
    assert refused.value.facts == {"codepoint": f"U+{ord(character):04X}"}


@pytest.mark.parametrize(
    "block",
    [
        doc.Heading("\x07"),
        doc.Clause(1, "题", ("文",), ("\x07",)),
        doc.Ticks("方式", (doc.Tick("\x07", True),)),
        doc.Question(1, "问", (doc.Option("A", "\x07", False),)),
        doc.Table(("甲",), (("\x07",),), (1,)),
        doc.Result("等级", "中", "\x07"),
        doc.Signatures((doc.SignatureSlot("client", "\x07"),)),
    ],
)
def test_the_text_of_every_block_is_looked_at_before_anything_is_set(block: doc.Block) -> None:
    with pytest.raises(Refused, match=r"forms\.unprintable"):
        fonts.need_drawable(document(block))


def test_the_unicode_map_writes_astral_characters_as_surrogates() -> None:
    cmap = fonts.to_unicode_cmap("F", [0, ord("中"), ord("𬭎")])
    assert "<01> <4E2D>" in cmap
    assert "<02> <D872DF4E>" in cmap
    assert "<00> <" not in cmap.split("endcodespacerange")[1]


def test_the_unicode_map_keeps_blocks_to_a_hundred_entries() -> None:
    cmap = fonts.to_unicode_cmap("F", [0, *range(0x4E00, 0x4E00 + 250)])
    assert [line for line in cmap.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]


def test_a_rarer_character_is_drawn_by_the_stand_in_face_when_the_system_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fonts.register()

    class Face:
        charToGlyph = {ord("𠀋"): 1}  # noqa: RUF012 - shaped like the library's face
        charWidths = {ord("𠀋"): 1000}  # noqa: RUF012
        defaultWidth = 1000

    monkeypatch.setattr(fonts, "_rare_face", Face)
    monkeypatch.setitem(fonts._faces, fonts.RARE, Face)
    assert fonts.runs("张𠀋三", fonts.SERIF) == [(fonts.SERIF, "张"), (fonts.RARE, "𠀋"), (fonts.SERIF, "三")]
    assert fonts.width("张𠀋三", fonts.SERIF, 10) == 30


def test_without_the_system_font_there_is_no_stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_rare_looked_for", False)
    monkeypatch.setattr(fonts, "RARE_PLACES", (tmp_path / "none.ttf",))
    monkeypatch.delitem(fonts._faces, fonts.RARE, raising=False)
    assert fonts._rare_face() is None


def test_what_is_kept_of_a_face_says_the_same_as_the_library_reads() -> None:
    fonts.register()
    kept = fonts._faces[fonts.SANS]
    with resources.as_file(resources.files("resources.fonts").joinpath(f"{fonts.SANS}.ttf")) as path:
        read = ttfonts.TTFontFace(str(path))
    assert kept.charToGlyph == read.charToGlyph
    assert {code: kept.charWidths.get(code, kept.defaultWidth) for code in kept.charToGlyph} == read.charWidths
    assert [kept.hmetrics[glyph] for glyph in range(read.numGlyphs)] == read.hmetrics
    assert list(kept.glyphPos) == read.glyphPos
    assert fonts.widths("〇国A", fonts.SANS, 1000) == [read.charWidths[ord(character)] for character in "〇国A"]
