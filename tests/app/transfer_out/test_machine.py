"""Whatever is done in whatever order: nobody leaves without every approval, the password, and a way that is clear."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

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

from app.approvals.domain import Decision, StepKind, Verdict
from app.branch.opened import OpenBranch
from app.common.actor import Actor, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.samples import transfers
from app.samples.pen import sample_ink
from app.samples.transfers import OldClient
from app.trading_days.domain import ClosedDay
from app.transfer_out import making
from app.transfer_out.case import RUNNING, NewTalk, Outcome, Status
from app.transfer_out.conditions import CODES
from app.transfer_out.view import TransferView
from tests.app.transfer_out.desk import TransferDesk, other_teller, transfer_desk
from tests.builders import Actors
from tests.writes import Remembered

KINDS = {  # assets, turnover, institution, own staff member, tier
    "ordinary": ("50000", "1", False, False, Tier.ORDINARY),
    "own": ("50000", "1", False, True, Tier.ORDINARY),
    "important": ("2000000", "4", False, False, Tier.IMPORTANT),
    "core": ("8600000", "4", False, False, Tier.CORE),
    "institution": ("300000", "1", True, False, Tier.CORE),
}
BLOCKS: dict[str, dict[str, object]] = {
    "": {}, "orders": {"orders_unfilled": 2}, "repo": {"repo_until": date(2040, 1, 1)},
    "repo-registration": {"repo_registered": True}, "depository-sh": {"depository_block_sh": "司法冻结"},
}  # fmt: skip
WANTED = {
    Tier.ORDINARY: (StepKind.SUPERVISOR,),
    Tier.IMPORTANT: (StepKind.DIRECTOR,),
    Tier.CORE: (StepKind.DIRECTOR, StepKind.GENERAL_MANAGER),
}
ROLE = {
    StepKind.OWN_STAFF: Role.MARKETING,
    StepKind.SUPERVISOR: Role.SUPERVISOR,
    StepKind.DIRECTOR: Role.MARKETING_DIRECTOR,
    StepKind.GENERAL_MANAGER: Role.GENERAL_MANAGER,
}
ON_THE_FORM = {"target": ("甲证券", "乙证券"), "reason": ("moved", "commission"), "wish_sz": ("yes", "")}


class Transfers(RuleBasedStateMachine):
    """One request after the other at one branch, with a book of its own of what was said and done."""

    desk: TransferDesk
    places: Iterator[int]
    numbers: set[str]

    # -- beginning ---------------------------------------------------------------------------------------------

    @initialize(kind=st.sampled_from(sorted(KINDS)), block=st.sampled_from(("", "", "repo", "orders")))
    def begin(self, kind: str, block: str) -> None:
        assets, turnover, institution, own, self.first_tier = KINDS[kind]
        self.who, self.transfer = self.desk.actors, self.desk.transfer
        self.remembered: Remembered[TransferView] = Remembered(
            self.desk.services.branch.db.engine,
            lambda: self.transfer.view(self.who.teller, self.number),
            lambda: (self.number, self.desk.clock.now()),
        )
        place = next(self.places)
        self.sample = OldClient(
            f"客户{place}" if not institution else "样例公司", place, assets, turnover, institution=institution
        )
        self.own = own
        self.to_morning()
        self.desk.registered.clear()
        self.client = self.desk.client(self.sample, own_staff=own)
        self.snapshot(block)
        view = transfers.take_in(self.desk.services, self.who.teller, self.client)
        self.number, self.asked_on = view.case.number, self.today
        self.documents = {one.code: "shown" for one in view.documents}
        self.stated: dict[str, tuple[date, str]] = {}
        self.password: tuple[date, int] | None = None
        self.signed = self.returned = self.teller_signed = False
        self.calls: dict[str, bool | None] = {}
        self.tier, self.seen, self.ended = self.first_tier, 1, None
        self.on_form = {"target": view.case.text("target"), "reason": "moved", "wish_sz": "yes"}
        self.left = False

    ended: Any

    def to_morning(self) -> None:
        """Ten o'clock of the next day."""
        self.desk.clock.at = datetime.combine(
            branch_day(self.desk.clock.at) + timedelta(days=1), self.desk.clock.at.time().replace(2, 0, 0, 0),
            self.desk.clock.at.tzinfo,
        )  # fmt: skip

    @property
    def today(self) -> date:
        return branch_day(self.desk.clock.now())

    @property
    def view(self) -> TransferView:
        return self.remembered()

    def attempt(self, deed: Callable[..., Any], *given: Any) -> bool:
        """Whether it was done; what is refused has changed nothing, which the invariants look at."""
        try:
            deed(*given)
        except Refused:
            return False
        return True

    # -- the counter -------------------------------------------------------------------------------------------

    @rule(name=st.sampled_from(sorted(ON_THE_FORM)), which=st.integers(0, 1))
    def type_something(self, name: str, which: int) -> None:
        value, before = ON_THE_FORM[name][which], self.view.case
        if self.attempt(self.transfer.save_fields, self.who.teller, self.number, {name: value}):
            after = self.view.case
            if value != self.on_form[name]:
                self.signed = self.teller_signed = False
                assert after.request_version > before.request_version or before.status is Status.OPEN
            self.on_form[name] = value

    @rule(place=st.integers(0, 4), answer=st.sampled_from(("shown", "missing", "")))
    def document(self, place: int, answer: str) -> None:
        code = sorted(self.documents)[place % len(self.documents)]
        if self.attempt(self.transfer.save_fields, self.who.teller, self.number, {f"doc:{code}": answer}):
            if self.documents[code] != answer:
                self.signed = self.teller_signed = False
            self.documents[code] = answer

    @rule(outcome=st.sampled_from(Outcome), by_teller=st.booleans())
    def talk(self, outcome: Outcome, by_teller: bool) -> None:
        who = self.who.teller if by_teller else self.who.marketing_director
        self.attempt(self.transfer.add_talk, who, self.number, NewTalk("counter", "谈了", outcome=outcome))

    @rule()
    def insist(self) -> None:
        self.attempt(self.transfer.insist, self.who.teller, self.number)

    @rule()
    def sign(self) -> None:
        if self.attempt(transfers.sign, self.desk.services, self.who.teller, self.number, making.APPLICATION):
            self.signed = True

    @rule()
    def submit(self) -> None:
        self.attempt(self.transfer.submit, self.who.teller, self.number)

    @rule()
    def answer(self) -> None:
        self.attempt(self.transfer.answer, self.who.teller, self.number, "答复")

    @rule(code=st.sampled_from(CODES), answer=st.sampled_from(("no", "no", "yes")))
    def state(self, code: str, answer: str) -> None:
        if self.attempt(self.transfer.save_fields, self.who.teller, self.number, {f"cond:{code}": answer}):
            self.stated[code] = (self.today, answer)

    @rule()
    def state_all(self) -> None:
        typed = {f"cond:{code}": "no" for code in CODES}
        if self.attempt(self.transfer.save_fields, self.who.teller, self.number, typed):
            self.stated = dict.fromkeys(CODES, (self.today, "no"))

    # -- outside -----------------------------------------------------------------------------------------------

    @rule(block=st.sampled_from(sorted(BLOCKS)))
    def snapshot(self, block: str) -> None:
        self.desk.snapshot(**{self.sample.name: dict(BLOCKS[block])})
        self.snapshot_at, self.block = self.desk.clock.now(), block

    @rule(hours=st.sampled_from((1, 24, 72)))
    def wait(self, hours: int) -> None:
        self.desk.clock.tick(hours * 3600)

    # -- approvers ---------------------------------------------------------------------------------------------

    @property
    def people(self) -> tuple[Actor, ...]:
        who = self.who
        return (who.supervisor, who.marketing_director, who.general_manager, who.marketing, who.teller)

    @rule(
        person=st.integers(0, 4), step=st.sampled_from(StepKind), old=st.booleans(),
        verdict=st.sampled_from((Verdict.APPROVED, Verdict.APPROVED, Verdict.SENT_BACK, Verdict.REFUSED)),
    )  # fmt: skip
    def decide(self, person: int, step: StepKind, old: bool, verdict: Verdict) -> None:
        view = self.view
        seen = self.seen if old else view.case.request_version
        ground = view.grounds[0][0] if view.grounds else "block:orders"
        before = len(view.decisions)
        given = (self.people[person], self.number, step, verdict, "说明", ground, seen)
        if self.attempt(self.transfer.decide, *given):
            assert seen == view.case.request_version
            assert verdict is not Verdict.REFUSED or view.grounds
            assert len(self.view.decisions) == before + 1
        self.seen = view.case.request_version

    @rule()
    def next_approval(self) -> None:
        """The one who may approves: without this hardly any request would come so far."""
        for person in self.people:
            if self.view.case.status is not Status.SUBMITTED:
                return
            for step in StepKind:
                version = self.view.case.request_version
                self.attempt(
                    self.transfer.decide, person, self.number, step, Verdict.APPROVED, "同意", "", version
                )  # fmt: skip

    @rule(person=st.integers(0, 4), step=st.sampled_from(StepKind))
    def telephone(self, person: int, step: StepKind) -> None:
        self.attempt(self.desk.call, self.number, step, self.people[person])

    @rule(agreed=st.booleans(), person=st.integers(0, 4))
    def confirm(self, agreed: bool, person: int) -> None:
        who = self.people[person]
        for line in self.desk.services.approvals.unconfirmed(who):
            done = self.attempt(self.desk.services.approvals.confirm, who, line.decision_id, agreed, "说明")
            assert not done or line.approver_id == who.staff_id

    @rule(tier=st.sampled_from(Tier))
    def raise_tier(self, tier: Tier) -> None:
        before = self.view.case
        if self.attempt(self.transfer.raise_tier, self.who.supervisor, self.number, tier, "提高"):
            assert tier.rank > self.tier.rank
            assert self.view.case.request_version > before.request_version
            self.tier = tier

    # -- carrying out ------------------------------------------------------------------------------------------

    @rule()
    def take_fee(self) -> None:
        self.attempt(self.transfer.take_fee, self.who.teller, self.number)

    @rule()
    def void(self) -> None:
        self.attempt(self.transfer.void_receipt, self.who.teller, self.number, "打印损坏")

    @rule(right=st.sampled_from((True, True, False)))
    def type_password(self, right: bool) -> None:
        digits = transfers.PASSWORD if right else "000000"
        if self.attempt(self.transfer.check_password, self.who.teller, self.number, digits):
            assert right
            self.password = (self.today, self.view.case.request_version)

    @rule()
    def hand_back(self) -> None:
        typed = {f"return:{one.code}": "done" for one in self.view.returns}
        self.attempt(self.transfer.save_fields, self.who.teller, self.number, typed)
        if self.attempt(transfers.sign, self.desk.services, self.who.teller, self.number, making.RETURNS):
            self.returned = True

    @rule(other=st.sampled_from((False, False, True)))
    def teller_sign(self, other: bool) -> None:
        who = other_teller(self.who) if other else self.who.teller

        def sign() -> None:
            _, shown = self.transfer.signature_lines(who, self.number, making.RETURNS)
            self.transfer.teller_sign(who, self.number, making.RETURNS, sample_ink(9), shown)

        if self.attempt(sign):
            self.teller_signed = not other

    @rule()
    def carry_out(self) -> None:
        view = self.view
        if self.attempt(self.transfer.carry_out, self.who.teller, self.number):
            self.need_all(view)
            self.left = True

    def prepare(self) -> None:
        """Everything up to the approvals, in the right order."""
        for place in range(len(self.documents)):
            self.document(place, "shown")
        for deed in (self.state_all, self.insist, self.sign, self.submit, self.answer, self.next_approval):
            deed()

    @rule(
        from_the_start=st.booleans(),
        later=st.sampled_from((0, 0, 24, 72)),
        left_out=st.sampled_from(("", "", "state_all", "take_fee", "type_password", "hand_back", "teller_sign")),
    )
    def everything(self, from_the_start: bool, later: int, left_out: str) -> None:
        """All that the counter does in the right order, or all but one; what cannot be done yet is refused."""
        if from_the_start:
            self.snapshot("")
            self.prepare()
        if later:
            self.wait(later)
            self.snapshot("")
        deeds: dict[str, Callable[[], None]] = {
            "state_all": self.state_all, "take_fee": self.take_fee,
            "type_password": partial(self.type_password, True), "hand_back": self.hand_back,
        }  # fmt: skip
        for name, deed in deeds.items():
            if name != left_out:
                deed()
        if left_out != "teller_sign":
            self.teller_sign(False)
        self.carry_out()

    @precondition(lambda self: self.view.case.talks)
    @rule()
    def retain(self) -> None:
        view = self.view
        if self.attempt(self.transfer.retain, self.who.teller, self.number):
            assert view.case.talks[-1].talk.outcome is Outcome.STAYS
            assert view.case.insisted_at is None
            assert view.receipt is None

    @precondition(lambda self: len(self.view.decisions) > 2)
    @rule()
    def cancel(self) -> None:
        view = self.view
        if self.attempt(self.transfer.cancel, self.who.teller, self.number, "客户撤回"):
            assert view.receipt is None

    # -- what always holds -------------------------------------------------------------------------------------

    def need_all(self, view: TransferView) -> None:
        """TO-1, TO-2, TO-4 to TO-10 said once more in other words, on what was there just before it was carried out."""
        case = view.case
        assert self.hindrance() == set()
        assert self.clear()
        self.need_approvals(view.decisions, case.request_version)
        assert self.password == (self.today, case.request_version)
        assert self.signed
        assert self.returned
        assert self.teller_signed
        if self.tier is Tier.CORE:
            booked = date.fromisoformat(case.text("booked_for"))
            assert self.today >= max(booked, self.asked_on + timedelta(days=1))
        fee = 30 if self.on_form["wish_sz"] else 0
        assert (view.receipt.total if view.receipt is not None else 0) == fee

    def need_approvals(self, decisions: tuple[Decision, ...], version: int) -> None:
        good = {
            d.step: d for d in decisions
            if d.verdict is Verdict.APPROVED and d.version == version and not (d.confirmed and not d.confirmed.agreed)
        }  # fmt: skip
        wanted = WANTED[self.tier]
        if self.own and self.tier is Tier.ORDINARY:
            wanted = (StepKind.OWN_STAFF, *wanted)
        assert set(wanted) <= set(good)
        given_by = [good[step].approver_id for step in wanted]
        assert len(set(given_by)) == len(wanted)
        assert self.who.teller.staff_id not in given_by
        by_id = {person.staff_id: person for person in self.people}
        assert all(ROLE[step] in by_id[good[step].approver_id].roles for step in wanted)

    def fresh(self) -> bool:
        return bool(self.desk.clock.now() - self.snapshot_at <= timedelta(hours=24))

    def hindrance(self) -> set[str]:
        """What stands in the way as far as anybody knows: blocks, and documents that are missing."""
        found = {code for code, answer in self.documents.items() if answer == "missing"}
        if self.fresh():
            return found | ({self.block} if self.block else set())
        return found | {code for code, (day, said) in self.stated.items() if said == "yes" and day == self.today}

    def clear(self) -> bool:
        """Whether somebody or something says today of every condition that it does not stand."""
        if self.fresh():
            return not self.block
        return all(self.stated.get(code) == (self.today, "no") for code in CODES)

    @invariant()
    def the_clock_stands_still_exactly_while_something_is_in_the_way(self) -> None:
        view = self.view
        if view.case.status in RUNNING:
            assert (view.clock.deadline is None) == bool(self.hindrance())
            (line,) = self.transfer.cases(self.who.teller, client_id=self.client.id)
            assert line.blocked == bool(self.hindrance())
            assert line.clock == view.clock

    @invariant()
    def the_tier_never_falls(self) -> None:
        assert self.view.case.tier is self.tier

    @invariant()
    def an_ended_request_stays_as_it_ended(self) -> None:
        case = self.view.case
        if case.status in RUNNING:
            assert self.ended is None
            return
        assert (case.status is Status.CARRIED_OUT) == self.left
        self.ended = self.ended or case
        assert case == self.ended

    @invariant()
    def receipt_numbers_are_used_once_and_have_no_gaps(self) -> None:
        issued = self.desk.services.receipts.of_case(self.who.teller, self.number)
        assert sum(receipt.void is None for receipt in issued) <= 1
        self.numbers |= {receipt.number for receipt in issued}
        if issued:
            year = issued[-1].year
            numbers = [receipt.number for receipt in self.desk.services.receipts.of_year(self.who.teller, year)]
            assert numbers == [f"SJ{year}{place:06d}" for place in range(1, len(numbers) + 1)]
        if self.ended is not None and not self.left:
            assert all(receipt.void is not None for receipt in issued)


@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-5")
@pytest.mark.rule("TO-8")
@pytest.mark.rule("TO-15")
def test_no_order_of_events_leads_past_a_rule(sqlite_branch: OpenBranch, actors: Actors) -> None:
    desk = transfer_desk(sqlite_branch, actors)
    for year in range(2027, 2036):
        closed = ClosedDay(next(d for d in (date(year, 1, n) for n in (1, 2, 3, 4)) if d.weekday() < 5), "元旦")
        desk.services.trading_days.set_year(actors.supervisor, year, [closed], 0)

    class AtThisBranch(Transfers):
        places, numbers = itertools.count(1), set()

    AtThisBranch.desk = desk
    for kind in KINDS:  # each can leave at all, or nothing would be proven
        straight = AtThisBranch()
        straight.begin(kind, "")
        straight.prepare()
        straight.wait(72)
        straight.snapshot("")
        straight.everything(False, 0, "")
        assert straight.left, kind
    late = AtThisBranch()  # everything is there, but the password was typed yesterday
    late.begin("important", "")
    late.everything(True, 0, "teller_sign")
    late.everything(False, 24, "type_password")
    assert not late.left
    late.everything(False, 0, "")
    assert late.left
    run_state_machine_as_test(
        AtThisBranch,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
