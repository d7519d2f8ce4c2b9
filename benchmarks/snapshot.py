"""Import of the trading system's snapshot, beside plain reading of the same file: ``python -m benchmarks.snapshot``."""

from __future__ import annotations

import csv
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.row import Row

SIZE, QUICK = 1_000_000, 50_000
ENCODING = "gbk"

_HEADING = (
    "ZJZH", "KHXM", "ZZC", "NHSL", "KQZJ", "WJLX", "DRCJ", "WCJ", "HGDQR", "HGDJ", "SGDJ", "SGJDR", "WLXY", "HSXZ",
    "SSXZ", "HSZD", "SZTG",
)  # fmt: skip
_WIDTHS = (12, 12, 18, 10, 18, 14, 6, 6, 8, 1, 18, 8, 20, 20, 20, 1, 1)
_NUMBERS = {2: 2, 3: 4, 4: 2, 5: 4, 6: 0, 7: 0, 10: 2}
_MAPPING = """
kind = "snapshot-mapping"
version = "benchmark"
[source]
format = "{format}"
encoding = "gbk"
{delimiter}
[moment]
from = "given"
[fields]
fund_account = {{ column = "ZJZH" }}
assets = {{ column = "ZZC" }}
turnover = {{ column = "NHSL" }}
cash = {{ column = "KQZJ" }}
interest_unsettled = {{ column = "WJLX" }}
orders_today = {{ column = "DRCJ" }}
orders_unfilled = {{ column = "WCJ" }}
repo_until = {{ column = "HGDQR" }}
repo_registered = {{ column = "HGDJ" }}
new_share_frozen = {{ column = "SGDJ" }}
new_share_release = {{ column = "SGJDR" }}
agreements = {{ column = "WLXY", separator = ";" }}
depository_block_sh = {{ column = "HSXZ" }}
depository_block_sz = {{ column = "SSXZ" }}
sh_designated = {{ column = "HSZD" }}
sz_custody = {{ column = "SZTG" }}
"""


def run(*, quick: bool = False) -> list[Row]:
    """Rows a second and memory on top of importing CSV and DBF into an encrypted branch, each in its own process."""
    size = QUICK if quick else SIZE
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place:
        for kind, write in (("csv", _write_csv), ("dbf", _write_dbf)):
            path = Path(place) / f"accounts.{kind}"
            write(path, size)
            for mode in ("import", "dry-run"):
                plain, plain_mb = _measured("plain", path)
                ours, ours_mb = _measured(mode, path)
                what = f"snapshot {mode}, {kind}, {size:,} accounts"
                rows.append(Row(f"{what}, rows/s", size / ours, size / plain, 1, "rows/s", f"plain {kind} reading"))
                rows.append(Row(f"{what}, memory on top", ours_mb, plain_mb, 1, "MB", f"plain {kind} reading"))
            path.unlink()
    return rows


def _measured(mode: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.snapshot", mode, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1800)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def _accounts(size: int) -> Iterator[tuple[str, ...]]:
    """Invented accounts: most with nothing in the way."""
    for number in range(size):
        busy = number % 50 == 0
        yield (
            str(330_100_000_000 + number), "示例客户", f"{number * 13.37 % 9e6:.2f}", f"{number % 70 / 10:.4f}",
            f"{number * 7 % 100_000 / 100:.2f}", f"{number % 9_973 / 10_000:.4f}", str(number % 4), str(int(busy)),
            "20261201" if busy else "", str(int(busy)), "12000.00" if busy else "0.00", "20261124" if busy else "",
            "融资融券合同" if number % 100 == 0 else "", "", "", "1", "1",
        )  # fmt: skip


def _write_csv(path: Path, size: int) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADING)
        writer.writerows(_accounts(size))


def _write_dbf(path: Path, size: int) -> None:
    fields = [
        struct.pack("<11sc4xBB14x", name.encode(), b"N" if place in _NUMBERS else b"C", width, _NUMBERS.get(place, 0))
        for place, (name, width) in enumerate(zip(_HEADING, _WIDTHS, strict=True))
    ]
    head = struct.pack("<BBBBIHH20x", 3, 126, 11, 20, size, 33 + 32 * len(fields), 1 + sum(_WIDTHS))
    with path.open("wb") as file:
        file.write(head + b"".join(fields) + b"\r")
        for cells in _accounts(size):
            file.write(b" ")
            for cell, width in zip(cells, _WIDTHS, strict=True):
                file.write(cell.encode(ENCODING).ljust(width))
        file.write(b"\x1a")


def _plain_csv(path: Path) -> int:
    with path.open(encoding=ENCODING, newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _plain_dbf(path: Path) -> int:
    """What a reader does at least: every record cut into its cells, each decoded."""
    record = struct.Struct("<x" + "".join(f"{width}s" for width in _WIDTHS))
    with path.open("rb") as file:
        records, start = struct.unpack("<4xIH", file.read(10))
        file.seek(start)
        read = 0
        while read < records:
            block = file.read(record.size * min(5_000, records - read))
            for cells in record.iter_unpack(block):
                read += 1
                [cell.decode(ENCODING).rstrip() for cell in cells]  # read as plainly as can be
    return read


_PLAIN: dict[str, Callable[[Path], int]] = {".csv": _plain_csv, ".dbf": _plain_dbf}


class Memory:
    """Resident memory that came on top since it was made, looked at from time to time; in MB."""

    def __init__(self) -> None:
        import psutil

        self._process = psutil.Process()
        self._start = self._process.memory_info().rss
        self.most = 0.0

    def __call__(self, rows: int = 0, expected: int = 0) -> None:
        """Look now; also as the progress of something."""
        self.most = max(self.most, (self._process.memory_info().rss - self._start) / 2**20)


def _imported(path: Path, *, dry_run: bool) -> tuple[float, float]:
    from app.common.clock import SystemClock
    from app.gateways.snapshot.mapping_file import read_mapping
    from app.snapshots.service import SnapshotService
    from benchmarks.branches import sample_services, teller

    delimiter = 'delimiter = "comma"' if path.suffix == ".csv" else ""
    mapping, problems = read_mapping(_MAPPING.format(format=path.suffix[1:], delimiter=delimiter))
    if mapping is None:
        raise SystemExit(str(problems))
    with tempfile.TemporaryDirectory() as place:
        services = sample_services(Path(place) / "branch")
        with services.branch as branch:
            who = teller(services)
            service = SnapshotService(branch.db)
            memory = Memory()
            begin = time.perf_counter()
            report = service.import_from(
                who, path, mapping, dry_run=dry_run, taken_at=SystemClock().now(), progress=memory
            )
            took = time.perf_counter() - begin
        if not report.ok:
            raise SystemExit(str(report))
    return took, memory.most


def _one(mode: str, path: Path) -> None:
    if mode == "plain":
        memory = Memory()
        begin = time.perf_counter()
        _PLAIN[path.suffix](path)
        took = time.perf_counter() - begin
        memory()
        print(took, memory.most)
    else:
        print(*_imported(path, dry_run=mode == "dry-run"))


def main() -> None:
    """One measurement in this process (``MODE FILE``), or the table (``--quick`` for a small one)."""
    if len(sys.argv) == 3:
        _one(sys.argv[1], Path(sys.argv[2]))
        return
    for row in run(quick="--quick" in sys.argv):
        print(f"{row.what:55} {row.value:12,.1f} {row.baseline:12,.1f} {row.unit} {row.ratio:8.3f}x")


if __name__ == "__main__":
    main()
