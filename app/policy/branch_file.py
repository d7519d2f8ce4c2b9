"""What makes a branch's policy file right: periods that are positive, lists that are whole, permissions with forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from app.common.errors import Refused
from app.policy.complaints import read_complaints
from app.policy.contacts import NO_CONTACTS, ContactPolicy
from app.policy.dossier import DossierPolicy
from app.policy.education import read_education
from app.policy.messages import NO_MESSAGES, MessagePolicy
from app.policy.reading import EARLIEST, Table
from app.policy.satisfaction import read_satisfaction
from app.policy.transfer import Tier, TransferPolicy
from app.policy.values import (
    CLASS_TABLE_TO,
    LIST_NAMES,
    Choice,
    CustodyRule,
    FundTier,
    HurryRule,
    LargeRule,
    OlderRule,
    Permission,
    Policy,
    Questionnaire,
    ReadingPace,
    SignInRule,
    TaskRule,
    WatchRule,
)

_CODE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*|[A-Z]{3}")
_PREFIX = re.compile(r"[0-9]{0,8}")
_FILE_NAME = re.compile(r"[\w.-]+\.toml")
_USUAL_FILES = {"transfer": "transfer-out.toml", "dossier": "dossier.toml", "messages": "messages.toml",
                "contacts": "contacts.toml"}  # fmt: skip
_NO_QUESTIONNAIRE = Questionnaire("", EARLIEST, "", (), (), 1, HurryRule(1, 1))
_NO_TRANSFER = TransferPolicy(
    "", EARLIEST, (), Decimal(0), {}, Tier.CORE, 1, 1, 1, time(15), {}, (), 1, (), ()
)  # fmt: skip
_NO_DOSSIER = DossierPolicy("", EARLIEST, {}, (0,), 1, 1, 1, 0, 20)
"""These three stand in so that the rest of the file can be checked; a file with a mistake is never used."""

_Named = TypeVar("_Named", Questionnaire, TransferPolicy, DossierPolicy, MessagePolicy, ContactPolicy)

_FIXED_CODES = {
    # the program itself looks these up, so a file without them could be read but not worked with
    "account_kinds": ("sh_a", "sz_a", "fund"),
    "consents": ("pen", "photo", "bank"),
    "education_modes": ("talk", "film", "leaflet"),
}


def read_branch(
    root: Table,
    find_questionnaire: Callable[[str], Questionnaire],
    find_transfer: Callable[[str], TransferPolicy],
    find_dossier: Callable[[str], DossierPolicy],
    find_messages: Callable[[str], MessagePolicy],
    find_contacts: Callable[[str], ContactPolicy],
) -> Policy:
    """The policy in ``root``; mistakes are noted there, and then the value is not to be used.

    The ``find_`` functions load the file of a name, or raise Refused, which is noted at that key.
    """
    root.text("kind")
    names = ("booking", "papers", "password", "reading", "sign_in", "watch", "accounts", "marketing", "stations")
    sections = {name: root.table(name) for name in names}
    accounts, marketing, reading = sections["accounts"], sections["marketing"], sections["reading"]
    lists = _lists(root.table("lists"))
    questionnaire = _named_file(root, "questionnaire", find_questionnaire, _NO_QUESTIONNAIRE)
    policy = Policy(
        version=root.text("version", limit=40),
        effective=root.day("effective"),
        questionnaire=questionnaire,
        transfer=_named_file(root, "transfer", find_transfer, _NO_TRANSFER),
        dossier=_named_file(root, "dossier", find_dossier, _NO_DOSSIER),
        booking_expiry_days=sections["booking"].whole("expiry_days", 1, 3650),
        paper_expiry_warning_days=sections["papers"].whole("warning_days", 1, 3650),
        password_length=sections["password"].whole("length", 6, 12),
        customer_password_tries=sections["password"].whole("tries", 1, 100),
        reading=ReadingPace(
            reading.number("characters_per_second", 0.5, 1000), reading.whole("minimum_seconds", 1, 600)
        ),
        sign_in=_sign_in(sections["sign_in"]),
        station_invitation_hours=sections["stations"].whole("invitation_hours", 1, 720),
        watch=_watch(sections["watch"]),
        max_same_market_accounts=accounts.whole("max_same_market", 1, 20),
        max_fund_accounts=accounts.whole("max_fund", 1, 20),
        fund_account_prefix=_prefix(accounts),
        default_nationality=_default_nationality(root, lists),
        permissions=_permissions(root, lists["experience"], questionnaire),
        marketing_authorised=marketing.texts("authorised"),
        marketing_forbidden=marketing.texts("forbidden"),
        lists=MappingProxyType(lists),
        class_table_to=_class_table_to(root),
        institution_questionnaire=_of_institutions(root, find_questionnaire),
        custody=_custody(root),
        booking_no_show_minutes=_later(sections["booking"], "no_show_minutes", 15, 1440, 120),
        certificate_warning_days=_later(marketing, "certificate_warning_days", 1, 365, 60),
        telling_days=_later(marketing, "telling_days", 1, 60, 7),
        name_threshold=_name_threshold(root),
        older=_older(root),
        fund_tiers=_fund_tiers(root),
        tasks=_tasks(root),
        messages=_messages(root, find_messages),
        contacts=_contacts(root, find_contacts),
        large=_large(root),
        satisfaction=read_satisfaction(root),
        education=read_education(root),
        complaints=read_complaints(root),
    )
    for section in sections.values():
        section.finish()
    root.finish()
    return policy


def _later(section: Table, key: str, low: int, high: int, usual: int) -> int:
    """A whole number that files from before it do not have: there ``usual`` holds."""
    return section.whole(key, low, high) if section.has(key) else usual


def _name_threshold(root: Table) -> int:
    """How close a name has to be to one of the watch list (KY-3); the usual when the file does not say."""
    if not root.has("screening"):
        return 90
    table = root.table("screening")
    found = table.whole("threshold", 70, 100)
    table.finish()
    return found


def _older(root: Table) -> OlderRule:
    """Care for older clients (KY-5); the usual when the file does not say."""
    if not root.has("older_clients"):
        return OlderRule()
    table = root.table("older_clients")
    found = OlderRule(table.whole("age", 50, 100), table.whole("callback_days", 1, 60))
    table.finish()
    return found


def _large(root: Table) -> LargeRule:
    """The rhythm of large and active clients (FU-4); the usual when the file does not say."""
    if not root.has("large_clients"):
        return LargeRule()
    table = root.table("large_clients")
    rule = LargeRule(
        table.amount("assets", 1, 10**12), table.amount("turnover", 1, 10_000),
        table.amount("active_assets", 1, 10**12), table.whole("months", 1, 24), table.whole("notice_days", 0, 60),
    )  # fmt: skip
    table.finish()
    return rule


def _messages(root: Table, find: Callable[[str], MessagePolicy]) -> MessagePolicy:
    """Templates of messages. A policy kept from before there were any has no such file, and does without."""
    if root.has("messages"):
        return _named_file(root, "messages", find, NO_MESSAGES)
    try:
        return find(_USUAL_FILES["messages"])
    except Refused as refused:
        if refused.code != "policy.not_found":
            root.wrong("messages", refused)
        return NO_MESSAGES


def _tasks(root: Table) -> TaskRule:
    """When calls, problems and ending papers are due (FU-1, FU-3, KY-1); the usual when the file does not say."""
    if not root.has("tasks"):
        return TaskRule()
    table = root.table("tasks")
    found = TaskRule(
        table.whole("opening_call_days", 1, 60), table.whole("problem_days", 1, 60), table.whole("paper_days", 1, 365)
    )
    table.finish()
    return found


def _contacts(root: Table, find: Callable[[str], ContactPolicy]) -> ContactPolicy:
    """Rules of calls and visits. A policy kept from before there were any has no such file, and does without."""
    if root.has("contacts"):
        return _named_file(root, "contacts", find, NO_CONTACTS)
    try:
        return find(_USUAL_FILES["contacts"])
    except Refused as refused:
        if refused.code != "policy.not_found":
            root.wrong("contacts", refused)
        return NO_CONTACTS


_MAY_READ_REPORTS = ("supervisor", "general-manager", "marketing-director", "compliance")
"""Roles that may look at the daily table; it is sent to nobody else."""


def _class_table_to(root: Table) -> tuple[str, ...]:
    """Roles of the two directors who get the daily table; the usual ones when the file does not say."""
    if not root.has("class_table"):
        return CLASS_TABLE_TO
    table = root.table("class_table")
    roles = table.texts("to", limit=40)
    for place, role in enumerate(roles):
        if role and role not in _MAY_READ_REPORTS:
            table.wrong_at("to", place, Refused("policy.no_report_role", allowed=", ".join(_MAY_READ_REPORTS)))
    table.finish()
    return roles


def _custody(root: Table) -> CustodyRule:
    """Limits of money moved for no trade (CU-2); the usual ones when the file does not say."""
    if not root.has("custody"):
        return CustodyRule()
    table = root.table("custody")
    once, day = (table.whole(key, 0, 1_000_000_000) for key in ("non_trading_once", "non_trading_day"))
    if once > day:
        table.wrong("non_trading_once", Refused("policy.above_day"))
    rule = CustodyRule(once, day, table.whole("notice_days", 1, 30))
    table.finish()
    return rule


def _fund_tiers(root: Table) -> tuple[FundTier, ...]:
    """Tiers of fund clients (CL-2); none where they are switched off, or the file is from before there were any."""
    if not root.has("fund_clients"):
        return ()
    section = root.table("fund_clients")
    shown = section.flag("enabled")
    tiers: list[FundTier] = []
    for table in section.tables("tiers"):
        tier = FundTier(table.text("code", limit=16), table.text("label", limit=20), table.amount("low", 0, 10**12))
        if tier.code and not _CODE.fullmatch(tier.code):
            table.wrong("code", Refused("policy.code"))
        for place, other in enumerate(tiers, 1):
            if tier.code and tier.code == other.code:
                table.wrong("code", Refused("policy.double", other=f"tiers[{place}]"))
            elif tier.label and tier.label == other.label:
                table.wrong("label", Refused("policy.double", other=f"tiers[{place}]"))
        if not tiers and tier.low:
            table.wrong("low", Refused("policy.bands_from_nought"))
        elif tiers and tier.low <= tiers[-1].low:
            table.wrong("low", Refused("policy.bands_ascend", before=f"{tiers[-1].low:,f}"))
        tiers.append(tier)
        table.finish()
    section.finish()
    return tuple(tiers) if shown else ()


def _of_institutions(root: Table, find: Callable[[str], Questionnaire]) -> Questionnaire | None:
    """The questionnaire of institutions; a file that names none does without, and no institution can be opened."""
    key = "institution_questionnaire"
    return _named_file(root, key, find, _NO_QUESTIONNAIRE) if root.has(key) else None


def _named_file(root: Table, key: str, find: Callable[[str], _Named], instead: _Named) -> _Named:
    """What is in the file that ``key`` names; ``instead`` when there is a mistake, which is noted at the key.

    Branch files from before there were such files name none, and then the one of the usual name is meant.
    """
    usual = _USUAL_FILES.get(key)
    name = usual if usual is not None and not root.has(key) else root.text(key, limit=100)
    try:
        if name and not _FILE_NAME.fullmatch(name):
            raise Refused("policy.file_name")
        if name:
            return find(name)
    except Refused as refused:
        root.wrong(key, refused)
    return instead


def _sign_in(section: Table) -> SignInRule:
    waits = section.wholes("waits", 1, 86_400)
    if list(waits) != sorted(waits):
        section.wrong("waits", Refused("policy.waits_fall"))
    return SignInRule(section.whole("free_tries", 1, 20), waits, section.whole("idle_lock_seconds", 30, 3600))


def _watch(section: Table) -> WatchRule:
    return WatchRule(
        section.whole("minutes", 1, 1440), section.whole("clients", 2, 10_000),
        section.whole("unmaskings", 2, 10_000), section.whole("unmask_seconds", 5, 600),
    )  # fmt: skip


def _prefix(accounts: Table) -> str:
    if accounts.data.get("fund_prefix") == "":
        accounts.has("fund_prefix")
        return ""
    prefix = accounts.text("fund_prefix", limit=8)
    if not _PREFIX.fullmatch(prefix):
        accounts.wrong("fund_prefix", Refused("policy.prefix"))
    return prefix


def _default_nationality(root: Table, lists: dict[str, tuple[Choice, ...]]) -> str:
    label = root.text("default_nationality")
    if label and lists["nationality"] and label not in {choice.label for choice in lists["nationality"]}:
        root.wrong("default_nationality", Refused("policy.not_in_list", name="nationality"))
    return label


def _permissions(root: Table, experiences: tuple[Choice, ...], questionnaire: Questionnaire) -> tuple[Permission, ...]:
    levels = [level.code for level in questionnaire.levels]
    codes = [choice.code for choice in experiences]
    permissions: list[Permission] = []
    for table in root.tables("permissions"):
        key = table.text("key", limit=40)
        label = table.text("label", limit=40)
        form_id = table.text("disclosure", limit=60) if table.has("disclosure") else None
        if key and not _CODE.fullmatch(key):
            table.wrong("key", Refused("policy.code"))
        for place, other in enumerate(permissions, 1):
            if key and key == other.key:
                table.wrong("key", Refused("policy.double", other=f"permissions[{place}]"))
            elif label and label == other.label:
                table.wrong("label", Refused("policy.double", other=f"permissions[{place}]"))
        lowest = _reached(table, "lowest_level", levels)
        experience = _reached(table, "least_experience", codes)
        at_once = table.flag("with_opening") if table.has("with_opening") else True
        assets = table.whole("least_assets", 0, 1_000_000_000) if table.has("least_assets") else 0
        all_ = table.flag("assets_of_institutions") if table.has("assets_of_institutions") else True
        permissions.append(Permission(key, label, form_id, lowest, experience, at_once, assets, all_))
        table.finish()
    return tuple(permissions)


def _reached(table: Table, key: str, codes: list[str]) -> str:
    """A code that a client must reach; empty when the file asks for none, as those from before there was such a key."""
    if not table.has(key):
        return ""
    code = table.text(key, limit=40)
    if code and codes and code not in codes:
        table.wrong(key, Refused("policy.not_in_list", name=key))
    return code


def _lists(section: Table) -> dict[str, tuple[Choice, ...]]:
    lists = {name: _list(name, section.table(name)) for name in LIST_NAMES}
    lists[WITHHOLDABLE] = _withholdable(section)
    section.finish()
    return lists


WITHHOLDABLE = "withholdable"
_MAY_BE_WITHHELD = frozenset({"telephone", "email", "postcode", "employer", "education", "income"})
"""What no rule makes a client say; all else of the application is asked for by law or rule (SE-3)."""


def _withholdable(section: Table) -> tuple[Choice, ...]:
    """Data that a client may withhold; none when the file does not say, as those from before there was such a list."""
    if not section.has(WITHHOLDABLE):
        return ()
    table = section.table(WITHHOLDABLE)
    found = _list(WITHHOLDABLE, table)
    for choice in found:
        if choice.code not in _MAY_BE_WITHHELD:
            table.wrong(choice.code, Refused("policy.mandatory", allowed=", ".join(sorted(_MAY_BE_WITHHELD))))
    return found


def _list(name: str, table: Table) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for code in table.keys():  # noqa: SIM118 - not a dict: asking for keys marks them as known
        label = table.text(code, limit=100)
        if not _CODE.fullmatch(code):
            table.wrong(code, Refused("policy.code"))
        double = next((choice.code for choice in choices if choice.label == label), None)
        if label and double is not None:
            table.wrong(code, Refused("policy.double", other=double))
        choices.append(Choice(code, label))
    missing = [code for code in _FIXED_CODES.get(name, ()) if code not in {choice.code for choice in choices}]
    for code in missing:
        table.wrong(code, Refused("policy.missing_key", key=code))
    if not choices and not missing:
        table.problems.add(table.path, Refused("policy.empty"))
    return tuple(choices)
