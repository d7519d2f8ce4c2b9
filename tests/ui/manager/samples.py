"""Invented requests for the manager's desk, and providers by hand: no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from app.approvals.domain import Confirmation, Decision, StepKind, StepState, StepStatus, Verdict, Way
from app.common.errors import Refused
from app.policy.transfer import ReasonGuide, Tier
from app.trading_days.domain import CalendarYear, ClosedDay, Source
from app.transfer_out.case import Case, NewTalk, Outcome, Status, Talk
from app.transfer_out.clock import CaseClock
from app.transfer_out.view import (
    AccountsState,
    ApprovalScreen,
    CaseLine,
    ClientLine,
    Condition,
    DocumentState,
    QueueLine,
    TransferView,
)
from ui.pages.approvals.port import Deciding, TelephoneRow
from ui.pages.calendar import CalendarSheet

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NAMES = ("林梓萱", "杭州示例贸易有限公司", "欧阳思远", "程欣涛", "吴萱", "唐怡浩", "于平斌", "阿卜杜热合曼·买买提")
REASON = ReasonGuide("commission", "佣金水平", ("如实说明收费标准。",), ("按规定申请调整。",), ("七日内答复。",))


def clock(days: int | None) -> CaseClock:
    """A clock with so many trading days left, late below nought, standing still for None."""
    deadline = TODAY + timedelta(days=days) if days is not None else None
    return CaseClock(TODAY - timedelta(days=1), deadline, days)


def line(
    number: int = 1, days: int | None = 1, tier: Tier = Tier.CORE, waits: StepKind = StepKind.GENERAL_MANAGER,
    *, insists: bool = False, late: bool = False, unconfirmed: bool = False,
) -> CaseLine:  # fmt: skip
    """One line of a list."""
    classes = {Tier.CORE: "A+", Tier.IMPORTANT: "C", Tier.ORDINARY: "E"}
    return CaseLine(
        f"ZX2026{number:06d}", Status.SUBMITTED, f"k{number}", NAMES[(number - 1) % len(NAMES)], number == 2,
        classes[tier], tier, REASON.label, TODAY - timedelta(days=1), clock(days), days is None, insists, "周敏",
        (waits,), unconfirmed, late, NOW,
    )  # fmt: skip


def queue(count: int = 9) -> list[QueueLine]:
    """Requests by deadline, every second one for the one who looks."""
    tiers = list(Tier)
    days = [-2, -1, 0, 1, 1, 2, 2, None, None]
    lines = []
    for number in range(1, count + 1):
        left = days[(number - 1) * len(days) // count]
        made = line(
            number, left, tiers[(number + 1) % 3], list(StepKind)[number % 4], insists=number % 3 == 1,
            late=number == 2, unconfirmed=number in (2, 4),
        )  # fmt: skip
        mine = (StepKind.GENERAL_MANAGER,) if number % 2 else ()
        lines.append(QueueLine(made, mine, Decimal(1_250_000), None))
    return lines


def decision(step: StepKind, way: Way = Way.SIGNED_IN, **changed: object) -> Decision:
    """One approval."""
    made = Decision(
        id=f"d-{step.value}", kind="transfer-out", number="ZX2026000001", version=3, step=step, turn=0,
        verdict=Verdict.APPROVED, way=way, approver_id="s-director", approver_number="3301003", approver_name="顾文澜",
        recorded_by="s-teller", recorded_by_name="周敏", words="客户去意已决，同意办理。", ground="",
        called_number="138****0003" if way is Way.TELEPHONE else "", called_at=NOW if way is Way.TELEPHONE else None,
        at=NOW - timedelta(hours=1), confirm_by=TODAY + timedelta(days=1) if way is Way.TELEPHONE else None,
        confirmed=None,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]  # names are checked by replace


CONDITIONS = (
    Condition("orders", "当日有委托或未成交", False, "", "", None),
    Condition("repo", "未到期回购", False, "", "", None),
    Condition("repo-registration", "回购登记未撤销", False, "", "", None),
    Condition("new-share", "新股申购冻结", False, "", "", None),
    Condition("agreements", "与营业部的协议未履行", False, "", "", None),
    Condition("depository-sh", "上海登记公司其他限制", False, "", "", None),
    Condition("depository-sz", "深圳登记公司其他限制", False, "", "", None),
)
BLOCKED = replace(
    CONDITIONS[3], stands=True, detail="冻结 48,000.00 元", wait_for="等待新股申购资金解冻", retry_on=date(2026, 11, 25)
)


def view(number: str = "ZX2026000001", *, blocked: bool = False, missing: bool = False) -> TransferView:
    """A request of a core client, the director's approval given."""
    talk = NewTalk(
        "counter", "客户反映佣金高于同业，已说明收费构成与服务内容。", "可按规定申请调整佣金。",
        "七日内书面答复能否调整。", date(2026, 11, 30), "愿意考虑，但希望先办手续。", Outcome.UNDECIDED,
    )  # fmt: skip
    case = Case(
        number, Status.SUBMITTED, 9, 3, "TO-2026.11", "k1", "3301010075", NOW - timedelta(days=1), "s-teller",
        "3301017", "周敏", "02", NOW, Tier.CORE, "A+", Decimal("6250000.00"), Decimal("4.2"), "snapshot", "s-own",
        TODAY - timedelta(days=1), None if blocked else TODAY, NOW, "", NOW - timedelta(hours=3), None, "approval",
        {"reason": "commission", "reason_text": "别家给到万分之一点二，这边一直没降。"},
        talks=(Talk("t1", 1, NOW - timedelta(hours=5), "s-own", "YX0012", "许文博", talk),
               Talk("t2", 2, NOW - timedelta(hours=4), "s-director", "3301003", "顾文澜",
                    replace(talk, way="telephone", said="营销总监来电了解。", promised="", outcome=Outcome.LEAVES))),
    )  # fmt: skip
    client = ClientLine(
        "k1", "330101000075", "林梓萱", False, "3301***********424", "138****7712", "3301010075", "A+",
        Decimal("6250000.00"), Decimal("4.2"), "snapshot", "许文博（YX0012）",
    )  # fmt: skip
    documents = (
        DocumentState("id-card", "居民身份证", "shown", True, "", True),
        DocumentState("securities-card", "证券账户卡", "missing" if missing else "shown", False, "", not missing),
        DocumentState("fund-card", "资金账户卡", "missing", False, "卡片遗失，客户已声明", True),
    )
    conditions = (*CONDITIONS[:3], BLOCKED, *CONDITIONS[4:]) if blocked else CONDITIONS
    grounds: tuple[tuple[str, str], ...] = (("new-share", "新股申购冻结未解除"),) if blocked else ()
    grounds += (("securities-card", "证券账户卡未出示"),) if missing else ()
    given = decision(StepKind.DIRECTOR)
    return TransferView(
        case, client, (), {}, documents,
        AccountsState(False, "", "账户快照", NOW - timedelta(minutes=95), 95, conditions),
        clock(None if blocked else 1), REASON,
        (StepState(StepKind.DIRECTOR, StepStatus.APPROVED, given),
         StepState(StepKind.GENERAL_MANAGER, StepStatus.OPEN, None)),
        (decision(StepKind.DIRECTOR, id="d0", version=2, verdict=Verdict.SENT_BACK, words="是否谈过佣金调整？"), given),
        grounds, True, TODAY, TODAY, (), Decimal(0), None, False, False, (), (), (), False, False, False,
    )  # fmt: skip


