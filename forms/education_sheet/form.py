"""《投资者教育活动签到表》: empty lines for those who come, signed by hand and scanned back (IE-1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.education.facts import EducationSheetFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, seal_only
from forms.shared_blocks import staff as staff_name

TEXT = load_clauses("forms.education_sheet")
FORM = form_info("education-sheet", "GT-TJ-01", "education", TEXT, client_signs=False, copies=COMPANY_COPY)
_ROOM = "\u3000"


def build(facts: EducationSheetFacts) -> Document:
    """The sheet with as many lines as there are seats."""
    text, head = TEXT.text, facts.head
    made = document(
        FORM,
        head,
        (
            Fields(
                (
                    Field("活动", facts.title, wide=True),
                    Field("主题", facts.topic),
                    Field("时间", f"{form_date(facts.on)} {facts.begins}"),
                    Field("地点", facts.place),
                    Field("主讲人", facts.speaker),
                    Field("使用资料", facts.material, wide=True),
                )
            ),
            Text(text["former"]) if facts.for_former else None,
            Text(text["intro"]),
            Heading(text["heading"]),
            Table(
                ("序号", "姓名", "客户编号或者资金账号后四位", "非客户", "签名"),
                tuple((str(place), _ROOM, _ROOM, _ROOM, _ROOM) for place in range(1, facts.lines + 1)),
                (0.09, 0.22, 0.31, 0.12, 0.26),
            ),
            Text(text["risk"], small=True),
            Fields((Field(text["counted"], "客户　　　人，非客户　　　人"), Field("组织人员签名", _ROOM)), columns=2),
            seal_only(text["statement"]),
        ),
    )
    by = staff_name(head.teller_name, head.teller_number)
    return replace(made, subtitle=f"活动编号 {head.case_number}　　制表日期 {form_date(head.made_on)}　　制表人员 {by}")


def sample() -> EducationSheetFacts:
    """Made-up facts: an evening with room for twelve."""
    return EducationSheetFacts(
        head=replace(sample_facts.sample_branch_head("TJ20261122000001-01"), case_number="TJ20261122000001"),
        title="防范非法证券活动讲座",
        topic="防范非法证券活动",
        on=date(2026, 11, 28),
        begins="14:30",
        place="营业部二楼会议室",
        speaker="样讲师",
        material="识别非法荐股折页（第2版）",
        for_former=True,
        lines=12,
    )
