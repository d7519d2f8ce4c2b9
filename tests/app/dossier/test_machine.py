"""The archive as a state machine: hand-over, loan and destruction in any order by anybody, against a model by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.archive import storage as ledger
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.errors import Refused
from app.dossier import destroying_rows, storage
from app.dossier.domain import SetState
from app.dossier.handing import Decision, SetToHand
from tests.app.dossier.desk import archive_of
from tests.builders import BranchFactory, Templates, document_file

PEOPLE = st.sampled_from(["teller", "supervisor", "general_manager", "compliance", "archivist"])


@dataclass
class Model:
    """One client, kept by hand."""

    client_id: str
    case: str
    paper: SetState = SetState.COUNTER
    sheet: str = ""
    handed_by: str = ""
    loan: str = ""
    closed: bool = False
    destruction: str = ""
    state: str = ""
    hands: list[str] = field(default_factory=list)
    """Who has proposed, decided, witnessed on the list that goes on."""


class ArchiveMachine(RuleBasedStateMachine):
    """Two clients; whoever tries whatever, only what the rules allow happens."""

    factory: BranchFactory

    def __init__(self) -> None:
        super().__init__()
        self.archive = archive_of(type(self).factory.make("sqlite"))
        self.archive.sign_in_users()
        self.dossiers = self.archive.dossiers
        self.clients: list[Model] = []
        self.bad: dict[str, list[Any]] = {}
        self.uses = 0

    @initialize()
    def open_accounts(self) -> None:
        for place in range(2):
            self.clients.append(Model(*self.archive.opened(place)))
        # one of them has left long ago, so that lists come to their end often enough
        self.archive.close(self.clients[1].client_id)
        self.clients[1].closed = True
        self.archive.years_later(21)

    def actor(self, name: str) -> Actor:
        found: Actor = getattr(self.archive.actors, name)
        return found

    def tried(self, deed: Callable[[], Any]) -> Any:
        """What came of it: the answer, or the code of the refusal."""
        try:
            return deed()
        except Refused as refused:
            return refused.code

    @rule(place=st.integers(0, 1), name=PEOPLE)
    def hand_over(self, place: int, name: str) -> None:
        one, who = self.clients[place], self.actor(name)
        answer = self.tried(lambda: self.dossiers.hand_over(who, [SetToHand(one.case)]))
        if name not in ("teller", "supervisor"):
            assert answer == "auth.denied"
        elif one.paper in (SetState.HANDED, SetState.ARCHIVED):
            assert answer == "dossier.handed_already"
        else:
            one.paper, one.sheet, one.handed_by = SetState.HANDED, answer.number, who.staff_id

    @rule(place=st.integers(0, 1), name=PEOPLE, good=st.booleans())
    def receive(self, place: int, name: str, good: bool) -> None:
        one, who = self.clients[place], self.actor(name)
        day = branch_day(self.archive.clock.now()) + timedelta(days=3)
        decision = Decision(one.case, True) if good else Decision(one.case, False, "缺页", day)
        answer = self.tried(lambda: self.dossiers.receive(who, one.sheet, [decision]))
        if name != "archivist":
            assert answer == "auth.denied"
        elif not one.sheet:
            assert answer == "dossier.unknown_handover"
        elif one.paper is not SetState.HANDED:
            assert answer == "dossier.received_already"
        else:
            verdict = answer.sets[0].verdict
            now = self.archive.clock.now()
            if not good:
                mine = self.bad.setdefault(one.handed_by, [])
                mine.append(now)
                count = sum(now - at < timedelta(days=365) for at in mine)
                assert (verdict.sending, verdict.points) == (count, (1, 2, 4, 4)[min(count, 4) - 1])
                assert verdict.escalated == (count >= 4)
            one.paper = SetState.ARCHIVED if good else SetState.SENT_BACK

    @rule(place=st.integers(0, 1), name=PEOPLE)
    def lend(self, place: int, name: str) -> None:
        one, who = self.clients[place], self.actor(name)
        borrower = self.archive.actors.compliance.staff_id
        answer = self.tried(lambda: self.dossiers.lend(who, one.client_id, borrower, "检查"))
        if name != "archivist":
            assert answer == "auth.denied"
        elif one.state == "done":
            assert answer == "dossier.destroyed"
        elif one.loan:
            assert answer == "dossier.lent_already"
        else:
            one.loan, self.uses = answer.id, self.uses + 1

    @rule(place=st.integers(0, 1))
    def bring_back(self, place: int) -> None:
        one = self.clients[place]
        answer = self.tried(lambda: self.dossiers.bring_back(self.archive.actors.archivist, one.loan, "完好"))
        if not one.loan:
            assert answer == "dossier.unknown_loan"
        else:
            assert answer.returned is not None
            one.loan, self.uses = "", self.uses + 1

    @rule(place=st.integers(0, 1))
    def close_account(self, place: int) -> None:
        one = self.clients[place]
        if not one.closed:
            self.archive.close(one.client_id)
            one.closed = True

    @rule(years=st.sampled_from([0.1, 1, 11, 21]))
    def years_pass(self, years: float) -> None:
        self.archive.years_later(years)

    def over(self, one: Model) -> bool:
        with self.archive.branch.db.read() as conn:
            return self.dossiers._keeping(conn, one.client_id).over(branch_day(self.archive.clock.now()))

    @rule(place=st.integers(0, 1), name=PEOPLE)
    def propose(self, place: int, name: str) -> None:
        one, who = self.clients[place], self.actor(name)
        answer = self.tried(lambda: self.dossiers.propose_destruction(who, [one.client_id], "期满"))
        if name != "archivist":
            assert answer == "auth.denied"
        elif not self.over(one):
            assert answer in ("dossier.account_open", "dossier.too_early")
        elif one.loan:
            assert answer == "dossier.lent_out"
        elif one.state in ("proposed", "approved", "witnessed"):
            assert answer == "dossier.listed_already"
        else:
            one.destruction, one.state, one.hands = answer.number, "proposed", [who.staff_id]

    @rule(place=st.integers(0, 1), name=PEOPLE, approved=st.booleans())
    def decide(self, place: int, name: str, approved: bool) -> None:
        one, who = self.clients[place], self.actor(name)
        answer = self.tried(
            lambda: self.dossiers.decide_destruction(who, one.destruction, approved=approved, words="因为")
        )
        if name != "general_manager":
            assert answer == "auth.denied"
        elif not one.destruction:
            assert answer == "dossier.unknown_destruction"
        elif one.state != "proposed":
            assert answer == "dossier.decided_already"
        else:
            one.state = "approved" if approved else "refused"
            one.hands.append(who.staff_id)

    @rule(place=st.integers(0, 1), name=PEOPLE)
    def witness(self, place: int, name: str) -> None:
        one, who = self.clients[place], self.actor(name)
        answer = self.tried(lambda: self.dossiers.witness_destruction(who, one.destruction))
        if not one.destruction:
            assert answer == "dossier.unknown_destruction"
        elif one.state in ("proposed", "refused"):
            assert answer == "dossier.not_approved"
        elif one.state in ("witnessed", "done"):
            assert answer == "dossier.witnessed_already"
        elif who.staff_id in one.hands:
            assert answer == "dossier.witness_not_third"
        else:
            one.state = "witnessed"
            one.hands.append(who.staff_id)

    @rule(place=st.integers(0, 1), name=PEOPLE)
    def destroy(self, place: int, name: str) -> None:
        one, who = self.clients[place], self.actor(name)
        answer = self.tried(lambda: self.dossiers.destroy(who, one.destruction))
        if name != "archivist":
            assert answer == "auth.denied"
        elif not one.destruction:
            assert answer == "dossier.unknown_destruction"
        elif one.state in ("proposed", "refused"):
            assert answer == "dossier.not_approved"
        elif one.state == "approved":
            assert answer == "dossier.not_witnessed"
        elif one.state == "done":
            assert answer == "dossier.destroyed_already"
        elif one.loan:
            assert answer == "dossier.lent_out"
        else:
            one.state = "done"

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        with self.archive.branch.db.read() as conn:
            gone = destroying_rows.destroyed(conn)
            for one in self.clients:
                documents = ledger.of_client(conn, one.client_id)
                assert len(documents) == 8
                for document in documents:
                    there = document_file(self.archive.branch, document.file_sha256).exists()
                    assert there == (one.state != "done") == (document.number not in gone)
                (found,) = self.dossiers._sets(conn, storage.finished_cases(conn, client_id=one.client_id))
                assert found.state is one.paper
            numbers = storage.numbers_of(conn, [one.client_id for one in self.clients])
            registered = sum(len(storage.uses(conn, number)) for number in numbers.values())
        assert registered == self.uses


@pytest.fixture
def machine(tmp_path: Path, templates: Templates) -> Iterator[type[ArchiveMachine]]:
    factory = BranchFactory(tmp_path, templates)
    try:
        yield type("Machine", (ArchiveMachine,), {"factory": factory})
    finally:
        factory.close()


@pytest.mark.rule("AR-2")
@pytest.mark.rule("AR-3")
@pytest.mark.rule("AR-4")
def test_whatever_is_tried_in_whatever_order_only_the_rules_happen(machine: type[ArchiveMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
