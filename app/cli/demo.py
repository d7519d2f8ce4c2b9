"""The demo: a sample branch made from nothing, openings carried out, documents exported, everything verified."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from app.archive.domain import export_name
from app.branch.opened import DATABASE_FILE, DOCUMENTS, HIGHWATER_FILE
from app.branch.seal import SEAL_FILE
from app.branch.settings import BranchSettings
from app.cli.output import put_json
from app.cli.wiring import Wiring
from app.common.clock import branch_day
from app.common.errors import Refused
from app.counter.services import Services
from app.samples.branch import DemoReport, fill, look_over
from app.samples.clock import SampleClock
from app.samples.leaving import day_behind
from app.samples.people import BRANCH, UNFINISHED_FILE, manager
from app.storage.address import ROOT_FILE
from app.storage.durable import make_folder, write_durable
from app.storage.keys import CREDENTIAL_SAMPLE_FILE, RECOVERY_FILE, SAMPLE_FILE
from app.storage.mark import MARK_FILE, read_mark

_OURS = (
    MARK_FILE, DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm", HIGHWATER_FILE, f"{HIGHWATER_FILE}.lock",
    RECOVERY_FILE, SAMPLE_FILE, CREDENTIAL_SAMPLE_FILE, ROOT_FILE, SEAL_FILE, DOCUMENTS, "export", UNFINISHED_FILE,
)  # fmt: skip
"""What the demo makes in its folder; the mark goes first, the lock stays."""


def make_demo(wiring: Wiring, folder: Path, *, database: str = "", as_json: bool) -> bool:
    """Make the sample branch in ``folder`` unless it is there, and print what was done or found; whether it is whole.

    A sample branch that was left half made (the demo was stopped) is thrown away and made anew.
    Refused: ``branch.not_a_sample`` when the folder holds a real branch; what making a branch refuses.
    """
    began = time.monotonic()
    report = DemoReport(made=_to_be_made(folder))
    services = _made(wiring, folder, database) if report.made else wiring.open(folder)
    with services.branch:
        if not services.branch.sample:
            raise Refused("branch.not_a_sample")
        look_over(services, report)
        report.exported = _export(services, folder / "export")
        verified = services.verify()
        report.verified = verified.ok
    (folder / UNFINISHED_FILE).unlink(missing_ok=True)
    report.seconds = round(time.monotonic() - began, 1)
    if as_json:
        put_json(report.as_json(str(folder)))
    else:
        for line in report.lines(folder):
            print(line)
    for problem in verified.problems:
        print(f"guitai: {problem}", file=sys.stderr)
    return verified.ok


def _to_be_made(folder: Path) -> bool:
    """Whether there is no sample branch yet. Refused: ``branch.not_a_sample``."""
    there = (folder / MARK_FILE).exists()
    if there and not read_mark(folder).sample:
        raise Refused("branch.not_a_sample")  # said before a passphrase is asked for
    if (folder / UNFINISHED_FILE).exists():
        for name in _OURS:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        return True
    return not there


def _made(wiring: Wiring, folder: Path, database: str) -> Services:
    make_folder(folder)
    if not any(folder.iterdir()):
        # only a folder that was empty is ever emptied again
        write_durable(folder / UNFINISHED_FILE, b"The sample branch is being made.\n")
    clock = SampleClock()
    clock.behind = day_behind(branch_day(clock.now()))
    services, _ = wiring.create(folder, BranchSettings(sample=True, database_url=database or None, **BRANCH), clock)
    try:
        fill(services, clock)
    except BaseException:
        services.close()
        raise
    return services


def _export(services: Services, folder: Path) -> list[str]:
    """Export what is not in ``folder`` yet; all files that are there then."""
    actor = services.auth.sign_in(manager().login, manager().password, services.branch.station)
    documents = services.archive.list_all(actor)
    missing = [document.number for document in documents if not (folder / export_name(document)).exists()]
    if missing:
        services.archive.export(actor, missing, folder, "示例营业部演示")
    services.auth.sign_out(actor)
    return [str(folder / export_name(document)) for document in documents]
