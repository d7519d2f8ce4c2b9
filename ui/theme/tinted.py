"""Makes the few tinted pictures the style sheet needs (Qt's style sheets take files only).

Run ``python -m ui.theme.tinted`` after changing a colour or an icon; a test compares the files with what this makes.
"""

from __future__ import annotations

from pathlib import Path

from ui.theme.icons import ICONS
from ui.theme.tokens import THEMES, Tokens

TINTED = ICONS.parent / "qss" / "tinted"
_PICTURES = (
    ("chevron-down", "chevron-down", "muted"),
    ("chevron-down-off", "chevron-down", "border_strong"),
    ("chevron-up", "chevron-up", "muted"),
    ("tick", "tick-bold", "on_accent"),
    ("tick-off", "tick-bold", "faint"),
    ("dash", "dash-bold", "on_accent"),
    ("dot", "dot", "on_accent"),
)


def pictures(tokens: Tokens) -> dict[str, str]:
    """File name and SVG text of every picture of one theme."""
    made = {}
    for name, drawing, role in _PICTURES:
        svg = (ICONS / f"{drawing}.svg").read_text(encoding="utf-8")
        made[f"{name}-{tokens.name}.svg"] = svg.replace("currentColor", getattr(tokens, role))
    return made


def write(folder: Path = TINTED) -> None:
    """Write the pictures of every theme."""
    folder.mkdir(parents=True, exist_ok=True)
    for tokens in THEMES:
        for name, svg in pictures(tokens).items():
            (folder / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    write()
