import threading
from dataclasses import replace
from datetime import time

import pytest

from app.audit.heads import heads_file, read_heads
from app.backup.worker import BackupWorker, State
from app.branch.opened import system_actor
from app.common.clock import FixedClock
from tests.app.backup.desk import NEXT_DAY, Desk
from tests.app.storage.test_keys import refused

HOUR = 3600.0


def clock_of(desk: Desk) -> FixedClock:
    clock = desk.branch.db.clock
    assert isinstance(clock, FixedClock)
    return clock


def worker(desk: Desk, told: list[State] | None = None, **changes: object) -> BackupWorker:
    service = desk.service(**{"times": (time(12, 30),), "after_day_end": False, **changes})
    return BackupWorker(service, system_actor("01"), (told if told is not None else []).append)


def names(desk: Desk) -> list[str]:
    return [one.name for one in desk.place.manifests()]


def test_a_backup_is_made_when_its_time_has_come_and_not_again(desk: Desk) -> None:
    at_work = worker(desk)  # ten in the morning
    at_work.round()
    assert len(names(desk)) == 1  # there was none at all
    at_work.round()
    clock_of(desk).tick(2 * HOUR)
    at_work.round()
    assert len(names(desk)) == 1
    clock_of(desk).tick(HOUR)
    at_work.round()
    assert len(names(desk)) == 2


def test_one_station_makes_the_backup(desk: Desk) -> None:
    ours = desk.service(times=(time(9),))
    theirs = replace(desk.actors.admin, station="02")
    inner: list[bool] = []

    def meanwhile(part: str, done: int, total: int) -> None:
        if part == "documents" and not inner:
            inner.append(ours.make_due(theirs, lambda *_: None, lambda: False) is None)

    assert ours.make_due(desk.actors.admin, meanwhile, lambda: False) is not None
    assert inner == [True]
    assert ours.make_due(theirs, lambda *_: None, lambda: False) is None
    assert len(names(desk)) == 1


def test_a_station_that_fell_silent_loses_its_turn(desk: Desk) -> None:
    service = desk.service()
    assert service._take_turn(replace(desk.actors.admin, station="02"), scheduled=False)
    with refused("backup.busy"):
        service.make(desk.actors.admin)
    clock_of(desk).tick(2 * HOUR)
    service.make(desk.actors.admin)


def test_a_failure_is_told_and_tried_again_later(desk: Desk) -> None:
    told: list[State] = []
    at_work = worker(desk, told, folder=str(desk.folder / "share"))
    at_work.round()
    assert at_work.state.problem == "backup.no_folder"
    at_work.round()
    assert len(desk.service().runs(desk.actors.admin)) == 1  # not at once
    (desk.folder / "share").mkdir()
    clock_of(desk).tick(HOUR)
    at_work.round()
    assert at_work.state.problem == ""
    assert at_work.state.good_at is not None
    assert any(state.part == "documents" for state in told)


def test_an_old_backup_is_overdue(desk: Desk) -> None:
    at_work = worker(desk)
    at_work.round()
    assert not at_work.state.overdue
    clock_of(desk).tick(2 * NEXT_DAY)
    at_work._look()
    assert at_work.state.overdue


def test_without_a_schedule_nothing_is_made_or_said(desk: Desk) -> None:
    at_work = worker(desk, folder="")
    at_work.round()
    assert at_work.state == State()
    assert names(desk) == []


def test_a_running_backup_is_cancelled_from_the_window(sqlite_desk: Desk) -> None:
    service = sqlite_desk.service(times=(time(9),), after_day_end=False)
    found: list[State] = []
    at_work: list[BackupWorker] = []

    def tell(state: State) -> None:
        found.append(state)
        if state.part == "documents":
            at_work[0].cancel()

    at_work.append(BackupWorker(service, system_actor("01"), tell))
    at_work[0].round()
    assert found[-1].problem == "backup.cancelled"
    assert names(sqlite_desk) == []


def test_the_thread_makes_a_backup_when_asked_and_ends(sqlite_desk: Desk) -> None:
    made = threading.Event()

    def tell(state: State) -> None:
        if state.good_at is not None:
            made.set()

    service = sqlite_desk.service(times=(), after_day_end=False)
    at_work = BackupWorker(service, system_actor("01"), tell)
    at_work.start()
    at_work.make_now()
    assert made.wait(30)
    at_work.stop()
    assert len(names(sqlite_desk)) == 1
    with pytest.raises(RuntimeError):
        at_work.start()


@pytest.mark.rule("SE-2")
def test_heads_are_carried_off_every_hour_and_with_each_backup(desk: Desk) -> None:
    share = desk.folder / "share"
    share.mkdir()
    at_work = worker(desk, heads_folder=str(share))
    at_work.round()
    file = heads_file(share, desk.branch.settings.branch_id)
    key = desk.branch.keys.purpose("heads")
    assert read_heads(file, key, desk.branch.settings.branch_id).lines == 2  # by the clock, and with the backup
    at_work.round()
    clock_of(desk).tick(HOUR)
    desk.note()
    at_work.round()
    assert read_heads(file, key, desk.branch.settings.branch_id).lines == 3


def test_a_share_that_is_away_is_told(desk: Desk) -> None:
    at_work = worker(desk, heads_folder=str(desk.folder / "away"), folder="", times=())
    at_work.round()
    assert at_work.state.problem == "backup.no_heads_folder"
