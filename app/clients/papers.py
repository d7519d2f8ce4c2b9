"""Identity papers and the numbers typed at the counter (KY-1): the one door to their checks. Pure, no storage.

The work is done in :mod:`.paper_numbers`, :mod:`.paper_terms`, :mod:`.number_formats` and :mod:`.card_reader`.
"""

from app.clients.card_reader import CardFields, is_card_burst, parse_card_burst
from app.clients.number_formats import (
    check_bank_card,
    check_credit_code,
    check_email,
    check_mobile,
    check_postcode,
    check_securities_account,
    check_telephone,
)
from app.clients.paper_numbers import PaperKind, PaperReading, read_number
from app.clients.paper_terms import (
    PaperStanding,
    age_on,
    check_validity,
    is_older,
    need_unexpired,
    standing_of,
)

__all__ = [
    "CardFields",
    "PaperKind",
    "PaperReading",
    "PaperStanding",
    "age_on",
    "check_bank_card",
    "check_credit_code",
    "check_email",
    "check_mobile",
    "check_postcode",
    "check_securities_account",
    "check_telephone",
    "check_validity",
    "is_card_burst",
    "is_older",
    "need_unexpired",
    "parse_card_burst",
    "read_number",
    "standing_of",
]
