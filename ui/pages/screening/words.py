"""The words of hits: as what somebody takes part, why they were found, both sides beside each other."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.pages.screening.port import HitRow

translate = QCoreApplication.translate


def part_word(part: str) -> str:
    """As what somebody takes part."""
    return {
        "client": translate("ScreeningWords", "Client"),
        "controller": translate("ScreeningWords", "Controls"),
        "beneficiary": translate("ScreeningWords", "Benefits"),
        "owner": translate("ScreeningWords", "Beneficial owner"),
        "representative": translate("ScreeningWords", "Legal representative"),
        "agent": translate("ScreeningWords", "Agent"),
    }.get(part, part)


def why_word(row: HitRow) -> str:
    """Why somebody was found."""
    if row.by_number:
        return translate("ScreeningWords", "Same number")
    return translate("ScreeningWords", "Name {score} %").format(score=row.score)


def verdict_word(row: HitRow) -> str:
    """What was decided, by whom."""
    if not row.verdict:
        return translate("ScreeningWords", "Own case") if row.own else ""
    word = {
        "cleared": translate("ScreeningWords", "May go on"),
        "stopped": translate("ScreeningWords", "Stopped"),
    }.get(row.verdict, row.verdict)
    moment = f"{row.decided_at:%m-%d %H:%M}" if row.decided_at is not None else ""
    told = translate("ScreeningWords", "{verdict}, {name} {moment}")
    return told.format(verdict=word, name=row.decided_by, moment=moment)


def compared(row: HitRow) -> list[str]:
    """Both sides of a hit, a line each, and what else is known."""
    none = "—"
    lines = [
        translate("ScreeningWords", "At the branch: {name}, number {number}, {where}").format(
            name=row.subject, number=row.number or none, where=row.where
        ),
        translate("ScreeningWords", "On the list: {name}, number {number}, {remark}").format(
            name=row.entry, number=row.entry_number or none, remark=row.entry_remark or none
        ),
    ]
    if row.other_number:
        lines.append(translate("ScreeningWords", "Both numbers are known and differ."))
    if row.opened_by:
        lines.append(translate("ScreeningWords", "Taken in by {name}.").format(name=row.opened_by))
    if row.own:
        lines.append(translate("ScreeningWords", "You took in this case yourself: somebody else decides."))
    if row.reason:
        lines.append(translate("ScreeningWords", "Reason: {reason}").format(reason=row.reason))
    return lines
