"""Messages of the sample branch, sent into a folder or waiting; a list of unusual accounts (FU-2, FU-5)."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from app.clients import storage as clients
from app.common.actor import Actor
from app.common.clock import branch_day
from app.counter.services import Services
from app.gateways.messages.settings import GatewaySettings
from app.messages.domain import MessageState
from app.messages.queueing import risk_reminder_once
from app.samples.at_work import AtWork

FOLDER = "sms"
"""In the sample branch's folder: what a provider's own sender would take away."""


def send(work: AtWork, client_ids: list[str]) -> None:
    """Set a folder as the gateway, send one reminder by hand of a person, leave the others waiting.

    The day is prepared, too: visits of large clients, reminders of papers and of tomorrow's visits.
    """
    services, supervisor = work.services, work.actor("supervisor")
    folder = services.branch.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    services.messages.set_gateway(supervisor, GatewaySettings(folder=str(folder)))
    services.rhythm.prepare(supervisor)
    for client_id in client_ids[:1]:
        _remind(services, supervisor, client_id)
        _take_in(services, work.actor("compliance"), client_ids)


def _remind(services: Services, actor: Actor, client_id: str) -> None:
    with services.branch.db.write(actor) as tx:
        client = clients.get_client(tx.conn, client_id)
        risk_reminder_once(tx, services.policy.messages, client, "")
    if services.messages.send_due(actor).done:
        return
    # a sample made in the quiet hours: nothing goes out by itself then, but somebody may have sent it by hand
    waiting = services.messages.of_client(actor, client_id)[0].message
    services.messages.record(actor, waiting.id, MessageState.SENT, "已在短信平台页面发送", waiting.version)


def _take_in(services: Services, actor: Actor, client_ids: list[str]) -> None:
    """Two lines: one client whose account somebody else may trade in, another who trades very often."""
    day = branch_day(services.clock.now()) - timedelta(days=1)
    with services.branch.db.read() as conn:
        found = clients.get_clients(conn, client_ids[:2])
    told = (("代客操作", "与他人账户使用同一终端下单"), ("诱导频繁交易", "近一月换手率明显高于以往"))
    rows = [
        f"{found[client_id].fund_account},{day},{suspicion},{remark}"
        for client_id, (suspicion, remark) in zip(client_ids, told, strict=False)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"异常交易账户{day:%Y%m%d}.csv"
        path.write_text("\n".join(["资金账号,交易日期,可疑类型,说明", *rows, ""]), encoding="utf-8")
        services.unusual.import_file(actor, path, dry_run=False)
