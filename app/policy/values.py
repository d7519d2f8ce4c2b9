"""What a branch may decide for itself, as frozen values: the questionnaire, its bands, periods, lists and limits.

Nothing here is read from a file; :mod:`app.policy.loader` does that. A finished case keeps the versions that it was
made with (RA-3), so a value of policy never changes in a running program.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from app.common.errors import Refused
from app.policy.complaints import USUAL_COMPLAINTS, ComplaintRule
from app.policy.contacts import NO_CONTACTS, ContactPolicy
from app.policy.dossier import DossierPolicy
from app.policy.education import USUAL_EDUCATION, EducationRule
from app.policy.messages import NO_MESSAGES, MessagePolicy
from app.policy.satisfaction import USUAL_SATISFACTION, SatisfactionRule
from app.policy.transfer import TransferPolicy

LIST_NAMES = (
    "account_kinds", "banks", "consents", "education", "education_modes", "education_topics", "ethnicity",
    "experience", "income", "nationality", "objective", "occupation", "source_of_funds", "tax_residence",
)  # fmt: skip
"""The code lists that a branch's policy file must hold, each with at least one entry."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a code list: the code that is stored and the Chinese label that is shown and printed."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One option of a question: its letter, its text and the points it gives."""

    letter: str
    text: str
    score: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``several``: more than one option may be chosen and the highest one counts (RA-2)."""

    number: int
    text: str
    several: bool
    options: tuple[AnswerOption, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of its options, in order."""
        return tuple(option.letter for option in self.options)

    @property
    def length(self) -> int:
        """Number of characters a client has to read: the question and all its options."""
        return len(self.text) + sum(len(option.text) for option in self.options)

    def score(self, letters: tuple[str, ...]) -> int:
        """The points of the chosen ``letters``: the highest of them (RA-2). ``letters`` are known and not empty."""
        points = {option.letter: option.score for option in self.options}
        return max(points[letter] for letter in letters)


@dataclass(frozen=True, slots=True)
class Band:
    """A risk level and the totals that lead to it, both ends included (RA-3)."""

    level: str
    label: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class HurryRule:
    """When answers are marked (KY-6): faster than this can be read, or one answer changed this many times."""

    characters_per_second: float
    changes_to_mark: int


FOUR_LEVELS = "4-level"
"""The pack of a questionnaire file that names none."""


