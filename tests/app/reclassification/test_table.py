"""《客户分类变动表》 of a dry run and of a batch: paper and workbook, registered before anybody gets it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.gateways import workbook as files
from app.reclassification import service
from app.reclassification.book import workbook
from app.reclassification.domain import NO_FIGURES
from forms.class_changes import form
from forms.engine.document import Notice, Table
from tests.app.onboarding.desk import PlainPress
from tests.app.reclassification.desk import ClassDesk
from tests.app.reports.workbook_reading import read
from tests.builders import Actors
from tests.forms.reading import said
from tests.stopping import Onlooker


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ClassDesk:
    made = ClassDesk(sqlite_branch, actors, press=PlainPress())
    for name in ("=甲", "乙", "丙"):
        made.client(name)
    made.by_hand("=甲", "A", "1200000", "3")
    made.snapshot(**{"=甲": ("5000000", "3"), "乙": ("12", "0")})
    return made


def exports(desk: ClassDesk) -> list[str]:
    with desk.branch.db.read() as conn:
        return list(conn.execute(sa.select(audit_log.c.after).where(audit_log.c.act == "reports.exported")).scalars())


@pytest.mark.rule("CL-3")
def test_the_workbook_has_sums_matrix_and_movers_and_calculates_nothing(desk: ClassDesk) -> None:
    plan, reader = desk.dry_run(), desk.who.supervisor
    book = read(desk.service.xlsx(reader, plan.id))
    assert list(book.sheets) == ["汇总", "变动矩阵", "变动客户"]
    assert book.formulas == 0
    assert {"试算，尚未执行", plan.digest, reader.station} <= set(book.sheets["汇总"].values())
    assert {"'=甲", "首次分类", "上升", 5000000.0} <= set(book.sheets["变动客户"].values())
    assert [book.sheets["变动矩阵"][cell] for cell in ("A1", "B1", "L1", "M1", "N1")] == [
        "原类别", "A+", "G", "无数据", "合计",
    ]  # fmt: skip
    batch = desk.apply(plan)
    assert batch.number in read(desk.service.xlsx(reader, batch.id)).sheets["汇总"].values()
    back = desk.apply(desk.dry_run(back=True))
    assert f"撤回批次{batch.number}" in read(desk.service.xlsx(reader, back.number)).sheets["汇总"].values()
    assert len(exports(desk)) == 3
    assert '"dry_run":true' in exports(desk)[0].replace(" ", "")


@pytest.mark.rule("CL-3")
def test_the_paper_says_whether_it_was_applied_and_cuts_a_long_list(
    desk: ClassDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_PRINTED", 1)
    plan = desk.dry_run()
    assert desk.service.pdf(desk.who.compliance, plan.id)
    facts = desk.service._facts(desk.who.compliance, plan.id, 1)
    assert (len(facts.movers), facts.cut, facts.applied_at) == (1, 1, None)
    paper = form.build(facts)
    assert any(isinstance(block, Notice) for block in paper.blocks)
    assert "另有1名客户" in said(paper)
    desk.apply(plan)
    number = desk.service.status(desk.who.compliance).batches[0].number
    paper = form.build(desk.service._facts(desk.who.compliance, number, 5))
    assert not any(isinstance(block, Notice) for block in paper.blocks)
    assert number in said(paper)
    with pytest.raises(Refused, match=r"reclass\.gone"):
        desk.service.pdf(desk.who.compliance, plan.id)


def test_the_matrix_on_paper_adds_up() -> None:
    table = next(block for block in form.build(form.sample()).blocks if isinstance(block, Table))
    rows = [[int(cell or 0) for cell in row[1:]] for row in table.rows]
    assert all(sum(row[:-1]) == row[-1] for row in rows)
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert rows[-1][-1] == form.sample().matrix.population


def test_a_table_without_movers_says_so_and_one_that_goes_back_what_it_keeps() -> None:
    nobody = replace(form.sample(), movers=(), cut=0)
    assert "没有客户的类别发生变动。" in said(form.build(nobody))
    assert "撤回批次FB1" in said(form.build(replace(nobody, back="FB1")))
    assert read(workbook(replace(nobody, cut=3), "01")).sheets["汇总"]["A11"] == "说明"
    assert NO_FIGURES in nobody.matrix.afters


def test_a_workbook_that_is_stopped_leaves_nothing_and_is_not_registered(
    desk: ClassDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, who = desk.dry_run(), desk.who.general_manager
    with pytest.raises(Refused, match=r"work\.cancelled"):
        desk.service.xlsx(who, plan.id, watch=Onlooker(0).watch)
    monkeypatch.setattr(files, "EACH", 1)
    onlooker = Onlooker(5)  # laid down, and now written into the file
    with pytest.raises(Refused, match=r"work\.cancelled"):
        desk.service.xlsx(who, plan.id, watch=onlooker.watch)
    assert exports(desk) == []
    assert onlooker.told[-1][0] >= 5
    assert desk.service.xlsx(who, plan.id).startswith(b"PK")
