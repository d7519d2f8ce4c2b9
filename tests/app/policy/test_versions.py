"""Versions of policy files: whatever the order of proposals and decisions, the past never changes (RA-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.common.clock import branch_day
from app.common.errors import Refused
from app.policy.versions import Act, Ledger, Proposal, State, Verdict

FIRST = date(2026, 11, 20)
FILES = ("branch.toml", "transfer-out.toml")
PEOPLE = ("anna", "bert")


def proposal(number: int, file: str, effective: date, by: str, *, of: str = "", version: str = "") -> Proposal:
    return Proposal(
        f"p{number}", Act.WITHDRAW if of else Act.ADOPT, file, "branch", version or f"v{number}", effective,
        f"text {number}", "", of, "因为", by, by, datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip


def decided(one: Proposal, by: str, at: datetime, *, agreed: bool = True) -> Proposal:
    return replace(one, verdict=Verdict(agreed, "核过", by, by, at))


class Versions(RuleBasedStateMachine):
    """Two people propose, decide and withdraw in any order while days go by, and the clock is put back now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.now = datetime(2026, 11, 20, 2, tzinfo=UTC)
        self.seen: dict[tuple[str, date], str] = {}

    def _add(self, one: Proposal) -> None:
        self.ledger = Ledger((*self.ledger.proposals, one))

    def _today(self) -> date:
        return self.ledger.today(self.now)

    @rule(days=st.integers(-3, 6))
    def time_goes_by(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(file=st.sampled_from(FILES), ahead=st.integers(-3, 12), by=st.sampled_from(PEOPLE))
    def propose(self, file: str, ahead: int, by: str) -> None:
        one = proposal(len(self.ledger.proposals), file, FIRST + timedelta(days=ahead), by)
        try:
            self.ledger.need_free(file, one.version, one.effective, self._today())
        except Refused:
            return
        assert one.effective > self._today()
        self._add(one)

    @precondition(lambda self: self.ledger.proposals)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def withdraw(self, data: st.DataObject, by: str) -> None:
        of = data.draw(st.sampled_from(self.ledger.proposals))
        try:
            self.ledger.need_withdrawable(of.id, self._today())
        except Refused:
            return
        self._add(proposal(len(self.ledger.proposals), of.file, of.effective, by, of=of.id))

    @precondition(lambda self: self.ledger.proposals)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE), agreed=st.booleans())
    def decide(self, data: st.DataObject, by: str, agreed: bool) -> None:
        one = data.draw(st.sampled_from(self.ledger.proposals))
        try:
            self.ledger.need_decidable(one, by, self._today(), agreed=agreed)
        except Refused:
            return
        assert not agreed or by != one.by
        done = decided(one, by, self.now, agreed=agreed)
        self.ledger = Ledger(tuple(done if each is one else each for each in self.ledger.proposals))

    @invariant()
    def the_one_in_force_has_the_greatest_date_of_the_decided(self) -> None:
        for file in FILES:
            for ahead in range(-2, 14):
                day = FIRST + timedelta(days=ahead)
                adopted = [one for one in self.ledger.adopted(file) if one.effective <= day]
                found = self.ledger.in_force(file, day)
                assert found == (max(adopted, key=lambda one: one.effective) if adopted else None)
                assert self.ledger.texts(day).get(file) == (found.text if found else None)

    @invariant()
    def the_past_never_changes(self) -> None:
        # a day on which nothing was decided leaves no trace: a clock put back behind it is believed
        decisions = [one.verdict.at for one in self.ledger.proposals if one.verdict is not None]
        witnessed = branch_day(max(decisions, default=datetime(2026, 11, 1, tzinfo=UTC)))
        for file in FILES:
            for ahead in range(-2, 14):
                day = FIRST + timedelta(days=ahead)
                found = self.ledger.in_force(file, day)
                if day <= witnessed:
                    told = found.id if found else ""
                    assert self.seen.setdefault((file, day), told) == told

    @invariant()
    def no_date_of_a_file_is_given_twice(self) -> None:
        for file in FILES:
            dates = [one.effective for one in self.ledger.adopted(file)]
            assert len(dates) == len(set(dates))


