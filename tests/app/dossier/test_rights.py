"""Every use case of the archive by every role: what is not listed is denied (AR-3, SE-1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.dossier.handing import Decision, SetToHand
from app.dossier.service import DossierService
from forms.engine.sample_ink import sample_ink
from tests.app.dossier.desk import archive_of
from tests.builders import Actors, BranchFactory

T, S, CM, M, MD, GM, CO, AR, AD = Role
READERS = {T, S, GM, CO, AR}
EVERYBODY = set(Role)

Deed = Callable[[DossierService, Actor], object]
CASES: dict[str, tuple[Deed, set[Role]]] = {
    "client_of": (lambda d, a: d.client_of(a, "DA1"), READERS),
    "own_work": (lambda d, a: d.own_work(a, "k"), READERS),
    "look": (lambda d, a: d.look(a, "k", "x"), READERS),
    "glance": (lambda d, a: d.glance(a, "k", "n"), READERS),
    "document": (lambda d, a: d.document(a, "k", "n", "x"), READERS),
    "print_document": (lambda d, a: d.print_document(a, "k", "n", "x"), {T, S, GM, AR}),
    "cover": (lambda d, a: d.cover(a, "k", "x"), READERS),
    "print_paper": (lambda d, a: d.print_paper(a, "k", "dossier-cover", "x"), {T, S, GM, AR}),
    "queued_paper": (lambda d, a: d.queued_paper(a, "DA0", "dossier-cover"), {T, S, GM, AR}),
    "index": (lambda d, a: d.index(a, "k", "x"), READERS),
    "uses": (lambda d, a: d.uses(a, "k"), {S, GM, CO, AR}),
    "set_place": (lambda d, a: d.set_place(a, "k", room="1", shelf="", box="1", why="x", seen=0), {AR}),
    "sets_to_hand": (lambda d, a: d.sets_to_hand(a), {T, S}),
    "hand_over": (lambda d, a: d.hand_over(a, [SetToHand("KH1")]), {T, S}),
    "handovers": (lambda d, a: d.handovers(a), {T, S, AR}),
    "handover": (lambda d, a: d.handover(a, "JJ1"), {T, S, AR}),
    "handover_form": (lambda d, a: d.handover_form(a, "JJ1"), {T, S, AR}),
    "receive": (lambda d, a: d.receive(a, "JJ1", [Decision("KH1", accepted=True)]), {AR}),
    "points": (lambda d, a: d.points(a), {GM, AR}),
    "borrowers": (lambda d, a: d.borrowers(a), {AR}),
    "lend": (lambda d, a: d.lend(a, "k", "s", "x"), {AR}),
    "bring_back": (lambda d, a: d.bring_back(a, "l", "x"), {AR}),
    "loans": (lambda d, a: d.loans(a), READERS),
    "loan_register": (lambda d, a: d.loan_register(a, "k"), {AR}),
    "due_for_destruction": (lambda d, a: d.due_for_destruction(a), {AR}),
    "propose_destruction": (lambda d, a: d.propose_destruction(a, ["k"], "x"), {AR}),
    "decide_destruction": (lambda d, a: d.decide_destruction(a, "XH1", approved=True), {GM}),
    "witness_destruction": (lambda d, a: d.witness_destruction(a, "XH1"), READERS),
    "destroy": (lambda d, a: d.destroy(a, "XH1"), {AR}),
    "finish_destruction": (lambda d, a: d.finish_destruction(a, "XH1"), {AR}),
    "destructions": (lambda d, a: d.destructions(a), READERS),
    "pledge_signed": (lambda d, a: d.pledge_signed(a), EVERYBODY),
    "pledge_form": (lambda d, a: d.pledge_form(a), EVERYBODY),
    "sign_pledge": (lambda d, a: d.sign_pledge(a, sample_ink()), EVERYBODY),
    "pledges": (lambda d, a: d.pledges(a), EVERYBODY - {AR}),
    "export": (lambda d, a: d.export(a, "k", Path("/nowhere/x.zip"), "x"), {T, S, GM, AR}),
}


@pytest.mark.rule("AR-3")
@pytest.mark.rule("SE-1")
def test_each_use_case_is_open_to_the_roles_listed_and_to_no_other(branch_factory: BranchFactory) -> None:
    dossiers = archive_of(branch_factory.make("sqlite")).dossiers
    wrong = []
    for name, (deed, allowed) in CASES.items():
        for role, actor in zip(Role, Actors().all(), strict=True):
            if _denied(deed, dossiers, actor) == (role in allowed):
                wrong.append((name, role))
    assert not wrong


def _denied(deed: Deed, dossiers: DossierService, actor: Actor) -> bool:
    try:
        deed(dossiers, actor)
    except Refused as refused:
        return refused.code == "auth.denied"
    return False


def test_every_public_use_case_is_in_the_list() -> None:
    public = {name for name in dir(DossierService) if not name.startswith("_")}
    assert public == {name for name in CASES if " " not in name}
