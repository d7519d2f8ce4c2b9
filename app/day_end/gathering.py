"""A teller's day put together from the capabilities' rows: finished cases with their papers, receipts (TO-11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.domain import Document
from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.archive.service import BlobStore
from app.auth import storage as auth
from app.clients import storage as clients
from app.clients.domain import ClientKind
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.day_end import storage
from app.day_end.domain import (
    LEFT,
    OPENED,
    OPENING,
    RETAINED,
    TRANSFER,
    MissingCopy,
    copies_of_transfer,
    day_bounds,
    forms_of_transfer,
)
from app.day_end.facts import DayCase, DayReceipt
from app.day_end.storage import EndedOpening
from app.onboarding import judged as openings
from app.onboarding import making as opening_papers
from app.onboarding import storage as opening_rows
from app.onboarding.judged import Secrets
from app.onboarding.labels import STEP_LABELS
from app.policy.values import Policy
from app.receipts import storage as receipts
from app.receipts.domain import Receipt
from app.transfer_out import fields as typed
from app.transfer_out import making
from app.transfer_out import storage as transfers
from app.transfer_out.case import RUNNING, Case, Status
from app.transfer_out.intake import ENCLOSURE
from app.transfer_out.lists import status_label

INDEX = "contents"
"""The form of an opening that lists the others."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What the papers of a day are checked with."""

    press: Press
    policy: Policy
    branch: BranchFacts
    blobs: BlobStore


@dataclass(frozen=True, slots=True)
class Checked:
    """A finished case with what is missing of its papers; ``copies``: of these, what can be scanned now."""

    line: DayCase
    copies: tuple[MissingCopy, ...] = ()


@dataclass(frozen=True, slots=True)
class EndedDay:
    """The cases of the whole branch that ended on a day, by staff id of who brought them to the end."""

    openings: dict[str, tuple[EndedOpening, ...]]
    transfers: dict[str, tuple[Case, ...]]

    @property
    def tellers(self) -> frozenset[str]:
        """Everybody with a finished case."""
        return frozenset({*self.openings, *self.transfers})

    def numbers(self, staff_id: str) -> frozenset[str]:
        """The numbers of the cases that one of them finished."""
        opened = (case.number for case in self.openings.get(staff_id, ()))
        return frozenset({*opened, *(case.number for case in self.transfers.get(staff_id, ()))})


@dataclass(frozen=True, slots=True)
class _At:
    """The moment a case ended, for judging it as it was judged then."""

    moment: datetime

    def now(self) -> datetime:
        """That moment."""
        return self.moment


def ended_day(conn: sa.Connection, day: date) -> EndedDay:
    """Who brought which cases to their end on ``day``.

    It is whoever made their papers. Where somebody without the counter talked a client round (a director), or no paper
    is left at all, the case belongs to the day of the teller who took it in: the papers lie with them.
    """
    since, until = day_bounds(day)
    opened = storage.completed_openings(conn, since, until)
    ended = transfers.find(conn, statuses=(Status.CARRIED_OUT, Status.RETAINED), ended_from=since, ended_to=until)
    makers = storage.completed_by(conn, [*(case.number for case in opened), *(case.number for case in ended)])
    elsewhere = _without_counter(conn)

    def whose(number: str, opened_by: str) -> str:
        maker = makers.get(number, opened_by)
        return opened_by if maker in elsewhere else maker

    by_teller: dict[str, tuple[EndedOpening, ...]] = {}
    for one in opened:
        teller = whose(one.number, one.opened_by)
        by_teller[teller] = (*by_teller.get(teller, ()), one)
    left: dict[str, tuple[Case, ...]] = {}
    for case in ended:
        teller = whose(case.number, case.opened_by)
        left[teller] = (*left.get(teller, ()), case)
    return EndedDay(by_teller, left)


def _without_counter(conn: sa.Connection) -> frozenset[str]:
    users = auth.list_users(conn)
    return frozenset(
        user.staff_id for user in users if not Actor(user.staff_id, "", "", user.roles, "").may(Right.COUNTER)
    )


def checked_cases(conn: sa.Connection, ended: EndedDay, staff_id: str, papers: Papers) -> tuple[Checked, ...]:
    """The finished cases of a teller by the time of their end, each checked against the archive and its files."""
    opened, left = ended.openings.get(staff_id, ()), ended.transfers.get(staff_id, ())
    whose = {*(case.client_id for case in opened), *(case.client_id for case in left)}
    people = clients.get_clients(conn, list(whose))
    names = {client.id: client.name for client in people.values()}
    institutions = {client.id for client in people.values() if client.kind is ClientKind.INSTITUTION}
    found = [_opening(conn, case, names.get(case.client_id, ""), papers) for case in opened]
    found += [
        _transfer(conn, case, names.get(case.client_id, ""), papers, institution=case.client_id in institutions)
        for case in left
    ]
    return tuple(sorted(found, key=lambda checked: (checked.line.ended_at, checked.line.number)))


def _opening(conn: sa.Connection, case: EndedOpening, client: str, papers: Papers) -> Checked:
    surface = openings.Surface(papers.press, papers.policy, _At(case.ended_at), papers.branch, Secrets())
    judged = openings.judge(conn, opening_rows.load(conn, case.number), surface)
    there = archive.of_case(conn, case.number)
    wanted = (*opening_papers.forms_of(judged.sources), INDEX)
    present, missing = _check_forms(wanted, there, papers)
    return Checked(DayCase(case.number, OPENING, client, case.ended_at, OPENED, present, missing))


