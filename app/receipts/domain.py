"""What a receipt (收据) says, its amount in Chinese capitals, and what a day took in (TO-9). Money is in yuan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.common.errors import Refused
from app.common.values import clean_text

MOST = Decimal("999999999999.99")
"""The largest amount, in yuan, that is written in capitals and that a receipt may be for."""

MOST_ITEMS = 50
"""Lines that one receipt may have."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def fen(amount: Decimal, *, field: str = "amount") -> int:
    """``amount`` (yuan) in fen, exactly.

    Refused: ``receipts.amount`` for what is negative, finer than a fen, more than ``MOST`` or no number at all.
    """
    if not amount.is_finite() or not 0 <= amount <= MOST or _finer_than_fen(amount):
        raise Refused("receipts.amount", field=field, most=f"{MOST:,}")
    return int(amount * 100)


def _finer_than_fen(amount: Decimal) -> bool:
    """Looked up in the digits: arithmetic would round what is beyond its precision."""
    _, digits, exponent = amount.as_tuple()
    return isinstance(exponent, int) and exponent < -2 and any(digits[exponent + 2 :])


def yuan(amount_fen: int) -> Decimal:
    """Fen as yuan with two decimals."""
    return Decimal(amount_fen).scaleb(-2)


def chinese_capitals(amount: Decimal) -> str:
    """``amount`` (yuan) in financial capitals as on bills: 壹万陆仟肆佰零玖元零贰分, 壹拾元整; nought is 零元整.

    One 零 stands for any number of noughts between digits of the yuan, also across 万 and 亿; where the bills' rules
    leave it open (a nought in the yuan's place before jiao) none is written. 整 follows unless there are fen.
    Refused: as :func:`fen`.
    """
    whole, small = divmod(fen(amount), 100)
    jiao, odd = divmod(small, 10)
    text = f"{_whole_yuan(whole)}元" if whole else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif odd and whole:
        text += "零"
    if odd:
        return f"{text}{_DIGITS[odd]}分"
    return f"{text or '零元'}整"


def _whole_yuan(whole: int) -> str:
    """Whole yuan above nought in capitals, without 元: digit by digit from the highest place."""
    text, skipped, in_group = "", False, False
    for place in range(len(str(whole)) - 1, -1, -1):
        digit = whole // 10**place % 10
        if digit:
            text += ("零" if skipped else "") + _DIGITS[digit] + _PLACES[place % 4]
            in_group = True
        skipped = not digit
        if place % 4 == 0:  # the end of a group of four: 万 or 亿, unless all of it was noughts
            text += _GROUPS[place // 4] if in_group else ""
            in_group = False
    return text


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """One line of a receipt: what for, of which securities account (may be empty), and how much in yuan."""

    label: str
    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Voided:
    """When, by whom (staff id and name) and why a receipt was voided; it stays on file."""

    at: datetime
    by: str
    by_name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A receipt as it was issued. ``number``: ``SJ``, year, six digits without gaps; ``total``: sum of the items.

    ``client_id`` is the client's id, ``payer`` the name on the receipt; ``issued_by`` a staff id.
    """

    number: str
    year: int
    case_number: str
    client_id: str
    payer: str
    items: tuple[ReceiptItem, ...]
    total: Decimal
    issued_at: datetime
    issued_by: str
    issued_by_name: str
    station: str
    void: Voided | None = None

    @property
    def capitals(self) -> str:
        """The total in Chinese capitals."""
        return chinese_capitals(self.total)


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What a day's receipts come to, in yuan, of the whole branch or of one member of staff.

    ``issued``/``taken``: receipts issued that day, whatever became of them; ``voided``/``given_back``: receipts voided
    that day, whenever issued. Each receipt so counts once on each side, and days can be added up.
    """

    day: date
    issued: int
    taken: Decimal
    voided: int
    given_back: Decimal

    @property
    def net(self) -> Decimal:
        """What is in the till: taken less given back; below nought when more of earlier days was given back."""
        return self.taken - self.given_back


def checked_items(items: Sequence[ReceiptItem]) -> tuple[tuple[ReceiptItem, ...], Decimal]:
    """The lines as they are stored, and their total.

    Refused: ``receipts.amount``, ``receipts.too_many_items`` (``most``), ``receipts.nothing_to_take`` when the total
    is nought, and what ``clean_text`` refuses.
    """
    if len(items) > MOST_ITEMS:
        raise Refused("receipts.too_many_items", field="items", most=MOST_ITEMS)
    checked = tuple(
        ReceiptItem(
            clean_text(item.label, field="label", limit=100),
            clean_text(item.account, field="account", limit=40, required=False),
            yuan(fen(item.amount)),
        )
        for item in items
    )
    total = yuan(fen(sum((item.amount for item in checked), Decimal("0.00"))))
    if not total:
        raise Refused("receipts.nothing_to_take", field="items")
    return checked, total
