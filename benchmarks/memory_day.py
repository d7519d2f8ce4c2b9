"""The day of ``benchmarks.memory``: ``python -m benchmarks.memory_day BRANCH HOURS OPENINGS``; a JSON line a moment."""

from __future__ import annotations

import gc
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from ui.launch import leave_sources_unread

leave_sources_unread()  # as a start does, before anything else is imported

from PySide6.QtCore import QCoreApplication, QEvent, QObject  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from benchmarks.memory import memory_mb  # noqa: E402
from tests.counter import Counter, bank_card  # noqa: E402
from tests.ui.hands import Hand  # noqa: E402
from ui.bootstrap import Program  # noqa: E402
from ui.customer_display import prompts  # noqa: E402
from ui.customer_display.display import CustomerDisplay  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402


class Day(Counter):
    """The program as it starts, with a teller's keys and a client's hand."""

    window: MainWindow

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.program = Program(application, folder, station="01")
        self.clock = Hand()
        self.runner, self.window = self.program.runner, self.program.window
        self.program.show()
        self.window.resize(1600, 900)
        self.settle()
        opened = self.program.branch.opened
        if opened is None:
            raise SystemExit("the branch was not opened")
        self.services = opened
        self.display = self.program.display = CustomerDisplay(now_ms=self.clock)
        self.display.show_prompt(prompts.Welcome(self.services.branch.settings.name))
        self.papers: list[str] = []
        self.people = json.loads((folder / "clients.json").read_text(encoding="utf-8"))

    # the client

    def all_through(self) -> None:
        """Everything that the display asks, said yes to; an answer of which nothing comes ends the day and says why."""
        while not isinstance(self.prompt, prompts.Welcome | prompts.Message):
            before = self.prompt
            self._answer(before)
            if self.prompt is before:
                locked = self.window.is_locked()
                raise SystemExit(f"the display does not go on from {type(before).__name__}; window locked: {locked}")

    def _answer(self, prompt: prompts.Prompt) -> None:
        match prompt:
            case prompts.Question():
                self.answer(prompt.options[1].letter)
            case prompts.Reading():
                self.read()
            case prompts.Confirmation():
                self.say()
            case prompts.Password():
                self.enter_password("739264")
            case prompts.PasswordEntry():
                self.check_password("739264")
            case prompts.Signature():
                self.sign()

    # the hours

    def open_account(self, number: int) -> None:
        """An opening, every step by its page, everything of the client at the display."""
        from app.onboarding.steps import Step
        from app.samples.people import resident_number
        from tests.ui.opening.desk import CONTACT, CUSTODY, EDUCATION, IDENTITY, fill

        self.window.show_page("opening")
        who: dict[str, str] = {
            "name": "示例客户", "paper_number": resident_number("330106", date(1996, 2, 14), 100 + number),
            "mobile": f"1385712{number:04d}", "bank_account": bank_card(number),
        }  # fmt: skip
        self.start()
        fill(self, IDENTITY, CONTACT, EDUCATION, CUSTODY, who, {"brought": "no"})
        for step in Step:
            self.go(step)
            self.page.toggle_display()
            self.settle()
            self.all_through()
        receipts: list[Any] = []
        self.page.completed.connect(receipts.append)
        self.page.complete()
        self.settle()
        self.page.completed.disconnect(receipts.append)
        if not receipts:
            left = [state for state in self.view.steps if state.state.value not in ("done", "not-needed")]
            raise SystemExit(f"an opening was not completed: {left}")
        self.papers = [paper.number for paper in receipts[0].documents]

    def transfer_out(self, client_id: str) -> None:
        """A client leaves: taken in, talked with, signed for, approved by the manager, papers sealed."""
        from app.approvals.domain import StepKind
        from app.samples import transfers
        from app.samples.people import person
        from app.transfer_out.case import Outcome, Status
        from app.transfer_out.steps import Step

        page = self.desk.transfer
        self.window.show_page("transfer")
        page.start(client_id)
        self.settle()
        number = page.case.number
        shown = ("id-card", "securities-card", "fund-card")
        page.case.put({
            "wish_sh": "yes", "wish_sz": "yes", "target": "示例证券上海营业部", "sz_seat": "123456",
            "reason": "moved", "reason_text": "搬到外地居住",
            **{f"doc:{code}": "shown" for code in shown}, **{f"doc_reason:{code}": "已核对原件" for code in shown},
        })  # fmt: skip
        self.settle()
        services = self.services
        transfers.talk(services, self.actor, number, "介绍了网上交易", Outcome.LEAVES)
        page.look()
        for step in Step:
            page.go(step)
            self.settle()
            if step is Step.APPLICATION:
                page.toggle_display()
                self.settle()
                self.all_through()
        if services.transfer.view(self.actor, number).case.status is not Status.SUBMITTED:
            services.transfer.submit(self.actor, number)
        approver = person("supervisor")
        signed_in = services.auth.sign_in(approver.login, approver.password, "02")
        transfers.approve(services, signed_in, number, StepKind.SUPERVISOR)
        page.look()
        self.settle()
        transfers.finish(services, self.actor, number)
        page.look()
        self.settle()
        page.to_list()
        self.settle()
        if services.transfer.view(self.actor, number).case.status is not Status.CARRIED_OUT:
            raise SystemExit("a transfer was not carried out")

    def change(self, client_id: str, mobile: str) -> None:
        """A client changes the mobile number, confirms and signs at the display."""
        from app.changes.case import Status
        from app.changes.steps import Step
        from app.clients import storage as clients

        page = self.desk.changes
        with self.services.branch.db.read() as conn:
            client = clients.get_client(conn, client_id)
        self.window.show_page("changes")
        page.choose(client.id, client.name)
        self.settle()
        page.chooser.buttons["client-data"].click()
        self.settle()
        page.case.put({"paper_shown": client.paper_number, "original_seen": "yes", "mobile": mobile})
        self.settle()
        for step in Step:
            page.go(step)
            self.settle()
        page.toggle_display()
        self.settle()
        self.all_through()
        number = page.case.number
        page.complete()
        self.settle()
        if self.services.changes.view(self.actor, number).case.status is not Status.COMPLETED:
            raise SystemExit("a change was not completed")

    def look_up(self, client_id: str) -> None:
        """A search in the box on top, the client's page, a paper of the archive, and its print."""
        self.window.search.setText("示例")
        self.settle()
        self.window.search.clear()
        self.desk.show_client(client_id)
        self.settle()
        for number in self.papers[:3]:
            self.desk._view(number)
            self.settle()
            self.desk._print_data.preview(number, "公司留存联")

    def look_round(self) -> None:
        """Every page; the other look and the other language, there and back."""
        for key in self.window.pages.names():
            self.window.show_page(key)
            self.settle()
        for what, values in (("theme", ("dark", "light")), ("language", ("en", "zh"))):
            for value in values:
                self.window.preference_changed.emit(what, value)
                self.settle()

    def lock(self) -> None:
        """Locked and unlocked by the password."""
        from app.samples.people import person

        self.window.lock()
        page = self.window.sign_in
        page.password.set_value(person("teller").password)
        page.submit()
        self.settle()
        if not self.window.is_open():
            raise SystemExit("the window stayed locked")
        # keys of a test reach the widgets and not the window: after three minutes it would lock itself in an opening,
        # and whatever the client then does at the display that has gone does nothing
        self.window._idle.stop()

    @property
    def desk(self) -> Any:
        """The pages of who signed in."""
        return self.program._desk


def tell(moment: str) -> None:
    """One line: what is in memory now, and how many widgets and Qt objects Python knows."""
    # no event loop runs here that would delete what was put away
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    resident, own = memory_mb()
    objects = sum(isinstance(one, QObject) for one in gc.get_objects())
    widgets = len(QApplication.allWidgets())
    line = {"moment": moment, "resident": resident, "own": own, "widgets": widgets, "objects": objects}
    print(json.dumps(line), flush=True)


def main(folder: Path, hours: int, openings: int) -> None:
    """The day."""
    day = Day(QApplication(sys.argv[:1]), folder)
    day.enter("teller")
    tell("signed in")
    while any(not day.window.pages.is_built(key) for key in day.window.pages.names()):
        QApplication.processEvents()
        day.settle()
    tell("every page built")
    for hour in range(hours):
        for number in range(openings):
            day.open_account(hour * openings + number)
        day.change(day.people["changing"][hour], f"1390000{hour:04d}")
        day.transfer_out(day.people["leaving"][hour])
        day.look_up(day.people["changing"][hour])
        day.look_round()
        day.lock()
        tell(f"after hour {hour + 1}")
    day.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
