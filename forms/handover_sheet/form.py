"""《客户资料交接表》: the papers handed over to the archivist, set by set, and what became of each (AR-2)."""

from __future__ import annotations

from collections.abc import Iterator

from app.dossier.facts import HandedLine, HandedSetFacts, HandOverFacts
from forms import sample_facts
from forms.dossier_blocks import SAMPLE_NUMBER, dossier_head
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, chinese_number, document, form_info, form_moment, seal_only

TEXT = load_clauses("forms.handover_sheet")
FORM = form_info("handover-sheet", "GT-DA-03", "dossier", TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: HandOverFacts) -> Document:
    """The sheet."""
    text = TEXT.text
    papers = [paper for one in facts.sets for paper in one.papers]
    sums = f"{len(facts.sets)}套，{len(papers)}件，{sum(paper.copies for paper in papers)}份"
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("移交人", facts.handed_by),
                    Field("移交时间", form_moment(facts.handed_at)),
                    Field("接收人", facts.received_by or text["waiting"]),
                    Field("清点时间", form_moment(facts.received_at)),
                    Field("资料合计", sums, wide=True),
                    Field(text["note"], facts.note, wide=True),
                )
            ),
            Text(text["intro"]),
            *(block for place, one in enumerate(facts.sets, 1) for block in _set(place, one)),
            seal_only(text["statement"]),
        ),
    )


def _set(place: int, one: HandedSetFacts) -> Iterator[Block]:
    number = chinese_number(place) if place <= 99 else str(place)
    yield Heading(f"{number}、{one.business}　{one.case_number}")
    text = TEXT.text
    lacking = text["missing"] + "：" + "；".join(one.missing) if one.missing else text["none_missing"]
    yield Fields(
        (
            Field("客户", f"{one.client_name}（{one.client_number}）"),
            Field("档案编号", one.archive_number),
            Field("核对", lacking, wide=True),
            Field("清点结果", one.verdict, wide=True),
        )
    )
    yield Table(
        ("文件编号", "文件名称", "页数", "份数"),
        tuple((paper.number, paper.title, str(paper.pages), str(paper.copies)) for paper in one.papers),
        (0.32, 0.46, 0.11, 0.11),
        frozenset({2, 3}),
    )


def sample() -> HandOverFacts:
    """Made-up facts: two sets, of which one goes back."""
    name = sample_facts.sample_person().name
    case, transfer = sample_facts.CASE_NUMBER, sample_facts.TRANSFER_NUMBER
    return HandOverFacts(
        head=dossier_head("JJ20261122000001", "JJ20261122000001"),
        handed_by="样柜员（工号3301000）",
        handed_at=sample_facts.MOMENT,
        note="当日业务",
        sets=(
            HandedSetFacts(
                case, "开户", name, "2026000001", SAMPLE_NUMBER,
                (
                    HandedLine(f"{case}-02", "开户申请表（个人）", 2, 1),
                    HandedLine(f"{case}-08", "证券交易委托代理协议", 4, 1),
                ),
                (), "接收归档",
            ),
            HandedSetFacts(
                transfer, "转销户", name, "2026000001", SAMPLE_NUMBER,
                (HandedLine(f"{transfer}-01", "转销户申请表", 2, 1),),
                ("资料交还清单",), "退回补齐，期限2026-11-25：缺少客户签名的资料交还清单",
            ),
        ),
        received_by="样档案员",
        received_at=sample_facts.MOMENT,
    )  # fmt: skip
