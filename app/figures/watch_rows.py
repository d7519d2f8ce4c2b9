"""What compliance looks at: hits, looks and unmaskings, papers and assessments that ran out, incidents (KY-3, SE-1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.clients.storage import client
from app.custody.storage import fund_account
from app.due_diligence.hit_rows import screening_decision, screening_hit
from app.figures.case_rows import with_client
from app.figures.domain import Target
from app.figures.storage import Asked, Source, of_staff
from app.incidents.storage import incident
from app.staff.storage import staff
from app.suitability.storage import assessment
from app.watch.domain import LookKind, NoticeKind
from app.watch.storage import client_look, watch_notice, watch_review

_h, _d = screening_hit.c, screening_decision.c
OLD, FRESH = "older", "recent"
HIT_AGES = {OLD: "超过三天", FRESH: "三天以内"}
WEEK, MONTH = "week", "month"
NOTICE_AGES = {OLD: "超过一个月", MONTH: "一周至一个月", WEEK: "一周以内"}
INCIDENT_WORDS = {
    "approval-denied": "电话审批被否认", "marketing-misconduct": "回访反映营销违规",
    "complaint-misconduct": "投诉反映营销违规",
}  # fmt: skip
ENDED, SOON = "ended", "soon"
PAPER_STATES = {ENDED: "已过期", SOON: "三十天内到期"}


def _hit_age(asked: Asked) -> Any:
    bound = asked.now - timedelta(days=3)
    return sa.case((_h.found_at < bound, sa.literal(OLD)), else_=sa.literal(FRESH)), None


HITS = Source(
    table=screening_hit.outerjoin(screening_decision, _d.hit_id == _h.id),
    where=lambda asked: (_d.hit_id.is_(None),), part=_hit_age,
    columns={
        "id": _h.id, "number": _h.case_number, "name": client.c.name, "staff": _h.opened_by_name, "at": _h.found_at,
        "goal": sa.literal("screening"),
    },
    beside=with_client(_h.client_id), order=_h.found_at, newest=False, target=Target.PAGE,
)  # fmt: skip

_l = client_look.c
_UNMASKINGS = client_look.outerjoin(staff, staff.c.id == _l.staff_id)
UNMASKINGS = Source(
    table=_UNMASKINGS, where=lambda asked: (_l.kind == LookKind.UNMASKED.value,), when=_l.at,
    part=of_staff(_l.staff_id, staff.c.name),
    columns={
        "id": _l.id, "number": client.c.number, "name": client.c.name, "what": _l.why, "staff": staff.c.name,
        "at": _l.at, "goal": _l.client_id,
    },
    beside=with_client(_l.client_id), order=_l.at, target=Target.CLIENT,
)  # fmt: skip

_n = watch_notice.c
_NOTICES = watch_notice.outerjoin(watch_review, watch_review.c.notice_id == _n.id)
_NOTICE = {
    "id": _n.id, "name": staff.c.name, "what": _n.kind, "staff": watch_review.c.by_name, "at": _n.at,
    "goal": sa.literal("watch"),
}  # fmt: skip


def _beside_notice(table: sa.FromClause) -> sa.FromClause:
    return table.outerjoin(staff, staff.c.id == _n.staff_id)


def _notice_age(asked: Asked) -> Any:
    week, month = asked.now - timedelta(days=7), asked.now - timedelta(days=30)
    return sa.case((_n.at < month, sa.literal(OLD)), (_n.at < week, sa.literal(MONTH)), else_=sa.literal(WEEK)), None


BULK_LOOKS = Source(
    table=_NOTICES, where=lambda asked: (_n.kind != NoticeKind.MADE_ALONE.value,), when=_n.at, columns=_NOTICE,
    beside=_beside_notice, order=_n.at, target=Target.PAGE, client_named=False,
)  # fmt: skip
REVIEWS = Source(
    table=_NOTICES, where=lambda asked: (watch_review.c.notice_id.is_(None),), part=_notice_age, columns=_NOTICE,
    beside=_beside_notice, order=_n.at, newest=False, target=Target.PAGE, client_named=False,
)  # fmt: skip

_c = client.c
# an account has a place while it is open, and the places stand in an index of their own
_SERVED = sa.exists(sa.select(1).where(fund_account.c.client_id == _c.id, fund_account.c.place.is_not(None)))


def _paper(asked: Asked) -> Any:
    return sa.case((_c.paper_until < asked.today, sa.literal(ENDED)), else_=sa.literal(SOON)), None


PAPERS = Source(
    table=client, where=lambda asked: (_c.paper_until <= asked.today + timedelta(days=30), _SERVED), part=_paper,
    columns={"id": _c.id, "number": _c.number, "name": _c.name, "due": _c.paper_until, "goal": _c.id},
    order=_c.paper_until, newest=False, target=Target.CLIENT,
)  # fmt: skip

_s = assessment.c
_later = assessment.alias("later_assessment")
_REPLACED = sa.exists(sa.select(1).where(_later.c.replaces == _s.id))
_HELD = sa.exists(sa.select(1).where(fund_account.c.client_id == _s.client_id, fund_account.c.place.is_not(None)))
ASSESSMENTS = Source(
    table=assessment, where=lambda asked: (_s.valid_until < asked.today, sa.not_(_REPLACED), _HELD),
    columns={
        "id": _s.id, "number": _c.number, "name": _c.name, "what": _s.level, "due": _s.valid_until,
        "goal": _s.client_id,
    },
    beside=with_client(_s.client_id), order=_s.valid_until, newest=False, target=Target.CLIENT,
)  # fmt: skip

_i = incident.c
INCIDENTS = Source(
    table=incident, when=_i.at, part=lambda asked: (_i.kind, None),
    columns={"id": _i.id, "number": _i.subject_number, "what": _i.kind, "staff": _i.by_name, "at": _i.at,
             "goal": sa.literal("audit")},
    order=_i.at, target=Target.PAGE,
)  # fmt: skip

_m = staff.c


def _certificate(asked: Asked) -> Any:
    return sa.case((_m.certificate_until < asked.today, sa.literal(ENDED)), else_=sa.literal(SOON)), None


CERTIFICATES = Source(
    table=staff,
    where=lambda asked: (
        _m.active, _m.certificate_until <= asked.today + timedelta(days=asked.policy.certificate_warning_days)
    ),
    part=_certificate,
    columns={
        "id": _m.id, "number": _m.number, "name": _m.name, "due": _m.certificate_until, "goal": sa.literal("staff"),
    },
    order=_m.certificate_until, newest=False, target=Target.PAGE, client_named=False,
)  # fmt: skip
