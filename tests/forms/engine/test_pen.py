from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.engine import fonts
from forms.engine.pen import Piece, fit, paginate


def piece(height: float, *, keep: bool = False, before: float = 0, head: Piece | None = None) -> Piece:
    return Piece(height, lambda pen, top: None, before, keep, head=head)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.floats(1, 90), st.booleans(), st.floats(0, 10)), max_size=40))
def test_every_piece_is_placed_once_in_order_and_within_its_page(sizes: list[tuple[float, bool, float]]) -> None:
    pieces = [piece(height, keep=keep, before=before) for height, keep, before in sizes]
    pages = paginate(pieces, 70, 100)
    assert [item for page in pages for item, _ in page.pieces] == pieces
    for number, page in enumerate(pages):
        end = 0.0
        for item, top in page.pieces:
            assert top >= end
            end = top + item.height
        room = 70 if number == 0 else 100
        assert end <= room + 0.02 or len(page.pieces) == 1


def test_kept_pieces_go_to_the_next_page_together() -> None:
    first, heading, text = piece(60), piece(30, keep=True), piece(20)
    pages = paginate([first, heading, text], 100, 100)
    assert [[item for item, _ in page.pieces] for page in pages] == [[first], [heading, text]]


def test_the_head_of_a_table_is_repeated() -> None:
    head = piece(10, keep=True)
    rows = [piece(30, head=head) for _ in range(5)]
    pages = paginate([head, *rows], 100, 100)
    assert [[item for item, _ in page.pieces] for page in pages] == [[head, *rows[:3]], [head, *rows[3:]]]


def test_space_above_is_dropped_at_the_top_of_a_page() -> None:
    pages = paginate([piece(90), piece(50, before=20)], 100, 100)
    assert pages[1].pieces[0][1] == 0


def test_a_text_for_one_line_is_set_smaller_and_only_then_cut() -> None:
    fonts.register()
    assert fit("中文", fonts.SANS, 8, 100) == ("中文", 8)
    assert fit("中" * 11, fonts.SANS, 8, 80)[0] == "中" * 11
    text, size = fit("中" * 200, fonts.SANS, 8, 80)
    assert text.endswith("…")
    assert size == 6
    assert fonts.width(text, fonts.SANS, size) <= 80
