"""The sample branch's complaints: one closed, one with a compensation that waits for compliance (CP-1 to CP-3)."""

from __future__ import annotations

from decimal import Decimal

from app.complaints.domain import AnswerWay, Kind, Source, Verdict
from app.complaints.taking_in import Named, TakeIn
from app.complaints.working import Finding, Plan
from app.samples.at_work import AtWork
from app.samples.people import person


def complain(work: AtWork, ids: dict[str, str], client_id: str) -> None:
    """A client's complaint about waiting, closed; one of somebody else about a fee, planned with a compensation."""
    _waited(work, ids, client_id)
    _fee(work, ids)


def _waited(work: AtWork, ids: dict[str, str], client_id: str) -> None:
    service, director = work.services.complaints, work.actor("director")
    one = service.take_in(
        work.actor("teller"),
        TakeIn(
            source=Source.ON_SITE, kind=Kind.SERVICE, client_id=client_id,
            respondents=(Named(staff_id=ids[person("teller2").number]),),
            facts="上午办理业务时等候约四十分钟，期间工作人员没有说明等候原因。", demand="说明原因，改进叫号和引导。",
        ),
    )  # fmt: skip
    one = service.assign(work.actor("supervisor"), one.number, director.staff_id, one.version)
    found = {1: Finding(Verdict.PARTLY)}
    one = service.investigate(
        director, one.number, "当日叫号设备发生故障，柜台改为人工叫号，没有及时向等候客户说明。", found, one.version
    )
    plan = Plan(measure="修复叫号设备；设备故障时由专人在大厅引导并说明。", dealt={1: "批评教育，学习服务规范"})
    one = service.plan(director, one.number, plan, one.version)
    one = service.answer(
        director, one.number, "对给您造成的不便深表歉意，欢迎继续监督我们的服务。", AnswerWay.TELEPHONE, one.version
    )
    answers = {"self": "yes", "satisfaction": "4", "complaint-answered": "yes", "complaint-result": "5"}
    one = service.call_back(
        work.actor("teller"), one.number, True, "客户表示理解，对处理结果满意。", one.version, answers
    )  # fmt: skip
    service.close(work.actor("manager"), one.number, "", one.version)


def _fee(work: AtWork, ids: dict[str, str]) -> None:
    service, director = work.services.complaints, work.actor("director")
    one = service.take_in(
        work.actor("supervisor"),
        TakeIn(
            source=Source.REGULATOR, kind=Kind.MARKETING, name="方知远", contact="13657120058",
            respondents=(Named(staff_id=ids["3301204"]),),
            facts="客户经理未说明收费标准即为其开通付费资讯服务，三个月共扣费480元。", demand="退还已扣费用并道歉。",
        ),
    )  # fmt: skip
    one = service.assign(work.actor("manager"), one.number, director.staff_id, one.version)
    one = service.investigate(
        director,
        one.number,
        "服务协议上没有客户签名，客户经理承认未作说明。",
        {1: Finding(Verdict.FOUNDED)},
        one.version,
    )
    plan = Plan(
        measure="退还已扣费用，当面道歉，终止该项服务。", compensation=Decimal("480.00"),
        dealt={1: "通报批评，退回相关绩效"},
    )  # fmt: skip
    service.plan(director, one.number, plan, one.version)
