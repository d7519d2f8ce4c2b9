"""Dossiers by hand for the page's tests and pictures; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.archive.domain import Destroyed, Document
from app.archive.press import Ink
from app.common.errors import Refused
from app.common.long_work import Watch
from app.dossier.destroying import Due
from app.dossier.destroying_rows import Destruction, Item, Step
from app.dossier.domain import (
    Business,
    FinishedCase,
    Keeping,
    Paper,
    PaperSet,
    Place,
    SetState,
    Use,
    UseKind,
    by_section,
)
from app.dossier.handing import Decision, HandedPaper, HandedSet, HandOver, PointsLine, SetToHand, Verdict
from app.dossier.lending_rows import Loan
from app.dossier.pledge_rows import Pledge
from app.dossier.pledging import PledgeLine
from app.dossier.view import DossierView
from app.staff.domain import StaffKind, StaffMember
from ui.pages.dossier.port import Abilities, DestructionLists, Found, HandingLists, Page
from ui.widgets.editors import Choice

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ARCHIVIST = Abilities(writes=True, exports=True, prints=True, registers=True, staff_id="a")
TELLER = Abilities(hands=True, exports=True, prints=True, staff_id="t")
EVERYTHING = Abilities(True, True, True, True, True, True, "x")
CASE, TRANSFER = "KH20261122000001", "ZX20261123000001"

_PAPERS = (
    ("02", "application", "GT-KH-02", "开户申请表（个人）", "identity", 2, 1),
    ("03", "education", "GT-KH-03", "投资者教育记录", "education", 2, 1),
    ("04", "assessment", "GT-KH-04", "投资风险承受能力评估调查表", "assessment", 3, 2),
    ("05", "disclosure", "GT-KH-05", "证券交易风险揭示书", "disclosure", 4, 2),
    ("06", "disclosure-chinext", "GT-KH-06", "创业板投资风险揭示书", "disclosure", 3, 2),
    ("07", "esign-consent", "GT-KH-07", "电子签名约定书", "agreement", 3, 2),
    ("08", "agreement", "GT-KH-08", "证券交易委托代理协议", "agreement", 4, 2),
    ("10", "custody", "GT-KH-10", "第三方存管协议（签约确认）", "custody", 2, 2),
    ("09", "relationship", "GT-KH-09", "服务关系确认书", "relationship", 2, 2),
)


def document(number: str, form: str, code: str, title: str, kind: str, pages: int, copies: int) -> Document:
    """One document of the sample client."""
    return Document(
        number=f"{CASE}-{number}", form_id=form, form_code=code, form_version="2026-11", title=title, kind=kind,
        case_number=CASE, client_id="k1", pages=pages, copies=copies, content_sha256="c" * 64, file_sha256=number * 32,
        level="paper" if number == "08" else "B-LTA", made_at=NOW, made_by="t", station="01",
    )  # fmt: skip


DOCUMENTS = tuple(document(*row) for row in _PAPERS)


def paper_set(
    case: str = CASE, state: SetState = SetState.COUNTER, missing: tuple[str, ...] = (), client: str = "k1"
) -> PaperSet:
    """A set of papers."""
    business = Business.OPENING if case.startswith("KH") else Business.LEFT
    finished = FinishedCase(case, business, client, "t", NOW)
    documents = tuple(replace(one, number=one.number.replace(CASE, case)) for one in DOCUMENTS)
    mend_by = TODAY + timedelta(days=3) if state is SetState.SENT_BACK else None
    return PaperSet(finished, documents, missing, state, mend_by)


def loan(number: str = "DA2026000001", days: int = 10, borrower: str = "周敏") -> Loan:
    """A loan due in so many days."""
    return Loan(
        id=number, archive_number=number, client_id="k1", turn=0, borrower="c", borrower_name=borrower,
        why="合规检查抽样", lent_at=NOW - timedelta(days=14 - days), lent_by="a", lent_by_name="何静",
        due_on=TODAY + timedelta(days=days), task_id="t", client_name="林梓萱", client_number="2026000001",
    )  # fmt: skip


def view(*, own: bool = False, destroyed: bool = False, lent: Loan | None = None, why: str = "") -> DossierView:
    """The sample dossier."""
    gone = Destroyed("XH20471122000001", NOW, "何静", "周敏", "保管期满") if destroyed else None
    places = (
        Place("二楼档案室", "A3", "017", NOW - timedelta(days=40), "a", "何静", "首次上架"),
        Place("二楼档案室", "B1", "004", NOW - timedelta(days=2), "a", "何静", "库房调整"),
    )
    sets = (
        paper_set(state=SetState.ARCHIVED),
        paper_set(TRANSFER, SetState.SENT_BACK, ("资料交还清单",)),
    )
    return DossierView(
        archive_number="DA2026000001", opened_at=NOW, client_id="k1", client_name="林梓萱",
        client_number="2026000001", institution=False, paper_kind="居民身份证", paper_masked="3301***********025",
        fund_accounts=(("8801000018", True),), opened_on=date(2026, 11, 22), places=places,
        sections=by_section([Paper(one, gone) for one in DOCUMENTS]), sets=sets,
        keeping=Keeping(None, None), loan=lent, loan_overdue=lent is not None and lent.overdue(TODAY), destruction="",
        destruction_state="", own_work=own, why=why,
    )  # fmt: skip


def handed_set(case: str, name: str, missing: tuple[str, ...] = (), verdict: Verdict | None = None) -> HandedSet:
    """A set on a sheet."""
    papers = tuple(HandedPaper(case, one.number, one.title, one.pages, 1) for one in DOCUMENTS[:4])
    business = "开户" if case.startswith("KH") else "转销户"
    return HandedSet(case, business, "k1", name, "2026000001", "DA2026000001", papers, missing, verdict)


def sheets() -> tuple[HandOver, ...]:
    """One that waits with two sets, one that was received with a set sent back."""
    good = Verdict(True, "", None, 0, 0, False, "a", "何静", NOW, "")
    bad = Verdict(False, "缺客户签名页", TODAY, 2, 2, False, "a", "何静", NOW, "JJ20261121000001-02")
    return (
        HandOver(
            "JJ20261123000001", "t", "3301000", "样柜员", "01", NOW, "当日业务",
            (handed_set(CASE, "林梓萱"), handed_set(TRANSFER, "王思远", ("资料交还清单",))),
            TODAY + timedelta(days=3),
        ),
        HandOver(
            "JJ20261121000001", "t", "3301000", "样柜员", "01", NOW - timedelta(days=2), "",
            (handed_set("KH20261121000003", "陈嘉豪", (), good), handed_set("KH20261121000004", "赵一鸣", (), bad)),
            TODAY,
        ),
    )  # fmt: skip


def destructions() -> tuple[Destruction, ...]:
    """One at each step."""
    item = Item("DA2005000012", "k9", date(2005, 3, 1), date(2026, 3, 1), 18, 42, "吴国强", "2001000012")
    more = Item("DA2005000013", "k8", date(2005, 4, 9), date(2026, 4, 9), 11, 30, "郑丽华", "2002000044")
    proposed = Step("a", "何静", NOW)
    approved, witness = Step("g", "方启明", NOW, "同意"), Step("c", "周敏", NOW)
    base = Destruction("XH20261123000001", proposed, "保管期满", (item, more))
    return (
        base,
        replace(base, number="XH20261101000001", decision=approved),
        replace(base, number="XH20261015000001", decision=approved, witness=witness),
        replace(
            base, number="XH20260901000001", decision=approved, witness=witness, done=proposed,
            document_number="XH20260901000001",
        ),
        replace(base, number="XH20260801000001", decision=replace(approved, approved=False, words="尚有诉讼")),
    )  # fmt: skip


@dataclass
class SampleDossiers:
    """Answers the page by hand and remembers what it was told."""

    own: bool = False
    told: list[tuple[object, ...]] = field(default_factory=list)
    shown: DossierView | None = None
    refusal: Refused | None = None
    pdf: bytes = b""

    def _note(self, *what: object) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.told.append(what)

    def find(self, text: str) -> Sequence[Found]:
        """One by the archive number, two by anything else, nobody by ``nobody``."""
        first = Found("k1", "林梓萱", "2026000001", "3301***********025")
        if text == "nobody":
            return ()
        return (first,) if text.startswith("DA") else (first, Found("k2", "林子涵", "2026000002", "3302***********01X"))

    def own_work(self, client_id: str) -> bool:
        """As it was set."""
        return self.own

    def look(self, client_id: str, why: str) -> DossierView:
        """The sample dossier."""
        self._note("look", client_id, why)
        return self.shown or view(own=self.own, why=why)

    def glance(self, client_id: str, number: str) -> bytes:
        """A document for its picture."""
        return self.pdf

    def document(self, client_id: str, number: str, why: str) -> bytes:
        """A document."""
        self._note("document", number, why)
        return self.pdf

    def print_document(self, client_id: str, number: str, why: str) -> None:
        """To the printer."""
        self._note("print", number, why)

    def paper(self, client_id: str, form: str, why: str) -> Page:
        """Cover, index or loans."""
        self._note("paper", form, why)
        return Page(self.pdf, 1, form)

    def print_paper(self, client_id: str, form: str, why: str) -> None:
        """To the printer."""
        self._note("print-paper", form, why)

    def set_place(self, client_id: str, values: Mapping[str, Any], seen: int) -> None:
        """A new place."""
        self._note("place", dict(values), seen)

    def borrowers(self) -> Sequence[Choice]:
        """Two people."""
        return [Choice("c", "周敏 3301030"), Choice("g", "方启明 3301001")]

    def lend(self, client_id: str, values: Mapping[str, Any]) -> None:
        """A loan."""
        self._note("lend", dict(values))

    def export(self, client_id: str, path: str, why: str, watch: Watch) -> None:
        """The package."""
        self._note("export", path, why)

    def uses(self, client_id: str) -> Sequence[Use]:
        """Three uses."""

        def use(kind: UseKind, why: str, name: str, number: str = "") -> Use:
            return Use("u", "DA2026000001", number, kind, "s", name, "01", NOW, why, not why)

        return (
            use(UseKind.PRINT, "客户要求复印", "样柜员", f"{CASE}-08"), use(UseKind.LOOK, "合规检查抽样", "周敏"),
            use(UseKind.LOOK, "", "样柜员"),
        )  # fmt: skip

    def handing(self, *, everybody: bool) -> HandingLists:
        """Three sets and two sheets."""
        sets = (
            paper_set(TRANSFER, SetState.SENT_BACK, ("资料交还清单",)), paper_set(),
            paper_set("KH20261122000002", client="k2"),
        )  # fmt: skip
        points = (PointsLine("t", "3301000", "样柜员", 4, 11, 1), PointsLine("u", "3301005", "孙晓", 1, 1, 0))
        return HandingLists(sets, sheets(), points, {"k1": "林梓萱", "k2": "陈嘉豪"}, TODAY)

    def hand_over(self, sets: Sequence[SetToHand], note: str) -> str:
        """A sheet."""
        self._note("hand-over", tuple(sets), note)
        return "JJ20261123000002"

    def receive(self, number: str, decisions: Sequence[Decision]) -> None:
        """Decisions."""
        self._note("receive", number, tuple(decisions))

    def sheet(self, number: str) -> Page:
        """A sheet to look at."""
        return Page(self.pdf, 1, number)

    def loans(self, *, out_only: bool) -> tuple[tuple[Loan, ...], date]:
        """Three loans, the first overdue."""
        return (
            loan("DA2025000031", -5, "方启明"), loan(), loan("DA2026000007", 13, "孙晓"),
        ), TODAY  # fmt: skip

    def bring_back(self, loan_id: str, note: str) -> None:
        """Back."""
        self._note("bring-back", loan_id, note)

    def destruction(self) -> DestructionLists:
        """Two due, a list at each step."""
        due = (
            Due("k9", "吴国强", "2001000012", "DA2005000012", date(2005, 3, 1), date(2026, 3, 1), True),
            Due("k7", "孙建国", "2001000033", "DA2005000021", date(2005, 6, 1), date(2026, 6, 1), False),
        )
        return DestructionLists(due, destructions(), TODAY)

    def propose(self, client_ids: Sequence[str], why: str) -> str:
        """A list."""
        self._note("propose", tuple(client_ids), why)
        return "XH20261123000002"

    def decide(self, number: str, *, approved: bool, words: str) -> None:
        """A decision."""
        self._note("decide", number, approved, words)

    def witness(self, number: str) -> None:
        """A witness."""
        self._note("witness", number)

    def destroy(self, number: str, watch: Watch) -> None:
        """The act."""
        self._note("destroy", number)


@dataclass
class SamplePledge:
    """The pledge by hand."""

    pdf: bytes = b""
    signed: str = ""
    told: list[Ink] = field(default_factory=list)

    def own(self) -> tuple[Page, str]:
        """The text."""
        return Page(self.pdf, 1, "客户信息保密承诺书"), self.signed

    def sign(self, ink: Ink) -> None:
        """Signed."""
        self.told.append(ink)
        self.signed = TODAY.isoformat()

    def register(self) -> Sequence[PledgeLine]:
        """Two people, one of whom has not signed."""

        def member(number: str, name: str) -> StaffMember:
            return StaffMember(id=number, number=number, name=name, post="柜员", kind=StaffKind.COUNTER)

        signed = (Pledge("3301000", "2026-11", "BM-2026-11-3301000", NOW, "01"),)
        return (PledgeLine(member("3301000", "样柜员"), signed, True), PledgeLine(member("3301005", "孙晓"), (), False))
