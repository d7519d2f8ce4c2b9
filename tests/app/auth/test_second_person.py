"""What an administrator proposes holds when a second person has agreed; no switch turns that off (SE-1, TO-5)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.audit.reader import AuditReader
from app.auth import proposal_rows, soundness
from app.auth.domain import Proposal, ProposalKind
from app.auth.proposal_rows import auth_proposal, auth_verdict
from app.auth.service import AuthService
from app.auth.storage import auth_register, auth_user
from app.branch.opened import OpenBranch
from app.common.actor import Actor, Right, Role
from app.common.errors import Refused
from app.common.values import new_id
from app.staff.service import StaffService
from app.watch.domain import NoticeKind
from app.watch.service import WatchService
from tests.app.storage.test_keys import refused
from tests.builders import CHEAP, Actors, BranchFactory, actor
from tests.users import add_user, agree, change_user

PASSWORD = "Schalter-2026-Probe"
OTHER = "Anderes-2027-Wort"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def auth(branch: OpenBranch, actors: Actors) -> AuthService:
    """A branch with an administrator and a general manager."""
    made = AuthService(branch.db, costs=CHEAP)
    add_user(made, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    add_user(made, "manager", PASSWORD, actors.general_manager.staff_id, {Role.GENERAL_MANAGER})
    return made


def acts(branch: OpenBranch, actors: Actors) -> list[str]:
    return [record.act for record in AuditReader(branch.db).recent(actors.admin)]


def signs_in(auth: AuthService, login: str, password: str = PASSWORD) -> bool:
    try:
        auth.sign_in(login, password, "01")
    except Refused as refusal:
        if refusal.code != "auth.wrong":
            raise
        return False
    return True


@pytest.mark.rule("SE-1")
def test_a_new_user_signs_in_when_the_manager_has_agreed_and_not_before(
    auth: AuthService, actors: Actors, branch: OpenBranch
) -> None:
    proposal = auth.propose_user(actors.admin, "neu", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    assert proposal.kind is ProposalKind.MAKE
    assert not signs_in(auth, "neu")
    assert [one.id for one in auth.proposals(actors.general_manager)] == [proposal.id]
    auth.decide(actors.general_manager, proposal.id, agreed=True)
    assert signs_in(auth, "neu")
    told = AuditReader(branch.db).recent(actors.admin, subject=("user", proposal.user_id))
    assert [record.act for record in told] == ["auth.signed-in", "auth.user-made", "auth.proposed"]
    assert told[1].after["proposed_by"] == actors.admin.staff_id
    with refused("auth.decided_already"):
        auth.decide(actors.general_manager, proposal.id, agreed=True)


@pytest.mark.rule("TO-5")
def test_nobody_agrees_to_what_they_proposed_or_to_what_concerns_themselves(auth: AuthService, actors: Actors) -> None:
    manager = next(user for user in auth.users(actors.admin) if user.login == "manager")
    own = auth.propose_change(actors.admin, manager, roles={Role.GENERAL_MANAGER, Role.ADMIN}, active=True)
    with refused("auth.own_proposal"):
        auth.decide(actors.admin, own.id, agreed=True)
    with refused("auth.own_user"):
        auth.decide(actors.general_manager, own.id, agreed=True)
    assert next(user for user in auth.users(actors.admin) if user.login == "manager").roles == {Role.GENERAL_MANAGER}
    agree(auth, own.id)
    assert Role.ADMIN in next(user for user in auth.users(actors.admin) if user.login == "manager").roles


def test_a_proposal_is_declined_by_another_and_taken_back_by_its_proposer(
    auth: AuthService, actors: Actors, branch: OpenBranch
) -> None:
    for who, act in ((actors.general_manager, "declined"), (actors.admin, "withdrawn")):
        proposal = auth.propose_user(actors.admin, "neu", PASSWORD, actors.teller.staff_id, {Role.TELLER})
        decided = auth.decide(who, proposal.id, agreed=False)
        assert decided.verdict is not None
        assert not decided.verdict.agreed
        assert acts(branch, actors)[0] == f"auth.proposal-{act}"
    assert not signs_in(auth, "neu")
    assert not [one for one in auth.proposals(actors.admin) if one.verdict is None]


@pytest.mark.rule("SE-1")
def test_roles_reopening_and_a_forgotten_password_take_two_and_closing_takes_one(
    auth: AuthService, actors: Actors
) -> None:
    teller = add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    with refused("auth.no_change"):
        auth.propose_change(actors.admin, teller, roles={Role.TELLER}, active=True)
    roles = auth.propose_change(actors.admin, teller, roles={Role.SUPERVISOR}, active=True)
    assert auth.sign_in("teller", PASSWORD, "01").roles == {Role.TELLER}
    auth.decide(actors.general_manager, roles.id, agreed=True)
    assert auth.sign_in("teller", PASSWORD, "01").roles == {Role.SUPERVISOR}
    forgotten = auth.propose_password(actors.admin, teller.id, OTHER)
    assert not signs_in(auth, "teller", OTHER)
    auth.decide(actors.general_manager, forgotten.id, agreed=True)
    assert signs_in(auth, "teller", OTHER)
    now = next(user for user in auth.users(actors.admin) if user.login == "teller")
    closed = auth.close_user(actors.admin, now)
    assert not signs_in(auth, "teller", OTHER)
    again = auth.propose_change(actors.admin, closed, roles=closed.roles, active=True)
    assert not signs_in(auth, "teller", OTHER)
    auth.decide(actors.general_manager, again.id, agreed=True)
    assert signs_in(auth, "teller", OTHER)


def test_a_user_changed_since_is_not_changed_by_an_older_proposal(auth: AuthService, actors: Actors) -> None:
    teller = add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    older = auth.propose_change(actors.admin, teller, roles={Role.ARCHIVIST}, active=True)
    change_user(auth, teller, roles={Role.SUPERVISOR})
    with refused("auth.changed_meanwhile"):
        auth.decide(actors.general_manager, older.id, agreed=True)
    two = [auth.propose_user(actors.admin, login, PASSWORD, actors.compliance.staff_id, {Role.COMPLIANCE})
           for login in ("eins", "zwei")]  # fmt: skip
    auth.decide(actors.general_manager, two[0].id, agreed=True)
    with refused("auth.staff_has_user"):
        auth.decide(actors.general_manager, two[1].id, agreed=True)


@pytest.mark.rule("SE-1")
def test_a_branch_begins_with_an_administrator_who_makes_one_more_alone_and_that_is_told(
    branch: OpenBranch, actors: Actors
) -> None:
    auth = AuthService(branch.db, costs=CHEAP)
    auth.first_user(actors.admin, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    with refused("auth.nobody_to_confirm"):
        auth.propose_user(actors.admin, "neu", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    auth.propose_user(actors.admin, "manager", PASSWORD, actors.general_manager.staff_id, {Role.GENERAL_MANAGER})
    assert signs_in(auth, "manager")
    assert "auth.user-made-alone" in acts(branch, actors)
    (notice,) = WatchService(branch.db).notices(actors.compliance)
    assert (notice.kind, notice.staff_id) == (NoticeKind.MADE_ALONE, actors.admin.staff_id)
    third = auth.propose_user(actors.admin, "zweiter", PASSWORD, actors.compliance.staff_id, {Role.ADMIN})
    assert not signs_in(auth, "zweiter")
    assert third.verdict is None


@pytest.mark.rule("SE-1")
def test_sending_the_second_person_away_does_not_bring_the_beginning_back(
    branch: OpenBranch, auth: AuthService, actors: Actors
) -> None:
    manager = next(user for user in auth.users(actors.admin) if user.login == "manager")
    auth.close_user(actors.admin, manager)
    made = auth.propose_user(actors.admin, "zweiter", PASSWORD, actors.compliance.staff_id, {Role.ADMIN})
    assert not signs_in(auth, "zweiter")
    with refused("auth.own_proposal"):
        auth.decide(actors.admin, made.id, agreed=True)
    with branch.db.write(actors.admin) as tx:
        assert soundness.problems(tx.conn) == ()
    with refused("auth.not_first"):
        auth.first_user(actors.admin, "erster", PASSWORD, actors.teller.staff_id, {Role.ADMIN})


@pytest.mark.rule("TO-5")
@pytest.mark.parametrize("field", ["proposed_by", "staff_id"])
def test_the_database_itself_refuses_a_verdict_of_the_same_person(
    branch: OpenBranch, auth: AuthService, actors: Actors, field: str
) -> None:
    made = auth.propose_user(actors.admin, "neu", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    row = {"proposal_id": made.id, "proposed_by": made.by, "staff_id": made.staff_id, "agreed": True, "by_name": "x"}
    with pytest.raises((IntegrityError, Refused)), branch.db.write(actors.admin) as tx:
        tx.conn.execute(auth_verdict.insert().values(**row, by=row[field], at=tx.at))
    with pytest.raises((IntegrityError, Refused)), branch.db.write(actors.admin) as tx:
        # nor does it help to say that somebody else had proposed it
        tx.conn.execute(auth_verdict.insert().values(**{**row, "proposed_by": "staff-x"}, by=made.by, at=tx.at))
    assert auth.proposals(actors.admin)[0].verdict is None


def test_a_proposal_that_was_altered_in_the_database_never_holds(sqlite_branch: OpenBranch, actors: Actors) -> None:
    auth = AuthService(sqlite_branch.db, costs=CHEAP)
    with sqlite_branch.db.write(actors.admin) as tx:
        proposal = replace(_proposal(actors), at=tx.at)
        proposal_rows.add(tx.conn, proposal_rows.Proposed(proposal, "hash"))
        for name in ("update", "delete"):
            tx.conn.exec_driver_sql(f"DROP TRIGGER auth_proposal_no_{name}")
        tx.conn.execute(auth_proposal.update().values(roles='["admin"]'))
    with refused("auth.proposal_altered"):
        auth.decide(actors.general_manager, proposal.id, agreed=True)


def _proposal(actors: Actors) -> Proposal:
    from tests.people import NOON

    return Proposal(
        new_id(), ProposalKind.MAKE, new_id(), "neu", actors.teller.staff_id, frozenset({Role.TELLER}), True, 0,
        actors.admin.staff_id, actors.admin.name, NOON,
    )  # fmt: skip


@pytest.mark.rule("TO-5")
def test_no_switch_turns_four_eyes_off() -> None:
    keys: set[str] = set()

    def gather(value: object) -> None:
        if isinstance(value, dict):
            keys.update(str(key) for key in value)
            for inner in value.values():
                gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)

    for file in (ROOT / "app" / "policy" / "data").glob("*.toml"):
        gather(tomllib.loads(file.read_text(encoding="utf-8")))
    assert keys
    forbidden = ("four_eyes", "second_person", "self_approv", "own_approv", "confirm_own", "allow_own")
    assert not [key for key in keys if any(word in key for word in forbidden)]
    looking = [
        ROOT / "app" / area for area in ("auth", "approvals", "dossier", "transfer_out", "watch", "policy", "common")
    ]
    for folder in looking:
        for source in folder.rglob("*.py"):
            text = source.read_text(encoding="utf-8")
            assert "environ" not in text and "getenv" not in text, source  # noqa: PT018 - one sentence


# rows that were touched outside the program


def touch(branch: OpenBranch, statement: sa.Executable) -> None:
    with branch.db.write(Actors().admin) as tx:
        tx.conn.execute(statement)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize(
    "change",
    [{"roles": '["admin","teller"]'}, {"password_hash": "$argon2id$v=19$x"}, {"active": False}, {"version": 9},
     {"login": "anders"}, {"mac": "0" * 64}, {"epoch": 7}],
)  # fmt: skip
def test_an_edited_row_denies_the_sign_in_and_is_reported_and_audited(
    branch_factory: BranchFactory, actors: Actors, change: dict[str, object]
) -> None:
    branch = branch_factory.make("sqlite")
    auth = AuthService(branch.db, costs=CHEAP)
    user = add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    touch(branch, auth_user.update().values(**change))
    with refused("auth.user_altered"):
        auth.sign_in(str(change.get("login", "teller")), PASSWORD, "01")
    assert acts(branch, actors)[0] == "auth.altered"
    with branch.db.read() as conn:
        assert [row for row, _ in soundness.problems(conn)] == [f"auth_user {user.id}"]
    found = auth.users(actors.admin)[0]
    assert not found.active
    assert found.roles == frozenset()
    with refused("auth.user_altered"):
        auth.propose_password(actors.admin, user.id, OTHER)


@pytest.mark.rule("SE-1")
def test_a_row_put_back_as_it_was_or_taken_away_is_noticed(
    branch: OpenBranch, auth: AuthService, actors: Actors
) -> None:
    user = add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER, Role.SUPERVISOR})
    with branch.db.read() as conn:
        old = dict(conn.execute(sa.select(auth_user).where(auth_user.c.id == user.id)).mappings().one())
    change_user(auth, user, roles={Role.TELLER})
    columns = {name: value for name, value in old.items() if name not in ("id", "login", "staff_id", "made_at")}
    touch(branch, auth_user.update().where(auth_user.c.id == user.id).values(**columns))
    with refused("auth.user_altered"):
        auth.sign_in("teller", PASSWORD, "01")
    with branch.db.read() as conn:
        assert [row for row, _ in soundness.problems(conn)] == [f"auth_user {user.id}"]


@pytest.mark.rule("SE-2")
def test_a_user_taken_away_or_the_whole_register_put_back_is_reported(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    branch, auth = sqlite_branch, AuthService(sqlite_branch.db, costs=CHEAP)
    first = add_user(auth, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    with branch.db.read() as conn:
        head = dict(conn.execute(sa.select(auth_register)).mappings().one())
    second = add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    touch(branch, auth_user.delete().where(auth_user.c.id == second.id))
    with branch.db.read() as conn:
        assert [row for row, _ in soundness.problems(conn)] == [f"auth_user {second.id}"]
    touch(branch, auth_register.update().values(**head))
    with branch.db.read() as conn:
        assert [row for row, _ in soundness.problems(conn)] == ["auth_register 1"]
    touch(branch, auth_register.delete())
    with branch.db.read() as conn:
        assert {row for row, _ in soundness.problems(conn)} == {"auth_register 1"}
    with refused("auth.user_altered"):
        auth.sign_in("admin", PASSWORD, "01")
    with refused("auth.register_altered"):
        auth.propose_user(actors.admin, "neu", PASSWORD, actors.compliance.staff_id, {Role.COMPLIANCE})
    assert not next(user for user in auth.users(actors.admin) if user.id == first.id).active


@pytest.mark.rule("SE-2")
def test_the_verification_of_a_branch_names_the_user(sqlite_branch: OpenBranch, actors: Actors) -> None:
    from app.verification.service import verify_branch
    from tests.app.onboarding.desk import PlainPress

    auth = AuthService(sqlite_branch.db, costs=CHEAP)
    user = add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    assert verify_branch(sqlite_branch, PlainPress()).ok
    touch(sqlite_branch, auth_user.update().values(roles='["general-manager"]'))
    (problem,) = verify_branch(sqlite_branch, PlainPress()).problems
    assert (problem.area, problem.row) == ("user", f"auth_user {user.id}")


# sign-ins that end


def session(auth: AuthService, login: str) -> Actor:
    return auth.sign_in(login, PASSWORD, "01")


@pytest.mark.rule("MS-2")
@pytest.mark.parametrize("how", ["closed", "roles", "password", "left", "leaves-later"])
def test_what_was_open_ends_with_the_users_change(
    branch: OpenBranch, auth: AuthService, actors: Actors, how: str
) -> None:
    from app.auth.denials import audited
    from app.clients.service import ClientService

    clients = audited(ClientService(branch.db), auth)
    user = add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    who = session(auth, "teller")
    assert clients.find(who, "张") == ()
    if how == "closed":
        auth.close_user(actors.admin, user)
    elif how == "roles":
        change_user(auth, user, roles={Role.ARCHIVIST})
    elif how == "password":
        agree(auth, auth.propose_password(actors.admin, user.id, OTHER).id)
    else:
        from datetime import timedelta

        from tests.people import TODAY

        later = timedelta(days=1 if how == "leaves-later" else 0)
        StaffService(branch.db).leave(actors.admin, who.staff_id, 1, TODAY + later)
    with refused("auth.session_ended"):
        clients.find(who, "张")
    with refused("auth.session_ended"):
        auth.unlock(who, PASSWORD)
    with refused("auth.session_ended"):
        auth.check(who)
    assert signs_in(auth, "teller") == (how in ("roles", "leaves-later"))


@pytest.mark.rule("MS-2")
def test_a_leavers_staff_row_put_back_does_not_let_them_in(sqlite_branch: OpenBranch, actors: Actors) -> None:
    from tests.people import TODAY

    auth = AuthService(sqlite_branch.db, costs=CHEAP)
    add_user(auth, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    StaffService(sqlite_branch.db).leave(actors.admin, actors.teller.staff_id, 1, TODAY)
    touch(sqlite_branch, sa.text("UPDATE staff SET active = 1, left_on = NULL WHERE id = 'staff-teller'"))
    assert not signs_in(auth, "teller")


def test_ones_own_new_password_ends_nothing_that_is_open(auth: AuthService, actors: Actors) -> None:
    add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    who = session(auth, "teller")
    auth.change_password(who, PASSWORD, OTHER)
    auth.check(who)
    assert who.may(Right.COUNTER)
    assert actor(Role.TELLER) == who


# the way back


@pytest.mark.rule("SE-1")
def test_the_recovery_passphrase_lets_an_administrator_in_again_and_that_is_told(
    tmp_path: Path, actors: Actors
) -> None:
    from app.auth.rescue import rescue
    from app.branch.making import init_branch
    from app.common.clock import FixedClock
    from app.storage.keys import SampleStore
    from tests.builders import insert_staff, settings

    folder = tmp_path / "branch"
    store = SampleStore(folder, sample=True)
    with init_branch(folder, settings(), store, FixedClock(), station="01", costs=CHEAP) as branch:
        with branch.db.write(actors.admin) as tx:
            for who in actors.all():
                insert_staff(tx.conn, who)
        auth = AuthService(branch.db, costs=CHEAP)
        admin = add_user(auth, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
        add_user(auth, "teller", PASSWORD, actors.teller.staff_id, {Role.TELLER})
        recovery = branch.recovery or ""
        for wrong, login, password, code in (
            ("1" * 64, "admin", OTHER, "keys.recovery_wrong"),
            (recovery, "teller", OTHER, "auth.not_a_keeper"),
            (recovery, "nobody", OTHER, "auth.user_unknown"),
            (recovery, "admin", "short", "auth.password_short"),
        ):
            with refused(code):
                rescue(branch, wrong, login, password, CHEAP)
        assert signs_in(auth, "admin")
        rescue(branch, recovery, "Admin", OTHER, CHEAP)
        assert signs_in(auth, "admin", OTHER)
        assert not signs_in(auth, "admin")
        assert "auth.rescued" in acts(branch, actors)
        assert [one.kind for one in WatchService(branch.db).notices(actors.compliance)] == [NoticeKind.MADE_ALONE]
        with branch.db.read() as conn:
            assert soundness.problems(conn) == ()
        assert admin.roles == {Role.ADMIN}
