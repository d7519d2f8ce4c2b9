"""From policy files to policy values. A file with a mistake is never loaded; every mistake is told with its line.

Kinds of file, told apart by their ``kind``: ``branch`` (periods, limits, lists) names the ``questionnaire``, the
``transfer-out`` and the ``dossier`` file it uses. These are looked for beside the branch file first, then among those
that ship with the program. ``backup`` stands alone: it is wanted when the branch cannot be opened.

A policy knows the text it was read from, so that a case can keep the one it began with (``app.policy.storage``).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from app.common.errors import Refused
from app.common.values import canonical_json
from app.policy.backup import BackupPolicy, read_backup
from app.policy.branch_file import read_branch
from app.policy.contacts import ContactPolicy
from app.policy.contacts_file import read_contacts
from app.policy.dossier import DossierPolicy
from app.policy.dossier_file import read_dossier
from app.policy.lines import key_lines
from app.policy.message_file import read_messages
from app.policy.messages import MessagePolicy
from app.policy.questionnaire_file import read_questionnaire
from app.policy.reading import PolicyProblem, Problems, Table, problem
from app.policy.transfer import TransferPolicy
from app.policy.transfer_file import read_transfer
from app.policy.values import Policy, Questionnaire

__all__ = ["PolicyProblem", "check_policy", "load_backup", "load_policy", "load_questionnaire", "load_transfer",
           "policy_from_text"]  # fmt: skip

SHIPPED = Path(__file__).parent / "data"
LARGEST_FILE = 1_000_000
"""Bytes; a policy file is a few kilobytes, so anything larger is another file."""

MOST_KNOWN = 8
"""Policies kept as they were read: nothing in one ever changes, and a station works with very few."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A policy and the texts, by name, of the files that its own text names."""

    policy: Policy
    files: dict[str, str]


_known: dict[str, _Known] = {}

_SYNTAX = re.compile(r"\((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)$")


def load_policy(path: Path | None = None, folder: Path | None = None) -> Policy:
    """The branch policy in ``path``, or the shipped one; files that it names may lie in ``folder``, too.

    Refused: ``policy.not_found``, ``policy.too_large``; ``policy.broken`` with ``line``, ``key``, ``reason`` of the
    first mistake and the ``count`` of all; ``policy.other_kind`` for a file of another kind.
    """
    path = path or SHIPPED / "branch.toml"
    files = Folders(*([folder] if folder is not None else []), path.parent, SHIPPED)
    text = _text(path)
    known = _known.get(text)
    if known is None or not _reads_as(files, known.files):
        policy: Policy = value_of(text, path.name, "branch", files)
        known = _Known(replace(policy, text=canonical_json({"branch": text, "files": files.read})), files.read)
        if len(_known) == MOST_KNOWN:
            _known.clear()
        _known[text] = known
    return known.policy


def _reads_as(files: Folders, texts: dict[str, str]) -> bool:
    """Whether the named files say today what they said."""
    try:
        return all(files.text(name) == text for name, text in texts.items())
    except Refused:
        return False


def policy_from_text(text: str) -> Policy:
    """The policy whose ``text`` this is, kept from a day when it held. Refused: ``policy.kept_broken``."""
    try:
        kept = json.loads(text)
        policy: Policy = value_of(str(kept["branch"]), "branch.toml", "branch", _Kept(kept["files"]))
    except (ValueError, KeyError, TypeError, Refused) as fault:
        raise Refused("policy.kept_broken") from fault
    return replace(policy, text=text)


def load_questionnaire(path: Path | None = None) -> Questionnaire:
    """The questionnaire in ``path``, or the shipped one of four levels; a branch file gives the one it names (RA-3).

    Refused: as :func:`load_policy`.
    """
    path = path or SHIPPED / "questionnaire-4-level.toml"
    if kind_of(_text(path)) == "branch":
        return load_policy(path).questionnaire
    questionnaire: Questionnaire = _load(path, "questionnaire")
    return questionnaire


def load_transfer(path: Path | None = None) -> TransferPolicy:
    """The transfer-out policy in ``path``, or the shipped one; a branch file gives the one it names (CL-1, TO-4).

    Refused: as :func:`load_policy`.
    """
    path = path or SHIPPED / "transfer-out.toml"
    if kind_of(_text(path)) == "branch":
        return load_policy(path).transfer
    transfer: TransferPolicy = _load(path, "transfer-out")
    return transfer


def load_backup(path: Path | None = None) -> BackupPolicy:
    """The backup policy in ``path``, or the shipped one, which sets no folder. Refused: as :func:`load_policy`."""
    policy: BackupPolicy = _load(path or SHIPPED / "backup.toml", "backup")
    return policy


def check_policy(path: Path) -> list[PolicyProblem]:
    """Every mistake in a policy file of any kind, in the order of its lines; empty when it can be used.

    Refused: ``policy.not_found``, ``policy.too_large`` when there is no file to be checked.
    """
    return read_text(_text(path), Folders(path.parent, SHIPPED))[1]


