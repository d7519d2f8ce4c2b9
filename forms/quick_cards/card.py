"""Quick cards (操作卡片): what to bring, the steps with their keys, what stops them and until when, on one page."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from app.common.errors import Refused
from app.functions.catalogue import function, functions
from app.policy.values import Policy
from forms.engine.document import Block, Document, Field, Fields, Heading, Notice, Table, Text

FORM_ID = "quick-card"
FORM_CODE = "GT-KP-01"
_WIDTHS = (0.07, 0.23, 0.53, 0.17)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, what is done in it, and its key (empty for none)."""

    name: str
    how: str
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is kept: texts may name values of the policy in braces (``{transfer_days}``)."""

    id: str
    title: str
    title_en: str
    codes: tuple[str, ...]
    who: str
    bring: tuple[str, ...]
    steps: tuple[Step, ...]
    stops: tuple[str, ...]
    terms: tuple[str, ...]


@lru_cache(maxsize=1)
def cards() -> tuple[Card, ...]:
    """All cards, in the order of a client's life at the branch."""
    raw = tomllib.loads(resources.files("forms.quick_cards").joinpath("cards.toml").read_text(encoding="utf-8"))
    return tuple(
        Card(
            one["id"], one["title"], one["title_en"], tuple(one["codes"]), one["who"], tuple(one["bring"]),
            tuple(Step(*step) for step in one["steps"]), tuple(one["stops"]), tuple(one["terms"]),
        )
        for one in raw["card"]
    )  # fmt: skip


def card(card_id: str) -> Card:
    """One card. Refused: ``forms.card_unknown`` with the ``known`` ones."""
    found = next((one for one in cards() if one.id == card_id), None)
    if found is None:
        raise Refused("forms.card_unknown", known=", ".join(one.id for one in cards()))
    return found


def cards_of(page: str) -> tuple[Card, ...]:
    """The cards of flows that are done on this page of the window; none for most pages."""
    own = {one.code for one in functions() if one.page == page}
    return tuple(one for one in cards() if own & set(one.codes))


def card_pdf(card_id: str, policy: Policy) -> bytes:
    """A card as it is printed, with the figures of ``policy``. Takes a second. Refused: as :func:`card`."""
    from forms.engine.press import press_document

    return press_document(build(card(card_id), policy)).pdf


def figures(policy: Policy) -> dict[str, str]:
    """The values of ``policy`` that cards may name."""
    transfer, dossier, tasks = policy.transfer, policy.dossier, policy.tasks
    values = {
        "opening_call_days": tasks.opening_call_days, "problem_days": tasks.problem_days,
        "paper_days": tasks.paper_days, "assessment_months": policy.questionnaire.validity_months,
        "max_fund_accounts": policy.max_fund_accounts, "transfer_days": transfer.deadline_days,
        "booking_days": transfer.booking_days, "day_end_from": f"{transfer.day_end_from:%H:%M}",
        "sample_share": f"{policy.contacts.sampling.share.normalize():f}",
        "complaint_start": policy.complaints.start_days, "complaint_answer": policy.complaints.answer_days,
        "mending_days": dossier.mending_days, "loan_days": dossier.loan_days, "keeping_years": dossier.keeping_years,
        "watch_clients": policy.watch.clients, "watch_unmaskings": policy.watch.unmaskings,
    }  # fmt: skip
    return {name: str(value) for name, value in values.items()}


def build(
    wanted: Card, policy: Policy, company: str = "柜台操作卡片", branch: str = "放在键盘旁，随时翻看"
) -> Document:
    """The card as a page, its figures those of ``policy``."""
    filled = figures(policy)
    rows = tuple((str(place), step.name, step.how, step.key) for place, step in enumerate(wanted.steps, 1))
    return Document(
        title=f"操作卡片：{wanted.title}",
        subtitle="　".join(f"{code} {_name(code)}" for code in wanted.codes),
        form_id=FORM_ID,
        form_code=FORM_CODE,
        form_version=policy.version,
        number=f"KP-{wanted.id.upper()}",
        company=company,
        branch=branch,
        contact="F1 本页帮助　F3 查找　Ctrl+/ 全部按键",
        blocks=(
            Fields((Field("谁来办", wanted.who, wide=True), *_brought(wanted))),
            Heading("步骤"),
            Table(("", "步骤", "怎么做", "按键"), rows, _WIDTHS),
            *_list("办理期限与要求", wanted.terms, filled),
            Notice("出现下列情形，停下来", _points(wanted.stops, filled)),
        ),
    )


def _brought(wanted: Card) -> tuple[Field, ...]:
    return (Field("带齐", "；".join(wanted.bring), wide=True),) if wanted.bring else ()


def _list(title: str, texts: tuple[str, ...], filled: Mapping[str, str]) -> tuple[Block, ...]:
    if not texts:
        return ()
    return (Heading(title), *(Text(text, indent=False) for text in _points(texts, filled)))


def _points(texts: tuple[str, ...], filled: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{place}. {text.format_map(filled)}" for place, text in enumerate(texts, 1))


def _name(code: str) -> str:
    found = function(code)
    if found is None:
        raise Refused("forms.card_code", number=code)
    return found.zh
