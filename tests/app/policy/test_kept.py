"""A policy is kept as text, read again as the same, and bound to the cases that were begun with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.policy import storage
from app.policy.loader import SHIPPED, check_policy, load_policy, policy_from_text
from tests.app.policy.changed import changed_policy
from tests.builders import Actors

TODAY = load_policy()
LONGER = (("deadline_days = 2", "deadline_days = 4"),)


def test_the_text_of_a_policy_gives_the_same_policy_again() -> None:
    again = policy_from_text(TODAY.text)
    assert (again, again.digest) == (TODAY, TODAY.digest)
    assert set(json.loads(TODAY.text)["files"]) == {
        "questionnaire-4-level.toml", "questionnaire-institution.toml", "transfer-out.toml", "dossier.toml",
        "contacts.toml", "messages.toml",
    }  # fmt: skip


def test_the_digest_tells_apart_what_bears_the_same_version(tmp_path: Path) -> None:
    other = changed_policy(tmp_path, transfer_out=LONGER)
    assert (other.version, other.transfer.version) == (TODAY.version, TODAY.transfer.version)
    assert other.digest != TODAY.digest
    assert policy_from_text(other.text).transfer.deadline_days == 4


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "{}", '{"branch": 1, "files": {}}', '{"branch": "kind = 1", "files": {}}']
)
def test_a_text_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"^policy\.kept_broken$"):
        policy_from_text(text)


def test_a_kept_text_is_read_without_any_file_of_today(tmp_path: Path) -> None:
    kept = json.loads(TODAY.text)
    del kept["files"]["transfer-out.toml"]
    with pytest.raises(Refused, match=r"^policy\.kept_broken$"):
        policy_from_text(json.dumps(kept))


def test_a_case_is_judged_by_its_own_policy_and_others_by_todays(
    branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    first = changed_policy(tmp_path, transfer_out=LONGER)
    with branch.db.write(actors.teller) as tx:
        for number in ("K1", "K2"):
            storage.pin(tx.conn, number, first, tx.at)
        storage.pin(tx.conn, "K3", TODAY, tx.at)
    with branch.db.read() as conn:
        assert storage.of_case(conn, "K1", TODAY) == first
        assert storage.of_case(conn, "K3", TODAY) is TODAY
        assert storage.of_case(conn, "begun before", TODAY) is TODAY
        assert storage.of_cases(conn, ["K1", "K2", "K3", "K4"], TODAY) == {"K1": first, "K2": first}
        assert storage.of_cases(conn, ["K1"] * 1200, TODAY) == {"K1": first}
        texts = conn.execute(sa.select(storage.policy_text.c.digest)).scalars().all()
    assert sorted(texts) == sorted({first.digest, TODAY.digest}), "each is kept once"


def test_a_kept_policy_that_was_touched_is_not_judged_by(branch: OpenBranch, actors: Actors, tmp_path: Path) -> None:
    own = changed_policy(tmp_path, transfer_out=LONGER)
    with branch.db.write(actors.teller) as tx:
        values = {"digest": own.digest, "version": own.version, "text": TODAY.text, "kept_at": tx.at}
        tx.conn.execute(storage.policy_text.insert().values(values))
        tx.conn.execute(storage.case_policy.insert().values(case_number="K1", digest=own.digest))
    with branch.db.read() as conn, pytest.raises(Refused, match=r"^policy\.kept_broken$"):
        storage.of_case(conn, "K1", TODAY)


# files of a branch


def test_files_in_the_branch_s_folder_hold_without_a_branch_file_of_one_s_own(tmp_path: Path) -> None:
    text = (SHIPPED / "transfer-out.toml").read_text(encoding="utf-8")
    (tmp_path / "transfer-out.toml").write_text(text.replace(*LONGER[0]), encoding="utf-8")
    assert load_policy(None, tmp_path).transfer.deadline_days == 4
    assert load_policy(None, tmp_path / "nothing here") == TODAY


def test_a_branch_file_from_before_transfer_out_and_dossiers_uses_the_usual_ones(tmp_path: Path) -> None:
    text = (SHIPPED / "branch.toml").read_text(encoding="utf-8")
    older = text.replace('transfer = "transfer-out.toml"\n', "").replace('dossier = "dossier.toml"\n', "")
    assert older.count("\n") == text.count("\n") - 2
    file = tmp_path / "policy.toml"
    file.write_text(older, encoding="utf-8")
    assert check_policy(file) == []
    assert (load_policy(file).transfer, load_policy(file).dossier) == (TODAY.transfer, TODAY.dossier)
    shutil.copy(SHIPPED / "transfer-out.toml", tmp_path)
    own = (tmp_path / "transfer-out.toml").read_text(encoding="utf-8").replace(*LONGER[0])
    (tmp_path / "transfer-out.toml").write_text(own, encoding="utf-8")
    assert load_policy(file).transfer.deadline_days == 4, "one's own of that name comes first"
