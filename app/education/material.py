"""Material and its versions, what clients were given, and the figures of it (IE-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.archive.heads import BranchFacts
from app.archive.press import MOST_SCAN_BYTES, Press
from app.archive.service import BlobStore
from app.clients import storage as clients
from app.clients.numbers import dated_number
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.education import storage
from app.education.domain import (
    PLACE_LIMIT,
    TITLE_LIMIT,
    TOPIC,
    Approval,
    Attended,
    Given,
    Material,
    MonthFigures,
    NewMaterial,
    Way,
    check_given,
)
from app.policy.education import EducationRule
from app.storage.changes import tell
from app.storage.db import Database

_KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
"""How a file of material begins, and what its name ends with."""


@dataclass(frozen=True, slots=True)
class History:
    """What a client was given and where they were."""

    given: tuple[Given, ...]
    events: tuple[Attended, ...]


class MaterialUseCases:
    """What is done with material. Keeping it needs EDUCATION_WRITE, giving it COUNTER or EDUCATION_WRITE."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, rule: EducationRule, clock: Clock, branch: BranchFacts
    ) -> None:  # fmt: skip
        self._db = db
        self._press = press
        self._blobs = blobs
        self._rule = rule
        self._clock = clock
        self._branch = branch

    @property
    def rule(self) -> EducationRule:
        """Kinds, topics and years, as the policy names them."""
        return self._rule

    def materials(self, actor: Actor) -> tuple[Material, ...]:
        """Every version of all material, by number. Needs COUNTER or EDUCATION_WRITE. One read transaction."""
        need_either(actor)
        with self._db.read() as conn:
            return storage.materials(conn)

    def register(self, actor: Actor, new: NewMaterial) -> Material:
        """Enter material, or the next version of some (``new.number``). It can be given once somebody else approved it.

        Needs EDUCATION_WRITE. Refused: ``text.*``, ``education.kind``, ``education.topic``, ``education.no_material``,
        ``education.nowhere`` (neither file nor place), ``education.file`` (no PDF, JPEG or PNG), ``scan.too_big``,
        ``education.waiting`` (the version before has not been approved). One write transaction, audited.
        """
        actor.need(Right.EDUCATION_WRITE)
        title = clean_text(new.title, field="title", limit=TITLE_LIMIT)
        where = clean_text(new.where, field="where", limit=PLACE_LIMIT, required=False)
        name = _file_name(new)
        if not where and not new.content:
            raise Refused("education.nowhere", field="where")
        need_topic(self._rule, new.topic)
        if new.kind not in {one.code for one in self._rule.kinds}:
            raise Refused("education.kind", field="kind")
        sha256 = self._blobs.put(new.content) if new.content else ""
        with self._db.write(actor) as tx:
            before = storage.materials(tx.conn, new.number) if new.number else ()
            if new.number and not before:
                raise Refused("education.no_material")
            if before and before[-1].approval is None:
                raise Refused("education.waiting")
            number = new.number or dated_number(tx.conn, "JY", branch_day(tx.at))
            made = Material(
                id=new_id(), number=number, version=len(before) + 1, title=title, kind=new.kind, topic=new.topic,
                valid_from=new.valid_from, where=where, file_name=name, file_sha256=sha256, made_at=tx.at,
                made_by=actor.staff_id, made_by_name=actor.name,
            )  # fmt: skip
            storage.add_material(tx.conn, made)
            told = {"version": made.version, "file": sha256, "valid_from": made.valid_from}
            tx.audit("education.material_registered", "material", number, after=told)
            tell(tx.conn, TOPIC)
        return made

    def approve(self, actor: Actor, material_id: str) -> Material:
        """Approve a version; from its day on it takes the place of the one before. Needs EDUCATION_WRITE.

        Refused: ``education.no_material``, ``education.own_material`` (registered by oneself),
        ``education.approved_already``. One write transaction, audited.
        """
        actor.need(Right.EDUCATION_WRITE)
        with self._db.write(actor) as tx:
            material = storage.material_by_id(tx.conn, material_id)
            if material.made_by == actor.staff_id:
                raise Refused("education.own_material")
            storage.approve(tx.conn, material_id, Approval(actor.staff_id, actor.name, tx.at))
            tx.audit("education.material_approved", "material", material.number, after={"version": material.version})
            tell(tx.conn, TOPIC)
            return storage.material_by_id(tx.conn, material_id)

    def file_of(self, actor: Actor, material_id: str) -> bytes:
        """The file of a version. Needs COUNTER or EDUCATION_WRITE. One read transaction.

        Refused: ``education.no_material``, ``education.no_file``, ``storage.blob_*``.
        """
        need_either(actor)
        with self._db.read() as conn:
            material = storage.material_by_id(conn, material_id)
        if not material.file_sha256:
            raise Refused("education.no_file")
        return self._blobs.get(material.file_sha256)

    def give(self, actor: Actor, client_id: str, material_id: str, way: Way) -> None:
        """Note that a client was given material; it stands in their history. Needs COUNTER or EDUCATION_WRITE.

        Refused: ``clients.unknown``, ``education.no_material``, ``education.not_approved``,
        ``education.not_valid_yet``, ``education.replaced``. One write transaction, audited.
        """
        need_either(actor)
        with self._db.write(actor) as tx:
            client = clients.get_client(tx.conn, client_id)
            material = storage.material_by_id(tx.conn, material_id)
            check_given(material, branch_day(tx.at))
            storage.give(
                tx.conn, client.id, material_id, way, at=tx.at, by=actor.staff_id, by_name=actor.name
            )  # fmt: skip
            told = {"material": material.number, "version": material.version, "way": way.value}
            tx.audit("education.given", "client", client.id, after=told)
            tell(tx.conn, TOPIC)

    def of_client(self, actor: Actor, client_id: str) -> History:
        """What a client was given and which events they were invited to or at. Needs CLIENT_READ.

        One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return History(storage.given_to(conn, client_id), storage.of_client(conn, client_id))

    def figures(self, actor: Actor, first: date, last: date) -> tuple[MonthFigures, ...]:
        """What was done by month. Needs REPORT_READ or EDUCATION_WRITE. Refused: ``education.period``.

        One read transaction.
        """
        if not actor.may(Right.EDUCATION_WRITE):
            actor.need(Right.REPORT_READ)
        if first > last or (last - first).days > 366 * 2:
            raise Refused("education.period", field="last")
        with self._db.read() as conn:
            return storage.figures(conn, first, last)


def need_either(actor: Actor) -> None:
    """COUNTER or EDUCATION_WRITE."""
    if not actor.may(Right.EDUCATION_WRITE):
        actor.need(Right.COUNTER)


def need_topic(rule: EducationRule, topic: str) -> None:
    """Refuse ``education.topic``."""
    if topic not in {one.code for one in rule.topics}:
        raise Refused("education.topic", field="topic")


def _file_name(new: NewMaterial) -> str:
    """The name of the file without its folder, ending as its content is. Refused: ``education.file``, ``scan.*``."""
    if not new.content:
        return ""
    if len(new.content) > MOST_SCAN_BYTES:
        raise Refused("education.file_too_big", field="file", most=MOST_SCAN_BYTES // 1_000_000)
    ending = next((end for begin, end in _KINDS.items() if new.content.startswith(begin)), "")
    if not ending:
        raise Refused("education.file", field="file")
    stem = new.file_name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return clean_text(stem, field="file", limit=100) + ending


def material_name(conn: sa.Connection, material_id: str) -> str:
    """Title and version, as papers name it; empty for none."""
    if not material_id:
        return ""
    material = storage.material_by_id(conn, material_id)
    return f"{material.title}（第{material.version}版）"
