"""Nothing is sent twice, whatever happens between us and the gateway (FU-2)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.branch.opened import DATABASE_FILE, OpenBranch, open_branch, standard_store
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.gateways.messages.file_drop import FileDrop
from app.messages import storage
from app.messages.domain import MOST_ASKED, MessageState
from app.policy.messages import MessageKind
from tests.app.messages.gateway import Provider, running
from tests.app.messages.outbox import MOBILE, POLICY, Outbox, http
from tests.builders import Actors, BranchFactory
from tests.people import add_client

S = MessageState


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Provider, str]]:
    with running() as (provider, address):
        yield provider, address


@pytest.fixture
def provider(server: tuple[Provider, str]) -> Provider:
    server[0].__init__()  # type: ignore[misc]  # as on its first day
    return server[0]


@pytest.fixture
def outbox(sqlite_branch: OpenBranch, actors: Actors, server: tuple[Provider, str], provider: Provider) -> Outbox:
    made = Outbox(sqlite_branch, actors.teller)
    made.gateway = http(server[1], made.clock, 0.3)
    return made


@pytest.mark.rule("FU-2")
def test_a_message_goes_out_once_with_its_text_and_its_result_is_recorded(outbox: Outbox, provider: Provider) -> None:
    message = outbox.queue()
    outbox.sender.round()
    assert (outbox.state(message), dict(provider.sent), provider.texts) == (
        S.SENT, {MOBILE: 1}, {message.id: message.text}
    )  # fmt: skip
    provider.states[message.id] = "delivered"
    outbox.later()
    assert outbox.state(message) is S.DELIVERED
    assert [step.state for step in outbox.steps(message)] == [S.QUEUED, S.SENDING, S.SENT, S.DELIVERED]
    assert outbox.lost == []


@pytest.mark.rule("FU-2")
@pytest.mark.parametrize("trouble", ["silent-before", "silent-after", "cut", "500-before", "502-after", "busy"])
def test_whatever_answer_is_lost_the_message_is_asked_for_by_its_id_and_goes_out_once(
    outbox: Outbox, provider: Provider, trouble: str
) -> None:
    provider.trouble = [trouble]
    message = outbox.queue()
    outbox.sender.round()
    assert outbox.state(message) is (S.QUEUED if trouble == "busy" else S.SENDING)
    outbox.later()
    assert (outbox.state(message), provider.sent[MOBILE]) == (S.SENT, 1)
    before = trouble in ("silent-before", "500-before", "busy")
    assert provider.posts == (2 if before else 1)


def test_a_page_of_something_in_between_is_not_taken_for_the_word_that_it_never_had_it(
    outbox: Outbox, provider: Provider
) -> None:
    provider.trouble = ["502-after", "page", "page"]
    message = outbox.queue()
    outbox.sender.round()
    outbox.later()
    assert outbox.state(message) is S.SENDING
    outbox.later()
    outbox.later()
    assert (outbox.state(message), provider.posts, provider.sent[MOBILE]) == (S.SENT, 1, 1)


def test_when_the_gateway_cannot_tell_a_person_decides_and_there_is_a_task(outbox: Outbox, provider: Provider) -> None:
    provider.trouble = ["502-after", "cannot"]
    message = outbox.queue()
    outbox.sender.round()
    outbox.later()
    assert outbox.state(message) is S.UNCLEAR
    outbox.later()
    assert (provider.posts, [one.id for one in outbox.lost]) == (1, [message.id])


def test_a_gateway_that_never_answers_again_leaves_the_decision_to_a_person(outbox: Outbox, provider: Provider) -> None:
    provider.trouble = ["502-after", *["500-before"] * MOST_ASKED]
    message = outbox.queue()
    outbox.sender.round()
    for _ in range(MOST_ASKED):
        assert outbox.state(message) is S.SENDING
        outbox.later()
    assert (outbox.state(message), provider.posts) == (S.UNCLEAR, 1)


def test_another_gateway_is_not_asked_whether_the_first_one_had_it(
    outbox: Outbox, provider: Provider, tmp_path: Path
) -> None:
    provider.trouble = ["502-after"]
    message = outbox.queue()
    outbox.sender.round()
    outbox.gateway = FileDrop(tmp_path)
    outbox.later()
    assert outbox.state(message) is S.UNCLEAR
    assert not list(tmp_path.glob("out/*"))


def test_what_the_gateway_refuses_fails_and_makes_a_task(outbox: Outbox, provider: Provider) -> None:
    provider.trouble = ["refused"]
    message = outbox.queue()
    outbox.sender.round()
    assert (outbox.get(message).state, outbox.get(message).reason) == (S.FAILED, "messages.gateway_refused")
    assert [one.id for one in outbox.lost] == [message.id]


def test_a_gateway_that_does_not_know_our_signature_gets_nothing_and_the_message_waits(
    outbox: Outbox, server: tuple[Provider, str], provider: Provider
) -> None:
    outbox.gateway = http(server[1], outbox.clock, key="somebody-else")
    message, other = outbox.queue(), outbox.queue("b", mobile="13800138001")
    outbox.sender.round()
    assert (outbox.get(message).state, outbox.get(message).reason) == (S.QUEUED, "messages.gateway_denied")
    assert (outbox.state(other), provider.posts, dict(provider.sent)) == (S.QUEUED, 1, {})
    assert outbox.gateway.check().reason == "messages.gateway_denied"


def test_without_a_connection_nothing_has_left_and_it_waits_until_it_is_given_up(
    outbox: Outbox, provider: Provider
) -> None:
    outbox.gateway = http("http://127.0.0.1:9/sms", outbox.clock)
    message = outbox.queue()
    outbox.sender.round()
    assert (outbox.get(message).state, outbox.get(message).reason) == (S.QUEUED, "messages.gateway_away")
    outbox.later(POLICY.give_up_hours * 3600)
    assert (outbox.state(message), [one.state for one in outbox.lost]) == (S.GIVEN_UP, [S.GIVEN_UP])


@pytest.mark.rule("FU-2")
def test_nothing_goes_out_in_the_quiet_hours_nor_more_than_the_days_share_to_one_number(
    outbox: Outbox, provider: Provider
) -> None:
    outbox.clock.at = outbox.clock.at.replace(hour=13)  # 21:00 at the branch
    made = [outbox.queue(str(place)) for place in range(POLICY.daily_limit + 1)]
    outbox.sender.round()
    assert provider.posts == 0
    outbox.clock.at = outbox.clock.at.replace(hour=0, minute=40) + timedelta(days=1)  # 8:40
    outbox.sender.round()
    assert provider.sent[MOBILE] == POLICY.daily_limit
    assert outbox.get(made[-1]).reason == "messages.daily_limit"
    outbox.later(24 * 3600)
    assert provider.sent[MOBILE] == POLICY.daily_limit + 1


@pytest.mark.rule("FU-2")
def test_an_opt_out_stops_advertising_to_the_last_moment_and_never_a_duty(
    outbox: Outbox, provider: Provider, actors: Actors
) -> None:
    with outbox.branch.db.write(actors.teller) as tx:
        client = add_client(tx.conn)
    invited = outbox.queue("i", kind=MessageKind.EVENT_INVITATION, client_id=client.id)
    with outbox.branch.db.write(actors.teller) as tx:
        assert storage.wish(tx, client.id, advertising=False, why="电话告知")
    reminded = outbox.queue("r", client_id=client.id)
    again = outbox.queue("j", kind=MessageKind.EVENT_INVITATION, client_id=client.id)
    outbox.sender.round()
    assert [outbox.state(one) for one in (invited, reminded, again)] == [S.CANCELLED, S.SENT, S.CANCELLED]
    assert outbox.lost == []


def test_the_same_thing_is_queued_once(outbox: Outbox) -> None:
    assert outbox.queue("same").id == outbox.queue("same").id


def test_a_number_that_is_no_mobile_fails_without_bothering_the_gateway(outbox: Outbox, provider: Provider) -> None:
    message = outbox.queue(mobile="0571-88880000")
    outbox.sender.round()
    assert (outbox.get(message).reason, provider.posts) == ("messages.no_mobile", 0)


def test_one_program_sends_for_the_branch_until_it_falls_silent_or_lets_go(outbox: Outbox, provider: Provider) -> None:
    outbox.queue("a")
    outbox.sender.round()
    second = outbox.another("second")
    outbox.queue("b")
    with pytest.raises(Refused, match=r"messages\.another_sends"):
        second.round()
    outbox.sender.let_go()
    second.round()
    assert provider.sent[MOBILE] == 2


def test_two_programs_that_see_the_same_message_send_it_once(outbox: Outbox, provider: Provider) -> None:
    message = outbox.queue()
    seen = outbox.get(message)
    outbox.sender.round()
    outbox.sender.let_go()
    late = outbox.another("late")
    late.round()
    assert late._take(replace(seen)) is None
    assert provider.posts == 1


@pytest.mark.rule("FU-2")
@pytest.mark.parametrize("where", ["before", "after"])
@pytest.mark.parametrize("way", ["http", "files"])
def test_a_program_that_is_killed_while_sending_has_sent_it_once_or_not_at_all(
    branch_factory: BranchFactory, actors: Actors, server: tuple[Provider, str], provider: Provider, tmp_path: Path,
    where: str, way: str,
) -> None:  # fmt: skip
    branch = branch_factory.make("sqlite")
    message = Outbox(branch, actors.teller).queue()
    folder = branch.folder
    branch.close()
    drop = tmp_path / "drop"
    drop.mkdir()
    address = server[1] if way == "http" else str(drop)
    command = [sys.executable, "-m", "tests.app.messages.crashing", str(folder), address, where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as crashing:
        assert crashing.stdout is not None
        assert crashing.stdout.readline() == b"now\n"
        crashing.kill()
    assert (folder / DATABASE_FILE).exists()
    again = open_branch(folder, standard_store(), FixedClock(), station="01")
    try:
        outbox = Outbox(again, actors.teller)
        outbox.gateway = http(server[1], outbox.clock) if way == "http" else FileDrop(drop)
        assert outbox.state(message) is S.SENDING
        outbox.later()
        assert outbox.state(message) is S.SENT
    finally:
        again.close()
    if way == "http":
        assert (provider.posts, provider.sent[MOBILE]) == (1, 1)
    else:
        assert [path.stem for path in drop.glob("out/*.json")] == [message.id]


@pytest.mark.rule("FU-2")
@settings(max_examples=12, deadline=None)
@given(trouble=st.lists(st.sampled_from(["", "500-before", "502-after", "cut", "busy", "page", "cannot"]), max_size=8))
def test_no_run_of_troubles_makes_a_message_go_out_twice(
    hypothesis_outbox: Outbox, server: tuple[Provider, str], trouble: list[str]
) -> None:
    outbox, provider = hypothesis_outbox, server[0]
    provider.__init__()  # type: ignore[misc]  # as on its first day
    provider.trouble = list(trouble)
    # a morning on which nobody asks after the messages of the example before
    outbox.clock.at = outbox.clock.at.replace(hour=1) + timedelta(days=3)
    message = outbox.queue(str(outbox.clock.at))
    for _ in range(12):
        outbox.later(1900)
    assert max(provider.sent.values(), default=0) <= 1
    settled = outbox.state(message)
    assert settled in (S.SENT, S.UNCLEAR)
    if settled is S.SENT:
        assert message.id in provider.states


@pytest.fixture(scope="module")
def hypothesis_outbox(
    tmp_path_factory: pytest.TempPathFactory, templates: object, server: tuple[Provider, str]
) -> Iterator[Outbox]:
    factory = BranchFactory(tmp_path_factory.mktemp("outbox"), templates)  # type: ignore[arg-type]  # the fixture's
    made = Outbox(factory.make("sqlite"), Actors().teller)
    made.gateway = http(server[1], made.clock)
    try:
        yield made
    finally:
        factory.close()