def _transfer(conn: sa.Connection, row: Case, client: str, papers: Papers, *, institution: bool) -> Checked:
    case = transfers.load(conn, row.number)
    left = case.status is Status.CARRIED_OUT
    there = archive.of_case(conn, case.number)
    paid = any(receipt.void is None for receipt in receipts.of_case(conn, case.number))
    present, missing = _check_forms(forms_of_transfer(left=left, receipt=paid), there, papers)
    unsigned = [
        f"{papers.press.info(form_id).title}（客户签名）"
        for form_id in making.CLIENT_SIGNS
        if left and f"signature:{form_id}" not in case.captures
    ]
    agent = institution or case.text("present") == "agent"
    # as the flow files them: a scan of a paper that the request in the end had no need of is not among them
    documents = typed.documents_for(institution=institution, agent=agent)
    scanned = [code for code in documents if f"scan:{code}" in case.captures]
    copies, lacking = 0, []
    for code in copies_of_transfer(left=left, agent=agent, scanned=scanned):
        number = enclosure_number(case.number, code)
        fault = _fault([document for document in there if document.number == number], papers.blobs)
        copies += not fault
        if fault:
            lacking.append((code, f"{typed.DOCUMENTS[code]}复印件{_words(fault)}", fault))
    assert case.ended_at is not None  # noqa: S101 - a constraint of the table: an ended request has its time
    return Checked(
        DayCase(
            case.number, TRANSFER, client, case.ended_at, LEFT if left else RETAINED, present + copies,
            (*missing, *unsigned, *(label for _, label, _ in lacking)),
        ),
        tuple(MissingCopy(case.number, code, typed.DOCUMENTS[code]) for code, _, fault in lacking if fault == NONE),
    )  # fmt: skip


def enclosure_number(case_number: str, code: str) -> str:
    """The number of the archived scan of a document of a transfer-out, as intake gives it."""
    return f"{case_number}-FJ{list(typed.DOCUMENTS).index(code) + 1}"


NONE, GONE, DAMAGED = "none", "gone", "damaged"
_WORDS = {NONE: "", GONE: "（文件丢失）", DAMAGED: "（文件损坏）"}


def _words(fault: str) -> str:
    return _WORDS[fault]


def _check_forms(wanted: Sequence[str], there: Iterable[Document], papers: Papers) -> tuple[int, tuple[str, ...]]:
    """How many of the forms are there, whole, and the titles of those that are not."""
    by_form: dict[str, list[Document]] = {}
    for document in there:
        if document.form_id != ENCLOSURE:
            by_form.setdefault(document.form_id, []).append(document)
    missing = []
    for form_id in wanted:
        fault = _fault(by_form.get(form_id, ()), papers.blobs)
        if fault:
            missing.append(f"{papers.press.info(form_id).title}{_words(fault)}")
    return len(wanted) - len(missing), tuple(missing)


def _fault(documents: Sequence[Document], blobs: BlobStore) -> str:
    """What is wrong with a paper: no row, file gone, file damaged; empty when nothing is."""
    fault = NONE
    for document in documents:
        try:
            blobs.get(document.file_sha256)
        except Refused as refused:
            fault = GONE if refused.code == "storage.blob_missing" else DAMAGED
        else:
            return ""
    return fault


def unfinished(conn: sa.Connection, staff_id: str, day: date) -> tuple[tuple[str, str, str], ...]:
    """Number, kind and where it stands now, of what the teller took in up to ``day`` and is not ended."""
    _, until = day_bounds(day)
    found = [
        (number, OPENING, STEP_LABELS.get(step, "办理中"))
        for number, step in storage.open_openings(conn, staff_id, until)
    ]
    running = transfers.find(conn, statuses=sorted(RUNNING))
    found += [
        (case.number, TRANSFER, status_label(case.status))
        for case in sorted(running, key=lambda case: case.number)
        if case.opened_by == staff_id and case.opened_at < until
    ]
    return tuple(found)


def day_receipts(conn: sa.Connection, staff_id: str, day: date) -> tuple[DayReceipt, ...]:
    """The receipts of a teller's day; those that are not void add up to what the till took in.

    A receipt voided that day by the teller who issued it that day is listed as void. One voided by this teller that
    was issued at another desk or on another day is listed with what was given back, as a negative amount: each receipt
    then counts once on each side, and days and desks can be added up.
    """
    since, until = day_bounds(day)
    found = [receipts.by_number(conn, number) for number in storage.receipt_numbers(conn, staff_id, since, until)]
    return tuple(_receipt(receipt, staff_id, day) for receipt in found)


def _receipt(receipt: Receipt, staff_id: str, day: date) -> DayReceipt:
    own = receipt.issued_by == staff_id and branch_day(receipt.issued_at) == day
    void = receipt.void
    back = void is not None and void.by == staff_id and branch_day(void.at) == day
    if own:
        why = void.why if back and void is not None else ""
        return DayReceipt(receipt.number, receipt.case_number, receipt.total, why)
    issued = f"{branch_day(receipt.issued_at).isoformat()} {receipt.issued_by_name}开具"
    return DayReceipt(receipt.number, receipt.case_number, -receipt.total, f"{issued}，{void.why if void else ''}")
