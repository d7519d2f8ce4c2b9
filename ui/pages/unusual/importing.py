"""A list of unusual accounts from a file: choose it, see every mistake by row, then take in all or none (FU-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.support.sheet_import import ImportWords, SheetImportPanel

if TYPE_CHECKING:  # the database's library comes with it, and it is not needed before the first window
    from app.unusual_trading.importing import UnusualImport


class UnusualImportPanel(SheetImportPanel["UnusualImport"]):
    """Nothing is taken in before the file was looked over without a mistake."""

    def words(self) -> ImportWords:
        """What it is called."""
        return ImportWords(
            title=self.tr("List of unusual accounts"),
            empty=self.tr(
                "Fill in the empty sheet and choose it. It is looked over first; nothing is taken in unasked."
            ),
            skip=self.tr("Leave out what was in an earlier list"),
            take=self.tr("Take the list in"),
            back=self.tr("Back to the lists"),
        )

    def template_name(self) -> str:
        """The name proposed for the empty sheet."""
        from app.unusual_trading.sheet_rows import FILE_NAME

        return FILE_NAME

    def count(self, report: UnusualImport) -> int:
        """Calls."""
        return report.calls

    def counted(self, report: UnusualImport) -> str:
        """The counts of a file."""
        text = self.tr("{file}: {rows} rows, {calls} calls, {skipped} left out, {mistakes} mistakes.")
        return text.format(
            file=report.source, rows=report.rows, calls=report.calls, skipped=report.skipped,
            mistakes=report.problem_count,
        )  # fmt: skip

    def made(self, report: UnusualImport) -> str:
        """What was made; nothing when somebody took one of them in meanwhile."""
        from app.unusual_trading.importing import ImportOutcome

        taken = report.outcome is ImportOutcome.IMPORTED
        return self.tr("{count} calls made").format(count=report.calls) if taken else ""