@dataclass(frozen=True, slots=True)
class LowestCategory:
    """The lowest category of a pack (RA-6): whoever gives one of ``answers`` is in it, whatever the total says."""

    level: str
    label: str
    answers: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProductClass:
    """A risk class of products; ``kinds``: the kinds of product that are in it unless a list says otherwise (RA-5)."""

    code: str
    label: str
    kinds: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductRule:
    """Which products suit which level (RA-5). ``classes``: rising in risk, empty when the file has no such rule.

    ``may_buy``: the highest class that suits a level, by level; none for a level that is missing. ``never``: levels
    that get nothing above it, not even with a signed acknowledgement.
    """

    classes: tuple[ProductClass, ...] = ()
    may_buy: Mapping[str, str] = field(default_factory=dict)
    never: tuple[str, ...] = ()

    def product_class(self, code: str) -> ProductClass | None:
        """The class with this code; None when there is none."""
        return next((one for one in self.classes if one.code == code), None)

    def rank(self, code: str) -> int:
        """The place of a class among the classes, from 1; 0 for an unknown one."""
        return next((place for place, one in enumerate(self.classes, 1) if one.code == code), 0)


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """What else is remarkable in a whole set of answers; ``blocks``: marks with which a result cannot be confirmed.

    ``flat_percent``: of the questions answered with one and the same letter. ``changed_levels``,
    ``changed_percent``: levels moved, and share of other answers, against the client's last assessment.
    """

    flat_percent: int = 90
    changed_levels: int = 2
    changed_percent: int = 60
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire with its scores and bands, under one version (RA-2, RA-3). ``validity_months``: see RA-6.

    ``pack``: the set of levels it belongs to; a client's assessments of two packs stand beside each other.
    """

    version: str
    effective: date
    title: str
    questions: tuple[Question, ...]
    bands: tuple[Band, ...]
    validity_months: int
    hurry: HurryRule
    pack: str = FOUR_LEVELS
    lowest_category: LowestCategory | None = None
    products: ProductRule = ProductRule()
    answers: AnswerRule = AnswerRule()

    @property
    def levels(self) -> tuple[Choice, ...]:
        """All levels, the lowest first, with their labels."""
        first = self.lowest_category
        low = (Choice(first.level, first.label),) if first is not None else ()
        return (*low, *(Choice(band.level, band.label) for band in self.bands))

    def level_label(self, level: str) -> str:
        """The label of a level; the level itself when this questionnaire does not know it."""
        return next((one.label for one in self.levels if one.code == level), level)

    def level_of(self, total: int, answers: Mapping[int, tuple[str, ...]]) -> Choice:
        """The level of these answers with their total. Refused: ``suitability.total_out_of_range``."""
        low = self.lowest_category
        if low is not None and any(set(answers.get(n, ())) & set(of) for n, of in low.answers.items()):
            return Choice(low.level, low.label)
        band = self.band(total)
        return Choice(band.level, band.label)

    @property
    def lowest(self) -> int:
        """The lowest total that can be reached."""
        return sum(min(option.score for option in question.options) for question in self.questions)

    @property
    def highest(self) -> int:
        """The highest total that can be reached."""
        return sum(max(option.score for option in question.options) for question in self.questions)

    def question(self, number: int) -> Question:
        """The question with this number. Refused: ``suitability.unknown_question``."""
        for question in self.questions:
            if question.number == number:
                return question
        raise Refused("suitability.unknown_question", number=number, last=len(self.questions))

    def band(self, total: int) -> Band:
        """The band of a total. Refused: ``suitability.total_out_of_range`` outside of lowest to highest."""
        for band in self.bands:
            if band.low <= total <= band.high:
                return band
        raise Refused("suitability.total_out_of_range", total=total, low=self.lowest, high=self.highest)


@dataclass(frozen=True, slots=True)
class Permission:
    """A business of higher risk; ``form_id`` is its own disclosure, None: not there yet, cannot be granted (OP-3).

    ``lowest_level``: code of the risk level, ``least_experience``: of the experience that a client must reach; empty
    for none. ``with_opening``: can be applied for together with the account, else only by a client who has one.
    ``least_assets``: whole yuan that the client's accounts must hold, nought for none; ``assets_of_institutions``:
    institutions as well.
    """

    key: str
    label: str
    form_id: str | None
    lowest_level: str = ""
    least_experience: str = ""
    with_opening: bool = True
    least_assets: int = 0
    assets_of_institutions: bool = True

    def assets_wanted(self, *, institution: bool) -> int:
        """Whole yuan that a client of this kind must have."""
        return self.least_assets if not institution or self.assets_of_institutions else 0


@dataclass(frozen=True, slots=True)
class ReadingPace:
    """How long a section of a text has to be on the display before it can be left (OP-3)."""

    characters_per_second: float
    minimum_seconds: int

    def seconds(self, length: int) -> int:
        """Whole seconds for a section of ``length`` characters, never under the minimum."""
        return max(self.minimum_seconds, math.ceil(length / self.characters_per_second))


@dataclass(frozen=True, slots=True)
class SignInRule:
    """Back-off after wrong passwords and the lock of an idle screen."""

    free_tries: int
    waits: tuple[int, ...]
    idle_lock_seconds: int

    def wait(self, failures: int) -> int:
        """Seconds to wait after this many wrong passwords in a row: none while free, then growing to the last."""
        if failures < self.free_tries:
            return 0
        return self.waits[min(failures - self.free_tries, len(self.waits) - 1)]


@dataclass(frozen=True, slots=True)
class WatchRule:
    """What of looks at clients is noticed (SE-1).

    So many different ``clients`` opened in ``minutes``, or so many ``unmaskings`` in a day, by one person.
    ``unmask_seconds``: how long a number shown in full stays to be seen.
    """

    minutes: int = 30
    clients: int = 30
    unmaskings: int = 20
    unmask_seconds: int = 60


@dataclass(frozen=True, slots=True)
class CustodyRule:
    """Several banks (CU-2): limits of money moved between main and auxiliary account for no trade, in whole yuan.

    ``non_trading_once``: one order; ``non_trading_day``: all of one client on a day. ``notice_days``: within so many
    days the bank is told of what changed (CU-3).
    """

    non_trading_once: int = 50_000
    non_trading_day: int = 200_000
    notice_days: int = 1


@dataclass(frozen=True, slots=True)
class OlderRule:
    """Care for older clients (KY-5): from which age, and within how many days they are called back."""

    age: int = 65
    callback_days: int = 2


@dataclass(frozen=True, slots=True)
class TaskRule:
    """When what comes after the counter is due, in working days, from the day it is known.

    ``opening_call_days``: a call after an opening (FU-1); ``problem_days``: a problem found by calling (FU-3).
    ``paper_days``: so many calendar days before a client's paper ends there is a task (KY-1).
    """

    opening_call_days: int = 3
    problem_days: int = 3
    paper_days: int = 30


@dataclass(frozen=True, slots=True)
class LargeRule:
    """Large and active clients (FU-4), and how long they may be without any contact.

    Large from ``assets`` (yuan) on; active from a ``turnover`` (of the year over assets) on, with ``active_assets`` at
    least. ``months`` after the last contact they are visited or called; the task is made ``notice_days`` before.
    """

    assets: Decimal = Decimal(1_000_000)
    turnover: Decimal = Decimal(20)
    active_assets: Decimal = Decimal(100_000)
    months: int = 3
    notice_days: int = 14


CLASS_TABLE_TO = ("supervisor", "marketing-director")
"""Roles of the operations director and of the client-service director, where a file names no others (RA-7)."""


@dataclass(frozen=True, slots=True)
class FundTier:
    """A tier of fund clients from ``low`` yuan of subscriptions on, included (CL-2)."""

    code: str
    label: str
    low: Decimal


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything a branch's policy files say. Durations in the unit of their name; lists by name in ``lists``.

    ``name_threshold``: how close, in per cent, a name has to be to one of the watch list (KY-3).
    ``telling_days``: within so many days a client is told that somebody else looks after them now (MS-2).
    Names of lists: see :data:`LIST_NAMES`; ``permissions`` can be looked up like a list, too. ``text``: the files that
    it was read from, for ``policy_from_text``. ``class_table_to``: roles that get the daily table (RA-7).
    ``institution_questionnaire``: None where a file names none; then no institution can be opened.
    ``fund_tiers``: ascending from nought; empty where the branch does not keep them (CL-2).
    """

    version: str
    effective: date
    questionnaire: Questionnaire
    transfer: TransferPolicy
    dossier: DossierPolicy
    booking_expiry_days: int
    paper_expiry_warning_days: int
    password_length: int
    customer_password_tries: int
    reading: ReadingPace
    sign_in: SignInRule
    watch: WatchRule
    station_invitation_hours: int
    max_same_market_accounts: int
    max_fund_accounts: int
    fund_account_prefix: str
    default_nationality: str
    permissions: tuple[Permission, ...]
    marketing_authorised: tuple[str, ...]
    marketing_forbidden: tuple[str, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    booking_no_show_minutes: int = 120
    certificate_warning_days: int = 60
    telling_days: int = 7
    name_threshold: int = 90
    older: OlderRule = OlderRule()
    class_table_to: tuple[str, ...] = CLASS_TABLE_TO
    custody: CustodyRule = CustodyRule()
    fund_tiers: tuple[FundTier, ...] = ()
    messages: MessagePolicy = NO_MESSAGES
    contacts: ContactPolicy = NO_CONTACTS
    large: LargeRule = LargeRule()
    satisfaction: SatisfactionRule = USUAL_SATISFACTION
    education: EducationRule = USUAL_EDUCATION
    complaints: ComplaintRule = USUAL_COMPLAINTS
    tasks: TaskRule = TaskRule()
    text: str = field(default="", repr=False, compare=False)
    institution_questionnaire: Questionnaire | None = None

    def for_institutions(self) -> Policy:
        """The same policy with the questionnaire of institutions in place of that of individuals (RA-2)."""
        mine = self.institution_questionnaire
        return self if mine is None else replace(self, questionnaire=mine)

    def questionnaire_for(self, *, institution: bool) -> Questionnaire:
        """The questionnaire that a client of this kind answers (RA-2)."""
        return (self.for_institutions() if institution else self).questionnaire

    @property
    def digest(self) -> str:
        """SHA-256 of ``text``: what the policy is known by, for two may bear one version by mistake."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def choices(self, list_name: str) -> tuple[Choice, ...]:
        """The entries of a list, in the order of the file. Refused: ``policy.no_list``."""
        if list_name == "permissions":
            return tuple(Choice(item.key, item.label) for item in self.permissions)
        if list_name not in self.lists:
            raise Refused("policy.no_list", name=list_name)
        return self.lists[list_name]

    def label(self, list_name: str, code: str) -> str:
        """The Chinese label of a code. Refused: ``policy.no_list``, ``policy.no_code``."""
        for choice in self.choices(list_name):
            if choice.code == code:
                return choice.label
        raise Refused("policy.no_code", field=list_name, name=list_name)

    def code_of(self, list_name: str, label: str) -> str | None:
        """The code whose label is ``label`` (as an ID reader types it), None when there is none."""
        return next((choice.code for choice in self.choices(list_name) if choice.label == label), None)

    def permission(self, key: str) -> Permission:
        """The permission ``key``. Refused: ``policy.no_permission``."""
        for permission in self.permissions:
            if permission.key == key:
                return permission
        raise Refused("policy.no_permission", field="permissions", key=key)

    def disclosure_for(self, key: str) -> str:
        """The form to be read and signed for a permission (OP-3).

        Refused: ``policy.no_permission``; ``policy.no_disclosure`` when it has no form and so cannot be granted.
        """
        permission = self.permission(key)
        if permission.form_id is None:
            raise Refused("policy.no_disclosure", field="permissions", label=permission.label)
        return permission.form_id

    @property
    def extra_disclosures(self) -> dict[str, str]:
        """Permission key -> id of its disclosure form, of those that can be granted with the account (OP-3)."""
        return {item.key: item.form_id for item in self.permissions if item.form_id is not None and item.with_opening}

    @property
    def idle_lock_seconds(self) -> int:
        """Seconds without a touch after which the teller's screen locks."""
        return self.sign_in.idle_lock_seconds

    @property
    def banks(self) -> tuple[Choice, ...]:
        """Custody banks (CU-1)."""
        return self.choices("banks")

    @property
    def education_modes(self) -> tuple[Choice, ...]:
        """Ways of giving risk education (OP-2)."""
        return self.choices("education_modes")

    @property
    def education_topics(self) -> tuple[Choice, ...]:
        """What risk education covers (OP-2)."""
        return self.choices("education_topics")

    @property
    def consents(self) -> tuple[Choice, ...]:
        """The separate consents (KY-4)."""
        return self.choices("consents")

    @property
    def account_kinds(self) -> tuple[Choice, ...]:
        """Kinds of securities accounts."""
        return self.choices("account_kinds")
