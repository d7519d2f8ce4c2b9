"""Dates as people type them."""

from __future__ import annotations

from datetime import date

from app.common.errors import Refused


def read_date(text: str) -> date:
    """A date typed as 20260102, 2026-1-2, 2026/1/2, 2026.1.2 or 2026年1月2日. Refused: ``text.date``."""
    folded = text.strip().translate(str.maketrans("０１２３４５６７８９－／．年月", "0123456789-/.--")).rstrip("日号")
    digits = folded.replace("/", "-").replace(".", "-")
    try:
        if digits.isascii() and digits.isdigit() and len(digits) == 8:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        year, month, day = (int(part) for part in digits.split("-"))
        if year < 1000:
            raise ValueError("a year has four digits")
        return date(year, month, day)
    except ValueError:
        raise Refused("text.date") from None
