"""What the pages of suitability are given of the services, for one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.archive.scan_file import read_scan
from app.common.actor import Actor
from app.common.clock import branch_day, branch_time
from app.counter.services import Services
from app.printing.domain import SourceKind
from app.risk_cases.class_table import FORM as CLASS_FORM
from app.risk_cases.class_table import number_of
from app.risk_cases.domain import RiskLine, RiskView
from app.risk_cases.facts import ClassTableFacts
from app.storage.durable import write_durable
from app.suitability.products import ListReport, Match
from app.suitability.service import Remarkable
from app.suitability.standing import Standing
from ui.pages.suitability.classes import ProductsView

REMARKABLE_DAYS = 90


class RiskPort:
    """The service of cases for ``CaseAtWindow``, which could type in fields; here there are none."""

    def __init__(self, services: Services) -> None:
        self._service = services.risk_cases

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service, name)

    def save_fields(
        self, actor: Actor, case_number: str, values: Mapping[str, str], seen: Mapping[str, str]
    ) -> RiskView:
        """Nothing is typed: the case as it stands."""
        return self._service.view(actor, case_number)


class SuitabilityData:
    """Suitability at the counter (RA-1, RA-5)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services, self._actor = services, actor

    def unfinished(self) -> Sequence[RiskLine]:
        """Cases to be resumed."""
        return self._services.risk_cases.unfinished(self._actor)

    def client(self, client_id: str) -> tuple[str, str, Standing]:
        """Name, number and standing."""
        hit = self._services.clients.card(self._actor, client_id).hit
        return hit.name, hit.number, self.standing(client_id)

    def standing(self, client_id: str) -> Standing:
        """How a client stands today."""
        return self._services.suitability.standing(self._actor, client_id)

    def check(self, client_id: str, product: str) -> Match:
        """Whether the client may buy this product."""
        return self._services.suitability.check(self._actor, client_id, product)

    def scan(self, path: str) -> bytes:
        """The scan of the signed form."""
        return read_scan(path)


class ClassesData:
    """Clients by risk level, products, remarkable answers (RA-5, RA-7)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services, self._actor = services, actor

    def table(self, day: date) -> ClassTableFacts:
        """The table of a day."""
        return self._services.class_tables.table(self._actor, day)

    def save_pdf(self, day: date, path: str) -> None:
        """As the form."""
        write_durable(Path(path), self._services.class_tables.pdf(self._actor, day))

    def print_table(self, day: date) -> None:
        """Queue the form for the printer."""
        self._services.printing.print_form(self._actor, SourceKind.CLASS_TABLE, number_of(day), CLASS_FORM)

    def save_xlsx(self, day: date, path: str) -> None:
        """As a workbook."""
        write_durable(Path(path), self._services.class_tables.xlsx(self._actor, day))

    def products(self) -> ProductsView:
        """The list in force."""
        service = self._services.suitability
        listed = service.product_list(self._actor)
        classes = {one.code: one.label for one in service.questionnaire.products.classes}
        at = branch_time(listed.imported_at) if listed is not None else ""
        return ProductsView(service.products(self._actor), classes, listed.source if listed is not None else "", at)

    def import_products(self, path: str, *, dry_run: bool) -> ListReport:
        """Try a list, or put it in force."""
        return self._services.suitability.import_products(self._actor, Path(path), dry_run=dry_run)

    def remarkable(self) -> Sequence[Remarkable]:
        """Of the last 90 days."""
        since = branch_day(self._services.clock.now()) - timedelta(days=REMARKABLE_DAYS)
        return self._services.suitability.remarkable(self._actor, since)
