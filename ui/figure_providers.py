"""Gives the dashboard its figures, from the branch's services. No Qt; every method but one runs in a worker."""

from __future__ import annotations

from pathlib import Path

from app.common.actor import Actor
from app.counter.services import Services
from app.figures.domain import Figure, Page, Span
from app.figures.service import FORM
from app.figures.stopping import Stop
from app.gateways.printing import Printer
from app.storage.durable import write_durable
from ui.pages.dashboard.port import PIECE, Loaded, When
from ui.pages.workbench_day import DayFigure

DAY_FIGURES = ("my-openings", "my-changes", "my-transfers", "my-tasks-today", "my-tasks-late", "my-calls", "my-papers")
"""What the workbench shows of a teller's day."""


class FigureData:
    """The dashboard of one person (TO-16)."""

    def __init__(self, services: Services, actor: Actor, printer: Printer) -> None:
        self._services = services
        self._actor = actor
        self._printer = printer

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the person's dashboard; no question to the database."""
        return self._services.figures.offered(self._actor)

    def load(self, figure: Figure, when: When, stop: Stop) -> Loaded:
        """One figure, with its first rows where it shows some."""
        service, actor = self._services.figures, self._actor
        value = service.value(actor, figure.code, when.span, when.back, stop, when.fresh)
        if not figure.preview or not value.total:
            return Loaded(value)
        rows = service.rows(actor, figure.code, "", when.span, when.back, size=figure.preview, stop=stop)
        return Loaded(value, rows.rows)

    def rows(self, code: str, key: str, when: When, offset: int) -> Page:
        """Some of the rows behind a figure."""
        return self._services.figures.rows(self._actor, code, key, when.span, when.back, offset, PIECE)

    def print_figures(self, when: When) -> None:
        """Send the sheet to the printer; its making is registered."""
        press = self._services.press
        (copy,) = press.info(FORM).copies
        pdf = self._services.figures.pdf(self._actor, when.span, when.back)
        self._printer.print(press.rendition(pdf, copy_label=copy))

    def save_pdf(self, when: When, path: str) -> str:
        """The sheet as a file; its path."""
        write_durable(Path(path), self._services.figures.pdf(self._actor, when.span, when.back))
        return path

    def save_xlsx(self, when: When, path: str) -> str:
        """The workbook as a file; its path."""
        write_durable(Path(path), self._services.figures.xlsx(self._actor, when.span, when.back))
        return path

    def day(self) -> tuple[DayFigure, ...]:
        """What the workbench shows of the teller's day: today, and this week of what has a period."""
        service, actor = self._services.figures, self._actor
        offered = {figure.code: figure for figure in service.offered(actor)}
        found = []
        for figure in (offered[code] for code in DAY_FIGURES if code in offered):
            today = service.value(actor, figure.code, Span.DAY).total
            week = service.value(actor, figure.code, Span.WEEK).total if figure.dated else None
            found.append(DayFigure(figure, today, week))
        return tuple(found)
