"""The client's password: what is too easy is refused with the reason, and only a hash is kept (OP-5)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clients.credentials import hash_password, verify_password
from app.common.errors import Refused
from app.onboarding.password import check_password

BIRTH = date(1990, 5, 4)
PAPER = "11010519900504283X"
MOBILE = "13746092158"


@pytest.fixture(autouse=True)
def quick_hashes() -> None:
    """Here hashes cost what they cost."""


def problem(digits: str, *, length: int = 6) -> str | None:
    """The reason of the refusal, None when the password is taken."""
    try:
        check_password(digits, length=length, birth_date=BIRTH, paper_number=PAPER, mobile=MOBILE)
    except Refused as refused:
        return refused.code.removeprefix("password.")
    return None


@pytest.mark.rule("OP-5")
@pytest.mark.parametrize("digits", ["736208", "904175", "500926", "112358", "124987"])
def test_a_password_that_nobody_can_guess_is_taken(digits: str) -> None:
    assert problem(digits) is None


@pytest.mark.rule("OP-5")
@pytest.mark.parametrize(
    ("digits", "reason"),
    [
        ("", "length"),
        ("73620", "length"),
        ("7362081", "length"),
        ("73620a", "not_digits"),
        ("73620 ", "not_digits"),
        ("７３６２０８", "not_digits"),
        ("٧٣٦٢٠٨", "not_digits"),
        ("000000", "repeats"),
        ("111111", "repeats"),
        ("121212", "repeats"),
        ("274274", "repeats"),
        ("112233", "repeats"),
        ("225588", "repeats"),
        ("111222", "repeats"),
        ("110000", "repeats"),
        ("121122", "repeats"),
        ("123456", "run"),
        ("567890", "run"),
        ("890123", "run"),
        ("987654", "run"),
        ("321098", "run"),
        ("123321", "run"),
        ("789123", "run"),
        ("123987", "run"),
        ("900504", "birth_date"),
        ("050490", "birth_date"),
        ("040590", "birth_date"),
        ("199005", "birth_date"),
        ("900405", "birth_date"),
        ("051990", "birth_date"),
        ("041990", "birth_date"),
        ("199054", "birth_date"),
        ("541990", "birth_date"),
        ("451990", "birth_date"),
        ("110105", "paper_number"),
        ("504283", "paper_number"),
        ("382405", "paper_number"),
        ("137460", "mobile"),
        ("092158", "mobile"),
        ("851290", "mobile"),
    ],
)
def test_a_password_that_can_be_guessed_is_refused_with_the_reason(digits: str, reason: str) -> None:
    assert problem(digits) == reason


@pytest.mark.rule("OP-5")
@pytest.mark.parametrize("digits", ["73620", "111111", "123456", "900504", "504283", "092158", "73620a"])
def test_a_refusal_stands_at_the_password_and_says_nothing_of_its_digits(digits: str) -> None:
    with pytest.raises(Refused) as refused:
        check_password(digits, length=6, birth_date=BIRTH, paper_number=PAPER, mobile=MOBILE)
    assert refused.value.field == "password"
    assert refused.value.facts in ({}, {"length": 6})


@pytest.mark.rule("OP-5")
@given(st.integers(0, len(PAPER) - 7))
def test_every_run_of_six_in_the_paper_number_is_refused(start: int) -> None:
    assert problem(PAPER[start : start + 6]) is not None


@pytest.mark.rule("OP-5")
@given(st.integers(0, len(MOBILE) - 6))
def test_every_run_of_six_in_the_mobile_number_is_refused(start: int) -> None:
    assert problem(MOBILE[start : start + 6]) is not None


@pytest.mark.rule("OP-5")
@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.sampled_from(["%y%m%d", "%m%d%y", "%d%m%y", "%Y%m", "%m%Y"]))
@settings(max_examples=100)
def test_no_usual_way_to_write_the_birth_date_is_taken(birth: date, order: str) -> None:
    digits = birth.strftime(order)
    with pytest.raises(Refused) as refused:
        check_password(digits, length=6, birth_date=birth, paper_number="", mobile="")
    assert refused.value.code in {"password.birth_date", "password.repeats", "password.run"}


def test_a_longer_password_is_refused_for_six_known_digits_in_it() -> None:
    assert problem("77092158", length=8) == "mobile"
    assert problem("19900504", length=8) == "birth_date"
    assert problem("77902158", length=8) is None


def test_what_is_not_known_of_the_client_is_not_compared() -> None:
    check_password("900504", length=6, birth_date=None, paper_number="", mobile="")


@given(st.text(max_size=12))
@settings(max_examples=100)
def test_whatever_is_typed_is_taken_or_refused_and_never_fails(text: str) -> None:
    reason = problem(text)
    assert reason is None or reason.isidentifier()


@pytest.mark.rule("OP-5")
def test_only_an_argon2id_hash_is_kept_and_it_knows_the_password_again() -> None:
    hashed = hash_password("736208")
    assert hashed.startswith("$argon2id$")
    assert "736208" not in hashed
    assert verify_password(hashed, "736208")
    assert not verify_password(hashed, "736209")
    assert hash_password("736208") != hashed


def test_a_hash_that_cannot_be_read_knows_no_password() -> None:
    assert not verify_password("", "736208")
    assert not verify_password("736208", "736208")
