"""Several counters on one server: invited once, working at once, locked out at once (SE-1, SE-2)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from app.audit.verify import verify_chain
from app.branch.opened import OpenBranch, open_branch, standard_store
from app.common.actor import Role
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.samples import openings
from app.samples.people import CLIENTS, SampleClient
from app.stations.invitation import Invitation, new_passphrase, open_invitation, seal_invitation
from app.stations.joining import join, renew
from app.stations.service import StationService
from app.storage.address import user_of
from app.storage.keys import SampleStore
from app.storage.roles import Login
from app.verification.service import verify_branch
from tests.app.onboarding.desk import PlainPress, services_for
from tests.app.storage.test_keys import refused
from tests.builders import CHEAP, Actors, BranchFactory
from tests.threads import together

HOURS = 24
NAME = "02"


@dataclass
class Office:
    """A branch server with its first station, and the places of more."""

    branch: OpenBranch
    owner: str
    service: StationService
    actors: Actors
    work: Path

    @property
    def documents(self) -> str:
        return str(self.branch.folder / "documents")

    def invite(self, name: str = NAME) -> Invitation:
        content, passphrase = self.service.invite(self.actors.admin, name, self.owner, documents=self.documents)
        return open_invitation(content, passphrase)

    def join(self, invitation: Invitation, clock: FixedClock | None = None) -> Path:
        folder = self.work / f"station-{invitation.station}"
        join(folder, invitation, SampleStore(folder, sample=True), clock or FixedClock())
        return folder

    def open(self, folder: Path) -> OpenBranch:
        return open_branch(folder, standard_store(), FixedClock(), station="01")

    def joined(self, name: str = NAME) -> OpenBranch:
        return self.open(self.join(self.invite(name)))

    def states(self) -> dict[str, str]:
        found = self.service.listed(self.actors.admin)
        return {one.name: "locked" if one.locked_at else "joined" if one.joined_at else "invited" for one in found}


@pytest.fixture
def office(branch_factory: BranchFactory, actors: Actors, tmp_path: Path) -> Iterator[Office]:
    branch = branch_factory.make("postgresql")
    branch.blobs.put(b"a document")
    url = branch.settings.database_url or ""
    owner = url.replace(user_of(url), "guitai")
    yield Office(branch, owner, StationService(branch, HOURS, CHEAP), actors, tmp_path)
    # roles belong to the whole test server and would be there for the next test
    with psycopg.connect(owner.replace("+psycopg", ""), autocommit=True) as connection:
        for role in [one.role for one in StationService(branch, HOURS).listed(actors.admin) if one.name != "init"]:
            connection.execute(f'DROP OWNED BY "{role}"'.encode())
            connection.execute(f'DROP ROLE "{role}"'.encode())


@pytest.mark.rule("SE-1")
def test_a_station_joins_by_its_invitation_with_a_credential_of_its_own(office: Office) -> None:
    invitation = office.invite()
    assert office.states() == {"init": "joined", NAME: "invited"}
    assert "master" not in repr(invitation)
    assert invitation.password not in repr(invitation)
    with office.open(office.join(invitation)) as second:
        assert second.station == NAME
        assert second.settings.name == office.branch.settings.name
        assert second.settings.database_url != office.branch.settings.database_url
        assert second.blobs.get(invitation.proof) == b"a document"
        mine = SampleStore(second.folder, sample=True).credential(NAME)
    assert mine != invitation.password  # what stands in the file is of no use any more
    assert mine not in (second.folder / "branch.toml").read_text()
    assert office.states() == {"init": "joined", NAME: "joined"}
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(invitation.address.replace("+psycopg", "").replace("@", f":{invitation.password}@"))


def test_an_invitation_works_once(office: Office) -> None:
    invitation = office.invite()
    office.join(invitation)
    again = replace(invitation, password=SampleStore(office.work / "station-02", sample=True).credential(NAME))
    for used, code in ((invitation, "branch.not_admitted"), (again, "station.joined_already")):
        folder = office.work / "again"
        with refused(code):
            join(folder, used, SampleStore(folder, sample=True), FixedClock())
        assert not list(folder.iterdir())
        folder.rmdir()


def test_an_invitation_expires(office: Office) -> None:
    invitation = office.invite()
    late = FixedClock()
    late.tick(HOURS * 3600)
    with refused("station.invitation_expired"):
        office.join(invitation, late)
    office.work.joinpath("station-02").rmdir()
    early = FixedClock()
    early.tick(HOURS * 3600 - 1)
    office.join(invitation, early)


def test_a_later_invitation_makes_the_earlier_one_void(office: Office) -> None:
    first = office.invite()
    clock = office.branch.db.clock
    assert isinstance(clock, FixedClock)
    clock.tick(60)
    second = office.invite()
    with refused("branch.not_admitted"):
        office.join(first)
    with refused("station.invitation_unknown"):
        join(office.work / "x", replace(first, password=second.password), store(office.work / "x"), FixedClock())
    office.work.joinpath("station-02").rmdir()
    office.join(second)
    with refused("station.taken"):
        office.invite()


def store(folder: Path) -> SampleStore:
    return SampleStore(folder, sample=True)


@pytest.mark.parametrize("name", ["", "a b", "-a", "a-", "柜台", "x" * 21, "a'b", "../x", 'a"b'])
def test_a_name_of_a_station_is_short_and_plain(office: Office, name: str) -> None:
    with refused("station.name"):
        office.invite(name)


def test_names_that_differ_in_case_only_are_one(office: Office) -> None:
    office.invite("A-1")
    with refused("station.taken"):
        office.invite("a-1")


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("deed", ["invite", "lock", "listed"])
def test_only_who_keeps_users_keeps_stations(office: Office, deed: str) -> None:
    calls: dict[str, Callable[..., object]] = {
        "invite": lambda who: office.service.invite(who, NAME, office.owner, documents=office.documents),
        "lock": lambda who: office.service.lock(who, "init", office.owner),
        "listed": office.service.listed,
    }
    for who in office.actors.all():
        if Role.ADMIN not in who.roles:
            with refused("auth.denied"):
                calls[deed](who)
    assert office.states() == {"init": "joined"}


def test_the_file_of_one_station_has_no_others(sqlite_branch: OpenBranch, actors: Actors) -> None:
    service = StationService(sqlite_branch, HOURS)
    with refused("station.no_server"):
        service.listed(actors.admin)
    with refused("station.no_server"):
        service.invite(actors.admin, NAME, "postgresql://a@localhost/b")
    with refused("station.no_server"):
        service.lock(actors.admin, NAME, "postgresql://a@localhost/b")


def test_the_owner_of_another_database_is_refused(office: Office, branch_factory: BranchFactory) -> None:
    url = office.owner.replace("+psycopg", "")
    elsewhere = url.rsplit("/", 1)[0] + "/postgres"
    with refused("branch.roles_unknown"):
        office.service.invite(office.actors.admin, NAME, elsewhere, documents=office.documents)
    assert office.states() == {"init": "joined"}


def test_documents_have_to_be_where_both_reach_them(office: Office, tmp_path: Path) -> None:
    with refused("station.documents_needed"):
        office.service.invite(office.actors.admin, NAME, office.owner)
    (tmp_path / "empty").mkdir()
    invitation = office.invite()
    for place, code in (
        (tmp_path / "empty", "station.documents_other"),
        (tmp_path / "no", "branch.documents_unreachable"),
    ):
        with refused(code):
            office.join(replace(invitation, documents=str(place)))
        office.work.joinpath("station-02").rmdir()
    office.join(invitation)


@pytest.mark.rule("SE-2")
def test_a_branch_that_was_rolled_back_since_the_invitation_is_not_joined(office: Office) -> None:
    invitation = office.invite()
    later = replace(invitation.heads[0], seq=invitation.heads[0].seq + 50)
    with refused("audit.rolled_back"):
        office.join(replace(invitation, heads=(later,)))
    assert office.states()[NAME] == "invited"


@pytest.mark.rule("SE-1")
def test_a_locked_station_is_out_at_once(office: Office) -> None:
    with office.joined() as second:
        with second.db.read() as connection:
            connection.exec_driver_sql("SELECT 1 FROM client")
        assert office.service.lock(office.actors.admin, NAME, office.owner) == 1
        with pytest.raises(Refused) as caught, second.db.read() as connection:
            connection.exec_driver_sql("SELECT 1 FROM client")
        assert caught.value.code in ("branch.unreachable", "branch.not_admitted")
    with refused("branch.not_admitted"):
        office.open(second.folder)
    assert office.states() == {"init": "joined", NAME: "locked"}
    with refused("station.locked_already"):
        office.service.lock(office.actors.admin, NAME, office.owner)
    with refused("station.taken"):
        office.invite()
    with refused("branch.not_admitted"):
        renew(second.folder, store(second.folder), office.owner, FixedClock())


def test_a_station_that_was_locked_before_it_joined_does_not_join(office: Office) -> None:
    invitation = office.invite()
    office.service.lock(office.actors.admin, NAME, office.owner)
    with refused("branch.not_admitted"):
        office.join(invitation)


def test_a_station_does_not_lock_itself_nor_one_that_is_not_there(office: Office) -> None:
    with refused("station.locks_itself"):
        office.service.lock(office.actors.admin, office.branch.station, office.owner)
    with refused("station.unknown"):
        office.service.lock(office.actors.admin, "99", office.owner)


def test_a_lost_credential_is_renewed_by_the_owner(office: Office) -> None:
    second = office.joined()
    second.close()
    (second.folder / "sample.station").unlink()
    with refused("keys.credential_missing"):
        office.open(second.folder)
    assert renew(second.folder, store(second.folder), office.owner, FixedClock()) == NAME
    office.open(second.folder).close()


def test_a_prepared_role_keeps_its_password(office: Office) -> None:
    with psycopg.connect(office.owner.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE counter9 LOGIN PASSWORD 'Given-2026'")
    login = Login("counter9", "Given-2026", made=False)
    content, passphrase = office.service.invite(
        office.actors.admin, "09", office.owner, documents=office.documents, prepared=login
    )
    folder = office.join(open_invitation(content, passphrase))
    assert store(folder).credential("09") == "Given-2026"
    office.open(folder).close()


@pytest.mark.rule("SE-2")
def test_two_stations_work_at_once_and_each_has_its_own_chain(office: Office) -> None:
    second = office.joined()
    faults: list[Exception] = []

    def work(branch: OpenBranch, people: tuple[SampleClient, ...]) -> None:
        try:
            services = services_for(branch, PlainPress())
            teller = replace(office.actors.teller, station=branch.station)
            for person in people:
                openings.carry_out(services, teller, replace(person, marketer="", booked=False, by_hand=False))
        except Exception as fault:  # noqa: BLE001 - told by the test below, not by the thread
            faults.append(fault)

    both = [
        threading.Thread(target=work, args=(branch, part))
        for branch, part in ((office.branch, CLIENTS[:2]), (second, CLIENTS[2:4]))
    ]
    together(both)
    assert faults == []
    for branch in (office.branch, second):
        marks = branch.audit.highwater.marks()
        with branch.db.read() as connection:
            report = verify_chain(connection, branch.audit.keys, marks)
        assert {damage.kind for damage in report.damages} <= {"unmarked"}
        assert report.stations >= 2
        found = [problem for problem in verify_branch(branch, PlainPress()).problems if problem.area == "audit"]
        assert found == []
    second.close()


def test_an_invitation_opens_with_its_passphrase_only(office: Office) -> None:
    content, passphrase = office.service.invite(office.actors.admin, NAME, office.owner, documents=office.documents)
    opened = open_invitation(content, passphrase.replace("-", " "))
    for secret in (opened.master, opened.password.encode(), opened.address.encode()):
        assert secret not in content
    with refused("station.invitation_wrong"):
        open_invitation(content, new_passphrase())
    for damaged in (b"", b"{}", content[:-40], b"\xff" * 100, content.replace(b"station-invitation", b"recovery")):
        with refused("station.invitation_damaged"):
            open_invitation(damaged, passphrase)
    again = seal_invitation(opened, passphrase, CHEAP)
    assert open_invitation(again, passphrase) == opened
