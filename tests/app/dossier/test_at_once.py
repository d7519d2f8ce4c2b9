"""Two counters at the same moment: one number, one loan, one decision (AR-1 to AR-4)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from app.common.errors import Refused
from app.dossier.handing import Decision, SetToHand
from tests.app.dossier.desk import Archive


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """The answers, ``ok`` or the code of the refusal, sorted."""

    def run(deed: Callable[[], object]) -> str:
        try:
            deed()
        except Refused as refused:
            return refused.code
        return "ok"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


@pytest.mark.rule("AR-1")
def test_a_dossier_opened_at_many_counters_at_once_gets_one_number(archive: Archive) -> None:
    client_id, _ = archive.opened()
    who = archive.actors
    look = archive.dossiers.look
    readers = [who.teller, who.supervisor, who.archivist, who.compliance] * 2
    deeds = [lambda reader=reader: look(reader, client_id, "抽查") for reader in readers]
    assert set(at_once(*deeds)) <= {"ok", "storage.busy"}
    other, _ = archive.opened(1)
    assert look(who.archivist, client_id, "x").archive_number == "DA2026000001"
    assert look(who.archivist, other, "x").archive_number == "DA2026000002"


@pytest.mark.rule("AR-3")
def test_a_dossier_lent_twice_at_once_goes_to_one(archive: Archive) -> None:
    archive.sign_in_users()
    client_id, _ = archive.opened()
    who = archive.actors
    archive.dossiers.look(who.teller, client_id)
    borrowers = (who.compliance.staff_id, who.teller.staff_id)
    answers = at_once(
        *(lambda to=to: archive.dossiers.lend(who.archivist, client_id, to, "检查") for to in borrowers)
    )  # fmt: skip
    assert answers == ["dossier.lent_already", "ok"]
    assert len(archive.dossiers.loans(who.archivist)) == 1


@pytest.mark.rule("AR-2")
def test_one_set_handed_over_and_received_twice_at_once_counts_once(archive: Archive) -> None:
    _, case = archive.opened()
    who, dossiers = archive.actors, archive.dossiers
    answers = at_once(*[lambda: dossiers.hand_over(who.teller, [SetToHand(case)])] * 2)
    assert answers == ["dossier.handed_already", "ok"]
    (sheet,) = dossiers.handovers(who.archivist)
    back = Decision(case, accepted=False, words="缺页", mend_by=date(2026, 12, 1))
    answers = at_once(*[lambda: dossiers.receive(who.archivist, sheet.number, [back])] * 2)
    assert answers[1] == "ok"
    assert answers[0] in ("dossier.received_already", "dossier.changed_elsewhere")
    (line,) = dossiers.points(who.archivist)
    assert (line.sendings, line.points) == (1, 1)


@pytest.mark.rule("AR-4")
def test_two_decisions_two_witnesses_and_two_acts_at_once_are_one_each(archive: Archive) -> None:
    client_id = archive.closed_long_ago()
    who, dossiers = archive.actors, archive.dossiers
    number = dossiers.propose_destruction(who.archivist, [client_id], "期满").number
    answers = at_once(
        lambda: dossiers.decide_destruction(who.general_manager, number, approved=True),
        lambda: dossiers.decide_destruction(who.general_manager, number, approved=True),
    )
    assert answers == ["dossier.decided_already", "ok"]
    answers = at_once(
        lambda: dossiers.witness_destruction(who.compliance, number),
        lambda: dossiers.witness_destruction(who.teller, number),
    )
    assert answers == ["dossier.witnessed_already", "ok"]
    answers = at_once(*[lambda: dossiers.destroy(who.archivist, number)] * 2)
    assert answers == ["dossier.destroyed_already", "ok"]
