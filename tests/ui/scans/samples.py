"""Scanned pages by hand for the page's tests and pictures; nothing is stored."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from app.common.errors import Refused
from app.gateways.camera import Frame
from app.scans.domain import Kind, PageState, Source
from app.scans.view import FolderStatus, FormToSign, Inbox, Intake, RefusedFile, ScannedPage

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
CASE, OTHER = "KH20261123000004", "ZX20261123000002"


@cache
def picture(words: str = "", wide: int = 620, high: int = 877) -> bytes:
    """A page as the scanner gives it: lines on white, as JPEG. No text: workers draw it, and fonts may wait."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("#fdfdfb"))
    painter = QPainter(image)
    for line in range(8, 60):
        painter.fillRect(60, line * 14, (wide - 120) - (line * 37) % 160, 4, QColor("#bbbbbb"))
    painter.fillRect(60, 50, 14 * len(words), 10, QColor("#777777"))
    painter.fillRect(wide - 110, 30, 70, 70, QColor("#333333"))
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpeg")).write(image)
    return bytes(held.data())


def page(
    place: int, state: PageState = PageState.READY, number: str = f"{CASE}-05", at: int = 1, pages: int = 4,
    title: str = "证券交易风险揭示书", *, by_hand: bool = False,
) -> ScannedPage:  # fmt: skip
    """A page of the inbox."""
    known = state not in (PageState.UNREADABLE, PageState.BLANK, PageState.STRANGER)
    return ScannedPage(
        id=f"p{place}", file_name="扫描件-20261123.pdf", place=place, source=Source.FILE, at=NOW, staff_id="t",
        station="01", state=state, number=number if known else "", page=at if known else 0,
        pages=pages if known else 0, title=title if known else "", case_number=CASE if known else "",
        by_hand=by_hand, width=620, height=877,
    )  # fmt: skip


def form(
    number: str = f"{CASE}-05", title: str = "证券交易风险揭示书", have: tuple[int, ...] = (1, 3), pages: int = 4,
    client: str = "林梓萱", *, reprint: bool = False, bound: bool = False,
) -> FormToSign:  # fmt: skip
    """A form that waits."""
    return FormToSign(
        number=number, form_id="disclosure", title=title, case_number=number[:16], client_name=client,
        kind=Kind.OPENING if number.startswith("KH") else Kind.TRANSFER, pages=pages, have=have,
        missing=tuple(p for p in range(1, pages + 1) if p not in have), printed_at=NOW - timedelta(hours=2),
        bound_at=NOW if bound else None, reprint=reprint,
    )  # fmt: skip


PAGES = (
    page(1), page(2, PageState.BLANK), page(3, at=3), page(4, PageState.UNREADABLE),
    page(5, number=f"{CASE}-08", at=1, pages=2, title="证券交易委托代理协议"),
    page(6, number=f"{CASE}-08", at=2, pages=2, title="证券交易委托代理协议"),
    page(7, PageState.TWICE, at=3), page(8, PageState.STRANGER),
    page(9, PageState.OUTDATED, number=f"{CASE}-02", at=1, pages=2, title="开户申请表（个人）"),
)  # fmt: skip
FORMS = (
    form(), form(f"{CASE}-08", "证券交易委托代理协议", (1, 2), 2),
    form(f"{CASE}-02", "开户申请表（个人）", (), 2, reprint=True),
    form(f"{CASE}-10", "第三方存管协议（签约确认）", (), 2),
    form(f"{OTHER}-01", "转户、销户申请表", (1,), 1, "王思远"),
    form(f"{OTHER}-05", "客户资料交还清单", (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), 18, "王思远"),
)  # fmt: skip


@dataclass
class SampleCamera:
    """A camera by hand; ``broken`` after so many pictures."""

    owner: SampleScans
    frames: int = 0
    closed: bool = False
    given_up: int = 0
    problem: Exception | None = None

    def frame(self) -> Frame:
        """A grey picture with a sheet in it."""
        if self.problem is not None:
            raise self.problem
        self.frames += 1
        return Frame(400, 300, table(), ((120, 20), (290, 20), (290, 270), (120, 270)))

    def shoot(self) -> Intake:
        """The page that lies there."""
        self.owner._note("shoot")
        return self.owner.shot

    def give_up(self) -> None:
        """Forget the picture."""
        self.given_up += 1

    def close(self) -> None:
        """Let go."""
        self.closed = True


