"""What comes from others lies beside its licence."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

TOP = Path(__file__).parents[1]
FONTS = TOP / "resources" / "fonts"
NEVER = ("pymupdf", "borb", "pyside6-fluent-widgets", "pycups", "keyrings-alt", "gmssl", "pyside6-addons")


def test_fonts_are_the_recorded_bytes_and_lie_beside_their_licence() -> None:
    lines = (line.split() for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    recorded = {name.lstrip("*"): digest for digest, name in lines}
    fonts = sorted(FONTS.glob("*.ttf"))
    assert {font.name for font in fonts} == set(recorded)
    for font in fonts:
        assert hashlib.sha256(font.read_bytes()).hexdigest() == recorded[font.name], font.name
        licence = FONTS / f"OFL-{font.name.split('-')[0]}.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8").upper()


def test_nothing_that_must_not_be_shipped_is_locked() -> None:
    locked = re.findall(r"^([a-z0-9._-]+)==", (TOP / "requirements.lock").read_text(), re.MULTILINE)
    assert locked
    assert not set(locked) & set(NEVER)
