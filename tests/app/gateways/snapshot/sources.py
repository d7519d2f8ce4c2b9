"""Files and views as a trading system makes them, for the mapping files that ship with the program."""

# ruff: noqa: S608 - the tests make the tables they read

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.gateways.snapshot.mapping import SnapshotMapping
from app.gateways.snapshot.mapping_file import EXAMPLES, read_mapping

CSV_NAME = "资金账户_20261120_0930.csv"
CSV_COLUMNS = (
    "资金账号", "客户姓名", "总资产", "年换手率", "可取资金", "未结利息", "当日成交笔数", "未成交委托笔数",
    "回购到期日", "回购登记", "申购冻结金额", "申购解冻日", "未了协议", "沪市限制", "深市限制", "沪市指定", "深市托管",
)  # fmt: skip
PLAIN = (
    "330100000001",
    "张三",
    "1,250,000.00",
    "3.2",
    "0.00",
    "0",
    "0",
    "0",
    "",
    "0",
    "0.00",
    "",
    "",
    "",
    "",
    "1",
    "1",
)
BUSY = (
    "330100000002", "李四", "99.99", "0.1", "-0.10", "0.01", "3", "2", "20261201", "1", "12000.00", "20261124", "R;Q",
    "1", "2", "0", "0",
)  # fmt: skip

DBF_FIELDS = (
    ("KZSJ", "C", 14, 0), ("YYBDM", "C", 6, 0), ("KHXM", "C", 8, 0), ("ZJZH", "C", 20, 0), ("ZZC", "N", 18, 2),
    ("NHSL", "N", 10, 4), ("KQZJ", "N", 18, 2), ("WJLX", "N", 14, 0), ("DRCJ", "N", 6, 0), ("WCJBZ", "C", 1, 0),
    ("HGDQR", "D", 8, 0), ("HGDJ", "L", 1, 0), ("SGDJ", "N", 18, 2), ("SGJDR", "D", 8, 0), ("WLXY", "C", 20, 0),
    ("HSXZ", "C", 40, 0), ("SSXZ", "C", 40, 0), ("HSZD", "C", 1, 0),
)  # fmt: skip
DBF_PLAIN = (
    "20261120093000", "3301", "张三", "330100000001", "1250000.00", "3.2", "0.00", "0", "0", "N", "", "F", "0.00", "",
    "", "", "", "0",
)  # fmt: skip
DBF_BUSY = (
    "20261120093000", "3301", "李四", "330100000002", "99.99", "0.1", "-0.10", "1", "3", "Y", "20261201", "T",
    "12000.00", "20261124", "R,Q", "司法冻结", "质押登记", "1",
)  # fmt: skip


def shipped(name: str) -> SnapshotMapping:
    """A mapping file that ships with the program: csv, dbf, sql."""
    return changed(name)


def changed(name: str, *changes: tuple[str, str]) -> SnapshotMapping:
    """A shipped mapping with texts exchanged."""
    text = (EXAMPLES / f"{name}.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    mapping, problems = read_mapping(text)
    assert mapping is not None, problems
    return mapping


def csv_bytes(*rows: Sequence[str], encoding: str = "gbk", end: str = "\r\n", header: bool = True) -> bytes:
    """A CSV file; cells with a comma in quotation marks."""
    lines = [CSV_COLUMNS, *rows] if header else list(rows)
    text = "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) + end for line in lines)
    return text.encode(encoding)


def write_csv(folder: Path, *rows: Sequence[str], encoding: str = "gbk", name: str = CSV_NAME) -> Path:
    """A CSV file for ``csv.toml``."""
    path = folder / name
    path.write_bytes(csv_bytes(*rows, encoding=encoding))
    return path


def dbf_header(
    records: int, fields: Iterable[tuple[str, str, int, int]] = DBF_FIELDS, *, version: int = 0x03, tail: bytes = b""
) -> bytes:
    """The header of a DBF file."""
    fields = list(fields)
    start, length = 32 + 32 * len(fields) + 1 + len(tail), 1 + sum(field[2] for field in fields)
    head = struct.pack("<BBBBIHH20x", version, 126, 11, 20, records, start, length)
    described = b"".join(
        struct.pack("<11sc4xBB14x", name.encode("gbk"), kind.encode(), size, decimals)
        for name, kind, size, decimals in fields
    )
    return head + described + b"\r" + tail


def dbf_bytes(
    *rows: Sequence[Any],
    encoding: str = "gbk",
    fields: Sequence[tuple[str, str, int, int]] = DBF_FIELDS,
    deleted: Iterable[int] = (),
) -> bytes:
    """A DBF file; cells are texts, or bytes as they are; ``deleted``: numbers of records, from 1."""
    gone = set(deleted)
    content = dbf_header(len(rows), fields)
    for number, row in enumerate(rows, 1):
        content += b"*" if number in gone else b" "
        for cell, (_, kind, size, _) in zip(row, fields, strict=True):
            raw = cell if isinstance(cell, bytes) else str(cell).encode(encoding)
            content += raw.rjust(size) if kind in "NF" else raw.ljust(size)
    return content + b"\x1a"


def write_dbf(folder: Path, *rows: Sequence[Any], encoding: str = "gbk", deleted: Iterable[int] = ()) -> Path:
    """A DBF file for ``dbf.toml``."""
    path = folder / "zjzh.dbf"
    path.write_bytes(dbf_bytes(*rows, encoding=encoding, deleted=deleted))
    return path


SQL_COLUMNS = (
    "fund_account", "assets", "turnover", "cash", "interest_unsettled", "orders_today", "orders_unfilled", "repo_until",
    "repo_registered", "new_share_frozen", "new_share_release", "agreements", "depository_block_sh",
    "depository_block_sz", "sh_designated", "sz_custody",
)  # fmt: skip
SQL_PLAIN = (
    "330100000001", Decimal("1250000.00"), Decimal("3.2"), Decimal("0.00"), Decimal(0), 0, 0, None, False,
    Decimal("0.00"), None, "", "", "", True, True,
)  # fmt: skip
SQL_BUSY = (
    "330100000002", Decimal("99.99"), Decimal("0.1"), Decimal("-0.10"), Decimal("0.01"), 3, 2, date(2026, 12, 1), True,
    Decimal("12000.00"), date(2026, 11, 24), "融资融券合同;期权经纪合同", "司法冻结", "质押登记", False, False,
)  # fmt: skip


def write_sqlite(folder: Path, *rows: Sequence[Any], view: str = "v_account_state") -> Path:
    """A SQLite file with the view that ``sql.toml`` reads; money in it is a binary fraction, as REAL has it."""
    path = folder / "trading.db"
    path.unlink(missing_ok=True)
    plain = [[_for_sqlite(cell) for cell in row] for row in rows]
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(SQL_COLUMNS)})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(SQL_COLUMNS))})", plain)
        connection.execute(f"CREATE VIEW {view} AS SELECT *, 'x' AS client_name FROM t")
    connection.close()
    return path


def _for_sqlite(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
