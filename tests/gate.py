"""The whole gate, as ``./guitai test`` runs it: format, lint, types, import contracts, translations, then tests.

``./guitai test --faults``: the long form of the faults (tests/faults), every write of an opening and a transfer-out.
With other arguments (``./guitai test tests/app -k papers``) only pytest runs, with these arguments.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PATHS = ("app", "ui", "forms", "tests", "benchmarks")
# seconds: a test that hangs fails by name, even when it holds the interpreter's lock, instead of holding up everybody
LIMIT = 300


def _run(title: str, *command: str) -> None:
    print(f"== {title}", flush=True)
    done = subprocess.run(command, cwd=TOP, check=False)
    if done.returncode:
        print(f"== {title}: failed ({done.returncode})", flush=True)
        sys.exit(done.returncode)


def main(arguments: list[str]) -> int:
    """Run the checks in order, stop at the first that fails; the test runner's closing line comes last."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1")
    if arguments == ["--faults"]:
        os.environ["GUITAI_FAULTS"] = "long"
        arguments = ["-q", "tests/faults"]
    if not arguments:
        _run("format", str(BIN / "ruff"), "format", "--check", "--quiet", *PATHS)
        _run("lint", str(BIN / "ruff"), "check", "--quiet", *PATHS)
        _run("types", str(BIN / "mypy"))
        _run("import contracts", str(BIN / "lint-imports"))
        _run("translations", sys.executable, "-m", "tests.translations")
        arguments = ["-q", "-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]
        arguments += ["-o", f"faulthandler_timeout={LIMIT}", "-o", "faulthandler_exit_on_timeout=true"]
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=TOP, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
