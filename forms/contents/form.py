"""《客户资料清单》: the index of the papers of a case, filed as part of one dossier per client (AR-1)."""

from __future__ import annotations

import hashlib

from app.onboarding.facts import ContentsFacts, ContentsLine
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_info, person_fields, seal_only

TEXT = load_clauses("forms.contents")
FORM = form_info("contents", "GT-KH-11", "index", TEXT, client_signs=False, copies=COMPANY_COPY)
DIGITS_SHOWN = 16
"""So many first digits of a content hash are printed."""


def build(facts: ContentsFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("客户编号", facts.client_number),
                    Field("文件合计", _sums(facts.lines)),
                )
            ),
            person_fields(facts.person),
            Text(text["intro"]),
            _table(facts.lines) if facts.lines else Text(text["empty"]),
            seal_only(),
        ),
    )


def _sums(lines: tuple[ContentsLine, ...]) -> str:
    return f"{len(lines)}件，共{sum(line.pages for line in lines)}页"


def _table(lines: tuple[ContentsLine, ...]) -> Table:
    return Table(
        head=("文件编号", "文件名称", "版本", "页数", "份数", "内容摘要"),
        rows=tuple(
            (
                line.number,
                line.title,
                line.version,
                str(line.pages),
                str(line.copies),
                line.content_sha256[:DIGITS_SHOWN],
            )
            for line in lines
        ),
        widths=(0.25, 0.29, 0.1, 0.075, 0.075, 0.21),
        right=frozenset({3, 4}),
    )


_SAMPLE_PAPERS = (
    ("预约开户表", 1, 1),
    ("开户申请表（个人）", 2, 1),
    ("投资者教育记录", 2, 1),
    ("投资风险承受能力评估调查表", 3, 2),
    ("证券交易风险揭示书", 4, 2),
    ("创业板投资风险揭示书", 3, 2),
    ("电子签名约定书", 3, 2),
    ("证券交易委托代理协议", 4, 2),
    ("服务关系确认书", 2, 2),
    ("第三方存管协议（签约确认）", 2, 2),
)


def sample() -> ContentsFacts:
    """Made-up facts: a whole opening."""
    return ContentsFacts(
        head=sample_facts.sample_head(11),
        person=sample_facts.sample_person(),
        client_number="2026000001",
        lines=tuple(
            ContentsLine(
                f"{sample_facts.CASE_NUMBER}-{number:02d}",
                title,
                TEXT.version,
                pages,
                copies,
                hashlib.sha256(title.encode()).hexdigest(),
            )
            for number, (title, pages, copies) in enumerate(_SAMPLE_PAPERS, 1)
        ),
    )
