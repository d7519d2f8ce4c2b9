"""``guitai``: the program's one entrance. Windows start without the command line's machinery (start-up time)."""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from typing import Any


def main() -> None:
    """Run the command of ``sys.argv``; errors on standard error with exit code 1, wrong usage 2."""
    if getattr(sys, "frozen", False):
        sys.dont_write_bytecode = True  # the migrations are sources: nothing is left behind in the installed program
    for stream in (sys.stdout, sys.stderr):
        # forms and names are Chinese whatever the terminal's own encoding is; what it cannot show must not end the work
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code: 0, 1 for a refusal, 2 for wrong usage.

    With ``--json`` a refusal is an object on standard output as well.
    """
    from app.common.errors import Refused

    try:
        return _run(arguments)
    except Refused as refused:
        from app.cli.output import complain, put_refusal

        if "--json" in arguments:
            put_refusal(refused)
        complain(refused)
        if refused.code == "work.cancelled":
            return 130
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    except BrokenPipeError:
        # whoever read our output has gone; nothing more may be written, not even at the end of the process
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        _say(f"the system refuses: {fault.strerror or type(fault).__name__}")
    except Exception as fault:  # noqa: BLE001 - the text of an unforeseen fault may hold personal data: never print it
        where = traceback.extract_tb(fault.__traceback__)[-1]
        _say(f"fault {type(fault).__name__} in {os.path.basename(where.filename)}, line {where.lineno}")
    return 1


def _run(arguments: list[str]) -> int:
    from ui.launch import windows

    if arguments[:1] == ["--self-test"]:  # as other programs call it
        arguments = ["self-test", *arguments[1:]]
    if arguments == ["window"]:
        from ui.start.menu import command

        chosen = command()
        if chosen is None:
            return 0
        arguments = chosen
    gc.disable()  # nothing that is read for the first window is garbage; the windows collect on their own thread
    code = windows(arguments)
    gc.enable()
    if code is not None:
        return code
    import typer

    try:
        typer.main.get_command(_application())(arguments, prog_name="guitai")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1 if leaving.code else 0
    return 0


def _say(text: str) -> None:
    print(f"guitai: {text}", file=sys.stderr)  # noqa: T201 - the command line speaks here


def _application() -> Any:
    import typer

    from app.cli import (
        backup_commands,
        booking_commands,
        branch_commands,
        case_commands,
        class_commands,
        code_commands,
        custody_commands,
        dossier_commands,
        message_commands,
        moving_commands,
        policy_commands,
        policy_version_commands,
        report_commands,
        scan_commands,
        self_test_commands,
        server_commands,
        snapshot_commands,
        suitability_commands,
        task_commands,
        upgrade_commands,
        user_commands,
        watchlist_commands,
    )
    from forms import commands as form_commands
    from forms.quick_cards import commands as card_commands
    from ui import run_commands, self_checks
    from ui.wiring import ProgramWiring

    application = typer.Typer(
        name="guitai",
        help="Counter client of a securities branch.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    wiring = ProgramWiring()
    branch_commands.register(application, wiring)
    run_commands.register(application, wiring)
    policy_version_commands.register(policy_commands.register(application), wiring)
    snapshot_commands.register(application, wiring)
    booking_commands.register(application, wiring)
    watchlist_commands.register(application, wiring)
    case_commands.register(application, wiring)
    task_commands.register(application, wiring)
    message_commands.register(application, wiring)
    report_commands.register(application, wiring)
    suitability_commands.register(application, wiring)
    custody_commands.register(application, wiring)
    class_commands.register(application, wiring)
    code_commands.register(application)
    server_commands.register(application, wiring)
    upgrade_commands.register(application, wiring)
    moving_commands.register(application, wiring)
    dossier_commands.register(application, wiring)
    scan_commands.register(application, wiring)
    backup_commands.register(application, wiring)
    user_commands.register(application, wiring)
    form_commands.register(application)
    card_commands.register(application)
    self_test_commands.register(application, self_checks.checks)
    return application


if __name__ == "__main__":
    main()
