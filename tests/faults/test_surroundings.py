"""What surrounds a counter fails: clock, keyring, folders, printers, a second program. Nothing is lost by it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from app.archive import storage as archive
from app.branch.making import init_branch
from app.branch.opened import open_branch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.counter.services import Services
from app.gateways.printing import SystemPrinter
from app.printing.domain import JobState
from app.printing.sending import Sender
from app.storage.keys import KeyringStore
from tests.app.storage.test_keys import BrokenKeyring, MemoryKeyring
from tests.builders import CHEAP, STATION, Actors, settings
from tests.cups import CupsMissing, CupsServer
from tests.faults.counter import Counter
from tests.faults.counts import Tally
from tests.faults.story import Teller
from tests.faults.worker import opened

NOBODY = 65534
BACK = (timedelta(minutes=5), timedelta(days=1), timedelta(days=40))


def refusal(found: object) -> str:
    """What a process said that could not go on in words of its own; empty when it said something else."""
    return str(found["stopped"]) if isinstance(found, dict) and "stopped" in found else ""


def tell(services: Services, story: str, start: int, stop: int | None, back: timedelta = timedelta(0)) -> int:
    """Tell a part of a story in this process, or as much of it as is not refused; where it has to go on."""
    teller = Teller(services, story, start, back=back)
    place = start
    for place, step in teller.steps():
        if place == stop:
            return place
        try:
            teller.perform(place, step)
        except Refused:
            return place
    return place + 1


@contextmanager
def branch_in(ground: Path, folder: Path) -> Iterator[Services]:
    """The services of a copy of the ground, in this process."""
    shutil.copytree(ground, folder)
    services = opened(folder, "plain", FixedClock())
    try:
        yield services
    finally:
        services.close()


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("story", ["opening", "transfer"])
def test_a_clock_that_is_set_back_breaks_no_chain_and_loses_no_step(
    story: str, ground: Path, work: Path, tally: Tally
) -> None:
    """A step may be refused until the clock is right again (a snapshot is of the future then): then it goes on."""
    for number, back in enumerate(BACK):
        with branch_in(ground, work / f"branch{number}") as services:
            begun = tell(services, story, 0, 6)
            reached = tell(services, story, begun, None, back)
            damage = "; ".join(map(str, services.verify().problems))
            if not (report := services.verify()).openings + report.transfers:
                tell(services, story, reached, None)
            report = services.verify()
        damage = damage or "; ".join(map(str, report.problems))
        wrong = "" if report.openings + report.transfers else f"no end after step {reached}"
        tally.of(f"clock set back, {story}").add(str(back), lost=damage, wrong=wrong)
    tally.need_all()


def test_a_keyring_that_is_missing_or_locked_is_named_and_loses_nothing(
    work: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    monkeypatch.setattr("app.storage.keys.real_keyring", lambda: None)
    asked, folder, ring = settings(sample=False), work / "real", MemoryKeyring()
    allowed = [f"{kind.__module__}.{kind.__qualname__}" for kind in (MemoryKeyring, BrokenKeyring)]

    def store(backend: MemoryKeyring | None) -> KeyringStore:
        return KeyringStore(asked.branch_id, backend, allowed=allowed)

    def content() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    init_branch(folder, asked, store(ring), FixedClock(), station=STATION, costs=CHEAP).close()
    faults = ((None, "keys.no_keyring"), (BrokenKeyring(), "keys.keyring_failed"), (MemoryKeyring(), "keys.missing"))
    for backend, code in faults:
        before, said = content(), ""
        try:
            open_branch(folder, lambda *_, b=backend: store(b), FixedClock(), station=STATION).close()
        except Refused as refused:
            said = refused.code
        lost = "the branch was written to" if content() != before else ""
        open_branch(folder, lambda *_: store(ring), FixedClock(), station=STATION).close()
        tally.of("keyring missing, locked or emptied").add(code, lost=lost, wrong="" if said == code else f"not {said}")
    tally.need_all()


@pytest.mark.parametrize("what", ["branch", "documents"])
def test_a_read_only_folder_is_told_and_work_goes_on_when_it_is_not(
    what: str, ground: Path, work: Path, counter: Counter, tally: Tally
) -> None:
    folder = work / "branch"
    shutil.copytree(ground, folder)
    uid = NOBODY if os.geteuid() == 0 else 0  # nothing is read-only to root
    places = [folder, *folder.rglob("*")]
    if uid:
        os.chmod(work, 0o755)  # noqa: S103 - others have to get through
        for parent in work.parents[:1]:
            os.chmod(parent, 0o755)  # noqa: S103 - as above
        for path in places:
            os.chown(path, uid, uid)
    part = folder if what == "branch" else folder / "documents"
    closed = [path for path in places if path == part or part in path.parents]
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with counter.tell(folder, "opening", uid=uid) as call:
        call.say()
        said = call.until("refused", "done") or {}
        for path in closed:
            path.chmod(0o755 if path.is_dir() else 0o644)
        call.say()
        while "refused" in said:
            said = call.until("refused", "done") or {}
            call.say()
    words = [told.get("refused") or told.get("stopped") or "" for told in call.heard]
    start = len(call.acks)
    found = counter.check(folder, "opening", start)
    crashed = [told["crashed"] for told in (*call.heard, *found) if "crashed" in told]
    problems = [text for told in found for text in told.get("problems", ())]
    wrong = f"crashed: {crashed}" if crashed else "" if any(words) else "nobody was told"
    tally.of(f"read-only {what} folder").add(
        what, lost="; ".join(problems), wrong=wrong or ("" if found[-1].get("ended") else f"no end: {found[-1]}")
    )
    tally.need_all()


def test_a_second_program_on_one_branch_is_refused_and_disturbs_nothing(
    ground: Path, work: Path, counter: Counter, tally: Tally
) -> None:
    folder = work / "branch"
    shutil.copytree(ground, folder)
    with counter.tell(folder, "transfer", hold=True) as first:
        first.say()
        while (told := first.until("begin", "ack", "done")) is not None and "done" not in told:
            said = refusal(counter.check(folder)[0])
            tally.of("a second program on one branch").add(
                str(told), wrong="" if said == "branch.in_use" else f"said {said!r}"
            )
            first.say()
    found = counter.check(folder)[0]
    tally.of("a second program on one branch").add("end", lost="; ".join(found["problems"]))
    assert found["ended"] == 1
    tally.need_all()


@pytest.fixture
def cups(tally: Tally, monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsServer]:
    """A printing system of the test's own."""
    try:
        server = CupsServer()
    except CupsMissing as missing:
        tally.skip("printer stopped, closed, gone", str(missing))
        raise
    monkeypatch.setenv("CUPS_SERVER", server.address)
    try:
        yield server
    finally:
        server.stop()


@pytest.mark.parametrize("fault", ["stopped", "closed", "scheduler gone"])
def test_a_printer_that_takes_nothing_holds_up_no_case_and_no_paper_is_lost(
    fault: str, ground: Path, work: Path, cups: CupsServer, tally: Tally
) -> None:
    queue = cups.queue()
    cups.run("lpadmin", "-d", queue.name)
    teller = Actors().teller
    with branch_in(ground, work / "branch") as services:
        sender = Sender(services.branch.db, services.archive, SystemPrinter(), STATION)
        {"stopped": queue.disable, "closed": queue.reject, "scheduler gone": cups.kill}[fault]()
        tell(services, "transfer", 0, None)
        with services.branch.db.read() as conn:
            document = archive.all_documents(conn)[0]
        jobs = services.printing.print_document(teller, document.number, why="客户索取")
        for _ in jobs:
            sender.round()
        states = {job.state for job in services.printing.jobs(teller)}
        ended = services.verify()
    lost = "; ".join(map(str, ended.problems)) or ("" if JobState.PRINTED not in states and jobs else f"{states}")
    tally.of("printer stopped, closed, gone").add(fault, lost=lost, wrong="" if ended.transfers else "no end")
    tally.need_all()
