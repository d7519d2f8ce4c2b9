"""Two policy texts compared, and a policy as those see it whom it is for; both as rich text. Everything is escaped."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from app.policy.dossier import DossierPolicy
from app.policy.messages import MessagePolicy, longest_of
from app.policy.transfer import Tier, TransferPolicy
from app.policy.values import Policy, Questionnaire
from ui.pages.messages.words import kind_word
from ui.theme import current


def compared(old: str, new: str) -> str:
    """The lines that differ, with three lines around them; empty when nothing differs."""
    rows = [_row(line) for line in _differing(old.splitlines(), new.splitlines())]
    if not rows:
        return ""
    return f'<table cellspacing="0" cellpadding="2" width="100%">{"".join(rows)}</table>'


def counts(old: str, new: str) -> tuple[int, int]:
    """How many lines came and how many went."""
    kinds = [kind for kind, *_ in _differing(old.splitlines(), new.splitlines())]
    return kinds.count("+"), kinds.count("-")


_Line = tuple[str, str, str, str]
"""Kind (``+``, ``-``, blank, ``~`` for lines left out), number in the old text, number in the new one, the line."""


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[_Line]:
    for place, group in enumerate(difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(3)):
        if place:
            yield "~", "", "", ""
        for tag, low, high, start, end in group:
            if tag == "equal":
                for step, line in enumerate(old[low:high]):
                    yield " ", str(low + step + 1), str(start + step + 1), line
                continue
            for step, line in enumerate(old[low:high]):
                yield "-", str(low + step + 1), "", line
            for step, line in enumerate(new[start:end]):
                yield "+", "", str(start + step + 1), line


def _row(line: _Line) -> str:
    t = current()
    kind, before, after, text = line
    if kind == "~":
        return f'<tr><td colspan="4" bgcolor="{t.surface_alt}" style="color:{t.faint}">⋯</td></tr>'
    ground, ink = {"+": (t.ok_soft, t.ok), "-": (t.danger_soft, t.danger)}.get(kind, (t.surface, t.text))
    sign = {"-": "−"}.get(kind, kind)
    number = f'<td width="34" align="right" style="color:{t.faint}">'
    shown = escape(text).replace("  ", "&nbsp;&nbsp;") or "&nbsp;"
    return (
        f'<tr bgcolor="{ground}">{number}{before}</td>{number}{after}</td>'
        f'<td width="14" style="color:{ink}">{sign}</td><td style="color:{ink}">{shown}</td></tr>'
    )


def rendered(value: object) -> str:
    """A policy value as rich text; empty where there is nothing better to be seen than the text itself."""
    if isinstance(value, Questionnaire):
        return "".join(_questionnaire(value))
    if isinstance(value, TransferPolicy):
        return "".join(_transfer(value))
    if isinstance(value, MessagePolicy):
        return "".join(_messages(value))
    if isinstance(value, DossierPolicy):
        return "".join(_dossier(value))
    if isinstance(value, Policy):
        return "".join(_branch(value))
    return ""


def _heading(text: str) -> str:
    return f"<h4>{escape(text)}</h4>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    t = current()
    head = "".join(f'<td bgcolor="{t.surface_alt}" style="color:{t.muted}">{escape(one)}</td>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<table cellspacing="0" cellpadding="5" border="1" style="border-collapse:collapse;'
        f'border-color:{t.border}"><tr>{head}</tr>{body}</table>'
    )


def _questionnaire(one: Questionnaire) -> Iterator[str]:
    """As the client reads it, then what only the staff see: points, levels, products."""
    translate = QCoreApplication.translate
    yield f'<h3 align="center">{escape(one.title)}</h3>'
    several = translate("PolicyPage", "several may be chosen")
    for question in one.questions:
        more = f" <i>({several})</i>" if question.several else ""
        yield f"<p><b>{question.number}. {escape(question.text)}</b>{more}"
        yield "".join(f"<br>□ {option.letter}. {escape(option.text)}" for option in question.options) + "</p>"
    yield _heading(translate("PolicyPage", "Points (not shown to clients)"))
    most = max((len(question.options) for question in one.questions), default=0)
    letters = [question.letters for question in one.questions if len(question.letters) == most][:1]
    heads = [translate("PolicyPage", "Question"), *(letters[0] if letters else ())]
    yield _table(
        heads, ([str(q.number), *(str(o.score) for o in q.options), *[""] * (most - len(q.options))]
                for q in one.questions),
    )  # fmt: skip
    yield _heading(translate("PolicyPage", "Levels and products"))
    bands = {band.level: f"{band.low}–{band.high}" for band in one.bands}
    products = {cls.code: cls.label for cls in one.products.classes}
    none = translate("PolicyPage", "none")
    heads = [
        translate("PolicyPage", "Level"), translate("PolicyPage", "Total"), translate("PolicyPage", "May buy up to"),
    ]  # fmt: skip
    yield _table(
        heads, ([level.label, bands.get(level.code, "–"), products.get(one.products.may_buy.get(level.code, ""), none)]
                for level in one.levels),
    )  # fmt: skip
    valid = translate("PolicyPage", "An assessment is valid for {months} months.")
    yield f"<p>{valid.format(months=one.validity_months)}</p>"


def _transfer(one: TransferPolicy) -> Iterator[str]:
    translate = QCoreApplication.translate
    yield _heading(translate("PolicyPage", "Classes by assets and turnover"))
    heads = [
        translate("PolicyPage", "Assets from (yuan)"), translate("PolicyPage", "Turnover high"),
        translate("PolicyPage", "Turnover low"),
    ]  # fmt: skip
    yield _table(heads, ([f"{band.low:,f}", band.high_turnover, band.low_turnover] for band in reversed(one.bands)))
    high = translate("PolicyPage", "Turnover counts as high from {limit} a year on.")
    yield f"<p>{high.format(limit=one.turnover_high)}</p>"
    yield _heading(translate("PolicyPage", "Tiers of approval"))
    heads = [translate("PolicyPage", "Tier"), translate("PolicyPage", "Classes")]
    yield _table(
        heads, ([tier.label, "、".join(name for name, of in one.class_tiers.items() if of is tier)] for tier in Tier)
    )
    yield _heading(translate("PolicyPage", "Times"))
    days, hours = translate("PolicyPage", "{count} days"), translate("PolicyPage", "{count} hours")
    yield _table(
        [translate("PolicyPage", "Rule"), translate("PolicyPage", "Value")],
        [
            [translate("PolicyPage", "Carried out within (trading days)"), days.format(count=one.deadline_days)],
            [translate("PolicyPage", "Booked ahead at most"), days.format(count=one.booking_days)],
            [translate("PolicyPage", "Snapshot counts for"), hours.format(count=one.snapshot_hours)],
            [translate("PolicyPage", "Day end from"), f"{one.day_end_from:%H:%M}"],
        ],
    )


def _dossier(one: DossierPolicy) -> Iterator[str]:
    translate = QCoreApplication.translate
    yield _heading(translate("PolicyPage", "Papers that a set must hold"))
    yield _table(
        [translate("PolicyPage", "Business"), translate("PolicyPage", "Forms")],
        ([business, "、".join(forms)] for business, forms in one.required.items()),
    )
    kept = translate("PolicyPage", "Kept for {years} years after closing; lent for {days} days.")
    yield f"<p>{kept.format(years=one.keeping_years, days=one.loan_days)}</p>"


def _messages(one: MessagePolicy) -> Iterator[str]:
    translate = QCoreApplication.translate
    yield _heading(translate("PolicyPage", "Templates"))
    yield _table(
        [translate("PolicyPage", "Message"), translate("PolicyPage", "Text"), translate("PolicyPage", "Parts at most")],
        ([kind_word(kind), text, str(longest_of(text))] for kind, text in one.templates.items()),
    )
    quiet = translate("PolicyPage", "Nothing from {begin} until {end}; {count} a day to one number at most.")
    told = quiet.format(begin=f"{one.quiet_from:%H:%M}", end=f"{one.quiet_until:%H:%M}", count=one.daily_limit)
    yield f"<p>{escape(told)}</p>"


def _branch(one: Policy) -> Iterator[str]:
    translate = QCoreApplication.translate
    yield _heading(translate("PolicyPage", "Files in use"))
    yield _table(
        [translate("PolicyPage", "File"), translate("PolicyPage", "Version")],
        [
            [one.questionnaire.title, one.questionnaire.version],
            [translate("PolicyPage", "Transfer-out and classes"), one.transfer.version],
            [translate("PolicyPage", "Dossiers"), one.dossier.version],
        ],
    )
    yield _heading(translate("PolicyPage", "Business of higher risk"))
    none = translate("PolicyPage", "none")
    experiences = {choice.code: choice.label for choice in one.choices("experience")}
    yield _table(
        [
            translate("PolicyPage", "Permission"), translate("PolicyPage", "Disclosure"),
            translate("PolicyPage", "Lowest level"), translate("PolicyPage", "Least experience"),
        ],
        (
            [
                each.label, each.form_id or none,
                one.questionnaire.level_label(each.lowest_level) if each.lowest_level else none,
                experiences.get(each.least_experience, none),
            ]
            for each in one.permissions
        ),
    )  # fmt: skip
    yield _heading(translate("PolicyPage", "Code lists"))
    yield _table(
        [translate("PolicyPage", "List"), translate("PolicyPage", "Entries")],
        ([name, "、".join(choice.label for choice in choices)] for name, choices in one.lists.items()),
    )
