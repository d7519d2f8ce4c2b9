"""The page of investor education: an event from plan to histories, material approved by a second person (IE-1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.common.actor import Actor, Right
from app.education.domain import Arrival, EventState
from tests.app.education.test_events import PDF, Hall
from tests.people import TODAY
from tests.ui.pages.office import Office
from ui.desk_education import EducationHistory
from ui.education_providers import EducationData
from ui.pages.education.page import FIGURES, MATERIAL, EducationPage
from ui.support.ask import Ask, Kind
from ui.widgets.search import Hit


class Answers:
    """Answers files with ``path``, reasons with one."""

    def __init__(self, path: str = "") -> None:
        self.path = path

    def __call__(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        answered("写明原因" if question.kind is Kind.REASON else self.path)


@pytest.fixture
def hall(office: Office) -> Hall:
    made = Hall(office.branch, office.actors)
    made.services, made.education = office.services, office.services.education
    return made


def page_of(office: Office, who: Actor, path: str = "") -> EducationPage:
    data = EducationData(office.services, who)
    keeps = who.may(Right.EDUCATION_WRITE)
    return office.open(EducationPage(office.runner, data, today=TODAY, keeps=keeps, counts=keeps, ask=Answers(path)))


def typed(page: EducationPage, **values: object) -> None:
    form = page.plan
    usual = {
        "title": "防范非法证券活动讲座", "topic": "fraud", "on": TODAY, "at": "14:30", "place": "会议室",
        "speaker": "周文静", "capacity": "20", "material_id": "", "for_former": (),
    }  # fmt: skip
    for key, value in (usual | values).items():
        form.fields[key].set_value(value)
    form.submit()


@pytest.mark.rule("IE-1")
def test_an_event_is_planned_offered_held_and_in_the_history(office: Office, hall: Hall) -> None:
    page = page_of(office, hall.director)
    page.new.click()
    typed(page)
    office.settle()
    assert page.panel.view is not None
    number = page.panel.view.event.number
    page.panel.deeds["invite"].click()
    office.settle()
    assert len(page.inviting.table.chosen()) == 3
    page.inviting.by_call.click()
    office.settle()
    assert len(page.panel.view.invitations) == 3
    page.enter(Hit(hall.clients[0].id, "张三"), "001")
    office.settle()
    page.panel.deeds["hold"].click()
    page.held.fields["walk_ins"].set_value("4")
    page.held.submit()
    office.settle()
    view = office.services.education.event(hall.teller, number)
    assert (view.event.state, view.came, view.event.end and view.event.end.walk_ins) == (EventState.HELD, 1, 4)
    assert page.panel.deeds["invite"].isHidden()
    came, missed = (EducationHistory(office.services, hall.teller).lines(one.id) for one in hall.clients[:2])
    assert [(line.what, line.outcome) for line in came] == [("投资者教育活动", "到场")]
    assert [line.outcome for line in missed] == ["受邀未到场"]


@pytest.mark.parametrize(
    ("values", "field"), [({"at": "半夜"}, "at"), ({"on": "昨天"}, "on"), ({"capacity": "许多"}, "capacity"),
                          ({"title": ""}, "title")],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    office: Office, hall: Hall, values: dict[str, str], field: str
) -> None:
    page = page_of(office, hall.director)
    page.new.click()
    typed(page, **values)
    office.settle()
    assert page.plan.fields[field].error()
    assert page.plan.fields["place"].value() == "会议室"
    assert office.services.education.events(hall.director) == ()


def test_a_teller_enters_who_came_and_plans_nothing(office: Office, hall: Hall) -> None:
    hall.planned()
    page = page_of(office, hall.teller)
    office.settle()
    assert page.new.isHidden()
    assert [name for name, made in page.panel.deeds.items() if not made.isHidden()] == ["sheet"]
    page.enter(Hit(hall.clients[1].id, "李四"), "")
    office.settle()
    assert page.panel.view is not None
    assert page.panel.view.came == 1
    page.panel.back.emit(page.panel.view.attendances[0])
    office.settle()
    assert page.panel.view.came == 0


def test_material_is_registered_with_its_file_and_approved_by_somebody_else(
    office: Office, hall: Hall, tmp_path: Path
) -> None:
    file = tmp_path / "荐股.pdf"
    file.write_bytes(PDF)
    page = page_of(office, hall.director, str(file))
    page.which.set_value(MATERIAL)
    page.which.edited.emit()
    page.material.deeds["new"].click()
    for key, value in {"title": "识别非法荐股", "kind": "leaflet", "topic": "fraud"}.items():
        page.version.fields[key].set_value(value)
    page.version.submit()
    office.settle()
    page.material.deeds["approve"].click()
    office.settle()
    assert page.banner.isVisible()  # nobody approves what is their own
    other = page_of(office, hall.manager, str(tmp_path / "copy.pdf"))
    other.which.set_value(MATERIAL)
    other.which.edited.emit()
    other.material.deeds["approve"].click()
    office.settle()
    other.material.deeds["file"].click()
    office.settle()
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    (kept,) = office.services.education.materials(hall.teller)
    assert kept.approval is not None
    other.give(Hit(hall.clients[0].id, "张三"))
    office.settle()
    (line,) = EducationHistory(office.services, hall.teller).lines(hall.clients[0].id)
    assert (line.what, line.outcome) == ("投资者教育资料", "柜台发放")


@pytest.mark.rule("IE-1")
def test_the_months_show_who_came_and_what_was_given(office: Office, hall: Hall) -> None:
    page = page_of(office, hall.director)
    page.which.set_value(FIGURES)
    page._show_which()
    office.settle()
    assert page.months._body.currentWidget() is page.months.empty
    number = hall.planned(on=TODAY)
    hall.education.attend(hall.director, number, hall.clients[0].id, Arrival.FOUND)
    hall.education.hold(hall.director, number, walk_ins=3)
    page._show_which()
    office.settle()
    (row,) = page.months.table.rows()
    assert (row.month, row.held, row.attended) == (TODAY.replace(day=1), 1, 1)
    bars = page.months.chart.bars
    assert (len(bars), bars[-1].key, bars[-1].value) == (12, f"{TODAY:%Y-%m}", 4)
    assert page_of(office, office.actors.teller).which.label_of(FIGURES) == ""