class Files(Protocol):
    """Where the files that a branch file names are found."""

    def text(self, name: str) -> str:
        """The text of the file of that name. Refused: ``policy.not_found``, ``policy.too_large``."""
        ...


class Folders:
    """In the first of some folders that has one; ``read``: what was found, by name."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self.read: dict[str, str] = {}

    def text(self, name: str) -> str:
        found = next((folder / name for folder in self._folders if (folder / name).exists()), self._folders[-1] / name)
        return self.read.setdefault(name, _text(found))


class _Kept:
    """In a text that was kept."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def text(self, name: str) -> str:
        if name not in self._texts:
            raise Refused("policy.not_found", file=name)
        return self._texts[name]


def _load(path: Path, kind: str) -> Any:
    return value_of(_text(path), path.name, kind, Folders(path.parent, SHIPPED))


def value_of(text: str, name: str, kind: str, files: Files) -> Any:
    """What is in a text of a ``kind``, complete. Refused: as :func:`load_policy`, ``name`` stands for the file."""
    found_kind = kind_of(text)
    if found_kind in _READERS and found_kind != kind:
        raise Refused("policy.other_kind", expected=kind, found=found_kind)
    value, problems = read_text(text, files)
    if problems:
        first = problems[0]
        raise Refused(
            "policy.broken", file=name, line=first.line, key=first.key, count=len(problems),
            reason=first.reason, reason_zh=first.reason_zh,
        )  # fmt: skip
    return value


def _text(path: Path) -> str:
    """The text of the file. Refused: ``policy.not_found``, ``policy.too_large``."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("policy.too_large", file=path.name, limit=LARGEST_FILE)
        raw = path.read_bytes()
    except (OSError, ValueError):
        raise Refused("policy.not_found", file=path.name) from None
    # bytes that are not UTF-8 become U+FFFD, found again by read_text, so that their line can be told
    return raw.decode("utf-8-sig", errors="replace")


def kind_of(text: str) -> Any:
    """What a text says that it is; None when it says nothing or cannot be read."""
    try:
        return tomllib.loads(text).get("kind")
    except tomllib.TOMLDecodeError:
        return None


def read_text(text: str, files: Files) -> tuple[Any, list[PolicyProblem]]:
    """The value in the file (not to be used when there are problems) and its problems, in the order of lines."""
    if "\ufffd" in text:
        line = text[: text.index("\ufffd")].count("\n") + 1
        return None, [problem(line, "", Refused("policy.not_utf8"))]
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax_problem(text, str(error))]
    problems = Problems(key_lines(text))
    root = Table(data, problems)
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in _READERS:
        reason = "policy.unknown_kind" if "kind" in data else "policy.missing_kind"
        problems.add(("kind",), Refused(reason))
        return None, problems.found
    value = _READERS[kind](root, files)
    return value, sorted(problems.found, key=lambda found: found.line)


def _syntax_problem(text: str, message: str) -> PolicyProblem:
    """Tomllib's complaint as a problem: its own words are English, so the Chinese sentence gives line and column."""
    match = _SYNTAX.search(message)
    line, column = (int(match["line"]), int(match["column"])) if match and match["line"] else (_last_line(text), 1)
    detail = message[: match.start()].strip() if match else message
    if detail.startswith(("Cannot overwrite", "Cannot declare")):
        return problem(line, "", Refused("policy.key_twice"))
    return problem(line, "", Refused("policy.syntax", column=column, detail=detail))


def _last_line(text: str) -> int:
    return max(1, len(text.splitlines()))


def _branch(root: Table, files: Files) -> Policy:
    def find(name: str, kind: str) -> Any:
        return value_of(files.text(name), name, kind, files)

    def questionnaire(name: str) -> Questionnaire:
        found: Questionnaire = find(name, "questionnaire")
        return found

    def transfer(name: str) -> TransferPolicy:
        found: TransferPolicy = find(name, "transfer-out")
        return found

    def dossier(name: str) -> DossierPolicy:
        found: DossierPolicy = find(name, "dossier")
        return found

    def messages(name: str) -> MessagePolicy:
        found: MessagePolicy = find(name, "messages")
        return found

    def contacts(name: str) -> ContactPolicy:
        found: ContactPolicy = find(name, "contacts")
        return found

    return read_branch(root, questionnaire, transfer, dossier, messages, contacts)


_READERS: dict[str, Callable[[Table, Files], Any]] = {
    "branch": _branch,
    "questionnaire": lambda root, files: read_questionnaire(root),
    "transfer-out": lambda root, files: read_transfer(root),
    "dossier": lambda root, files: read_dossier(root),
    "messages": lambda root, files: read_messages(root),
    "contacts": lambda root, files: read_contacts(root),
    "backup": lambda root, files: read_backup(root),
}
