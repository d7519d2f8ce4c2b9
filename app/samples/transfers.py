"""Transfers carried out through the windows' own services, for the sample branch and for tests.

The clients are registered straight away, as if they had been with the branch for long: an opening each would only make
the sample slower to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from app.approvals.domain import StepKind, Verdict
from app.branch.opened import system_actor
from app.clients import credentials, numbers
from app.clients import storage as clients
from app.clients.domain import INSTITUTION_PAPER, Client, ClientKind, Market, NewClient
from app.common.actor import Actor
from app.common.clock import branch_day
from app.counter.services import Services
from app.custody import storage as custody
from app.gateways.snapshot.values import AccountState
from app.relationship import storage as relationship
from app.samples.pen import sample_ink
from app.samples.people import resident_number
from app.transfer_out import making
from app.transfer_out.case import NewTalk, Outcome, Status
from app.transfer_out.view import TransferReceipt, TransferView

PASSWORD = "739264"  # noqa: S105 - of made-up clients
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class OldClient:
    """A client of long standing: who, with how much, looked after by whom (staff number)."""

    name: str
    place: int
    assets: str
    turnover: str
    marketer: str = ""
    institution: bool = False
    wishes: Mapping[str, str] = field(default_factory=dict)


def register(services: Services, sample: OldClient, *, staff_id: str = "", verified_by: str = "") -> Client:
    """Enter a client with account, bank, securities accounts, counter password and, when given, own staff member."""
    setter_up = system_actor("01")
    with services.branch.db.write(setter_up) as tx:
        since = branch_day(tx.at) - timedelta(days=900)
        born = date(1975 + sample.place % 20, 3, 1 + sample.place % 28)
        number = f"91330100MA{sample.place:07d}X" if sample.institution else resident_number(
            "330102", born, 100 + sample.place
        )  # fmt: skip
        client = clients.add_client(
            tx.conn,
            NewClient(
                name=sample.name, paper_kind=INSTITUTION_PAPER if sample.institution else "resident-id",
                paper_number=number, sex="" if sample.institution else "男", birth_date=born, nationality="CHN",
                ethnicity="" if sample.institution else "01", paper_issuer="杭州市公安局上城分局",
                paper_from=since, paper_until=since + timedelta(days=7300), paper_address="浙江省杭州市上城区示例路1号",
                mobile=f"1385713{sample.place:04d}", address="浙江省杭州市上城区示例路1号",
                kind=ClientKind.INSTITUTION if sample.institution else ClientKind.INDIVIDUAL,
            ),
            tx.at,
        )  # fmt: skip
        account = custody.open_fund_account(
            tx.conn, client_id=client.id, at=tx.at,
            number=numbers.fund_account_number(tx.conn, services.policy.fund_account_prefix),
        )  # fmt: skip
        custody.tie(
            tx.conn, fund_account_id=account.id, bank="icbc", bank_account=f"62220212020{sample.place:08d}",
            document_number=f"{client.number}-CG", at=tx.at,
        )  # fmt: skip
        clients.list_account(
            tx.conn, client.id, Market.SHANGHAI_A, f"{'B' if sample.institution else 'A'}{sample.place:09d}"
        )
        clients.list_account(tx.conn, client.id, Market.SHENZHEN_A, f"{sample.place:010d}")
        credentials.set_password(tx.conn, client.id, credentials.hash_password(PASSWORD), tx.at)
        if staff_id:
            relationship.confirm(
                tx.conn, client_id=client.id, staff_id=staff_id, booking_number="", verified_by=verified_by,
                document_number=f"{client.number}-GX", at=tx.at,
            )  # fmt: skip
        tx.audit("clients.registered", "client", client.number)
        return clients.get_client(tx.conn, client.id)


def state_of(sample: OldClient, fund_account: str, **changes: object) -> AccountState:
    """What the trading system says of the client's account: nothing stands in the way unless ``changes`` say so."""
    plain: dict[str, object] = {
        "fund_account": fund_account, "assets": Decimal(sample.assets), "turnover": Decimal(sample.turnover),
        "cash": NOUGHT, "interest_unsettled": NOUGHT, "orders_today": 0, "orders_unfilled": 0, "repo_until": None,
        "repo_registered": False, "new_share_frozen": NOUGHT, "new_share_release": None, "agreements": (),
        "depository_block_sh": "", "depository_block_sz": "", "sh_designated": True, "sz_custody": True,
    }  # fmt: skip
    return AccountState(**{**plain, **changes})  # type: ignore[arg-type]  # the names of AccountState's own fields


