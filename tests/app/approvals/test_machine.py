"""Whatever is decided in whatever order: a request is approved when, and only when, the right people said so."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.approvals import storage
from app.approvals.domain import Approver, Decision, Request, StepKind, StepStatus, Verdict, approved, states
from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.errors import Refused
from app.policy.transfer import Tier
from tests.app.approvals.desk import DIRECTOR, HEAD, MANAGER, SUPERVISOR, TELLER, WHO, add_approver, decide, request
from tests.app.approvals.desk import by_telephone as call
from tests.people import NOON, TODAY

MANY = frozenset({Role.SUPERVISOR, Role.MARKETING_DIRECTOR, Role.GENERAL_MANAGER})
NAMED = "7002"
PEOPLE = (
    TELLER, SUPERVISOR, MANAGER, DIRECTOR, HEAD,
    Approver("staff-7001", "7001", "测试7001", MANY), Approver("staff-7002", NAMED, "测试7002", frozenset()),
)  # fmt: skip
TAKERS = (TELLER, SUPERVISOR, PEOPLE[5])
OWN_STAFF = ("", MANAGER.id, SUPERVISOR.id, DIRECTOR.id, PEOPLE[5].id)

_ROLES = {
    StepKind.SUPERVISOR: Role.SUPERVISOR,
    StepKind.DIRECTOR: Role.MARKETING_DIRECTOR,
    StepKind.GENERAL_MANAGER: Role.GENERAL_MANAGER,
}


class Decisions(RuleBasedStateMachine):
    """Decides on one request, and keeps its own book of who approves what at present."""

    branch: OpenBranch
    numbers: Iterator[int]

    @initialize(
        tier=st.sampled_from((Tier.CORE, Tier.ORDINARY, Tier.IMPORTANT)),
        taker=st.sampled_from(TAKERS),
        own=st.sampled_from(OWN_STAFF),
    )
    def begin(self, tier: Tier, taker: Approver, own: str) -> None:
        self.tier = tier
        self.number = f"ZX{next(self.numbers)}"
        self.taker, self.own = taker.id, own
        self.version = 0
        self.calls: dict[str, tuple[int, StepKind, Approver]] = {}
        self.anew()

    def anew(self) -> None:
        """The request changes: nothing that was said of it counts any more."""
        self.version += 1
        self.given: dict[StepKind, Approver] = {}
        self.by_call: dict[StepKind, str] = {}
        self.seats: dict[str, StepKind] = {}
        self.refused = False

    @property
    def wanted(self) -> Request:
        people = {"taken_in_by": self.taker, "own_staff": self.own}
        return request(self.tier, number=self.number, version=self.version, **people)

    def allowed(self, step: StepKind, who: Approver, *, approves: bool) -> bool:
        """The rule, said once more in other words."""
        wanted = self.wanted
        if step not in wanted.steps or step in self.given or who.id == self.taker or self.refused:
            return False
        if (who.id == self.own) != (step is StepKind.OWN_STAFF):
            return False
        named = step is StepKind.SUPERVISOR and who.number == NAMED
        if step is not StepKind.OWN_STAFF and _ROLES[step] not in who.roles and not named:
            return False
        if approves and self.seats.get(who.id, step) is not step:
            return False
        if who in self.given.values():
            return False
        return not wanted.sequential or all(s in self.given for s in wanted.steps[: wanted.steps.index(step)])

    def attempt(self, step: StepKind, who: Approver, verdict: Verdict, *, telephone: bool) -> None:
        allowed = self.allowed(step, who, approves=verdict is Verdict.APPROVED)
        made = self.said(step, who, verdict, telephone=telephone)
        assert (not isinstance(made, str)) == allowed, made
        if isinstance(made, str):
            return
        self.refused = self.refused or verdict is Verdict.REFUSED
        if verdict is Verdict.APPROVED:
            self.given[step] = who
            self.seats[who.id] = step
            self.by_call.pop(step, None)
        if telephone:
            self.calls[made.id] = (self.version, step, who)
            self.by_call[step] = made.id

    def said(self, step: StepKind, who: Approver, verdict: Verdict, *, telephone: bool) -> Decision | str:
        """The decision, or the code of its refusal."""
        try:
            with self.branch.db.write(WHO.admin) as tx:
                if not telephone:
                    return decide(tx.conn, self.wanted, step, who, verdict=verdict, named_approvers=(NAMED,))
                by = WHO.archivist.staff_id
                return call(tx.conn, self.wanted, step, who, named_approvers=(NAMED,), recorded_by=by)
        except Refused as refused:
            return refused.code

    @rule(step=st.sampled_from(StepKind), who=st.sampled_from(PEOPLE), verdict=st.sampled_from(Verdict))
    def decide(self, step: StepKind, who: Approver, verdict: Verdict) -> None:
        self.attempt(step, who, verdict, telephone=False)

    @rule(step=st.sampled_from(StepKind), who=st.sampled_from(PEOPLE))
    def approve_by_telephone(self, step: StepKind, who: Approver) -> None:
        self.attempt(step, who, Verdict.APPROVED, telephone=True)

    @rule(data=st.data(), approves=st.booleans())
    def somebody_who_may(self, data: st.DataObject, approves: bool) -> None:
        """Most combinations are refused; this takes one that is not, so that the others meet something."""
        can = [(s, who) for s in StepKind for who in PEOPLE if self.allowed(s, who, approves=True)]
        if can:
            step, who = data.draw(st.sampled_from(can))
            self.attempt(step, who, Verdict.APPROVED, telephone=not approves)

    @precondition(lambda self: self.calls)
    @rule(data=st.data(), agreed=st.booleans(), who=st.sampled_from(PEOPLE))
    def confirm(self, data: st.DataObject, agreed: bool, who: Approver) -> None:
        made = data.draw(st.sampled_from(sorted(self.calls)))
        approver = self.calls[made][2]
        by = data.draw(st.sampled_from((approver, who)))
        with self.branch.db.write(WHO.admin) as tx:
            if by.id != approver.id:
                with pytest.raises(Refused, match=r"approvals\.not_yours"):
                    storage.confirm(tx.conn, made, agreed=agreed, words="没有", by=by.id, at=NOON)
                return
        self.answer(made, agreed=agreed)

    @precondition(lambda self: self.by_call.keys() & self.given.keys())
    @rule(data=st.data())
    def deny_one_that_counts(self, data: st.DataObject) -> None:
        outstanding = sorted(made for made in self.by_call.values() if made in self.calls)
        if outstanding:
            self.answer(data.draw(st.sampled_from(outstanding)), agreed=False)

    def answer(self, made: str, *, agreed: bool) -> None:
        version, step, approver = self.calls.pop(made)
        with self.branch.db.write(WHO.admin) as tx:
            storage.confirm(tx.conn, made, agreed=agreed, words="没有", by=approver.id, at=NOON)
        if not agreed and version == self.version and self.by_call.get(step) == made:
            # what came after it in a sequence falls as well
            later = self.wanted.steps[self.wanted.steps.index(step) + 1 :] if self.wanted.sequential else ()
            for fallen in (step, *later):
                self.given.pop(fallen, None)
                self.by_call.pop(fallen, None)

    @rule(higher=st.booleans(), own=st.sampled_from(OWN_STAFF))
    def change(self, higher: bool, own: str) -> None:
        if higher and self.tier is not Tier.CORE:
            self.tier = list(Tier)[self.tier.rank + 1]
        self.own = own
        self.anew()

    @invariant()
    def approved_when_and_only_when_the_book_says_so(self) -> None:
        wanted = self.wanted
        with self.branch.db.read() as conn:
            found = states(wanted, storage.decisions(conn, wanted.kind, wanted.number), TODAY)
            outstanding = {decision.id for decision in storage.unconfirmed(conn) if decision.number == self.number}
        assert {state.step: state.decision.approver_id for state in found if state.given and state.decision} == {
            step: who.id for step, who in self.given.items()
        }
        assert approved(found) == (set(self.given) == set(wanted.steps))
        assert outstanding == set(self.calls)
        unconfirmed = {state.step for state in found if state.status is StepStatus.UNCONFIRMED}
        assert unconfirmed == {step for step, made in self.by_call.items() if made in self.calls}
        if approved(found):
            people = [state.decision.approver_id for state in found if state.decision]
            assert len(set(people)) == len(wanted.steps)
            assert self.taker not in people


@pytest.mark.rule("TO-5")
@pytest.mark.rule("TO-4")
def test_there_is_no_way_to_an_approval_but_by_the_right_people(branch: OpenBranch) -> None:
    with branch.db.write(WHO.admin) as tx:
        for one in PEOPLE[5:]:
            add_approver(tx.conn, one.number, *one.roles)

    class OnThisBranch(Decisions):
        pass

    OnThisBranch.branch, OnThisBranch.numbers = branch, itertools.count()
    run_state_machine_as_test(
        OnThisBranch,
        settings=settings(
            max_examples=50, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
