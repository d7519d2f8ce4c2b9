"""The sample branch's transfers: who leaves, who stays, who waits; on the trading day before, and today."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.approvals.domain import StepKind
from app.branch.opened import system_actor
from app.clients.domain import Client
from app.common.actor import Actor
from app.common.clock import branch_day
from app.counter.services import Services
from app.samples import transfers
from app.samples.at_work import AtWork
from app.samples.pen import sample_scan
from app.samples.transfers import OldClient
from app.snapshots import storage as snapshots
from app.trading_days import storage as trading_days
from app.trading_days.domain import ClosedDay, calendar_of
from app.trading_days.shipped import shipped_years
from app.transfer_out.case import Outcome

ORDINARY = OldClient("孙立明", 11, "52000", "1.2", marketer="3301201")
CORE = OldClient("周宏达", 12, "8600000", "4.1")
IMPORTANT = OldClient("吴婉清", 13, "2400000", "3.6")
BLOCKED = OldClient("郑凯", 14, "180000", "0.8")
STAYS = OldClient("冯雪梅", 15, "760000", "2.0")
INSTITUTION = OldClient("杭州示例商贸有限公司", 16, "3200000", "0.4", institution=True)
_SATURDAY = 5
EVERYBODY = (ORDINARY, CORE, IMPORTANT, BLOCKED, STAYS, INSTITUTION)


class Leaving:
    """Carries the sample transfers out; ``before`` on the earlier day, ``today`` when the clock has caught up."""

    def __init__(self, work: AtWork, ids: dict[str, str]) -> None:
        self._services = work.services
        self._who = work.actor
        self._ids = ids
        self._clients: dict[str, Client] = {}
        self._core = ""

    def before(self) -> None:
        """What happened on the trading day before."""
        services = self._services
        for sample in EVERYBODY:
            staff_id = self._ids[sample.marketer] if sample.marketer else ""
            self._clients[sample.name] = transfers.register(
                services, sample, staff_id=staff_id, verified_by=self._ids["3301017"]
            )
        self._snapshot()
        self._ordinary_leaves()
        self._core_asks()
        self._important_leaves_by_telephone()
        self._one_stays()

    def today(self) -> None:
        """What happens today."""
        self._snapshot(**{BLOCKED.name: {
            "new_share_frozen": Decimal("60000"), "new_share_release": branch_day(self._services.clock.now()),
        }})  # fmt: skip
        self._core_leaves()
        self._telephone_confirmed()
        self._blocked_asks()
        self._institution_asks()

    def _snapshot(self, **changes: dict[str, Any]) -> None:
        states = [
            transfers.state_of(sample, self._clients[sample.name].fund_account, **changes.get(sample.name, {}))
            for sample in EVERYBODY
        ]
        teller = self._ids["3301017"]
        with self._services.branch.db.write(system_actor("01")) as tx:
            made = snapshots.put_snapshot(tx.conn, states, tx.at, teller, "jiaoyi-kuaizhao.csv")
            tx.audit("snapshots.imported", "snapshot", made.id, after={"rows": made.rows})

    def _take_in(self, teller: Actor, sample: OldClient, **fields: str) -> str:
        """Take a request in, with the client's identity paper scanned (TO-10)."""
        number = transfers.take_in(self._services, teller, self._clients[sample.name], **fields).case.number
        for code in ("id-card", *(("agent-id", "authorisation") if sample.institution else ())):
            self._services.transfer.attach_scan(teller, number, code, sample_scan())
        return number

    def _ordinary_leaves(self) -> None:
        teller, services = self._who("teller"), self._services
        number = self._take_in(teller, ORDINARY)
        transfers.talk(
            services, teller, number, "演示了手机交易和银证转账，说明迁到外地后账户照常使用。", Outcome.LEAVES,
            answer="感谢，但希望在住处附近办理。",
        )  # fmt: skip
        transfers.submit(services, teller, number)
        transfers.approve(services, self._who("marketer"), number, StepKind.OWN_STAFF, "已与客户沟通，同意")
        transfers.approve(services, self._who("supervisor"), number, StepKind.SUPERVISOR)
        transfers.finish(services, teller, number)

    def _core_asks(self) -> None:
        teller, services = self._who("teller"), self._services
        day_ahead = branch_day(services.clock.now()) + timedelta(days=1)
        self._core = self._take_in(
            teller, CORE, reason="competition",
            reason_text="朋友介绍了另一家公司的专属服务", booked_for=day_ahead.isoformat(),
        )  # fmt: skip
        transfers.talk(services, teller, self._core, "请营销总监当面介绍核心客户服务。", Outcome.UNDECIDED)
        transfers.talk(
            services, self._who("director"), self._core, "介绍了投资顾问一对一服务和专属交易通道。", Outcome.LEAVES,
            offered="专属投资顾问", answer="已经决定，谢谢。",
        )  # fmt: skip
        transfers.submit(services, teller, self._core)
        transfers.approve(services, self._who("director"), self._core, StepKind.DIRECTOR, "已面谈，客户去意已定，同意")

    def _core_leaves(self) -> None:
        transfers.approve(services := self._services, self._who("manager"), self._core, StepKind.GENERAL_MANAGER)
        transfers.finish(services, self._who("teller"), self._core)

    def _important_leaves_by_telephone(self) -> None:
        teller, services = self._who("teller2"), self._services
        number = self._take_in(teller, IMPORTANT, reason="product", reason_text="希望使用期权组合策略交易")
        services.transfer.insist(teller, number)
        transfers.submit(services, teller, number)
        services.transfer.record_by_telephone(
            teller, number, StepKind.DIRECTOR, self._ids["3301002"], "总监外出，电话中同意先行办理。", "0571-88880002",
            services.clock.now(),
        )  # fmt: skip
        transfers.finish(services, teller, number)

    def _telephone_confirmed(self) -> None:
        director = self._who("director")
        for waiting in self._services.approvals.unconfirmed(director):
            self._services.approvals.confirm(director, waiting.decision_id, True, "属实")

    def _one_stays(self) -> None:
        teller, services = self._who("teller"), self._services
        number = self._take_in(teller, STAYS, reason="commission", reason_text="希望降低佣金")
        due = branch_day(services.clock.now()) + timedelta(days=3)
        transfers.talk(
            services, teller, number, "说明了佣金与服务的对应关系，可以按资产规模申请调整。", Outcome.STAYS,
            promised="三日内答复佣金调整申请", promise_due=due, answer="愿意再等几天。",
        )  # fmt: skip
        services.transfer.retain(teller, number, "客户愿意留下，等候佣金调整结果。")

    def _blocked_asks(self) -> None:
        teller, services = self._who("teller"), self._services
        number = self._take_in(teller, BLOCKED, reason="equipment", reason_text="下单经常卡顿")
        transfers.talk(services, teller, number, "告知新股申购资金解冻后即可办理。", Outcome.LEAVES)
        transfers.submit(services, teller, number)

    def _institution_asks(self) -> None:
        teller, services = self._who("teller"), self._services
        number = self._take_in(teller, INSTITUTION, reason="advice", reason_text="希望得到行业研究服务")
        transfers.talk(services, teller, number, "约定由营销总监上门拜访。", Outcome.UNDECIDED)
        transfers.submit(services, teller, number)


def know_the_years(services: Services, today: date) -> None:
    """Enter this year and the next in the sample's calendar where the program does not know them yet."""
    setter_up = system_actor("01")
    with services.branch.db.write(setter_up) as tx:
        known = trading_days.calendar(tx.conn)
        for year in (today.year, today.year + 1):
            if not known.knows(year):
                first = next(day for day in (date(year, 1, 1 + step) for step in range(3)) if day.weekday() < 5)
                trading_days.set_year(tx, year, (ClosedDay(first, "元旦（示例）"),), 0)


def day_behind(today: date) -> timedelta:
    """How long ago the trading day before ``today`` was; the weekday before in years that nobody knows yet."""
    calendar = calendar_of(shipped_years().values())
    day = today - timedelta(days=1)
    while day.weekday() >= _SATURDAY or (calendar.knows(day.year) and not calendar.is_trading_day(day)):
        day -= timedelta(days=1)
    return today - day
