"""《档案销毁清册》: what is destroyed, and who proposed, approved, witnessed and did it; kept for ever (AR-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from app.dossier.facts import DestroyedDossier, DestroyedPaper, DestructionFacts
from forms import sample_facts
from forms.dossier_blocks import SAMPLE_NUMBER, dossier_head
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, seal_only

TEXT = load_clauses("forms.destruction_list")
FORM = form_info("destruction-list", "GT-DA-06", "dossier", TEXT, client_signs=False, copies=COMPANY_COPY)
DIGITS_SHOWN = 16
"""So many first digits of a content hash are printed."""


def build(facts: DestructionFacts) -> Document:
    """The list."""
    text = TEXT.text
    papers = [paper for one in facts.dossiers for paper in one.papers]
    sums = f"{len(facts.dossiers)}卷，{len(papers)}件，{sum(paper.pages for paper in papers)}页"
    steps = (
        ("提出", facts.proposed, facts.why),
        ("批准", facts.approved, facts.approval_words),
        ("监销", facts.witnessed, ""),
        ("执行", facts.done, ""),
    )
    return document(
        FORM,
        facts.head,
        (
            Fields((Field("销毁合计", sums), Field("保管年限", f"销户后{facts.keeping_years}年"))),
            Text(text["intro"]),
            Heading(text["steps"]),
            Table(
                ("环节", "人员", "时间", "意见"),
                tuple((label, name, form_moment(at), words) for label, (name, at), words in steps),
                (0.12, 0.2, 0.24, 0.44),
            ),
            Heading(text["list"]),
            *(block for one in facts.dossiers for block in _dossier(one)),
            Text(text["note"], small=True),
            seal_only(text["statement"]),
        ),
    )


def _dossier(one: DestroyedDossier) -> Iterator[Block]:
    yield Fields(
        (
            Field("档案编号", one.archive_number),
            Field("客户", f"{one.client_name}（{one.client_number}）"),
            Field("销户日期", form_date(one.closed_on)),
            Field("保管至", form_date(one.keep_until)),
        )
    )
    if not one.papers:
        yield Text(TEXT.text["empty"])
        return
    rows = tuple((p.number, p.title, str(p.pages), p.content_sha256[:DIGITS_SHOWN]) for p in one.papers)
    yield Table(("文件编号", "文件名称", "页数", "内容摘要"), rows, (0.3, 0.37, 0.09, 0.24), frozenset({2}))


def sample() -> DestructionFacts:
    """Made-up facts: one dossier, twenty years after."""
    case, moment = sample_facts.CASE_NUMBER, sample_facts.MOMENT.replace(year=2047)
    titles = ("开户申请表（个人）", "证券交易委托代理协议", "第三方存管协议（签约确认）")
    papers = tuple(
        DestroyedPaper(f"{case}-{place:02d}", title, 2, sha256(title.encode()).hexdigest())
        for place, title in enumerate(titles, 2)
    )
    name = sample_facts.sample_person().name
    return DestructionFacts(
        head=dossier_head("XH20471122000001", "XH20471122000001"),
        why="保管期限已满",
        dossiers=(
            DestroyedDossier(SAMPLE_NUMBER, name, "2026000001", date(2027, 3, 1), date(2047, 3, 1), papers),
        ),
        keeping_years=20,
        proposed=("样档案员", moment),
        approved=("样总经理", moment),
        approval_words="同意",
        witnessed=("样合规员", moment),
        done=("样档案员", moment),
    )  # fmt: skip
