"""What a counter does all day, call by call: look for clients, open accounts, and meet colleagues at the same things.

Each ``yield`` is where a person would think, read or talk.
"""

from __future__ import annotations

import random
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from app.bookings.domain import BookVisit
from app.common.actor import Actor
from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM
from app.onboarding.view import OpeningReceipt, OpeningView
from app.presence.domain import Subject
from app.samples import openings
from app.samples.pen import sample_ink
from app.samples.people import CLIENTS, SampleClient, resident_number
from benchmarks.load.ledger import Ledger
from benchmarks.load.press import SampledPress
from benchmarks.synthetic import GIVEN, SURNAMES

Result = TypeVar("Result")

CLASHES = frozenset({
    "opening.clash", "transfer.clash", "tasks.changed_elsewhere", "bookings.not_open", "clients.same_paper",
    "transfer.running_exists", "transfer.not_running", "opening.changed_elsewhere",
})  # fmt: skip
"""Refusals that tell of a colleague who was faster: answered as a person would, never an error here."""

TOLD_LATE = ("clients.same_paper", "opening.incomplete", "opening.step_blocked")
"""What the next step says when a colleague has opened an account for the same person meanwhile."""

FREE_TEXTS = ("employer", "telephone")


@dataclass(frozen=True, slots=True)
class Shared:
    """What several counters work at on purpose: unfinished openings, clients who may leave, tasks; by id."""

    openings: tuple[str, ...]
    clients: tuple[str, ...]
    tasks: tuple[str, ...]
    marketer: str


@dataclass(frozen=True, slots=True)
class Ways:
    """``shared``: share of the rounds that begin with something shared; ``real_every``: of openings on real paper."""

    shared: float = 0.6
    real_every: int = 20


