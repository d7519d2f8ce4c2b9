import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import Parameters, PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError
from hypothesis import given, settings
from hypothesis import strategies as st

from app.audit.reader import AuditReader
from app.auth.domain import SignInPolicy, check_login, check_password, check_roles
from app.auth.service import AuthService
from app.auth.storage import auth_attempt, auth_user
from app.branch.opened import OpenBranch, system_actor
from app.common.actor import RIGHTS, Right, Role
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.storage.wrap import Argon2Costs
from tests.app.storage.test_keys import refused
from tests.builders import CHEAP, Actors, BranchFactory
from tests.threads import together
from tests.users import add_user, agree, change_user

PASSWORD = "a long 密码 indeed"


@pytest.fixture
def auth(branch: OpenBranch) -> AuthService:
    return AuthService(branch.db, costs=CHEAP)


@pytest.fixture
def teller(auth: AuthService, actors: Actors) -> str:
    add_user(auth, "Wang.Li", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    return "wang.li"


def wrong(auth: AuthService, login: str, times: int = 1) -> None:
    for _ in range(times):
        with refused("auth.wrong"):
            auth.sign_in(login, "not the password", "01")


def seconds_to_wait(auth: AuthService, login: str, password: str = PASSWORD) -> int:
    try:
        auth.sign_in(login, password, "01")
    except Refused as refusal:
        return int(refusal.facts["seconds"]) if refusal.code == "auth.backoff" else -1
    return 0


def acts(branch: OpenBranch, actors: Actors) -> list[str]:
    return [record.act for record in reversed(AuditReader(branch.db).recent(actors.admin)) if record.act[:4] == "auth"]


def test_who_knows_the_password_signs_in_as_the_member_of_staff(
    auth: AuthService, teller: str, actors: Actors, branch: OpenBranch, clock: FixedClock
) -> None:
    clock.tick(1)
    assert auth.sign_in("  WANG.li ", PASSWORD, "03") == replace(actors.teller, station="03")
    assert acts(branch, actors) == ["auth.user-made", "auth.signed-in"]


def test_wrong_login_wrong_password_closed_user_and_left_staff_are_the_same_refusal(
    auth: AuthService, teller: str, actors: Actors, branch: OpenBranch
) -> None:
    admin = add_user(auth, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    assert admin.active
    refusals = []
    with pytest.raises(Refused) as wrong_password:
        auth.sign_in(teller, PASSWORD + "x", "01")
    with pytest.raises(Refused) as wrong_login:
        auth.sign_in("nobody", PASSWORD, "01")
    user = next(user for user in auth.users(actors.admin) if user.login == teller)
    user = auth.close_user(actors.admin, user)
    with pytest.raises(Refused) as closed:
        auth.sign_in(teller, PASSWORD, "01")
    change_user(auth, user)
    with branch.db.write(actors.admin) as tx:
        tx.conn.execute(sa.text("UPDATE staff SET active = :no WHERE id = 'staff-teller'"), {"no": False})
    with pytest.raises(Refused) as left:
        auth.sign_in(teller, PASSWORD, "01")
    refusals = [(error.value.code, error.value.field, error.value.facts) for error in
                (wrong_password, wrong_login, closed, left)]  # fmt: skip
    assert refusals == [("auth.wrong", "password", {})] * 4
    assert acts(branch, actors).count("auth.failed") == 4


@pytest.mark.rule("SE-1")
def test_passwords_are_argon2id_hashes_and_nothing_typed_is_kept(
    auth: AuthService, teller: str, actors: Actors, branch: OpenBranch
) -> None:
    wrong(auth, "my-password-typed-into-the-login")
    with branch.db.read() as connection:
        stored = connection.execute(sa.select(auth_user.c.password_hash)).scalar_one()
        attempts = connection.execute(sa.select(auth_attempt.c.login_digest)).scalars().all()
    assert stored.startswith("$argon2id$")
    assert all("my-password" not in digest for digest in attempts)
    assert "my-password" not in repr(AuditReader(branch.db).recent(actors.admin))


def test_an_unknown_login_costs_the_same_work_as_a_known_one(
    auth: AuthService, teller: str, branch: OpenBranch, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[Parameters] = []
    real = PasswordHasher.verify

    def verify(hasher: PasswordHasher, stored: str, password: str) -> bool:
        looked_at.append(extract_parameters(stored))
        return bool(real(hasher, stored, password))

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    wrong(auth, teller)
    wrong(auth, "nobody")
    assert len(looked_at) == 2
    assert looked_at[0] == looked_at[1]


@pytest.mark.parametrize("login", ["wang.li", "nobody"])
def test_after_five_wrong_passwords_one_waits_longer_and_longer_known_or_not(
    auth: AuthService, teller: str, clock: FixedClock, login: str
) -> None:
    wrong(auth, login, 5)
    for wait in (30, 60, 120, 240):
        assert seconds_to_wait(auth, login) == wait
        clock.tick(wait - 1)
        assert seconds_to_wait(auth, login) == 1
        clock.tick(1)
        wrong(auth, login)
    clock.tick(480)
    assert seconds_to_wait(auth, teller) == 0


def test_waiting_survives_a_restart(
    auth: AuthService, teller: str, branch: OpenBranch, branch_factory: BranchFactory
) -> None:
    wrong(auth, teller, 5)
    branch.close()
    again = branch_factory.open(branch.folder)
    assert seconds_to_wait(AuthService(again.db, costs=CHEAP), teller) == 30


def test_a_clock_set_back_does_not_shorten_the_waiting(auth: AuthService, teller: str, clock: FixedClock) -> None:
    wrong(auth, teller, 5)
    clock.tick(-3600)
    assert seconds_to_wait(auth, teller) == 3630


def test_success_ends_the_counting(auth: AuthService, teller: str) -> None:
    wrong(auth, teller, 4)
    assert seconds_to_wait(auth, teller) == 0
    wrong(auth, teller, 4)
    assert seconds_to_wait(auth, teller) == 0


def test_an_administrator_ends_the_waiting_with_a_new_password(auth: AuthService, teller: str, actors: Actors) -> None:
    wrong(auth, teller, 5)
    user = auth.users(actors.admin)[0]
    agree(auth, auth.propose_password(actors.admin, user.id, "another long one").id)
    assert seconds_to_wait(auth, teller, "another long one") == 0


def test_many_guesses_at_once_are_all_counted(auth: AuthService, teller: str, branch: OpenBranch) -> None:
    found: list[str] = []

    def guess() -> None:
        try:
            auth.sign_in(teller, "not the password", "01")
        except Refused as refusal:
            found.append(refusal.code)

    threads = [threading.Thread(target=guess) for _ in range(8)]
    together(threads)
    assert sorted(found) == ["auth.backoff"] * 3 + ["auth.wrong"] * 5


def test_guessing_names_does_not_fill_the_disk(
    auth: AuthService, teller: str, branch: OpenBranch, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    monkeypatch.setattr("app.auth.service._STRANGERS_KEPT", 3)
    wrong(auth, teller)
    for number in range(6):
        clock.tick(1)
        wrong(auth, f"guess{number}")
    with branch.db.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(auth_attempt)).scalar_one() == 4


def test_a_hash_of_older_costs_is_renewed_at_the_next_sign_in(
    auth: AuthService, teller: str, branch: OpenBranch
) -> None:
    dearer = AuthService(branch.db, costs=Argon2Costs(memory_kib=128, iterations=2, lanes=1))
    dearer.sign_in(teller, PASSWORD, "01")
    with branch.db.read() as connection:
        assert "m=128,t=2,p=1" in connection.execute(sa.select(auth_user.c.password_hash)).scalar_one()
    assert seconds_to_wait(dearer, teller) == 0


def test_one_changes_ones_own_password_with_the_old_one(
    auth: AuthService, teller: str, actors: Actors, branch: OpenBranch
) -> None:
    actor = auth.sign_in(teller, PASSWORD, "01")
    with refused("auth.wrong"):
        auth.change_password(actor, "not the password", "another long one")
    with refused("auth.password_same"):
        auth.change_password(actor, PASSWORD, PASSWORD)
    with refused("auth.user_unknown"):
        auth.change_password(actors.marketing, PASSWORD, "another long one")
    auth.change_password(actor, PASSWORD, "another long one")
    assert seconds_to_wait(auth, teller) == -1
    assert seconds_to_wait(auth, teller, "another long one") == 0
    auth.unlock(actor, "another long one")
    auth.sign_out(actor)
    assert acts(branch, actors)[-1] == "auth.signed-out"


@pytest.mark.rule("SE-1")
def test_only_who_keeps_users_may_touch_them(auth: AuthService, actors: Actors, teller: str) -> None:
    user = auth.users(actors.admin)[0]
    services: list[Callable[[Any], object]] = [
        auth.users,
        lambda who: auth.propose_user(who, "new", PASSWORD, "staff-compliance", {Role.COMPLIANCE}),
        lambda who: auth.first_user(who, "new", PASSWORD, "staff-compliance", {Role.COMPLIANCE}),
        lambda who: auth.propose_change(who, user, roles={Role.ADMIN}, active=True),
        lambda who: auth.close_user(who, user),
        lambda who: auth.propose_password(who, user.id, "another long one"),
    ]
    for who in actors.all():
        if not who.may(Right.USER_WRITE):
            for service in services:
                with refused("auth.denied"):
                    service(who)
    assert [each.login for each in auth.users(actors.admin)] == [teller]


def test_the_first_user_is_made_once(auth: AuthService, actors: Actors) -> None:
    auth.first_user(system_actor("init"), "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    with refused("auth.not_first"):
        auth.first_user(system_actor("init"), "admin2", PASSWORD, actors.teller.staff_id, {Role.ADMIN})


def test_a_login_a_member_of_staff_and_a_person_are_one(auth: AuthService, actors: Actors, teller: str) -> None:
    with refused("auth.login_taken"):
        auth.propose_user(actors.admin, "WANG.LI", PASSWORD, actors.compliance.staff_id, {Role.COMPLIANCE})
    with refused("auth.staff_has_user"):
        auth.propose_user(actors.admin, "second", PASSWORD, actors.teller.staff_id, {Role.TELLER})
    with refused("auth.staff_unknown"):
        auth.propose_user(actors.admin, "second", PASSWORD, "nobody", {Role.TELLER})


def test_two_changes_of_one_user_do_not_overwrite_each_other(auth: AuthService, actors: Actors, teller: str) -> None:
    add_user(auth, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    user = next(user for user in auth.users(actors.admin) if user.login == teller)
    change_user(auth, user, roles={Role.SUPERVISOR})
    with refused("auth.changed_meanwhile"):
        auth.close_user(actors.admin, user)
    with refused("auth.changed_meanwhile"):
        auth.propose_change(actors.admin, user, roles={Role.TELLER}, active=True)


def test_somebody_who_keeps_users_always_remains(auth: AuthService, actors: Actors) -> None:
    admin = add_user(auth, "admin", PASSWORD, actors.admin.staff_id, {Role.ADMIN})
    with refused("auth.last_admin"):
        auth.close_user(actors.admin, admin)
    assert auth.users(actors.admin) == (admin,)


@pytest.mark.rule("OP-4")
def test_marketing_staff_get_no_counter_function_by_role_or_register(auth: AuthService, actors: Actors) -> None:
    with refused("auth.marketing_at_counter"):
        auth.propose_user(actors.admin, "both", PASSWORD, actors.teller.staff_id, {Role.TELLER, Role.MARKETING})
    with refused("auth.marketing_at_counter"):
        auth.propose_user(actors.admin, "mark", PASSWORD, actors.marketing.staff_id, {Role.TELLER})
    add_user(auth, "mark", PASSWORD, actors.marketing.staff_id, {Role.MARKETING})
    assert not auth.sign_in("mark", PASSWORD, "01").may(Right.COUNTER)


@pytest.mark.rule("OP-4")
def test_a_teller_who_goes_into_marketing_has_left_the_counter(
    auth: AuthService, actors: Actors, teller: str, branch: OpenBranch
) -> None:
    with branch.db.write(actors.admin) as tx:
        tx.conn.execute(sa.text("UPDATE staff SET kind = 'marketing' WHERE id = 'staff-teller'"))
    actor = auth.sign_in(teller, PASSWORD, "01")
    assert not actor.may(Right.COUNTER)
    auth.denied(actor, Right.COUNTER)
    assert acts(branch, actors)[-1] == "auth.denied"


@pytest.mark.parametrize("login", ["", "a", "a b", "x" * 41, "a\u202eb", "a@b", "-" * 41])
def test_a_login_is_short_and_plain(login: str) -> None:
    with refused("auth.login"):
        check_login(login)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ninechars", "password_short"),
        ("x" * 201, "password_long"),
        ("aaaaaaaaaabb", "password_simple"),
        ("1212121212", "password_simple"),
        ("xxWANG.LIxx99", "password_simple"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, code: str) -> None:
    with refused(f"auth.{code}"):
        check_password(password, "wang.li", SignInPolicy())


def test_a_user_has_a_role() -> None:
    with refused("auth.no_role"):
        check_roles(set(), marketing=False)


@pytest.mark.rule("OP-4")
@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(list(Role)), min_size=1), st.booleans())
def test_no_set_of_roles_lets_marketing_staff_to_the_counter(roles: set[Role], marketing: bool) -> None:
    counter = any(Right.COUNTER in RIGHTS[role] for role in roles)
    sells = marketing or bool(roles & {Role.MARKETING, Role.MARKETING_DIRECTOR})
    if counter and sells:
        with refused("auth.marketing_at_counter"):
            check_roles(roles, marketing=marketing)
    else:
        assert check_roles(roles, marketing=marketing) == roles


@given(st.integers(0, 10_000))
def test_waiting_never_shrinks_and_has_an_end(failures: int) -> None:
    policy = SignInPolicy()
    assert policy.wait_after(failures) <= policy.wait_after(failures + 1) <= timedelta(hours=1)
    assert (policy.wait_after(failures) > timedelta(0)) == (failures >= 5)


def test_an_unknown_login_is_compared_with_a_hash_of_the_same_work_that_no_password_has(auth: AuthService) -> None:
    real = auth._hasher.hash("Mima-2026-Ceshi")
    assert extract_parameters(auth._nobody) == extract_parameters(real)
    with pytest.raises(VerifyMismatchError):  # compared, not thrown away as unreadable
        auth._hasher.verify(auth._nobody, "Mima-2026-Ceshi")
