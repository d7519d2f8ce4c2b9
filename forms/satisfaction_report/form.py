"""《满意度统计表》: how content clients were, by month and member of staff, in figures and bars (SF-1)."""

from __future__ import annotations

from app.satisfaction.facts import SatisfactionFacts, SatisfactionRow, SatisfactionTable
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Bar, Bars, Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_info, form_moment, seal_only

TEXT = load_clauses("forms.satisfaction_report")
FORM = form_info("satisfaction-report", "GT-MY-01", "report", TEXT, client_signs=False, copies=COMPANY_COPY)
_HEAD = ("项目", "询问", "答卷", "婉拒", "未作答", "平均分")
_WIDTHS = (0.34, 0.11, 0.11, 0.11, 0.12, 0.21)


def build(facts: SatisfactionFacts) -> Document:
    """The filled table."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("统计月份", facts.period),
                    Field("最少答卷", f"{facts.enough}份"),
                    Field("制表时间", form_moment(facts.made_at)),
                    Field("制表人", facts.made_by),
                )
            ),
            Heading(text["total"]),
            Fields(
                (
                    Field("询问客户", f"{facts.total.asked}位"),
                    Field("答卷", f"{facts.total.answered}份"),
                    Field("婉拒", f"{facts.total.declined}位"),
                    Field("平均分", facts.total.average),
                )
            ),
            Text(text["reading"], small=True),
            Heading(text["months"]),
            *_table(facts.months),
            Heading(text["people"]),
            *_table(facts.people),
            Text(text["few"], small=True),
            *(block for table in facts.each for block in (Text(table.title, strong=True), *_lines(table))),
            Heading(text["reasons"]),
            *_counts(facts.reasons, "选择次数"),
            Heading(text["cases"]),
            *_counts(facts.cases, "询问次数"),
            *_words(facts.words),
            seal_only(text["note"]),
        ),
    )


def _table(table: SatisfactionTable) -> tuple[Block, ...]:
    bars = tuple(Bar(row.label, (row.hundred,)) for row in table.rows if row.hundred is not None)
    return (*((Bars(("平均分（折合百分）",), bars),) if bars else ()), *_lines(table))


def _lines(table: SatisfactionTable) -> tuple[Block, ...]:
    if not table.rows:
        return (Text(TEXT.text["no_rows"]),)
    return (Table(_HEAD, tuple(_cells(row) for row in table.rows), _WIDTHS, frozenset(range(1, 6))),)


def _cells(row: SatisfactionRow) -> tuple[str, ...]:
    counts = (row.asked, row.answered, row.declined, row.silent)
    return (row.label, *(str(count) for count in counts), row.average)


def _counts(rows: tuple[tuple[str, int], ...], label: str) -> tuple[Block, ...]:
    if not rows:
        return (Text(TEXT.text["no_reasons"]),)
    return (Bars((label,), tuple(Bar(name, (count,)) for name, count in rows)),)


def _words(words: tuple[str, ...]) -> tuple[Block, ...]:
    if not words:
        return ()
    text = TEXT.text
    return (
        Heading(text["words"]),
        Text(text["words_note"], small=True),
        *(Text(" ".join(said.split()), indent=False) for said in words),
    )


def sample() -> SatisfactionFacts:
    """Made-up facts of two months."""

    def row(label: str, counts: tuple[int, int, int], average: str, hundred: int | None) -> SatisfactionRow:
        asked, answered, declined = counts
        return SatisfactionRow(label, asked, answered, declined, asked - answered - declined, average, hundred)

    people = (
        row("样柜员 G001", (21, 16, 3), "4.56", 91),
        row("样柜员 G002", (12, 9, 2), "不低于4.89", 98),
        row("样主管 G003", (3, 2, 0), "答卷不足", None),
    )
    months = (row("2026年9月", (19, 14, 3), "4.43", 89), row("2026年10月", (17, 13, 2), "4.62", 92))
    return SatisfactionFacts(
        head=sample_facts.sample_branch_head("MY202609-202610"),
        period="2026年9月至2026年10月",
        enough=5,
        made_at=sample_facts.MOMENT,
        made_by="样经理（工号G009）",
        total=row("合计", (36, 27, 5), "4.52", 90),
        months=SatisfactionTable("按月份", months),
        people=SatisfactionTable("按人员", people),
        each=(SatisfactionTable("2026年9月", people[:2]), SatisfactionTable("2026年10月", people)),
        reasons=(("等候时间过长", 4), ("手续和资料繁琐", 2)),
        cases=(("开户", 18), ("客户变更", 12), ("转销户", 6)),
        words=("希望午间多开一个窗口。",),
    )
