"""A row or two for every list: what a reader would then expect to find, by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.clients import storage as clients
from app.clients.domain import NewClient
from app.samples.people import resident_number
from app.storage.columns import UtcDateTime, metadata

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 2, tzinfo=UTC)
STAFF, OTHER = "staff-teller", "staff-supervisor"
MONTH = date(2026, 10, 1)


def put(conn: sa.Connection, name: str, /, **values: Any) -> None:
    """A row of the table ``name``; what is not said is as empty as its column lets it be."""
    table = metadata.tables[name]
    row = {column.name: _empty(column) for column in table.columns if not column.nullable}
    conn.execute(table.insert().values(row | values))


def _empty(column: sa.Column[Any]) -> Any:
    kind = column.type
    if any(key.target_fullname == "staff.id" for key in column.foreign_keys):
        return STAFF
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer):
        return 0
    if isinstance(kind, sa.Date):
        return TODAY
    return NOON if isinstance(kind, UtcDateTime) else ""


def day(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


def a_client(conn: sa.Connection, name: str, place: int, until: date | None) -> str:
    """Somebody with an open fund account."""
    born = date(1980, 1, place)
    new = NewClient(
        name=name, paper_kind="resident-id", paper_number=resident_number("330102", born, 5), sex="男",
        birth_date=born, nationality="CHN", ethnicity="01", paper_issuer="杭州市公安局", paper_from=date(2006, 1, 1),
        paper_until=until, paper_address="示例路1号", mobile=f"1385713000{place}", address="示例路1号",
    )  # fmt: skip
    found = clients.add_client(conn, new, NOON).id
    put(conn, "fund_account", id=f"fa{place}", number=f"88010000{place}", client_id=found, place=1, main=True,
        currency="CNY", opened_at=NOON, state="open")  # fmt: skip
    return str(found)


def a_document(conn: sa.Connection, number: str, *, copies: int) -> None:
    """An archived paper."""
    put(conn, "document", number=number, title="开户申请表", pages=1, copies=copies, file_sha256=number, made_at=NOON)


def fill(conn: sa.Connection, pack: str) -> None:
    """Everything."""
    first, second = a_client(conn, "样到期", 1, day(10)), a_client(conn, "样测评", 2, None)
    _papers(conn, first)
    _counter(conn, first, second, pack)
    _tasks(conn, first)
    _after(conn, first)
    _seen(conn, first)


def _papers(conn: sa.Connection, client_id: str) -> None:
    a_document(conn, "D1", copies=2)
    put(conn, "document_use", id="u1", document_number="D1", kind="print", staff_id=STAFF, at=NOON, copy_number=1)
    put(conn, "document_use", id="u2", document_number="D1", kind="print", staff_id=STAFF, at=NOON, copy_number=2,
        reprint=True, why="客户遗失")  # fmt: skip
    put(conn, "dossier", archive_number="DA1", client_id=client_id, opened_at=NOON)
    put(conn, "task", id="t-loan", kind="other", state="open", due_on=day(5), text="还档案", client_id=client_id)
    put(conn, "dossier_loan", id="l1", archive_number="DA1", client_id=client_id, borrower=OTHER, borrower_name="主管",
        why="核对资料", lent_by=STAFF, due_on=day(-4), task_id="t-loan")  # fmt: skip
    put(conn, "destruction", number="XH1", proposed_by=STAFF, proposed_by_name="柜员", why="保存期满", proposed_at=NOON)
    put(conn, "destruction_item", number="XH1", archive_number="DA1", client_id=client_id, closed_on=day(-9000),
        keep_until=day(-10), papers=3, pages=7)  # fmt: skip


def _counter(conn: sa.Connection, first: str, second: str, pack: str) -> None:
    put(conn, "opening", case_number="KH1", status="completed", client_id=first, fund_account="880100001",
        opened_by=STAFF, opened_by_name="柜员", opened_by_number="S0", completed_at=NOON)  # fmt: skip
    put(conn, "change_case", number="BG1", kind="client-data", status="completed", client_id=first, opened_by=STAFF,
        opened_by_name="柜员", opened_by_number="S0", ended_at=NOON)  # fmt: skip
    put(conn, "risk_case", number="BP1", kind="mismatch", status="completed", client_id=first, product="SY0003",
        opened_by_name="柜员", opened_by_number="S0", completed_at=NOON)  # fmt: skip
    put(conn, "assessment", id="a1", client_id=second, pack=pack, level="low", valid_until=day(5), assessed_at=NOON,
        document_number="D1", answers="[]", per_question="[]", marks="[]", total=30)  # fmt: skip


def _tasks(conn: sa.Connection, client_id: str) -> None:
    def task(id_: str, kind: str, due: date, **more: Any) -> None:
        put(conn, "task", **{"id": id_, "kind": kind, "due_on": due, "text": id_, "client_id": client_id,
                             "assigned_to": STAFF, "state": "open", "created_at": NOON, **more})  # fmt: skip

    task("late problem", "problem", day(-3))
    task("answered late", "problem", day(-2), state="done")
    put(conn, "task_done", task_id="answered late", at=NOON, by=STAFF, by_name="柜员", outcome="已答复")
    task("answered in time", "problem", day(0), state="done")
    put(conn, "task_done", task_id="answered in time", at=NOON, by=STAFF, by_name="柜员", outcome="已答复")
    task("call in time", "opening-call", day(0), state="done")
    put(conn, "task_done", task_id="call in time", at=NOON, by=STAFF, by_name="柜员", outcome="已回访")
    task("call late", "opening-call", day(-5), state="done")
    put(conn, "task_done", task_id="call late", at=NOON, by=STAFF, by_name="柜员", outcome="已回访")
    task("call open late", "opening-call", day(-1))
    task("call open", "opening-call", day(0))
    task("visit open late", "client-visit", day(-1))


def _after(conn: sa.Connection, client_id: str) -> None:
    def contact(number: str, kind: str, **more: Any) -> None:
        put(conn, "contact", id=number, number=number, client_id=client_id, kind=kind, way="telephone",
            outcome="reached", on=TODAY, by=STAFF, by_name="柜员", attempt=1, note="情况正常", **more)  # fmt: skip

    contact("HF1", "opening")
    contact("HF2", "visit")
    contact("HF3", "unusual", problem="频繁买卖", has_problem=True)
    put(conn, "message", id="m1", kind="risk-reminder", client_id=client_id, mobile="13857130001", state="delivered",
        created_at=NOON, once="m1", sent_on=NOON, attempt=1)  # fmt: skip
    put(conn, "complaint_draft", id="c1", staff_id=STAFF, state="taken")
    put(conn, "complaint", id="c1", number="TS1", source="telephone", kind="service", level="branch", state="taken",
        taken_by=STAFF, taken_by_name="柜员", taken_on=TODAY, compensation_fen=12345)  # fmt: skip
    put(
        conn,
        "education_event",
        number="TJ1",
        title="反诈讲座",
        on=TODAY,
        begins="14:00",
        capacity=30,
        speaker="样讲师",
        place="大厅",
    )
    for place, mark in enumerate((5, 5, 4, 4, 3)):
        put(conn, "satisfaction_mark", id=f"m{place}", month=MONTH, staff_id=STAFF, mark=mark)
    # nobody has closed the month yet: the first report that shows it does
    put(conn, "satisfaction_ask", case_number="KH1", kind="opening", staff_id=STAFF, month=MONTH)
    put(conn, "incident", id="i1", kind="misconduct", what="代客户操作", by=STAFF, by_name="柜员", at=NOON)


def _seen(conn: sa.Connection, client_id: str) -> None:
    put(conn, "client_look", id="k1", client_id=client_id, kind="unmasked", staff_id=STAFF, why="电话核实",
        what="mobile", at=NOON)  # fmt: skip
    put(conn, "watch_notice", id="n1", kind="many-clients", staff_id=STAFF, count=60, at=NOON)
    put(conn, "screening_hit", id="h1", mark="h1", case_number="KH1", part="client", name="样到期",
        number="330102198001010052", entry_name="样到斯", score=96, list_version=1, found_at=NOON)  # fmt: skip
