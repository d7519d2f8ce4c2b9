"""Every release that there was: opened by the program of today it is upgraded, unbroken, and work goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.backup import restoring
from app.branch.opened import OpenBranch, open_branch, standard_store
from app.common.clock import SystemClock
from app.common.errors import Refused
from app.counter.services import Services
from app.samples import openings
from app.samples.pen import sample_ink
from app.samples.people import STAFF
from app.samples.signed_papers import scanned
from app.scans.domain import Source
from app.storage import upgrades
from app.storage.keys import SampleStore
from app.storage.schema import HEAD, revision
from app.upgrade import going_back, upgrading
from app.upgrade.note import read_note
from tests.app.storage.test_keys import refused
from tests.releases import half_signed
from tests.releases.replay import RELEASES, Fixture, on_server, wanted
from ui.wiring import ProgramWiring

STILL_WRITTEN = {"audit_log", "saved_operation", "auth_attempt"}
"""Tables that opening and upgrading write to."""


def rows(branch: OpenBranch, names: Mapping[str, int]) -> dict[str, int]:
    with branch.db.read() as conn:
        count = sa.func.count()
        return {name: conn.execute(sa.select(count).select_from(sa.table(name))).scalar_one() for name in names}


def schema(folder: Path) -> str | None:
    with (
        open_branch(folder, standard_store(), SystemClock(), station="01", exclusive=False, any_schema=True) as branch,
        branch.db.read() as conn,
    ):
        return revision(conn)


def goes_on(services: Services, fixture: Fixture) -> None:
    """Everything that was there is there and holds, and the opening that was left can be taken up."""
    told = {name: many for name, many in fixture.told["rows"].items() if name not in STILL_WRITTEN}
    assert services.verify().problems == ()
    who = next(one for one in STAFF if one.login == "teller")
    teller = services.auth.sign_in(who.login, who.password, services.branch.station)
    assert {one.number for one in services.archive.list_all(teller)} == set(fixture.told["documents"])
    case = fixture.told["unfinished"]
    view = services.opening.save_field(teller, case, "contact_way", "message")
    assert view.draft.case_number == case
    services.auth.sign_out(teller)
    found = rows(services.branch, told)
    changed = {name for name, many in told.items() if found[name] != many and not name.startswith("opening")}
    assert changed <= {"station", "station_joined", "server_role", "change_count"}


def test_a_branch_of_an_older_release_is_upgraded_and_work_goes_on(fixture: Fixture, tmp_path: Path) -> None:
    folder = fixture.branch(tmp_path)
    wiring = ProgramWiring()
    with refused("upgrade.needed"):
        wiring.open(folder)
    steps: list[str] = []
    done = wiring.upgrade(folder, owner="", backup_to=None, tell=lambda progress: steps.append(progress.step))
    assert (done.before, done.after) == (fixture.told["revision"], HEAD)
    assert list(dict.fromkeys(steps)) == ["room", "backup", "check", "migrate", "verify", "done"]
    with wiring.open(folder).branch as branch:
        goes_on(wiring._services(branch, wiring.clock), fixture)
        with branch.db.read() as conn:
            assert upgrades.needed_program(conn, HEAD) is not None
            act = sa.text("SELECT count(*) FROM audit_log WHERE act = 'branch.upgraded'")
            assert conn.execute(act).scalar_one() == 1
    note = read_note(folder)
    assert note is not None
    assert note.ended
    assert wiring.upgrade(folder, owner="", backup_to=None, tell=lambda _: None).backup is None


@pytest.mark.rule("OP-6")
@pytest.mark.rule("KY-4")
def test_what_was_signed_before_the_upgrade_holds_and_the_opening_is_completed_after_it(
    fixture: Fixture, tmp_path: Path
) -> None:
    folder, told = fixture.half_signed(tmp_path)
    wiring = ProgramWiring()
    wiring.upgrade(folder, owner="", backup_to=None, tell=lambda _: None)
    services = wiring.open(folder)
    with services.branch:
        who = next(one for one in STAFF if one.login == "teller")
        teller = services.auth.sign_in(who.login, who.password, services.branch.station)
        forms = services.opening.view(teller, told["case"]).forms
        assert [form.form_id for form in forms if form.signed] == told["signed"]
        assert not any(form.stale for form in forms)
        # what the program forgets when it ends: the step says so; and the signatures that were still to come
        services.opening.set_password(teller, told["case"], "648203")
        for form_id in half_signed.LEFT:
            openings.sign(services, teller, told["case"], form_id, sample_ink(2))
        receipt = services.opening.complete(teller, told["case"])
        assert {one.form_id for one in receipt.documents} == {form.form_id for form in forms} | {"contents"}
        # the form that the old program printed comes back from the client
        paper = RELEASES / fixture.version / "half-signed" / f"{half_signed.LEFT[-1]}.pdf"
        services.scans.take_in(teller, scanned(services, [paper.read_bytes()]), Source.FILE)
        assert [one.case_number for one in services.scans.bind_ready(teller)] == [told["printed"]]
        by_paper = services.opening.view(teller, told["printed"]).forms
        assert [(form.form_id, form.stale) for form in by_paper if form.signed] == [(half_signed.LEFT[-1], False)]
        assert services.verify().problems == ()


def test_a_branch_server_of_an_older_release_is_upgraded_and_work_goes_on(
    fixture: Fixture, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = on_server(fixture, url, tmp_path, monkeypatch)
    wiring = ProgramWiring()
    with refused("branch.schema_older"):
        wiring.open(folder)
    with refused("upgrade.needs_owner"):
        wiring.upgrade(folder, owner="", backup_to=None, tell=lambda _: None)
    assert wiring.upgrade(folder, owner=url, backup_to=None, tell=lambda _: None).after == HEAD
    with wiring.open(folder).branch as branch:
        goes_on(wiring._services(branch, wiring.clock), fixture)
        with branch.db.read() as conn:
            assert [(one.station, one.revision) for one in upgrades.programs(conn)] == [("01", HEAD)]


def test_a_backup_of_an_older_release_is_put_back_and_upgraded(fixture: Fixture, url: str, tmp_path: Path) -> None:
    backup, to = fixture.server_backup(tmp_path), tmp_path / "restored"
    checked = restoring.check(backup, fixture.keys, "sample-hz01")
    assert checked.whole
    restoring.restore(
        backup, to, checked, fixture.keys.master, SampleStore(to, sample=True), station="01",
        at=checked.manifest.made_at, database_url=url,
    )  # fmt: skip
    (to / "restore.pending").unlink()
    wiring = ProgramWiring()
    with wiring.open(to).branch as branch:
        goes_on(wiring._services(branch, wiring.clock), fixture)


def test_going_back_is_told_what_it_loses_and_keeps_it_aside(fixture: Fixture, tmp_path: Path) -> None:
    folder = fixture.branch(tmp_path)
    wiring = ProgramWiring()
    before = wiring.upgrade(folder, owner="", backup_to=None, tell=lambda _: None).backup
    with wiring.open(folder).branch as branch:
        goes_on(wiring._services(branch, wiring.clock), fixture)
        since = going_back.look_back(branch)
    assert since.backup == before
    assert since.acts > 1
    with pytest.raises(Refused) as told:
        wiring.go_back(folder, confirmed=since.acts - 1, owner="", tell=lambda _: None)
    assert (told.value.code, told.value.facts["acts"]) == ("upgrade.confirm", since.acts)
    _, aside = wiring.go_back(folder, confirmed=since.acts, owner="", tell=lambda _: None)
    assert schema(folder) == fixture.told["revision"]
    assert (folder / "restore.pending").exists()
    mark = restoring.check(aside, fixture.keys, "sample-hz01")
    assert mark.whole
    assert mark.manifest.revision == HEAD
    with open_branch(folder, standard_store(), SystemClock(), station="01", settled=False, any_schema=True) as old:
        assert rows(old, fixture.told["rows"]) == fixture.told["rows"]
    with refused("upgrade.nothing_before"):
        wiring.go_back(folder, confirmed=0, owner="", tell=lambda _: None)


def test_a_server_goes_back_in_place_and_keeps_its_stations(
    fixture: Fixture, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = on_server(fixture, url, tmp_path, monkeypatch)
    wiring = ProgramWiring()
    wiring.upgrade(folder, owner=url, backup_to=None, tell=lambda _: None)
    with wiring.open(folder).branch as branch:
        since = going_back.look_back(branch)
    wiring.go_back(folder, confirmed=since.acts, owner=url, tell=lambda _: None)
    engine = sa.create_engine(url)
    with engine.connect() as conn:
        assert revision(conn) == fixture.told["revision"]
        assert conn.exec_driver_sql("SELECT name FROM station").scalars().all() == ["01"]
        assert conn.exec_driver_sql("SELECT count(*) FROM client").scalar_one() == fixture.told["rows"]["client"]
        assert conn.exec_driver_sql("SELECT count(*) FROM pg_proc WHERE proname = 'guitai_schema_guard'").scalar() == 0
    engine.dispose()


def test_wanted_places(tmp_path: Path) -> None:
    made = wanted(tmp_path / "branch")
    assert made.place == tmp_path / "branch-before-upgrade"
    assert upgrading.Wanted(tmp_path, made.policy, backup_to=tmp_path).place == tmp_path
