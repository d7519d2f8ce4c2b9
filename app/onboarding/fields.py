"""The fields a teller types in an opening: how each is read, and what is wrong with it (KY-1, OP-1).

:func:`read_fields` never raises: each problem is kept at its field, so that the window can show all of them and
the typed text stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from app.clients import names, papers
from app.common.clock import BRANCH_ZONE
from app.common.dates import read_date
from app.common.errors import Refused
from app.institutions.domain import FUNDS
from app.onboarding.institution_fields import (
    INSTITUTION,
    KIND_FIELD,
    LICENCE,
    LIMITS,
    LONG_TERM,
    OWNERS,
    PEOPLE,
    read_licence,
    read_owners,
    read_people,
)
from app.onboarding.labels import CONTACT_WAYS
from app.onboarding.reading import Entered, Reader, known, one_of
from app.onboarding.tax_fields import TAX, TAX_LIMITS, read_tax
from app.policy.values import Policy

__all__ = ["LONG_TERM", "Entered", "read_fields", "read_moment"]

ACCOUNT_MARKETS = ("sh_a", "sz_a", "fund")
IDENTITY = (
    "client_kind", "paper_kind", "paper_number", "name", "sex", "birth_date", "nationality", "ethnicity",
    "paper_issuer", "paper_from", "paper_until", "paper_address",
)  # fmt: skip
CONTACT = (
    "mobile", "telephone", "email", "address", "postcode", "occupation", "employer", "education", "income",
    "experience", "objective", "source_of_funds", "tax_residence", "controller", "beneficiary",
    "sh_a", "sh_a_number", "sz_a", "sz_a_number", "fund", "fund_number", "permissions",
    "withheld", "introducer", "contact_way", *TAX,
)  # fmt: skip
EDUCATION = (
    "education_modes", "education_by", "education_at", "education_topics", "education_authority", "education_remark",
    "second_by", "second_at",
)  # fmt: skip
RELATIONSHIP = ("brought", "marketer", "booking_checked")
CUSTODY = ("bank", "bank_account")
ALL = tuple(dict.fromkeys(IDENTITY + LICENCE + PEOPLE + OWNERS + CONTACT + EDUCATION + RELATIONSHIP + CUSTODY))
FIELD_LIMIT = 2000
"""No field keeps more characters than this while it is being typed, but for those in ``LIMITS``."""


def limit_of(name: str) -> int:
    """How many characters a field keeps while it is being typed."""
    return {**LIMITS, **TAX_LIMITS}.get(name, FIELD_LIMIT)


def read_moment(text: str) -> datetime:
    """A date and a time of day at the branch (``2026-11-22 10:30``). Refused: ``opening.moment``."""
    day_text, _, time_text = text.strip().replace("T", " ").replace("：", ":").partition(" ")
    try:
        hour, minute = (int(part) for part in time_text.strip().split(":"))
        day = read_date(day_text)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BRANCH_ZONE)
    except (ValueError, Refused):
        raise Refused("opening.moment") from None


def read_fields(raw: Mapping[str, str], policy: Policy, now: datetime) -> Entered:
    """Every typed field as a value or a problem at its field; ``now`` is aware."""
    reader = Reader(raw, policy, now.astimezone(BRANCH_ZONE).date())
    if raw.get(KIND_FIELD) == INSTITUTION:
        read_licence(reader)
        _read_contact_of_institution(reader)
        _read_accounts(reader, institution=True)
        read_people(reader)
        read_owners(reader)
    else:
        _read_identity(reader)
        _read_contact(reader)
        _read_accounts(reader, institution=False)
    read_tax(reader, institution=raw.get(KIND_FIELD) == INSTITUTION)
    _read_education(reader, now)
    _read_relationship(reader)
    _read_custody(reader)
    return reader.entered


def _read_identity(reader: Reader) -> None:
    entered = reader.entered
    kind = reader.take("paper_kind", _paper_kind)
    reading = reader.take("paper_number", lambda text: papers.read_number(text, kind, today=reader.today))
    if reading is not None:
        entered.values["paper_number"] = reading.number
    reader.take("name", lambda text: names.check_name(text, "name"))
    sex = reader.take("sex", one_of("男", "女"), required=reading is None or reading.sex is None)
    birth = reader.take("birth_date", read_date, required=reading is None or reading.birth_date is None)
    if reading is not None:
        _same_as_number(entered, "sex", sex, reading.sex)
        _same_as_number(entered, "birth_date", birth, reading.birth_date)
    reader.choice("nationality")
    chinese = kind is papers.PaperKind.RESIDENT_ID
    reader.take("ethnicity", lambda code: known(reader.policy, "ethnicity", code), required=chinese)
    reader.text("paper_issuer", 60)
    issued = reader.take("paper_from", read_date)
    until = reader.take("paper_until", lambda text: None if text in LONG_TERM else read_date(text))
    reader.text("paper_address", 120)
    birth_date = entered.get("birth_date", None)
    if kind is None or issued is None or "paper_until" not in entered.values or not isinstance(birth_date, date):
        return
    try:
        entered.warnings["paper_until"] = papers.check_validity(
            kind, issued, until, birth_date, reader.today, reader.policy.paper_expiry_warning_days
        )
    except Refused as refused:
        at = refused.field or "paper_until"
        entered.problems[at] = Refused(refused.code, field=at, **refused.facts)


def _paper_kind(text: str) -> papers.PaperKind:
    try:
        return papers.PaperKind(text)
    except ValueError:
        raise Refused("opening.not_in_list") from None


def _same_as_number(entered: Entered, name: str, typed: Any, read_off: Any) -> None:
    """Sex and birth date are read off the number; a different typed one is a problem."""
    if read_off is None:
        return
    if typed is not None and typed != read_off:
        entered.problems[name] = Refused("opening.differs_from_number", field=name)
    elif name not in entered.problems:
        entered.values[name] = read_off


def _read_withheld(reader: Reader) -> frozenset[str]:
    """What the client does not give and policy lets be withheld; then it says who introduced the client (SE-3)."""
    reader.choices("withheld", "withholdable", required=False)
    withheld = frozenset(reader.entered.get("withheld") or ())
    reader.text("introducer", 50, required=bool(withheld))
    for name in sorted(withheld):
        if reader.raw.get(name, "").strip():
            reader.entered.problems["withheld"] = Refused("opening.withheld_but_given", field="withheld")
    return withheld


def _read_contact(reader: Reader) -> None:
    withheld = _read_withheld(reader)
    _read_reach(reader)
    for name in ("occupation", "education", "income", "experience", "objective", "source_of_funds", "tax_residence"):
        reader.choice(name, required=name not in withheld)
    reader.text("employer", 80, required=False)
    reader.text("controller", 50, required=False)
    reader.text("beneficiary", 50, required=False)


def _read_reach(reader: Reader) -> None:
    reader.take("mobile", papers.check_mobile)
    reader.take("telephone", papers.check_telephone, required=False)
    reader.take("email", papers.check_email, required=False)
    reader.text("address", 120)
    reader.take("postcode", papers.check_postcode, required=False)
    reader.own_choice("contact_way", CONTACT_WAYS, required=False)


def _read_contact_of_institution(reader: Reader) -> None:
    _read_reach(reader)
    for name in ("experience", "objective", "tax_residence"):
        reader.choice(name)
    reader.own_choice("source_of_funds", FUNDS)


def _read_accounts(reader: Reader, *, institution: bool) -> None:
    entered = reader.entered
    wanted = []
    for market in ACCOUNT_MARKETS:
        if reader.take(market, one_of("new", "existing"), required=False) is None:
            continue
        wanted.append(market)
        if entered.values[market] == "existing":
            reader.take(f"{market}_number", partial(papers.check_securities_account, market, institution=institution))
    if not wanted and not any(market in entered.problems for market in ACCOUNT_MARKETS):
        entered.problems["sh_a"] = Refused("opening.no_account", field="sh_a")
    reader.choices("permissions", "permissions", required=False)
    for permission in entered.get("permissions", ()) or ():
        if not reader.policy.permission(permission).with_opening:
            entered.problems["permissions"] = Refused("opening.permission_later", field="permissions")
        elif not reader.policy.extra_disclosures.get(permission):
            entered.problems["permissions"] = Refused("opening.permission_without_disclosure", field="permissions")
        elif permission == "chinext" and "sz_a" not in wanted:
            entered.problems["permissions"] = Refused("opening.chinext_needs_sz", field="permissions")


def _read_education(reader: Reader, now: datetime) -> None:
    reader.choices("education_modes", "education_modes")
    reader.text("education_by", 32)
    at = reader.take("education_at", read_moment)
    if at is not None and at > now:
        reader.entered.problems["education_at"] = Refused("opening.in_future", field="education_at")
    reader.choices("education_topics", "education_topics")
    reader.take("education_authority", one_of("yes", "no"), required=False)
    reader.text("education_remark", 200, required=False)
    if is_older(reader.entered, reader.policy, reader.today):
        reader.text("second_by", 32)
        again = reader.take("second_at", read_moment)
        if again is not None and again > now:
            reader.entered.problems["second_at"] = Refused("opening.in_future", field="second_at")


def is_older(entered: Entered, policy: Policy, today: date) -> bool:
    """Whether the client is a person of the policy's age or more (KY-5)."""
    birth = entered.get("birth_date", None)
    institution = entered.get(KIND_FIELD) == INSTITUTION
    return isinstance(birth, date) and papers.is_older(birth, today, policy.older.age, institution=institution)


def _read_relationship(reader: Reader) -> None:
    brought = reader.take("brought", one_of("yes", "no"))
    if brought == "yes":
        reader.text("marketer", 32)
        reader.take("booking_checked", one_of("booked", "not-booked"))
        if reader.entered.get("education_authority") != "yes":
            # OP-2: the education must have covered the marketing staff's limits of authority
            reader.entered.problems.setdefault(
                "education_authority", Refused("opening.authority_not_covered", field="education_authority")
            )


def _read_custody(reader: Reader) -> None:
    reader.take("bank", lambda code: known(reader.policy, "banks", code))
    card = reader.take("bank_account", papers.check_bank_card)
    if card is not None:
        number, warnings = card
        reader.entered.values["bank_account"] = number
        reader.entered.warnings["bank_account"] = tuple(warnings)
