"""Gives the page of satisfaction what it shows. No Qt; every method runs in a worker."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.common.actor import Actor
from app.satisfaction.domain import Figures
from app.satisfaction.service import SatisfactionService
from app.storage.durable import write_durable


class SatisfactionData:
    """How content clients are, in figures (SF-1)."""

    def __init__(self, service: SatisfactionService, actor: Actor) -> None:
        self._service = service
        self._actor = actor

    def figures(self, first: date, last: date) -> Figures:
        """The figures of these months."""
        return self._service.figures(self._actor, first, last)

    def save_pdf(self, first: date, last: date, path: str) -> str:
        """《满意度统计表》 as a file; its path."""
        write_durable(Path(path), self._service.pdf(self._actor, first, last))
        return path

    def save_xlsx(self, first: date, last: date, path: str) -> str:
        """The workbook as a file; its path."""
        write_durable(Path(path), self._service.xlsx(self._actor, first, last))
        return path
