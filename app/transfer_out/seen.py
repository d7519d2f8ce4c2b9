"""What windows see of a judged request."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from app.clients import credentials
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import mask_mobile, mask_paper
from app.transfer_out import fields as typed
from app.transfer_out import making
from app.transfer_out.case import Case
from app.transfer_out.conditions import CODES
from app.transfer_out.evaluation import (
    earliest,
    evaluate,
    grounds,
    may_carry_out,
    may_submit,
    teller_bound_to,
)
from app.transfer_out.judged import Judged, Surface, stated_codes
from app.transfer_out.steps import Step, StepState
from app.transfer_out.view import ClientLine, DocumentState, FormLine, ReturnState, TransferView

_TYPED_STEPS = frozenset({Step.INTAKE, Step.ACCOUNTS, Step.REASON, Step.RETURNS})


def view_of(judged: Judged, conn: sa.Connection, surface: Surface) -> TransferView:
    """Everything a window shows of the request."""
    steps = evaluate(judged)
    state = credentials.password_state(conn, judged.client.id)
    reason = judged.entered.get("reason")
    return TransferView(
        case=_case(judged),
        client=_client(judged),
        steps=steps,
        problems=_problems(judged, steps),
        documents=tuple(_document(judged, code) for code in judged.documents),
        accounts=judged.accounts,
        clock=judged.clock,
        guide=judged.rules.reason(reason) if reason and reason != typed.UNSTATED else None,
        approvals=judged.approvals, decisions=judged.decisions,
        grounds=grounds(judged),
        needs_booking=judged.needs_booking,
        booked_for=judged.entered.get("booked_for", None) or None,
        earliest=earliest(judged),
        fee_lines=judged.fee_lines, fee_total=judged.fee_total,
        receipt=judged.receipt,
        password_ok=judged.password_ok, password_locked=state.locked,
        kept=making.kept(judged),
        returns=tuple(_return(judged, code) for code in typed.returns_for(agent=judged.agent)),
        forms=tuple(_form(judged, surface, form_id) for form_id in making.forms_of(judged, left=True)),
        by_paper=judged.by_paper,
        may_submit=may_submit(judged, steps),
        may_carry_out=may_carry_out(judged, steps),
        older=judged.older,
    )  # fmt: skip


_PERSONAL = {"telephone": mask_mobile, "agent_paper_number": mask_paper}


def masked_for(actor: Actor, view: TransferView) -> TransferView:
    """The view as ``actor`` may have it: without the right to unmask, numbers as typed are masked too (SE-1)."""
    return view if actor.may(Right.CLIENT_UNMASK) else masked(view)


def masked(view: TransferView) -> TransferView:
    """The view without anybody's numbers and without ink."""
    case = view.case
    fields = {name: _PERSONAL[name](text) if name in _PERSONAL else text for name, text in case.fields.items()}
    captures = {name: act for name, act in case.captures.items() if "ink" not in act.value}
    return replace(view, case=replace(case, fields=fields, captures=captures))


def _case(judged: Judged) -> Case:
    """The request without answers on conditions that were given on an earlier day: they are to be given again."""
    if not judged.accounts.by_hand or judged.case.ended_at is not None:
        return judged.case
    today = stated_codes(judged.capture("stated"), judged.today)
    old = {f"cond:{code}" for code in CODES if code not in today}
    fields = {name: text for name, text in judged.case.fields.items() if name not in old}
    return replace(judged.case, fields=fields)


def _client(judged: Judged) -> ClientLine:
    client, case = judged.client, judged.case
    return ClientLine(
        client_id=client.id, number=client.number, name=client.name, institution=judged.institution,
        paper_masked=mask_paper(client.paper_number), mobile_masked=mask_mobile(client.mobile),
        fund_account=case.fund_account, client_class=case.client_class, assets=case.assets, turnover=case.turnover,
        figures_from=case.figures_from, own_staff=judged.own_staff.name if judged.own_staff else "",
        auxiliaries=case.auxiliaries,
    )  # fmt: skip


def _problems(judged: Judged, steps: tuple[StepState, ...]) -> dict[str, Refused]:
    problems = dict(judged.entered.problems)
    for state in steps:
        for missing in state.missing if state.step in _TYPED_STEPS else ():
            if missing.at in typed.ALL and missing.at not in problems:
                problems[missing.at] = Refused(missing.code, field=missing.at, **missing.facts)
    return problems


def _document(judged: Judged, code: str) -> DocumentState:
    answer, reason = judged.entered.get(f"doc:{code}"), judged.entered.get(f"doc_reason:{code}")
    scanned = judged.capture(f"scan:{code}") is not None
    ok = answer == "shown" and bool(scanned or reason)
    return DocumentState(code, typed.DOCUMENTS[code], answer, scanned, reason, ok)


def _return(judged: Judged, code: str) -> ReturnState:
    done = judged.entered.get(f"return:{code}") == "done"
    return ReturnState(code, typed.RETURNS[code], done, judged.entered.get(f"return_reason:{code}"))


def _form(judged: Judged, surface: Surface, form_id: str) -> FormLine:
    info = surface.press.info(form_id)
    needs_client = form_id in making.CLIENT_SIGNS
    bound = making.bound_to(judged, form_id) if needs_client else ""
    signature, printed = judged.capture(f"signature:{form_id}"), judged.capture(f"printed:{form_id}")
    teller = judged.capture("teller")
    current = (
        signature is not None and signature.value["digest"] == bound and ("scan" in signature.value) == judged.by_paper
    )
    return FormLine(
        form_id=form_id, title=info.title, number=making.document_number(judged.case.number, form_id),
        needs_client=needs_client, signed=current, stale=signature is not None and not current,
        by_paper=judged.by_paper, printed=printed is not None and printed.value["digest"] == bound,
        teller_signed=teller is not None and teller.value["digest"] == teller_bound_to(judged),
    )  # fmt: skip
