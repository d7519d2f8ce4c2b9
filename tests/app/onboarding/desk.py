"""A counter for tests of the opening: real services on a real database, a press that makes no PDFs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.archive.press import FormInfo, PressedForm, Section, SignatureCheck, Signing
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.common.values import canonical_json, digest, new_id
from app.counter.services import Services, services_of
from app.policy.loader import load_policy
from app.policy.values import Policy
from app.samples import openings, people
from app.samples.people import SampleClient, resident_number
from app.staff import storage as staff_rows
from app.staff.domain import CertificateState, StaffKind, StaffMember
from forms import catalogue
from forms.engine.page_reader import Recogniser
from tests.press import NoPress

MARKETER = "7001"
EXPIRED = "7002"
SUSPENDED = "7003"
LEFT = "7004"


@dataclass
class PlainPress(NoPress):
    """A press by hand: a form is its facts as text; signing puts a line behind it. Real form infos and sections."""

    pressed: list[str] = field(default_factory=list)
    sealed: list[tuple[str, Signing | None]] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)
    broken: str = ""
    certificate_ends: datetime | None = None

    def forms(self) -> tuple[FormInfo, ...]:
        return catalogue.infos()

    def info(self, form_id: str) -> FormInfo:
        return catalogue.info(form_id)

    def sections(self, form_id: str) -> tuple[Section, ...]:
        return catalogue.sections(form_id)

    def press(self, form_id: str, facts: object) -> PressedForm:
        if form_id == self.broken:
            raise OSError("out of paper")
        self.pressed.append(form_id)
        info = catalogue.info(form_id)
        number = facts.head.number  # type: ignore[attr-defined]  # every form's facts have a head
        return PressedForm(form_id, info.version, info.title, number, canonical_json(facts).encode(), digest(facts), 1)

    def seal(self, pressed: PressedForm, signing: Signing | None, teller: Signing | None = None) -> bytes:
        self.sealed.append((pressed.form_id, signing))
        return pressed.pdf + b"\n" + digest(signing).encode()

    def adopt(self, pressed: PressedForm, scan: bytes) -> tuple[bytes, int]:
        if not scan.startswith(b"scan"):
            raise Refused("scan.unknown_kind")
        self.adopted.append(pressed.form_id)
        return b"scan of " + pressed.number.encode() + scan, 2

    def seal_ends(self) -> datetime | None:
        return self.certificate_ends

    def check(self, pdf: bytes) -> SignatureCheck:
        return SignatureCheck(True, "none", (), ())

    def facts_sha256(self, pdf: bytes) -> str:
        return hashlib.sha256(pdf.partition(b"\n")[0]).hexdigest()

    def rendition(self, pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
        return pdf


def enter_marketing(branch: OpenBranch, admin: Actor) -> None:
    """Marketing staff of every kind in the register: one who may practise, and three who may not."""
    valid = (date(2025, 1, 1), date(2030, 1, 1), CertificateState.VALID)
    states = {
        MARKETER: valid,
        EXPIRED: (date(2020, 1, 1), date(2024, 1, 1), CertificateState.VALID),
        SUSPENDED: (*valid[:2], CertificateState.SUSPENDED),
        LEFT: valid,
    }
    with branch.db.write(admin) as tx:
        for number, (since, until, state) in states.items():
            member = StaffMember(
                id=new_id(), number=number, name=f"营销{number}", post="客户经理", kind=StaffKind.MARKETING,
                certificate_number=f"S{number}", certificate_from=since, certificate_until=until,
                certificate_state=state, authority=("介绍业务",),
            )  # fmt: skip
            if number == LEFT:
                member = replace(member, active=False, left_on=date(2026, 1, 1))
            staff_rows.add(tx.conn, member)


def services_for(branch: OpenBranch, press: PlainPress | None = None, policy: Policy | None = None) -> Services:
    """The services of a test branch, by the shipped policy if no other is given; the clock is the branch's own."""
    return services_of(branch, press or PlainPress(), policy or load_policy(), branch.db.clock, Recogniser())


def clock_of(services: Services) -> FixedClock:
    """The clock, which tests may move."""
    assert isinstance(services.clock, FixedClock)
    return services.clock


def client(place: int = 0, **changes: str) -> SampleClient:
    """A sample client with a paper of their own; ``changes`` to what is typed, or to the sample's own attributes."""
    sample = people.CLIENTS[2]
    number = resident_number("330104", date(1966, 11, 5), 2 + 2 * place)
    fields = {**sample.fields, "paper_number": number, "paper_from": "2016-03-20", "mobile": f"1375712{place:04d}"}
    if "permissions" in changes:  # for a client whom a business of higher risk suits
        changes.setdefault("answers", people.CLIENTS[1].answers)
    own = {name: changes.pop(name, getattr(sample, name)) for name in ("answers", "permissions", "marketer")}
    return replace(
        sample, fields={**fields, **changes}, answers=own["answers"], permissions=own["permissions"],
        marketer=own["marketer"], by_hand=False,
    )  # fmt: skip


def prepared(services: Services, teller: Actor, sample: SampleClient, booking: str = "") -> str:
    """An opening in which everything is done but completing it; its case number."""
    case = openings.type_in(services, teller, sample, booking).draft.case_number
    openings.answer(services, teller, case, sample)
    openings.with_client(services, teller, case, sample)
    return case
