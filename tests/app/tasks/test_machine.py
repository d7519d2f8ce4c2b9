"""Tasks as a state machine: whatever is done in whatever order, nothing is lost, and a chain of contacts goes on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.common.clock import FixedClock, branch_day
from app.common.errors import Refused
from app.tasks import storage
from app.tasks.domain import BOUND, FIXED_DAY, FIXED_HANDS, REPEATS, Finished, NewTask, TaskKind, TaskState, add_months
from app.tasks.service import TaskService
from tests.builders import Actors, BranchFactory, Templates
from tests.people import add_client

Found = TypeVar("Found")
STAFF = ("staff-teller", "staff-supervisor", "staff-client-manager")
KINDS = st.sampled_from([
    TaskKind.PROMISE, TaskKind.MONTHLY_CONTACT, TaskKind.YEARLY_VISIT, TaskKind.OPENING_CALL, TaskKind.COMPLAINT,
    TaskKind.COMPLAINT_CALLBACK,
])  # fmt: skip


@dataclass
class Model:
    """What a task must look like, kept by hand."""

    kind: TaskKind
    due: date
    assigned: str
    version: int = 1
    outcome: str = ""
    moves: list[tuple[date, date]] = field(default_factory=list)
    hands: list[tuple[str, str]] = field(default_factory=list)


class TaskMachine(RuleBasedStateMachine):
    """Enters, does, puts off and hands over tasks, sometimes with an old version, while days pass."""

    factory: BranchFactory

    def __init__(self) -> None:
        super().__init__()
        self.branch = type(self).factory.make("sqlite")
        self.clock = cast(FixedClock, self.branch.db.clock)
        self.teller = Actors().teller
        self.service = TaskService(self.branch.db)
        # whoever looks after the client may say what came of a regular contact
        self.own = TaskService(self.branch.db, lambda *_: self.teller.staff_id)
        with self.branch.db.write(self.teller) as tx:
            self.client_id = add_client(tx.conn).id
        self.model: dict[str, Model] = {}

    def today(self) -> date:
        return branch_day(self.clock.now())

    @initialize()
    def first(self) -> None:
        self.enter(TaskKind.MONTHLY_CONTACT, 3)

    @rule(kind=KINDS, days=st.integers(-3, 40), to=st.sampled_from(("", *STAFF)))
    def add(self, kind: TaskKind, days: int, to: str) -> None:
        self.enter(kind, days, to)

    def enter(self, kind: TaskKind, days: int, to: str = STAFF[0]) -> None:
        wanted = NewTask(
            kind=kind, client_id=self.client_id, case_number="ZX1", due_on=self.today() + timedelta(days=days),
            text="联系客户", rule="TO-14", assigned_to=to,
        )  # fmt: skip
        with self.branch.db.write(self.teller) as tx:
            made = storage.add(tx.conn, wanted, at=tx.at, by=self.teller.staff_id)
        self.model[made.id] = Model(kind, made.due_on, to)

    @rule(days=st.integers(1, 70))
    def days_pass(self, days: int) -> None:
        self.clock.tick(days * 86400)

    @rule(data=st.data(), old=st.integers(-1, 1), ends=st.booleans())
    def do(self, data: st.DataObject, old: int, ends: bool) -> None:
        chosen, model = self.choose(data)
        found = self.attempt(
            model,
            old,
            lambda: self.own.done(self.teller, chosen, "已联系", model.version + old, ends=ends),
            model.kind not in BOUND,
        )
        if found is None:
            return
        model.outcome, model.version = "已联系", model.version + 1
        follow = found.next
        assert (follow is not None) == (model.kind in REPEATS and not ends)
        if follow is not None:
            assert follow.due_on == add_months(self.today(), REPEATS[model.kind])
            assert (follow.follows, follow.kind) == (chosen, model.kind)
            self.model[follow.id] = Model(model.kind, follow.due_on, model.assigned)

    @rule(data=st.data(), old=st.integers(-1, 1))
    def save_the_act(self, data: st.DataObject, old: int) -> None:
        """The transaction that saves the contact, or the complaint's step, finishes its task."""
        chosen, model = self.choose(data)

        def act() -> Finished:
            with self.branch.db.write(self.teller) as tx:
                return storage.finish(
                    tx.conn,
                    chosen,
                    outcome="已记录",
                    seen_version=model.version + old,
                    at=tx.at,
                    actor=tx.actor,
                    ends=True,
                )

        if self.attempt(model, old, act) is not None:
            model.outcome, model.version = "已记录", model.version + 1

    @rule(data=st.data(), old=st.integers(-1, 1))
    def take(self, data: st.DataObject, old: int) -> None:
        chosen, model = self.choose(data)
        allowed = not model.assigned and model.kind not in FIXED_HANDS
        found = self.attempt(model, old, lambda: self.service.take(self.teller, chosen, model.version + old), allowed)
        if found is not None:
            model.hands.append(("", self.teller.staff_id))
            model.assigned, model.version = self.teller.staff_id, model.version + 1

    @rule(data=st.data(), to=st.sampled_from(STAFF))
    def hand_over_two(self, data: st.DataObject, to: str) -> None:
        chosen = sorted({self.choose(data)[0], self.choose(data)[0]})
        models = [self.model[one] for one in chosen]
        allowed = all(not model.outcome and model.kind not in FIXED_HANDS and model.assigned != to for model in models)
        seen = {one: model.version for one, model in zip(chosen, models, strict=True)}
        found = self.attempt(models[0], 0, lambda: self.service.hand_over_all(self.teller, seen, to, "休假"), allowed)
        for model in models if found is not None else ():
            model.hands.append((model.assigned, to))
            model.assigned, model.version = to, model.version + 1

    @rule(data=st.data(), old=st.integers(-1, 1), days=st.integers(-5, 60))
    def put_off(self, data: st.DataObject, old: int, days: int) -> None:
        chosen, model = self.choose(data)
        to = model.due + timedelta(days=days)
        allowed = days > 0 and to >= self.today() and model.kind not in FIXED_DAY
        found = self.attempt(
            model, old, lambda: self.service.postpone(self.teller, chosen, to, "客户出差", model.version + old), allowed
        )
        if found is not None:
            model.moves.append((model.due, to))
            model.due, model.version = to, model.version + 1

    @rule(data=st.data(), old=st.integers(-1, 1), to=st.sampled_from(STAFF))
    def hand_over(self, data: st.DataObject, old: int, to: str) -> None:
        chosen, model = self.choose(data)
        found = self.attempt(
            model, old, lambda: self.service.hand_over(self.teller, chosen, to, "休假", model.version + old),
            to != model.assigned and model.kind not in FIXED_HANDS,
        )  # fmt: skip
        if found is not None:
            model.hands.append((model.assigned, to))
            model.assigned, model.version = to, model.version + 1

    def choose(self, data: st.DataObject) -> tuple[str, Model]:
        chosen = data.draw(st.sampled_from(sorted(self.model)))
        return chosen, self.model[chosen]

    def attempt(self, model: Model, old: int, deed: Callable[[], Found], allowed: bool = True) -> Found | None:
        """Do it; it must succeed exactly when the task is open, the version is the newest and it is ``allowed``."""
        expected = not model.outcome and old == 0 and allowed
        try:
            found = deed()
        except Refused as refused:
            assert not expected, refused.code  # noqa: PT017 - the other way is looked at below
            return None
        assert expected
        return found

    @invariant()
    def everything_is_as_it_was_left(self) -> None:
        lines = self.service.of_client(self.teller, self.client_id)
        assert {line.task.id for line in lines} == set(self.model)
        for line in lines:
            task, model = line.task, self.model[line.task.id]
            assert (task.version, task.due_on, task.assigned_to) == (model.version, model.due, model.assigned)
            assert [(one.from_due, one.to_due) for one in task.postponed] == model.moves
            assert [(one.from_staff, one.to_staff) for one in task.handed_over] == model.hands
            assert (task.done.outcome if task.done else "") == model.outcome
            assert (task.state is TaskState.DONE) == bool(model.outcome)
            assert line.overdue == (not model.outcome and model.due < self.today())

    @invariant()
    def the_list_holds_what_is_open_overdue_first(self) -> None:
        lines = self.service.open_tasks(self.teller)
        assert {line.task.id for line in lines} == {key for key, model in self.model.items() if not model.outcome}
        order = [(not line.overdue, line.task.due_on) for line in lines]
        assert order == sorted(order)


@pytest.fixture
def machine(templates: Templates) -> Iterator[type[TaskMachine]]:
    with tempfile.TemporaryDirectory() as folder:
        factory = BranchFactory(Path(folder), templates)
        TaskMachine.factory = factory
        try:
            yield TaskMachine
        finally:
            factory.close()


@pytest.mark.rule("TO-14")
@pytest.mark.rule("SE-2")
@pytest.mark.rule("FU-6")
@pytest.mark.rule("CP-2")
def test_no_order_of_events_loses_a_task_or_its_history(machine: type[TaskMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
