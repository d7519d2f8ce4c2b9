"""What a window shows of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.dossier.domain import Keeping, Paper, PaperSet, Place, Section
from app.dossier.lending_rows import Loan


@dataclass(frozen=True, slots=True)
class DossierView:
    """A whole dossier. Numbers of the client's papers masked (SE-1).

    ``places``: where the paper has lain, the present place last. ``sets``: the papers of finished cases with what is
    missing by policy (AR-2). ``loan``: who has it now. ``destruction``: number of a list it stands on, with its
    ``destruction_state``. ``own_work``: no purpose was needed; ``why``: the one that was stated.
    """

    archive_number: str
    opened_at: datetime
    client_id: str
    client_name: str
    client_number: str
    institution: bool
    paper_kind: str
    paper_masked: str
    fund_accounts: tuple[tuple[str, bool], ...]
    opened_on: date | None
    places: tuple[Place, ...]
    sections: tuple[tuple[Section, tuple[Paper, ...]], ...]
    sets: tuple[PaperSet, ...]
    keeping: Keeping
    loan: Loan | None
    loan_overdue: bool
    destruction: str
    destruction_state: str
    own_work: bool
    why: str

    @property
    def place(self) -> Place | None:
        """Where the paper lies now."""
        return self.places[-1] if self.places else None

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All documents, in the order of the index."""
        return tuple(paper for _, papers in self.sections for paper in papers)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing by policy in any set."""
        return all(one.complete for one in self.sets)
