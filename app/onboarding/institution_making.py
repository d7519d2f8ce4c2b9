"""The facts of an institution's own forms, and of the institution as a party to those that all clients sign. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from app.archive.heads import Head
from app.clients.domain import Client
from app.clients.paper_numbers import PaperKind
from app.institutions import domain as institutions
from app.institutions.domain import Basis, Institution, Letter, Owner, Person, Role, label
from app.institutions.ownership import Holder, HolderKind, percent, walk
from app.onboarding import facts as f
from app.onboarding.labels import paper_label
from app.onboarding.sources import NotYetError, Sources, account_wishes, contact_facts, head_of, label_of, need
from app.onboarding.steps import INSTITUTION_FORM, LETTER_FORM, OWNERS_FORM, SEALS_FORM

HOLDER_KINDS = {
    HolderKind.PERSON: "自然人",
    HolderKind.INSTITUTION: "机构",
    HolderKind.EXEMPT: "不再追溯",
}
_BASES = {Basis.SHARES: "持有四分之一以上份额", Basis.MANAGER: "高级管理人员"}
_NOBODY = f.ActingFacts("", "", "", date.min)
_NO_LETTER = Letter("", date.min, date.min, ())


def party_facts(sources: Sources) -> f.InstitutionFacts:
    """The institution as on its licence, and who acts for it."""
    entered = sources.entered
    agent = _acting(sources, "agent") if entered.get("comes") == "agent" else None
    if need(sources, "comes") == "":
        agent = None
    kind, size = need(sources, "institution_type"), need(sources, "institution_size")
    licence = need(sources, "licence_kind")
    return f.InstitutionFacts(
        name=need(sources, "name"),
        paper_kind=label(institutions.LICENCES, licence) if licence else "",
        paper_number=need(sources, "paper_number"),
        kind=label(institutions.TYPES, kind) if kind else "",
        size=label(institutions.SIZES, size) if size else "",
        established=need(sources, "birth_date"),
        paper_issuer=need(sources, "paper_issuer"),
        paper_from=need(sources, "paper_from"),
        paper_until=need(sources, "paper_until"),
        paper_address=need(sources, "paper_address"),
        scope=need(sources, "scope"),
        representative=_acting(sources, "representative"),
        agent=agent,
    )


def registered_facts(client: Client, found: Institution | None) -> f.InstitutionFacts:
    """A registered institution; one from before more was kept is told by its client record alone."""
    representative = found.person(Role.REPRESENTATIVE) if found is not None else None
    agent = found.person(Role.AGENT) if found is not None else None
    return f.InstitutionFacts(
        name=client.name,
        paper_kind=label(institutions.LICENCES, found.licence_kind) if found is not None else "营业执照",
        paper_number=client.paper_number,
        kind=label(institutions.TYPES, found.type) if found is not None else "",
        size=label(institutions.SIZES, found.size) if found is not None else "",
        established=client.birth_date,
        paper_issuer=client.paper_issuer,
        paper_from=client.paper_from,
        paper_until=client.paper_until,
        paper_address=client.paper_address,
        scope=found.scope if found is not None else "",
        representative=_NOBODY if representative is None else as_facts(representative),
        agent=None if agent is None else as_facts(agent),
    )


def as_facts(one: Person) -> f.ActingFacts:
    """Somebody who acts for an institution, as forms name them."""
    return f.ActingFacts(one.name, paper_label(PaperKind(one.paper_kind)), one.paper_number, one.paper_until, one.post)


def _acting(sources: Sources, who: str) -> f.ActingFacts:
    one = sources.entered.get(who, None)
    if not one:
        if sources.preview:
            return _NOBODY
        raise NotYetError(who)
    return as_facts(one)


def _letter(sources: Sources) -> f.LetterFacts | None:
    """What stands on the letter; None when the legal representative came."""
    if sources.entered.get("comes") != "agent":
        return None
    agent = sources.entered.get("agent", None)
    letter = agent.letter if agent else None
    if letter is None:
        if not sources.preview:
            raise NotYetError("letter_number")
        letter = _NO_LETTER
    return letter_facts(letter)


def letter_facts(letter: Letter) -> f.LetterFacts:
    """What stands on a letter."""
    matters = tuple(choice.label for choice in institutions.SCOPE if choice.code in letter.scope)
    return f.LetterFacts(letter.number, letter.valid_from, letter.valid_until, matters)


def _application(sources: Sources, form_id: str, *, reviewed: bool = True) -> f.InstitutionApplicationFacts:
    accounts, permissions = account_wishes(sources)
    review, funds = sources.capture("review"), need(sources, "source_of_funds")
    return f.InstitutionApplicationFacts(
        head=head_of(sources, form_id),
        institution=party_facts(sources),
        contact=contact_facts(sources),
        letter=_letter(sources),
        experience=label_of(sources, "experience"),
        objective=label_of(sources, "objective"),
        source_of_funds=label(institutions.FUNDS, funds) if funds else "",
        tax_residence=label_of(sources, "tax_residence"),
        owners=tuple(owner_in_words(one) for one in _owners(sources)),
        accounts=accounts,
        permissions=permissions,
        fund_account=sources.draft.fund_account,
        booking_number=sources.draft.booking_number,
        reviewed_at=review.at if reviewed and review is not None else None,
    )


def application_to_review(sources: Sources) -> f.InstitutionApplicationFacts:
    """The application as the client checks it, before it was checked. ``NotYetError`` while something is missing."""
    return _application(sources, INSTITUTION_FORM, reviewed=False)


def _owners(sources: Sources) -> tuple[Owner, ...]:
    found: tuple[Owner, ...] = sources.entered.get("beneficial_owners") or ()
    if not found and not sources.preview:
        raise NotYetError("owners")
    return found


def owner_in_words(one: Owner) -> str:
    """A beneficial owner with the reason, in a line."""
    if one.basis is Basis.SHARES:
        return f"{one.name}（持有{percent(one.share)}）"
    why = label(institutions.CONTROL, one.how) if one.basis is Basis.CONTROL else f"高级管理人员，{one.how}"
    return f"{one.name}（{why}）"


def _letter_form(sources: Sources, form_id: str) -> f.AuthorisationFacts:
    letter = _letter(sources)
    if letter is None:
        raise NotYetError("comes")
    return authorisation_facts(head_of(sources, form_id), party_facts(sources), letter)


def authorisation_facts(head: Head, party: f.InstitutionFacts, letter: f.LetterFacts) -> f.AuthorisationFacts:
    """The letter itself; its agent is the party's."""
    scope = tuple((choice.label, choice.label in letter.matters) for choice in institutions.SCOPE)
    return f.AuthorisationFacts(head, party, letter, scope)


