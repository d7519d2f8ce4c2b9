"""The policy of a day, put together from the versions that a branch has decided and the files it began with (RA-3).

The files it began with are those beside the program, or the branch folder's own in their place. A version that was
decided takes the place of the whole file of its name, from its date on.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.common.errors import Refused
from app.common.values import canonical_json
from app.policy.loader import SHIPPED, Files, Folders, kind_of, load_policy, read_text, value_of
from app.policy.reading import EARLIEST, PolicyProblem, problem
from app.policy.values import Policy

BRANCH_FILE = "branch.toml"
"""The name under which versions of the branch file go, whatever it is called in the folder."""
OWN_FILE = "policy.toml"
"""A branch's own branch file in its folder; without it the shipped one is begun with."""
KINDS = ("branch", "questionnaire", "transfer-out", "dossier", "messages", "contacts")
"""Kinds of file that have versions. ``backup.toml`` is each computer's own: it is wanted before the branch is open."""


@dataclass(frozen=True, slots=True)
class Base:
    """The files a branch began with: in its ``folder`` (None: no folder), else those that ship with the program."""

    folder: Path | None = None

    def policy(self) -> Policy:
        """The policy without any version. Refused: as ``load_policy``."""
        own = self._own()
        return load_policy(own, self.folder)

    def files(self) -> Folders:
        """Where the files that the branch file names are found."""
        return Folders(*([self.folder] if self.folder is not None else []), SHIPPED)

    def text(self, name: str) -> str:
        """The text of one of them. Refused: ``policy.not_found``, ``policy.too_large``."""
        if name != BRANCH_FILE:
            return self.files().text(name)
        own = self._own()  # a file called branch.toml in the folder is another one: the mark of the branch
        return Folders(SHIPPED).text(name) if own is None else Folders(own.parent).text(own.name)

    def names(self) -> tuple[str, ...]:
        """The branch file, then all others that can have versions."""
        folders = (SHIPPED,) if self.folder is None else (SHIPPED, self.folder)
        found = {path.name for folder in folders for path in folder.glob("*.toml")}
        others = sorted(name for name in found - {BRANCH_FILE, OWN_FILE} if kind_of(self.text(name)) in KINDS[1:])
        return (BRANCH_FILE, *others)

    def _own(self) -> Path | None:
        if self.folder is None or not (self.folder / OWN_FILE).is_file():
            return None
        return self.folder / OWN_FILE


class _Versions:
    """The decided texts first, then the base's."""

    def __init__(self, texts: Mapping[str, str], base: Base) -> None:
        self._texts = texts
        self._files = base.files()
        self.read: dict[str, str] = {}

    def text(self, name: str) -> str:
        found = self._texts[name] if name in self._texts else self._files.text(name)
        return self.read.setdefault(name, found)


def compose(base: Base, texts: Mapping[str, str]) -> Policy:
    """The policy with these ``texts`` in place of the files of their names. Refused: ``policy.broken`` and kin."""
    if not texts:
        return base.policy()
    files = _Versions(texts, base)
    branch = texts.get(BRANCH_FILE) or base.text(BRANCH_FILE)
    policy: Policy = value_of(branch, BRANCH_FILE, "branch", files)
    return replace(policy, text=canonical_json({"branch": branch, "files": files.read}))


def holds(policy: Policy, texts: Mapping[str, str]) -> bool:
    """Whether ``policy`` was put together from these versions, as far as it uses files of their names."""
    kept: dict[str, Any] = json.loads(policy.text) if policy.text else {"branch": "", "files": {}}
    used: dict[str, str] = {**kept["files"], BRANCH_FILE: kept["branch"]}
    return all(used[name] == text for name, text in texts.items() if name in used)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a policy text says of itself: its kind, version and date; empty and ``EARLIEST`` where it says nothing."""

    kind: str
    version: str
    effective: date


def heading(text: str, kind: str) -> Heading:
    """The heading of a text without mistakes. Refused: ``policy.other_kind``, ``policy.broken`` without a date."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Heading("", "", EARLIEST)
    if data.get("kind") != kind:
        raise Refused("policy.other_kind", expected=kind, found=str(data.get("kind", "")))
    version, effective = data.get("version"), data.get("effective")
    plain = type(effective) is date  # a moment is a date, too, for isinstance
    return Heading(kind, str(version) if version else "", effective if plain and effective else EARLIEST)


def check_text(name: str, kind: str, text: str, others: Mapping[str, str], base: Base) -> list[PolicyProblem]:
    """Every mistake in ``text`` as the file ``name``, in the order of lines; then what no longer fits in other files.

    ``others``: the versions beside which it would hold. A mistake in another file bears that file's name in its key.
    """
    files: Files = _Versions({**others, name: text}, base)
    found_kind = kind_of(text)
    if isinstance(found_kind, str) and found_kind in KINDS and found_kind != kind:
        return [problem(1, "kind", Refused("policy.other_kind", expected=kind, found=found_kind))]
    problems = read_text(text, files)[1]
    if problems or name == BRANCH_FILE:
        return problems
    branch = others.get(BRANCH_FILE) or base.text(BRANCH_FILE)
    return [replace(one, line=1, key=f"{BRANCH_FILE}: {one.key}") for one in read_text(branch, files)[1]]
