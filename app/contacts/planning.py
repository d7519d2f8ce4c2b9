"""The sampling plan of a year: drawn, decided by somebody else, its calls in the task list, its progress (FU-1)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.clients.numbers import dated_number
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import clean_text
from app.contacts import making, plan_rows, storage
from app.contacts.facts import PlanFacts
from app.contacts.sampling import (
    EACH,
    RANKED,
    Decision,
    Drawn,
    Existing,
    Plan,
    PlanRow,
    PlanState,
    Progress,
    digest_of,
    draw,
    months_of,
    smallest,
    spread,
)
from app.policy.in_force import need_current
from app.policy.values import Policy
from app.storage.db import Database, Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind

SERIES = "CY"
"""What the number of a plan begins with."""
SEED_BYTES = 16
TASK_TEXT = "年度抽样回访：了解满意度，提示投资风险和交易风险，询问营销人员的执业行为"


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What drawing a plan again with its seed gives. ``same_population``: nobody has come to it or gone since."""

    same_population: bool
    same_list: bool


class PlanningService:
    """Use cases of sampling plans. Making and deciding need CONTACT_PLAN; whoever made one does not decide on it."""

    def __init__(self, db: Database, press: Press, policy: Policy, clock: Clock, branch: BranchFacts) -> None:
        self._db = db
        self._press = press
        self._policy = policy
        self._clock = clock
        self._branch = branch

    # looking

    def plans(self, actor: Actor) -> tuple[Progress, ...]:
        """All plans with their progress, the latest first. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return tuple(Progress(plan, plan_rows.months(conn, plan.number)) for plan in plan_rows.plans(conn))

    def rows(self, actor: Actor, number: str, *, month: int = 0, offset: int = 0) -> tuple[PlanRow, ...]:
        """Lines of a plan by place, 1,000 at most from ``offset`` on; of one month when given. Needs CLIENT_READ.

        Refused: ``contacts.plan_unknown``. One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            plan_rows.by_number(conn, number)
            return plan_rows.rows(conn, number, month=month, offset=offset)

    def redraw(self, actor: Actor, number: str) -> Redrawn:
        """Draw a plan again from its seed and compare: the proof that nobody chose. Needs CLIENT_READ. One read.

        Of those drawn and those who could be drawn today (less whom was called before the plan was made), the ones
        drawn must have the smallest ranks: that holds also when clients have left since. ``contacts.plan_unknown``.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            plan = plan_rows.by_number(conn, number)
            begins, day = date(plan.year, 1, 1), branch_day(plan.made_at)
            called = storage.called_in(conn, begins, day, before=plan.made_at) if plan.leave_out_called else frozenset()
            population = plan_rows.population(conn, begins, called)
            kept = tuple(Existing(one.client_id, one.number) for one in plan_rows.drawn(conn, number))
        same = digest_of(population) == plan.population_digest
        return Redrawn(same, smallest({*population, *kept}, plan.drawn, plan.seed) == kept)

    # making and deciding

    def make(self, actor: Actor, year: int, *, watch: Watch = UNWATCHED) -> Plan:
        """Draw the plan of a year by the policy's share; it makes no call before somebody else agreed.

        Needs CONTACT_PLAN. Refused: ``contacts.plan_there``, ``.year_over``, ``.year_far``, ``.nobody_to_draw``,
        ``.too_many_drawn``, ``policy.outdated``, ``work.cancelled``: there is no plan then.
        One write transaction, audited with seed and population.
        """
        actor.need(Right.CONTACT_PLAN)
        rule = self._policy.contacts.sampling
        with self._db.write(actor) as tx:
            today = branch_day(tx.at)
            need_current(tx.conn, self._policy, today)
            months = months_of(year, today, rule.last_month)
            former = plan_rows.plans(tx.conn, year)
            if any(plan.state is not PlanState.DECLINED for plan in former):
                raise Refused("contacts.plan_there", year=year)
            begins = date(year, 1, 1)
            called = storage.called_in(tx.conn, begins, today) if rule.leave_out_called else frozenset()
            population = plan_rows.population(tx.conn, begins, called)
            seed = secrets.token_hex(SEED_BYTES)
            rows = spread(draw(population, rule.share, seed, watch), months)
            plan = Plan(
                number=dated_number(tx.conn, SERIES, today), year=year, sequence=len(former) + 1, share=rule.share,
                leave_out_called=rule.leave_out_called, policy_version=self._policy.contacts.version, seed=seed,
                way=RANKED, population=len(population), called=len(called), population_digest=digest_of(population),
                drawn=len(rows), made_at=tx.at, made_by=actor.staff_id, made_by_name=actor.name,
                made_by_number=actor.staff_number,
            )  # fmt: skip
            plan_rows.add(tx.conn, plan, rows)
            told = {
                "year": year, "seed": seed, "way": RANKED, "population": plan.population,
                "population_digest": plan.population_digest, "drawn": plan.drawn, "list": _list_digest(rows),
            }  # fmt: skip
            tx.audit("contacts.plan_made", "sampling-plan", plan.number, after=told)
        return plan

    def decide_plan(
        self, actor: Actor, number: str, *, agreed: bool, reason: str = "", watch: Watch = UNWATCHED
    ) -> Plan:  # fmt: skip
        """Agree with a plan, which makes its calls tasks, or decline it with a reason. Needs CONTACT_PLAN.

        Declining is open to whoever made it, agreeing is not. Refused: ``contacts.plan_unknown``, ``.plan_decided``,
        ``.plan_own``, ``.plan_months_over``, ``text.*``, ``work.cancelled``: it is undecided then, without a
        task. One write transaction, audited.
        """
        actor.need(Right.CONTACT_PLAN)
        why = clean_text(reason, field="reason", required=not agreed)
        with self._db.write(actor) as tx:
            plan = plan_rows.by_number(tx.conn, number)
            if plan.decision is not None:
                raise Refused("contacts.plan_decided")
            if agreed and plan.made_by == actor.staff_id:
                raise Refused("contacts.plan_own")
            plan_rows.decide(tx.conn, plan, Decision(agreed, why, actor.staff_id, actor.name, tx.at))
            if agreed:
                self._to_tasks(tx, plan, watch)
            tx.audit("contacts.plan_decided", "sampling-plan", number, after={"agreed": agreed, "calls": plan.drawn})
            return plan_rows.by_number(tx.conn, number)

    def _to_tasks(self, tx: Writing, plan: Plan, watch: Watch) -> None:
        rows = plan_rows.drawn(tx.conn, plan.number)
        if min(row.due_on for row in rows) < branch_day(tx.at):
            raise Refused("contacts.plan_months_over")
        new = [
            NewTask(
                kind=TaskKind.SAMPLE_CALL, client_id=row.client_id, case_number=plan.number, due_on=row.due_on,
                text=TASK_TEXT, rule="FU-1",
            )
            for row in rows
        ]  # fmt: skip
        for first in range(0, len(new), EACH):
            watch.step(first, len(new))
            tasks.add_many(tx.conn, new[first : first + EACH], at=tx.at, by=tx.actor.staff_id)

    # paper

    def plan_facts(self, actor: Actor, number: str) -> PlanFacts:
        """What the printed plan says now. Needs CLIENT_READ. Refused: ``contacts.plan_unknown``. One read."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            plan = plan_rows.by_number(conn, number)
            rows = plan_rows.rows(conn, number, limit=making.MOST_PRINTED)
            months = plan_rows.months(conn, number)
        return making.plan_facts(
            plan, months, rows, self._branch, self._clock.now(), (actor.name, actor.staff_number)
        )  # fmt: skip

    def pdf(self, actor: Actor, number: str) -> bytes:
        """《回访抽样计划》 as it stands now; not archived, its making is audited. Needs CLIENT_READ and PRINT."""
        actor.need(Right.PRINT)
        facts = self.plan_facts(actor, number)
        return self._handed_out(actor, number, "pdf", self._press.press(making.PLAN, facts).pdf)

    def xlsx(self, actor: Actor, number: str, *, watch: Watch = UNWATCHED) -> bytes:
        """The plan as .xlsx with every client; who and when are on its first sheet. Needs CLIENT_READ and PRINT.

        Refused: as :meth:`pdf`, ``work.cancelled``.
        """
        from app.contacts.plan_book import workbook  # the library is loaded when it is needed

        actor.need(Right.PRINT)
        facts = self.plan_facts(actor, number)
        with self._db.read() as conn:
            rows = plan_rows.rows(conn, number, limit=facts.drawn)
        lines = watch.part(0, 2 * len(rows)).each(rows, len(rows), every=EACH)
        return self._handed_out(actor, number, "xlsx", workbook(facts, lines, self._clock.now(), actor, watch))

    def printable_form(self, actor: Actor, number: str, form_id: str) -> bytes:
        """The pages of a plan for the printer; audited as :meth:`pdf`, refused as it."""
        return self.pdf(actor, number)

    def _handed_out(self, actor: Actor, number: str, kind: str, content: bytes) -> bytes:
        told = {"form": making.PLAN, "kind": kind, "sha256": hashlib.sha256(content).hexdigest()}
        with self._db.write(actor) as tx:
            tx.audit("reports.exported", "report", number, after=told)
        return content


def _list_digest(rows: tuple[Drawn, ...]) -> str:
    """SHA-256 of the numbers drawn, in their order."""
    return hashlib.sha256("\n".join(row.number for row in rows).encode()).hexdigest()
