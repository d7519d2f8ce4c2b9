"""A signature from the customer display, as the port to the forms takes it."""

from __future__ import annotations

from app.archive.press import Ink, PenPoint
from ui.customer_display.strokes import Signed


def ink_of(signed: Signed) -> Ink:
    """What the display captured, unchanged."""
    return Ink(
        signed.width, signed.height,
        tuple(tuple(PenPoint(p.x, p.y, p.pressure, p.t) for p in stroke) for stroke in signed.strokes),
    )  # fmt: skip
