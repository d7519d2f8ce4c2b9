"""``./guitai package COMMAND``: freeze, deb, check, windows-check."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Do what was asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="guitai package", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("freeze", help="only the frozen program, in build/frozen")
    deb = commands.add_parser("deb", help="the .deb, in dist/, with its report")
    deb.add_argument("--frozen", action="store_true", help="take build/frozen as it is instead of freezing anew")
    deb.add_argument("--quick", action="store_true", help="pack quickly: for trying out, not for handing out")
    deb.add_argument("--level", type=int, help=argparse.SUPPRESS)
    deb.add_argument("--no-report", action="store_true", help="measure and validate nothing")
    deb.add_argument("--twice", action="store_true", help="build the last commit twice and compare the packages")
    check = commands.add_parser("check", help="install the .deb in a clean root and test it there")
    check.add_argument("--keep", action="store_true", help="leave the root to be looked at")
    windows = commands.add_parser("windows-check", help="the Windows installer, as far as it can be checked here")
    windows.add_argument("--wheels", type=Path, help="a folder that keeps the downloaded wheels")
    return _run(parser.parse_args(arguments))


def _run(asked: argparse.Namespace) -> int:
    if asked.command == "check":
        from installer.check import check

        return check(keep=asked.keep)
    if asked.command == "windows-check":
        from installer.windows_check import check_windows

        code: int = check_windows(asked.wheels)
        return code
    from installer import debian_package, report
    from installer.freezing import freeze
    from installer.places import FROZEN
    from installer.twice import twice

    if asked.command == "freeze":
        left_out = freeze()
        print(f"{FROZEN}: {len(left_out.files)} unused files, {left_out.bytes // 1_000_000} MB, taken out")
        return 0
    level = asked.level if asked.level is not None else debian_package.QUICK if asked.quick else debian_package.LEVEL
    if asked.twice:
        return twice(level=level)
    if not (asked.frozen and FROZEN.exists()):
        print("freezing the program", flush=True)
        freeze()
    made = debian_package.build(level=level)
    return 0 if asked.no_report else report.report(made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
