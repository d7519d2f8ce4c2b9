"""Each case is asked about once, and what was answered can be found nowhere but in the sums of its month (SF-1)."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.errors import Refused
from app.counter.services import Services
from app.policy.loader import load_policy
from app.risk_cases.storage import risk_case
from app.satisfaction import storage
from app.satisfaction.domain import Answer, CaseKind, Shown
from app.satisfaction.envelopes import Envelope, opened, sealed
from app.satisfaction.facts import facts_of
from app.storage.schema import append_only_tables
from tests.app.onboarding.desk import clock_of, services_for
from tests.builders import Actors, BranchFactory, actor
from tests.people import add_client

TABLES = ("satisfaction_mark", "satisfaction_reason", "satisfaction_words", "satisfaction_ask", "satisfaction_end")


class Counter:
    """A branch in which assessments have been filed."""

    def __init__(self, branch: OpenBranch, actors: Actors, services: Services | None = None) -> None:
        self.branch, self.teller = branch, actors.teller
        self.manager = actors.general_manager
        self.services = services or services_for(branch)
        self.satisfaction = self.services.satisfaction
        self.clock = clock_of(self.services)
        self._last = 0
        with branch.db.write(self.teller) as tx:
            self.client = add_client(tx.conn).id

    def filed(self, status: str = "completed") -> str:
        """The number of a case that was filed just now."""
        self._last += 1
        number, now = f"FP20261120{self._last:06d}", self.clock.now()
        with self.branch.db.write(self.teller) as tx:
            values = {
                "number": number, "kind": "reassessment", "status": status, "version": 1, "client_id": self.client,
                "product": "", "opened_at": now, "opened_by": self.teller.staff_id, "opened_by_number": "9",
                "opened_by_name": "柜员", "station": "01", "completed_at": now if status == "completed" else None,
            }  # fmt: skip
            tx.conn.execute(risk_case.insert().values(**values))
        return number

    def given(self, *marks: int | None, words: str = "") -> None:
        """Clients came one after the other and gave these marks."""
        for mark in marks:
            number = self.filed()
            self.satisfaction.begin(self.teller, number)
            low = mark is not None and mark <= 3
            self.satisfaction.answer(
                self.teller, number, Answer(mark, ("waiting",) if low else (), words if low else "")
            )

    def rows(self, table: str) -> list[dict[str, object]]:
        return self.asked_of(f"SELECT * FROM {table}")  # noqa: S608 - names of this file

    def asked_of(self, query: str) -> list[dict[str, object]]:
        with self.branch.db.read() as conn:
            return [dict(row) for row in conn.execute(sa.text(query)).mappings()]

    def born(self, table: str) -> set[object]:
        """The transactions that PostgreSQL remembers of the rows of a table."""
        return {row["xmin"] for row in self.asked_of(f"SELECT xmin::text FROM {table}")}  # noqa: S608 - as above

    def closings(self) -> int:
        return len(self.asked_of("SELECT seq FROM audit_log WHERE act = 'satisfaction.month_closed'"))

    def marks(self) -> list[int | None]:
        """What waits in the envelopes of the month that runs, lowest first."""
        with self.branch.db.read() as conn:
            waiting = opened(conn.execute(sa.select(storage.satisfaction_words.c.words)).scalars())
        return sorted((one.answer.mark for one in waiting), key=str)

    def closed(self) -> None:
        """The month is over, and somebody has looked."""
        self.later(30)
        self.satisfaction.figures(self.manager, date(2026, 11, 1), date(2026, 11, 1))

    def later(self, days: int) -> None:
        self.clock.tick(days * 86_400)


@pytest.fixture
def counter(sqlite_branch: OpenBranch, actors: Actors) -> Counter:
    return Counter(sqlite_branch, actors)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda problem: problem.code == code)


@pytest.mark.rule("SF-1")
def test_a_case_is_asked_about_once_and_answered_once(branch: OpenBranch, actors: Actors) -> None:
    counter = Counter(branch, actors)
    number = counter.filed()
    asking = counter.satisfaction.begin(counter.teller, number)
    assert asking is not None
    assert (asking.kind, asking.low, asking.seconds) == (CaseKind.RISK, 3, 60)
    with refused("satisfaction.asked_already"):
        counter.satisfaction.begin(counter.teller, number)
    counter.satisfaction.answer(counter.teller, number, Answer(4))
    with refused("satisfaction.over"):
        counter.satisfaction.answer(counter.teller, number, Answer(5))
    assert counter.marks() == [4]


def test_two_windows_that_ask_at_once_ask_once(branch: OpenBranch, actors: Actors) -> None:
    counter = Counter(branch, actors)
    number = counter.filed()
    told: list[object] = []

    def ask() -> None:
        try:
            told.append(counter.satisfaction.begin(counter.teller, number) is not None)
        except Refused as refusal:
            told.append(refusal.code)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, told)) == ["True"] + ["satisfaction.asked_already"] * 3


def test_only_a_case_that_ended_today_with_the_client_is_asked_about(counter: Counter) -> None:
    for unknown in ("FP20261120999999", "XX1", "", counter.filed("open"), counter.filed("cancelled")):
        with refused("satisfaction.no_case"):
            counter.satisfaction.begin(counter.teller, unknown)
    yesterday = counter.filed()
    counter.later(1)
    with refused("satisfaction.not_today"):
        counter.satisfaction.begin(counter.teller, yesterday)
    assert counter.rows("satisfaction_ask") == []


def test_an_answer_needs_an_asking_at_the_same_counter(counter: Counter) -> None:
    number = counter.filed()
    with refused("satisfaction.not_asked"):
        counter.satisfaction.answer(counter.teller, number, Answer(5))
    counter.satisfaction.begin(counter.teller, number)
    colleague = replace(actor(Role.TELLER), staff_id=counter.manager.staff_id)
    with refused("satisfaction.not_asked"):
        counter.satisfaction.answer(colleague, number, Answer(1))
    assert counter.marks() == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [(Answer(0), "satisfaction.mark"), (Answer(6), "satisfaction.mark"),
     (Answer(2, ("nonsense",)), "satisfaction.reason"),
     (Answer(1, (), "字" * 201), "text.too_long"), (Answer(1, (), "a\u202eb"), "text.invisible")],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_leaves_the_asking_open(counter: Counter, answer: Answer, code: str) -> None:
    number = counter.filed()
    counter.satisfaction.begin(counter.teller, number)
    with refused(code):
        counter.satisfaction.answer(counter.teller, number, answer)
    counter.satisfaction.answer(counter.teller, number, Answer(5))
    assert counter.marks() == [5]


@pytest.mark.rule("SF-1")
def test_nothing_leads_from_a_mark_to_its_case(counter: Counter) -> None:
    counter.given(5, 1, 4, None, words="排队太久")
    counter.closed()
    marks = counter.rows("satisfaction_mark")
    assert {tuple(row) for row in marks} == {("id", "month", "staff_id", "mark")}
    assert {tuple(row) for row in counter.rows("satisfaction_reason")} == {("id", "month", "reason")}
    assert {tuple(row) for row in counter.rows("satisfaction_words")} == {("id", "month", "words")}
    assert {tuple(row) for row in counter.rows("satisfaction_end")} == {("case_number",)}
    assert {str(row["month"]) for row in marks} == {"2026-11-01"}
    with counter.branch.db.read() as conn:
        kept = conn.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'satisfaction_mark'")).scalar_one()
    assert "WITHOUT ROWID" in kept
    assert set(TABLES) <= set(append_only_tables())


@pytest.mark.rule("SF-1")
def test_not_even_the_order_and_transactions_of_the_rows_lead_to_a_mark(
    branch_factory: BranchFactory, actors: Actors
) -> None:
    counter = Counter(branch_factory.make("postgresql"), actors)
    counter.given(1, 5, None, 2, words="态度差" * 60)
    owner = "SELECT xmin::text AS born, length(words) AS long FROM satisfaction_words ORDER BY ctid"
    waiting = counter.asked_of(owner)
    # while the month runs: one row each, all of one length, and nothing of what was answered
    assert len({row["long"] for row in waiting}) == 1
    assert [counter.rows(table) for table in ("satisfaction_mark", "satisfaction_reason")] == [[], []]
    counter.closed()
    born = {name: counter.born(name) for name in ("satisfaction_mark", "satisfaction_reason", "satisfaction_end")}
    assert len(born["satisfaction_mark"] | born["satisfaction_reason"]) == 1  # all of the month at once
    assert not born["satisfaction_mark"] & born["satisfaction_end"]
    assert counter.closings() == 1


def test_envelopes_are_equally_long_and_opened_in_no_order() -> None:
    many = [Envelope("x", Answer(1 + place % 5, (), str(place))) for place in range(40)]
    assert opened(map(sealed, many)) != many
    longest = Envelope("x" * 32, Answer(1, ("a" * 32,) * 8, "𬭎" * 200))
    assert {len(sealed(one).encode()) for one in (*many, longest, Envelope("x", Answer(None)))} == {1536}
    assert not opened(["谁也没说什么"])


@pytest.mark.rule("SF-1")
def test_the_audit_log_says_that_somebody_was_asked_and_never_what_was_answered(counter: Counter) -> None:
    counter.given(2)
    counter.given(5)
    with counter.branch.db.read() as conn:
        acts = conn.execute(
            sa.text("SELECT act, after FROM audit_log WHERE act LIKE 'satisfaction.%' ORDER BY seq")
        ).all()  # fmt: skip
    assert [row.act for row in acts] == ["satisfaction.asked", "satisfaction.ended"] * 2
    assert {row.after for row in acts} in ({None}, {"null"})


@pytest.mark.rule("SF-1")
def test_nobody_can_change_a_mark_not_even_by_hand(branch: OpenBranch, actors: Actors) -> None:
    counter = Counter(branch, actors)
    counter.given(1)
    counter.closed()
    for statement in (
        "UPDATE satisfaction_mark SET mark = 5", "DELETE FROM satisfaction_mark",
        "UPDATE satisfaction_words SET words = ''", "DELETE FROM satisfaction_words",
    ):  # fmt: skip
        with pytest.raises(sa.exc.DBAPIError), branch.db.engine.begin() as conn:
            conn.execute(sa.text(statement))
    assert [row["mark"] for row in counter.rows("satisfaction_mark")] == [1]


@pytest.mark.rule("SF-1")
def test_the_running_month_shows_no_mark_and_one_that_is_over_stays_as_it_is(counter: Counter) -> None:
    counter.given(5, 4, 5, 3, 5, None, words="排队太久")
    running = counter.satisfaction.figures(counter.manager, date(2026, 11, 1), date(2026, 11, 1))
    assert running.months == ()
    assert running.asked == {date(2026, 11, 1): {CaseKind.RISK: 6}}
    counter.later(11)  # the first of December: the clocks of counters never agree
    assert counter.satisfaction.figures(counter.manager, date(2026, 11, 1), date(2026, 11, 1)).months == ()
    counter.later(1)
    (month,) = counter.satisfaction.figures(counter.manager, date(2026, 11, 1), date(2026, 11, 1)).months
    (line,) = month.lines
    assert (line.asked, line.answered, line.declined) == (6, 5, 1)
    assert line.marks is not None
    assert (line.marks.total, line.marks.average) == (22, 4.4)
    assert (month.reasons, month.words) == ({"waiting": 1}, ("排队太久",))
    counter.later(-12)  # a clock that was set back adds nothing to a month that was shown
    counter.given(1)
    (again,) = counter.satisfaction.figures(counter.manager, date(2026, 11, 1), date(2026, 11, 1)).months
    assert again == month


def test_a_month_keeps_the_number_of_answers_that_was_asked_for_when_it_ended(counter: Counter) -> None:
    counter.given(5, 4, 3, 4)
    counter.later(30)
    november = (date(2026, 11, 1), date(2026, 11, 1))
    (month,) = counter.satisfaction.figures(counter.manager, *november).months
    assert [line.shown for line in month.lines] == [Shown.TOO_FEW]
    assert month.branch is None
    policy = load_policy()
    fewer = replace(policy, satisfaction=replace(policy.satisfaction, enough=3))
    (again,) = services_for(counter.branch, policy=fewer).satisfaction.figures(counter.manager, *november).months
    assert again == month


def test_where_the_branch_asks_nobody_nothing_is_asked(counter: Counter) -> None:
    policy = load_policy()
    quiet = replace(policy, satisfaction=replace(policy.satisfaction, asked=False))
    services = services_for(counter.branch, policy=quiet)
    assert services.satisfaction.begin(counter.teller, counter.filed()) is None
    assert counter.rows("satisfaction_ask") == []


def test_months_run_forwards_and_are_two_years_at_most(counter: Counter) -> None:
    for first, last in ((date(2026, 12, 1), date(2026, 11, 1)), (date(2024, 1, 1), date(2026, 1, 1))):
        with refused("satisfaction.period"):
            counter.satisfaction.figures(counter.manager, first, last)


def test_the_table_is_written_with_who_made_it_and_registered(counter: Counter) -> None:
    counter.given(5, 5, 5, 5, 5, 2, words="=1+1")
    counter.later(30)
    first = date(2026, 11, 1)
    facts = counter.satisfaction.facts(counter.manager, first, first)
    assert (facts.total.asked, facts.total.average) == (6, "4.50")
    assert facts.cases == (("风险测评与产品匹配", 6),)
    book = openpyxl.load_workbook(io.BytesIO(counter.satisfaction.xlsx(counter.manager, first, first)))
    assert book["客户意见"]["A2"].value == "'=1+1"
    assert [cell.value for cell in book["总体情况"]["A"]][:3] == ["营业部", "统计月份", "导出人"]
    assert counter.satisfaction.pdf(counter.manager, first, first)
    with counter.branch.db.read() as conn:
        exported = conn.execute(sa.text("SELECT count(*) FROM audit_log WHERE act = 'reports.exported'")).scalar_one()
    assert exported == 2


def test_several_months_show_somebody_only_of_the_months_that_show_them(counter: Counter) -> None:
    counter.given(5, 4, 4, 4, 3)
    counter.later(30)
    counter.given(1, 1)
    counter.later(31)
    figures = counter.satisfaction.figures(counter.manager, date(2026, 11, 1), date(2026, 12, 31))
    assert [month.branch is None for month in figures.months] == [False, True]
    with counter.branch.db.read() as conn:
        assert storage.months(conn, date(2026, 11, 1), date(2026, 12, 1), words=True) == figures.months
    made = facts_of(figures, counter.satisfaction.facts(counter.manager, figures.first, figures.last).head,
                    counter.clock.now(), "")  # fmt: skip
    (person,) = made.people.rows
    assert (person.asked, person.answered, person.average) == (7, 7, "4.00")


def test_an_asking_that_nobody_answered_counts_as_asked(counter: Counter) -> None:
    counter.satisfaction.begin(counter.teller, counter.filed())
    counter.given(4)
    counter.later(30)
    (month,) = counter.satisfaction.figures(counter.manager, date(2026, 11, 1), date(2026, 11, 1)).months
    assert (month.asked, month.answered, month.declined) == (2, 1, 0)
