"""The figures as tables for docs/benchmarks.md, and as rows of ``./guitai bench``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.load.measure import Measured, Outcome, middle, percentile
from benchmarks.load.work import CLASHES
from benchmarks.row import Note, Row


def markdown(outcome: Outcome) -> str:
    """Everything that was measured on one ground, as Markdown."""
    ground = outcome.ground
    lines = [f"### {ground.kind}, {ground.clients:,} clients", ""]
    if ground.settings:
        lines += ["Server: " + ", ".join(f"{name} {value}" for name, value in ground.settings.items()) + ".", ""]
    lines += [
        "| phase | counters | load | cases/min | saves/s | save p50 | p95 | bare commit p50 | p95 | p50 ratio "
        "| search p50 | p95 | close p50 | p95 | conflicts |",
        "|---|" + "---:|" * 14,
        *map(_line, outcome.phases), "",
    ]  # fmt: skip
    for what, ours, theirs in ground.search:
        lines.append(f"- search alone, {what}: {ours:.2f} ms, LIKE {theirs:.0f} ms, ratio {ours / theirs:.3f}")
    longest = max(outcome.phases, key=lambda phase: phase.plan.seconds)
    lines += [f"- {line}" for line in _memory(longest)]
    lines += [f"- {line}" for line in _verdict(outcome)]
    return "\n".join(lines)


def _line(phase: Measured) -> str:
    clashes = sum(count for code, count in phase.refused.items() if code in CLASHES)
    bare = percentile(phase.bare, 50)
    cells = [
        phase.plan.name, str(phase.plan.counters), f"{phase.load:.1f}", f"{phase.cases_per_minute:.1f}",
        f"{phase.per_second('save'):.1f}", f"{phase.share('save', 50):.1f}", f"{phase.share('save', 95):.1f}",
        f"{bare:.1f}", f"{percentile(phase.bare, 95):.1f}", f"{phase.share('save', 50) / bare if bare else 0:.1f}",
        f"{phase.share('search', 50):.1f}", f"{phase.share('search', 95):.1f}",
        f"{phase.share('complete', 50):.0f}", f"{phase.share('complete', 95):.0f}", str(clashes),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _memory(phase: Measured) -> list[str]:
    growth, last = phase.growth(), [samples[-1][1] for samples in phase.memory if samples]
    if not growth:
        return ["memory: too short a phase to tell its growth"]
    first = [samples[0][1] for samples in phase.memory]
    return [
        f"memory of a counter ({phase.plan.name}, {phase.plan.seconds:.0f} s): {middle(first):.0f} MB at the begin, "
        f"{middle(last):.0f} at the end (medians), largest {max(last):.0f}; growth once settled {middle(growth):+.1f} "
        f"MB/h (median), worst {max(growth):+.1f}"
    ]


def _verdict(outcome: Outcome) -> list[str]:
    refused, errors = Counter[str](), Counter[str]()
    for phase in outcome.phases:
        refused.update(phase.refused)
        errors.update(phase.errors)
    told = outcome.compared
    counted = ", ".join(f"{code} {count}" for code, count in refused.most_common())
    return [
        f"refused, and answered as a person would: {counted or 'nothing'}",
        f"errors that a window would have shown: {', '.join(f'{k} {n}' for k, n in errors.items()) or 0}",
        f"acknowledged writes held against the database: {told.total:,} ("
        + ", ".join(f"{kind} {count:,}" for kind, count in told.acknowledged.most_common()) + ")",
        f"lost: {len(told.lost)}{_some(told.lost)}; there without having been acknowledged: "
        f"{len(told.stray)}{_some(told.stray)}",
        f"verification: {outcome.audit_rows:,} audit rows, {outcome.documents:,} documents, "
        f"{len(outcome.problems)} problems{_some(outcome.problems)}",
    ]  # fmt: skip


def _some(texts: Sequence[str]) -> str:
    return "" if not texts else " (" + "; ".join(texts[:5]) + ")"


def rows(outcome: Outcome) -> list[Row | Note]:
    """The same for the table of all benchmarks."""
    ground, found = outcome.ground, list[Row | Note]()
    for phase in outcome.phases:
        where = f"{ground.kind}, {ground.clients:,} clients, {phase.plan.counters} counters {phase.plan.name}"
        for share in (50, 95):
            found.append(Row(
                f"load, {where}: save p{share}", phase.share("save", share), percentile(phase.bare, share),
                len(phase.times.get("save", ())), against="bare commit meanwhile",
            ))  # fmt: skip
        found.append(Note(
            f"load, {where}: cases a minute; search p50, p95 (ms)",
            f"{phase.cases_per_minute:.1f}; {phase.share('search', 50):.1f}, {phase.share('search', 95):.1f}",
        ))  # fmt: skip
    found += [Note(f"load, {ground.kind}, {ground.clients:,} clients", line) for line in _verdict(outcome)]
    return found
