"""The file by which another counter joins a branch server: everything it needs, wrapped by a one-time passphrase."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.audit.storage import Head
from app.common.errors import Refused
from app.storage.wrap import Argon2Costs, unwrap, wrap

_PURPOSE = "station-invitation"
_GROUPS = 6
_FORMAT = 1
MOST_BYTES = 4 * 1024 * 1024
"""A larger file is no invitation and is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a new station is given. Never printed.

    ``address``: of the server for this station, with its role and without its password; ``own``: whether the station
    gives itself another password when it joins (not for a role that an administrator prepared). ``documents``: the
    place of the document files as the new station sees it; ``documents_login``: what a store of them admits it with;
    ``proof``: the SHA-256 of one of them, empty when there is none yet. ``heads``: the audit chains at the time of the
    invitation. ``root``: the server's root certificate (PEM), empty without one. ``files``: small files of the branch's
    folder by name.
    """

    id: str
    branch_id: str
    sample: bool
    station: str
    address: str
    documents: str
    proof: str
    own: bool
    master: bytes = field(repr=False)
    password: str = field(repr=False)
    heads: tuple[Head, ...] = field(repr=False)
    root: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    documents_login: str = field(default="", repr=False)


def new_passphrase() -> str:
    """Six groups of five digits (about 100 bits), to be told apart from the file, and used once."""
    return "-".join(f"{secrets.randbelow(100_000):05d}" for _ in range(_GROUPS))


def seal_invitation(invitation: Invitation, passphrase: str, costs: Argon2Costs | None = None) -> bytes:
    """The invitation as a file that only ``passphrase`` opens."""
    told = {
        "format": _FORMAT,
        **{name: getattr(invitation, name) for name in _PLAIN},
        "master": _text(invitation.master),
        "root": _text(invitation.root),
        "heads": [[head.station, head.seq, head.mac] for head in invitation.heads],
        "files": {name: _text(content) for name, content in invitation.files.items()},
    }
    return wrap(json.dumps(told).encode(), _digits(passphrase), _PURPOSE, costs or Argon2Costs())


_PLAIN = ("id", "branch_id", "sample", "station", "address", "documents", "proof", "own", "password", "documents_login")


def open_invitation(content: bytes, passphrase: str) -> Invitation:
    """The invitation in a file; blanks and hyphens of the passphrase do not count.

    Refused: ``station.invitation_wrong``, ``station.invitation_damaged``.
    """
    try:
        told = json.loads(unwrap(content, _digits(passphrase), _PURPOSE))
        if told["format"] != _FORMAT:
            raise Refused("station.invitation_damaged")
        return Invitation(
            **{name: told[name] for name in _PLAIN},
            master=base64.b64decode(told["master"]),
            root=base64.b64decode(told["root"]),
            heads=tuple(Head(*head) for head in told["heads"]),
            files={name: base64.b64decode(text) for name, text in told["files"].items()},
        )
    except Refused as refused:
        wrong = refused.code == "keys.passphrase_wrong"
        raise Refused(f"station.invitation_{'wrong' if wrong else 'damaged'}", field="passphrase") from refused
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("station.invitation_damaged") from error


def read_invitation(file: Path) -> bytes:
    """The content of an invitation's file. Refused: ``station.invitation_damaged``."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Refused("station.invitation_damaged")
        return file.read_bytes()
    except OSError as error:
        raise Refused("station.invitation_damaged") from error


def _digits(passphrase: str) -> str:
    return "".join(character for character in passphrase if character.isdigit())


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
