"""Looking into a dossier: one a client, by purpose, registered, with its index and its place (AR-1, AR-3)."""

from __future__ import annotations

import pytest

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.dossier.domain import Section, UseKind
from tests.app.dossier.desk import LATE, Archive, archive_of


@pytest.fixture
def archive(branch: OpenBranch) -> Archive:
    return archive_of(branch)


@pytest.mark.rule("AR-1")
def test_a_client_has_one_dossier_with_a_number_and_all_papers_by_kind(archive: Archive) -> None:
    client_id, case = archive.opened()
    view = archive.dossiers.look(archive.actors.teller, client_id)
    again = archive.dossiers.look(archive.actors.archivist, client_id, "抽查")
    assert view.archive_number == again.archive_number == "DA2026000001"
    assert {paper.document.case_number for paper in view.papers} == {case}
    sections = dict(view.sections)
    assert [p.document.form_id for p in sections[Section.IDENTITY]] == ["application"]
    assert [p.document.form_id for p in sections[Section.CUSTODY]] == ["custody"]
    assert view.complete
