"""What the commands share that take a sheet in: the empty sheet written, its mistakes told."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.cli.output import language

if TYPE_CHECKING:
    from app.gateways.snapshot.port import RowProblem


def put_template(file: Path, content: bytes) -> None:
    """Write a new file; one that is there already is left as it is, and the command ends with exit code 2."""
    try:
        with file.open("xb") as target:
            target.write(content)
    except OSError:
        raise typer.BadParameter("the file is there already, or cannot be written.") from None
    print(file)


def tell_problems(source: str, told: Iterable[RowProblem], more: int) -> None:
    """Each on standard error by row and column, and how many ``more`` mistakes there are."""
    chinese = language() == "zh"
    for found in told:
        row = f"第 {found.row} 行" if chinese else f"row {found.row}"
        column = f" {found.column}" if found.column else ""
        print(f"{source}, {row}{column}: {found.reason(language())}", file=sys.stderr)
    if more > 0:
        print(f"…… 另有 {more} 处错误。" if chinese else f"... and {more} more mistakes.", file=sys.stderr)
