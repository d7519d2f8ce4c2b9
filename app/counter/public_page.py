"""The public page of marketing staff, with the branch's seal: made from the register whenever it is printed (MS-1)."""

from __future__ import annotations

from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.errors import Refused
from app.counter.services import Services, branch_facts
from app.staff.domain import practice
from app.staff.facts import PublicHead, public_facts, public_number

PUBLIC_FORM = "staff-public"


def public_page(services: Services, actor: Actor, staff_number: str, form_id: str = PUBLIC_FORM) -> bytes:
    """The pages for the printer, as of now. Nothing is registered: ``StaffService.make_public`` is, before.

    Needs STAFF_READ. Refused: ``staff.unknown``, ``staff.not_marketing``, as the press.
    """
    staff, press, day = services.staff, services.press, branch_day(services.clock.now())
    member = next((one for one in staff.members(actor) if one.number == staff_number), None)
    if member is None:
        raise Refused("staff.unknown")
    part = staff.public_part(actor, member.id, services.policy.marketing_authorised)
    branch = branch_facts(services.branch)
    head = PublicHead(
        public_number(part, day), day, branch.company, branch.branch, branch.address, branch.telephone, actor.name,
        actor.staff_number,
    )  # fmt: skip
    facts = public_facts(head, part, practice(member, day), services.policy.marketing_forbidden)
    sealed = press.seal(press.press(form_id, facts), None)
    (label,) = press.info(form_id).copies
    return press.rendition(sealed, copy_label=label)