@dataclass(slots=True)
class Timing:
    """Milliseconds by kind of call, counts, and refusals by code, since it was last taken."""

    times: dict[str, array[float]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


class Counterwork:
    """One counter's work, as a sequence of calls that never ends."""

    def __init__(
        self, services: Services, press: SampledPress, actor: Actor, number: int, shared: Shared, ledger: Ledger,
        ways: Ways,
    ) -> None:  # fmt: skip
        self._s = services
        self._press = press
        self._who = actor
        self._number = number
        self._shared = shared
        self._ledger = ledger
        self._ways = ways
        self._chance = random.Random(number)
        self._rounds = 0
        self._values = 0
        self.timing = Timing()

    def day(self) -> Iterator[None]:
        """Everything."""
        while True:
            self._rounds += 1
            yield from self._search()
            if self._chance.random() < self._ways.shared:
                yield from self._something_shared()
            yield from self._opening()

    # -- measuring ---------------------------------------------------------------------------------------------

    def _do(self, kind: str, deed: Callable[[], Result]) -> Result:
        begun = time.perf_counter()
        try:
            return deed()
        except Refused as refused:
            self.timing.refused[refused.code] += 1
            raise
        finally:
            self.timing.times.setdefault(kind, array("d")).append((time.perf_counter() - begun) * 1000)

    def _save(self, deed: Callable[[], Result]) -> Result:
        return self._do("save, real papers" if self._press.real else "save", deed)

    def _value(self) -> str:
        self._values += 1
        return f"{self._number}-{self._values}"

    # -- searching ---------------------------------------------------------------------------------------------

    def _search(self) -> Iterator[None]:
        name = self._name()
        for typed in (name[0], name[:2], name, str(self._chance.randrange(1000, 9999))):
            found = self._do("search", lambda typed=typed: self._s.clients.find(self._who, typed))  # type: ignore[misc]
            yield
        if found:
            self._save(lambda: self._s.clients.card(self._who, found[0].id))
        yield

    def _name(self) -> str:
        return self._chance.choice(SURNAMES) + "".join(self._chance.choices(GIVEN, k=2))

    # -- an opening --------------------------------------------------------------------------------------------

    def _person(self) -> SampleClient:
        """Somebody new; every fourth round one who goes to a colleague as well, so that one of both is told no."""
        number = self._number * 20_000 + self._rounds
        if self._rounds % 4 == 0:
            number = (self._number // 2 + 100) * 20_000 + self._rounds // 4
        born = date(1975, 1, 1) + timedelta(days=number % 6000)
        paper = resident_number("330104", born, 1 + number // 6000)
        sample = CLIENTS[2]
        fields = {
            **sample.fields, "name": self._name(), "paper_number": paper, "mobile": f"139{number:08d}",
            "paper_from": "2018-05-11", "paper_until": "2038-05-11", "bank_account": bank_account(number),
        }  # fmt: skip
        return replace(sample, fields=fields, by_hand=False, extra={})

    def _opening(self) -> Iterator[None]:
        person, o = self._person(), self._s.opening
        view, person = self._begin(person)
        case = view.draft.case_number
        self._press.real = (self._rounds + self._number) % self._ways.real_every == 0
        try:
            yield
            typed = list(openings.typed(person).items())
            for place in range(0, len(typed), 6):
                view = self._type(view, dict(typed[place : place + 6]))
                yield
            view = self._type(view, {"employer": f"示例公司{self._value()}"})  # a slip, put right
            yield from self._with_client(case, person)
            receipt = self._do(
                "complete, real papers" if self._press.real else "complete", lambda: o.complete(self._who, case)
            )
            self._opened(case, receipt)
        except Refused as refused:
            # somebody who has had an account for a moment, by a colleague: there is nothing more to be done here
            if refused.code not in TOLD_LATE or o.view(self._who, case).same_paper is None:
                raise
            self._save(lambda: o.cancel(self._who, case, "该客户已在其他柜台开户"))
            self._ledger.note("cancelled", case=case)
        finally:
            self._press.real = False
        yield

    def _begin(self, person: SampleClient) -> tuple[OpeningView, SampleClient]:
        """Start a case, every other time from the first open booking, which a colleague may take at the same time."""
        number = self._booking() if self._rounds % 2 else ""
        try:
            view = self._save(lambda: self._s.opening.start(self._who, number))
        except Refused as refused:
            if refused.code != "bookings.not_open":
                raise
            number = ""
            view = self._save(lambda: self._s.opening.start(self._who))
        case = view.draft.case_number
        self._ledger.note("begun", case=case)
        if number:
            self._ledger.note("kept", number=number, case=case)
            person = replace(person, marketer=self._shared.marketer, booked=True)
        return view, person

    def _booking(self) -> str:
        waiting = self._do("list", lambda: self._s.bookings.upcoming(self._who, 2))
        if len(waiting) < 3:
            visit = BookVisit(
                name=self._name(), mobile=f"138{self._number:04d}{self._rounds % 10_000:04d}",
                planned_at=self._s.clock.now() + timedelta(days=1), staff_id=self._marketer_id(),
                business=("沪深A股开户",),
            )  # fmt: skip
            made = self._save(lambda: self._s.bookings.book(self._who, visit))
            self._ledger.note("booked", number=made.number)
        return waiting[0].number if waiting else ""

    def _marketer_id(self) -> str:
        return next(m.id for m in self._s.staff.members(self._who) if m.number == self._shared.marketer)

    def _type(self, view: OpeningView, values: Mapping[str, str]) -> OpeningView:
        case = view.draft.case_number
        seen = {name: view.draft.text(name) for name in values}
        after = self._save(lambda: self._s.opening.save_fields(self._who, case, dict(values), seen))
        self._ledger.saved(case, seen, dict(values))
        return after

    def _with_client(self, case: str, person: SampleClient) -> Iterator[None]:
        who, o = self._who, self._s.opening
        for number, letters in openings.answers_of(person.answers).items():
            self._save(lambda n=number, a=letters: o.answer(who, case, n, a, openings.SHOWN_MS))  # type: ignore[misc]
            yield
        self._save(lambda: o.confirm_result(who, case, True))
        yield from self._reading(case, "disclosure")
        self._save(lambda: o.agree_esign(who, case, True))
        yield
        for choice in self._s.policy.consents:
            self._save(lambda c=choice.code: o.consent(who, case, c, True))  # type: ignore[misc]
            yield
        self._save(lambda: openings.sign(self._s, who, case, ESIGN_FORM, sample_ink(0)))
        yield
        yield from self._reading(case, AGREEMENT_FORM)
        if person.marketer:
            self._save(lambda: o.confirm_relationship(who, case, True))
            yield
        self._save(lambda: o.set_password(who, case, person.password))
        yield
        self._save(lambda: openings.review(self._s, who, case))
        yield
        for place, form in enumerate(o.view(who, case).forms, 1):
            if form.needs_client and not form.signed:
                ink = sample_ink(place)
                self._save(lambda f=form.form_id, i=ink: openings.sign(self._s, who, case, f, i))  # type: ignore[misc]
                yield

    def _reading(self, case: str, form: str) -> Iterator[None]:
        who, o = self._who, self._s.opening
        for section in o.reading(who, case, form):
            self._save(lambda s=section: o.section_read(who, case, form, s.id, s.seconds))  # type: ignore[misc]
            yield
        self._save(lambda: o.confirm_reading(who, case, form, True))
        yield

    def _opened(self, case: str, receipt: OpeningReceipt) -> None:
        self.timing.counts["cases"] += 1
        self._ledger.note(
            "opened", case=case, client=receipt.client_number, account=receipt.fund_account,
            papers=len(receipt.documents),
        )  # fmt: skip

    # -- shared ------------------------------------------------------------------------------------------------

    def _something_shared(self) -> Iterator[None]:
        deeds = (self._edit_opening, self._edit_transfer, self._put_off)
        yield from deeds[(self._rounds + self._number) % len(deeds)]()

    def _edit_opening(self) -> Iterator[None]:
        """Correct a field of a case that others have open; who loses looks again, and takes theirs or insists."""
        case, who, o = self._chance.choice(self._shared.openings), self._who, self._s.opening
        self._save(lambda: self._s.presence.here(who, Subject.OPENING, case))
        view = self._do("list", lambda: o.view(who, case))
        for _ in range(3):
            name = self._chance.choice(FREE_TEXTS)
            yield
            try:
                view = self._type(view, {name: self._value()})
            except Refused as refused:
                if refused.code != "opening.clash":
                    raise
                view = self._do("list", lambda: o.view(who, case))
                yield
                if self._chance.random() < 0.5:
                    # a third colleague may be faster again: then theirs is taken
                    self._tried(lambda v=view, n=name: self._type(v, {n: self._value()}))  # type: ignore[misc]
        self._save(lambda: self._s.presence.gone(who, Subject.OPENING, case))
        yield

    def _edit_transfer(self) -> Iterator[None]:
        """A client who may leave: taken in by whoever is first, worked on by all, taken back now and then."""
        client_id, who, t = self._chance.choice(self._shared.clients), self._who, self._s.transfer
        number = self._take_in(client_id)
        yield
        if not number:
            return
        view = self._do("list", lambda: t.view(who, number))
        for name in ("target", "reason_text"):
            yield
            found, left = {name: view.case.text(name)}, {name: f"示例证券{self._value()}"}
            try:
                view = self._save(lambda f=found, n=left: t.save_fields(who, number, n, f))  # type: ignore[misc]
                self._ledger.saved(number, found, left)
            except Refused as refused:
                if refused.code == "transfer.not_running":
                    return
                if refused.code != "transfer.clash":
                    raise
                view = self._do("list", lambda: t.view(who, number))
        yield
        if self._chance.random() < 0.3 and self._tried(lambda: t.cancel(who, number, "客户决定留下")):
            self._ledger.note("taken-back", number=number)
        yield

    def _take_in(self, client_id: str) -> str:
        try:
            view = self._save(lambda: self._s.transfer.start(self._who, client_id))
        except Refused as refused:
            if refused.code != "transfer.running_exists":
                raise
            lines = self._do("list", lambda: self._s.transfer.cases(self._who, client_id=client_id))
            return lines[0].number if lines else ""
        self._ledger.note("taken-in", number=view.case.number, client=client_id)
        return view.case.number

    def _put_off(self) -> Iterator[None]:
        """Put a task off by a day; who was too late looks at it again and decides anew, once."""
        task_id, who, tasks = self._chance.choice(self._shared.tasks), self._who, self._s.tasks
        for _ in range(2):
            seen = self._do("list", lambda: tasks.get(who, task_id))
            yield
            to = seen.due_on + timedelta(days=1)
            try:
                after = self._save(lambda s=seen, d=to: tasks.postpone(who, task_id, d, "客户改约", s.version))  # type: ignore[misc]
            except Refused as refused:
                if refused.code != "tasks.changed_elsewhere":
                    raise
                continue
            self._ledger.note("postponed", task=task_id, version=after.version, to=to.isoformat())
            return

    def _tried(self, deed: Callable[[], object]) -> bool:
        """Whether it went through; no, when a colleague was faster."""
        try:
            self._save(deed)
        except Refused as refused:
            if refused.code not in CLASHES:
                raise
            return False
        return True


def bank_account(number: int) -> str:
    """A card number that nobody else has, with its check digit."""
    body = f"622848{number:012d}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    return f"{body}{-total % 10}"
