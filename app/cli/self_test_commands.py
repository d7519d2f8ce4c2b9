"""``guitai self-test``: whether this installation is whole, without a branch, a display or a sign-in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import typer

from app.cli.options import Json
from app.cli.output import put_json
from app.common.self_test import Check, run_checks


def register(app: typer.Typer, checks: Callable[[], Sequence[Check]]) -> None:
    """Add the command; ``checks``: those of all layers, put together above the business."""

    @app.command("self-test")
    def self_test(as_json: Json = False) -> None:
        """Check that every part of the program is there and works; exit code 1 when one does not."""
        outcomes = []
        for outcome in run_checks(checks()):
            outcomes.append(outcome)
            if not as_json:
                print(f"{'ok    ' if outcome.ok else 'FAILED'}  {outcome.name}: {outcome.told}", flush=True)
        failed = [outcome.name for outcome in outcomes if not outcome.ok]
        if as_json:
            put_json({"ok": not failed, "checks": outcomes})
        elif failed:
            print(f"Result: {len(failed)} of {len(outcomes)} checks failed: {', '.join(failed)}.")
        else:
            print(f"Result: all {len(outcomes)} checks passed.")
        if failed:
            raise typer.Exit(1)
