"""A policy that changes after a request was taken in changes nothing in it; the next request gets the new one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.common.values import new_id
from app.counter.services import Services, services_of
from app.policy.transfer import Tier
from app.policy.values import Policy
from app.samples import transfers
from forms.engine.page_reader import Recogniser
from tests.app.onboarding.desk import PlainPress
from tests.app.policy.changed import changed_policy
from tests.app.transfer_out.desk import CORE, IMPORTANT, TransferDesk

CHANGES = (
    ("deadline_days = 2", "deadline_days = 4"), ("sz_a = 30", "sz_a = 45"), ("booking_days = 1", "booking_days = 3"),
    ('important = ["A", "B", "C", "D"]', 'important = ["B", "C", "D"]'),
    ('ordinary = ["C-", "D-", "E", "F", "G"]', 'ordinary = ["A", "C-", "D-", "E", "F", "G"]'),
    ('label = "住址搬迁或往来不便"', 'label = "搬家"'),
)  # fmt: skip


@pytest.fixture
def new_policy(tmp_path: Path) -> Policy:
    """Longer deadline, higher fee, other tiers, another word for a reason; the version was forgotten."""
    return changed_policy(tmp_path / new_id(), transfer_out=CHANGES)


def restarted(desk: TransferDesk, policy: Policy) -> Services:
    """The program begun anew with this policy, on the same branch."""
    services = desk.services
    return services_of(services.branch, PlainPress(), policy, services.clock, Recogniser())


@pytest.mark.rule("TO-15")
@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-9")
def test_deadline_tier_fee_and_words_of_a_running_request_stay(desk: TransferDesk, new_policy: Policy) -> None:
    teller = desk.actors.teller
    number = desk.put_before(IMPORTANT, wish_sz="yes", reason="moved")
    before = desk.transfer.view(teller, number)
    (line,) = desk.transfer.cases(teller)
    later = restarted(desk, new_policy).transfer
    after = later.view(teller, number)
    for name in ("clock", "fee_lines", "fee_total", "approvals", "guide"):
        assert getattr(after, name) == getattr(before, name), name
    assert (after.case.tier, after.fee_total) == (Tier.IMPORTANT, Decimal(30))
    assert later.cases(teller) == (line,), "nor in the list"
    assert later.queue(desk.actors.marketing_director)[0].line.clock == line.clock
    later.save_fields(teller, number, {"telephone": "13857120077"})
    assert later.view(teller, number).clock == before.clock, "nor when it goes on"


@pytest.mark.rule("TO-15")
@pytest.mark.rule("TO-4")
def test_the_next_request_gets_the_new_deadline_tier_and_fee(desk: TransferDesk, new_policy: Policy) -> None:
    teller = desk.actors.teller
    old = desk.put_before(IMPORTANT, wish_sz="yes")
    before = desk.transfer.view(teller, old)
    desk.services = restarted(desk, new_policy)
    other = desk.client(transfers.OldClient("吴晚来", 7, "2000000", "4"))
    desk.snapshot()
    number = transfers.take_in(desk.services, teller, other, wish_sz="yes").case.number
    view = desk.transfer.view(teller, number)
    assert (view.case.tier, view.fee_total) == (Tier.ORDINARY, Decimal(45))
    assert view.clock.deadline > before.clock.deadline
    deadlines = {line.number: line.clock.deadline for line in desk.transfer.cases(teller)}
    assert deadlines == {old: before.clock.deadline, number: view.clock.deadline}, "side by side in one list"


@pytest.mark.rule("TO-7")
def test_the_day_booked_for_follows_the_policy_of_the_request(one_desk: TransferDesk, new_policy: Policy) -> None:
    desk, teller = one_desk, one_desk.actors.teller
    made = desk.client(CORE)
    desk.snapshot()
    number = desk.transfer.start(teller, made.id).case.number
    booked = desk.transfer.view(teller, number).case.text("booked_for")
    desk.services = restarted(desk, new_policy)
    other = desk.client(transfers.OldClient("周晚来", 8, "8600000", "4"))
    desk.snapshot()
    later = desk.transfer.start(teller, other.id).case
    assert later.text("booked_for") > booked
    assert desk.transfer.view(teller, number).case.text("booked_for") == booked
