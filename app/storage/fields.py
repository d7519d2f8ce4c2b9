"""Columns that are encrypted one by one: ID numbers, mobiles, bank accounts, addresses, what clients told (SE-1).

A branch server is looked after by people who have no business with clients, and its backups lie about; so these values
leave the program encrypted. The embedded file is encrypted as a whole already: there the columns are sealed all the
same, because one schema and one way through the code is what gets tested.

AES-SIV with keys derived from the branch's secret. Its associated data is ``table.column``: a value that is copied into
another column opens nowhere. A *findable* column gives the same text for the same value, so equality, unique
constraints and indexes hold; it tells which rows have the same value, and how long a value is, and nothing more. Every
other sealed column has a random nonce and tells the length only. An empty text stays empty: check constraints ask for
it, and its length would give it away.

The keys hang on the engine's dialect (:func:`give_keys`), never on a global: two branches may be open at once.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from binascii import Error as NoBase64
from binascii import a2b_base64
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from app.common.errors import Refused
from app.storage.keys import BranchKeys

_ATTRIBUTE = "guitai_fields"
_FINDABLE = "s1="
"""Begins a sealed text; the figure is that of the way of sealing, for a later one to stand beside it."""
_HIDDEN = "s1~"
_NONCE_BYTES = 16
_TOKEN_BYTES = 12


class FieldKeys:
    """The keys of sealed columns and search tokens of one branch; may be used from any thread. Never printed."""

    def __init__(self, content: bytes, search: bytes) -> None:
        if len(content) != 64 or len(search) != 32:
            raise ValueError("64 bytes for the columns and 32 for the tokens")
        self._cipher = AESSIV(content)
        self._search = search

    @classmethod
    def of(cls, keys: BranchKeys) -> FieldKeys:
        """The keys that belong to a branch."""
        return cls(keys.purpose("fields/mac") + keys.purpose("fields/cipher"), keys.purpose("fields/search"))

    def seal(self, place: str, text: str, *, findable: bool) -> str:
        """``text`` as it is stored in ``place`` (``table.column``)."""
        if not text:
            return ""
        if findable:
            return _FINDABLE + _encoded(self._cipher.encrypt(text.encode(), [place.encode()]))
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _HIDDEN + _encoded(nonce + self._cipher.encrypt(text.encode(), [place.encode(), nonce]))

    def open(self, place: str, stored: str) -> str:
        """What was sealed. Refused: ``storage.field_altered`` for anything that was not sealed for this place."""
        if not stored:
            return ""
        try:
            mark, raw = stored[: len(_FINDABLE)], a2b_base64(stored[len(_FINDABLE) :], strict_mode=True)
            if mark == _FINDABLE:
                return self._cipher.decrypt(raw, [place.encode()]).decode()
            if mark == _HIDDEN:
                nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
                return self._cipher.decrypt(sealed, [place.encode(), nonce]).decode()
        except (InvalidTag, ValueError, NoBase64):
            pass
        raise Refused("storage.field_altered", column=place)

    def token(self, purpose: str, text: str) -> str:
        """Stands for ``text`` in an index (16 characters): it can be looked for, and not be read or guessed."""
        digest = hmac.digest(self._search, f"{purpose}\0{text}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode()


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def give_keys(engine: sa.Engine, keys: FieldKeys) -> None:
    """Let this engine read and write sealed columns."""
    setattr(engine.dialect, _ATTRIBUTE, keys)


def field_keys(dialect: sa.Dialect) -> FieldKeys:
    """The keys of an engine's dialect (``connection.dialect``). Without any it is a programming error: LookupError."""
    keys: FieldKeys | None = getattr(dialect, _ATTRIBUTE, None)
    if keys is None:
        raise LookupError("sealed columns need the branch's keys: this engine was given none")
    return keys


class Sealed(sa.types.TypeDecorator[str]):
    """A text that is stored encrypted. ``place``: ``table.column`` of its own column.

    ``findable``: equal values are stored equal, so that they can be compared, grouped and indexed. Never for free
    text, where it would tell without need that two rows say the same.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, place: str, *, findable: bool = False) -> None:
        super().__init__()
        self.place = place
        self.findable = findable

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Seal."""
        return None if value is None else field_keys(dialect).seal(self.place, value, findable=self.findable)

    def process_literal_param(self, value: str | None, dialect: sa.Dialect) -> str:
        """A value written into a statement would be written in plain: a programming error."""
        raise TypeError(f"{self.place} is sealed: give its values as parameters")

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], str | None]:
        """Opens. Refused in reading: ``storage.field_altered``.

        Made here and not by ``process_result_value``: a list of clients opens hundreds of values, and the layers
        between would take longer than the cipher.
        """
        place = self.place

        def opened(stored: str | None) -> str | None:
            return field_keys(dialect).open(place, stored) if stored else stored

        return opened


def findable(place: str) -> Sealed:
    """The type of a sealed column that is looked for by its whole value."""
    return Sealed(place, findable=True)
