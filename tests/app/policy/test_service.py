"""Policy files changed at the branch: four eyes, dates to come, pinned cases, all of it fitting (RA-3, SE-2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.policy import storage, version_rows
from app.policy.composing import BRANCH_FILE, OWN_FILE, Base
from app.policy.in_force import need_current, policy_on
from app.policy.loader import SHIPPED
from app.policy.service import PolicyService
from app.policy.soundness import problems
from app.policy.versions import Proposal, State
from tests.builders import Actors, actor, as_owner, forbidden

TRANSFER, FOUR, FIVE = "transfer-out.toml", "questionnaire-4-level.toml", "questionnaire-5-level.toml"
DAY = 24 * 3600


def shipped(name: str, *pairs: tuple[str, str], version: str = "NEW-1", effective: str = "2026-12-01") -> str:
    """A shipped text with another version and date, and some words replaced."""
    lines = (SHIPPED / name).read_text(encoding="utf-8").split("\n")
    heads = {"version =": f'version = "{version}"', "effective =": f"effective = {effective}"}
    text = "\n".join(next((new for head, new in heads.items() if line.startswith(head)), line) for line in lines)
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


LONGER = ("deadline_days = 2", "deadline_days = 4")
BASE = Base()


@pytest.fixture
def desk(sqlite_branch: OpenBranch) -> PolicyService:
    return PolicyService(sqlite_branch.db, Base(sqlite_branch.folder))


def decide(desk: PolicyService, actors: Actors, text: str, file: str = TRANSFER) -> Proposal:
    one = desk.propose(actors.compliance, file, text, "市场变化")
    return desk.decide(actors.general_manager, one.id, agreed=True, reason="同意")


@pytest.mark.rule("RA-3")
def test_a_version_holds_from_its_date_on_for_new_cases_and_not_for_those_begun_before(
    branch: OpenBranch, actors: Actors, clock: FixedClock
) -> None:
    desk = PolicyService(branch.db, BASE)
    with branch.db.read() as conn:
        before = policy_on(conn, BASE, date(2026, 11, 20))
    decide(desk, actors, shipped(TRANSFER, LONGER))
    with branch.db.write(actors.teller) as tx:
        storage.pin(tx.conn, "K1", before, tx.at)
    clock.tick(11 * DAY)
    with branch.db.read() as conn:
        after = policy_on(conn, BASE, date(2026, 12, 1))
        assert policy_on(conn, BASE, date(2026, 11, 30)) == before, "the past stays as it was"
        assert (before.transfer.deadline_days, after.transfer.deadline_days) == (2, 4)
        assert storage.of_case(conn, "K1", after).transfer.deadline_days == 2
    with branch.db.write(actors.teller) as tx, pytest.raises(Refused, match=r"^policy\.outdated$"):
        storage.pin(tx.conn, "K2", before, tx.at)
    with branch.db.write(actors.teller) as tx:
        storage.pin(tx.conn, "K2", after, tx.at)
    with branch.db.read() as conn:
        assert storage.of_case(conn, "K2", before) == after
    with forbidden(), as_owner(branch) as conn:
        conn.execute(version_rows.policy_verdict.delete())


def test_nobody_decides_alone_and_one_s_own_can_be_taken_back(
    desk: PolicyService, actors: Actors, sqlite_branch: OpenBranch
) -> None:
    one = desk.propose(actors.compliance, TRANSFER, shipped(TRANSFER, LONGER), "市场变化")
    with pytest.raises(Refused, match=r"^policy\.own_proposal$"):
        desk.decide(actors.compliance, one.id, agreed=True, reason="同意")
    row = {
        "proposal_id": one.id,
        "proposed_by": one.by,
        "by": one.by,
        "agreed": True,
        "reason": "同意",
        "by_name": "",
        "mac": "0" * 64,
    }
    forged = version_rows.policy_verdict.insert().values(**row, at=sqlite_branch.db.clock.now())
    with sqlite_branch.db.write(actors.compliance) as tx, pytest.raises(sa.exc.IntegrityError, match="four_eyes"):
        tx.conn.execute(forged)
    taken = desk.decide(actors.compliance, one.id, agreed=False, reason="写错了")
    assert taken.verdict is not None
    with pytest.raises(Refused, match=r"^policy\.decided_already$"):
        desk.decide(actors.general_manager, one.id, agreed=True, reason="同意")
    assert desk.overview(actors.general_manager).waiting == ()


def test_an_administrator_has_no_part_in_it_whatever_else_they_are(desk: PolicyService) -> None:
    both = actor(Role.GENERAL_MANAGER, Role.ADMIN)
    with pytest.raises(Refused, match=r"^auth\.denied$"):
        desk.overview(both)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (shipped(TRANSFER, effective="2026-11-20"), "retroactive"), (shipped(TRANSFER, version=""), "not_sound"),
        (shipped(TRANSFER, ("deadline_days = 2", "deadline_days = 9")), "not_sound"), ("kind = ", "not_sound"),
        (shipped(FOUR), "not_sound"), (shipped(TRANSFER, version="TR-2026.11"), "version_used"),
    ],
)  # fmt: skip
def test_a_text_with_a_mistake_cannot_be_proposed(desk: PolicyService, actors: Actors, text: str, code: str) -> None:
    if code == "version_used":
        shipped_version = desk.overview(actors.compliance).file(TRANSFER).began.version
        text = shipped(TRANSFER, version=shipped_version)
    with pytest.raises(Refused, match=rf"^policy\.{code}$"):
        desk.propose(actors.compliance, TRANSFER, text, "市场变化")
    assert desk.overview(actors.compliance).waiting == ()


def test_a_mistake_is_told_with_line_and_key_also_when_it_is_another_file_that_no_longer_fits(
    desk: PolicyService, actors: Actors
) -> None:
    text = shipped(TRANSFER, ("deadline_days = 2", "deadline_days = 9"))
    (wrong,) = desk.check(actors.compliance, TRANSFER, text).problems
    assert (wrong.key, wrong.line) == ("times.deadline_days", text[: text.index("deadline_days = 9")].count("\n") + 1)
    renamed = shipped(FOUR, ('level = "medium"', 'level = "middle"'), ('\nmedium = "medium"', '\nmiddle = "medium"'))
    found = desk.check(actors.compliance, FOUR, renamed).problems
    assert any(one.key.startswith(f"{BRANCH_FILE}: permissions[1]") for one in found)
    assert desk.check(actors.compliance, FOUR, shipped(FOUR)).policy is not None


def test_a_branch_file_builds_on_what_is_decided_for_its_date(desk: PolicyService, actors: Actors) -> None:
    five = [('questionnaire = "questionnaire-4-level.toml"', 'questionnaire = "questionnaire-5-level.toml"')]
    text = shipped(BRANCH_FILE, *five).replace('lowest_level = "medium"', 'lowest_level = "c3"')
    for level in ("high", "low"):
        text = text.replace(f'lowest_level = "{level}"', 'lowest_level = "c4"')
    decide(desk, actors, text, BRANCH_FILE)
    policy = desk.check(actors.compliance, TRANSFER, shipped(TRANSFER, effective="2026-12-02")).policy
    assert policy is not None
    assert policy.questionnaire.pack == "5-level"
    earlier = desk.check(actors.compliance, TRANSFER, shipped(TRANSFER, effective="2026-11-30")).policy
    assert earlier is not None
    assert earlier.questionnaire.pack == "4-level"


def test_a_version_is_withdrawn_by_two_before_its_date_only(
    desk: PolicyService, actors: Actors, sqlite_branch: OpenBranch, clock: FixedClock
) -> None:
    one = decide(desk, actors, shipped(TRANSFER, LONGER))
    out = desk.propose_withdrawal(actors.general_manager, one.id, "暂缓")
    with pytest.raises(Refused, match=r"^policy\.own_proposal$"):
        desk.decide(actors.general_manager, out.id, agreed=True, reason="同意")
    desk.decide(actors.compliance, out.id, agreed=True, reason="同意")
    assert [line.state for line in desk.overview(actors.compliance).file(TRANSFER).versions] == [State.WITHDRAWN]
    with sqlite_branch.db.read() as conn:
        assert policy_on(conn, BASE, date(2026, 12, 9)).transfer.deadline_days == 2
    again = decide(desk, actors, shipped(TRANSFER, LONGER, version="NEW-2"))
    clock.tick(20 * DAY)
    with pytest.raises(Refused, match=r"^policy\.not_coming$"):
        desk.propose_withdrawal(actors.general_manager, again.id, "后悔")


def test_a_draft_is_kept_with_its_mistakes_for_the_one_who_wrote_it(desk: PolicyService, actors: Actors) -> None:
    desk.save_draft(actors.compliance, TRANSFER, "kind =")
    desk.save_draft(actors.compliance, TRANSFER, "kind = 1")
    assert desk.overview(actors.compliance).file(TRANSFER).draft == "kind = 1"
    assert desk.overview(actors.general_manager).file(TRANSFER).draft is None
    desk.drop_draft(actors.compliance, TRANSFER)
    assert desk.overview(actors.compliance).file(TRANSFER).draft is None
    for file, text in (("backup.toml", ""), ("../x.toml", "")):
        with pytest.raises(Refused, match=r"^policy\.no_file$"):
            desk.save_draft(actors.compliance, file, text)


def test_a_row_that_was_touched_outside_is_not_worked_by(
    desk: PolicyService, actors: Actors, sqlite_branch: OpenBranch
) -> None:
    decide(desk, actors, shipped(TRANSFER, LONGER))
    with as_owner(sqlite_branch) as conn:
        conn.exec_driver_sql("DROP TRIGGER policy_proposal_no_update")
        conn.execute(version_rows.policy_proposal.update().values(text=shipped(TRANSFER)))
    with sqlite_branch.db.read() as conn, pytest.raises(Refused, match=r"^policy\.version_altered$"):
        policy_on(conn, BASE, date(2026, 12, 9))
    with sqlite_branch.db.read() as conn:
        assert [row for row, _ in problems(conn)] == ["policy_proposal"]


def test_a_decision_that_was_taken_away_is_missed_by_the_audit_log(
    desk: PolicyService, actors: Actors, sqlite_branch: OpenBranch
) -> None:
    one = decide(desk, actors, shipped(TRANSFER, LONGER))
    with sqlite_branch.db.read() as conn:
        assert problems(conn) == ()
    with as_owner(sqlite_branch) as conn:
        conn.exec_driver_sql("DROP TRIGGER policy_verdict_no_delete")
        conn.execute(version_rows.policy_verdict.delete())
    with sqlite_branch.db.read() as conn:
        assert [row for row, _ in problems(conn)] == [f"policy_verdict {one.id}"]


def test_a_branch_s_own_files_are_what_it_began_with(sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path) -> None:
    (tmp_path / OWN_FILE).write_text(shipped(BRANCH_FILE, version="OWN"), encoding="utf-8")
    (tmp_path / TRANSFER).write_text(shipped(TRANSFER, LONGER, version="OWN"), encoding="utf-8")
    desk = PolicyService(sqlite_branch.db, Base(tmp_path))
    files = desk.overview(actors.compliance)
    assert [files.file(name).began.version for name in (BRANCH_FILE, TRANSFER)] == ["OWN", "OWN"]
    assert {one.name for one in files.files} >= {BRANCH_FILE, TRANSFER, FOUR, FIVE, "dossier.toml"}
    assert (files.file(FOUR).used, files.file(FIVE).used) == (True, False)
    with sqlite_branch.db.read() as conn:
        policy = policy_on(conn, Base(tmp_path), date(2026, 11, 20))
        need_current(conn, policy, date(2026, 11, 20))
        assert policy.transfer.deadline_days == 4


def test_a_policy_that_knows_no_files_is_not_current_when_there_are_versions(
    desk: PolicyService, actors: Actors, sqlite_branch: OpenBranch
) -> None:
    decide(desk, actors, shipped(BRANCH_FILE), BRANCH_FILE)
    with sqlite_branch.db.read() as conn:
        policy = policy_on(conn, BASE, date(2026, 12, 1))
        need_current(conn, policy, date(2026, 12, 1))
        with pytest.raises(Refused, match=r"^policy\.outdated$"):
            need_current(conn, replace(policy, text=""), date(2026, 12, 1))
