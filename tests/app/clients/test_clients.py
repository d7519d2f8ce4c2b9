"""The register of clients: one client, once; found at once; masked."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.clients import storage
from app.clients.domain import Likeness, Market, MaskedField
from app.clients.duplicates import duplicates
from app.clients.service import ClientService
from app.common.actor import Actor, Role
from app.common.errors import Refused
from tests.builders import Actors
from tests.people import NOON, add_client, new_client

BLNS = json.loads((Path(__file__).parents[2] / "data" / "blns.json").read_text(encoding="utf-8"))


@pytest.fixture
def service(branch: OpenBranch, actors: Actors) -> ClientService:
    """Three clients: 张三丰 with accounts, 李四, Anne-Marie O'Neil."""
    with branch.db.write(actors.teller) as work:
        zhang = add_client(work.conn)
        storage.set_fund_account(work.conn, zhang.id, "3301000001", date(2026, 11, 20))
        storage.list_account(work.conn, zhang.id, Market.SHANGHAI_A, "A123456789")
        add_client(
            work.conn, name="李四", paper_number="11010119850505002X", birth_date=date(1985, 5, 5), mobile="13900139111"
        )
        add_client(
            work.conn, name="Anne-Marie O'Neil", paper_kind="passport", paper_number="E12345678",
            birth_date=date(1970, 1, 1), mobile="13700137222",
        )  # fmt: skip
    return ClientService(branch.db)


def names(service: ClientService, actor: Actor, text: str) -> set[str]:
    return {hit.name for hit in service.find(actor, text)}


@pytest.mark.parametrize(
    "text",
    [
        "张三丰", "三丰", "丰", "zhangsanfeng", "zhang san", "sanfeng", "zsf", "SF", "0038", "70038", "8000",
        "13800138000", "110101199003070038", "3301000001", "000001", "A1234", "a123456789", "456789", "2026000001",
    ],
)  # fmt: skip
def test_a_client_is_found_by_name_pinyin_initials_tails_and_accounts(
    service: ClientService, actors: Actors, text: str
) -> None:
    assert "张三丰" in names(service, actors.teller, text)


def test_other_clients_are_not_found_and_nothing_typed_finds_nobody(service: ClientService, actors: Actors) -> None:
    assert names(service, actors.teller, "李") == {"李四"}
    assert names(service, actors.teller, "002x") == {"李四"}
    assert names(service, actors.teller, "o'neil") == {"Anne-Marie O'Neil"}
    assert names(service, actors.teller, "王") == set()
    assert names(service, actors.teller, "  ") == set()


