"""《卷内目录》: the documents of a dossier by kind, each with version, day, pages, copies and hash (AR-1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from app.dossier.facts import IndexFacts, IndexLine
from forms import sample_facts
from forms.dossier_blocks import SAMPLE_NUMBER, dossier_head, dossier_of
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, chinese_number, document, form_date, form_info, seal_only

TEXT = load_clauses("forms.dossier_index")
FORM = form_info("dossier-index", "GT-DA-02", "dossier", TEXT, client_signs=False, copies=COMPANY_COPY)
DIGITS_SHOWN = 16
"""So many first digits of a content hash are printed."""


def build(facts: IndexFacts) -> Document:
    """The index."""
    text = TEXT.text
    lines = [line for _, section in facts.sections for line in section]
    sums = f"{len(lines)}件，共{sum(line.pages for line in lines)}页"
    return document(
        FORM,
        facts.head,
        (
            dossier_of(facts.archive_number, facts.client_name, facts.client_number, ("文件合计", sums)),
            Text(text["intro"], small=True),
            *_sections(facts),
            Heading(text["missing"]),
            *_missing(facts),
            seal_only(),
        ),
    )


def _sections(facts: IndexFacts) -> Iterator[Block]:
    if not facts.sections:
        yield Text(TEXT.text["empty"])
    for place, (label, lines) in enumerate(facts.sections, 1):
        yield Heading(f"{chinese_number(place)}、{label}")
        yield Table(
            head=("文件编号", "文件名称", "版本与日期", "页", "份", "内容摘要"),
            rows=tuple(map(_row, lines)),
            widths=(0.25, 0.26, 0.165, 0.055, 0.055, 0.215),
            right=frozenset({3, 4}),
        )


def _row(line: IndexLine) -> tuple[str, ...]:
    remark = "（纸质签署）" if line.on_paper else ""
    if line.replaced_by:
        remark = f"（已由{line.replaced_by}替换）"
    if line.destroyed is not None:
        remark = f"（已于{form_date(line.destroyed)}销毁）"
    return (
        line.number,
        line.title + remark,
        f"{line.version}\n{form_date(line.made_on)}",
        str(line.pages),
        str(line.copies),
        line.content_sha256[:DIGITS_SHOWN],
    )


def _missing(facts: IndexFacts) -> Iterator[Block]:
    if not facts.missing:
        yield Text(TEXT.text["complete"])
        return
    rows = tuple((case, "；".join(titles)) for case, titles in facts.missing)
    yield Table(("业务编号", "缺少的资料"), rows, (0.3, 0.7))


_SAMPLE = (
    ("身份与申请资料", (("02", "开户申请表（个人）", 2, 1),)),
    ("风险测评与投资者教育", (("03", "投资者教育记录", 2, 1), ("04", "投资风险承受能力评估调查表", 3, 2))),
    ("风险揭示书", (("05", "证券交易风险揭示书", 4, 2), ("06", "创业板投资风险揭示书", 3, 2))),
    ("协议", (("07", "电子签名约定书", 3, 2), ("08", "证券交易委托代理协议", 4, 2))),
    ("第三方存管", (("10", "第三方存管协议（签约确认）", 2, 2),)),
)


def sample() -> IndexFacts:
    """Made-up facts: a dossier after an opening, in which one paper is missing and one is gone."""

    def line(number: str, title: str, pages: int, copies: int) -> IndexLine:
        gone = date(2047, 1, 5) if number == "06" else None
        digest = sha256(title.encode()).hexdigest()
        full = f"{sample_facts.CASE_NUMBER}-{number}"
        return IndexLine(full, title, "2026-11", sample_facts.MADE_ON, pages, copies, digest, number == "08", gone)

    return IndexFacts(
        head=dossier_head(f"{SAMPLE_NUMBER}-ML"),
        archive_number=SAMPLE_NUMBER,
        client_name=sample_facts.sample_person().name,
        client_number="2026000001",
        sections=tuple((label, tuple(line(*one) for one in lines)) for label, lines in _SAMPLE),
        missing=((sample_facts.CASE_NUMBER, ("客户资料清单",)),),
    )
