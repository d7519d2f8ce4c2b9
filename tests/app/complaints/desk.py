"""A branch that takes complaints in: everybody signs in, a client is registered, one marketer is in the register."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

import pytest

from app.branch.opened import OpenBranch
from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.complaints.checks import LEVELS
from app.complaints.domain import AnswerWay, Complaint, Kind, Source, State, Step, Verdict
from app.complaints.service import ComplaintService
from app.complaints.taking_in import Named, TakeIn
from app.complaints.working import Finding, Plan
from app.counter.services import Services
from tests.app.onboarding.desk import services_for
from tests.builders import Actors
from tests.people import add_client, add_marketer
from tests.users import add_user

SIGNED_IN = (
    Role.TELLER, Role.SUPERVISOR, Role.CLIENT_MANAGER, Role.MARKETING_DIRECTOR, Role.GENERAL_MANAGER, Role.COMPLIANCE,
)  # fmt: skip


CALLED = {"self": "yes", "satisfaction": "5", "complaint-answered": "yes", "complaint-result": "4"}
"""What a content client answers when called back."""


class Desk:
    """Shortcuts through a complaint; the client manager handles unless somebody else is named."""

    def __init__(self, branch: OpenBranch, actors: Actors) -> None:
        self.branch, self.actors = branch, actors
        self.services: Services = services_for(branch)
        self.complaints: ComplaintService = self.services.complaints
        with branch.db.write(actors.teller) as tx:
            self.marketer = add_marketer(tx.conn)
            self.client = add_client(tx.conn)
        for who in actors.all():
            (role,) = who.roles
            if role in SIGNED_IN:
                add_user(self.services.auth, role.value, "Probe-2026-Wort", who.staff_id, who.roles)

    def command(self, **more: Any) -> TakeIn:
        usual: dict[str, Any] = {
            "source": Source.ON_SITE, "kind": Kind.SERVICE, "name": "赵小满", "contact": "13900139000",
            "facts": "等候两小时无人接待。", "demand": "说明原因。",
        }  # fmt: skip
        return TakeIn(**(usual | more))

    def take(self, **more: Any) -> Complaint:
        return self.complaints.take_in(self.actors.teller, self.command(**more))

    def until(self, state: State, *, plan: Plan | None = None, handler: Actor | None = None, **more: Any) -> Complaint:
        """A complaint that has come to ``state`` on the straight way."""
        one, service, who = self.take(**more), self.complaints, self.actors
        by = handler or who.client_manager
        plan = plan or Plan(measure="道歉并改进", dealt=dict.fromkeys((1, 2, 3), "批评教育"))
        if state is not one.state:
            one = service.assign(who.supervisor, one.number, by.staff_id, one.version)
        if state is not one.state:
            found = {each.place: Finding(Verdict.FOUNDED) for each in one.respondents}
            one = service.investigate(by, one.number, "查明属实。", found, one.version)
        if state is not one.state:
            one = service.plan(by, one.number, plan, one.version)
        if one.state is State.WITH_COMPLIANCE and state is not one.state:
            one = service.agree(who.compliance, one.number, "", one.version)
        if state is not one.state:
            one = service.answer(by, one.number, "已改进，请谅解。", AnswerWay.LETTER, one.version)
        if state is not one.state:
            answers = CALLED if one.complainant.client_id else {}
            one = service.call_back(who.supervisor, one.number, True, "客户满意。", one.version, answers)
        if state is not one.state:
            one = service.close(who.general_manager, one.number, "", one.version)
        assert one.state is state
        return one

    def does(self, who: Actor, number: str, step: Step, version: int) -> Complaint:  # noqa: PLR0911 - one a step
        """``who`` tries a step with what it needs."""
        service, one = self.complaints, self.stored(number)
        found = {each.place: Finding(Verdict.PARTLY) for each in one.respondents}
        dealt = {each.place: "谈话提醒" for each in one.respondents}
        money = Decimal(0)
        match step:
            case Step.ASSIGN:
                other = self.actors.client_manager if one.handler != self.actors.client_manager.staff_id else (
                    self.actors.marketing_director
                )  # fmt: skip
                return service.assign(who, number, other.staff_id, version)
            case Step.NAME:
                return service.name_respondent(who, number, Named(name=f"某人{len(one.respondents)}"), version)
            case Step.INVESTIGATE:
                return service.investigate(who, number, "查明。", found, version)
            case Step.PLAN:
                return service.plan(who, number, Plan(measure="道歉", compensation=money, dealt=dealt), version)
            case Step.POSTPONE:
                to = self.services.clock.now().date().replace(year=2027)
                return service.postpone(who, number, min(to, _later(one)), "等待外部材料", version)
            case Step.ANSWER:
                return service.answer(who, number, "答复", AnswerWay.TELEPHONE, version)
            case Step.CALL_BACK:
                return service.call_back(who, number, False, "不满意", version)
            case Step.LEVEL:
                higher = LEVELS[(LEVELS.index(one.level) + 1) % len(LEVELS)]
                return service.change_level(who, number, higher, "影响面扩大", version)
            case Step.WITHDRAW:
                return service.withdraw(who, number, Source.TELEPHONE, "已自行解决", version)
            case _:
                worded = {
                    Step.AGREE: service.agree, Step.SEND_BACK: service.send_back, Step.REOPEN: service.reopen,
                    Step.LET_GO: service.let_go, Step.KEEP_ON: service.keep_on, Step.CLOSE: service.close,
                }  # fmt: skip
                return worded[step](who, number, "经核实", version)

    def stored(self, number: str) -> Complaint:
        from app.complaints import storage
        from app.complaints.seeing import with_callers

        with self.branch.db.read() as conn:
            found = storage.by_number(conn, number)
            assert found is not None
            return with_callers(conn, [found])[0]


def _later(one: Complaint) -> Any:
    from datetime import timedelta

    return one.answer_due + timedelta(days=1)


def refused(code: str) -> AbstractContextManager[Any]:
    return pytest.raises(Refused, match=f"^{code.replace('.', chr(92) + '.')}")
