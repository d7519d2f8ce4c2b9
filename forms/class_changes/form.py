"""《客户分类变动表》: who moves from which class to which, by a dry run or a batch (CL-3)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from app.reclassification.domain import NO_FIGURES, UNCLASSIFIED, Cell, Matrix, Movement
from app.reclassification.facts import ClassChangesFacts, ListedMover
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Notice, Table, Text
from forms.shared_blocks import COMPANY_COPY, DASH, document, form_info, form_moment, seal_only

TEXT = load_clauses("forms.class_changes")
FORM = form_info("class-changes", "GT-BB-03", "report", TEXT, client_signs=False, copies=COMPANY_COPY)
NAMES = {UNCLASSIFIED: "未分类", NO_FIGURES: "无数据"}


def build(facts: ClassChangesFacts) -> Document:
    """The filled table."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Notice("试算", (text["trial"],)) if facts.applied_at is None else None,
            Notice("未执行完", (text["unfinished"].format(of=facts.written, left=facts.left),)) if facts.left else None,
            Heading(text["about"]),
            _about(facts),
            Heading(text["sums"]),
            _sums(facts.matrix),
            Heading(text["matrix"]),
            _matrix(facts.matrix),
            Text(text["reading"], small=True),
            Text(text["reading_back"], small=True) if facts.back else None,
            Text(text["passed"].format(count=facts.passed), small=True) if facts.passed else None,
            Heading(text["movers"]),
            *_movers(facts.movers),
            Text(text["cut"].format(count=facts.cut), small=True) if facts.cut else None,
            seal_only(text["note"]),
        ),
    )


def _about(facts: ClassChangesFacts) -> Fields:
    what = f"撤回批次{facts.back}" if facts.back else "按快照重新分类"
    return Fields(
        (
            Field("批次", facts.batch or "尚未执行"),
            Field("内容", what),
            Field("快照时间", form_moment(facts.taken_at)),
            Field("参数版本", facts.policy_version),
            Field("执行时间", form_moment(facts.applied_at) if facts.applied_at else "尚未执行"),
            Field("执行人", facts.applied_by if facts.applied_at else "尚未执行"),
            Field("制表时间", form_moment(facts.made_at)),
            Field("制表人", facts.made_by),
            Field("内容校验值", facts.digest, wide=True),
        )
    )


def _sums(matrix: Matrix) -> Fields:
    lines = (
        ("客户总数", matrix.population),
        ("首次分类", matrix.count(Movement.NEW)),
        ("上升", matrix.count(Movement.UP)),
        ("下降", matrix.count(Movement.DOWN)),
        ("未变", matrix.count(Movement.SAME)),
        ("无数据", matrix.count(Movement.NO_FIGURES)),
    )
    return Fields(tuple(Field(label, f"{count}名") for label, count in lines), columns=3)


def _matrix(matrix: Matrix) -> Table:
    befores, afters = matrix.befores, matrix.afters
    counts = {(cell.before, cell.after): cell.clients for cell in matrix.cells}
    rows = [
        (
            NAMES.get(before, before),
            *(str(counts[before, after]) if (before, after) in counts else "" for after in afters),
            str(sum(counts.get((before, after), 0) for after in afters)),
        )
        for before in befores
    ]
    sums = tuple(str(sum(counts.get((before, after), 0) for before in befores)) for after in afters)
    rows.append(("合计", *sums, str(matrix.population)))
    wide = 0.1
    each = (1 - 2 * wide) / max(len(afters), 1)  # seven figures find room
    return Table(
        ("原类别", *(NAMES.get(after, after) for after in afters), "合计"),
        tuple(rows),
        (wide, *([each] * len(afters)), wide),
        frozenset(range(1, len(afters) + 2)),
    )


def _movers(movers: tuple[ListedMover, ...]) -> tuple[Block, ...]:
    if not movers:
        return (Text(TEXT.text["no_movers"]),)
    rows = tuple(
        (
            one.number,
            one.name,
            NAMES.get(one.before, one.before),
            one.after,
            f"{one.former_assets:,.2f}" if one.former_assets is not None else DASH,
            f"{one.assets:,.2f}",
            f"{one.former_turnover:f}" if one.former_turnover is not None else DASH,
            f"{one.turnover:f}",
        )
        for one in movers
    )
    head = ("客户号", "姓名或名称", "原类别", "新类别", "原资产（元）", "资产（元）", "原周转率", "周转率")
    return (Table(head, rows, (0.13, 0.17, 0.08, 0.08, 0.17, 0.17, 0.1, 0.1), frozenset({4, 5, 6, 7})),)


def sample() -> ClassChangesFacts:
    """A made-up batch."""
    order = ("A+", "B+", "A", "B", "C", "D", "C-", "D-", "E", "F", "G")
    cells = (
        Cell("A+", "A+", 3), Cell("A", "A+", 1), Cell("A", "A", 12), Cell("A", "D", 2), Cell("B", "B", 31),
        Cell("C", "C", 40), Cell("D", "C", 5), Cell("D", "D", 77), Cell("C-", "C-", 96), Cell("D-", "D-", 160),
        Cell("E", "E", 205), Cell("F", "D-", 4), Cell("F", "F", 311), Cell("G", "G", 188), Cell("G", NO_FIGURES, 6),
        Cell(UNCLASSIFIED, "F", 9),
    )  # fmt: skip
    movers = (
        _mover("2024000007", "样大户", "A", "A+", "4600000.00", "5210000.00", "3.4000", "3.1000"),
        _mover("2023000002", "样退步", "A", "D", "1200000.00", "830000.00", "3.2000", "1.0500"),
        _mover("2026000031", "样新客", "", "F", "", "52000.00", "", "0.8000"),
    )
    return ClassChangesFacts(
        head=sample_facts.sample_branch_head("FB20261122000001"), batch="FB20261122000001",
        back="", taken_at=datetime(2026, 11, 21, 8, 30, tzinfo=UTC), policy_version="TO-2026.11",
        applied_at=sample_facts.MOMENT, applied_by="样经理（工号G001）", made_at=sample_facts.MOMENT,
        made_by="样经理（工号G001）", digest="5f" * 32, matrix=Matrix(order, cells), movers=movers, cut=12,
    )  # fmt: skip


def _mover(
    number: str, name: str, before: str, after: str, former: str, assets: str, former_rate: str, rate: str
) -> ListedMover:
    return ListedMover(
        number, name, before, after, Decimal(assets), Decimal(rate),
        Decimal(former) if former else None, Decimal(former_rate) if former_rate else None,
    )  # fmt: skip