def test_a_client_with_many_fitting_keys_is_listed_once_and_the_limit_holds(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        for number in range(90):
            add_client(work.conn, name="王旺旺", paper_number=f"E{number:08d}", paper_kind="passport")
    found = ClientService(branch.db).find(actors.teller, "w")
    assert len(found) == len({hit.id for hit in found}) == 20
    assert len(ClientService(branch.db).find(actors.teller, "ww", limit=77)) == 77


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("text", ["%", "_", "' OR '1'='1", '"; DROP TABLE client; --', "\\", "*", "\0", "\ud800"])
def test_text_that_means_something_to_a_database_is_only_text(
    service: ClientService, actors: Actors, text: str
) -> None:
    assert names(service, actors.teller, text) == set()
    assert names(service, actors.teller, "zsf") == {"张三丰"}


def test_no_naughty_string_breaks_the_search(service: ClientService, actors: Actors) -> None:
    for text in BLNS:
        assert len(service.find(actors.teller, text)) <= 3


@pytest.mark.rule("SE-1")
def test_a_hit_and_a_card_show_numbers_masked(service: ClientService, actors: Actors) -> None:
    (hit,) = service.find(actors.teller, "zsf")
    assert (hit.paper_masked, hit.mobile_masked) == ("1101***********038", "138****8000")
    shown = str(service.card(actors.teller, hit.id))
    for secret in ("110101199003070038", "13800138000", "010-12345678", "zhang@example.com", "1号101室"):
        assert secret not in shown


@pytest.mark.rule("SE-1")
def test_unmasking_needs_a_right_and_a_reason_and_is_registered_without_the_value(
    service: ClientService, branch: OpenBranch, actors: Actors
) -> None:
    (hit,) = service.find(actors.teller, "zsf")
    with pytest.raises(Refused, match=r"text\.required"):
        service.unmask(actors.teller, hit.id, MaskedField.MOBILE, " ")
    for actor in (actors.marketing, actors.admin, actors.compliance, actors.archivist):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.unmask(actor, hit.id, MaskedField.MOBILE, "核对")
    assert service.unmask(actors.teller, hit.id, MaskedField.MOBILE, "回拨核对") == "13800138000"
    (record,) = AuditReader(branch.db).recent(actors.compliance, subject=("client", hit.id))
    assert (record.staff_id, record.act) == (actors.teller.staff_id, "clients.unmasked")
    assert record.after == {"field": "mobile", "reason": "回拨核对"}


@pytest.mark.rule("SE-1")
def test_administrators_and_marketing_staff_do_not_read_clients(service: ClientService, actors: Actors) -> None:
    for actor in (actors.admin, actors.marketing):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.find(actor, "zsf")
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.card(actor, "x")


@pytest.mark.rule("OP-4")
def test_marketing_staff_who_are_tellers_as_well_get_no_counter_function(service: ClientService) -> None:
    both = Actor("x", "1", "甲", frozenset({Role.MARKETING, Role.TELLER}), "01")
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.duplicates(both, name="张三丰")


@pytest.mark.rule("KY-2")
def test_the_same_paper_cannot_be_registered_twice(service: ClientService, branch: OpenBranch, actors: Actors) -> None:
    with pytest.raises(Refused) as refused, branch.db.write(actors.teller) as work:
        add_client(work.conn, name="张三疯", mobile="13600136000")
    assert (refused.value.code, refused.value.field) == ("clients.same_paper", "paper_number")
    with branch.db.read() as conn:
        assert storage.count_clients(conn) == 3


@pytest.mark.rule("KY-2")
def test_the_database_itself_refuses_a_paper_registered_twice(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        made = add_client(work.conn)
    with branch.db.read() as conn:
        row = conn.execute(sa.select(storage.client).where(storage.client.c.id == made.id)).one()._mapping
    with pytest.raises(IntegrityError), branch.db.write(actors.teller) as work:
        work.conn.execute(storage.client.insert().values(**{**row, "id": "other", "number": "other"}))


@pytest.mark.rule("KY-2")
def test_of_counters_that_register_the_same_paper_at_once_one_succeeds(branch: OpenBranch, actors: Actors) -> None:
    def register(_: int) -> str:
        try:
            with branch.db.write(actors.teller) as work:
                return add_client(work.conn).number
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(3) as counters:
        results = sorted(counters.map(register, range(3)))
    assert results == ["2026000001", "clients.same_paper", "clients.same_paper"]


@pytest.mark.rule("KY-2")
def test_likely_duplicates_are_shown_with_why_and_masked(service: ClientService, actors: Actors) -> None:
    by_name = service.duplicates(actors.teller, name="张三丰", birth_date=date(1990, 3, 7), paper_number="E00000001")
    assert by_name.same_paper is None
    assert [likely.why for likely in by_name.likely] == [(Likeness.NAME_AND_BIRTH,)]
    assert by_name.likely[0].hit.mobile_masked == "138****8000"
    by_mobile = service.duplicates(actors.teller, mobile="13900139111")
    assert [(likely.hit.name, likely.why) for likely in by_mobile.likely] == [("李四", (Likeness.MOBILE,))]
    same = service.duplicates(actors.teller, paper_number="110101199003070038", mobile="13800138000")
    assert same.same_paper is not None
    assert same.likely == ()


@pytest.mark.rule("KY-2")
def test_nothing_typed_yet_and_another_birth_date_are_no_duplicates(service: ClientService, actors: Actors) -> None:
    assert service.duplicates(actors.teller).empty
    assert service.duplicates(actors.teller, name="张三丰").empty
    assert service.duplicates(actors.teller, name="张三丰", birth_date=date(1990, 3, 8)).empty


@pytest.mark.rule("KY-2")
def test_the_same_number_on_another_kind_of_paper_is_a_likely_duplicate(
    service: ClientService, branch: OpenBranch
) -> None:
    with branch.db.read() as conn:
        report = duplicates(
            conn, paper_kind="hm-travel-permit", paper_number="E12345678", name="", birth_date=None, mobile=""
        )
    assert report.same_paper is None
    assert [likely.why for likely in report.likely] == [(Likeness.PAPER_NUMBER,)]


@pytest.mark.rule("KY-2")
def test_a_fourth_account_of_one_market_is_refused_and_one_of_another_is_not(
    service: ClientService, branch: OpenBranch, actors: Actors
) -> None:
    (hit,) = service.find(actors.teller, "zsf")
    with branch.db.write(actors.teller) as work:
        storage.list_account(work.conn, hit.id, Market.SHANGHAI_A, "A000000002")
        storage.list_account(work.conn, hit.id, Market.SHANGHAI_A, "A000000002")  # again: nothing changes
        storage.list_account(work.conn, hit.id, Market.SHANGHAI_A, "A000000003")
        with pytest.raises(Refused, match=r"clients\.too_many_accounts"):
            storage.list_account(work.conn, hit.id, Market.SHANGHAI_A, "A000000004")
        storage.list_account(work.conn, hit.id, Market.SHENZHEN_A, "0000000004")
        assert len(storage.accounts(work.conn, hit.id)) == 4


@pytest.mark.rule("KY-2")
def test_the_database_itself_has_no_place_for_a_fourth_account(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        made = add_client(work.conn)
    fourth = storage.securities_account.insert().values(client_id=made.id, market="sh_a", place=4, number="A1")
    with pytest.raises(IntegrityError), branch.db.write(actors.teller) as work:
        work.conn.execute(fourth)


@pytest.mark.rule("KY-2")
def test_an_account_of_another_client_is_refused(service: ClientService, branch: OpenBranch, actors: Actors) -> None:
    (li,) = service.find(actors.teller, "李四")
    with branch.db.write(actors.teller) as work, pytest.raises(Refused, match=r"clients\.account_listed_elsewhere"):
        storage.list_account(work.conn, li.id, Market.SHANGHAI_A, "A123456789")


def test_an_unknown_client_is_refused(service: ClientService, actors: Actors) -> None:
    with pytest.raises(Refused, match=r"clients\.unknown"):
        service.card(actors.teller, "nobody")


def test_a_stored_client_comes_back_as_it_was_given(branch: OpenBranch, actors: Actors) -> None:
    given_client = new_client(name="吴铭𬭎", paper_until=None, objective="稳健")
    with branch.db.write(actors.teller) as work:
        made = storage.add_client(work.conn, given_client, NOON)
    with branch.db.read() as conn:
        assert storage.get_client(conn, made.id) == made
    assert (made.name, made.paper_until, made.objective, made.number) == ("吴铭𬭎", None, "稳健", "2026000001")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=6), st.data())
def test_every_part_of_every_name_finds_its_client_in_the_database(
    sqlite_branch: OpenBranch, actors: Actors, name: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    with sqlite_branch.db.write(actors.teller) as work:
        number = f"E{storage.count_clients(work.conn):08d}"
        made = add_client(work.conn, name=name, paper_kind="passport", paper_number=number)
        assert made.id in {client.id for client in storage.find(work.conn, part, limit=100)}
