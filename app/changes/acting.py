"""Who comes for an institution that wants something changed: told by the paper shown (KY-1, KY-3, OP-4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.changes.kind import Asking, Told
from app.clients.paper_numbers import PaperKind, read_number
from app.clients.papers import check_validity
from app.common.errors import Refused
from app.institutions.domain import Letter, Person, Role, check_licence
from app.onboarding.labels import paper_label

SHOWN = "paper_shown"


def role_word(one: Person) -> str:
    """What the forms call the person's role."""
    return "法定代表人" if one.role is Role.REPRESENTATIVE else "经办人"


def letter_words(letter: Letter | None) -> str:
    """A letter by number and term."""
    if letter is None:
        return ""
    return f"{letter.number}，有效期 {letter.valid_from.isoformat()} 至 {letter.valid_until.isoformat()}"


def who_comes(asking: Asking, told: Told, scope: Collection[str], *, renews: bool = False) -> None:
    """The paper shown is the legal representative's, or that of the agent whose letter is in force and covers it.

    ``scope``: codes of ``SCOPE`` that the letter has to cover; ``renews``: the registered licence may have expired.
    Sets ``told.acts`` and says on the form who came.
    Notes at ``paper_shown``: ``changes.licence_expired``, ``changes.acting_differs``, ``changes.acting_not_entered``
    (the newcomer's data are still missing or wrong), ``changes.acting_paper_expired``, ``institutions.letter_not_yet``,
    ``institutions.letter_expired``, ``changes.letter_scope`` (``lacks``), ``institutions.nobody_registered``.
    """
    if not renews:
        _licence(asking, told)
    if asking.institution is None:
        told.wrong(Refused("institutions.nobody_registered"), SHOWN)
        return
    if not asking.text(SHOWN):
        told.wrong(Refused("text.required"), SHOWN)
        return
    people = asking.institution.people if told.may_come is None else told.may_come
    one = next((each for each in people if _paper_is_of(asking, each)), None)
    if one is None:
        unread = told.may_come is not None and bool(told.problems.keys() - {"original_seen", "second_by"})
        told.wrong(Refused("changes.acting_not_entered" if unread else "changes.acting_differs"), SHOWN)
        return
    told.acts = one
    told.notes.append(("到场办理人", _in_words(one)))
    try:
        told.warnings[SHOWN] = (*told.warnings.get(SHOWN, ()), *_paper(asking, one))
        if one.role is Role.AGENT:
            _letter(one.letter, asking.today, scope)
    except Refused as refused:
        told.wrong(refused, SHOWN)


def _in_words(one: Person) -> str:
    parts = [f"{role_word(one)} {one.name}", f"{paper_label(PaperKind(one.paper_kind))} {one.paper_number}"]
    if one.letter is not None:
        parts.append(f"授权委托书 {letter_words(one.letter)}")
    return "；".join(parts)


def _licence(asking: Asking, told: Told) -> None:
    client = asking.client
    try:
        told.warnings[SHOWN] = check_licence(
            client.paper_from, client.paper_until, client.birth_date, asking.today,
            asking.policy.paper_expiry_warning_days,
        )  # fmt: skip
    except Refused as refused:
        if refused.code == "institutions.licence_expired":
            told.wrong(Refused("changes.licence_expired"), SHOWN)


def _paper_is_of(asking: Asking, one: Person) -> bool:
    try:
        read = read_number(asking.text(SHOWN), PaperKind(one.paper_kind), today=asking.today)
    except Refused:
        return False
    return read.number == one.paper_number


def _paper(asking: Asking, one: Person) -> tuple[str, ...]:
    kind, today = PaperKind(one.paper_kind), asking.today
    born = read_number(one.paper_number, kind, today=today).birth_date
    warn = asking.policy.paper_expiry_warning_days
    try:
        return check_validity(kind, one.paper_from, one.paper_until, born, today, warn)
    except Refused as refused:
        if refused.code == "papers.expired":
            raise Refused("changes.acting_paper_expired") from refused
        return ()  # the rest was asked when the paper was registered


def _letter(letter: Letter | None, today: date, scope: Collection[str]) -> None:
    if letter is None:
        raise Refused("institutions.letter_expired")
    try:
        letter.check(today, scope)
    except Refused as refused:
        if refused.code == "institutions.letter_scope":
            raise Refused("changes.letter_scope", **refused.facts) from refused
        raise
