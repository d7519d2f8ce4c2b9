"""``guitai cards``: the quick cards as PDF, with the figures of the shipped or of a branch's own policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forms.quick_cards.card import card, card_pdf, cards


def register(app: typer.Typer) -> None:
    """Add the command ``cards`` to the program's command line."""
    app.command("cards")(print_cards)


def print_cards(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the PDF files; without it: list")] = None,
    only: Annotated[str, typer.Option(help="Id of one card")] = "",
    policy_file: Annotated[Path | None, typer.Option("--policy", help="The branch's policy file")] = None,
) -> None:
    """Write the quick cards (操作卡片), one page a flow; without --out list them: id, then title."""
    wanted = (card(only),) if only else cards()
    if out is None:
        for one in wanted:
            typer.echo(f"{one.id}\t{one.title}")
        return
    from app.policy.loader import load_policy

    policy = load_policy(policy_file)
    out.mkdir(parents=True, exist_ok=True)
    for one in wanted:
        path = out / f"{one.id}.pdf"
        path.write_bytes(card_pdf(one.id, policy))
        typer.echo(str(path))
