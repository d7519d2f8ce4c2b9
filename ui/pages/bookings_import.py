"""Bookings from a sheet: choose the file, see every mistake by row and column, then book all or none (AP-1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ui.support.sheet_import import ImportWords, SheetImportPanel

if TYPE_CHECKING:  # the database's library comes with it, and it is not needed before the first window
    from app.bookings.importing import BookingImport


class BookingImportPanel(SheetImportPanel["BookingImport"]):
    """Nothing is booked before the sheet was looked over without a mistake."""

    def words(self) -> ImportWords:
        """What it is called."""
        return ImportWords(
            title=self.tr("Bookings from a sheet"),
            empty=self.tr("Fill in the empty sheet and choose it. It is looked over first; nothing is booked unasked."),
            skip=self.tr("Leave out what is booked already"),
            take=self.tr("Book all rows"),
            back=self.tr("Back to the list"),
        )

    def template_name(self) -> str:
        """The name proposed for the empty sheet."""
        from app.bookings.sheet_rows import FILE_NAME

        return FILE_NAME

    def count(self, report: BookingImport) -> int:
        """Bookings."""
        return report.booked

    def counted(self, report: BookingImport) -> str:
        """The counts of a sheet."""
        text = self.tr("{file}: {rows} rows, {booked} to be booked, {skipped} left out, {mistakes} mistakes.")
        return text.format(
            file=report.source, rows=report.rows, booked=report.booked, skipped=report.skipped,
            mistakes=report.problem_count,
        )  # fmt: skip

    def made(self, report: BookingImport) -> str:
        """What was booked; nothing when somebody booked one of them meanwhile."""
        from app.bookings.importing import ImportOutcome

        booked = report.outcome is ImportOutcome.BOOKED
        return self.tr("{count} bookings made").format(count=report.booked) if booked else ""

    def told(self, report: BookingImport) -> Sequence[Any]:
        """Mistakes, then what is only noted."""
        return (*report.problems, *report.notes)
