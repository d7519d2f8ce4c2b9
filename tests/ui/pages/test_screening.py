"""Compliance sees whom the list fits, decides with a reason, imports a new list and sees its mistakes (KY-3)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.due_diligence import screening
from app.due_diligence.domain import Part, Subject
from tests.ui.pages.office import Office
from ui.pages.screening.page import ScreeningPage
from ui.screening_providers import ScreeningData
from ui.support.ask import Ask, Kind

HEAD = "姓名或名称,证件号码,备注\n"


class Answers:
    """Answers what is asked: a file, or a reason."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.asked: list[Ask] = []

    def __call__(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered(str(self.path) if question.kind is Kind.OPEN_FILE else "证件号码不同，并非同一人")


def page(office: Office, answers: Answers) -> ScreeningPage:
    return office.open(
        ScreeningPage(office.runner, ScreeningData(office.services, office.actors.compliance), ask=answers)
    )


def choose(shown: ScreeningPage, office: Office) -> None:
    shown.load.click()
    shown.panel.choose.click()
    assert shown.panel.source.error()  # not without a source
    shown.panel.source.widget.setText("样张来源")  # type: ignore[attr-defined]  # a line to type in
    shown.panel.dated.widget.setText("2026-11-01")  # type: ignore[attr-defined]  # a line to type in
    shown.panel.choose.click()
    office.settle()


@pytest.mark.rule("KY-3")
def test_a_list_is_imported_a_hit_compared_and_decided(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(HEAD + "章三风,X1,虚构\n", encoding="utf-8")
    answers = Answers(path)
    shown = page(office, answers)
    assert not shown.clear.isEnabled()
    choose(shown, office)
    assert shown.panel.take.isEnabled()
    shown.panel.take.click()
    office.settle()
    with office.branch.db.write(office.actors.teller) as tx:
        subject = Subject(Part.CLIENT, "张三丰", "110101199003071233")
        screening.note(tx, [subject], case_number="KH1", opened_by=office.actors.teller.staff_id, opened_by_name="柜员")
    shown.refresh()
    office.settle()
    (row,) = shown.table.rows()
    assert (row.entry, row.score, row.where) == ("章三风", 100, "KH1")
    shown.table.selectRow(0)
    assert "110101199003071233" in shown.details.text()
    shown.clear.click()
    office.settle()
    assert shown.table.rows() == []
    shown.all.setChecked(True)
    office.settle()
    (row,) = shown.table.rows()
    assert (row.verdict, row.decided_by) == ("cleared", office.actors.compliance.name)
    assert {"screening.imported", "screening.found", "screening.decided"} <= set(office.acts())


@pytest.mark.rule("KY-3")
def test_mistakes_of_a_list_are_told_by_row_and_it_is_not_put_in_force(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(HEAD + ",X1,\n张三,…,\n", encoding="utf-8")
    shown = page(office, Answers(path))
    choose(shown, office)
    assert [found.row for found in shown.panel.table.rows()] == [2, 3]
    assert not shown.panel.take.isEnabled()
    shown.panel.back.click()
    assert shown.body.currentIndex() == 0


@pytest.mark.rule("KY-3")
def test_nobody_is_offered_a_decision_on_a_case_they_took_in(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(HEAD + "张三丰,,\n", encoding="utf-8")
    shown = page(office, Answers(path))
    choose(shown, office)
    shown.panel.take.click()
    office.settle()
    me = office.actors.compliance
    with office.branch.db.write(me) as tx:
        screening.note(tx, [Subject(Part.CLIENT, "张三丰")], case_number="KH1", opened_by=me.staff_id)
    shown.refresh()
    office.settle()
    shown.table.selectRow(0)
    assert not shown.clear.isEnabled()
