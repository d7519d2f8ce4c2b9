"""What the public page of a marketing staff member says, as plain values; ``forms`` sets it (MS-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.staff.domain import Practice, PublicPart


@dataclass(frozen=True, slots=True)
class PublicHead:
    """The letterhead, the number of the page, the day it tells of, and who printed it."""

    number: str
    made_on: date
    company: str
    branch: str
    address: str
    telephone: str
    printed_by: str
    printed_by_number: str


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A training, or a violation with how it was dealt with."""

    on: date
    text: str
    handled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPublicFacts:
    """《营销人员信息公示表》. ``may_practise``: on the day of the page; ``dealt``: how complaints were dealt with."""

    head: PublicHead
    name: str
    number: str
    post: str
    telephone: str
    certificate_number: str
    certificate_from: date | None
    certificate_until: date | None
    state: str
    may_practise: bool
    authorised: tuple[str, ...]
    forbidden: tuple[str, ...]
    trainings: tuple[PublicRow, ...]
    complaints: int
    violations: tuple[PublicRow, ...]
    dealt: tuple[str, ...] = ()


PRACTICE_LABELS = {
    Practice.MAY: "证书有效",
    Practice.SOON: "证书有效",
    Practice.EXPIRED: "证书已到期，不得执业",
    Practice.NOT_YET: "证书尚未生效，不得执业",
    Practice.SUSPENDED: "证书暂停，不得执业",
    Practice.NONE: "未登记证书，不得执业",
    Practice.NOT_NEEDED: "非营销人员",
    Practice.LEFT: "已离职，不得执业",
}
"""The state of a certificate as clients read it."""


def public_number(part: PublicPart, day: date) -> str:
    """The number of the page: the day and the staff number, so that two prints of a day have the same."""
    return f"GS{day:%Y%m%d}-{part.number}"


def public_facts(head: PublicHead, part: PublicPart, state: Practice, forbidden: tuple[str, ...]) -> StaffPublicFacts:
    """The page of ``part``; ``forbidden``: what marketing staff may not do, by the branch's policy."""
    return StaffPublicFacts(
        head=head,
        name=part.name,
        number=part.number,
        post=part.post,
        telephone=part.telephone,
        certificate_number=part.certificate_number,
        certificate_from=part.certificate_from,
        certificate_until=part.certificate_until,
        state=PRACTICE_LABELS[state],
        may_practise=not part.problem,
        authorised=part.authority,
        forbidden=forbidden,
        trainings=tuple(PublicRow(e.on, e.text, e.handled) for e in part.trainings),
        complaints=part.complaints,
        violations=tuple(PublicRow(e.on, e.text, e.handled) for e in part.violations),
        dealt=part.dealt,
    )
