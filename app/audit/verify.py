"""Checking the audit chains: what was edited, removed, swapped, cut, rewritten or rolled back (SE-2)."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.audit import storage
from app.audit.chain import ChainKeys, acknowledged_state
from app.audit.heads import Exported
from app.audit.storage import AuditRow, Head


@dataclass(frozen=True, slots=True)
class Damage:
    """One place where a chain does not hold. ``text`` is an English sentence without personal data.

    Kinds: ``edited`` (the row is not what was written), ``missing`` (rows before it are gone), ``unlinked`` (it does
    not follow the row before), ``truncated`` (rows after it are gone), ``rewritten`` (another row stands at the
    high-water mark), ``exported`` (a head that was carried off is gone or another),
    ``forged`` (a line of those heads is not ours; ``seq`` is its number), ``witness`` (another chain has changed since
    this row saw it), ``unmarked`` (the high-water file is missing or knows nothing of the station).
    """

    station: str
    seq: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a check of all chains found; ``rows`` counts the rows read."""

    rows: int
    stations: int
    damages: tuple[Damage, ...]


class _Check:
    def __init__(self, keys: ChainKeys, marks: Mapping[str, Head], exported: Exported | None) -> None:
        self._keys = keys
        self._marks = marks
        self._exported = exported
        self._waiting = {} if exported is None else dict(exported.heads)
        self._acknowledged: list[tuple[datetime, Mapping[str, int]]] = []
        self._last: AuditRow | None = None
        self._witnessed: list[tuple[AuditRow, Head]] = []
        self.heads: dict[str, int] = {}
        self.rows = 0
        self.damages: list[Damage] = []

    def _note(self, station: str, seq: int, kind: str, text: str) -> None:
        self.damages.append(Damage(station, seq, kind, text))

    def row(self, row: AuditRow) -> None:
        last = self._last if self._last is not None and self._last.station == row.station else None
        expected = 1 if last is None else last.seq + 1
        before = self._keys.first(row.station) if last is None else last.mac
        if row.seq != expected:
            gone = f"{expected}" if row.seq == expected + 1 else f"{expected} to {row.seq - 1}"
            self._note(row.station, row.seq, "missing", f"Rows {gone} before this row are missing.")
        elif not hmac.compare_digest(row.prev, before):
            self._note(row.station, row.seq, "unlinked", "The row does not follow the row before it.")
        if not hmac.compare_digest(row.mac, self._keys.mac(row)):
            self._note(row.station, row.seq, "edited", "The row is not what was written.")
        mark = self._marks.get(row.station)
        if mark is not None and mark.seq == row.seq and not hmac.compare_digest(mark.mac, row.mac):
            self._note(row.station, row.seq, "rewritten", "Another row than the one committed stands here.")
        if self._waiting.get((row.station, row.seq), ("", None))[0] == row.mac:
            del self._waiting[row.station, row.seq]
        if row.act in storage.ACKNOWLEDGING and hmac.compare_digest(row.mac, self._keys.mac(row)):
            self._acknowledged.append((row.at, acknowledged_state(row)))
        self._witnessed.extend((row, seen) for seen in _seen(row.witness))
        self._last = row
        self.heads[row.station] = row.seq
        self.rows += 1

    def ends(self) -> None:
        for station, mark in sorted(self._marks.items()):
            if self.heads.get(station, 0) < mark.seq:
                last = self.heads.get(station, 0)
                self._note(station, last, "truncated", f"The chain ends at row {last}, committed were {mark.seq}.")
        for station, seq in sorted(self.heads.items()):
            if station not in self._marks:
                self._note(station, seq, "unmarked", "The high-water file knows nothing of this station.")

    def carried_off(self) -> None:
        """What the heads that were carried off say, but for what a restore left behind with the manager's word."""
        if self._exported is None:
            return
        for number in self._exported.forged:
            text = f"Line {number} of the exported heads was not written with this branch's key."
            self._note("", number, "forged", text)
        for (station, seq), (_, at) in sorted(self._waiting.items()):
            if not any(at <= told and seq > state.get(station, 0) for told, state in self._acknowledged):
                gone = "is gone" if self.heads.get(station, 0) < seq else "is another"
                text = f"Row {seq}, a head carried off at {at.isoformat(timespec='seconds')}, {gone}."
                self._note(station, seq, "exported", text)

    def witnesses(self, connection: sa.Connection) -> None:
        for row, seen in self._witnessed:
            if storage.mac_at(connection, seen.station, seen.seq) != seen.mac:
                text = f"Row {seen.seq} of station {seen.station} has changed or gone since this row saw it."
                self._note(row.station, row.seq, "witness", text)


def _seen(witness: str | None) -> tuple[Head, ...]:
    if witness is None:
        return ()
    try:
        return tuple(Head(str(station), int(seq), str(mac)) for station, seq, mac in json.loads(witness))
    except (ValueError, TypeError):
        return ()  # its mac does not hold either, which is told


def verify_chain(
    connection: sa.Connection, keys: ChainKeys, marks: Mapping[str, Head], exported: Exported | None = None
) -> ChainReport:
    """Check every chain against its keys, the high-water ``marks`` and the witnesses; reads only, memory stays small.

    ``exported``: heads that were carried off, each of which must be there still.

    Read ``marks`` before the transaction of ``connection`` begins: then no row committed meanwhile can look cut off.
    """
    check = _Check(keys, marks, exported)
    for row in storage.rows(connection):
        check.row(row)
    check.ends()
    check.carried_off()
    check.witnesses(connection)
    return ChainReport(check.rows, len(check.heads), tuple(check.damages))
