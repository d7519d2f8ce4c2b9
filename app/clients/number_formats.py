"""Telephone numbers, addresses, accounts and codes as typed: put right where it is safe, else refused (KY-1)."""

from __future__ import annotations

import re
import string

from app.clients.typed import DIGITS, Typed, fold, show
from app.common.errors import Refused

SECURITIES_MARKETS = ("sh_a", "sz_a", "fund")

_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_EMAIL_LOCAL = frozenset(string.ascii_letters + string.digits + "!#$%&'*+-/=?^_`{|}~.")
_EMAIL_DOMAIN = frozenset(string.ascii_letters + string.digits + "-.")
_THREE_DIGIT_AREA = re.compile(r"010|02\d")


def check_mobile(text: str) -> str:
    """A mobile number of the mainland as eleven digits; +86, 0086, blanks and hyphens are taken off.

    Refused: ``papers.mobile_character``, ``.mobile_length``, ``.mobile_prefix`` (not 13 to 19).
    """
    typed = Typed.of(text, drop="-")
    digits = _without_country(typed, "papers.mobile_character")
    if len(digits) != 11:
        raise Refused("papers.mobile_length", length=len(digits))
    if digits[0] != "1" or digits[1] in "012":
        raise Refused("papers.mobile_prefix")
    return digits


def check_telephone(text: str) -> str:
    """A telephone number as ``010-12345678``, with an extension as ``010-12345678-801``; or a mobile number.

    Service numbers (400/800 and seven digits, 95 and three to six) are taken as they are. Blanks, brackets, +86 and
    full-width characters are put right.
    Refused: ``papers.telephone_character``, ``.telephone_area`` (no area code), ``.telephone_length``.
    """
    plain = re.sub(r"[()\s]+", "-", fold(text).strip()).strip("-")
    plain = re.sub(r"^(\+|00)86-?", "", plain)
    number, extension = _split_extension(plain)
    digits = _without_country(Typed.of(number, drop="-"), "papers.telephone_character")
    if re.fullmatch(r"(400|800)\d{7}|95\d{3,6}", digits):
        return digits
    if len(digits) == 11 and re.fullmatch(r"1[3-9]\d{9}", digits):
        return digits
    return _landline(digits) + (f"-{extension}" if extension else "")


def _split_extension(plain: str) -> tuple[str, str]:
    """Number and extension: what stands after the last hyphen, when the number before it is whole."""
    match = re.fullmatch(r"(.*\d)(?:转|[-#xX]|ext\.?)+(\d{1,6})", plain, re.ASCII | re.IGNORECASE)
    if match and len(re.sub(r"\D", "", match[1])) >= 10:
        return match[1], match[2]
    return plain, ""


def _landline(digits: str) -> str:
    if not digits.startswith("0"):
        # people leave 0 off after +86; without it nothing tells an area code from the number
        if re.match(r"10|2\d|[3-9]\d{2}", digits) and len(digits) >= 10:
            digits = f"0{digits}"
        else:
            raise Refused("papers.telephone_area")
    area = 3 if _THREE_DIGIT_AREA.match(digits) else 4
    if len(digits) - area not in (7, 8):
        raise Refused("papers.telephone_length")
    return f"{digits[:area]}-{digits[area:]}"


def _without_country(typed: Typed, code: str) -> str:
    """The digits after +86 or 0086, or after 86 where the rest has eleven. Refused: ``code`` at a wrong character."""
    text = typed.text
    skip = 3 if text.startswith("+86") else 4 if text.startswith("0086") else 0
    if not skip and text.startswith("86") and len(text) == 13:
        skip = 2
    rest = Typed(text[skip:], typed.places[skip:])
    rest.need_only(DIGITS, code)
    return rest.text


