"""The short way to the first window: ``run`` and ``demo`` of a branch that is there, read without any library.

The command line's machinery, the database and the forms cost a second before the first window (FINDINGS, start-up).
Whatever is unusual here - help, an unknown option, a folder without a branch - is left to the command line, which
says what is wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

DEFAULT_DEMO = Path.home() / ".local" / "share" / "guitai" / "demo"
STATION = "01"
_MARK_FILE = "branch.toml"  # app.storage.mark has the name too, and the database's library with it


def windows(arguments: list[str]) -> int | None:
    """Open the program when ``arguments`` ask for just that, and give its exit code; None: not the short way."""
    command, options = arguments[:1], _options(arguments[1:])
    if command == ["run"] and options is not None and "--dir" in options:
        folder = Path(options["--dir"])
        return open_windows(folder, options.get("--station", STATION)) if read_mark(folder) else None
    if command == ["demo"] and options is not None and "--station" not in options:
        folder = Path(options.get("--dir", DEFAULT_DEMO))
        from app.samples.people import UNFINISHED_FILE

        if read_mark(folder).get("sample") is True and not (folder / UNFINISHED_FILE).exists():
            _tell_users(folder)
            return open_windows(folder, STATION)
    return None


def read_mark(folder: Path) -> dict[str, Any]:
    """What ``branch.toml`` says; nothing when there is none that can be read."""
    try:
        text = (folder / _MARK_FILE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    plain = _plain(text)
    if plain is not None:
        return plain
    import tomllib

    try:
        return tomllib.loads(text)
    except ValueError:
        return {}


def _plain(text: str) -> dict[str, Any] | None:
    """The mark as the program writes it: a word and one simple value a line; None for anything else.

    The library for such files takes longer to read than the file.
    """
    found: dict[str, Any] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, value = line.partition(" = ")
        if name in found:
            return None
        bare = value[1:-1]
        if value in ("true", "false"):
            found[name] = value == "true"
        elif value == f'"{bare}"' and bare.isascii() and bare.isprintable() and not set(bare) & {'"', "\\"}:
            found[name] = bare
        elif value.isascii() and value.isdigit() and str(int(value)) == value:
            found[name] = int(value)
        else:
            return None
        if not name.replace("_", "").isalnum() or not name.isascii():
            return None
    return found


def open_windows(folder: Path, station: str) -> int:
    """Show the program; the exit code.

    A passphrase that the branch needs is asked for at the terminal first, or by the program in its window when there
    is none.
    """
    if read_mark(folder).get("key_store") == "passphrase":
        from ui.passphrase import ask_passphrase, can_be_asked

        if can_be_asked():
            ask_passphrase()
    leave_sources_unread()
    from ui.bootstrap import start

    return start(folder, station=station)


def leave_sources_unread() -> None:
    """Keep PySide6 from reading the source text of every module that is imported from now on (decision 0046).

    It looks there for its own name, to know where another spelling of its methods might be switched on, which nobody
    does here; a frozen program has no sources either. It would be 30 MB, and the time to read them.
    """
    import PySide6.QtCore  # noqa: F401 - with it comes the hook

    hook = sys.modules.get("shibokensupport.feature")
    if hasattr(hook, "_mod_uses_pyside"):
        vars(hook)["_mod_uses_pyside"] = _uses_no_other_spelling


def _uses_no_other_spelling(_: object) -> bool:
    return False


def _options(arguments: list[str]) -> dict[str, str] | None:
    """``--dir X --station=N`` by name; None for anything else."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, is_joined, value = rest.pop(0).partition("=")
        if not is_joined and rest:
            value = rest.pop(0)
        if name not in {"--dir", "--station"} or name in found or not value or value.startswith("-"):
            return None
        found[name] = value
    return found


def _tell_users(folder: Path) -> None:
    from app.samples.people import user_lines

    print(f"Sample branch found in {folder}", *user_lines(), sep="\n", flush=True)  # noqa: T201 - the command line speaks