@cache
def table() -> bytes:
    """A sheet on a table."""
    image = QImage(400, 300, QImage.Format.Format_RGB888)
    image.fill(QColor("#5b4a3a"))
    painter = QPainter(image)
    painter.fillRect(120, 20, 170, 250, QColor("#fafafa"))
    painter.end()
    return bytes(image.constBits())


@dataclass
class SampleScans:
    """Answers the page by hand and remembers what it was told, and whether it was asked on the GUI thread."""

    pages: tuple[ScannedPage, ...] = PAGES
    forms: tuple[FormToSign, ...] = FORMS
    told: list[tuple[object, ...]] = field(default_factory=list)
    bad: dict[str, Exception] = field(default_factory=dict)
    """Name of a file -> what becomes of it."""
    refusals: dict[str, Refused] = field(default_factory=dict)
    """Name of a use case, or number of a form -> why not."""
    status: FolderStatus = field(default_factory=lambda: FolderStatus("", on=False, taken=0, refused=0))
    shot: Intake = field(default_factory=lambda: Intake((page(40, at=2),), ()))
    cameras: list[SampleCamera] = field(default_factory=list)
    gate: threading.Event | None = None
    threads: set[str] = field(default_factory=set)

    def _note(self, *what: object) -> None:
        self.threads.add(threading.current_thread().name)
        if what[0] in self.refusals:
            raise self.refusals[str(what[0])]
        self.told.append(what)

    def inbox(self) -> Inbox:
        """What lies there."""
        if "inbox" in self.refusals:
            raise self.refusals["inbox"]
        return Inbox(self.pages, self.forms)

    def files_of(self, paths: Sequence[str]) -> list[str]:
        """The same; nothing of a folder called ``empty``."""
        return [path for path in paths if not path.endswith("empty")]

    def take_in(self, path: str) -> Intake:
        """One page a file, unless it is bad."""
        if self.gate is not None:
            assert self.gate.wait(10)
        name = Path(path).name
        if name in self.bad:
            problem = self.bad[name]
            if isinstance(problem, Refused):
                return Intake((), (RefusedFile(name, problem.code, problem.facts),))
            raise problem
        self._note("take", name)
        new = replace(page(100 + len(self.pages), PageState.UNREADABLE), file_name=name, place=1)
        self.pages = (*self.pages, new)
        return Intake((new,), ())

    def picture(self, page_id: str) -> bytes:
        """A page."""
        self._note("picture", page_id)
        return picture(page_id)

    def assign(self, page_id: str, number: str, page: int) -> None:
        """By hand."""
        self._note("assign", page_id, number, page)

    def turn(self, page_id: str, quarter_turns: int) -> None:
        """Turned."""
        self._note("turn", page_id, quarter_turns)

    def discard(self, page_ids: Sequence[str], why: str) -> None:
        """Gone."""
        self._note("discard", tuple(page_ids), why)
        self.pages = tuple(one for one in self.pages if one.id not in page_ids)

    def bind(self, number: str) -> FormToSign:
        """Filed, but for what is refused."""
        self._note("bind", number)
        if number in self.refusals:
            raise self.refusals[number]
        found = next(one for one in self.forms if one.number == number)
        self.forms = tuple(one for one in self.forms if one.number != number)
        self.pages = tuple(one for one in self.pages if one.number != number)
        return found

    def folder(self) -> FolderStatus:
        """The watched folder."""
        return self.status

    def watch(self, path: str, *, on: bool) -> FolderStatus:
        """Another one."""
        self._note("watch", path, on)
        self.status = FolderStatus(path, on=on, taken=0, refused=0)
        return self.status

    def camera(self) -> SampleCamera:
        """Opens one."""
        self._note("camera")
        self.cameras.append(SampleCamera(self))
        return self.cameras[-1]
