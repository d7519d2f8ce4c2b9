"""Telephone numbers, accounts and codes: put right where it is safe, else refused with the place."""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.clients.number_formats import credit_check_character, luhn
from app.clients.papers import (
    check_bank_card,
    check_credit_code,
    check_email,
    check_mobile,
    check_postcode,
    check_securities_account,
    check_telephone,
)
from app.common.errors import Refused

digits = string.digits


def wide(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def code_of(check: Callable[..., object], *arguments: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        check(*arguments)
    return refused.value.code, refused.value.facts


def refusal_of(check: Callable[[str], object], text: str) -> str | None:
    """The code of the refusal, None when ``text`` is taken; anything else that is raised fails the test."""
    try:
        check(text)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    "typed",
    ["13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "86 13800138000", wide("13800138000"), "138-0013-8000"],
)
def test_a_mobile_number_is_kept_as_eleven_digits(typed: str) -> None:
    assert check_mobile(typed) == "13800138000"


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("1380013800", "papers.mobile_length", {"length": 10}),
        ("138001380001", "papers.mobile_length", {"length": 12}),
        ("", "papers.mobile_length", {"length": 0}),
        ("+86", "papers.mobile_length", {"length": 0}),
        ("12800138000", "papers.mobile_prefix", {}),
        ("23800138000", "papers.mobile_prefix", {}),
        ("1380013800O", "papers.mobile_character", {"position": 11, "character": "O"}),
        ("138 0013 八000", "papers.mobile_character", {"position": 10, "character": "八"}),
        ("+85 13800138000", "papers.mobile_character", {"position": 1, "character": "+"}),
        ("١٣٨٠٠١٣٨٠٠٠", "papers.mobile_character", {"position": 1, "character": "١"}),
    ],
)
def test_a_wrong_mobile_number_is_refused_with_its_place(typed: str, code: str, facts: dict[str, object]) -> None:
    assert code_of(check_mobile, typed) == (code, facts)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("010-12345678", "010-12345678"),
        ("01012345678", "010-12345678"),
        ("（010）1234 5678", "010-12345678"),
        ("0571-8888888", "0571-8888888"),
        ("0571 8888 8888 转 12", "0571-88888888-12"),
        ("010-12345678-801", "010-12345678-801"),
        ("021-12345678 ext. 9", "021-12345678-9"),
        ("+86 10 12345678", "010-12345678"),
        ("+86-571-88888888", "0571-88888888"),
        ("400-800-8820", "4008008820"),
        ("95555", "95555"),
        ("13800138000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
    ],
)
def test_a_telephone_number_is_kept_with_area_code_and_extension(typed: str, kept: str) -> None:
    assert check_telephone(typed) == kept
    assert check_telephone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12345678", "papers.telephone_area"),
        ("", "papers.telephone_area"),
        ("010-123456", "papers.telephone_length"),
        ("010-123456789", "papers.telephone_length"),
        ("0571-123456", "papers.telephone_length"),
        ("010-1234567a", "papers.telephone_character"),
        ("电话", "papers.telephone_character"),
    ],
)
def test_a_wrong_telephone_number_is_refused(typed: str, code: str) -> None:
    assert code_of(check_telephone, typed)[0] == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Zhang.San@Example.COM", "Zhang.San@example.com"),
        (" zhang+sh@mail.example.com.cn ", "zhang+sh@mail.example.com.cn"),
        (wide("a@b.cn"), "a@b.cn"),
        ("a@b.xn--fiqs8s", "a@b.xn--fiqs8s"),
    ],
)
def test_an_email_address_is_kept_with_a_small_domain(typed: str, kept: str) -> None:
    assert check_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "papers.email_at"),
        ("zhang.example.com", "papers.email_at"),
        ("a@b@example.com", "papers.email_at"),
        ("张三@example.com", "papers.email_character"),
        ("a b@example.com", "papers.email_character"),
        ("a@exa_mple.com", "papers.email_character"),
        ("a@例子.com", "papers.email_character"),
        ("@example.com", "papers.email_local"),
        (".a@example.com", "papers.email_local"),
        ("a..b@example.com", "papers.email_local"),
        (f"{'a' * 65}@example.com", "papers.email_local"),
        ("a@example", "papers.email_domain"),
        ("a@.com", "papers.email_domain"),
        ("a@-b.com", "papers.email_domain"),
        ("a@b.c", "papers.email_domain"),
        ("a@b.123", "papers.email_domain"),
        (f"a@{'.'.join(['b' * 60] * 5)}.com", "papers.email_length"),
    ],
)
def test_a_wrong_email_address_is_refused(typed: str, code: str) -> None:
    assert code_of(check_email, typed)[0] == code


def test_the_place_of_a_wrong_character_in_an_email_address_counts_what_was_typed() -> None:
    assert code_of(check_email, "  ab，@example.com")[1]["position"] == 5
    assert code_of(check_email, "ab@exa mple.com")[1]["position"] == 7