TestVersions = Versions.TestCase
TestVersions.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
TestVersions = pytest.mark.rule("RA-3")(TestVersions)

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
COMING = decided(proposal(1, FILES[0], date(2026, 12, 1), "anna"), "bert", NOON)


@pytest.mark.parametrize(
    ("version", "effective", "code"),
    [
        ("v9", date(2026, 11, 20), "retroactive"), ("v9", date(2026, 11, 1), "retroactive"),
        ("v9", date(2026, 12, 1), "date_taken"), ("v1", date(2026, 12, 2), "version_used"),
    ],
)  # fmt: skip
def test_a_version_needs_a_date_to_come_and_a_name_of_its_own(version: str, effective: date, code: str) -> None:
    with pytest.raises(Refused, match=rf"^policy\.{code}$"):
        Ledger((COMING,)).need_free(FILES[0], version, effective, FIRST)
    Ledger((COMING,)).need_free(FILES[1], "v1", date(2026, 12, 1), FIRST)


@pytest.mark.rule("RA-3")
@pytest.mark.parametrize("agreed", [True, False])
def test_a_clock_put_back_behind_a_decision_opens_no_date_again(agreed: bool) -> None:
    ledger = Ledger((decided(proposal(1, FILES[0], date(2026, 12, 1), "anna"), "bert", NOON, agreed=agreed),))
    assert ledger.today(NOON - timedelta(days=3)) == FIRST
    assert ledger.today(NOON + timedelta(days=3)) == FIRST + timedelta(days=3)
    with pytest.raises(Refused, match=r"^policy\.retroactive$"):
        ledger.need_free(FILES[1], "v9", FIRST, ledger.today(NOON - timedelta(days=3)))


def test_a_declined_one_gives_its_date_and_name_back() -> None:
    declined = decided(proposal(1, FILES[0], date(2026, 12, 1), "anna"), "bert", NOON, agreed=False)
    Ledger((declined,)).need_free(FILES[0], "v1", date(2026, 12, 1), FIRST)


def test_what_stands_where_on_which_day() -> None:
    later = decided(proposal(2, FILES[0], date(2026, 12, 5), "anna"), "bert", NOON)
    waiting = proposal(3, FILES[0], date(2026, 12, 9), "anna")
    ledger = Ledger((later, COMING, waiting))
    states = [ledger.state(one, date(2026, 12, 4)) for one in (COMING, later, waiting)]
    assert states == [State.IN_FORCE, State.COMING, State.PROPOSED]
    assert [ledger.state(one, date(2026, 12, 9)) for one in (COMING, later, waiting)] == [
        State.PAST, State.IN_FORCE, State.LAPSED,
    ]  # fmt: skip
    gone = decided(proposal(4, FILES[0], later.effective, "anna", of=later.id), "bert", NOON)
    without = Ledger((*ledger.proposals, gone))
    assert without.state(later, date(2026, 12, 9)) is State.WITHDRAWN
    assert without.in_force(FILES[0], date(2026, 12, 9)) == COMING


def test_a_withdrawal_waits_only_once_and_only_for_what_is_coming() -> None:
    waiting = proposal(2, FILES[0], COMING.effective, "anna", of=COMING.id)
    with pytest.raises(Refused, match=r"^policy\.withdrawal_waits$"):
        Ledger((COMING, waiting)).need_withdrawable(COMING.id, FIRST)
    with pytest.raises(Refused, match=r"^policy\.not_coming$"):
        Ledger((COMING,)).need_withdrawable(COMING.id, COMING.effective)
    with pytest.raises(Refused, match=r"^policy\.too_late$"):
        Ledger((COMING, waiting)).need_decidable(waiting, "bert", COMING.effective, agreed=True)
    with pytest.raises(Refused, match=r"^policy\.proposal_unknown$"):
        Ledger().need_withdrawable("p7", FIRST)
