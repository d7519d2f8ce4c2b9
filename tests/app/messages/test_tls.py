"""The gateway over TLS: with a certificate of an authority that the branch was told of, and with others (SE-1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.gateways.messages.port import Answer
from app.messages.domain import MessageState
from tests.app.messages.gateway import Provider, running
from tests.app.messages.outbox import MOBILE, Outbox, http
from tests.authority import Authority
from tests.builders import Actors

UNTRUSTED = "messages.gateway_untrusted"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def server(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Provider, str]]:
    with running(_files(authority, tmp_path_factory.mktemp("tls"), "localhost")) as there:
        yield there


def _files(authority: Authority, folder: Path, name: str) -> tuple[Path, Path]:
    found = folder / "server.pem", folder / "server.key"
    for path, content in zip(found, authority.server(name), strict=True):
        path.write_bytes(content)
    return found


@pytest.fixture
def outbox(sqlite_branch: OpenBranch, actors: Actors, server: tuple[Provider, str]) -> Outbox:
    server[0].__init__()  # type: ignore[misc]  # as on its first day
    return Outbox(sqlite_branch, actors.teller)


@pytest.mark.rule("SE-1")
def test_a_gateway_whose_certificate_comes_from_the_given_authority_gets_its_message(
    outbox: Outbox, server: tuple[Provider, str], authority: Authority
) -> None:
    provider, address = server
    outbox.gateway = http(address, outbox.clock, root=authority.root)
    assert outbox.gateway.check().answer is Answer.ACCEPTED
    message = outbox.queue()
    outbox.sender.round()
    assert (outbox.state(message), dict(provider.sent)) == (MessageState.SENT, {MOBILE: 1})


@pytest.mark.rule("SE-1")
def test_a_certificate_of_somebody_else_is_refused_and_nothing_of_the_message_has_left(
    outbox: Outbox, server: tuple[Provider, str], authority: Authority
) -> None:
    provider, address = server
    for root in (Authority("Another authority").root, b""):  # another one, and whom the computer trusts
        outbox.gateway = http(address, outbox.clock, root=root)
        assert (outbox.gateway.check().reason, outbox.gateway.ask("x").reason) == (UNTRUSTED, UNTRUSTED)
    message = outbox.queue()
    outbox.sender.round()
    assert (outbox.get(message).state, outbox.get(message).reason) == (MessageState.QUEUED, UNTRUSTED)
    assert (provider.posts, provider.asks) == (0, 0)
    outbox.gateway = http(address, outbox.clock, root=authority.root)
    outbox.later()
    assert outbox.state(message) is MessageState.SENT


@pytest.mark.rule("SE-1")
def test_a_good_certificate_of_another_host_is_refused(outbox: Outbox, authority: Authority, tmp_path: Path) -> None:
    with running(_files(authority, tmp_path, "sms.example")) as (provider, address):
        gateway = http(address, outbox.clock, root=authority.root)
        assert gateway.check().reason == UNTRUSTED
        assert provider.asks == 0
