"""The facts of the papers of a complaint, from the complaint itself (CP-3)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from app.archive.heads import Head
from app.complaints import labels, storage
from app.complaints.domain import Complaint, EvidenceKind, Level, Step
from app.complaints.facts import ComplaintAnswerFacts, ComplaintRecordFacts, RespondentFacts, StepFacts
from app.complaints.seeing import shown_name

RECORD = "complaint-record"
ANSWER = "complaint-answer"
STATISTICS = "complaint-statistics"
HOTLINE = "12386"
"""The hotline of the securities regulator for investors."""

_NEXT = {Level.BRANCH: "本公司分公司或者公司客户服务部门", Level.REGIONAL: "公司客户服务部门", Level.COMPANY: ""}


def record_facts(
    conn: sa.Connection, complaint: Complaint, head: Head, last: tuple[datetime, Step, str, str] | None = None
) -> ComplaintRecordFacts:
    """What 《客户投诉记录表》 says; ``last``: the step that ends it, with when, by whom and which words."""
    who = complaint.complainant
    number = storage.client_numbers(conn, [who.client_id]).get(who.client_id, "") if who.client_id else ""
    steps = [
        StepFacts(event.at, labels.STEPS[event.step], event.by_name, _words(event.words, event.to_name))
        for event in storage.history(conn, complaint.id)
    ]
    if last is not None:
        at, step, by, words = last
        steps.append(StepFacts(at, labels.STEPS[step], by, words))
    return ComplaintRecordFacts(
        head=head, state=labels.STATES[complaint.state], source=labels.SOURCES[complaint.source],
        kind=labels.KINDS[complaint.kind], level=labels.LEVELS[complaint.level],
        gravity=tuple(labels.GRAVITIES[one] for one in sorted(complaint.gravity)), complainant=shown_name(complaint),
        client_number=number, contact=who.contact, address=who.address, taken_at=complaint.taken_at,
        taken_by=complaint.taken_by_name, start_due=complaint.start_due, answer_due=complaint.answer_due,
        started_on=complaint.started_on, answered_on=complaint.answered_on, closed_on=complaint.closed_on,
        respondents=tuple(
            RespondentFacts(
                one.name, one.post, one.unit, labels.VERDICTS[one.verdict], one.misconduct, one.dealt
            )
            for one in complaint.respondents
        ),
        facts=complaint.facts, demand=complaint.demand, evidence=_evidence(conn, complaint),
        finding=complaint.finding, measure=complaint.measure, compensation=complaint.compensation,
        answer=complaint.answer,
        answer_way="" if complaint.answer_way is None else labels.WAYS[complaint.answer_way],
        satisfied=complaint.satisfied, steps=tuple(steps),
    )  # fmt: skip


def answer_facts(complaint: Complaint, head: Head) -> ComplaintAnswerFacts:
    """What 《投诉答复函》 says. It names nobody complained of: how they are dealt with is no matter of the letter."""
    return ComplaintAnswerFacts(
        head=head, complainant=shown_name(complaint), taken_on=complaint.taken_on,
        source=labels.SOURCES[complaint.source], facts=complaint.facts, demand=complaint.demand,
        finding=complaint.finding, measure=complaint.measure, compensation=complaint.compensation,
        answer=complaint.answer, next_level=_NEXT[complaint.level], hotline=HOTLINE, telephone=head.branch.telephone,
    )  # fmt: skip


def _evidence(conn: sa.Connection, complaint: Complaint) -> tuple[str, ...]:
    kinds = {EvidenceKind.PAPER: "材料", EvidenceKind.RECORDING: "录音"}
    return tuple(
        f"{kinds[one.kind]}：{one.name}"
        + (f"（{len(one.files)}页）" if one.kind is EvidenceKind.PAPER else f"（经同意：{one.consent}）")
        for one in storage.evidence_of(conn, complaint.id)
    )


def _words(words: str, to_name: str) -> str:
    return "，".join(part for part in (f"交{to_name}办理" if to_name else "", words) if part)
