"""The invented people of the sample branch. Identity numbers are well-formed and belong to nobody we know of."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypedDict


class SampleBranch(TypedDict):
    """What the sample branch is called; the arguments of ``BranchSettings`` of these names."""

    branch_id: str
    company: str
    name: str
    address: str
    telephone: str
    prefix: str


BRANCH: SampleBranch = {
    "branch_id": "sample-hz01",
    "company": "示例证券股份有限公司",
    "name": "杭州示例路证券营业部",
    "address": "浙江省杭州市西湖区示例路88号",
    "telephone": "0571-88880000",
    "prefix": "3301",
}

UNFINISHED_FILE = "demo.unfinished"
"""In the folder while the sample branch is being made; one met later was left by a demo that was killed."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_number(region: str, birth: date, sequence: int) -> str:
    """A resident identity number with its check digit; ``sequence`` 1..999, odd for men."""
    body = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """One member of staff; ``login`` empty: does not sign in."""

    number: str
    name: str
    post: str
    kind: str
    roles: tuple[str, ...] = ()
    login: str = ""
    password: str = ""
    telephone: str = ""
    certificate: str = ""
    certificate_from: date | None = None
    certificate_until: date | None = None
    suspended: bool = False


STAFF = (
    SampleStaff("3301001", "沈国栋", "营业部总经理", "manager", ("general-manager", "teller"), "manager",
                "Guanli-2026-Shili", "0571-88880001"),
    SampleStaff("3301017", "周敏", "综合柜员", "counter", ("teller",), "teller", "Guitai-2026-Shili", "0571-88880017"),
    SampleStaff("3301018", "何嘉文", "综合柜员", "counter", ("teller",), "teller2", "Guitai-2026-Erhao",
                "0571-88880018"),
    SampleStaff("3301002", "韩志远", "营销总监", "manager", ("marketing-director",), "director",
                "Zongjian-2026-Shili", "0571-88880002"),
    SampleStaff("3301010", "陶静", "柜台主管", "counter", ("supervisor",), "supervisor", "Zhuguan-2026-Shili",
                "0571-88880010"),
    SampleStaff("3301020", "贺文洁", "档案管理员", "archivist", ("archivist",), "archivist", "Dangan-2026-Shili",
                "0571-88880020"),
    SampleStaff("3301030", "俞正清", "合规专员", "compliance", ("compliance",), "compliance", "Hegui-2026-Shili",
                "0571-88880030"),
    SampleStaff("3301090", "罗晓东", "系统管理员", "counter", ("admin",), "admin", "Xitong-2026-Shili",
                "0571-88880090"),
    SampleStaff("3301201", "林子涵", "客户经理", "marketing", ("marketing",), "marketer", "Yingxiao-2026-Shili",
                "0571-88880201", "S0990126110201", date(2025, 3, 1), date(2028, 2, 29)),
    SampleStaff("3301202", "唐雨薇", "证券经纪人", "marketing", (), "", "", "0571-88880202", "S0990126110202",
                date(2024, 7, 1), date(2027, 6, 30)),
    SampleStaff("3301203", "高铭", "客户经理", "marketing", (), "", "", "0571-88880203", "S0990126110203",
                date(2023, 1, 1), date(2025, 12, 31)),
    SampleStaff("3301204", "曹欣妍", "证券经纪人", "marketing", (), "", "", "0571-88880204", "S0990126110204",
                date(2024, 1, 1), date(2027, 12, 31), suspended=True),
    SampleStaff("3301205", "邵晨曦", "客户经理", "marketing", (), "", "", "0571-88880205", "S0990126110205",
                date(2025, 1, 1), date(2027, 12, 31)),
)  # fmt: skip


WRITTEN_IN = 2026
"""The year in which these people were thought up: whose certificate or paper runs now does so in later years too."""
_RENEWED_FOR = 20
"""Years that an identity card is issued for to whoever is 26 to 45, as these clients are; later it has no end."""
NO_END = "长期"


def as_certified(member: SampleStaff, today: date) -> SampleStaff:
    """The member with a certificate as near its end on ``today`` as it was in the year of the samples."""
    if member.certificate_from is None or member.certificate_until is None:
        return member
    years = max(0, today.year - WRITTEN_IN)
    since, until = (_years_after(day, years) for day in (member.certificate_from, member.certificate_until))
    return replace(member, certificate_from=since, certificate_until=until)


