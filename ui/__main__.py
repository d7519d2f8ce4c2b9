"""``guitai``: the program's one entrance. Windows start without the command line's machinery (start-up time)."""

from __future__ import annotations

import sys
from typing import Any


def main() -> None:
    """Run the command of ``sys.argv``; errors on standard error with exit code 1, wrong usage 2."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    if not arguments:
        arguments = ["--help"]
    import click
    import typer

    from app.cli.output import complain
    from app.common.errors import Refused

    try:
        result: Any = typer.main.get_command(_application())(arguments, prog_name="guitai", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except Refused as refused:
        complain(refused)
        return 1
    except click.exceptions.Exit as leaving:
        return int(leaving.exit_code)
    except click.exceptions.Abort:
        print("guitai: stopped", file=sys.stderr)  # noqa: T201 - the command line speaks here
        return 1
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code


def _application() -> Any:
    import typer

    from app.cli import branch_commands, policy_commands
    from forms import commands as form_commands
    from ui import run_commands
    from ui.wiring import ProgramWiring

    application = typer.Typer(
        name="guitai", help="Counter client of a securities branch.", no_args_is_help=True, add_completion=False
    )
    wiring = ProgramWiring()
    branch_commands.register(application, wiring)
    run_commands.register(application, wiring)
    policy_commands.register(application)
    form_commands.register(application)
    return application


if __name__ == "__main__":
    main()
