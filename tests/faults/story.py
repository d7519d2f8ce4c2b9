"""An opening and a transfer-out as single steps, so that a fault can meet each of them and the case can go on after it.

A story is told from the beginning every time: steps that were done before are passed over, what lies between the steps
only reads. Every step is one call of a service and carries a mark of its own (:mod:`app.storage.once`): done again
after a lost answer it is refused ``storage.saved_already``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.approvals.domain import StepKind, Verdict
from app.clients.storage import client as client_rows
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding import storage as openings
from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM
from app.samples.pen import sample_ink, sample_scan
from app.storage import once
from app.storage.columns import metadata
from app.transfer_out import making
from app.transfer_out.case import NewTalk, Outcome
from app.transfer_out.storage import transfer_case
from tests.app.onboarding.desk import MARKETER, PlainPress
from tests.app.onboarding.desk import client as walk_in
from tests.app.transfer_out.desk import FRIDAY, ORDINARY
from tests.builders import Actors

SHOWN_MS = 9_000
DOCUMENTS = ("id-card", "securities-card", "fund-card")


@dataclass(frozen=True, slots=True)
class Step:
    """One call of a service. ``volatile``: kept in memory only (the password typed), done anew by a new process."""

    name: str
    act: Callable[[], object]
    volatile: bool = False


Story = Callable[[Services, Actors], Iterator[Step]]


def opening(services: Services, actors: Actors) -> Iterator[Step]:
    """A client walks in, answers, reads, types, signs; the account is opened."""
    who, o = actors.teller, services.opening
    sample = walk_in(1, permissions="chinext", marketer=MARKETER)
    yield Step("start", lambda: o.start(who))
    case = _only(services, openings.opening.c.case_number)
    typed = _typed(sample.fields, sample.marketer, sample.permissions)
    for place in range(0, len(typed), 9):
        part = dict(list(typed.items())[place : place + 9])
        yield Step(f"type-{place}", lambda part=part: o.save_fields(who, case, part))  # type: ignore[misc]  # bound at once
    for text in sample.answers.split():
        number, letters = int(text.rstrip("ABCDE")), tuple(text.lstrip("0123456789"))
        yield Step(f"answer-{number}", lambda n=number, a=letters: o.answer(who, case, n, a, SHOWN_MS))  # type: ignore[misc]  # bound at once
    yield Step("result", lambda: o.confirm_result(who, case, True))
    yield from _reading(services, who, case, "disclosure")
    yield from _reading(services, who, case, "disclosure-chinext")
    yield Step("esign", lambda: o.agree_esign(who, case, True))
    for choice in services.policy.consents:
        yield Step(f"consent-{choice.code}", lambda c=choice.code: o.consent(who, case, c, True))  # type: ignore[misc]  # bound at once
    yield _signing(services, who, case, ESIGN_FORM)
    yield from _reading(services, who, case, AGREEMENT_FORM)
    yield Step("relationship", lambda: o.confirm_relationship(who, case, True))
    yield Step("password", lambda: o.set_password(who, case, sample.password), volatile=True)
    yield Step("review", lambda: o.confirm_review(who, case, True, o.review_for_client(who, case)[1]))
    for form in o.view(who, case).forms:
        if form.needs_client and form.form_id != ESIGN_FORM:
            yield _signing(services, who, case, form.form_id)
    yield Step("complete", lambda: o.complete(who, case))


def transfer(services: Services, actors: Actors) -> Iterator[Step]:
    """A client asks to leave, is talked to, approved and paid; the accounts are transferred out."""
    who, t = actors.teller, services.transfer
    client_id = _only(services, client_rows.c.id, client_rows.c.name == ORDINARY.name)
    yield Step("start", lambda: t.start(who, client_id))
    case = _only(services, transfer_case.c.number)
    yield Step("type", lambda: t.save_fields(who, case, {
        "wish_sh": "yes", "wish_sz": "yes", "target": "示例证券上海营业部", "sz_seat": "123456",
        "reason": "moved", "reason_text": "搬到外地居住",
    }))  # fmt: skip
    yield Step("papers", lambda: t.save_fields(who, case, {
        **{f"doc:{code}": "shown" for code in DOCUMENTS},
        **{f"doc_reason:{code}": "高拍仪检修，已核对原件" for code in DOCUMENTS},
    }))  # fmt: skip
    yield Step("scan", lambda: t.attach_scan(who, case, "id-card", _scan(services)))
    yield Step("talk", lambda: t.add_talk(who, case, NewTalk("counter", "演示了手机交易。", outcome=Outcome.LEAVES)))
    yield _leaving(services, who, case, making.APPLICATION)
    yield Step("submit", lambda: t.submit(who, case))
    for step, approver in ((StepKind.OWN_STAFF, actors.marketing), (StepKind.SUPERVISOR, actors.supervisor)):
        yield Step(f"approve-{step.value}", lambda s=step, a=approver: t.decide(  # type: ignore[misc]  # bound at once
            a, case, s, Verdict.APPROVED, "同意办理", "", t.approval_screen(a, case).seen_version
        ))  # fmt: skip
    if t.view(who, case).fee_total > 0:
        yield Step("fee", lambda: t.take_fee(who, case))
    yield Step("password", lambda: t.check_password(who, case, "739264"), volatile=True)
    yield Step("returns", lambda: t.save_fields(
        who, case, {f"return:{one.code}": "done" for one in t.view(who, case).returns}
    ))  # fmt: skip
    yield _leaving(services, who, case, making.RETURNS)
    yield Step("teller-sign", lambda: t.teller_sign(
        who, case, making.RETURNS, sample_ink(9), t.signature_lines(who, case, making.RETURNS)[1]
    ))  # fmt: skip
    yield Step("carry-out", lambda: t.carry_out(who, case))


STORIES: dict[str, Story] = {"opening": opening, "transfer": transfer}


def _typed(fields: Any, marketer: str, permissions: str) -> dict[str, str]:
    return {
        **fields, "ethnicity": "01", "occupation": "clerk", "education": "bachelor", "income": "100k-200k",
        "experience": "1-3", "objective": "growth", "source_of_funds": "salary", "tax_residence": "china",
        "permissions": permissions, "education_modes": "talk,leaflet",
        "education_topics": "market,risk,suitability,password,authority", "education_authority": "yes",
        "brought": "yes", "marketer": marketer, "booking_checked": "not-booked",
    }  # fmt: skip


def _only(services: Services, column: sa.Column[Any], *where: sa.ColumnElement[bool]) -> str:
    with services.branch.db.read() as conn:
        return str(conn.execute(sa.select(column).where(*where)).scalars().one())


def _reading(services: Services, who: Actor, case: str, form: str) -> Iterator[Step]:
    o = services.opening
    for section in o.reading(who, case, form):
        yield Step(
            f"read-{form}-{section.id}",
            lambda s=section: o.section_read(who, case, form, s.id, s.seconds),  # type: ignore[misc]  # bound at once
        )
    yield Step(f"read-{form}", lambda: o.confirm_reading(who, case, form, True))


def _signing(services: Services, who: Actor, case: str, form: str) -> Step:
    o = services.opening
    ink = sample_ink(len(form))
    return Step(f"sign-{form}", lambda: o.sign(who, case, form, ink, o.signature_lines(who, case, form)[1]))


def _leaving(services: Services, who: Actor, case: str, form: str) -> Step:
    t = services.transfer
    ink = sample_ink(len(form))
    return Step(f"sign-{form}", lambda: t.sign(who, case, form, ink, t.signature_lines(who, case, form)[1]))


def _scan(services: Services) -> bytes:
    return b"scan" if isinstance(services.press, PlainPress) else sample_scan(120, 80)


@dataclass(slots=True)
class Teller:
    """Tells a story from step ``start`` (counted from 0) on; ``run`` is the how-manieth process that does."""

    services: Services
    story: str
    start: int = 0
    run: int = 0
    back: timedelta = timedelta(0)
    """How far somebody has set the clock back."""
    told: Callable[[], None] = lambda: None
    """Called when something that the killed process alone knew was done anew."""

    def steps(self) -> Iterator[tuple[int, Step]]:
        """The steps still to be done, each to be done before the next is asked for."""
        clock = self.services.clock
        again: list[Step] = []
        for place, step in enumerate(STORIES[self.story](self.services, Actors())):
            if isinstance(clock, FixedClock):
                clock.at = FRIDAY + timedelta(seconds=20 * place + 7 * self.run) - self.back
            if place < self.start:
                again += [step] if step.volatile else []
                continue
            if f"{operation(self.story, place, step.name)}:1" not in marks(self.services):
                for missed in again:
                    self.perform(place, missed, f"{missed.name}:{self.run}:{place}")
                    self.told()
                again = []
            yield place, step

    def perform(self, place: int, step: Step, mark: str = "") -> tuple[str, int]:
        """Do a step as an operation of its own; its mark and how many transactions it took, 0 when it was saved before.

        Refused: what the service refuses.
        """
        made = operation(self.story, place, mark or step.name)
        with once.operation(made):
            try:
                step.act()
            except Refused:
                if f"{made}:1" not in marks(self.services):
                    raise
                if step.volatile:  # saved, and forgotten with the process
                    return self.perform(place, step, f"{step.name}:again:{self.run}")
                return made, 0  # it had reached the database after all
            now = once._attempt.get()
            return made, 0 if now is None else now.begun


def operation(story: str, place: int, name: str) -> str:
    """The mark of a step: the same in every process."""
    return hashlib.sha256(f"{story}/{place}/{name}".encode()).hexdigest()[:32]


def content(services: Services) -> str:
    """A hash over all rows of the branch, but the marks of the transactions themselves."""
    total = hashlib.sha256()
    with services.branch.db.read() as conn:
        for table in sorted(metadata.tables):
            if table != once.saved_operation.name:
                rows = conn.exec_driver_sql(f'SELECT * FROM "{table}"').all()  # noqa: S608 - names of our own tables
                for row in sorted(repr(tuple(row)) for row in rows):
                    total.update(row.encode())
                total.update(f"{table} {len(rows)}".encode())
    return total.hexdigest()


def marks(services: Services) -> set[str]:
    """The marks of all transactions in the database."""
    with services.branch.db.read() as conn:
        return set(conn.execute(sa.select(once.saved_operation.c.op_id)).scalars())