def take_in(services: Services, teller: Actor, client: Client, **fields: str) -> TransferView:
    """Take a request in with everything that an individual shows and wants; ``fields`` beside or instead."""
    number = services.transfer.start(teller, client.id).case.number
    typed = {
        "wish_sh": "yes", "wish_sz": "yes", "target": "示例证券上海营业部", "sz_seat": "123456",
        **{f"doc:{code}": "shown" for code in ("id-card", "securities-card", "fund-card")},
        **{f"doc_reason:{code}": "高拍仪检修，已核对原件" for code in ("id-card", "securities-card", "fund-card")},
        "reason": "moved", "reason_text": "搬到外地居住", **fields,
    }  # fmt: skip
    if client.kind is ClientKind.INSTITUTION or fields.get("present") == "agent":
        typed |= {
            "present": "agent", "agent_name": "顾明远",
            "agent_paper_number": resident_number("330105", date(1988, 6, 6), 77),
            "authority": "legal", "doc:authorisation": "shown", "doc_reason:authorisation": "原件留存",
            "doc:agent-id": "shown", "doc_reason:agent-id": "已核对原件", **fields,
        }  # fmt: skip
    return services.transfer.save_fields(teller, number, typed)


def talk(services: Services, actor: Actor, number: str, said: str, outcome: Outcome, **more: object) -> TransferView:
    """One attempt at the counter."""
    return services.transfer.add_talk(actor, number, NewTalk("counter", said, outcome=outcome, **more))  # type: ignore[arg-type]  # names of NewTalk


def sign(services: Services, teller: Actor, number: str, form_id: str) -> TransferView:
    """The client signs a form on the display."""
    _, shown = services.transfer.signature_lines(teller, number, form_id)
    return services.transfer.sign(teller, number, form_id, sample_ink(len(form_id)), shown)


def submit(services: Services, teller: Actor, number: str) -> TransferView:
    """The client signs the application and the request goes before the approvers: by itself when the client insists."""
    view = sign(services, teller, number, making.APPLICATION)
    return view if view.case.status is Status.SUBMITTED else services.transfer.submit(teller, number)


def approve(services: Services, approver: Actor, number: str, step: StepKind, words: str = "同意办理") -> None:
    """An approver looks at the screen and approves what was seen."""
    seen = services.transfer.approval_screen(approver, number).seen_version
    services.transfer.decide(approver, number, step, Verdict.APPROVED, words, "", seen)


def finish(services: Services, teller: Actor, number: str, password: str = PASSWORD) -> TransferReceipt:
    """Fee, password, returns, signatures, carrying out."""
    hand_back(services, teller, number, password)
    return services.transfer.carry_out(teller, number)


def hand_back(services: Services, teller: Actor, number: str, password: str = PASSWORD) -> TransferView:
    """Everything up to carrying out."""
    transfer = services.transfer
    view = transfer.view(teller, number)
    if view.fee_total > 0 and view.receipt is None:
        transfer.take_fee(teller, number)
    transfer.check_password(teller, number, password)
    transfer.save_fields(teller, number, {f"return:{one.code}": "done" for one in view.returns})
    sign(services, teller, number, making.RETURNS)
    _, shown = transfer.signature_lines(teller, number, making.RETURNS)
    return transfer.teller_sign(teller, number, making.RETURNS, sample_ink(9), shown)
