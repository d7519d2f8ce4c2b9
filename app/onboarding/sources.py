"""What all forms of an opening are made from, and how one asks for what may not be there yet. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.bookings.domain import Booking
from app.common.clock import branch_day
from app.onboarding import facts as f
from app.onboarding.draft import Capture, Draft
from app.onboarding.fields import ACCOUNT_MARKETS, Entered, is_older
from app.onboarding.labels import contact_way_label
from app.onboarding.steps import INSTITUTION_FORM, LETTER_FORM, OWNERS_FORM, SEALS_FORM, current
from app.onboarding.tax_fields import INSTITUTION_TAX_FORM, TAX_FORM
from app.policy.values import Policy
from app.staff.domain import StaffMember

FORM_ORDER = (
    "booking", "application", "education", "assessment", "disclosure", "disclosure-chinext", "esign-consent",
    "agreement", "relationship", "custody", "contents", INSTITUTION_FORM, OWNERS_FORM, LETTER_FORM, SEALS_FORM,
    TAX_FORM, INSTITUTION_TAX_FORM,
)  # fmt: skip
"""The papers of an opening; the place of each gives its number's last two digits, so new ones stand at the end."""


@dataclass(frozen=True, slots=True)
class Sources:
    """All that forms are made from. ``second``: who explained again to an older client (KY-5).

    ``preview``: what is not there yet stays blank instead of stopping the form.
    """

    draft: Draft
    entered: Entered
    policy: Policy
    branch: f.BranchFacts
    booking: Booking | None
    booking_staff: StaffMember | None
    checked_by: str
    marketer: StaffMember | None
    educator: StaffMember | None
    withheld: f.WithheldFacts | None = None
    second: StaffMember | None = None
    preview: bool = False

    def capture(self, name: str) -> Capture | None:
        """A capture taken from the person entered now."""
        return current(self.draft, self.entered, name)


def document_number(case_number: str, form_id: str) -> str:
    """The number of a form of a case: the case's number and the form's place in the dossier."""
    return f"{case_number}-{FORM_ORDER.index(form_id) + 1:02d}"


NOT_YET = datetime.min.replace(tzinfo=UTC)
_BLANKS: Mapping[str, object] = {
    "birth_date": date.min, "paper_from": date.min, "paper_until": date.min, "education_at": NOT_YET,
    "education_modes": (), "education_topics": (),
}  # fmt: skip
"""What stands for a field not entered yet in a preview: forms print it as nothing."""


class NotYetError(Exception):
    """Something a form needs is not there yet."""


def need(sources: Sources, name: str) -> Any:
    """A field's value, blank in a preview. ``NotYetError`` while it is missing or wrong."""
    if name in sources.entered.problems or name not in sources.entered.values:
        if sources.preview:
            return _BLANKS.get(name, "")
        raise NotYetError(name)
    return sources.entered.values[name]


def capture_of(sources: Sources, name: str) -> Capture:
    """An act of the client, an empty one in a preview. ``NotYetError`` while it was not done."""
    capture = sources.capture(name)
    if capture is None:
        if sources.preview:
            return Capture({}, "", NOT_YET, "", "")
        raise NotYetError(name)
    return capture


def head_of(sources: Sources, form_id: str) -> f.Head:
    """The head of a form."""
    draft = sources.draft
    return f.Head(
        number=document_number(draft.case_number, form_id),
        case_number=draft.case_number,
        made_on=branch_day(draft.opened_at),
        branch=sources.branch,
        teller_name=draft.opened_by_name,
        teller_number=draft.opened_by_number,
        large=is_older(sources.entered, sources.policy, branch_day(draft.opened_at)),
    )


def contact_facts(sources: Sources) -> f.ContactFacts:
    """How the client can be reached."""
    get = sources.entered.get
    return f.ContactFacts(
        need(sources, "mobile"),
        get("telephone"),
        get("email"),
        need(sources, "address"),
        get("postcode"),
        contact_way_label(get("contact_way")),
    )


def label_of(sources: Sources, name: str) -> str:
    """The label of a field's code in the policy's list of that name."""
    code = need(sources, name)
    return sources.policy.label(name, code) if code else ""


def account_wishes(sources: Sources) -> tuple[tuple[f.AccountWish, ...], tuple[f.AccountWish, ...]]:
    """The accounts and the permissions, each with whether it is asked for."""
    get, policy = sources.entered.get, sources.policy
    accounts = tuple(
        f.AccountWish(
            policy.label("account_kinds", market), bool(get(market)),
            get(f"{market}_number") if get(market) == "existing" else "",
        )
        for market in ACCOUNT_MARKETS
    )  # fmt: skip
    asked = get("permissions", ()) or ()
    return accounts, tuple(f.AccountWish(one.label, one.code in asked) for one in policy.choices("permissions"))
