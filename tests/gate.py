"""The whole gate, as ``./guitai test`` runs it: format, lint, types, import contracts, translations, then tests.

The test files of ``LONG`` come first, so that no process is left alone with one of them at the end.

``./guitai test --faults``: the long form of the faults (tests/faults), every write of an opening and a transfer-out.
``./guitai test --blackbox [--program PATH]``: the program, or a built one, driven from outside (tests/blackbox), with
an account opened to its end.
With other arguments (``./guitai test tests/app -k papers``) only pytest runs, with these arguments.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PATHS = ("app", "ui", "forms", "tests", "benchmarks", "installer")
WORKERS = str(min(os.cpu_count() or 1, 4) + 1)
"""One more than processors: much of a test is waiting for a disk, a server or another program."""
# seconds: a test that hangs fails by name, even when it holds the interpreter's lock, instead of holding up everybody
LIMIT = 300
ROOM = 6 * 1024**3
"""Bytes: a run writes less than half of it, for what a test wrote is removed when it has passed."""
LONG = (
    "blackbox/test_black_box.py",
    "app/cli/test_server_demo.py",
    "app/cli/test_usage.py",
    "test_program.py",
    "releases/test_replay.py",
    "app/onboarding/test_opening.py",
    "app/onboarding/test_machine.py",
    "ui/opening/test_with_client.py",
    "app/transfer_out/test_machine.py",
    "app/branch/test_moving.py",
    "ui/pages/test_rights.py",
    "app/onboarding/test_withheld.py",
    "app/upgrade/test_failures.py",
    "app/cli/test_demo.py",
    "app/onboarding/test_paper.py",
    "faults/test_writes.py",
    "ui/opening/test_whole_opening.py",
    "benchmarks/test_load.py",
    "test_start.py",
    "app/day_end/test_day_end.py",
    "ui/transfer/test_counter.py",
    "ui/pages/test_command_box.py",
    "ui/opening/test_paper.py",
    "ui/opening/test_fields.py",
    "app/dossier/test_machine.py",
    "app/risk_cases/test_cases.py",
    "faults/test_server.py",
    "ui/test_upgrade.py",
    "ui/suitability/test_pages.py",
    "app/cli/test_moving_commands.py",
    "app/transfer_out/test_races.py",
    "app/approvals/test_machine.py",
    "app/tasks/test_machine.py",
    "app/storage/test_no_plain_numbers.py",
    "app/cli/test_verify.py",
    "ui/test_two_windows.py",
    "ui/opening/test_keystrokes.py",
    "ui/opening/test_steps.py",
    "ui/test_accessible.py",
    "ui/test_canaries.py",
    "app/cli/test_branch_commands.py",
    "app/onboarding/test_fields.py",
    "app/printing/test_lease.py",
    "ui/test_session_end.py",
    "forms/engine/test_archive_pdf.py",
    "forms/engine/test_recognise.py",
    "app/cli/test_archive_commands.py",
)
"""The test files that take longest, longest first."""


CHECKS = {
    "format": (str(BIN / "ruff"), "format", "--check", "--quiet", *PATHS),
    "lint": (str(BIN / "ruff"), "check", "--quiet", *PATHS),
    "types": (str(BIN / "mypy"),),
    "import contracts": (str(BIN / "lint-imports"),),
    "translations": (sys.executable, "-m", "tests.translations"),
    # nothing is tried yet, but what cannot be imported is told now, and both test processes find it compiled
    "collection": (sys.executable, "-m", "pytest", "--collect-only", "--quiet", "--quiet", "--no-header"),
}
LONGEST = "types"


def quick_place() -> str | None:
    """A directory in memory for what tests write, when there is room and programs may be started in it.

    A branch waits for its disk at every save; tests make ten thousands, and nothing that they write is to last.
    """
    shared = "/dev/shm"  # noqa: S108 - pytest makes its own directory there, which nobody else can read
    if not os.path.isdir(shared) or not os.access(shared, os.W_OK) or shutil.disk_usage(shared).free < ROOM:
        return None
    return None if os.statvfs(shared).f_flag & os.ST_NOEXEC else shared


def _done(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=TOP, capture_output=True, text=True, encoding="utf-8", check=False)


def check() -> int:
    """Two checks at a time, told in their order; the code of the first that fails, after which none is begun."""
    first = (LONGEST, *(title for title in CHECKS if title != LONGEST))
    with ThreadPoolExecutor(2) as hands:
        under_way = {title: hands.submit(_done, *CHECKS[title]) for title in first}
        for title in CHECKS:
            print(f"== {title}", flush=True)
            done = under_way[title].result()
            if title != "collection" or done.returncode:
                print(done.stdout, end="", flush=True)
                print(done.stderr, end="", file=sys.stderr, flush=True)
            if done.returncode:
                print(f"== {title}: failed ({done.returncode})", flush=True)
                hands.shutdown(cancel_futures=True)
                return done.returncode
    return 0


def main(arguments: list[str]) -> int:
    """Run the checks in order, stop at the first that fails; the test runner's closing line comes last."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1")
    if arguments == ["--faults"]:
        os.environ["GUITAI_FAULTS"] = "long"
        arguments = ["-q", "tests/faults"]
    if arguments[:1] == ["--blackbox"]:
        if arguments[1:2] == ["--program"] and len(arguments) == 3:
            os.environ["GUITAI_BLACKBOX_PROGRAM"] = str(Path(arguments[2]).resolve())
        os.environ["GUITAI_BLACKBOX"] = "long"
        arguments = ["-q", "tests/blackbox"]
    if not arguments:
        if failed := check():
            return failed
        arguments = ["-q", "-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder"]
        # no chance here: what it finds is looked for where somebody reads it, not in what everybody waits for
        arguments += ["--hypothesis-profile", "gate"]
        arguments += ["-o", "tmp_path_retention_policy=failed"]
        if (place := quick_place()) is not None:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", place)
        arguments += ["-o", f"faulthandler_timeout={LIMIT}", "-o", "faulthandler_exit_on_timeout=true"]
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=TOP, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
