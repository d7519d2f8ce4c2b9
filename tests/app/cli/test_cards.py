"""``guitai cards``: the quick cards listed and written."""

from __future__ import annotations

from pathlib import Path

from forms.quick_cards.card import cards
from tests.app.cli.desk import Shell


def test_cards_are_listed_and_written_as_pdf(shell: Shell, tmp_path: Path) -> None:
    listed = shell("cards")
    assert listed.out.splitlines() == [f"{one.id}\t{one.title}" for one in cards()]
    made = shell("cards", "--only", "transfer", "-o", tmp_path / "new")
    assert (made.code, made.out.splitlines()) == (0, [str(tmp_path / "new" / "transfer.pdf")])
    assert (tmp_path / "new" / "transfer.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_card_that_is_not_there_is_told_with_those_that_are(shell: Shell, tmp_path: Path) -> None:
    refused = shell("cards", "--only", "nope", "-o", tmp_path)
    assert (refused.code, refused.out, list(tmp_path.iterdir())) == (1, "", [])
    assert (
        refused.err
        == f"guitai: There is no quick card with this id. Choose one of: {', '.join(c.id for c in cards())}.\n"
    )
