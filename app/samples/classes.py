"""The sample branch classifies all its clients twice, with movement, and a client manager marks one (CL-2, CL-3)."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

from app.branch.opened import system_actor
from app.common.actor import Actor
from app.counter.services import Services
from app.custody.storage import fund_account
from app.gateways.snapshot.values import AccountState
from app.marks.domain import MarkKind
from app.reclassification.domain import Batch
from app.samples import transfers
from app.samples.at_work import AtWork
from app.samples.transfers import OldClient
from app.snapshots import storage as snapshots

_GROWTH = ("1", "6.5", "0.3", "1", "0.02", "2.4", "1")
"""What becomes of the clients' assets until the next snapshot, one after the other."""
_NEWCOMER = OldClient("", 0, "126000", "1.4")


def reclassify(work: AtWork, ids: dict[str, str]) -> list[Batch]:
    """By the snapshot in force, and again by a newer one in which assets have moved: two batches."""
    services, actor = work.services, work.actor("manager")
    batches = [_applied(services, actor)]
    _newer_snapshot(services, ids["3301017"])
    batches.append(_applied(services, actor))
    return batches


def mark(work: AtWork) -> str:
    """A client manager marks the first of the own clients; the client's id."""
    services, actor = work.services, work.actor("marketer")
    client = services.marks.own_clients(actor)[0]
    services.marks.set_marks(actor, client.client_id, {MarkKind.HABIT: "swing", MarkKind.VALUE: "maintained"})
    choices: dict[MarkKind, Any] = {MarkKind.VALUE: "rising", MarkKind.STYLE: "independent"}
    if services.policy.fund_tiers:
        choices[MarkKind.FUND] = Decimal("1200000")
    services.marks.set_marks(actor, client.client_id, choices, "年度面谈后调整")
    return client.client_id


def told(batch: Batch) -> dict[str, Any]:
    """A batch in the report."""
    matrix = batch.matrix
    return {
        "batch": batch.number, "clients": matrix.population, "written": batch.written, "moved": matrix.moved,
        "matrix": [[cell.before, cell.after, cell.clients] for cell in matrix.cells],
    }  # fmt: skip


def _applied(services: Services, actor: Actor) -> Batch:
    plan = services.reclassification.dry_run(actor)
    batch = services.reclassification.apply(actor, plan.id, plan.digest) if plan else None
    if batch is None:
        raise RuntimeError("nobody cancels the sample's reclassification")
    return batch


def _newer_snapshot(services: Services, teller: str) -> None:
    """Everybody with an open account is in it; nothing but assets has changed."""
    with services.branch.db.write(system_actor("01")) as tx:
        known = {state.fund_account: state for state in snapshots.states(tx.conn)}
        query = fund_account.select().where(fund_account.c.state == "open").order_by(fund_account.c.number)
        numbers = [row.number for row in tx.conn.execute(query)]
        states = [known.get(number) or transfers.state_of(_NEWCOMER, number) for number in numbers]
        moved = [_grown(state, _GROWTH[place % len(_GROWTH)]) for place, state in enumerate(states)]
        made = snapshots.put_snapshot(tx.conn, moved, tx.at, teller, "jiaoyi-kuaizhao-2.csv")
        tx.audit("snapshots.imported", "snapshot", made.id, after={"rows": made.rows})


def _grown(state: AccountState, factor: str) -> AccountState:
    return replace(state, assets=(state.assets * Decimal(factor)).quantize(Decimal("0.01"), ROUND_DOWN))
