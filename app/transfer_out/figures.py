"""Class and tier of a request: from figures that a system knows or that the teller typed, fixed from then on (TO-4)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.classification import storage as classes
from app.classification.domain import Source, figures_of
from app.clients.domain import ClientKind
from app.custody import storage as custody
from app.custody.domain import AccountState
from app.policy.transfer import TransferPolicy
from app.snapshots import storage as snapshots
from app.storage.db import Writing
from app.transfer_out.case import KIND, Case
from app.transfer_out.judged import Judged


def at_intake(conn: sa.Connection, rules: TransferPolicy, kind: ClientKind, case: Case) -> Case:
    """Class and tier from the snapshot's figures, else from the client's last class; an institution's at once."""
    institution = kind is ClientKind.INSTITUTION
    found = snapshots.state_of(conn, case.fund_account)
    known = classes.latest(conn, case.client_id)
    figures: tuple[Decimal, Decimal, str] | None = None
    if found is not None:
        figures = (*_of_all_accounts(conn, case, (found[0].assets, found[0].turnover)), "snapshot")
    elif known is not None:
        figures = (known.assets, known.turnover, "classification")
    if figures is None:
        return replace(case, tier=rules.institution_tier if institution else None)
    code = rules.class_of(figures[0], figures[1])
    return replace(
        case, client_class=code, tier=rules.tier_of(code, institution=institution), assets=figures[0],
        turnover=figures[1], figures_from=figures[2],
    )  # fmt: skip


def _of_all_accounts(conn: sa.Connection, case: Case, own: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """Assets and turnover of the client in all open accounts, as a reclassification has them (CL-1); else ``own``."""
    held = [each.number for each in custody.fund_accounts(conn, case.client_id) if each.state is AccountState.OPEN]
    if len(held) < 2:
        return own
    known = snapshots.states_of(conn, held).values()
    return figures_of((state.assets, state.turnover) for state in known) or own


def as_typed(tx: Writing, judged: Judged) -> dict[str, Any]:
    """What figures that the teller typed make of the request, once both are there; the class is kept and audited."""
    rules, get = judged.rules, judged.entered.get
    assets, turnover = get("assets", None), get("turnover", None)
    if assets is None or turnover is None:
        return {}
    code = rules.class_of(assets, turnover)
    tier = rules.tier_of(code, institution=judged.institution)
    classes.add(
        tx.conn, judged.client.id, code=code, assets=assets, turnover=turnover, policy_version=rules.version,
        source=Source.BY_HAND, at=tx.at, by=tx.actor.staff_id,
    )  # fmt: skip
    tx.audit("transfer.class_fixed", KIND, judged.case.number, after={"class": code, "tier": tier})
    return {"client_class": code, "tier": tier, "assets": assets, "turnover": turnover, "figures_from": "by-hand"}