def _owners_form(sources: Sources, form_id: str) -> f.OwnersFacts:
    holders = sources.entered.get("owners") or ()
    return owners_facts(head_of(sources, form_id), party_facts(sources), holders, _owners(sources))


def owners_facts(
    head: Head, party: f.InstitutionFacts, holders: tuple[Holder, ...], owners: tuple[Owner, ...]
) -> f.OwnersFacts:  # fmt: skip
    """The tree with effective shares, and who owns or controls."""
    return f.OwnersFacts(
        head=head,
        institution=party,
        holders=tuple(
            f.HolderFacts(
                one.place.count("."), one.place, one.name, HOLDER_KINDS[one.kind], percent(one.share),
                percent(effective),
            )
            for one, effective in walk(holders)
        ),
        owners=tuple(
            f.OwnerFacts(
                one.name, paper_label(PaperKind(one.paper_kind)), one.paper_number,
                _BASES.get(one.basis) or f"以其他方式控制：{label(institutions.CONTROL, one.how)}",
                percent(one.share) if one.basis is Basis.SHARES else "",
            )
            for one in owners
        ),
    )  # fmt: skip


def _seal_card(sources: Sources, form_id: str) -> f.SealCardFacts:
    kept = need(sources, "seals") or ()
    return seal_facts(head_of(sources, form_id), party_facts(sources), sources.draft.fund_account, kept)


def seal_facts(
    head: Head, party: f.InstitutionFacts, fund_account: str, kept: Collection[str], *, replaces: str = ""
) -> f.SealCardFacts:  # fmt: skip
    """The card with a frame for each kept seal; ``kept``: codes of ``SEALS``."""
    return f.SealCardFacts(
        head, party.name, party.paper_number, party.representative.name,
        party.agent.name if party.agent is not None else "", fund_account,
        tuple((choice.label, choice.code in kept) for choice in institutions.SEALS), replaces,
    )  # fmt: skip


MAKERS: Mapping[str, Callable[[Sources, str], object]] = {
    INSTITUTION_FORM: _application,
    LETTER_FORM: _letter_form,
    OWNERS_FORM: _owners_form,
    SEALS_FORM: _seal_card,
}
