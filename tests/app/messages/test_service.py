"""The outbox by hand: again, taken back, recorded; tasks of what was lost; wishes; the gateway's settings (FU-2)."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.counter.lost_messages import make_task
from app.gateways.messages import settings as kept
from app.gateways.messages.http_gateway import GatewayAddress
from app.gateways.messages.settings import GatewaySettings
from app.messages.domain import MessageState
from app.messages.service import GatewayPlace, MessageService, Sending
from app.messages.storage import message as table
from app.policy.messages import MessageKind
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind
from tests.app.messages.outbox import MOBILE, POLICY, Outbox
from tests.builders import Actors
from tests.people import add_client
from tests.stopping import Breaking, Onlooker

S = MessageState


@pytest.fixture
def service(branch: OpenBranch) -> MessageService:
    return MessageService(branch.db, POLICY, GatewayPlace.of(branch), branch.db.clock, make_task)


def lost_tasks(branch: OpenBranch) -> list[str]:
    with branch.db.read() as conn:
        return [task.text for task in tasks.open_ones(conn, TaskKind.SMS_REMINDER)]


@pytest.mark.rule("FU-2")
def test_a_result_is_recorded_by_hand_with_how_it_is_known_and_a_failure_makes_one_task(
    branch: OpenBranch, service: MessageService, actors: Actors
) -> None:
    outbox = Outbox(branch, actors.teller)
    with branch.db.write(actors.teller) as tx:
        client = add_client(tx.conn)
    first, second = outbox.queue("a", client_id=client.id), outbox.queue("b", client_id=client.id)
    with pytest.raises(Refused, match=r"text\.required"):
        service.record(actors.teller, first.id, S.SENT, " ", 1)
    sent = service.record(actors.teller, first.id, S.SENT, "平台页面已发送", 1)
    with pytest.raises(Refused, match=r"messages\.changed_meanwhile"):
        service.record(actors.teller, first.id, S.DELIVERED, "再记", 1)
    failed = service.record(actors.teller, first.id, S.FAILED, "空号", sent.version)
    service.record(actors.teller, second.id, S.FAILED, "空号", 1)
    assert [text[:11] for text in lost_tasks(branch)] == ["开户后的风险提示短信未"]
    detail = service.detail(actors.compliance, first.id)
    assert [(step.state, step.note) for step in detail.steps] == [
        (S.QUEUED, ""), (S.SENT, "平台页面已发送"), (S.FAILED, "空号")
    ]  # fmt: skip
    again = service.retry(actors.teller, first.id, failed.version)
    assert (again.state, again.attempt, detail.line.client_name) == (S.QUEUED, 0, "张三丰")


def test_what_waits_is_taken_back_and_what_is_over_is_not(
    branch: OpenBranch, service: MessageService, actors: Actors
) -> None:
    message = Outbox(branch, actors.teller).queue()
    cancelled = service.cancel(actors.teller, message.id, 1, "客户已到店")
    assert cancelled.state is S.CANCELLED
    with pytest.raises(Refused, match=r"messages\.over"):
        service.retry(actors.teller, message.id, cancelled.version)
    with pytest.raises(Refused, match=r"messages\.unknown"):
        service.cancel(actors.teller, "nobody", 1, "无")


def test_an_unclear_one_is_sent_again_only_with_how_it_is_known(
    branch: OpenBranch, service: MessageService, actors: Actors
) -> None:
    message = Outbox(branch, actors.teller).queue()
    with branch.db.write(actors.teller) as tx:
        tx.conn.execute(table.update().values(state="unclear"))
    with pytest.raises(Refused, match=r"text\.required"):
        service.retry(actors.teller, message.id, 1)
    assert service.retry(actors.teller, message.id, 1, "平台客服确认未收到").reason == "messages.not_sent"


@pytest.mark.rule("FU-2")
def test_a_client_opts_out_and_in_again_and_the_list_says_why_nothing_was_sent(
    branch: OpenBranch, service: MessageService, actors: Actors
) -> None:
    outbox = Outbox(branch, actors.teller)
    with branch.db.write(actors.teller) as tx:
        client = add_client(tx.conn)
    service.set_advertising(actors.teller, client.id, False, "短信回复R")
    invited = outbox.queue("i", kind=MessageKind.EVENT_INVITATION, client_id=client.id)
    assert (invited.state, invited.reason) == (S.CANCELLED, "messages.opted_out")
    assert outbox.queue("r", client_id=client.id).state is S.QUEUED
    service.set_advertising(actors.teller, client.id, True, "柜台告知")
    assert service.wants_advertising(actors.compliance, client.id)
    assert [line.message.state for line in service.of_client(actors.teller, client.id)] == [S.QUEUED, S.CANCELLED]
    assert service.counts(actors.teller) == {S.QUEUED: 1, S.CANCELLED: 1}
    assert len(service.listed(actors.teller, (S.QUEUED,), MessageKind.RISK_REMINDER)) == 1


@pytest.mark.rule("SE-1")
def test_number_and_text_are_not_to_be_read_in_the_database(branch: OpenBranch, actors: Actors) -> None:
    message = Outbox(branch, actors.teller).queue()
    with branch.db.read() as conn:
        row = conn.execute(sa.text("SELECT mobile, text FROM message")).one()
    assert [value[:2] for value in row] == ["s1", "s1"]
    assert MOBILE not in repr(message)


def test_previews_say_how_long_each_text_is(service: MessageService, actors: Actors) -> None:
    found = {one.kind: one for one in service.previews(actors.teller)}
    reminder = found[MessageKind.RISK_REMINDER]
    assert (reminder.parts, reminder.most) == (2, 3)
    assert "{" not in "".join(one.text for one in found.values())


def test_the_gateway_is_set_by_who_may_and_its_secret_lies_encrypted(
    branch: OpenBranch, service: MessageService, actors: Actors, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.set_gateway(actors.teller, GatewaySettings())
    with pytest.raises(Refused, match=r"messages\.no_gateway"):
        service.send_due(actors.teller)
    secret = "ein-langes-geheimnis"
    wanted = GatewaySettings(address="https://sms.example.com/v1", key_name="k1", secret=secret)
    service.set_gateway(actors.admin, wanted)
    assert GatewayPlace.of(branch).settings() == wanted
    assert secret.encode() not in (branch.folder / kept.FILE).read_bytes()
    assert secret not in repr(wanted)
    assert service.gateway_name(actors.admin) == "https://sms.example.com/v1"
    (branch.folder / kept.FILE).write_bytes(b"x" * 60)
    with pytest.raises(Refused, match=r"messages\.gateway_damaged"):
        service.gateway_name(actors.admin)
    service.set_gateway(actors.admin, GatewaySettings(folder=str(tmp_path)))
    outbox = Outbox(branch, actors.teller)
    message = outbox.queue()
    assert service.send_due(actors.teller) == Sending(1, 1, stopped=False)
    assert outbox.state(message) is S.SENT


@pytest.mark.rule("FU-2")
def test_stopped_between_two_messages_each_has_gone_out_whole_or_waits(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    place = GatewayPlace.of(sqlite_branch)
    kept.save(place.folder, place.key, GatewaySettings(folder=str(tmp_path)))
    service = MessageService(sqlite_branch.db, POLICY, place, sqlite_branch.db.clock, make_task)
    outbox = Outbox(sqlite_branch, actors.teller)
    queued = [outbox.queue(str(number), mobile=f"1380013800{number}") for number in range(4)]
    assert service.send_due(actors.teller, watch=Onlooker(2).watch) == Sending(2, 4, stopped=True)
    with pytest.raises(ConnectionError):
        service.send_due(actors.teller, watch=Breaking(1, ConnectionError()).watch)
    assert sorted(outbox.state(message) for message in queued) == [S.QUEUED, S.SENT, S.SENT, S.SENT]
    assert len(list(tmp_path.glob("out/*.json"))) == 3
    assert service.send_due(actors.teller) == Sending(1, 1, stopped=False)
    assert {outbox.state(message) for message in queued} == {S.SENT}
    assert len(list(tmp_path.glob("out/*.json"))) == 4


@pytest.mark.parametrize(
    "address",
    ["http://sms.example.com/v1", "ftp://127.0.0.1/", "https://", "https://u:p@sms.example.com", "https://h/?a=1",
     "https://h:x/", "https://h/a b"],
)  # fmt: skip
def test_an_address_without_tls_or_with_a_login_is_refused(address: str) -> None:
    with pytest.raises(Refused, match=r"messages\.gateway_address"):
        GatewayAddress.parse(address)


def test_loopback_needs_no_tls_and_a_short_secret_is_none() -> None:
    assert str(GatewayAddress.parse("http://127.0.0.1:8080/sms/")) == "http://127.0.0.1:8080/sms"
    from app.common.clock import FixedClock

    for bad in (GatewaySettings(address="https://h", key_name="k", secret="kurz"),
                GatewaySettings(address="https://h", key_name="a b", secret="x" * 20)):  # fmt: skip
        with pytest.raises(Refused, match=r"messages\.gateway_secret"):
            bad.gateway(FixedClock())
