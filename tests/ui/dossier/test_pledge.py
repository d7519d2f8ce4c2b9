"""The page of the pledge: read, signed once, the register beside it (SE-1)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.archive.press import Ink
from app.common.errors import Refused
from forms.engine.sample_ink import sample_ink
from tests.ui.dossier.samples import SamplePledge
from ui.pages.pledge import PledgePage
from ui.support.run_op import OpRunner

PIXEL = (2, 3, b"\xff" * 24)


@pytest.fixture
def runner() -> Iterator[OpRunner]:
    made = OpRunner()
    yield made
    made.close()


def page_of(qtbot: QtBot, runner: OpRunner, provider: SamplePledge) -> PledgePage:
    page = PledgePage(runner, provider, lambda pdf, number, scale: PIXEL, "样柜员")
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    page.refresh()
    qtbot.waitUntil(runner.idle)
    return page


@pytest.mark.rule("SE-1")
def test_the_text_is_signed_once_and_the_pad_goes(qtbot: QtBot, runner: OpRunner) -> None:
    provider = SamplePledge(b"%PDF")
    page = page_of(qtbot, runner, provider)
    assert page.pad.isVisibleTo(page)
    page.sign(sample_ink())
    qtbot.waitUntil(lambda: runner.idle() and not page.pad.isVisibleTo(page))
    page.sign(sample_ink())
    assert len(provider.told) == 1
    assert [line.current for line in page.table.rows()] == [True, False]


def test_who_may_not_see_the_register_sees_none(
    qtbot: QtBot, runner: OpRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = SamplePledge(b"%PDF", signed="2026-11-22")
    monkeypatch.setattr(provider, "register", tuple)
    page = page_of(qtbot, runner, provider)
    assert not page._register.isVisibleTo(page)
    assert not page.pad.isVisibleTo(page)


def test_a_refusal_stands_above_and_the_pad_can_be_used_again(
    qtbot: QtBot, runner: OpRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = SamplePledge(b"%PDF")
    page = page_of(qtbot, runner, provider)

    def refuse(_: object) -> None:
        raise Refused("archive.ink_too_little")

    monkeypatch.setattr(provider, "sign", refuse)
    page.sign(sample_ink())
    qtbot.waitUntil(runner.idle)
    assert page.banner.isVisible()
    assert page.pad.pad.isEnabled()


@pytest.mark.rule("SE-2")
def test_a_pledge_waits_for_the_server_and_is_signed_when_it_is_back(
    qtbot: QtBot, runner: OpRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = SamplePledge(b"%PDF")
    page = page_of(qtbot, runner, provider)

    away, plain = [Refused("branch.unreachable")], provider.sign

    def sign(ink: Ink) -> None:
        if away:
            raise away.pop()
        plain(ink)

    monkeypatch.setattr(provider, "sign", sign)
    page.sign(sample_ink())
    qtbot.waitUntil(runner.idle)
    assert "Not saved yet" in page.banner.text()
    assert not page.pad.pad.isEnabled()
    runner.retry()
    qtbot.waitUntil(lambda: runner.idle() and not page.pad.isVisibleTo(page))
    assert len(provider.told) == 1