def with_running_paper(client: SampleClient, today: date) -> SampleClient:
    """The client who has had the identity card renewed when it ended."""
    from app.clients.paper_terms import LONG_TERM_AGE, age_on  # the first window of a demo names people, no more

    until = client.fields["paper_until"]
    if until == NO_END or date.fromisoformat(until) >= today:
        return client
    born, renewed = date.fromisoformat(client.fields["paper_number"][6:14]), date.fromisoformat(until)
    long_term = age_on(born, renewed) >= LONG_TERM_AGE
    ends = NO_END if long_term else _years_after(renewed, _RENEWED_FOR).isoformat()
    running = replace(client, fields={**client.fields, "paper_from": until, "paper_until": ends})
    return with_running_paper(running, today)


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, monthrange(day.year + years, day.month)[1]))


def person(login: str) -> SampleStaff:
    """Whoever of the sample branch has this login."""
    return next(member for member in STAFF if login and member.login == login)


def manager() -> SampleStaff:
    """The sample branch's general manager, for commands that sign in."""
    return next(person for person in STAFF if "general-manager" in person.roles)


def user_lines() -> tuple[str, ...]:
    """The users of the sample branch, for people."""
    users = (f"  {m.login:10} {m.password:22} {', '.join(m.roles)}" for m in STAFF if m.login)
    return ("Users of the sample branch (login, password, roles):", *users)


@dataclass(frozen=True, slots=True)
class SampleClient:
    """A client who walks in: what the teller types, the answers given, the pen, whether left unfinished.

    ``by_hand``: declines electronic signing and signs the printed forms (KY-4).
    """

    fields: Mapping[str, str]
    answers: str
    password: str
    marketer: str = ""
    booked: bool = False
    permissions: str = ""
    stop_before: str = ""
    by_hand: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


def _fields(
    name: str, number: str, issued: date, until: date | None, *, issuer: str, address: str, mobile: str, **more: str
) -> dict[str, str]:
    base = {
        "paper_kind": "resident-id",
        "paper_number": number,
        "name": name,
        "nationality": "CHN",
        "paper_issuer": issuer,
        "paper_from": issued.isoformat(),
        "paper_until": until.isoformat() if until is not None else NO_END,
        "paper_address": address,
        "mobile": mobile,
        "address": address,
        "sh_a": "new",
        "sz_a": "new",
        "bank": "icbc",
        "bank_account": "6222020200112233446",
    }
    return {**base, **more}


CLIENTS = (
    SampleClient(
        _fields("林梓萱", resident_number("330106", date(1996, 2, 14), 42), date(2018, 5, 11), date(2028, 5, 11),
                issuer="杭州市公安局西湖分局", address="浙江省杭州市西湖区示例路88号3幢1204室", mobile="13857120001",
                email="linzixuan@example.com", employer="示例设计有限公司", postcode="310012",
                bank_account="6222021202012345675"),
        "1C 2A 3D 4B 5B 6B 7B 8B 9BCD 10A 11C 12C", "739264", marketer="3301201", booked=True,
    ),
    SampleClient(
        _fields("吴铭𬭎", resident_number("330102", date(1979, 8, 23), 317), date(2015, 6, 1), date(2035, 6, 1),
                issuer="杭州市公安局上城分局", address="浙江省杭州市上城区示例巷12号", mobile="13957120002",
                employer="示例机电有限公司", bank="ccb", bank_account="6217001540012345672"),
        "1D 2C 3D 4C 5C 6C 7C 8C 9DE 10B 11C 12E", "805317", permissions="chinext",
    ),
    SampleClient(
        _fields("郑秋月", resident_number("330104", date(1968, 11, 5), 86), date(2016, 3, 20), None,
                issuer="杭州市公安局江干分局", address="浙江省杭州市上城区示例东路9号2单元301室", mobile="13757120003",
                bank="abc", bank_account="6228480321234567899"),
        "1A 2A 3B 4A 5A 6A 7A 8A 9A 10A 11A 12A", "648203", by_hand=True,
    ),
    SampleClient(
        _fields("赵一凡", resident_number("330108", date(2001, 4, 9), 155), date(2020, 9, 15), date(2030, 9, 15),
                issuer="杭州市公安局滨江分局", address="浙江省杭州市滨江区示例大道200号", mobile="13657120004",
                bank="boc", bank_account="6217850800012345672"),
        "1D 2D 3C 4C 5B 6C", "",
        stop_before="questionnaire-end",
    ),
)  # fmt: skip

BOOKED = (
    ("林梓萱", "13857120001", "3301201", "沪深A股开户", 10),
    ("宋雅楠", "13857120011", "3301201", "沪深A股开户、创业板", 11),
    ("冯立", "13957120012", "3301202", "沪深A股开户", 14),
    ("萧然", "13757120013", "3301202", "开放式基金账户", 15),
)
"""Bookings of the day: name, mobile, marketing staff number, business, hour."""