def check_email(text: str) -> str:
    """An e-mail address with the domain in small letters; at most 254 characters.

    Refused: ``papers.email_at`` (not exactly one @), ``.email_character`` (with position), ``.email_local``,
    ``.email_domain``, ``.email_length``.
    """
    address = fold(text).strip()
    lead = len(fold(text)) - len(fold(text).lstrip())
    if address.count("@") != 1:
        raise Refused("papers.email_at")
    local, domain = address.split("@")
    for place, character in enumerate(address, lead + 1):
        inside_local = place - lead <= len(local)
        if character != "@" and character not in (_EMAIL_LOCAL if inside_local else _EMAIL_DOMAIN):
            raise Refused("papers.email_character", position=place, character=show(character))
    if not 1 <= len(local) <= 64 or local.startswith(".") or local.endswith(".") or ".." in local:
        raise Refused("papers.email_local")
    labels = domain.split(".")
    whole = all(re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?", label) for label in labels)
    if len(labels) < 2 or not whole or not re.fullmatch(r"[A-Za-z]{2,}|[Xx][Nn]--[A-Za-z0-9-]+", labels[-1]):
        raise Refused("papers.email_domain")
    if len(address) > 254:
        raise Refused("papers.email_length")
    return f"{local}@{domain.lower()}"


def check_postcode(text: str) -> str:
    """A postcode of six digits. Refused: ``papers.postcode_character``, ``.postcode_length``, ``.postcode_zero``."""
    typed = Typed.of(text)
    typed.need_only(DIGITS, "papers.postcode_character")
    if len(typed.text) != 6:
        raise Refused("papers.postcode_length", length=len(typed.text))
    if typed.text == "000000":
        raise Refused("papers.postcode_zero")
    return typed.text


def check_securities_account(market: str, number: str, *, institution: bool = False) -> str:
    """The number of a securities account: ``sh_a`` A and nine digits, ``sz_a`` ten digits, ``fund`` twelve digits.

    An institution's of Shanghai begins with B. Refused: ``papers.account_character``, ``.account_length``,
    ``.sh_account_letter``, ``.sh_account_letter_b``, ``.account_market``.
    """
    if market not in SECURITIES_MARKETS:
        raise Refused("papers.account_market")
    typed = Typed.of(number)
    if market == "sh_a":
        if not typed.text.startswith("B" if institution else "A"):
            raise Refused("papers.sh_account_letter_b" if institution else "papers.sh_account_letter")
        digits = Typed(typed.text[1:], typed.places[1:])
    else:
        digits = typed
    digits.need_only(DIGITS, "papers.account_character")
    length = {"sh_a": 9, "sz_a": 10, "fund": 12}[market]
    if len(digits.text) != length:
        raise Refused("papers.account_length", length=len(digits.text), expected=length)
    return typed.text


def check_bank_card(number: str) -> tuple[str, tuple[str, ...]]:
    """A bank card or account of 12 to 19 digits, and warnings: ``papers.luhn`` when the check digit does not fit.

    It only warns, for accounts on paper books have no check digit.
    Refused: ``papers.card_character``, ``.card_length``, ``.card_same`` (one digit all along).
    """
    typed = Typed.of(number, drop="-")
    typed.need_only(DIGITS, "papers.card_character")
    if not 12 <= len(typed.text) <= 19:
        raise Refused("papers.card_length", length=len(typed.text))
    if len(set(typed.text)) == 1:
        raise Refused("papers.card_same")
    return typed.text, () if luhn(typed.text) else ("papers.luhn",)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of ISO/IEC 7812 for the digits before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def check_credit_code(text: str) -> str:
    """A unified social credit code (GB 32100): 18 characters without I, O, S, V, Z, the last one a check character.

    Refused: ``papers.credit_character``, ``.credit_length``, ``.credit_check`` with the ``expected`` character.
    """
    typed = Typed.of(text, drop="-")
    typed.need_only(frozenset(_CREDIT_CHARACTERS), "papers.credit_character")
    if len(typed.text) != 18:
        raise Refused("papers.credit_length", length=len(typed.text))
    expected = credit_check_character(typed.text[:17])
    if typed.text[17] != expected:
        raise Refused("papers.credit_check", expected=expected, position=typed.places[17])
    return typed.text


def credit_check_character(body: str) -> str:
    """The check character of GB 32100 (weights are powers of 3, modulo 31) for the first 17 characters."""
    total = sum(_CREDIT_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return _CREDIT_CHARACTERS[-total % 31]
