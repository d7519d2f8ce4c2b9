"""Makes starts quicker, once after installing: ``python -m ui.quicken``.

PySide6 carries part of its Python as text inside a library and compiles it anew at every start, a sixth of the time of
a bare window. It also looks for these files in a folder ``files.dir`` beside its ``shiboken6`` package (what its own
switch ``SBK_EMBED=0`` makes); laid out there, Python keeps them compiled. Our own modules are compiled ahead as well.
"""

from __future__ import annotations

import compileall
import shutil
import sys
import tempfile
from pathlib import Path

FILES = "files.dir"


def lay_out(package: Path) -> bool:
    """Lay PySide6's own sources out in ``package``, a folder ``shiboken6``; False when there is nothing to do.

    The folder appears whole or not at all: another program may be starting from it.
    """
    import PySide6.QtCore  # noqa: F401 - reads the library that holds the sources

    loader = sys.modules["shibokensupport.signature.loader"].__loader__
    sources = getattr(loader, "zfile", None)
    target = package / FILES
    if sources is None or target.exists():
        return False
    made = Path(tempfile.mkdtemp(prefix=".files-", dir=package))
    try:
        sources.extractall(made, [name for name in sources.namelist() if name.startswith("shibokensupport/")])
        made.chmod(0o755)
        compileall.compile_dir(made, quiet=2, stripdir=str(made), prependdir=str(target))
        made.rename(target)
    except OSError:
        if not target.exists():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return True


def main() -> None:
    """Do what can be done; a folder that cannot be written is no reason not to start."""
    import shiboken6

    try:
        lay_out(Path(shiboken6.__file__).resolve().parent)
    except OSError as fault:
        print(f"guitai: starts stay slower: {fault.strerror}", file=sys.stderr)  # noqa: T201 - the launcher's words
    for name in ("app", "forms", "ui", "resources"):
        compileall.compile_dir(Path(__file__).resolve().parents[1] / name, quiet=2)


if __name__ == "__main__":
    main()
