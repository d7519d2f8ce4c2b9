"""The left side of the page: the policy files, and the versions of the one chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.policy.service import FileLine, Overview
from app.policy.versions import Act, Proposal, State
from ui.pages.policy.words import file_word, state_word
from ui.theme import space
from ui.widgets.containers import Card
from ui.widgets.table import Column, DataTable


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it is listed. ``waiting``: how many proposals want a decision; ``draft``: the person has begun one."""

    line: FileLine
    waiting: int

    @property
    def since(self) -> date:
        """From when what is in force holds."""
        return next((v.proposal.effective for v in self.line.versions if v.proposal.id == self.line.current),
                    self.line.began.effective)  # fmt: skip

    @property
    def version(self) -> str:
        """The version in force."""
        return next((v.proposal.version for v in self.line.versions if v.proposal.id == self.line.current),
                    self.line.began.version)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version, or the proposal to withdraw one; ``proposal`` None for what the branch began with."""

    proposal: Proposal | None
    version: str
    effective: date
    state: State
    text: str

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.proposal.id if self.proposal else ""

    @property
    def withdraws(self) -> bool:
        """Whether it is the proposal to withdraw a version."""
        return self.proposal is not None and self.proposal.act is Act.WITHDRAW


def version_rows(overview: Overview, file: FileLine) -> list[VersionRow]:
    """What waits for a decision first, then by date, the newest first, down to what the branch began with."""
    by_id = {line.proposal.id: line.proposal for line in file.versions}
    rows = [
        VersionRow(one, one.version, one.effective, State.PROPOSED, by_id[one.of].text)
        for one in overview.waiting
        if one.act is Act.WITHDRAW and one.of in by_id and one.effective > overview.today
    ]
    lines = sorted(file.versions, key=lambda line: line.state is not State.PROPOSED)
    rows += [
        VersionRow(line.proposal, line.proposal.version, line.proposal.effective, line.state, line.proposal.text)
        for line in lines
    ]
    began = State.PAST if file.current else State.IN_FORCE
    return [*rows, VersionRow(None, file.began.version, file.began.effective, began, file.began_text)]


class PolicyLists(QWidget):
    """Two tables, one above the other. ``file_chosen``, ``version_chosen``: with the rows."""

    file_chosen = Signal(object)
    version_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files, self.versions = DataTable(), DataTable()
        self._overview: Overview | None = None
        self.newest_next = False
        """Whether the first version is chosen when the list comes next, instead of the one that was."""
        self._files_card, self._versions_card = Card(margin=6), Card(margin=6)
        self._files_card.add(self.files, 1)
        self._versions_card.add(self.versions, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self._files_card, 1)
        column.addWidget(self._versions_card, 1)
        self.files.row_changed.connect(self._show_versions)
        self.versions.row_changed.connect(self.version_chosen)
        self.setFocusProxy(self.files)
        self._retranslate()

    def show_overview(self, overview: Overview) -> None:
        """List what there is; the file and the version chosen stay chosen."""
        file, version = self.file(), self.version()
        self._overview = overview
        rows = []
        for line in overview.files:
            waiting = sum(one.file == line.name and one.effective > overview.today for one in overview.waiting)
            rows.append(FileRow(line, waiting))
        self.files.set_rows(rows, key=lambda row: row.line.name)
        self._show_versions(self.files.row())
        newest, self.newest_next = self.newest_next, False
        now = self.file()
        if not newest and file is not None and now is not None and version is not None and now.name == file.name:
            self.choose_version(version.key)

    def choose_file(self, name: str) -> None:
        """Choose a file."""
        for place, row in enumerate(self.files.rows()):
            if row.line.name == name:
                self.files.selectRow(place)

    def choose_version(self, key: str) -> None:
        """Choose a version of the file chosen."""
        for place, row in enumerate(self.versions.rows()):
            if row.key == key:
                self.versions.selectRow(place)

    def file(self) -> FileLine | None:
        """The file chosen."""
        row = self.files.row()
        return row.line if isinstance(row, FileRow) else None

    def version(self) -> VersionRow | None:
        """The version chosen."""
        row = self.versions.row()
        return row if isinstance(row, VersionRow) else None

    def _show_versions(self, row: object) -> None:
        if self._overview is None or not isinstance(row, FileRow):
            return
        self._versions_card.set_title(self.tr("Versions"), file_word(row.line.name, row.line.kind))
        self.file_chosen.emit(row)
        self.versions.set_rows(version_rows(self._overview, row.line))

    def _retranslate(self) -> None:
        self._files_card.set_title(self.tr("Policy files"))
        self.files.setAccessibleName(self.tr("Policy files"))
        self.versions.setAccessibleName(self.tr("Versions"))
        self._versions_card.set_title(self.tr("Versions"))
        unused = self.tr("not in use")
        self.files.set_columns(
            (
                Column(self.tr("File"), lambda row: file_word(row.line.name, row.line.kind)),
                Column(self.tr("In force"), lambda row: row.version if row.line.used else unused, 104),
                Column(self.tr("Waits"), lambda row: str(row.waiting) if row.waiting else "", 56,
                       chip=lambda row: "warn"),
            )
        )  # fmt: skip
        withdraw = self.tr("Withdraw {version}")
        self.versions.set_nothing(self.tr("Choose a policy file above to see its versions."))
        self.versions.set_columns(
            (
                Column(
                    self.tr("Version"),
                    lambda row: withdraw.format(version=row.version) if row.withdraws else row.version,
                ),
                Column(self.tr("From"), lambda row: row.effective.isoformat(), 96),
                Column(self.tr("State"), lambda row: state_word(row.state)[0], 92,
                       chip=lambda row: state_word(row.state)[1]),
            )
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was chosen stays."""
        if event.type() == QEvent.Type.LanguageChange:
            file, version = self.file(), self.version()
            self._retranslate()
            if file is not None:
                self.choose_file(file.name)
            if version is not None:
                self.choose_version(version.key)
        super().changeEvent(event)
