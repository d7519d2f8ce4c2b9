"""The counter password at carrying out: compared, counted, locked, unlocked (TO-8)."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.clients import credentials, unlocking
from app.clients.credentials import PasswordCheck, PasswordState
from app.clients.service import ClientService
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.storage.db import Database
from tests.builders import Actors, BranchFactory, as_owner, forbidden
from tests.people import NOON, add_client
from tests.threads import PATIENCE, together

DIGITS = "648203"
WRONG = "648204"
MOST = 3
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def quick_hashes() -> None:
    """Here hashes cost what they cost."""


@pytest.fixture
def service(branch: OpenBranch) -> ClientService:
    return ClientService(branch.db)


@pytest.fixture
def client_id(branch: OpenBranch, actors: Actors) -> str:
    return with_password(branch, actors.teller)


def with_password(branch: OpenBranch, actor: Actor) -> str:
    with branch.db.write(actor) as tx:
        made = add_client(tx.conn)
        credentials.set_password(tx.conn, made.id, CHEAP.hash(DIGITS), NOON)
    return made.id


def attempt(db: Database, actor: Actor, client_id: str, digits: str, most: int = MOST) -> PasswordCheck:
    """A service's transaction, as the docstring of ``check_password`` shows it."""
    with db.write(actor) as tx:
        check = credentials.check_password(tx.conn, client_id, digits, most=most)
        tx.audit("test.password_tried", "client", client_id, after={"ok": check.ok, "locked": check.locked})
    return check


def locked(branch: OpenBranch, actors: Actors, client_id: str) -> None:
    for _ in range(MOST):
        attempt(branch.db, actors.teller, client_id, WRONG)


@pytest.mark.rule("TO-8")
def test_wrong_tries_are_counted_and_the_last_one_locks(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str
) -> None:
    assert attempt(branch.db, actors.teller, client_id, WRONG) == PasswordCheck(False, 2, False, False)
    assert attempt(branch.db, actors.teller, client_id, WRONG) == PasswordCheck(False, 1, False, False)
    assert service.password_state(actors.teller, client_id) == PasswordState(True, False, 2)
    assert attempt(branch.db, actors.teller, client_id, WRONG) == PasswordCheck(False, 0, True, False)
    assert service.password_state(actors.teller, client_id) == PasswordState(True, True, 3)
    assert attempt(branch.db, actors.teller, client_id, DIGITS) == PasswordCheck(False, 0, True, False)
    assert service.password_state(actors.teller, client_id) == PasswordState(True, True, 3)


@pytest.mark.rule("TO-8")
def test_a_right_one_forgets_the_wrong_ones_before_it(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str
) -> None:
    attempt(branch.db, actors.teller, client_id, WRONG)
    attempt(branch.db, actors.teller, client_id, WRONG)
    assert attempt(branch.db, actors.teller, client_id, DIGITS) == PasswordCheck(True, MOST, False, False)
    assert service.password_state(actors.teller, client_id) == PasswordState(True, False, 0)
    assert attempt(branch.db, actors.teller, client_id, WRONG).left == 2


@pytest.mark.rule("TO-8")
def test_the_count_outlives_the_refusal_when_the_transaction_ends_before_it(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str
) -> None:
    for left in (2, 1):
        with pytest.raises(Refused, match=r"password\.wrong") as refused:
            attempt(branch.db, actors.teller, client_id, WRONG).need_ok()
        assert (refused.value.field, refused.value.facts) == ("password", {"left": left})
    for digits in (WRONG, DIGITS):
        with pytest.raises(Refused, match=r"password\.locked"):
            attempt(branch.db, actors.teller, client_id, digits).need_ok()
    assert service.password_state(actors.teller, client_id).failures == MOST


def test_a_right_password_is_not_refused(branch: OpenBranch, actors: Actors, client_id: str) -> None:
    attempt(branch.db, actors.teller, client_id, DIGITS).need_ok()


@pytest.mark.rule("TO-8")
def test_a_client_without_a_password_is_told_apart_and_nothing_is_counted(
    branch: OpenBranch, actors: Actors, service: ClientService
) -> None:
    with branch.db.write(actors.teller) as tx:
        other = add_client(tx.conn).id
    check = attempt(branch.db, actors.teller, other, DIGITS)
    assert check == PasswordCheck(False, 0, False, True)
    with pytest.raises(Refused, match=r"password\.unset"):
        check.need_ok()
    assert service.password_state(actors.teller, other) == PasswordState(False, False, 0)


