"""Looking at a client's suitability: level in force, products that suit, answers that were remarkable (RA-1 to RA-7).

Assessing anew and acknowledging a mismatch are cases of their own: ``app.risk_cases``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from app.clients import storage as clients
from app.clients.domain import Client, ClientKind
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.values import new_id
from app.gateways.sheet import read_sheet
from app.policy.values import Policy, Questionnaire
from app.storage.db import Database
from app.suitability import product_rows, storage
from app.suitability.domain import Assessment
from app.suitability.products import ListReport, Match, Product, ProductList, match, read_products
from app.suitability.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Remarkable:
    """An assessment with marks, for compliance: whose it is and what was remarked."""

    client_id: str
    client_number: str
    client_name: str
    assessment: Assessment
    level: str


class SuitabilityService:
    """Use cases of suitability. ``policy``: the questionnaire in force says pack, validity and products."""

    def __init__(self, db: Database, policy: Policy) -> None:
        self._db = db
        self._policy = policy

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire in force."""
        return self._policy.questionnaire

    def standing(self, actor: Actor, client_id: str) -> Standing:
        """How the client stands today. Needs CLIENT_READ. Refused: ``clients.unknown``. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            questionnaire = self._questionnaire_of(clients.get_client(conn, client_id))
            return standing_of(storage.history(conn, client_id), questionnaire, self._today())

    def history(self, actor: Actor, client_id: str) -> tuple[Assessment, ...]:
        """All assessments of a client, of every pack. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return storage.history(conn, client_id)

    def products(self, actor: Actor) -> tuple[Product, ...]:
        """The products in force, by code; none before a list was imported. Needs CLIENT_READ."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return product_rows.products(conn, self.questionnaire.pack)

    def product_list(self, actor: Actor) -> ProductList | None:
        """Which list is in force; None while there is none. Needs CLIENT_READ."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return product_rows.in_force(conn, self.questionnaire.pack)

    def check(self, actor: Actor, client_id: str, product_code: str) -> Match:
        """May this client buy this product (RA-5)? Needs CLIENT_READ. One read transaction.

        Refused: ``clients.unknown``, ``suitability.product_unknown``, ``suitability.no_product_rule``.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return self._match(conn, client_id, product_code)

    def import_products(self, actor: Actor, path: Path, *, dry_run: bool = False) -> ListReport:
        """Import a list from CSV or .xlsx, whole or not at all; ``dry_run``: only look. Needs PRODUCT_WRITE.

        Mistakes are in the report, by row. Refused: ``sheet.*``, ``suitability.no_product_rule``. One write
        transaction when there is no mistake, audited.
        """
        actor.need(Right.PRODUCT_WRITE)
        sheet = read_sheet(path)
        found, problems = read_products(sheet, self.questionnaire.products)
        pack = self.questionnaire.pack
        report = ListReport(sheet.name, sheet.sha256, found, problems)
        with self._db.read() as conn:
            report = _compared(report, product_rows.products(conn, pack))
        if dry_run or not report.ok:
            return report
        with self._db.write(actor) as tx:
            made = ProductList(
                new_id(), pack, sheet.name[:200], len(found), sheet.sha256, tx.at, actor.staff_id, actor.name
            )  # fmt: skip
            product_rows.add(tx.conn, made, found)
            told = {"pack": pack, "rows": made.rows, "sha256": made.sha256}
            tx.audit("risk.products_imported", "product-list", made.id, after=told)
        return report

    def remarkable(self, actor: Actor, since: date) -> tuple[Remarkable, ...]:
        """Assessments with marks since a day, the latest first, at most 500, for compliance (KY-6). Needs WATCH."""
        actor.need(Right.WATCH)
        with self._db.read() as conn:
            found = storage.marked(conn, since)
            people = clients.get_clients(conn, list({one.client_id for one in found}))
        return tuple(
            Remarkable(
                one.client_id, people[one.client_id].number, people[one.client_id].name, one,
                self.questionnaire.level_label(one.level),
            )
            for one in found
        )  # fmt: skip

    def _match(self, conn: sa.Connection, client_id: str, product_code: str) -> Match:
        questionnaire = self._questionnaire_of(clients.get_client(conn, client_id))
        product = product_rows.get(conn, questionnaire.pack, product_code)
        return match(product, storage.latest(conn, client_id, questionnaire.pack), questionnaire, self._today())

    def _questionnaire_of(self, client: Client) -> Questionnaire:
        return self._policy.questionnaire_for(institution=client.kind is ClientKind.INSTITUTION)

    def _today(self) -> date:
        return branch_day(self._db.clock.now())


def _compared(report: ListReport, before: tuple[Product, ...]) -> ListReport:
    """With what the list would change."""
    old = {one.code: one for one in before}
    new = {one.code: one for one in report.products}
    return replace(
        report, added=tuple(code for code in new if code not in old),
        changed=tuple(code for code in new if code in old and new[code] != old[code]),
        gone=tuple(code for code in old if code not in new),
    )  # fmt: skip
