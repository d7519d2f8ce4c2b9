"""Years of work of a branch, put straight into the tables that the figures count; invented, the same for one seed.

Nothing in it is signed, audited or filed: the figures look at none of that. Used by the measurements and by tests.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from app.backup.storage import backup_run
from app.bookings.storage import booking
from app.changes.storage import change_case
from app.clients.storage import client
from app.common.clock import BRANCH_ZONE
from app.complaints.domain import State
from app.complaints.storage import complaint, complaint_draft
from app.contacts.storage import contact
from app.custody.storage import fund_account
from app.dossier.handing_rows import handover, handover_set, handover_unsettled, handover_verdict
from app.due_diligence.hit_rows import screening_decision, screening_hit
from app.incidents.storage import incident
from app.messages.storage import message
from app.onboarding.steps import Step
from app.onboarding.storage import opening
from app.printing.storage import print_job
from app.risk_cases.storage import risk_case
from app.snapshots.storage import account_state, trading_snapshot
from app.storage.fields import Sealed
from app.suitability.storage import assessment
from app.tasks.domain import TaskKind
from app.tasks.storage import task, task_done
from app.transfer_out.case import RUNNING, Status
from app.transfer_out.storage import transfer_case
from app.watch.storage import client_look, watch_notice, watch_review

PIECE = 5_000
DAYS = 5 * 365
FEWEST = 80
"""Rows of each kind in a small branch; clients there are at least as many."""
OPENINGS, TRANSFERS, CHANGES = 1.0, 0.06, 0.2
"""Cases a client."""
LEAVE_PAPERS = (Status.CARRIED_OUT, Status.RETAINED)


class Ground:
    """Fills a branch whose clients are there. ``staff``: ids of those who did it all, two or more."""

    def __init__(self, conn: sa.Connection, today: date, staff: tuple[str, ...], seed: int = 20261122) -> None:
        self._conn = conn
        self._today = today
        self._staff = staff
        self._chance = random.Random(seed)
        self._sets: list[tuple[str, int]] = []
        self._ids = [str(row[0]) for row in conn.execute(sa.select(client.c.id).order_by(client.c.id))]

    def fill(self) -> None:
        """Everything, each table in an order that its references allow."""
        for table, row, share in (
            (fund_account, self._account, 1.0), (opening, self._opening, OPENINGS),
            (transfer_case, self._transfer, TRANSFERS), (change_case, self._change, CHANGES),
            (risk_case, self._risk, 0.1), (assessment, self._assessment, 1.0),
            (task, self._task, 0.5), (client_look, self._look, 1.0), (contact, self._contact, 0.5),
            (message, self._message, 0.5), (print_job, self._print_job, 0.3), (booking, self._booking, 0.2),
            (screening_hit, self._hit, 0.02), (watch_notice, self._notice, 0.01), (incident, self._incident, 0.01),
            (complaint_draft, self._draft, 0.03), (complaint, self._complaint, 0.03),
        ):  # fmt: skip
            self._put(table, row, max(int(len(self._ids) * share), FEWEST))
        self._papers()
        self._snapshot()
        self._done()
        self._handed()
        self._answers()
        self._put(backup_run, self._backup, min(DAYS, len(self._ids)))

    # one row of each

    def _account(self, n: int) -> dict[str, Any]:
        state = "open" if n % 20 else "closed"
        return {
            "id": f"fa{n:030x}", "number": self._number(n), "client_id": self._ids[n], "main": True, "currency": "CNY",
            "place": 1 if state == "open" else None, "opened_at": self._at(n), "state": state,
        }  # fmt: skip

    def _opening(self, n: int) -> dict[str, Any]:
        status = "completed" if n % 40 else "open"
        row = self._case("case_number", f"KH{n:08d}", n, status)
        return {
            **row, "booking_number": "", "last_step": Step.REVIEW.value,
            "fund_account": self._number(n), "changed_at": row["opened_at"],
            "client_id": self._ids[n] if status == "completed" else None,
            "handed": self._goes("KH", n, OPENINGS, status == "completed"),
            "completed_at": row["opened_at"] if status == "completed" else None,
        }  # fmt: skip

    def _transfer(self, n: int) -> dict[str, Any]:
        late = n % 12 == 0
        status = self._chance.choice(sorted(RUNNING)) if late else self._chance.choice(sorted(set(Status) - RUNNING))
        row = self._case("number", f"ZX{n:08d}", n, status.value)
        asked_on = self._today - timedelta(days=self._chance.randrange(9)) if late else self._day(n)
        return {
            **row, "request_version": 1, "client_id": self._ids[n], "fund_account": self._number(n),
            "changed_at": row["opened_at"], "tier": None, "client_class": "", "assets": f"{n * 7919 % 900_000}.37",
            "turnover": None, "figures_from": "", "own_staff": "", "asked_on": asked_on,
            "ready_since": asked_on if n % 5 else None, "submitted_at": None, "submitted_digest": "",
            "insisted_at": None, "ended_at": None if late else row["opened_at"],
            "handed": self._goes("ZX", n, TRANSFERS, status in LEAVE_PAPERS),
        }  # fmt: skip

    def _change(self, n: int) -> dict[str, Any]:
        status = "completed" if n % 30 else "open"
        row = self._case("number", f"BG{n:08d}", n, status)
        ended = row["opened_at"] if status == "completed" else None
        return {
            **row, "kind": "client-data", "client_id": self._ids[n], "changed_at": row["opened_at"], "ended_at": ended,
            "handed": self._goes("BG", n, CHANGES, status == "completed"),
        }  # fmt: skip

    def _risk(self, n: int) -> dict[str, Any]:
        status = "completed" if n % 30 else "open"
        row = self._case("number", f"BP{n:08d}", n, status)
        del row["policy_version"], row["last_step"]
        ended = row["opened_at"] if status == "completed" else None
        return {
            **row, "kind": "mismatch" if n % 3 else "reassessment", "client_id": self._ids[n], "product": "SY0003",
            "completed_at": ended,
        }  # fmt: skip

    def _assessment(self, n: int) -> dict[str, Any]:
        return {
            "id": f"as{n:030x}", "client_id": self._ids[n], "case_number": f"KH{n:08d}", "policy_version": "p",
            "pack": "basic", "answers": "{}", "per_question": "{}", "total": 40, "level": "稳健型", "marks": "[]",
            "assessed_at": self._at(n), "valid_until": self._day(n) + timedelta(days=730), "document_number": "",
            "replaces": None,
        }  # fmt: skip

    def _task(self, n: int) -> dict[str, Any]:
        state = "open" if n % 10 == 0 else "done"
        due = self._today + timedelta(days=n // 10 % 9 - 4) if state == "open" else self._day(n)
        return {
            "id": self._task_id(n), "kind": list(TaskKind)[n % len(TaskKind)].value, "client_id": self._ids[n],
            "case_number": f"KH{n:08d}", "due_on": due, "assigned_to": self._who(n) if n % 7 else None, "text": "联系",
            "rule": "FU-1", "repeat_months": 0, "follows": None, "state": state, "created_at": self._at(n),
            "created_by": self._who(n), "version": 1,
        }  # fmt: skip

    def _look(self, n: int) -> dict[str, Any]:
        full = n % 10 == 0
        return {
            "id": f"lo{n:030x}", "client_id": self._ids[n], "kind": "unmasked" if full else "opened",
            "staff_id": self._who(n), "station": "01", "why": "核对" if full else "", "what": "mobile" if full else "",
            "at": self._at(n),
        }  # fmt: skip

    def _contact(self, n: int) -> dict[str, Any]:
        outcomes = ("reached", "reached", "not-reached", "wrong-number", "refused", "language")
        return {
            **self._blank(contact), "id": f"co{n:030x}", "number": f"HF{n:08d}", "client_id": self._ids[n],
            "kind": "opening", "way": "telephone", "outcome": outcomes[n % 6], "on": self._day(n), "at": self._at(n),
            "by": self._who(n), "by_name": "样员工", "task_id": None, "has_problem": False, "next_on": None,
            "attempt": 1,
        }  # fmt: skip

    def _message(self, n: int) -> dict[str, Any]:
        states = ("queued", "unclear", "sending") if n % 50 == 0 else ("delivered", "failed", "sent")
        at = self._at(n)
        return {
            **self._blank(message), "id": f"me{n:030x}", "client_id": self._ids[n], "kind": "opened", "text": "您好",
            "mobile": f"138{n:08d}", "parts": 1, "once": f"once-{n}", "state": states[n // 50 % 3], "attempt": 1,
            "asked": 0, "created_at": at, "changed_at": at, "next_at": at, "until": at, "sent_on": None, "version": 1,
        }  # fmt: skip

    def _print_job(self, n: int) -> dict[str, Any]:
        state = ("waiting", "failed", "sending")[n % 3] if n % 40 == 0 else "printed"
        at = self._at(n)
        return {
            **self._blank(print_job), "id": f"pj{n:030x}", "source": "document", "title": "开户申请表", "copies": 1,
            "staff_id": self._who(n), "staff_name": "样员工", "station": "01", "state": state, "tries": 1, "aborts": 0,
            "copy_number": 1, "burnt": 0, "created_at": at, "changed_at": at, "next_at": at, "version": 1,
            "leased_until": None, "number": f"KH{n:08d}-01",
        }  # fmt: skip

    def _booking(self, n: int) -> dict[str, Any]:
        today = n % 30 == 0
        at = datetime.combine(self._today, time(9 + n % 8), BRANCH_ZONE) if today else self._at(n)
        return {
            **self._blank(booking), "id": f"bk{n:030x}", "number": f"YY{n:08d}", "name": "样客户",
            "mobile": f"139{n:08d}", "paper_number": "", "planned_at": at, "staff_id": self._who(n),
            "business": '["开户"]', "state": "booked" if today else "expired", "case_number": "", "created_at": at,
            "created_by": self._who(n), "version": 1,
        }  # fmt: skip

    def _hit(self, n: int) -> dict[str, Any]:
        return {
            **self._blank(screening_hit), "id": f"hi{n:030x}", "mark": f"{n}", "client_id": self._ids[n],
            "case_number": "", "part": "client", "list_version": 1, "entry_row": n, "by_number": False, "score": 95,
            "found_at": self._at(n * 31), "opened_by": self._staff[0], "opened_by_name": "样员工",
        }  # fmt: skip

    def _notice(self, n: int) -> dict[str, Any]:
        kinds, at = ("many-clients", "many-unmaskings", "made-alone"), self._at(n * 17)
        return {
            "id": f"no{n:030x}", "kind": kinds[n % 3], "staff_id": self._staff[0], "since": at, "until": at,
            "count": 30, "at": at,
        }  # fmt: skip

    def _incident(self, n: int) -> dict[str, Any]:
        return {
            "id": f"in{n:030x}", "kind": "approval-denied", "subject_kind": "transfer-out", "what": "核对",
            "subject_number": f"ZX{n:08d}", "by": self._who(n), "by_name": "样员工", "at": self._at(n * 13),
        }  # fmt: skip

    def _draft(self, n: int) -> dict[str, Any]:
        at = self._at(n)
        return {
            "id": f"cd{n:030x}", "staff_id": self._who(n), "typed": "", "state": "taken", "begun_at": at,
            "changed_at": at,
        }  # fmt: skip

    def _complaint(self, n: int) -> dict[str, Any]:
        state = list(State)[n // 3 % len(State)] if n % 3 == 0 else State.CLOSED
        day = self._day(n * 7)
        return {
            **self._blank(complaint), "id": f"cd{n:030x}", "number": f"TS{n:08d}", "source": "counter",
            "kind": "service", "level": "ordinary", "client_id": self._ids[n], "anonymous": False,
            "state": state.value, "taken_at": self._at(n * 7), "taken_on": day, "taken_by": self._who(n),
            "taken_by_name": "样员工", "start_due": day + timedelta(days=3), "answer_due": day + timedelta(days=15),
            "handler": self._who(n + 1), "started_on": None, "answered_on": None,
            "closed_on": day if state is State.CLOSED else None, "late": False, "compensation_fen": 0,
            "cleared": False, "verdict": "none", "satisfied": None, "incident_id": None, "version": 1,
        }  # fmt: skip

    def _backup(self, n: int) -> dict[str, Any]:
        at, good = self._at(n), n % 25 != 0
        return {
            "id": f"ba{n:030x}", "started_at": at, "ended_at": at, "station": "01", "staff_id": self._staff[0],
            "name": f"b{n}" if good else "", "code": "" if good else "backup.place_full", "documents": n, "missing": 0,
        }  # fmt: skip

    # what takes more than one table

    def _papers(self) -> None:
        """Identity papers of every tenth or twentieth client run out; not of those whose account is closed."""
        ending = self._ids[1 :: 10 if len(self._ids) < 1000 else 20]
        rows = [
            {"whose": client_id, "day": self._today + timedelta(days=place % 60 - 25)}
            for place, client_id in enumerate(ending)
        ]
        change = client.update().where(client.c.id == sa.bindparam("whose")).values(paper_until=sa.bindparam("day"))
        for piece in _pieces(len(rows)):
            self._conn.execute(change, [rows[place] for place in piece])

    def _snapshot(self) -> None:
        at = datetime.combine(self._today, time(9), BRANCH_ZONE)
        made = {"id": "snapshot", "taken_at": at, "imported_at": at, "imported_by": self._staff[0], "source": "",
                "rows": len(self._ids), "state": "current"}  # fmt: skip
        self._conn.execute(trading_snapshot.insert().values(made))
        nought = dict.fromkeys(("cash", "interest_unsettled", "new_share_frozen"), "0")
        nothing = {"orders_today": 0, "orders_unfilled": 0, "repo_until": None, "repo_registered": False,
                   "new_share_release": None, "agreements": "[]", "depository_block_sh": "",
                   "depository_block_sz": "", "sh_designated": True, "sz_custody": True}  # fmt: skip
        self._put(
            account_state,
            lambda n: {
                "snapshot_id": "snapshot", "fund_account": self._number(n), "assets": f"{n * 104_729 % 900_000}.37",
                "turnover": "1", **nought, **nothing,
            },
            len(self._ids),
        )  # fmt: skip

    def _done(self) -> None:
        numbers = [n for n in range(max(int(len(self._ids) * 0.5), 1)) if n % 10]
        self._put(
            task_done,
            lambda place: {
                "task_id": self._task_id(numbers[place]), "at": self._at(numbers[place]), "by": self._staff[0],
                "by_name": "样员工", "outcome": "已联系",
            },
            len(numbers),
        )  # fmt: skip

    def _handed(self) -> None:
        """Ten sets a sheet; the newest are not handed over yet, a few came back."""
        cases = self._sets
        sheets = len(cases) // 10 + 1
        self._put(
            handover,
            lambda n: {
                "number": f"JJ{n:08d}", "from_staff": self._staff[0], "from_number": "1", "from_name": "样员工",
                "station": "01", "at": self._at(n), "note": "",
            },
            sheets,
        )  # fmt: skip
        self._put(
            handover_set,
            lambda place: {
                "number": f"JJ{place // 10:08d}", "case_number": cases[place][0],
                "client_id": self._ids[cases[place][1]], "turn": 0,
            },
            len(cases),
        )  # fmt: skip
        judged = [place for place in range(len(cases)) if place % 50]

        def verdict(place: int) -> dict[str, Any]:
            number, good = judged[place], judged[place] % 33 != 0
            due = self._today + timedelta(days=number % 9 - 4)
            return {
                "number": f"JJ{number // 10:08d}", "case_number": cases[number][0],
                "from_staff": self._staff[0], "accepted": good, "words": "" if good else "缺少签名",
                "mend_by": None if good else due, "sending": 0 if good else 1, "points": 0, "escalated": False,
                "by": self._staff[1], "by_name": "样档案", "at": self._at(number), "document_number": "",
            }  # fmt: skip

        self._put(handover_verdict, verdict, len(judged))
        unsettled = [place for place in range(len(cases)) if not place % 50 or not place % 33]

        def waiting(number: int) -> dict[str, Any]:
            place = unsettled[number]
            due = None if not place % 50 else self._today + timedelta(days=place % 9 - 4)
            return {"number": f"JJ{place // 10:08d}", "case_number": cases[place][0], "mend_by": due}

        self._put(handover_unsettled, waiting, len(unsettled))

    def _answers(self) -> None:
        """Most hits are decided, most notices looked into."""
        hits = [n for n in range(max(int(len(self._ids) * 0.02), FEWEST)) if n % 8]
        self._put(
            screening_decision,
            lambda place: {
                "hit_id": f"hi{hits[place]:030x}", "opened_by": self._staff[0], "verdict": "cleared", "reason": "同名",
                "by": self._staff[1], "by_name": "样合规", "at": self._at(place), "list_version": 1,
            },
            len(hits),
        )  # fmt: skip
        notices = [n for n in range(max(int(len(self._ids) * 0.01), FEWEST)) if n % 3]
        self._put(
            watch_review,
            lambda place: {
                "notice_id": f"no{notices[place]:030x}", "staff_id": self._staff[0], "by": self._staff[1],
                "by_name": "样合规", "note": "已核实", "at": self._at(place),
            },
            len(notices),
        )  # fmt: skip

    # the same for all

    def _goes(self, series: str, n: int, share: float, done: bool) -> bool:
        """Whether the papers of a case have left the counter; those of one in twenty have not yet."""
        gone = done and n < int(len(self._ids) * share * 0.95)
        if gone:
            self._sets.append((f"{series}{n:08d}", n))
        return gone

    def _case(self, key: str, number: str, n: int, status: str) -> dict[str, Any]:
        return {
            key: number, "status": status, "version": 1, "policy_version": "p", "opened_at": self._at(n),
            "opened_by": self._who(n), "opened_by_number": "1", "opened_by_name": "样员工", "station": "01",
            "last_step": "intake",
        }  # fmt: skip

    def _who(self, n: int) -> str:
        return self._staff[n % len(self._staff)]

    def _day(self, n: int) -> date:
        return self._today - timedelta(days=n * 7919 % DAYS)

    def _at(self, n: int) -> datetime:
        return datetime.combine(self._day(n), time(n % 8 + 9, n % 60), BRANCH_ZONE)

    def _number(self, n: int) -> str:
        return f"88{n:010d}"

    def _task_id(self, n: int) -> str:
        return f"ta{n:030x}"

    def _blank(self, table: sa.Table) -> dict[str, Any]:
        return {column.name: "" for column in table.columns if isinstance(column.type, (sa.String, Sealed))}

    def _put(self, table: sa.Table, row: Callable[[int], dict[str, Any]], count: int) -> None:
        for numbers in _pieces(count):
            self._conn.execute(table.insert(), [row(n) for n in numbers])


def _pieces(count: int) -> Iterator[range]:
    for first in range(0, count, PIECE):
        yield range(first, min(first + PIECE, count))
