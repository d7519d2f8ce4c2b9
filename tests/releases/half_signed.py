"""An opening of a release, signed by half: what that release's own program wrote beyond its fixture, row by row.

Kept beside the fixture in ``half-signed``: the rows that came or changed, with what is sealed in them as it lies in the
database; the audit's high-water mark; and one form as it was printed, to come back signed when the program is another.
Made once by the release's own program (``python -m tests.releases half``), as the fixture.
"""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from app.branch.opened import OpenBranch, open_branch, standard_store
from app.common.actor import Actor
from app.common.clock import SystemClock
from app.counter.services import Services
from app.onboarding.steps import AGREEMENT_FORM
from app.samples import openings
from app.samples.pen import sample_ink
from app.samples.people import CLIENTS, STAFF
from ui.wiring import ProgramWiring

LEFT = ("custody", "tax-statement")
"""Not signed any more before the upgrade; the last one is what the other client has printed and takes home."""
MARK = "audit.highwater"

Rows = dict[str, list[list[Any]]]


def make(release: Path) -> None:
    """Go on with the unfinished opening of the fixture in ``release``; keep what that changed."""
    kept = release / "half-signed"
    kept.mkdir()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(release / "branch", Path(temporary) / "branch"))
        before = _rows(folder)
        told = json.loads((release / "told.json").read_bytes())
        told = _go_on(ProgramWiring().open(folder), told["unfinished"], kept)
        after = _rows(folder)
        changed = {name: [row for row in rows if row not in before[name]] for name, rows in after.items()}
        told["rows"] = {name: rows for name, rows in changed.items() if rows}
        shutil.copy(folder / MARK, kept / MARK)
    (kept / "told.json").write_text(json.dumps(told, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def put(release: Path, folder: Path) -> dict[str, Any]:
    """Bring the branch in ``folder``, a copy of the fixture, to where the half-signed openings are; what was told."""
    told: dict[str, Any] = json.loads((release / "half-signed" / "told.json").read_bytes())
    with _open(folder) as branch, branch.db.engine.begin() as conn:
        conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name, rows in told.pop("rows").items():
            for row in rows:
                places = ", ".join("?" * len(row))
                into = f'INSERT OR REPLACE INTO "{name}" VALUES ({places})'  # noqa: S608 - a table's name
                conn.exec_driver_sql(into, tuple(map(_read, row)))
    shutil.copy(release / "half-signed" / MARK, folder / MARK)
    return told


def _open(folder: Path) -> OpenBranch:
    return open_branch(folder, standard_store(), SystemClock(), station="01", settled=False, any_schema=True)


def _go_on(services: Services, case: str, kept: Path) -> dict[str, Any]:
    with services.branch:
        who = next(one for one in STAFF if one.login == "teller")
        teller = services.auth.sign_in(who.login, who.password, "01")
        signed = _sign_by_half(services, teller, case)
        printed = _print(services, teller)
        form = next(form for form in services.opening.view(teller, printed).forms if form.form_id == LEFT[-1])
        paper = services.opening.printable_form(teller, printed, form.form_id)
        (kept / f"{form.form_id}.pdf").write_bytes(paper)
        services.auth.sign_out(teller)
    return {"case": case, "signed": signed, "printed": printed}


def _sign_by_half(services: Services, teller: Actor, case: str) -> list[str]:
    """The client does everything on the display but for the last signatures; what was signed."""
    opening, client = services.opening, [one for one in CLIENTS if not one.by_hand][1]
    openings.answer(services, teller, case, client)
    opening.confirm_result(teller, case, True)
    for form_id in ("disclosure", *(["disclosure-chinext"] if "chinext" in client.permissions else [])):
        openings.read_through(services, teller, case, form_id)
    opening.agree_esign(teller, case, True)
    for choice in services.policy.consents:
        opening.consent(teller, case, choice.code, True)
    openings.sign(services, teller, case, "esign-consent", sample_ink(0))
    openings.read_through(services, teller, case, AGREEMENT_FORM)
    if client.marketer:
        opening.confirm_relationship(teller, case, True)
    opening.set_password(teller, case, client.password)
    openings.review(services, teller, case)
    for form in opening.view(teller, case).forms:
        if form.needs_client and not form.signed and form.form_id not in LEFT:
            openings.sign(services, teller, case, form.form_id, sample_ink(1))
    return [form.form_id for form in opening.view(teller, case).forms if form.signed]


def _print(services: Services, teller: Actor) -> str:
    """Another client, who signs by hand, gets to the printing; the case."""
    opening, client = services.opening, next(one for one in CLIENTS if one.by_hand)
    case = openings.type_in(services, teller, client).draft.case_number
    openings.answer(services, teller, case, client)
    opening.confirm_result(teller, case, True)
    openings.read_through(services, teller, case, "disclosure")
    opening.agree_esign(teller, case, False)
    for choice in services.policy.consents:
        opening.consent(teller, case, choice.code, choice.code == "bank")
    openings.read_through(services, teller, case, AGREEMENT_FORM)
    opening.set_password(teller, case, client.password)
    openings.review(services, teller, case)
    return case


def _rows(folder: Path) -> Rows:
    """Everything in the database as it lies there."""
    with _open(folder) as branch, branch.db.engine.connect() as conn:
        names = conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return {
            name: [[*map(_plain, row)] for row in conn.exec_driver_sql(f'SELECT * FROM "{name}"')]  # noqa: S608
            for name in names
            if not name.startswith("sqlite_")
        }


def _plain(value: Any) -> Any:
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _read(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value
