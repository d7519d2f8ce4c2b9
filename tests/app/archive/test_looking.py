"""Papers that are not one's own work are not shown without a purpose; destroyed ones are told as such (AR-3, AR-4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.archive import storage
from app.archive.domain import Destroyed
from app.archive.service import ArchiveService
from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.errors import Refused
from tests.app.archive.test_archive import COPIES, NUMBER, PDF, OnePress
from tests.builders import Actors
from tests.dossiers import KnownByHand
from tests.people import add_client, document

WHY = "客户来访查询本人资料"
Act = Callable[[ArchiveService, Actor, str, Path], object]
ACTS: dict[str, Act] = {
    "get_pdf": lambda s, a, why, _: s.get_pdf(a, NUMBER, why),
    "printable": lambda s, a, why, _: s.printable(a, NUMBER, COPIES[0], why),
    "rendition": lambda s, a, why, _: s.rendition(a, NUMBER, COPIES[0], 1, why),
    "export": lambda s, a, why, folder: s.export(a, [NUMBER], folder, why),
    "export_as": lambda s, a, why, folder: s.export_as(a, NUMBER, folder / "a.pdf", why),
    "purpose": lambda s, a, why, _: s.purpose(a, NUMBER, why),
}


@pytest.fixture
def known(actors: Actors) -> KnownByHand:
    """The client's papers are the teller's own work."""
    return KnownByHand(owners={actors.teller.staff_id})


@pytest.fixture
def service(branch: OpenBranch, actors: Actors, known: KnownByHand) -> ArchiveService:
    """An archive with one document of one client."""
    name = branch.blobs.put(PDF)
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        storage.add(work.conn, document(client_id=client.id, file_sha256=name))
    return ArchiveService(branch.db, branch.blobs, OnePress(), known)


@pytest.mark.rule("AR-3")
@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_ones_own_work_asks_for_a_purpose_and_leaves_nothing_without_one(
    service: ArchiveService, actors: Actors, tmp_path: Path, act: str
) -> None:
    for why in ("", "  "):
        with pytest.raises(Refused, match=r"archive\.purpose_needed") as refused:
            ACTS[act](service, actors.supervisor, why, tmp_path)
    assert refused.value.field == "why"
    assert service.uses(actors.teller, NUMBER) == ()
    assert not list(tmp_path.rglob("*.pdf"))
    ACTS[act](service, actors.supervisor, WHY, tmp_path)
    assert {use.why for use in service.uses(actors.teller, NUMBER)} <= {WHY}
    ACTS[act](service, actors.teller, "", tmp_path)


@pytest.mark.rule("AR-3")
def test_the_list_of_a_clients_documents_is_a_look_and_is_registered(
    service: ArchiveService, branch: OpenBranch, actors: Actors
) -> None:
    (paper,) = service.list_all(actors.archivist)
    assert paper.client_id is not None
    assert (service.own_work(actors.teller, paper.client_id), service.own_work(actors.archivist, paper.client_id)) == (
        True, False,
    )  # fmt: skip
    with pytest.raises(Refused, match=r"archive\.purpose_needed"):
        service.list_for_client(actors.archivist, paper.client_id)
    assert service.list_for_client(actors.archivist, paper.client_id, WHY) == (paper,)
    assert service.list_for_client(actors.teller, paper.client_id) == (paper,)
    records = AuditReader(branch.db).recent(actors.compliance, subject=("client", paper.client_id))
    assert [(record.act, record.after["why"]) for record in records] == [
        ("archive.listed", ""),
        ("archive.listed", WHY),
    ]


@pytest.mark.rule("AR-3")
def test_papers_that_are_no_clients_need_no_purpose(
    service: ArchiveService, branch: OpenBranch, actors: Actors
) -> None:
    name = branch.blobs.put(b"a day sheet")
    with branch.db.write(actors.teller) as work:
        storage.add(work.conn, document(number="RB20261120-01", client_id=None, file_sha256=name))
    assert service.get_pdf(actors.supervisor, "RB20261120-01") == b"a day sheet"


@pytest.mark.rule("AR-3")
def test_a_job_that_waited_is_judged_by_the_moment_at_which_it_was_queued(
    service: ArchiveService, branch: OpenBranch, actors: Actors, known: KnownByHand
) -> None:
    queued = branch.db.clock.now()
    known.until = queued - timedelta(days=1)
    with pytest.raises(Refused, match=r"archive\.purpose_needed"):
        service.rendition(actors.teller, NUMBER, COPIES[0], 1)
    assert service.rendition(actors.teller, NUMBER, COPIES[0], 1, asked_at=queued - timedelta(days=2))


@pytest.mark.rule("AR-3")
def test_where_nobody_knows_of_dossiers_everything_asks_for_a_purpose(
    service: ArchiveService, branch: OpenBranch, actors: Actors
) -> None:
    alone = ArchiveService(branch.db, branch.blobs, OnePress())
    with pytest.raises(Refused, match=r"archive\.purpose_needed"):
        alone.get_pdf(actors.teller, NUMBER)
    assert alone.get_pdf(actors.teller, NUMBER, WHY) == PDF


@pytest.mark.rule("AR-4")
@pytest.mark.parametrize("act", ACTS)
def test_a_destroyed_document_says_by_which_list_and_when_instead_of_missing(
    service: ArchiveService, branch: OpenBranch, actors: Actors, known: KnownByHand, tmp_path: Path, act: str
) -> None:
    (paper,) = service.list_all(actors.archivist)
    known.gone[NUMBER] = Destroyed("XH20471122000001", branch.db.clock.now(), "何静", "周敏", "保管期满")
    branch.blobs.remove(paper.file_sha256)
    with pytest.raises(Refused, match=r"archive\.destroyed") as refused:
        ACTS[act](service, actors.teller, "", tmp_path)
    assert refused.value.facts["list"] == "XH20471122000001"
    assert refused.value.facts["on"] == branch.db.clock.now().date().isoformat()
    assert paper.client_id is not None
    assert set(service.destroyed(actors.teller, paper.client_id)) == {NUMBER}
    assert service.uses(actors.teller, NUMBER) == ()
