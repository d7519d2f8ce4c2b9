"""Sampling plans: drawn, decided by somebody else, with progress through the year, proved by drawing again (FU-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.clock import branch_day
from app.common.long_work import Watch
from app.contacts.planning import Redrawn
from app.contacts.sampling import Plan, PlanRow, PlanState, Progress
from ui.pages.contacts.plan_chart import PlanChart
from ui.pages.contacts.port import PlanProvider
from ui.pages.contacts.words import PLAN_COLOURS, plan_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.editors import Choice
from ui.widgets.long_work import LongWork, tone
from ui.widgets.table import Column, DataTable


class PlansView(QWidget):
    """One plan at a time, the latest first. ``may_plan``: makes and decides; ``staff_id``: whose own plans one leaves.

    ``client_wanted``: a line's client was opened.
    """

    client_wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: PlanProvider, *, may_plan: bool, may_print: bool, staff_id: str, year: int,
        ask: Asker, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner, self._provider, self._ask = runner, provider, ask
        self._may_plan, self._may_print, self._staff_id, self._year = may_plan, may_print, staff_id, year
        self._latest, self._latest_rows = Latest(runner, self), Latest(runner, self)
        self._plans: dict[str, Progress] = {}
        self.banner, self.chip, self.work = InlineBanner(), StatusChip(), LongWork(runner)
        self.choose, self.table, self.chart = ComboBox(), DataTable(), PlanChart()
        self.facts = label("", "small", wrap=True)
        self.empty = EmptyState("list")
        self.make_this, self.make_next = button("", "", "plus"), button("", "", "plus")
        self.agree, self.decline = button("", "primary", "ok"), button("", "danger", "close")
        self.proof, self.save_file = button("", "link", "shield"), button("", "link", "download")
        self.print_it = button("", "link", "print")
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        self._card = Card(margin=10)
        self._card.setObjectName("plain")  # it lies in a card already
        for action in (self.make_this, self.make_next):
            self._card.add_action(action)
            action.setVisible(self._may_plan)  # once it has a place: it would open a window of its own before
        self._card.add(self.banner)
        self._card.add(self.work)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        top = QHBoxLayout()
        fix(self.choose, least_width=260)
        top.addWidget(self.choose)
        top.addWidget(self.chip)
        top.addStretch(1)
        for action in (self.proof, self.save_file, self.print_it, self.decline, self.agree):
            top.addWidget(action)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addWidget(self.chart)
        column.addWidget(self.table, 1)
        self._body = QStackedWidget()
        self._body.addWidget(inside)
        self._body.addWidget(self.empty)
        self._card.add(self._body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)

    def _connect(self) -> None:
        self.choose.edited.connect(self._show_plan)
        self.make_this.clicked.connect(lambda: self._make(self._year))
        self.make_next.clicked.connect(lambda: self._make(self._year + 1))
        self.agree.clicked.connect(lambda: self._decide(agreed=True))
        self.decline.clicked.connect(lambda: self._decide(agreed=False))
        self.proof.clicked.connect(self._redraw)
        self.save_file.clicked.connect(self._export)
        self.print_it.clicked.connect(self._print)
        self.table.opened.connect(self._open)

    def refresh(self) -> None:
        """Read the plans anew."""
        self._latest.ask(self._provider.plans, done=self._show, failed=self._failed)

    def _show(self, found: Sequence[Progress]) -> None:
        self._plans = {one.plan.number: one for one in found}
        before = self.choose.value()
        self.choose.set_choices([Choice(one.plan.number, f"{one.plan.year} · {one.plan.number}") for one in found])
        wanted = before if before in self._plans else next(iter(self._plans), "")
        self.choose.set_value(wanted)
        self._body.setCurrentIndex(0 if found else 1)
        self._show_plan()

    def current(self) -> Progress | None:
        """The plan shown."""
        return self._plans.get(self.choose.value())

    def _show_plan(self) -> None:
        progress = self.current()
        if progress is None:
            self.table.set_rows(())
            self._offer(None)
            return
        plan = progress.plan
        self.chip.show_state(plan_word(plan.state), PLAN_COLOURS[plan.state])
        text = self.tr(
            "{drawn} of {population} existing clients ({share} %), drawn {made} by {maker}; {done} called. Seed {seed}."
        )
        self.facts.setText(
            text.format(
                drawn=plan.drawn, population=plan.population, share=f"{plan.share:f}", made=branch_day(plan.made_at),
                maker=plan.made_by_name, done=progress.done, seed=plan.seed,
            )
        )  # fmt: skip
        self.chart.show_months(progress.months)
        self._offer(plan)
        self._latest_rows.ask(
            self._provider.rows, plan.number, 0, done=partial(self._show_rows, plan.number), failed=self._failed
        )  # fmt: skip

    def _show_rows(self, number: str, rows: Sequence[PlanRow]) -> None:
        if number == self.choose.value():
            self.table.set_rows(rows, key=lambda row: row.drawn.place)

    def _offer(self, plan: Plan | None) -> None:
        waits = plan is not None and plan.state is PlanState.PROPOSED and self._may_plan
        own = plan is not None and plan.made_by == self._staff_id
        self.agree.setVisible(waits and not own)
        self.decline.setVisible(waits)
        self.save_file.setVisible(plan is not None and self._may_print)
        self.print_it.setVisible(plan is not None and self._may_print)

    def _open(self, row: object) -> None:
        if isinstance(row, PlanRow):
            self.client_wanted.emit(row.drawn.client_id)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), tone(problem))

    # acts

    def _make(self, year: int) -> None:
        text = self.tr(
            "The program draws the share of the policy at random, and keeps the seed. Nobody is called before "
            "somebody else has agreed."
        )
        question = Ask(Kind.CONFIRM, self.tr("Draw the plan of {year}").format(year=year), text)
        self._ask(
            self,
            question,
            lambda _: self._save(partial(self._provider.make, year), self.tr("The plan is being drawn…")),
        )

    def _decide(self, *, agreed: bool) -> None:
        progress = self.current()
        if progress is None:
            return
        number = progress.plan.number

        def send(reason: str) -> None:
            deed = partial(self._provider.decide, number, agreed=agreed, reason=reason)
            self._save(deed, self.tr("The calls become tasks…"))

        if agreed:
            text = self.tr("{count} calls become tasks, spread over the months.").format(count=progress.plan.drawn)
            self._ask(self, Ask(Kind.CONFIRM, self.tr("Agree with the plan"), text), lambda _: send(""))
        else:
            text = self.tr("Write down why. Another plan of the year can be made then.")
            self._ask(self, Ask(Kind.REASON, self.tr("Decline the plan"), text, danger=True), send)

    def _save(self, deed: Callable[[Watch], object], words: str) -> None:
        def done(_: object) -> None:
            show_toast(self, self.tr("Saved."))
            self.refresh()

        self.banner.hide()
        self.work.run(
            lambda *asked: deed(Watch(*asked)), words=words, done=done, failed=self._failed,
            waits=waits_in(self.banner),
        )  # fmt: skip

    def _redraw(self) -> None:
        progress = self.current()
        if progress is not None:
            self._runner.run(
                self._provider.redraw, progress.plan.number, done=self._redrawn, failed=self._failed, owner=self
            )  # fmt: skip

    def _redrawn(self, found: Redrawn) -> None:
        if found.same_list:
            self.banner.say(self.tr("Drawn again with its seed: the list is the same."), "ok")
        elif found.same_population:
            self.banner.say(self.tr("Drawn again with its seed, the list is another one: it was altered."), "danger")
        else:
            text = self.tr("Clients have left or been put right since, so it can only be drawn again from a backup.")
            self.banner.say(text, "info")

    def _export(self) -> None:
        progress = self.current()
        if progress is None:
            return
        number = progress.plan.number

        def to(path: str) -> None:
            self.banner.hide()
            self.work.run(
                lambda *asked: self._provider.export(number, path, Watch(*asked)),
                words=self.tr("The file is being made…"), done=lambda _: show_toast(self, self.tr("Saved.")),
                failed=self._failed, serial=False,
            )  # fmt: skip

        question = Ask(
            Kind.SAVE_FILE, self.tr("Save the plan"), suggestion=f"{number}.xlsx", files="Excel (*.xlsx);;PDF (*.pdf)"
        )
        self._ask(self, question, to)

    def _print(self) -> None:
        progress = self.current()
        if progress is None:
            return

        def done(_: object) -> None:
            show_toast(self, self.tr("In the print queue."))

        self._runner.save(
            partial(self._provider.print_plan, progress.plan.number), done=done, failed=self._failed,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    # words

    def _retranslate(self) -> None:
        self._card.set_title(self.tr("Sampling plan"), self.tr("A share of the existing clients is called every year."))
        self.make_this.setText(self.tr("Draw {year}…").format(year=self._year))
        self.make_next.setText(self.tr("Draw {year}…").format(year=self._year + 1))
        self.agree.setText(self.tr("Agree…"))
        self.decline.setText(self.tr("Decline…"))
        self.proof.setText(self.tr("Draw again"))
        self.save_file.setText(self.tr("Save…"))
        self.print_it.setText(self.tr("Print"))
        self.choose.setAccessibleName(self.tr("Plan"))
        self.table.setAccessibleName(self.tr("Clients drawn"))
        self.chart.setAccessibleName(self.tr("Calls done and planned, by month"))
        self.empty.say(self.tr("No plan yet"), self.tr("Draw one for this year; somebody else agrees with it."))
        open_word, done_word = self.tr("Open"), self.tr("Done")
        self.table.set_nothing(self.tr("Nobody was drawn. Choose a plan above, or make one."))
        self.table.set_columns(
            (
                Column(self.tr("No."), lambda row: str(row.drawn.place), 64, order=lambda row: row.drawn.place),
                Column(self.tr("Client"), lambda row: row.client_name),
                Column(self.tr("Number"), lambda row: row.drawn.number, 140),
                Column(self.tr("Due"), lambda row: row.drawn.due_on.isoformat(), 120),
                Column(
                    self.tr("State"), lambda row: done_word if row.done_on else open_word, 100,
                    chip=lambda row: "ok" if row.done_on else "neutral",
                ),
                Column(self.tr("Called"), lambda row: row.done_on.isoformat() if row.done_on else "", 120),
            )
        )  # fmt: skip
        self._show_plan()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
