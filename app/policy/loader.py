"""From policy files to policy values. A file with a mistake is never loaded; every mistake is told with its line.

Kinds of file, told apart by their ``kind``: ``branch`` (periods, limits, lists) names the ``questionnaire``, the
``transfer-out`` and the ``dossier`` file it uses. These are looked for beside the branch file first, then among those
that ship with the program.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.common.errors import Refused
from app.policy.branch_file import read_branch
from app.policy.dossier import DossierPolicy
from app.policy.dossier_file import read_dossier
from app.policy.lines import key_lines
from app.policy.questionnaire_file import read_questionnaire
from app.policy.reading import PolicyProblem, Problems, Table, problem
from app.policy.transfer import TransferPolicy
from app.policy.transfer_file import read_transfer
from app.policy.values import Policy, Questionnaire

__all__ = ["PolicyProblem", "check_policy", "load_policy", "load_questionnaire", "load_transfer"]

SHIPPED = Path(__file__).parent / "data"
LARGEST_FILE = 1_000_000
"""Bytes; a policy file is a few kilobytes, so anything larger is another file."""

_SYNTAX = re.compile(r"\((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)$")


def load_policy(path: Path | None = None) -> Policy:
    """The branch policy in ``path``, or the shipped one.

    Refused: ``policy.not_found``, ``policy.too_large``; ``policy.broken`` with ``line``, ``key``, ``reason`` of the
    first mistake and the ``count`` of all; ``policy.other_kind`` for a file of another kind.
    """
    policy: Policy = _load(path or SHIPPED / "branch.toml", "branch")
    return policy


def load_questionnaire(path: Path | None = None) -> Questionnaire:
    """The questionnaire in ``path``, or the shipped one of four levels; a branch file gives the one it names (RA-3).

    Refused: as :func:`load_policy`.
    """
    path = path or SHIPPED / "questionnaire-4-level.toml"
    if _kind(_text(path)) == "branch":
        return load_policy(path).questionnaire
    questionnaire: Questionnaire = _load(path, "questionnaire")
    return questionnaire


def load_transfer(path: Path | None = None) -> TransferPolicy:
    """The transfer-out policy in ``path``, or the shipped one; a branch file gives the one it names (CL-1, TO-4).

    Refused: as :func:`load_policy`.
    """
    path = path or SHIPPED / "transfer-out.toml"
    if _kind(_text(path)) == "branch":
        return load_policy(path).transfer
    transfer: TransferPolicy = _load(path, "transfer-out")
    return transfer


def check_policy(path: Path) -> list[PolicyProblem]:
    """Every mistake in a policy file of any kind, in the order of its lines; empty when it can be used.

    Refused: ``policy.not_found``, ``policy.too_large`` when there is no file to be checked.
    """
    return _read(_text(path), path)[1]


def _load(path: Path, kind: str) -> Any:
    text = _text(path)
    found_kind = _kind(text)
    if found_kind in _READERS and found_kind != kind:
        raise Refused("policy.other_kind", expected=kind, found=found_kind)
    value, problems = _read(text, path)
    if problems:
        first = problems[0]
        raise Refused(
            "policy.broken", file=path.name, line=first.line, key=first.key, count=len(problems),
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
    # bytes that are not UTF-8 become U+FFFD, found again by _read, so that their line can be told
    return raw.decode("utf-8-sig", errors="replace")


def _kind(text: str) -> Any:
    try:
        return tomllib.loads(text).get("kind")
    except tomllib.TOMLDecodeError:
        return None


def _read(text: str, path: Path) -> tuple[Any, list[PolicyProblem]]:
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
    value = _READERS[kind](root, path)
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


def _branch(root: Table, path: Path) -> Policy:
    def find(name: str, kind: str) -> Any:
        beside = path.parent / name
        return _load(beside if beside.exists() else SHIPPED / name, kind)

    def questionnaire(name: str) -> Questionnaire:
        found: Questionnaire = find(name, "questionnaire")
        return found

    def transfer(name: str) -> TransferPolicy:
        found: TransferPolicy = find(name, "transfer-out")
        return found

    def dossier(name: str) -> DossierPolicy:
        found: DossierPolicy = find(name, "dossier")
        return found

    return read_branch(root, questionnaire, transfer, dossier)


_READERS: dict[str, Callable[[Table, Path], Any]] = {
    "branch": _branch,
    "questionnaire": lambda root, path: read_questionnaire(root),
    "transfer-out": lambda root, path: read_transfer(root),
    "dossier": lambda root, path: read_dossier(root),
}
