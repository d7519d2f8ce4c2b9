"""Timestamps over the years: what is due, what is stamped, and that a file only ever grows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from app.archive import storage
from app.archive.press import SignatureCheck
from app.archive.renewal import RenewalService
from app.archive.service import ArchiveService
from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.verification.service import verify_branch
from tests.builders import Actors, document_file, forbidden
from tests.people import document
from tests.press import NoPress

YEAR = timedelta(days=365)


@dataclass
class StampingPress(NoPress):
    """A sealed file is ``%PDF genuine``; each timestamp adds ``|until`` with the day its certificate ends."""

    clock: FixedClock
    lasts: timedelta = YEAR
    silent: bool = False
    stamped: list[bytes] = field(default_factory=list)

    def check(self, pdf: bytes) -> SignatureCheck:
        until = [datetime.fromisoformat(part.decode()) for part in pdf.split(b"|")[1:]]
        genuine = pdf.startswith(b"%PDF genuine") and (not until or until[-1] > self.clock.now())
        return SignatureCheck(
            genuine, "B-LTA" if until else "B-B", ("branch",), () if genuine else ("broken",), (),
            stamp_pending=not until, stamped_until=until[-1] if until else None,
        )  # fmt: skip

    def stamp(self, pdf: bytes) -> bytes:
        if self.silent:
            raise Refused("signing.timestamp_failed")
        self.stamped.append(pdf)
        return pdf + f"|{(self.clock.now() + self.lasts).isoformat()}".encode()


@dataclass
class Archive:
    branch: OpenBranch
    actors: Actors
    press: StampingPress
    clock: FixedClock

    def __post_init__(self) -> None:
        self.care = RenewalService(self.branch.db, self.branch.blobs, self.press, self.clock)

    def add(self, number: str, content: bytes, level: str = "B-B") -> None:
        sha256 = self.branch.blobs.put(content)
        with self.branch.db.write(self.actors.teller) as tx:
            storage.add(tx.conn, document(number=number, file_sha256=sha256, level=level))

    def content(self, number: str) -> bytes:
        return ArchiveService(self.branch.db, self.branch.blobs, self.press).get_pdf(self.actors.teller, number, "核对")


@pytest.fixture
def archive(branch: OpenBranch, actors: Actors, clock: FixedClock) -> Archive:
    """Two documents without a timestamp, one of them the scan of a paper."""
    made = Archive(branch, actors, StampingPress(clock), clock)
    made.add("A-1", b"%PDF genuine 1")
    made.add("A-2", b"%PDF genuine 2", level="paper")
    return made


@pytest.mark.rule("AR-1")
def test_missing_timestamps_are_added_and_the_file_grows_at_its_end_only(archive: Archive) -> None:
    told: list[tuple[int, int]] = []
    done = archive.care.renew(archive.actors.archivist, progress=lambda *step: told.append(step))
    assert (done.due, done.stamped, done.known, done.failed, done.ok) == (2, ("A-1", "A-2"), (), (), True)
    assert told == [(1, 2), (2, 2)]
    for number, before in (("A-1", b"%PDF genuine 1"), ("A-2", b"%PDF genuine 2")):
        assert archive.content(number).startswith(before + b"|")
        with archive.branch.db.read() as conn:
            first, second = storage.versions(conn, number)
            found = storage.by_number(conn, number)
            assert found is not None
            assert [first.version, second.version] == [1, 2]
            assert (first.level, first.stamped_until, second.level) == ("B-B", None, "B-LTA")
            assert storage.by_file(conn, first.file_sha256) == storage.by_file(conn, second.file_sha256) == found
            assert found.file_sha256 == second.file_sha256
            assert found.level == ("paper" if number == "A-2" else "B-LTA")
    assert archive.care.renew(archive.actors.archivist).due == 0


@pytest.mark.rule("AR-1")
def test_a_timestamp_is_renewed_before_its_certificate_ends_and_not_long_before(archive: Archive) -> None:
    archive.care.renew(archive.actors.archivist)
    archive.clock.tick((YEAR - timedelta(days=91)).total_seconds())
    assert archive.care.due(archive.actors.archivist) == ()
    assert len(archive.care.due(archive.actors.archivist, timedelta(days=92))) == 2
    archive.clock.tick(timedelta(days=2).total_seconds())
    assert archive.care.renew(archive.actors.archivist).stamped == ("A-1", "A-2")
    with archive.branch.db.read() as conn:
        assert [version.version for version in storage.versions(conn, "A-1")] == [1, 2, 3]


def test_each_renewal_is_audited_with_both_hashes(archive: Archive) -> None:
    archive.care.renew(archive.actors.admin)
    (record,) = AuditReader(archive.branch.db).recent(archive.actors.compliance, subject=("document", "A-1"))
    with archive.branch.db.read() as conn:
        first, second = storage.versions(conn, "A-1")
    assert (record.act, record.staff_id) == ("archive.renewed", "staff-admin")
    assert (record.after["before"], record.after["file"]) == (first.file_sha256, second.file_sha256)


def test_a_silent_service_ends_the_run_and_all_stays_due(archive: Archive) -> None:
    archive.press.silent = True
    done = archive.care.renew(archive.actors.archivist)
    assert (done.stamped, done.failed, done.stopped, done.ok) == (
        (),
        (("A-1", "signing.timestamp_failed"),),
        True,
        False,
    )
    archive.press.silent = False
    assert archive.care.renew(archive.actors.archivist).stamped == ("A-1", "A-2")


def test_a_branch_without_a_service_is_told_so(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object, __: bytes) -> bytes:
        raise Refused("signing.no_timestamps")

    monkeypatch.setattr(StampingPress, "stamp", none)
    with pytest.raises(Refused, match=r"signing\.no_timestamps"):
        archive.care.renew(archive.actors.archivist)


def test_a_file_that_is_not_genuine_is_never_stamped_and_the_others_are(archive: Archive) -> None:
    archive.add("A-0", b"%PDF forged")
    done = archive.care.renew(archive.actors.archivist)
    assert done.failed == (("A-0", "archive.altered"),)
    assert done.stamped == ("A-1", "A-2")
    assert b"%PDF forged" not in archive.press.stamped


def test_a_service_that_changes_the_file_is_not_believed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StampingPress, "stamp", lambda _, __: b"%PDF genuine other|2060-01-01T00:00:00+00:00")
    assert {code for _, code in archive.care.renew(archive.actors.archivist).failed} == {"archive.seal_not_valid"}
    assert archive.content("A-1") == b"%PDF genuine 1"


def test_a_file_that_was_sealed_with_its_timestamp_is_entered_and_not_stamped_again(archive: Archive) -> None:
    until = archive.clock.now() + 10 * YEAR
    archive.add("A-3", f"%PDF genuine 3|{until.isoformat()}".encode(), level="B-LTA")
    done = archive.care.renew(archive.actors.archivist)
    assert (done.known, done.stamped) == (("A-3",), ("A-1", "A-2"))
    with archive.branch.db.read() as conn:
        (only,) = storage.versions(conn, "A-3")
    assert (only.version, only.stamped_until) == (1, until)


def test_a_run_can_be_stopped_between_two_documents(archive: Archive) -> None:
    answers = iter([False, True])
    done = archive.care.renew(archive.actors.archivist, stop=lambda: next(answers))
    assert (done.stamped, done.stopped, done.ok) == (("A-1",), True, False)


def test_two_runs_at_once_stamp_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp, other = (
        StampingPress.stamp,
        RenewalService(archive.branch.db, archive.branch.blobs, StampingPress(archive.clock, 2 * YEAR), archive.clock),
    )

    def overtaken(press: StampingPress, pdf: bytes) -> bytes:
        monkeypatch.setattr(StampingPress, "stamp", stamp)
        other.renew(archive.actors.archivist)
        return stamp(press, pdf)

    monkeypatch.setattr(StampingPress, "stamp", overtaken)
    done = archive.care.renew(archive.actors.archivist)
    assert ("A-1", "archive.renewed_meanwhile") in done.failed
    with archive.branch.db.read() as conn:
        assert [version.version for version in storage.versions(conn, "A-1")] == [1, 2]


def test_who_may_have_it_run(archive: Archive) -> None:
    for actor in archive.actors.all():
        if actor in (archive.actors.teller, archive.actors.marketing, archive.actors.client_manager,
                     archive.actors.marketing_director):  # fmt: skip
            with pytest.raises(Refused, match=r"auth\.denied"):
                archive.care.renew(actor)
        else:
            archive.care.due(actor)


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("name", ["document_file", "document_pen"])
def test_the_database_itself_lets_nobody_change_versions_and_pens(archive: Archive, name: str) -> None:
    archive.care.renew(archive.actors.archivist)
    with archive.branch.db.write(archive.actors.teller) as tx:
        storage.add_pens(tx.conn, "A-1", {"client": "a" * 64})
    table = {"document_file": storage.document_file, "document_pen": storage.document_pen}[name]
    for change in (sa.update(table).values(document_number="A-2"), sa.delete(table)):
        with forbidden(), archive.branch.db.write(archive.actors.teller) as work:
            work.conn.execute(change)


@pytest.mark.rule("SE-2")
def test_a_verification_knows_versions_and_tells_of_an_earlier_file_that_is_gone(archive: Archive) -> None:
    before = verify_branch(archive.branch, archive.press)
    assert (before.ok, before.unstamped, before.pending) == (True, 2, 2)
    assert "2 documents wait for their timestamp" in before.lines()[1]
    archive.care.renew(archive.actors.archivist)
    after = verify_branch(archive.branch, archive.press)
    assert (after.ok, after.unstamped, after.pending, after.orphans) == (True, 0, 0, ())
    with archive.branch.db.read() as conn:
        first = storage.versions(conn, "A-1")[0]
    document_file(archive.branch, first.file_sha256).unlink()
    (problem,) = verify_branch(archive.branch, archive.press).problems
    assert (problem.kind, problem.row) == ("missing", "document A-1 version 1")


def test_a_verification_can_be_stopped_and_then_says_nothing_of_the_whole(archive: Archive) -> None:
    answers = iter([False, True])
    report = verify_branch(archive.branch, archive.press, stop=lambda: next(answers))
    assert (report.checked, report.documents, report.complete, report.ok) == (1, 2, False, False)
    assert report.lines()[-1] == "Result: stopped after 1 of 2 documents, 0 problem(s) so far."
    assert report.as_json()["complete"] is False
