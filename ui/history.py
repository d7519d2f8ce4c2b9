"""The sources of a client's history; a further one is one line in :func:`sources`. No Qt; runs in a worker."""

from __future__ import annotations

from collections.abc import Sequence

from app.common.actor import Actor, Right
from app.contacts.domain import Contact
from app.counter.services import Services
from ui.desk_complaints import ComplaintHistory
from ui.desk_education import EducationHistory
from ui.pages.history.port import HistoryLine, HistorySource
from ui.providers import local


class ClientHistory:
    """All sources in one line of time."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor
        self._sources = sources(services, actor)

    def lines(self, client_id: str) -> Sequence[HistoryLine]:
        """Everything, the newest first."""
        found = [line for source in self._sources for line in source.lines(client_id)]
        return sorted(found, key=lambda line: line.at, reverse=True)

    def correct(self, number: str, words: str, why: str) -> None:
        """Add a correction to a call or visit (FU-6)."""
        self._services.contacts.correct(self._actor, number, words, why)


def sources(services: Services, actor: Actor) -> tuple[HistorySource, ...]:
    """Whatever tells of clients."""
    return (
        ContactHistory(services, actor),
        EducationHistory(services, actor),
        ComplaintHistory(services, actor),
    )


class ContactHistory:
    """Calls and visits with their corrections (FU-6)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def lines(self, client_id: str) -> Sequence[HistoryLine]:
        """A client's calls and visits."""
        if not self._actor.may(Right.CLIENT_READ):
            return ()
        return [self._line(one) for one in self._services.contacts.of_client(self._actor, client_id)]

    def _line(self, one: Contact) -> HistoryLine:
        mends = one.by == self._actor.staff_id or self._actor.may(Right.CONTACT_PLAN)
        return HistoryLine(
            at=local(one.at),
            what=f"{one.kind.label}（{one.way.label}）",
            outcome="发现问题" if one.has_problem else one.outcome.label,
            by=one.by_name,
            text="\n".join(told(one)),
            state="danger" if one.has_problem else "ok" if one.outcome.final else "warn",
            added=tuple(
                f"{local(fix.at):%Y-%m-%d %H:%M} {fix.by_name}更正：{fix.words}（原因：{fix.why}）"
                for fix in one.corrections
            ),
            document=one.document_number,
            correct=one.number if mends and self._actor.may(Right.CONTACT) else "",
        )


def told(one: Contact) -> list[str]:
    """A call or visit in lines, as it is read."""
    given = (
        ("记录", one.number), ("事由", one.occasion), ("日期", one.on.isoformat()), ("联系结果", one.outcome.label),
        ("地点", one.place), ("接听或者接待", one.spoken_with), ("同行", one.companions),
    )  # fmt: skip
    lines = [f"{name}：{value}" for name, value in given if value]
    lines += [f"{'▲ ' if answer.problem else ''}{answer.text} {answer.label}" for answer in one.answers]
    more = (("问题", one.problem), ("备注", one.note), ("下次联系", one.next_on.isoformat() if one.next_on else ""))
    return lines + [f"{name}：{value}" for name, value in more if value]