def test_a_postcode_has_six_digits() -> None:
    assert check_postcode(" ２００１２０ ") == "200120"
    assert code_of(check_postcode, "20012") == ("papers.postcode_length", {"length": 5})
    assert code_of(check_postcode, "20O120") == ("papers.postcode_character", {"position": 3, "character": "O"})
    assert code_of(check_postcode, "000000")[0] == "papers.postcode_zero"


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("market", "typed", "kept"),
    [
        ("sh_a", "a123456789", "A123456789"),
        ("sh_a", "Ａ１２３ 456 789", "A123456789"),
        ("sz_a", "0123456789", "0123456789"),
        ("fund", "980123456789", "980123456789"),
    ],
)
def test_a_securities_account_is_kept_in_its_markets_form(market: str, typed: str, kept: str) -> None:
    assert check_securities_account(market, typed) == kept


@pytest.mark.rule("KY-1")
def test_a_shanghai_account_of_an_institution_begins_with_b() -> None:
    assert check_securities_account("sh_a", "b880000016", institution=True) == "B880000016"
    refused = code_of(partial(check_securities_account, institution=True), "sh_a", "A123456789")
    assert refused == ("papers.sh_account_letter_b", {})


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("market", "typed", "code", "facts"),
    [
        ("sh_a", "1234567890", "papers.sh_account_letter", {}),
        ("sh_a", "", "papers.sh_account_letter", {}),
        ("sh_a", "A12345678", "papers.account_length", {"length": 8, "expected": 9}),
        ("sh_a", "A12345678B", "papers.account_character", {"position": 10, "character": "B"}),
        ("sz_a", "A123456789", "papers.account_character", {"position": 1, "character": "A"}),
        ("sz_a", "012345678", "papers.account_length", {"length": 9, "expected": 10}),
        ("fund", "98012345678", "papers.account_length", {"length": 11, "expected": 12}),
        ("hk", "1", "papers.account_market", {}),
    ],
)
def test_a_wrong_securities_account_is_refused_with_its_place(
    market: str, typed: str, code: str, facts: dict[str, object]
) -> None:
    assert code_of(check_securities_account, market, typed) == (code, facts)


def test_a_known_card_number_passes_and_is_kept_without_blanks() -> None:
    assert check_bank_card("4111 1111 1111 1111") == ("4111111111111111", ())


@pytest.mark.rule("KY-1")
@given(st.text(digits, min_size=11, max_size=18))
@settings(max_examples=100)
def test_of_ten_last_digits_one_passes_luhn_and_the_others_only_warn(body: str) -> None:
    assume(len(set(body)) > 1)
    warned = [check_bank_card(body + last)[1] for last in digits]
    assert warned.count(()) == 1
    assert warned.count(("papers.luhn",)) == 9


@given(st.text(digits, min_size=11, max_size=18), st.integers(0, 18), st.integers(1, 9))
@settings(max_examples=100)
def test_luhn_notices_one_wrong_digit(body: str, place: int, off: int) -> None:
    number = next(body + last for last in digits if luhn(body + last))
    place %= len(number)
    other = str((int(number[place]) + off) % 10)
    assert not luhn(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("41111111111", "papers.card_length"),
        ("41111111111111111111", "papers.card_length"),
        ("", "papers.card_length"),
        ("4111-1111-1111-111l", "papers.card_character"),
        ("000000000000", "papers.card_same"),
    ],
)
def test_what_cannot_be_a_card_is_refused(typed: str, code: str) -> None:
    assert code_of(check_bank_card, typed)[0] == code


@pytest.mark.rule("KY-1")
def test_the_example_of_the_credit_code_standard_passes() -> None:
    assert check_credit_code("91350100m000100y43") == "91350100M000100Y43"


CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.text(CREDIT, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(CREDIT))
@settings(max_examples=100)
def test_one_wrong_character_in_a_credit_code_is_refused(body: str, place: int, other: str) -> None:
    code = body + credit_check_character(body)
    assert check_credit_code(code) == code
    assume(code[place] != other)
    assert code_of(check_credit_code, code[:place] + other + code[place + 1 :])[0] == "papers.credit_check"


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_look_like_digits_do_not_occur_in_a_credit_code(letter: str) -> None:
    code, facts = code_of(check_credit_code, f"9135010{letter}M000100Y43")
    assert (code, facts) == ("papers.credit_character", {"position": 8, "character": letter})


def test_a_credit_code_has_eighteen_characters() -> None:
    assert code_of(check_credit_code, "91350100M000100Y4") == ("papers.credit_length", {"length": 17})


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_whatever_is_typed_is_kept_or_refused_and_never_fails(text: str) -> None:
    for check in (check_mobile, check_telephone, check_email, check_postcode, check_bank_card, check_credit_code):
        assert (refusal_of(check, text) or "papers.").startswith("papers.")
