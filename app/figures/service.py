"""The figures of the dashboards: on the screen, the rows behind them, as PDF, as workbook (TO-16, SE-1)."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.figures import catalogue
from app.figures.case_rows import check_part
from app.figures.domain import Figure, Page, Shape, Span, Value, checked_back, checked_page
from app.figures.facts import UNITS, DashboardFacts, FigureLine, PartLine
from app.figures.keeping import Keeping
from app.figures.stopping import Stop, limit, room
from app.figures.storage import Asked
from app.policy.values import Policy
from app.satisfaction.closing import close_over
from app.storage.db import Database

FORM = "figures"


class FigureService:
    """Use cases of the dashboards. Every figure takes a right of its own; reads only, what leaves is audited."""

    def __init__(
        self, db: Database, press: Press, policy: Policy, clock: Clock, branch: BranchFacts, folder: Path
    ) -> None:
        self._db = db
        self._press = press
        self._policy = policy
        self._clock = clock
        self._branch = branch
        self._folder = folder
        self._keeping = Keeping()

    def offered(self, actor: Actor) -> tuple[Figure, ...]:
        """The figures of the actor's dashboard, in order; none for whoever has no role with one."""
        return catalogue.offered(actor)

    def value(
        self, actor: Actor, code: str, span: Span = Span.MONTH, back: int = 0, stop: Stop | None = None,
        fresh: bool = False,
    ) -> Value:  # fmt: skip
        """One figure of the present period of this length, or of the one ``back`` periods before (0 to 120).

        A figure without a period is as things stand. What takes over 100 ms to count is given again for ten minutes as
        it was (``kept``), unless ``fresh``. ``stop`` breaks it off. Needs what the figure needs.
        Refused: ``auth.denied``, ``figures.unknown``, ``figures.too_far_back``, ``figures.stopped``. One read.
        """
        figure = catalogue.figure(code)
        figure.need(actor)
        stop = stop or Stop()
        asked = self._asked(actor, span, back)
        key = (code, asked.me, asked.today, asked.span, asked.back)
        kept = None if fresh else self._keeping.found(key, asked.now)
        if kept is not None:
            return kept
        begun = time.perf_counter()
        self._before(actor, figure)
        with self._db.read() as conn:
            limit(conn)
            with room(conn), stop.watch(conn):
                value = catalogue.RECKONING[code].value(conn, figure, asked)
        self._keeping.put(key, value, (time.perf_counter() - begun) * 1000)
        return value

    def rows(
        self, actor: Actor, code: str, key: str = "", span: Span = Span.MONTH, back: int = 0, offset: int = 0,
        size: int = 50, stop: Stop | None = None,
    ) -> Page:  # fmt: skip
        """The rows behind a figure, or behind its part ``key``: ``size`` (1 to 200) of them from ``offset`` on.

        Names of clients are masked for those who may not read clients. Needs what the figure needs.
        Refused: as :meth:`value`, and ``figures.unknown_part``. One read transaction.
        """
        figure = catalogue.figure(code)
        figure.need(actor)
        check_part(figure, key)
        stop = stop or Stop()
        asked = self._asked(actor, span, back)
        with self._db.read() as conn:
            limit(conn)
            with stop.watch(conn):
                return catalogue.RECKONING[code].rows(conn, figure, asked, key, checked_page(offset, size))

    def pdf(self, actor: Actor, span: Span = Span.MONTH, back: int = 0) -> bytes:
        """《经营看板》 of what the actor's dashboard shows, as PDF: not archived, its making is audited. Takes seconds.

        Refused: ``figures.none`` for whoever has no dashboard, ``figures.too_far_back``.
        """
        facts = self._facts(actor, span, back)
        return self._handed_out(actor, facts, "pdf", self._press.press(FORM, facts).pdf)

    def xlsx(self, actor: Actor, span: Span = Span.MONTH, back: int = 0) -> bytes:
        """The same as .xlsx; who made it and when come first (SE-1). Audited. Refused: as :meth:`pdf`."""
        from app.figures.workbook import workbook  # the library is loaded when it is needed

        facts = self._facts(actor, span, back)
        return self._handed_out(actor, facts, "xlsx", workbook(facts, actor.station))

    def _asked(self, actor: Actor, span: Span, back: int) -> Asked:
        now = self._clock.now()
        return Asked(
            me=actor.staff_id, now=now, today=branch_day(now), policy=self._policy,
            reads_clients=actor.may(Right.CLIENT_READ), span=span, back=checked_back(back), folder=str(self._folder),
            seal_ends=self._press.seal_ends,
        )  # fmt: skip

    def _facts(self, actor: Actor, span: Span, back: int) -> DashboardFacts:
        figures = catalogue.offered(actor)
        if not figures:
            raise Refused("figures.none")
        asked = self._asked(actor, span, back)
        self._before(actor, *figures)
        with self._db.read() as conn:
            limit(conn)
            values = [catalogue.RECKONING[figure.code].value(conn, figure, asked) for figure in figures]
        return DashboardFacts(
            head=self._head(actor, asked), since=asked.period.since, until=asked.period.until, made_at=asked.now,
            made_by=f"{actor.name}（工号{actor.staff_number}）",
            figures=tuple(_line(figure, value) for figure, value in zip(figures, values, strict=True)),
        )  # fmt: skip

    def _before(self, actor: Actor, *figures: Figure) -> None:
        """A month of answers is shown when it is closed; where nobody was asked since, this look closes it (SF-1)."""
        if any(figure.code == "satisfaction" for figure in figures):
            close_over(self._db, self._policy.satisfaction, actor)

    def _head(self, actor: Actor, asked: Asked) -> Head:
        """It is no paper of a case and is not archived: its number says which period it is of."""
        period = asked.period
        return Head(
            number=f"KB{period.since:%Y%m%d}-{period.until:%Y%m%d}", case_number="", made_on=asked.today,
            branch=self._branch, teller_name=actor.name, teller_number=actor.staff_number,
        )  # fmt: skip

    def _handed_out(self, actor: Actor, facts: DashboardFacts, kind: str, content: bytes) -> bytes:
        """Register the export before anybody gets it (SE-1)."""
        told = {
            "form": FORM, "kind": kind, "since": facts.since, "until": facts.until,
            "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        with self._db.write(actor) as tx:
            tx.audit("figures.exported", "figures", facts.head.number, after=told)
        return content


def _line(figure: Figure, value: Value) -> FigureLine:
    parts = tuple(PartLine(point.label, point.value, point.before) for point in value.points)
    if figure.shape is Shape.MONTHS:
        parts = tuple(PartLine(point.key, point.value, point.before) for point in value.points)
    return FigureLine(figure.title, figure.note, UNITS[figure.unit], value.total, value.before, parts)
