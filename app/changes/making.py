"""From a judged change to the facts of its forms: pure, and the same case always gives the same facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.archive.heads import Head
from app.changes.facts import ChangeFacts
from app.changes.kind import Sheet
from app.clients.domain import ClientKind
from app.common.clock import branch_day
from app.onboarding.facts import DisclosureFacts, Party, SectionRead
from app.onboarding.registered import registered_party

if TYPE_CHECKING:
    from app.changes.judged import Judged


def facts_of(judged: Judged, form_id: str, *, preview: bool = False) -> object | None:
    """The facts of a form; None while something it needs is not there. ``preview``: with whatever there is."""
    if form_id in judged.told.reads:
        return _disclosure(judged, form_id)
    if judged.told.problems and not preview:
        return None
    if form_id in judged.told.signs:
        return judged.kind.paper(_sheet(judged, form_id))
    return application(judged)


def application(judged: Judged) -> ChangeFacts:
    """The application itself."""
    told = judged.told
    return ChangeFacts(
        head=_head(judged, judged.kind.form_id), person=person(judged), client_number=judged.client.number,
        accounts=judged.accounts, what=told.what, lines=tuple(told.lines), notes=tuple(told.notes),
        checked=_checked(judged) if judged.case.text("original_seen") == "yes" else "",
    )  # fmt: skip


def _checked(judged: Judged) -> str:
    if judged.client.kind is ClientKind.INSTITUTION:
        return "已核验到场人证件原件，证件号码与登记相符"
    return "已核验证件原件，证件号码与本人相符"


def person(judged: Judged) -> Party:
    """The client as registered, before the change."""
    return registered_party(judged.client, judged.policy, judged.institution)


def _head(judged: Judged, form_id: str) -> Head:
    case = judged.case
    return Head(
        number=judged.document_number(form_id), case_number=case.number, made_on=branch_day(case.opened_at),
        branch=judged.branch, teller_name=case.opened_by_name, teller_number=case.opened_by_number,
        large=judged.older,
    )  # fmt: skip


def _sheet(judged: Judged, form_id: str) -> Sheet:
    head, told = _head(judged, form_id), judged.told
    return Sheet(
        form_id, head, person(judged), judged.policy, told, judged.accounts, institution=judged.institution
    )  # fmt: skip


def _disclosure(judged: Judged, form_id: str) -> object | None:
    read, confirmed = judged.capture(f"read:{form_id}"), judged.capture(f"confirmed:{form_id}")
    if read is None or confirmed is None:
        return None
    sections = tuple(SectionRead(section, int(seconds)) for section, seconds in sorted(read.value.items()))
    own = judged.kind.paper(replace(_sheet(judged, form_id), read=sections, confirmed_at=confirmed.at))
    if own is not None:
        return own
    return DisclosureFacts(head=_head(judged, form_id), person=person(judged), read=sections, confirmed_at=confirmed.at)