@pytest.mark.rule("TO-8")
def test_a_locked_password_is_not_compared_but_costs_a_comparison_of_the_same_price(
    branch: OpenBranch, actors: Actors, client_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    real = credentials.verify_password

    def watched(hashed: str, digits: str) -> bool:
        compared.append(hashed)
        return real(hashed, digits)

    monkeypatch.setattr(credentials, "verify_password", watched)
    locked(branch, actors, client_id)
    with branch.db.read() as conn:
        stored = credentials.password_hash(conn, client_id)
    assert stored is not None
    assert compared == [stored] * MOST
    attempt(branch.db, actors.teller, client_id, DIGITS)
    assert compared[MOST:] != [stored]
    assert extract_parameters(compared[-1]) == extract_parameters(stored)
    attempt(branch.db, actors.teller, "nobody", DIGITS)
    assert extract_parameters(compared[-1]) == extract_parameters(PasswordHasher().hash("1"))
    assert len(compared) == MOST + 2


@pytest.mark.rule("TO-8")
@pytest.mark.parametrize("typed", ["", " 648203", "六四八二〇三", "６４８２０３", "\ud800", "648203\n", "x" * 10_000])
def test_what_is_no_digits_is_a_wrong_try_and_never_comes_back_in_an_error(
    branch: OpenBranch, actors: Actors, client_id: str, typed: str
) -> None:
    assert attempt(branch.db, actors.teller, client_id, typed) == PasswordCheck(False, 2, False, False)


def test_a_damaged_hash_lets_nobody_in(branch: OpenBranch, actors: Actors, client_id: str) -> None:
    with as_owner(branch) as conn:
        conn.execute(credentials.client_credential.update().values(password_hash="$argon2id$damaged"))
    assert not attempt(branch.db, actors.teller, client_id, DIGITS).ok
    for _ in range(MOST):
        check = attempt(branch.db, actors.teller, client_id, DIGITS)
    assert check.locked


def test_a_higher_number_in_the_policy_does_not_lift_a_lock_and_a_lower_one_locks_with_the_next_wrong_try(
    branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    attempt(branch.db, actors.teller, client_id, WRONG)
    attempt(branch.db, actors.teller, client_id, WRONG)
    assert attempt(branch.db, actors.teller, client_id, WRONG, most=2) == PasswordCheck(False, 0, True, False)
    assert attempt(branch.db, actors.teller, client_id, DIGITS, most=99).locked


def test_no_tries_at_all_is_a_programming_error(branch: OpenBranch, actors: Actors, client_id: str) -> None:
    with pytest.raises(ValueError, match="at least one"):
        attempt(branch.db, actors.teller, client_id, DIGITS, most=0)


@pytest.mark.rule("TO-8")
@given(st.lists(st.sampled_from([DIGITS, WRONG, "unlock"]), max_size=12), st.integers(1, 4))
# each run begins with a newly set password
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_the_state_is_that_of_a_plain_count(
    machine: tuple[Database, Actors, str], tries: list[str], most: int
) -> None:
    db, actors, client_id = machine
    with db.write(actors.teller) as tx:
        credentials.set_password(tx.conn, client_id, CHEAP.hash(DIGITS), NOON)
    service = ClientService(db)
    failures, is_locked = 0, False
    for typed in tries:
        if typed == "unlock":
            if is_locked:
                service.unlock_password(actors.supervisor, client_id, "客户本人到柜台", True)
                failures, is_locked = 0, False
            continue
        check = attempt(db, actors.teller, client_id, typed, most)
        assert check.ok == (typed == DIGITS and not is_locked)
        if not is_locked:
            failures = 0 if typed == DIGITS else failures + 1
            is_locked = failures >= most
        assert check.locked == is_locked
        assert check.left == (0 if is_locked else most - failures)
        assert service.password_state(actors.teller, client_id) == PasswordState(True, is_locked, failures)


@pytest.fixture
def machine(sqlite_branch: OpenBranch, actors: Actors) -> tuple[Database, Actors, str]:
    return sqlite_branch.db, actors, with_password(sqlite_branch, actors.teller)


@pytest.mark.rule("TO-8")
def test_tries_at_many_counters_at_once_are_all_counted(branch_factory: BranchFactory, actors: Actors) -> None:
    branch = branch_factory.make("postgresql")
    client_id = with_password(branch, actors.teller)
    ready = threading.Barrier(8, timeout=PATIENCE)
    left: list[int] = []

    def guess(actor: Actor) -> None:
        ready.wait()
        left.append(attempt(branch.db, actor, client_id, WRONG, most=20).left)

    threads = [threading.Thread(target=guess, args=(replace(actors.teller, station=f"{n:02d}"),)) for n in range(8)]
    together(threads)
    assert sorted(left) == list(range(12, 20))


@pytest.mark.rule("TO-8")
@pytest.mark.rule("SE-2")
def test_a_lock_is_lifted_by_one_who_may_with_a_reason_after_the_identity_was_checked_again(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str
) -> None:
    locked(branch, actors, client_id)
    lifted = service.unlock_password(actors.supervisor, client_id, " 客户记错密码，已核对身份证 ", True)
    assert (lifted.by, lifted.by_name, lifted.station) == ("staff-supervisor", "测试supervisor", "01")
    assert (lifted.why, lifted.failures) == ("客户记错密码，已核对身份证", MOST)
    assert service.password_state(actors.teller, client_id) == PasswordState(True, False, 0)
    assert attempt(branch.db, actors.teller, client_id, DIGITS).ok
    act = AuditReader(branch.db).recent(actors.supervisor, subject=("client", client_id))[1]
    assert (act.act, act.staff_id) == ("clients.password_unlocked", "staff-supervisor")
    assert act.before == {"locked": True, "failures": MOST}
    assert act.after == {
        "locked": False, "failures": 0, "reason": "客户记错密码，已核对身份证", "identity_checked": True
    }  # fmt: skip
    locked(branch, actors, client_id)
    again = service.unlock_password(actors.general_manager, client_id, "再次核对", True)
    assert service.unlockings(actors.supervisor, client_id) == (lifted, again)


@pytest.mark.rule("TO-8")
@pytest.mark.parametrize(
    ("why", "checked", "code"),
    [
        ("已核对", False, "password.identity_unchecked"),
        ("  ", True, "text.required"),
        ("", False, "password.identity_unchecked"),
    ],
)
def test_without_a_reason_or_an_identity_check_the_lock_stays(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str, why: str, checked: bool, code: str
) -> None:
    locked(branch, actors, client_id)
    with pytest.raises(Refused) as refused:
        service.unlock_password(actors.supervisor, client_id, why, checked)
    assert refused.value.code == code
    assert service.password_state(actors.teller, client_id).locked
    assert service.unlockings(actors.supervisor, client_id) == ()


@pytest.mark.rule("TO-8")
def test_what_is_not_locked_is_not_unlocked_however_many_wrong_tries_there_were(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str
) -> None:
    attempt(branch.db, actors.teller, client_id, WRONG)
    with pytest.raises(Refused, match=r"password\.not_locked"):
        service.unlock_password(actors.supervisor, client_id, "已核对", True)
    assert service.password_state(actors.teller, client_id).failures == 1
    with branch.db.write(actors.teller) as tx:
        other = add_client(tx.conn, paper_number="110101199003070046").id
    with pytest.raises(Refused, match=r"password\.not_locked"):
        service.unlock_password(actors.supervisor, other, "已核对", True)
    with pytest.raises(Refused, match=r"clients\.unknown"):
        service.password_state(actors.supervisor, "nobody")
    with pytest.raises(Refused, match=r"clients\.unknown"):
        service.unlock_password(actors.supervisor, "nobody", "已核对", True)


def test_only_who_has_the_right_lifts_a_lock(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str
) -> None:
    locked(branch, actors, client_id)
    for actor in actors.all():
        if not actor.may(Right.CLIENT_UNLOCK):
            with pytest.raises(Refused, match=r"auth\.denied"):
                service.unlock_password(actor, client_id, "已核对", True)
            with pytest.raises(Refused, match=r"auth\.denied"):
                service.unlockings(actor, client_id)
        if not actor.may(Right.CLIENT_READ):
            with pytest.raises(Refused, match=r"auth\.denied"):
                service.password_state(actor, client_id)
    assert service.password_state(actors.teller, client_id).locked


@pytest.mark.rule("SE-2")
def test_the_history_of_unlocking_cannot_be_changed(
    branch: OpenBranch, actors: Actors, service: ClientService, client_id: str
) -> None:
    locked(branch, actors, client_id)
    service.unlock_password(actors.supervisor, client_id, "已核对", True)
    table = unlocking.credential_unlock
    for statement in (table.delete(), table.update().values(why="")):
        with forbidden(), branch.db.write(actors.admin) as tx:
            tx.conn.execute(statement)


@pytest.mark.rule("TO-8")
def test_nothing_that_was_typed_stands_in_the_audit_log_or_the_row(sqlite_branch: OpenBranch, actors: Actors) -> None:
    client_id = with_password(sqlite_branch, actors.teller)
    locked(sqlite_branch, actors, client_id)
    ClientService(sqlite_branch.db).unlock_password(actors.supervisor, client_id, "已核对", True)
    attempt(sqlite_branch.db, actors.teller, client_id, DIGITS)
    acts = AuditReader(sqlite_branch.db).recent(actors.supervisor)
    assert len(acts) >= MOST + 2
    assert not any(typed in str(act) for act in acts for typed in (DIGITS, WRONG))
    with sqlite_branch.db.read() as conn:
        rows = conn.execute(credentials.client_credential.select()).all()
    assert not any(typed in str(rows) for typed in (DIGITS, WRONG))
