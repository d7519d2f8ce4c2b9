"""From a judged change to what the window shows."""

from __future__ import annotations

from collections.abc import Callable

from app.changes.acting import role_word
from app.changes.fields import choices, in_words
from app.changes.judged import Judged
from app.changes.kind import Editor, Field
from app.changes.steps import State
from app.changes.view import ChangeView
from app.clients.domain import ClientKind, mask_email
from app.clients.paper_numbers import PaperKind
from app.common.values import mask_account, mask_mobile, mask_paper
from app.onboarding.labels import paper_label
from app.policy.values import Choice

_LISTED = (Editor.CHOICE, Editor.SEVERAL)


def _place(text: str) -> str:
    return f"{text[:6]}****" if text else ""


_MASKS: dict[str, Callable[[str], str]] = {
    "paper_number": mask_paper, "mobile": mask_mobile, "telephone": mask_account, "email": mask_email,
    "address": _place,
    "paper_address": _place,
}  # fmt: skip


def view_of(judged: Judged) -> ChangeView:
    """What the window shows of a judged case."""
    told, client = judged.told, judged.client
    return ChangeView(
        case=judged.case, kind=judged.kind.code, label=judged.kind.label, client_name=client.name,
        client_number=client.number, paper_masked=mask_paper(client.paper_number), policy=judged.policy,
        fields=judged.kind.fields, now={f.now: _now(judged, f.now) for f in judged.kind.fields if f.now},
        choices={f.name: _choices(judged, f) for f in judged.kind.fields if f.editor in _LISTED},
        what=told.what, lines=tuple(told.lines), problems=dict(told.problems), warnings=dict(told.warnings),
        steps=judged.steps, forms=judged.forms, password_set=judged.password_set,
        complete=all(state.state in (State.DONE, State.NOT_NEEDED) for state in judged.steps),
        pictured=judged.pictured if judged.kind.shows_accounts else (), pictured_after=told.pictured,
        older=judged.older, signer_name=judged.signer_name, may_act=_may_act(judged),
        owners=told.owners, hidden=told.hidden,
    )  # fmt: skip


def _may_act(judged: Judged) -> tuple[str, ...] | None:
    if judged.client.kind is not ClientKind.INSTITUTION:
        return None
    people = judged.institution.people if judged.institution is not None else ()
    return tuple(
        f"{role_word(one)} {one.name} {paper_label(PaperKind(one.paper_kind))} {mask_paper(one.paper_number)}"
        for one in people
    )


def _now(judged: Judged, name: str) -> str:
    if name in judged.told.now:
        return judged.told.now[name]
    if not hasattr(judged.client, name):
        return ""
    words = in_words(judged.policy, name, getattr(judged.client, name))
    return _MASKS[name](words) if name in _MASKS else words


def _choices(judged: Judged, field: Field) -> tuple[Choice, ...]:
    own = judged.told.choices.get(field.name)
    return own if own is not None else choices(judged.policy, field.choices)
