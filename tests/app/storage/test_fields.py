"""Columns sealed one by one, and that no number of a client lies open in any table."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.clients.storage import client
from app.common.errors import Refused
from app.custody.storage import custody_tie
from app.storage.fields import FieldKeys, Sealed, field_keys, findable, give_keys
from app.storage.keys import BranchKeys
from app.storage.schema import load_tables
from tests.app.transfer_out.desk import ORDINARY, transfer_desk
from tests.builders import Actors, as_owner

KEYS = FieldKeys.of(BranchKeys.derive(bytes(32), "b1"))
OTHER = FieldKeys.of(BranchKeys.derive(bytes(32), "b2"))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_what_was_sealed_opens_in_its_own_column_only(text: str, found: bool) -> None:
    stored = KEYS.seal("client.mobile", text, findable=found)
    assert KEYS.open("client.mobile", stored) == text
    if text:
        for keys, place in ((KEYS, "client.telephone"), (OTHER, "client.mobile")):
            with pytest.raises(Refused) as caught:
                keys.open(place, stored)
            assert caught.value.code == "storage.field_altered"
            assert caught.value.facts == {"column": place}


def test_a_findable_value_is_stored_the_same_each_time_and_another_never() -> None:
    assert len({KEYS.seal("a.b", "13857120001", findable=True) for _ in range(3)}) == 1
    assert len({KEYS.seal("a.b", "13857120001", findable=False) for _ in range(3)}) == 3


@pytest.mark.parametrize(
    "stored", ["13857120001", "s1=", "s1~", "s1=!", "s1~AAAA", "s2=AAAA", "s1=AAAAAAAAAAAAAAAAAAAAAAAA"]
)
def test_what_was_never_sealed_is_refused_and_not_shown_as_a_value(stored: str) -> None:
    with pytest.raises(Refused) as caught:
        KEYS.open("client.mobile", stored)
    assert caught.value.code == "storage.field_altered"


def test_tokens_differ_by_purpose_and_branch_and_tell_nothing() -> None:
    assert KEYS.token("tail", "0001") == KEYS.token("tail", "0001")
    assert len({KEYS.token("tail", "0001"), KEYS.token("head", "0001"), OTHER.token("tail", "0001")}) == 3
    assert "0001" not in KEYS.token("tail", "0001")


def test_an_engine_without_keys_reads_and_writes_no_sealed_column() -> None:
    engine = sa.create_engine("sqlite://")
    table = sa.Table("t", sa.MetaData(), sa.Column("a", findable("t.a")))
    with engine.connect() as conn:
        table.create(conn)
        with pytest.raises(sa.exc.StatementError, match="given none"):
            conn.execute(table.insert().values(a="13857120001"))
        conn.exec_driver_sql("INSERT INTO t (a) VALUES ('s1=AAAA')")
        with pytest.raises(LookupError):
            conn.execute(sa.select(table)).all()
    engine.dispose()


def test_each_engine_has_its_own_keys() -> None:
    engines = [sa.create_engine("sqlite://") for _ in range(2)]
    for engine, keys in zip(engines, (KEYS, OTHER), strict=True):
        give_keys(engine, keys)
    assert [field_keys(engine.dialect) for engine in engines] == [KEYS, OTHER]
    for engine in engines:
        engine.dispose()


def test_a_sealed_value_is_never_written_into_a_statement() -> None:
    statement = sa.select(client.c.id).where(client.c.mobile == "13857120001")
    with pytest.raises(sa.exc.CompileError) as caught:
        str(statement.compile(compile_kwargs={"literal_binds": True}))
    assert isinstance(caught.value.__cause__, TypeError)


def test_every_sealed_column_bears_its_own_name() -> None:
    sealed = {
        f"{table.name}.{column.name}": column.type.place
        for table in load_tables().sorted_tables
        for column in table.columns
        if isinstance(column.type, Sealed)
    }
    assert all(column == place for column, place in sealed.items())
    assert {"client.paper_number", "client.mobile", "custody_tie.bank_account", "opening_field.value"} <= set(sealed)


@pytest.mark.rule("SE-1")
def test_a_value_moved_to_another_column_by_hand_is_noticed(branch: OpenBranch, actors: Actors) -> None:
    desk = transfer_desk(branch, actors)
    made = desk.client(ORDINARY)
    with as_owner(branch) as conn:
        conn.exec_driver_sql("UPDATE client SET mobile = paper_number")
    with branch.db.read() as conn, pytest.raises(Refused) as caught:
        clients.get_client(conn, made.id)
    assert caught.value.code == "storage.field_altered"
    assert caught.value.facts == {"column": "client.mobile"}


@pytest.mark.rule("KY-2")
def test_equality_and_uniqueness_work_on_sealed_columns(branch: OpenBranch, actors: Actors) -> None:
    desk = transfer_desk(branch, actors)
    made = desk.client(ORDINARY)
    with branch.db.read() as conn:
        assert [c.id for c in clients.matching(conn, client.c.mobile == made.mobile, 5)] == [made.id]
        bank_account = conn.execute(sa.select(custody_tie.c.bank_account)).scalar_one()
        stored = conn.exec_driver_sql("SELECT bank_account FROM custody_tie").scalar_one()
    assert bank_account.isdigit()
    assert bank_account not in stored
    with branch.db.engine.connect().execution_options(guitai_write=True) as conn:
        row = dict(conn.execute(sa.select(client)).mappings().one())
        with pytest.raises(sa.exc.IntegrityError):
            conn.execute(client.insert().values(**{**row, "id": "another", "number": "another"}))
