"""What an institution changes, at the window: the letter on paper, the reader, the tree, what compliance decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.changes.case import Status
from app.changes.steps import Step
from app.due_diligence.domain import Verdict
from app.due_diligence.service import ScreeningService
from app.samples import institutions as sample
from tests.app.changes.desk import AGENT, NEWCOMER, REPRESENTATIVE, ChangeDesk
from tests.app.changes.test_institution import new_agent
from tests.ui.changes.desk import Counter
from ui.pages.changes.fields import ChangeFields
from ui.pages.changes.signing import ChangeSigning
from ui.pages.opening.holders import HoldersEditor

Make = Callable[..., Counter]
CARD = f"陆思琪|男|汉|19860203|浙江省杭州市西湖区示例路1号|{NEWCOMER}|杭州市公安局西湖分局|20200301|20400301"


def signing_of(counter: Counter) -> ChangeSigning:
    page = counter.page.deck.of(Step.SIGNING)
    assert isinstance(page, ChangeSigning)
    return page


def by_papers(desk: ChangeDesk) -> Callable[[str, str], object]:
    return lambda number, form_id: desk.changes.printable_form(desk.actors.teller, number, form_id)


@pytest.mark.rule("KY-3", "OP-4")
def test_a_new_agent_is_signed_for_on_the_display_and_the_letter_comes_back_on_paper_past_compliance(
    make_counter: Make, desk: ChangeDesk, tmp_path: Path
) -> None:
    (tmp_path / "名单.csv").write_text(f"姓名或名称,证件号码,备注\n别名,{NEWCOMER},虚构\n", encoding="utf-8")
    service, compliance = ScreeningService(desk.services.branch.db, 90), desk.actors.compliance
    service.import_list(compliance, tmp_path / "名单.csv", source="样张", dated=date(2026, 11, 1), dry_run=False)
    (tmp_path / "letter.pdf").write_bytes(b"scan of the letter")
    counter = make_counter(print_form=by_papers(desk))
    institution = desk.institution()
    counter.start(institution, "institution-agent")
    counter.put(**new_agent(desk), original_seen="yes")
    counter.go(Step.SIGNING)
    signing = signing_of(counter)
    assert list(signing.papers) == ["authorisation"]
    assert signing.waits()
    counter.page.toggle_display()
    counter.settle()
    counter.say()
    counter.settle()
    counter.sign()
    counter.settle()
    assert [form.signed for form in counter.view.forms] == [True, False]
    assert not signing.waits(), "the client has nothing more to do at the display"
    card = signing.papers["authorisation"]
    card.printer.click()
    counter.settle()
    title = counter.stored.forms[1].title
    counter.ask.answers[f"《{title}》扫描件"] = counter.ask.answers[f"Scan of {title}"] = str(tmp_path / "letter.pdf")
    card.scan.click()
    counter.settle()
    assert signing.standing.isVisible()
    counter.page.complete()
    counter.settle()
    assert counter.stored.case.status is Status.OPEN
    service.decide(compliance, [service.hits(compliance)[0].id], Verdict.CLEARED, "不是同一人")
    counter.page.refresh()
    counter.settle()
    assert not signing.standing.isVisible()
    counter.page.complete()
    counter.settle()
    assert desk.acting(institution).people[-1].name == "陆思琪"


@pytest.mark.rule("KY-1")
def test_the_reader_fills_in_who_is_to_act_and_leaves_who_came(make_counter: Make, desk: ChangeDesk) -> None:
    counter = make_counter()
    counter.start(desk.institution(), "institution-agent")
    counter.put(paper_shown=REPRESENTATIVE, original_seen="yes", people_act="agent")
    counter.go(Step.CHANGE)
    counter.page.keys.card_read.emit(CARD)
    counter.settle()
    text = counter.stored.case.text
    assert [text(f"agent_{part}") for part in ("name", "paper_kind", "paper_number", "paper_from", "paper_until")] == [
        "陆思琪", "resident-id", NEWCOMER, "2020-03-01", "2040-03-01",
    ]  # fmt: skip
    assert text("paper_shown") == REPRESENTATIVE
    counter.go(Step.IDENTITY)
    counter.page.keys.card_read.emit(CARD)
    counter.settle()
    assert counter.stored.case.text("paper_shown") == NEWCOMER


@pytest.mark.rule("KY-3")
def test_the_tree_is_edited_with_its_shares_and_another_client_sees_none_of_it(
    make_counter: Make, desk: ChangeDesk
) -> None:
    counter = make_counter()
    counter.start(desk.institution(), "institution-owners")
    counter.put(paper_shown=AGENT, original_seen="yes")
    counter.go(Step.CHANGE)
    page = counter.page.deck.of(Step.CHANGE)
    assert isinstance(page, ChangeFields)
    counter.put(owners=sample.owners(first=REPRESENTATIVE, second=NEWCOMER))
    tree = page.bound["owners"].field.widget
    assert isinstance(tree, HoldersEditor)
    first = tree.tree.topLevelItem(0)
    below = first.child(0) if first is not None else None
    assert below is not None
    assert "57%" in below.text(3)
    assert [line.split()[0] for line in page.named.text().splitlines()] == ["顾明远", "陆思琪"]
    counter.start(desk.client(), "client-data")
    counter.go(Step.CHANGE)
    assert page.outcome.isHidden()
    assert page.named.text() == ""


@pytest.mark.rule("OP-3")
def test_the_supervisor_s_confirmation_is_asked_for_only_where_no_snapshot_tells(
    make_counter: Make, desk: ChangeDesk
) -> None:
    client = desk.client()
    desk.assess(client, "high")
    counter = make_counter()
    counter.start(client, "permission")
    counter.put(paper_shown=client.paper_number, original_seen="yes", permission_act="open", permission="chinext")
    counter.go(Step.CHANGE)
    page = counter.page.deck.of(Step.CHANGE)
    assert page.bound["assets_confirmed"].field.isHidden()
    counter.put(permission="hk-connect", assets_proof="对账单")
    assert page.bound["assets_confirmed"].field.isVisible()
    counter.put(assets_confirmed="hk-connect")
    assert page.bound["assets_confirmed"].field.error()
    assert counter.stored.case.text("assets_confirmed") == ""
