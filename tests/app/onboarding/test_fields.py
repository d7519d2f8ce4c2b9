"""What is typed: read as it stands or refused at its field, and never lost (KY-1, OP-1)."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.common.dates import read_date
from app.common.errors import Refused
from app.onboarding import fields
from app.onboarding.fields import Entered, read_fields, read_moment
from app.policy.loader import load_policy
from app.samples.people import CLIENTS
from tests.app.onboarding import desk
from tests.builders import Actors

POLICY = load_policy()
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NAUGHTY: list[str] = json.loads((Path(__file__).parents[2] / "data" / "blns.json").read_text(encoding="utf-8"))
TEXT_FIELDS = ("name", "paper_issuer", "paper_address", "address", "employer", "controller", "beneficiary",
               "education_remark")  # fmt: skip


def read(**typed: str) -> Entered:
    return read_fields(typed, POLICY, NOW)


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize("text", ["20260102", "2026-1-2", "2026/01/02", "2026.1.2", "2026年1月2日", "２０２６０１０２"])
def test_dates_are_read_as_people_type_them(text: str) -> None:
    assert read_date(text) == date(2026, 1, 2)


@pytest.mark.parametrize("text", ["", "2026", "20260230", "26-1-2", "2026-13-1", "abc", "2026-1-2-3"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refused, check=lambda error: error.code == "text.date"):
        read_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_comes_back_as_it_was_written(day: date) -> None:
    assert read_date(f"{day:%Y%m%d}".zfill(8)) == read_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2026-11-20", "2026-11-20 25:00", "2026-11-20 10", "10:30"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Refused, check=lambda error: error.code == "opening.moment"):
        read_moment(text)


def test_a_moment_is_the_branchs_own_time() -> None:
    assert read_moment("2026-11-20 10：30").astimezone(UTC) == datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.mark.rule("OP-2")
def test_education_cannot_lie_in_the_future() -> None:
    entered = read(education_at="2026-11-20 10:01")
    assert entered.problems["education_at"].code == "opening.in_future"


def test_every_required_field_says_so_when_it_is_empty() -> None:
    problems = read().problems
    for name in ("paper_kind", "paper_number", "name", "mobile", "address", "occupation", "bank", "bank_account"):
        assert problems[name].code == "text.required"
        assert problems[name].field == name


@pytest.mark.rule("KY-1")
def test_sex_and_birth_date_are_read_off_the_number() -> None:
    number = desk.client().fields["paper_number"]
    entered = read(paper_kind="resident-id", paper_number=number)
    assert (entered.get("sex"), entered.get("birth_date")) == ("女", date(1966, 11, 5))
    wrong = read(paper_kind="resident-id", paper_number=number, sex="男", birth_date="19661106")
    assert wrong.problems["sex"].code == "opening.differs_from_number"
    assert wrong.problems["birth_date"].code == "opening.differs_from_number"


@pytest.mark.rule("KY-1")
def test_an_expired_paper_stops_and_one_that_ends_soon_warns() -> None:
    number = desk.client().fields["paper_number"]
    common = {"paper_kind": "resident-id", "paper_number": number}
    ended = read(**common, paper_from="2006-11-01", paper_until="2026-11-01")
    assert ended.problems["paper_until"].code == "papers.expired"
    soon = read(**common, paper_from="2006-12-24", paper_until="2026-12-24")
    assert "paper_until" not in soon.problems
    assert soon.warnings["paper_until"] == ("papers.expires_soon",)


def test_no_account_asked_for_is_a_problem() -> None:
    assert read().problems["sh_a"].code == "opening.no_account"
    assert "sh_a" not in read(fund="new").problems


@pytest.mark.rule("KY-1")
def test_an_account_brought_along_needs_its_number() -> None:
    assert read(sz_a="existing").problems["sz_a_number"].code == "text.required"
    assert read(sz_a="existing", sz_a_number="A123").problems["sz_a_number"].field == "sz_a_number"
    assert read(sz_a="existing", sz_a_number="0123456789").get("sz_a_number") == "0123456789"


@pytest.mark.rule("OP-3")
def test_chinext_is_traded_in_a_shenzhen_account() -> None:
    assert read(sh_a="new", permissions="chinext").problems["permissions"].code == "opening.chinext_needs_sz"
    assert "permissions" not in read(sz_a="new", permissions="chinext").problems


def test_codes_that_are_in_no_list_are_refused() -> None:
    entered = read(occupation="astronaut", bank="x", permissions="y", education_modes="z", nationality="??")
    for name in ("occupation", "bank", "permissions", "education_modes", "nationality"):
        assert entered.problems[name].code == "opening.not_in_list"


@given(st.text(max_size=60), st.sampled_from(fields.ALL))
def test_whatever_is_typed_is_read_or_refused_at_its_own_field(text: str, name: str) -> None:
    entered = read(**{name: text})
    for at, problem in entered.problems.items():
        assert problem.field == at


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_naughty_strings_are_kept_as_they_are_or_refused(name: str) -> None:
    for text in NAUGHTY:
        entered = read(**{name: text})
        if entered.values.get(name):
            assert entered.values[name] == unicodedata.normalize("NFC", text).strip()
        elif text.strip():
            assert name in entered.problems, repr(text)


def test_naughty_strings_come_back_from_the_database_exactly(branch: OpenBranch, actors: Actors) -> None:
    services = desk.services_for(branch)
    case = services.opening.start(actors.teller).draft.case_number
    for text in NAUGHTY:
        if "\0" in text or len(text) > fields.FIELD_LIMIT:
            with pytest.raises(Refused):
                services.opening.save_field(actors.teller, case, "employer", text)
            continue
        view = services.opening.save_field(actors.teller, case, "employer", text)
        assert view.draft.text("employer") == text


def test_an_unknown_field_is_refused(branch: OpenBranch, actors: Actors) -> None:
    services = desk.services_for(branch)
    case = services.opening.start(actors.teller).draft.case_number
    with pytest.raises(Refused, check=lambda error: error.code == "opening.unknown_field"):
        services.opening.save_field(actors.teller, case, "nickname", "x")


def test_the_sample_clients_are_without_a_problem() -> None:
    for sample in CLIENTS:
        typed = {**sample.fields, "ethnicity": "01"}
        assert not read_fields(typed, POLICY, NOW).problems_in(fields.IDENTITY)
