"""The demo: a sample branch made from nothing, openings carried out, documents exported, everything verified."""

from __future__ import annotations

import time
from pathlib import Path

from app.branch.opened import BranchSettings
from app.cli.output import put_json
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.counter.services import Services
from app.samples.branch import STATION, DemoReport, fill
from app.samples.people import BRANCH, STAFF
from app.storage.mark import MARK_FILE


def make_demo(wiring: Wiring, folder: Path, *, as_json: bool) -> None:
    """Make the sample branch in ``folder`` unless it is there, and print what was done.

    Refused: ``branch.not_a_sample`` when the folder holds a real branch; what making a branch refuses.
    """
    began = time.monotonic()
    report = DemoReport()
    made = not (folder / MARK_FILE).exists()
    if made:
        services, _ = wiring.create(folder, BranchSettings(sample=True, **BRANCH))
    else:
        services = wiring.open(folder)
    with services.branch:
        if not services.branch.sample:
            raise Refused("branch.not_a_sample")
        if made:
            fill(services, report)
            report.exported = _export(services, folder / "export")
        report.verified = services.verify().ok
    if as_json:
        put_json({**report.as_json(str(folder)), "made": made, "seconds": round(time.monotonic() - began, 1)})
    else:
        _tell(report, folder, made, time.monotonic() - began)


def _export(services: Services, folder: Path) -> list[str]:
    manager = next(person for person in STAFF if "general-manager" in person.roles)
    actor = services.auth.sign_in(manager.login, manager.password, STATION)
    numbers = [document.number for document in services.archive.list_all(actor)]
    return [str(path) for path in services.archive.export(actor, numbers, folder)]


def _tell(report: DemoReport, folder: Path, made: bool, seconds: float) -> None:
    print(f"Sample branch {'made' if made else 'found'} in {folder} ({seconds:.1f} s)")
    if made:
        print(f"  staff {report.staff}, bookings of today {report.bookings}")
        for case in report.completed:
            print(
                f"  {case['case']}: account {case['fund_account']} opened, score {case['score']} ({case['level']}), "
                f"{len(case['documents'])} documents signed and sealed"
            )
        for case in report.unfinished:
            print(f"  {case['case']}: left unfinished, to be resumed (missing: {', '.join(case['missing_steps'])})")
        print(f"  {len(report.exported)} documents exported to {folder / 'export'}")
    print(f"  audit chain and documents: {'valid' if report.verified else 'NOT VALID'}")
    print("Users of the sample branch:")
    for person in STAFF:
        if person.login:
            print(f"  {person.login:10} {person.password:22} {', '.join(person.roles)}")
