"""The audit chain: each row carries an HMAC over itself and the row before, one chain and one key a station (SE-2)."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from app.audit import storage
from app.audit.highwater import HighWater
from app.audit.storage import AuditRow, Head
from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.db import AuditEntry

WITNESS_EVERY = 20
"""Every so many rows a chain carries the heads of the other stations: to cut one, all have to be cut."""


def acknowledged_state(row: AuditRow) -> Mapping[str, int]:
    """By station the last row of the state that an act acknowledged; nothing of it is to be trusted but by its MAC."""
    try:
        heads = json.loads(row.after or "")["heads"]
        return {str(station): int(seq) for station, seq in heads.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


class ChainKeys:
    """The HMAC keys of the stations, derived from the branch's audit key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("an audit key has 32 bytes")
        self._key = key

    def mac(self, row: AuditRow) -> str:
        """The HMAC-SHA256 (hex) of everything in ``row`` but its own ``mac``."""
        content = canonical_json([getattr(row, name) for name in AuditRow.__slots__ if name != "mac"])
        return hmac.new(self._station(row.station), content.encode(), hashlib.sha256).hexdigest()

    def first(self, station: str) -> str:
        """What the first row of a station has as its predecessor."""
        return hmac.new(self._station(station), b"first", hashlib.sha256).hexdigest()

    def _station(self, station: str) -> bytes:
        return hmac.new(self._key, b"station:" + station.encode(), hashlib.sha256).digest()


class ChainedAudit:
    """The audit sink of an open branch; may be used from any thread.

    Before its first row in a process it compares the database with the high-water marks and refuses
    ``audit.rolled_back`` when the database is older: going on would hide what was lost.
    """

    def __init__(self, key: bytes, highwater: HighWater) -> None:
        self.keys = ChainKeys(key)
        self.highwater = highwater
        self._pending = _Pending()
        self._compared = False
        self._own: dict[str, Head] = {}
        self.found: tuple[Head, ...] = ()
        """The heads when a state that was put back was opened to be acknowledged."""

    def append(self, connection: sa.Connection, entry: AuditEntry) -> None:
        """Add the entry to its station's chain, in the caller's transaction."""
        storage.lock_chain(connection, entry.station)
        if not self._compared:
            self.compare(connection, entry.station)
        last = storage.head(connection, entry.station)
        self._need_own(entry.station, last)
        seq = 1 if last is None else last.seq + 1
        row = AuditRow(
            station=entry.station,
            seq=seq,
            at=entry.at,
            staff_id=entry.staff_id,
            act=entry.act,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            before=None if entry.before is None else canonical_json(entry.before),
            after=None if entry.after is None else canonical_json(entry.after),
            prev=self.keys.first(entry.station) if last is None else last.mac,
            mac="",
            witness=_witness(connection, entry.station) if seq % WITNESS_EVERY == 0 else None,
        )
        row = replace(row, mac=self.keys.mac(row))
        storage.insert(connection, row)
        self._pending.add(connection, Head(row.station, row.seq, row.mac))

    def compare(self, connection: sa.Connection, station: str) -> None:
        """Hold the chains against the high-water marks; once in a process, and whenever it is asked for.

        Another station's marks need not be here (on a branch server each has its own folder), ``station``'s must. A
        state that the general manager acknowledged at another station is taken over.
        Refused: ``audit.rolled_back``, ``audit.marks_missing``.
        """
        marks = self.highwater.marks()
        if not marks and storage.head(connection, station) is not None:
            raise Refused("audit.marks_missing")
        wrong = [mark for mark in marks.values() if storage.mac_at(connection, mark.station, mark.seq) != mark.mac]
        if wrong:
            if not self._acknowledged(connection, marks, wrong):
                raise Refused("audit.rolled_back", station=wrong[0].station, seq=wrong[0].seq)
            self.highwater.replace(storage.heads(connection))
        self._compared = True

    def _acknowledged(self, connection: sa.Connection, marks: Mapping[str, Head], wrong: Sequence[Head]) -> bool:
        """Whether an act that these marks have not seen yet acknowledges that all of ``wrong`` are gone.

        One that they have seen excuses nothing more: it would excuse every later return to the same state.
        """
        for row in storage.acknowledgements(connection):
            seen = marks.get(row.station)
            if (seen is None or seen.seq < row.seq) and hmac.compare_digest(row.mac, self.keys.mac(row)):
                state = acknowledged_state(row)
                if all(mark.seq > state.get(mark.station, 0) for mark in wrong):
                    return True
        return False

    def _need_own(self, station: str, last: Head | None) -> None:
        """What this process has committed must still be there: a server may be put back while windows are open."""
        own = self._own.get(station)
        if own is not None and (last is None or last.seq < own.seq or (last.seq == own.seq and last.mac != own.mac)):
            raise Refused("audit.rolled_back", station=station, seq=own.seq)

    def accept(self, connection: sa.Connection) -> None:
        """Go on from the chains as they are, to acknowledge that they were put back; the marks stay until ``settle``.

        Refused at every other opening meanwhile: what is written now is not what the marks tell of.
        """
        self.found = storage.heads(connection)
        self._compared = True

    def settle(self, connection: sa.Connection) -> None:
        """Put the old marks aside and set new ones from the chains as they are. Refused: ``audit.highwater_failed``."""
        self.highwater.replace(storage.heads(connection))

    def committed(self) -> None:
        """Write the marks of what this thread has just committed."""
        heads = self._pending.take()
        if heads:
            self._own.update({head.station: head for head in heads})
            self.highwater.add(heads)


class _Pending(threading.local):
    """Heads that this thread has written in its present transaction."""

    def __init__(self) -> None:
        self._transaction: object = None
        self._heads: dict[str, Head] = {}

    def add(self, connection: sa.Connection, head: Head) -> None:
        # what a transaction that was rolled back left here must never become a mark
        transaction = connection.get_transaction()
        if transaction is not self._transaction:
            self._transaction = transaction
            self._heads = {}
        self._heads[head.station] = head

    def take(self) -> tuple[Head, ...]:
        heads = tuple(self._heads.values())
        self._transaction = None
        self._heads = {}
        return heads


def _witness(connection: sa.Connection, station: str) -> str | None:
    others = [[head.seq, head.mac, head.station] for head in storage.heads(connection) if head.station != station]
    return canonical_json([[name, seq, mac] for seq, mac, name in others]) if others else None
