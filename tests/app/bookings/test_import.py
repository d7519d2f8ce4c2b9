"""Many bookings from one sheet: read whole, told by row and column, all of them or none (AP-1)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from app.bookings import storage
from app.bookings.domain import BookVisit
from app.bookings.importing import BookingImport, ImportOutcome
from app.bookings.service import BookingService
from app.bookings.sheet_rows import COLUMNS, FILE_NAME, template
from app.branch.opened import OpenBranch
from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused
from app.common.long_work import Watch
from app.gateways import sheet
from tests.builders import Actors
from tests.people import NOON, add_client, add_marketer

HEAD = ",".join(COLUMNS.headings)
GOOD = (
    "宋雅楠,13857120011,2026-11-23,09:30,9003,沪深A股开户、创业板,,请安排上午",
    "冯立,139 5712 0012,2026年11月23日,14点,9003,沪深A股开户,330102199001010011,",
)


@pytest.fixture
def service(sqlite_branch: OpenBranch) -> BookingService:
    return BookingService(sqlite_branch.db, expiry_days=30)


def written(folder: Path, lines: Sequence[str], encoding: str = "utf-8", head: str = HEAD) -> Path:
    path = folder / "预约.csv"
    path.write_bytes("\r\n".join((head, *lines, "")).encode(encoding))
    return path


def stored(branch: OpenBranch) -> int:
    with branch.db.read() as conn:
        return conn.execute(sa.select(sa.func.count()).select_from(storage.booking)).scalar_one()


def told(report: BookingImport) -> list[tuple[int, str, str]]:
    return [(found.row, found.column, found.code) for found in report.problems]


@pytest.mark.rule("AP-1")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sheet_is_booked_whole_in_each_encoding(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors, tmp_path: Path, encoding: str
) -> None:
    path = written(tmp_path, GOOD, encoding)
    looked = service.import_file(actors.teller, path, dry_run=True)
    assert (looked.outcome, looked.rows, looked.booked, stored(sqlite_branch)) == (ImportOutcome.CHECKED, 2, 2, 0)
    made = service.import_file(actors.teller, path, dry_run=False)
    assert (made.outcome, len(made.numbers)) == (ImportOutcome.BOOKED, 2)
    first, second = service.between(actors.teller, date(2026, 11, 23), date(2026, 11, 23))
    assert (first.name, first.business, first.note) == ("宋雅楠", ("沪深A股开户", "创业板"), "请安排上午")
    assert second.mobile_masked == "139****0012"
    assert service.get(actors.teller, second.id).paper_number == "330102199001010011"


def test_both_databases_import_in_one_transaction(branch: OpenBranch, actors: Actors, tmp_path: Path) -> None:
    service = BookingService(branch.db, expiry_days=30)
    assert service.import_file(actors.marketing, written(tmp_path, GOOD), dry_run=False).ok
    assert stored(branch) == 2


@pytest.mark.parametrize("asked", [1, 3, 5], ids=["reading", "clients", "booking"])
def test_a_sheet_that_is_cancelled_books_nothing_and_says_how_far_it_was(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors, tmp_path: Path, asked: int
) -> None:
    asks, far = count(), list[tuple[int, int]]()
    watch = Watch(lambda done, of: far.append((done, of)), lambda: next(asks) == asked)
    with pytest.raises(Refused, match=r"work\.cancelled"):
        service.import_file(actors.teller, written(tmp_path, GOOD), dry_run=False, watch=watch)
    assert stored(sqlite_branch) == 0
    assert set(far) <= {(done, 6) for done in range(asked + 1)}
    assert service.import_file(actors.teller, written(tmp_path, GOOD), dry_run=False).booked == 2


@pytest.mark.rule("AP-1")
def test_every_mistake_is_told_by_row_and_column_and_nothing_is_booked(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors, tmp_path: Path
) -> None:
    rows = (
        GOOD[0],
        ",1385712,2026-13-01,25:00,0000,,,",
        "李四,13800138001,2025-01-01,09:00,9003,开户,,",
        "王五,13800138002,2026-11-23,09:00,9001,=1+1,,",
    )
    report = service.import_file(actors.teller, written(tmp_path, rows), dry_run=False)
    assert told(report) == [
        (3, "姓名", "text.required"), (3, "手机号码", "papers.mobile_length"), (3, "预约日期", "text.date"),
        (3, "预约时间", "bookings.time"), (3, "营销人员工号", "staff.unknown"), (3, "拟办业务", "bookings.no_business"),
        (4, "预约日期", "bookings.past"), (5, "营销人员工号", "staff.not_marketing"), (5, "拟办业务", "sheet.formula"),
    ]  # fmt: skip
    assert (report.booked, stored(sqlite_branch)) == (0, 0)
    assert "13800138001" not in str(report.as_json("zh"))
    assert all(found["reason"] for found in report.as_json("zh")["problems"])


@pytest.mark.rule("AP-1")
def test_what_is_booked_already_or_twice_is_a_mistake_or_left_out(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors, tmp_path: Path
) -> None:
    path = written(tmp_path, GOOD)
    service.import_file(actors.teller, path, dry_run=False)
    again = written(tmp_path, (*GOOD, "高远,13800138009,2026-11-24,09:00,9003,创业板,,", GOOD[0]))
    report = service.import_file(actors.teller, again, dry_run=False)
    assert {(row, code) for row, _, code in told(report)} == {
        (2, "bookings.already_booked"), (3, "bookings.already_booked"), (5, "bookings.already_booked"),
        (5, "bookings.twice_in_file"),
    }  # fmt: skip
    assert stored(sqlite_branch) == 2
    report = service.import_file(actors.teller, again, dry_run=False, skip_duplicates=True)
    assert (report.booked, report.skipped, stored(sqlite_branch)) == (1, 3, 3)


def test_clients_are_only_told_of_and_marketing_staff_are_told_of_nobody_elses(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors, tmp_path: Path
) -> None:
    with sqlite_branch.db.write(actors.teller) as tx:
        known = add_client(tx.conn, mobile="13857120011")
        other = add_marketer(tx.conn)
    service.book(
        actors.teller,
        BookVisit(name="冯立", mobile="13957120012", planned_at=NOON, staff_id=other.id, business=("开户",)),
    )
    path = written(tmp_path, GOOD)
    seen = service.import_file(actors.teller, path, dry_run=True)
    assert [(note.row, note.code) for note in seen.notes] == [(2, "bookings.is_client")]
    assert known.number in seen.notes[0].reason("en")
    assert told(seen) == [(3, "手机号码", "bookings.already_booked")]
    blind = service.import_file(actors.marketing, path, dry_run=True)
    assert (blind.ok, blind.notes) == (True, ())


def test_marketing_staff_import_in_their_own_name_only(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors, tmp_path: Path
) -> None:
    with sqlite_branch.db.write(actors.teller) as tx:
        add_marketer(tx.conn)
    path = written(tmp_path, (GOOD[0], GOOD[1].replace("9003", "8001")))
    report = service.import_file(actors.marketing, path, dry_run=False)
    assert told(report) == [(3, "营销人员工号", "bookings.own_only")]
    with pytest.raises(Refused) as refused:
        service.import_file(actors.archivist, path, dry_run=True)
    assert refused.value.code == "auth.denied"


@pytest.mark.rule("AP-1")
def test_the_template_filled_in_is_imported_and_its_formulas_are_not_worked_out(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors, tmp_path: Path
) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(template())
    with pytest.raises(Refused) as refused:
        service.import_file(actors.teller, path, dry_run=True)
    assert refused.value.code == "sheet.empty"
    book = openpyxl.load_workbook(path)
    book.worksheets[0].append(["宋雅楠", 13857120011, date(2026, 11, 23), time(9, 30), 9003, "创业板"])
    book.worksheets[0].append(["冯立", "13957120012", datetime(2026, 11, 23, 10, 15), None, "9003", "创业板"])  # noqa: DTZ001
    book.save(path)
    assert service.import_file(actors.teller, path, dry_run=False).ok
    day = date(2026, 11, 23)
    hours = [line.planned_at.astimezone(BRANCH_ZONE).hour for line in service.between(actors.teller, day, day)]
    assert hours == [9, 10]
    book.worksheets[0].append(['=HYPERLINK("http://example.com","点")', "13800138007", "", "", "9003", "创业板"])
    book.save(path)
    report = service.import_file(actors.teller, path, dry_run=False, skip_duplicates=True)
    assert (4, "姓名", "sheet.formula") in told(report)
    assert stored(sqlite_branch) == 2


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (sheet.MOST_UNPACKED + 1))
    return made.getvalue()


def _entities() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet.empty"),
        (HEAD.encode(), "sheet.empty"),
        (b"x" * (sheet.MOST_BYTES + 1), "sheet.too_large"),
        (_bomb(), "sheet.too_large"),
        (_entities(), "sheet.damaged"),
        (b"PK\x03\x04nothing", "sheet.damaged"),
        (HEAD.encode("utf-16"), "sheet.encoding"),
        (b"\x81\xff\x00", "sheet.encoding"),
        ((HEAD + "\r\n" + "a\0b").encode(), "sheet.encoding"),
        ((HEAD + "\r\n" + "宋" * 2001).encode(), "sheet.long_cell"),
        (("," * 61 + "a\r\nb").encode(), "sheet.too_wide"),
        (("姓名\r\n" + "宋\r\n" * 2001).encode(), "sheet.too_many_rows"),
        ("姓名,手机号码\r\n宋雅楠,13857120011".encode(), "sheet.columns_missing"),
        ((HEAD + ",姓名\r\n" + GOOD[0]).encode(), "sheet.column_twice"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused_whole(
    service: BookingService, actors: Actors, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "sheet"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        service.import_file(actors.teller, path, dry_run=False)
    assert refused.value.code == code


@pytest.mark.parametrize("make", [lambda path: path / "none", lambda path: path])
def test_what_is_no_file_is_refused(service: BookingService, actors: Actors, tmp_path: Path, make: Any) -> None:
    with pytest.raises(Refused) as refused:
        service.import_file(actors.teller, make(tmp_path), dry_run=True)
    assert refused.value.code == "sheet.unreadable"


@pytest.mark.rule("AP-3")
def test_who_has_not_come_is_marked_after_the_period_is_listed_and_is_still_served(
    sqlite_branch: OpenBranch, service: BookingService, actors: Actors
) -> None:
    clock: Any = sqlite_branch.db.clock
    made = service.book(
        actors.teller,
        BookVisit(name="冯立", mobile="13957120012", planned_at=NOON, staff_id="staff-marketing", business=("开户",)),
    )
    clock.tick(60 * 241)
    service.expire(actors.teller)
    (line,) = service.lapsed(actors.teller)
    assert (line.state.value, line.number) == ("no-show", made.number)
    assert [found.id for found in service.match(actors.teller, mobile="13957120012")] == [made.id]
    with sqlite_branch.db.write(actors.teller) as tx:
        assert storage.keep(tx.conn, made.number, "KH1").state.value == "kept"
    with sqlite_branch.db.write(actors.teller) as tx:
        storage.release(tx.conn, "KH1")
    clock.tick(86_400 * 31)
    assert service.expire(actors.teller) == 1
    assert service.lapsed(actors.teller)[0].state.value == "expired"
