"""Invented people and papers for windows: providers by hand, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.bookings.importing import BookingImport, ImportOutcome
from app.common.errors import Refused
from app.common.long_work import Watch
from app.gateways.snapshot.port import RowProblem
from ui.pages.bookings import BookingChoices, NewBooking
from ui.pages.client_view import WANTED, CheckedFile
from ui.pages.clients import AccountRow, ClientCaseRow, ClientView, Detail, DocumentRow
from ui.pages.workbench import BookingRow, CaseRow, Workbench
from ui.widgets.editors import Choice
from ui.widgets.search import Hit

NOW = datetime(2026, 11, 23, 10, 42, 7)  # noqa: DTZ001 - the branch's time, as the pages get it
TODAY = date(2026, 11, 23)

TIMES = [NOW.replace(hour=9, minute=30) + n * timedelta(minutes=30) for n in range(7)]
BOOKINGS = tuple(
    BookingRow(
        f"b{n}", f"YY2026112300{n:02d}", NOW.replace(hour=9 + n // 2, minute=30 * (n % 2)), name, mobile, staff, state
    )
    for n, (name, mobile, staff, state) in enumerate(
        (
            ("林梓萱", "138****7712", "许文博", "kept"),
            ("欧阳思远", "139****0145", "许文博", "started"),
            ("程欣涛", "186****2230", "—", "open"),
            ("吴萱", "135****9021", "何佳宁", "open"),
            ("唐怡浩", "177****6642", "许文博", "open"),
            ("于平斌", "150****0307", "何佳宁", "open"),
            ("沈思", "131****5588", "—", "cancelled"),
        ),
        1,
    )
)
CASES = (
    CaseRow("c1", "20261123000002", "欧阳思远", "风险测评", NOW - timedelta(minutes=34), "周敏", "02"),
    CaseRow("c2", "20261122000007", "高博芳", "投资者教育", NOW - timedelta(days=1, hours=2), "王磊", "01"),
    CaseRow("c3", "20261120000011", "阿卜杜热合曼·买买提", "签名", NOW - timedelta(days=3), "周敏", "02"),
)
DOCUMENTS = tuple(
    DocumentRow(f"d{n}", f"KH2026112300003-{n:02d}", title, "2026-11", NOW + timedelta(minutes=n), pages, n != 8)
    for n, (title, pages) in enumerate(
        (
            ("预约开户表", 1),
            ("开户申请表（个人）", 3),
            ("投资者教育记录", 1),
            ("投资风险承受能力评估调查表", 4),
            ("证券交易风险揭示书", 5),
            ("电子签名约定书", 2),
            ("证券交易委托代理协议", 6),
            ("第三方存管协议", 3),
        ),
        1,
    )
)
CLIENT = ClientView(
    "k1",
    "330101000075",
    "林梓萱",
    "C3 稳健型",
    (
        Detail("paper_kind", "居民身份证"),
        Detail("paper_number", "3301***********424", masked=True),
        Detail("paper_until", "2038-05-11"),
        Detail("mobile", "138****7712", masked=True),
        Detail("address", "浙江省杭州市****", masked=True),
        Detail("occupation", "企业单位职员"),
        Detail("bank", "示例银行 杭州分行"),
        Detail("bank_account", "***************4471", masked=True),
        Detail("staff", "许文博（YX0012）"),
        Detail("advertising", WANTED, changes=True),
        Detail("opened_on", "2026-11-23"),
    ),
    (
        AccountRow("fund-account", "3301010075", TODAY, "open", "示例银行 ***4471"),
        AccountRow("sh_a", "A123456789", TODAY, "registered"),
        AccountRow("sz_a", "0123456789", TODAY, "registered"),
        AccountRow("fund-account", "3301010091", TODAY, "closed"),
    ),
    (ClientCaseRow("c9", "20261123000001", "opening", NOW, "completed", unfinished=False),),
    DOCUMENTS,
)
HITS = (
    Hit("k1", "刘泽", "liuze · 资金账号 3301010075 · 身份证尾号 6142", "C3"),
    Hit("k2", "吕梓杰", "lvzijie · 资金账号 3301010145 · 身份证尾号 0436", "C2"),
    Hit("k3", "林梓萱", "linzixuan · 资金账号 3301010201 · 身份证尾号 0424", "C3"),
)


def find(text: str) -> Sequence[Hit]:
    """Hits whose title or detail begins a word with ``text``."""
    return [hit for hit in HITS if text in hit.title or any(w.startswith(text) for w in hit.detail.split())] or (
        list(HITS[:2]) if text == "lz" else []
    )


class SampleWorkbench:
    """A workbench that gives what it is set to, or fails."""

    def __init__(self, shown: Workbench | None = None) -> None:
        self.shown = Workbench(BOOKINGS, CASES, 4) if shown is None else shown
        self.problem: Exception | None = None

    def workbench(self) -> Workbench:
        if self.problem:
            raise self.problem
        return self.shown


class SampleClients:
    """One client; remembers what was asked of it."""

    def __init__(self, pdf: bytes = b"%PDF-sample") -> None:
        self.pdf = pdf
        self.asked: list[tuple[str, ...]] = []
        self.problem: Exception | None = None
        self.needs_purpose = False
        self.documents = CLIENT.documents
        self.stated: set[str] = set()

    def _note(self, *asked: str) -> None:
        self.asked.append(asked)
        if self.problem:
            raise self.problem

    def client(self, client_id: str) -> ClientView:
        self._note("client", client_id)
        if self.needs_purpose and client_id not in self.stated:
            return replace(CLIENT, id=client_id, documents=(), purpose_needed=True)
        return replace(CLIENT, id=client_id, documents=self.documents)

    def state_purpose(self, client_id: str, why: str) -> None:
        self._note("purpose", client_id, why)
        self.stated.add(client_id)

    def unmask(self, client_id: str, key: str, reason: str) -> str:
        self._note("unmask", client_id, key, reason)
        return "13857127712"

    def set_advertising(self, client_id: str, wanted: bool, why: str) -> None:
        self._note("advertising", client_id, str(wanted), why)

    def document(self, document_id: str) -> bytes:
        self._note("document", document_id)
        return self.pdf + document_id.encode()

    def export(self, document_id: str, path: str) -> None:
        self._note("export", document_id, path)

    def print_document(self, document_id: str) -> None:
        self._note("print", document_id)

    def check(self, document_id: str) -> CheckedFile:
        self._note("check", document_id)
        return CheckedFile("genuine", "KH2026112300003-02", "开户申请表（个人）", self.pdf + b"page", 1)

    def check_file(self, path: str) -> CheckedFile:
        self._note("check-file", path)
        return CheckedFile("altered", "", "", self.pdf + b"other page", 2)

    def print_page(self, found: CheckedFile) -> str:
        self._note("print-page", found.page.decode())
        return "YQ20261122154301-ABCDEF12"


class SampleBookings:
    """Keeps bookings in a list; refuses a mobile of the wrong length."""

    def __init__(self) -> None:
        self.rows = list(BOOKINGS)
        self.cancelled: list[tuple[str, str]] = []
        self.sheets: list[tuple[str, bool, bool]] = []

    def bookings(self) -> Sequence[BookingRow]:
        return tuple(self.rows)

    def choices(self) -> BookingChoices:
        staff = (Choice("s1", "许文博 YX0012", "xuwenbo xwb"), Choice("s2", "何佳宁 YX0019", "hejianing hjn"))
        business = (
            Choice("sh", "沪市A股账户"),
            Choice("sz", "深市A股账户"),
            Choice("gem", "创业板"),
            Choice("fund", "开放式基金账户"),
        )
        return BookingChoices(staff, business)

    def book(self, booking: NewBooking) -> BookingRow:
        if len(booking.mobile) != 11:
            raise Refused("bookings.mobile", field="mobile")
        row = BookingRow("n1", "YY202611230099", NOW, booking.name, "138****0000", "—", "open")
        self.rows.append(row)
        return row

    def cancel(self, booking_id: str, reason: str) -> None:
        self.cancelled.append((booking_id, reason))

    def between(self, first: date, last: date) -> Sequence[BookingRow]:
        return [row for row in self.rows if first <= row.at.date() <= last]

    def import_sheet(
        self, path: str, *, dry_run: bool, skip: bool, watch: Watch
    ) -> BookingImport:  # fmt: skip
        self.sheets.append((path, dry_run, skip))
        if skip:
            outcome = ImportOutcome.CHECKED if dry_run else ImportOutcome.BOOKED
            return BookingImport("预约.xlsx", outcome, 2, 1, 1, (), 0, ())
        problem = RowProblem(3, "手机号码", Refused("bookings.already_booked", number="YY1"))
        return BookingImport("预约.xlsx", ImportOutcome.MISTAKES, 2, 0, 0, (problem,), 1, ())

    def save_template(self, path: str) -> None:
        self.sheets.append((path, False, False))


def sheet(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """A white A4 page with grey lines: stands in for the rasteriser."""
    wide, high = round(595 * scale), round(842 * scale)
    margin, white = wide // 6, b"\xff" * 4
    empty = white * wide
    line = white * margin + b"\xb0\xb0\xb0\xff" * (wide - 2 * margin) + white * margin
    rows = (line if 60 < y / scale < 760 and int(y / scale) % 16 < 5 else empty for y in range(high))
    return wide, high, b"".join(rows)
