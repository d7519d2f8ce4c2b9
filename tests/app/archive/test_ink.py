"""What is a signature by hand, whatever the flow that takes it (OP-4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.archive.filing import LEAST_POINTS, MOST_POINTS, check_ink
from app.archive.press import Ink, PenPoint
from app.common.errors import Refused
from app.samples.pen import sample_ink

INK = sample_ink()
FIRST = INK.strokes[0][0]


def with_first(**changes: float) -> Ink:
    """The sample with its first point changed."""
    return replace(INK, strokes=((replace(FIRST, **changes), *INK.strokes[0][1:]), *INK.strokes[1:]))  # type: ignore[arg-type]  # fields of PenPoint


def points(count: int) -> Ink:
    return Ink(100, 100, (tuple(PenPoint(1, 1, 0.5, t) for t in range(count)),))


def test_a_signature_passes_from_the_least_to_the_most_points() -> None:
    for ink in (INK, points(LEAST_POINTS), points(MOST_POINTS)):
        check_ink(ink)


@pytest.mark.rule("OP-4")
@pytest.mark.parametrize(
    ("ink", "code"),
    [
        (points(LEAST_POINTS - 1), "archive.ink_too_little"),
        (points(MOST_POINTS + 1), "archive.ink_too_much"),
        (with_first(x=-1), "archive.ink_damaged"),
        (with_first(y=INK.height + 1), "archive.ink_damaged"),
        (with_first(pressure=1.5), "archive.ink_damaged"),
        (with_first(t=10_000_000), "archive.ink_damaged"),
        (replace(INK, width=0), "archive.ink_damaged"),
    ],
)
def test_anything_else_is_refused(ink: Ink, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_ink(ink)
    assert refused.value.code == code
