"""From what was judged to what the forms say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.archive.heads import BranchFacts, Head
from app.clients.domain import Client
from app.common.clock import branch_day
from app.common.values import mask_mobile
from app.contacts import facts as f
from app.contacts.domain import Contact, Outcome, Way
from app.contacts.sampling import MonthProgress, Plan, PlanRow, PlanState
from app.policy.values import Policy

RECORD, VISIT = "contact-record", "visit-record"
PLAN = "sampling-plan"
MOST_PRINTED = 400
"""Lines of a plan that are printed; the workbook has all of them."""
_STATES = {PlanState.PROPOSED: "待审批", PlanState.IN_FORCE: "已批准", PlanState.DECLINED: "已否决"}


def form_of(made: Contact) -> str:
    """Which form the record of a contact is on."""
    return VISIT if made.way is Way.VISIT else RECORD


def contact_facts(
    made: Contact, client: Client, attempts: Sequence[Contact], branch: BranchFacts, policy: Policy, staff_name: str
) -> f.ContactFacts:
    """The form of a contact. ``staff_name``: who looks after the client, empty for nobody."""
    branches = {question.code for question in policy.contacts.questions if question.after}
    return f.ContactFacts(
        head=Head(
            number=made.number, case_number=made.case_number or made.number, made_on=branch_day(made.at), branch=branch,
            teller_name=made.by_name, teller_number=made.by_number,
        ),
        kind=made.kind.label, way=made.way.label, outcome=made.outcome.label, on=made.on, at=made.at,
        client_name=client.name, client_number=client.number, fund_account=client.fund_account,
        mobile=mask_mobile(client.mobile), staff_name=staff_name, caller=f"{made.by_name}（工号{made.by_number}）",
        occasion=made.occasion, spoken_with=made.spoken_with, place=made.place, companions=made.companions,
        asked=tuple(f.Asked(one.text, one.label, one.question in branches, one.problem) for one in made.answers),
        note=made.note, problem=made.problem, misconduct=tuple(one.label for one in made.misconduct),
        followed=followed(made, policy),
        attempts=tuple(f.Attempt(one.at, one.by_name, one.outcome.label, one.note) for one in attempts),
        policy_version=made.policy_version,
    )  # fmt: skip


def followed(made: Contact, policy: Policy) -> tuple[str, ...]:
    """What the branch does next, one sentence each."""
    told = []
    if made.has_problem:
        told.append(f"所列问题转为营业部待办，{policy.tasks.problem_days}个工作日内处理并答复客户。")
    if made.misconduct:
        told.append("反映的违规行为已登记为营业部风险事件，由合规人员核查。")
    if made.outcome is Outcome.REFUSED:
        told.append("客户不愿接受电话回访，改以短信提示投资风险和交易风险。")
    if made.next_on is not None:
        told.append(f"约定下次联系：{made.next_on.isoformat()}。")
    return tuple(told)


def plan_facts(
    plan: Plan, months: Sequence[MonthProgress], rows: Sequence[PlanRow], branch: BranchFacts, now: datetime,
    maker: tuple[str, str],
) -> f.PlanFacts:  # fmt: skip
    """The form of a plan as it stands ``now``, printed by ``maker`` (name, number); long lists are cut."""
    lines = tuple(
        f.PlanLine(row.drawn.place, row.drawn.number, row.client_name, row.drawn.due_on, row.done_on)
        for row in rows[:MOST_PRINTED]
    )
    decision = plan.decision
    return f.PlanFacts(
        head=Head(
            number=plan.number, case_number=plan.number, made_on=branch_day(now), branch=branch, teller_name=maker[0],
            teller_number=maker[1],
        ),
        year=plan.year, state=_STATES[plan.state], share=plan.share, population=plan.population, called=plan.called,
        leave_out_called=plan.leave_out_called, drawn=plan.drawn, seed=plan.seed, way=plan.way,
        population_digest=plan.population_digest, policy_version=plan.policy_version,
        made=f"{plan.made_by_name}（工号{plan.made_by_number}）", made_at=plan.made_at,
        decided=decision.by_name if decision else "", decided_at=decision.at if decision else None,
        note=decision.reason if decision else "",
        months=tuple(f.PlanMonth(one.month, one.planned, one.done) for one in months), lines=lines,
        cut=plan.drawn - len(lines),
    )  # fmt: skip