def screen(
    number: str = "ZX2026000001", version: int = 3, *, blocked: bool = False, mine: bool = True
) -> ApprovalScreen:
    """What the general manager sees."""
    made = view(number, blocked=blocked)
    return ApprovalScreen(
        replace(made, case=replace(made.case, request_version=version)),
        version,
        (StepKind.GENERAL_MANAGER,) if mine else (),
        ((NOW - timedelta(days=400), "2025 年曾申请转托管，经挽留后留下"),),
        (("ZX2026000001-01", "转销户申请表"), ("ZX2026000001-02", "居民身份证扫描件")),
    )


TELEPHONE = (
    TelephoneRow(
        "d7", "ZX2026000002", "杭州示例贸易有限公司", StepKind.GENERAL_MANAGER, "方启明", "周敏", "139****0001",
        NOW - timedelta(days=4), "总经理电话中表示同意，称已与对方负责人谈过。", TODAY - timedelta(days=3), True, True,
    ),
    TelephoneRow(
        "d8", "ZX2026000004", "程欣涛", StepKind.DIRECTOR, "顾文澜", "王磊", "138****0003", NOW, "同意。",
        TODAY + timedelta(days=1), False, False,
    ),
)  # fmt: skip


@dataclass
class SampleApprovals:
    """Keeps what was decided; ``problem`` is raised instead of deciding."""

    lines: list[QueueLine] = field(default_factory=queue)
    rows: list[TelephoneRow] = field(default_factory=lambda: list(TELEPHONE))
    screens: dict[str, ApprovalScreen] = field(default_factory=dict)
    decided: list[Deciding] = field(default_factory=list)
    raised: list[tuple[str, Tier, str]] = field(default_factory=list)
    confirmed: list[tuple[str, bool, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    problem: Exception | None = None

    def queue(self) -> Sequence[QueueLine]:
        self.asked.append("queue")
        return list(self.lines)

    def telephone(self) -> Sequence[TelephoneRow]:
        return list(self.rows)

    def screen(self, number: str) -> ApprovalScreen:
        self.asked.append(number)
        return self.screens.get(number) or screen(number)

    def decide(self, deciding: Deciding) -> ApprovalScreen:
        if self.problem:
            raise self.problem
        self.decided.append(deciding)
        self.lines = [each for each in self.lines if each.line.number != deciding.number]
        made = screen(deciding.number, mine=False)
        self.screens[deciding.number] = made
        return made

    def raise_tier(self, number: str, tier: Tier, why: str) -> ApprovalScreen:
        if self.problem:
            raise self.problem
        self.raised.append((number, tier, why))
        return self.screen(number)

    def confirm(self, decision_id: str, agreed: bool, words: str) -> None:
        if self.problem:
            raise self.problem
        self.confirmed.append((decision_id, agreed, words))
        self.rows = [row for row in self.rows if row.decision_id != decision_id]


def confirmed(agreed: bool) -> Confirmation:
    """What an approver said later."""
    return Confirmation("d7", agreed, "属实。" if agreed else "没有接到过这个电话。", "s-gm", NOW)


CLOSED = tuple(
    ClosedDay(date.fromisoformat(f"2026-{day}"), name)
    for days, name in (
        ("01-01 01-02", "元旦"),
        ("02-16 02-17 02-18 02-19 02-20 02-23", "春节"),
        ("04-06", "清明节"),
        ("05-01 05-04 05-05", "劳动节"),
        ("06-19", "端午节"),
        ("09-25", "中秋节"),
        ("10-01 10-02 10-05 10-06 10-07", "国庆节"),
    )
    for day in days.split()
)


@dataclass
class SampleCalendar:
    """Knows 2025 and 2026; ``problem`` is raised instead of saving."""

    today: date = TODAY
    years: dict[int, CalendarYear] = field(
        default_factory=lambda: {
            2025: CalendarYear(2025, (ClosedDay(date(2025, 1, 1), "元旦"),), 0, Source.SHIPPED),
            2026: CalendarYear(2026, CLOSED, 0, Source.SHIPPED),
        }
    )
    saved: list[tuple[int, tuple[ClosedDay, ...], int]] = field(default_factory=list)
    problem: Refused | None = None

    def sheet(self, year: int) -> CalendarSheet:
        wanted = year or self.today.year
        found = self.years.get(wanted) or CalendarYear(wanted, (), 0, Source.UNKNOWN)
        return CalendarSheet(found, tuple(sorted(self.years)), self.today)

    def save(self, year: int, closed: Sequence[ClosedDay], seen_version: int) -> CalendarSheet:
        if self.problem:
            raise self.problem
        self.saved.append((year, tuple(closed), seen_version))
        self.years[year] = CalendarYear(year, tuple(closed), seen_version + 1, Source.BRANCH)
        return self.sheet(year)
