"""The beneficial owners of an institution told anew: the tree edited, its own form signed (KY-3)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.facts import ChangeLine
from app.changes.kind import INSTITUTIONS, Asking, ChangeKind, Editor, Field, Sheet, Told, Work
from app.clients import storage as clients
from app.clients.domain import Client
from app.common.errors import Refused
from app.due_diligence.people import of_owner
from app.institutions import storage as institutions
from app.institutions.domain import Basis, Institution, Owner
from app.institutions.ownership import TREE_LIMIT, Holder, as_typed, percent, walk
from app.onboarding.facts import InstitutionFacts, OwnersFacts
from app.onboarding.institution_fields import OWNERS, read_owners
from app.onboarding.institution_making import owner_in_words, owners_facts
from app.onboarding.reading import Reader
from app.onboarding.steps import OWNERS_FORM
from app.policy.values import Policy
from app.storage.db import Writing


class InstitutionOwners(ChangeKind):
    """The case begins with what is registered; the whole tree is edited, and all of it is stated by the form."""

    code = "institution-owners"
    label = "受益所有人变更"
    form_id = "client-change"
    for_clients = INSTITUTIONS
    fields = (
        Field("owners", Editor.HOLDERS, limit=TREE_LIMIT),
        Field("controller_name"),
        Field("controller_how", Editor.CHOICE, "control"),
        Field("controller_paper_kind", Editor.CHOICE, "paper_kinds"),
        Field("controller_paper_number"),
        Field("manager_name"),
        Field("manager_post"),
        Field("manager_paper_kind", Editor.CHOICE, "paper_kinds"),
        Field("manager_paper_number"),
    )

    def begin(self, tx: Writing, policy: Policy, client: Client) -> Mapping[str, str]:
        """The tree and the people named beside it as they are registered."""
        found = institutions.of_client(tx.conn, client.id)
        if found is None:
            return {}
        typed = {"owners": as_typed(found.holders)}
        for prefix, basis, how in (
            ("controller", Basis.CONTROL, "controller_how"), ("manager", Basis.MANAGER, "manager_post"),
        ):  # fmt: skip
            one = next((owner for owner in found.owners if owner.basis is basis), None)
            if one is not None:
                typed |= {
                    f"{prefix}_name": one.name, f"{prefix}_paper_kind": one.paper_kind,
                    f"{prefix}_paper_number": one.paper_number, how: one.how,
                }  # fmt: skip
        return typed

    def read(self, asking: Asking) -> Told:
        """Tree and owners by the rules of an opening; whoever is new among the owners is looked up."""
        told, found = Told(what=self.label), asking.institution
        if found is None:
            told.wrong(Refused("institutions.nobody_registered"), "owners")
            return told
        reader = Reader({name: asking.text(name) for name in OWNERS}, asking.policy, asking.today)
        reader.entered.values |= {
            "name": asking.client.name, "paper_number": asking.client.paper_number, "institution_type": found.type,
        }  # fmt: skip
        read_owners(reader)
        for name, refused in reader.entered.problems.items():
            told.wrong(refused, name)
        holders, owners = reader.entered.get("owners") or (), reader.entered.get("beneficial_owners") or ()
        told.owners = owners
        if told.problems:
            return told
        self._compare(told, found, holders, owners)
        return told

    def _compare(
        self, told: Told, found: Institution, holders: tuple[Holder, ...], owners: tuple[Owner, ...]
    ) -> None:  # fmt: skip
        if (holders, owners) == (found.holders, found.owners):
            told.wrong(Refused("changes.same_as_now"), "owners")
        known = {of_owner(one) for one in found.owners}
        told.subjects = tuple(one for one in map(of_owner, owners) if one not in known)
        told.values |= {"holders": holders, "owners": owners}
        told.signs = (OWNERS_FORM,)
        told.lines.append(ChangeLine("受益所有人", _owners(found.owners), _owners(owners)))
        before, after = _tree(found.holders), _tree(holders)
        if before != after:
            told.lines.append(ChangeLine("股权或者出资结构", before, after))

    def paper(self, sheet: Sheet) -> OwnersFacts | None:
        """The list of owners, whole."""
        values = sheet.told.values
        if "owners" not in values or not isinstance(sheet.person, InstitutionFacts):
            return None
        return owners_facts(sheet.head, sheet.person, values["holders"], values["owners"])

    def finish(self, work: Work) -> Mapping[str, object]:
        """Keep tree and owners, and with the client who controls and who benefits."""
        holders, owners = work.told.values["holders"], work.told.values["owners"]
        institutions.put_owners(work.tx.conn, work.client.id, holders, owners)
        named = {"controller": controllers_of(owners), "beneficiary": "、".join(one.name for one in owners)}
        clients.amend(
            work.tx.conn, work.client, {n: v for n, v in named.items() if v != getattr(work.client, n)}
        )  # fmt: skip
        return {"owners": len(owners), "holders": sum(1 for _ in walk(holders))}


def controllers_of(owners: tuple[Owner, ...]) -> str:
    """Who controls otherwise than by shares; empty when nobody does."""
    return "、".join(one.name for one in owners if one.basis is Basis.CONTROL)


def _owners(owners: tuple[Owner, ...]) -> str:
    return "\n".join(owner_in_words(one) for one in owners)


def _tree(holders: tuple[Holder, ...]) -> str:
    return "\n".join(f"{one.place} {one.name} {percent(one.share)}" for one, _ in walk(holders))
