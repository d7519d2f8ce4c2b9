"""Who else has a client or a case open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.presence.domain import BEAT, FADES, Subject
from app.presence.service import PresenceService
from tests.builders import Actors, BranchFactory


@pytest.fixture
def server(branch_factory: BranchFactory) -> OpenBranch:
    return branch_factory.make("postgresql")


def test_two_counters_see_each_other_and_no_longer_when_one_leaves(server: OpenBranch, actors: Actors) -> None:
    service = PresenceService(server.db)
    here = actors.teller
    there = replace(actors.supervisor, station="counter-2")

    assert service.here(here, Subject.OPENING, "KH1") == ()
    (seen,) = service.here(there, Subject.OPENING, "KH1")
    assert (seen.staff_id, seen.name, seen.station) == (here.staff_id, here.name, here.station)
    assert [other.station for other in service.here(here, Subject.OPENING, "KH1")] == ["counter-2"]
    assert service.here(here, Subject.OPENING, "KH2") == ()

    service.gone(there, Subject.OPENING, "KH1")
    assert service.here(here, Subject.OPENING, "KH1") == ()


def test_a_program_that_was_killed_fades(server: OpenBranch, actors: Actors) -> None:
    service = PresenceService(server.db)
    clock = server.db.clock
    assert isinstance(clock, FixedClock)
    there = replace(actors.supervisor, station="counter-2")
    service.here(there, Subject.CLIENT, "c1")

    clock.tick((FADES - BEAT).total_seconds())
    assert service.here(actors.teller, Subject.CLIENT, "c1") != ()
    clock.tick(BEAT.total_seconds())
    assert service.here(actors.teller, Subject.CLIENT, "c1") == ()


def test_another_person_at_the_same_station_takes_the_place(server: OpenBranch, actors: Actors) -> None:
    service = PresenceService(server.db)
    service.here(replace(actors.teller, station="counter-2"), Subject.CLIENT, "c1")
    service.here(replace(actors.supervisor, station="counter-2"), Subject.CLIENT, "c1")

    (seen,) = service.here(actors.teller, Subject.CLIENT, "c1")
    assert seen.staff_id == actors.supervisor.staff_id


@pytest.mark.rule("SE-1")
def test_who_may_not_look_at_clients_may_not_ask_who_does(server: OpenBranch, actors: Actors) -> None:
    service = PresenceService(server.db)
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.here(actors.admin, Subject.CLIENT, "c1")
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.gone(actors.marketing, Subject.OPENING, "KH1")


def test_one_station_alone_writes_nothing(sqlite_branch: OpenBranch, actors: Actors) -> None:
    service = PresenceService(sqlite_branch.db)
    assert service.here(actors.teller, Subject.CLIENT, "c1") == ()
    assert service.here(replace(actors.teller, station="counter-2"), Subject.CLIENT, "c1") == ()


def test_every_kind_of_subject_can_be_said_to_be_open_by_a_teller(sqlite_branch: OpenBranch, actors: Actors) -> None:
    service = PresenceService(sqlite_branch.db)
    for subject in Subject:
        assert service.here(actors.teller, subject, "x") == ()
        service.gone(actors.teller, subject, "x")
