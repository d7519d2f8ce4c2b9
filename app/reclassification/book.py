"""《客户分类变动表》 as a workbook (.xlsx): sums and matrix first, then the clients whose class changed (CL-3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.common.clock import branch_time
from app.common.long_work import UNWATCHED, Watch
from app.gateways.workbook import EACH, Sheet, tables
from app.reclassification.domain import NO_FIGURES, UNCLASSIFIED, Movement, movement
from app.reclassification.facts import ClassChangesFacts

TITLE = "客户分类变动表"
_NAMES = {UNCLASSIFIED: "未分类", NO_FIGURES: "无数据"}
_WAYS = {Movement.NEW: "首次分类", Movement.UP: "上升", Movement.DOWN: "下降", Movement.SAME: "未变",
         Movement.NO_FIGURES: "无数据"}  # fmt: skip


def workbook(facts: ClassChangesFacts, station: str, watch: Watch = UNWATCHED) -> bytes:
    """The table as an .xlsx file. ``station``: where it was made. Refused: ``work.cancelled``."""
    names = [_NAMES.get(after, after) for after in facts.matrix.afters]
    heads = ("客户号", "姓名或名称", "变动", "原类别", "新类别", "原资产（元）", "资产（元）", "原周转率", "周转率")
    return tables(
        (
            Sheet("汇总", ("变动", "客户数"), _sums(facts), _about(facts, station)),
            Sheet("变动矩阵", ("原类别", *names, "合计"), _matrix(facts), width=9),
            Sheet("变动客户", heads, _movers(facts, watch)),
        ),
        title=TITLE, author=facts.made_by, company=facts.head.branch.branch, made_at=facts.made_at,
        watch=watch,
    )  # fmt: skip


def _about(facts: ClassChangesFacts, station: str) -> tuple[tuple[str, str], ...]:
    what = f"撤回批次{facts.back}" if facts.back else "按快照重新分类"
    applied = f"{branch_time(facts.applied_at)} {facts.applied_by}" if facts.applied_at else "试算，尚未执行"
    lines = [
        ("营业部", f"{facts.head.branch.company} {facts.head.branch.branch}"), ("批次", facts.batch or "尚未执行"),
        ("内容", what), ("快照时间", branch_time(facts.taken_at)), ("参数版本", facts.policy_version),
        ("执行", applied), ("内容校验值", facts.digest), ("导出人", facts.made_by),
        ("导出时间", branch_time(facts.made_at)), ("导出地点", station),
    ]  # fmt: skip
    if facts.left:
        lines.append(("未执行完", f"应执行{facts.written}项，其中{facts.left}项未执行，变动名单只列已执行的客户。"))
    if facts.passed:
        lines.append(("未覆盖", f"执行期间另行分类的{facts.passed}名客户保留其新类别。"))
    if facts.cut:
        lines.append(("说明", f"名单只列出资产最多的{len(facts.movers)}名，另有{facts.cut}名未列出。"))
    return tuple(lines)


def _sums(facts: ClassChangesFacts) -> list[Sequence[Any]]:
    matrix = facts.matrix
    return [*((name, matrix.count(way)) for way, name in _WAYS.items()), ("合计", matrix.population)]


def _matrix(facts: ClassChangesFacts) -> list[Sequence[Any]]:
    matrix = facts.matrix
    counts = {(cell.before, cell.after): cell.clients for cell in matrix.cells}
    lines: list[Sequence[Any]] = []
    for before in matrix.befores:
        row = [counts.get((before, after), 0) for after in matrix.afters]
        lines.append((_NAMES.get(before, before), *row, sum(row)))
    sums = [sum(counts.get((before, after), 0) for before in matrix.befores) for after in matrix.afters]
    lines.append(("合计", *sums, matrix.population))
    return lines


def _movers(facts: ClassChangesFacts, watch: Watch) -> Iterator[Sequence[Any]]:
    order = facts.matrix.order
    for one in watch.part(0, 2 * len(facts.movers)).each(facts.movers, len(facts.movers), every=EACH):
        yield (
            one.number, one.name, _WAYS[movement(order, one.before, one.after)], _NAMES.get(one.before, one.before),
            one.after, one.former_assets, one.assets, one.former_turnover, one.turnover,
        )  # fmt: skip
