"""The pledge of confidentiality: everybody signs their own, each version once, the register tells (SE-1)."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.archive import storage as ledger
from app.archive.press import FormInfo, Ink
from app.common.errors import Refused
from app.dossier.pledging import PLEDGE
from app.storage.db import metadata
from forms.engine.sample_ink import sample_ink
from tests.app.dossier.desk import Archive


@pytest.mark.rule("SE-1")
def test_everybody_signs_the_text_in_force_once_and_the_register_tells_who_and_when(archive: Archive) -> None:
    who, dossiers = archive.actors, archive.dossiers
    for actor in (who.teller, who.marketing, who.admin):
        assert dossiers.pledge_signed(actor) is None
        pledge = dossiers.sign_pledge(actor, sample_ink())
        assert (pledge.staff_id, pledge.form_version) == (actor.staff_id, archive.press.info(PLEDGE).version)
        assert dossiers.pledge_signed(actor) == pledge
    with pytest.raises(Refused, match=r"dossier\.pledged_already"):
        dossiers.sign_pledge(who.teller, sample_ink())
    lines = {line.member.id: line for line in dossiers.pledges(who.compliance)}
    assert {staff_id for staff_id, line in lines.items() if line.current} == {
        who.teller.staff_id, who.marketing.staff_id, who.admin.staff_id,
    }  # fmt: skip
    with archive.branch.db.read() as conn:
        found = ledger.by_number(conn, lines[who.teller.staff_id].signed[0].document_number)
    assert found is not None
    assert (found.form_id, found.client_id) == (PLEDGE, None)


@pytest.mark.rule("SE-1")
def test_a_new_text_is_signed_anew_and_the_old_signature_stays(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.dossiers.sign_pledge(archive.actors.teller, sample_ink())
    old = archive.press.info(PLEDGE)
    monkeypatch.setattr("tests.app.onboarding.desk.catalogue.info", _with(replace(old, version="2027-06")))
    assert archive.dossiers.pledge_signed(archive.actors.teller) is None
    lines = {line.member.id: line for line in archive.dossiers.pledges(archive.actors.compliance)}
    assert not lines[archive.actors.teller.staff_id].current
    archive.clock.tick(86400)
    archive.dossiers.sign_pledge(archive.actors.teller, sample_ink())
    lines = {line.member.id: line for line in archive.dossiers.pledges(archive.actors.compliance)}
    assert [one.form_version for one in lines[archive.actors.teller.staff_id].signed] == [old.version, "2027-06"]


def _with(changed: FormInfo) -> object:
    return lambda form_id: changed


def test_a_pledge_without_a_signature_is_refused(sqlite_archive: Archive) -> None:
    with pytest.raises(Refused, match=r"archive\.ink_too_little"):
        sqlite_archive.dossiers.sign_pledge(sqlite_archive.actors.teller, Ink(100, 100, ()))
    assert sqlite_archive.dossiers.pledge_signed(sqlite_archive.actors.teller) is None


@pytest.mark.rule("SE-1")
def test_the_register_of_pledges_is_only_added_to(archive: Archive) -> None:
    archive.dossiers.sign_pledge(archive.actors.teller, sample_ink())
    with pytest.raises(sa.exc.DBAPIError), archive.branch.db.write(archive.actors.admin) as tx:
        tx.conn.execute(metadata.tables["confidentiality_pledge"].delete())
