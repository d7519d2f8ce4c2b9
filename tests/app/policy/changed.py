"""A branch policy that was changed: the shipped files with some words replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.policy.loader import SHIPPED, load_policy
from app.policy.values import Policy


def changed_policy(folder: Path, **files: tuple[tuple[str, str], ...]) -> Policy:
    """The shipped policy, in ``folder``, with pairs of old and new words by file: ``transfer_out=(("a", "b"),)``."""
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    for name, pairs in files.items():
        file = folder / f"{name.replace('_', '-')}.toml"
        text = file.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return load_policy(folder / "branch.toml")
