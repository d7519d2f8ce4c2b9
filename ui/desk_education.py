"""Investor education at the desk: the page, and what a client's history tells of it (IE-1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from app.common.actor import Actor, Right
from app.common.clock import BRANCH_ZONE, branch_day
from app.counter.services import Services
from app.education.domain import Attended, EventState, Given, Way
from ui.education_providers import EducationData
from ui.feed import Feed
from ui.pages.education.page import EducationPage
from ui.pages.history.port import HistoryLine
from ui.providers import local
from ui.support.ask import Asker
from ui.support.run_op import OpRunner

_WAYS = {Way.COUNTER: "柜台发放", Way.EVENT: "活动发放", Way.POST: "邮寄", Way.ONLINE: "在线发送"}
_STATES = {EventState.PLANNED: "info", EventState.HELD: "ok", EventState.CANCELLED: "neutral"}


def uses_education(actor: Actor) -> bool:
    """Whether the page is of use: for those who keep events, and for tellers, who enter who came."""
    return actor.may(Right.EDUCATION_WRITE) or (actor.may(Right.COUNTER) and actor.may(Right.CLIENT_READ))


def education_page(services: Services, actor: Actor, runner: OpRunner, feed: Feed, ask: Asker) -> EducationPage:
    """Events and material."""
    page = EducationPage(
        runner, EducationData(services, actor), today=branch_day(services.clock.now()),
        keeps=actor.may(Right.EDUCATION_WRITE), ask=ask,
        counts=actor.may(Right.EDUCATION_WRITE) or actor.may(Right.REPORT_READ),
    )  # fmt: skip
    feed.changed.connect(page.changed)
    return page


class EducationHistory:
    """Events a client was invited to or at, and material they were given (IE-1)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def lines(self, client_id: str) -> Sequence[HistoryLine]:
        """All of it; nothing for who may not read clients."""
        if not self._actor.may(Right.CLIENT_READ):
            return ()
        found = self._services.education.of_client(self._actor, client_id)
        return [*(_event(one) for one in found.events), *(_given(one) for one in found.given)]


def _event(one: Attended) -> HistoryLine:
    outcome = "到场" if one.came else "已取消" if one.state is EventState.CANCELLED else "受邀"
    if one.state is EventState.HELD and not one.came:
        outcome = "受邀未到场"
    at = local(datetime.combine(one.on, time(12), BRANCH_ZONE))
    state = "ok" if one.came else _STATES[one.state] if one.state is not EventState.HELD else "neutral"
    return HistoryLine(at, "投资者教育活动", outcome, "", f"活动：{one.title}\n编号：{one.event_number}", state)


def _given(one: Given) -> HistoryLine:
    text = f"资料：{one.title}（第{one.version}版）\n编号：{one.material_number}"
    return HistoryLine(local(one.at), "投资者教育资料", _WAYS[one.way], one.by_name, text)
