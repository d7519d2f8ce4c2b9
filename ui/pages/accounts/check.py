"""May this money be moved? Two ends, an amount, what for; the answer names the rule (CU-1, CU-2)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.errors import Refused
from app.custody.orders import BANK, MARKET, MoneyOrder, Permitted, Purpose, Way, read_amount
from app.custody.picture import Pictured
from ui.refusals import say
from ui.theme import space
from ui.widgets import Card, Choice, ComboBox, FieldGrid, InlineBanner, LabelledField, LineEdit
from ui.widgets.containers import button


class OrderCheck(Card):
    """Asks with ``wanted(order)``; the answer comes by ``permitted`` or ``refuse``. Nothing is moved."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=12)
        self._accounts: tuple[Pictured, ...] = ()
        self._codes: dict[str, str] = {}
        self.source, self.target, self.purpose = ComboBox(), ComboBox(), ComboBox()
        self.amount, self.moved = LineEdit(limit=18), LineEdit(limit=18)
        editors = {
            "source": self.source, "target": self.target, "amount": self.amount, "purpose": self.purpose,
            "moved_today": self.moved,
        }  # fmt: skip
        self.fields = {
            name: LabelledField("", editor, required=name != "moved_today", enter_moves_on=name != "amount")
            for name, editor in editors.items()
        }
        grid = FieldGrid(columns=2, narrow=170)
        for field in self.fields.values():
            grid.add(field)
        self.go = button("", "primary", "ok")
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self.ask)
        self.amount.returnPressed.connect(self.ask)
        self.answer = InlineBanner()
        self.answer.hide()
        cell = QWidget()
        beside = QVBoxLayout(cell)
        beside.setContentsMargins(0, space.XL, 0, 0)
        beside.addWidget(self.go)
        beside.addStretch(1)
        grid.add(cell)
        self.add(grid)
        self.add(self.answer)
        self._retranslate()

    def show_accounts(self, accounts: Sequence[Pictured], codes: dict[str, str]) -> None:
        """Between these accounts and their banks; ``codes``: of the banks, by name."""
        self._accounts, self._codes = tuple(accounts), dict(codes)
        self.forget()
        self._retranslate()

    def forget(self) -> None:
        """The next client must see nothing of this one."""
        self.answer.hide()
        self.amount.clear()
        self.moved.clear()
        for field in self.fields.values():
            field.clear_error()

    def ask(self) -> None:
        """Ask, when everything is filled in."""
        self.answer.hide()
        for field in self.fields.values():
            field.clear_error()
        for name, chosen in (("source", self.source), ("target", self.target), ("purpose", self.purpose)):
            if not chosen.value():
                self.fields[name].set_error(say(Refused("text.required", field=name)))
                return
        try:
            amount = read_amount(self.amount.text())
            moved = read_amount(self.moved.text(), "moved_today") if self.moved.text().strip() else Decimal(0)
        except Refused as refused:
            self.refuse(refused)
            return
        order = MoneyOrder(self.source.value(), self.target.value(), amount, Purpose(self.purpose.value()), moved)
        self.wanted.emit(order)

    def permitted(self, found: Permitted) -> None:
        """It may be carried out."""
        way = {
            Way.SETTLEMENT: self.tr("settlement of trades by the main account"),
            Way.BANK: self.tr("between a fund account and its own bank"),
            Way.ACCOUNTS: self.tr("between the main and an auxiliary account"),
        }[found.way]
        text = self.tr("Permitted: {way} ({rule}).").format(way=way, rule=found.rule)
        if found.left_today is not None:
            text += self.tr(" Left today for no trade: {left} yuan.").format(left=f"{found.left_today:,}")
        self.answer.say(text, "ok")

    def refuse(self, problem: Exception) -> None:
        """It may not, or could not be asked."""
        name = problem.field if isinstance(problem, Refused) else None
        if name in self.fields:
            self.fields[name].set_error(say(problem))
        else:
            self.answer.say(say(problem), "danger")

    def _ends(self) -> list[Choice]:
        main, auxiliary = self.tr("{number} (main)"), self.tr("{number} (auxiliary)")
        accounts = [
            Choice(one.number, (main if one.main else auxiliary).format(number=one.number)) for one in self._accounts
        ]
        banks = dict.fromkeys(one.bank for one in self._accounts if one.bank)
        at_banks = [Choice(f"{BANK}{self._codes.get(bank, '')}", bank) for bank in banks]
        return [Choice("", "—"), *accounts, *at_banks, Choice(MARKET, self.tr("Market (trades)"))]

    def _retranslate(self) -> None:
        self.set_title(self.tr("May this money be moved?"))
        self.go.setText(self.tr("Check"))
        for box in (self.source, self.target):
            kept = box.value()
            box.set_choices(self._ends())
            box.set_value(kept)
        kept = self.purpose.value()
        self.purpose.set_choices(
            [
                Choice("", "—"), Choice("trading", self.tr("For trades")), Choice("deposit", self.tr("Paid in")),
                Choice("withdrawal", self.tr("Paid out")), Choice("other", self.tr("For no trade")),
            ]
        )  # fmt: skip
        self.purpose.set_value(kept)
        words = {
            "source": self.tr("From"), "target": self.tr("To"), "amount": self.tr("Amount (yuan)"),
            "purpose": self.tr("What for"), "moved_today": self.tr("Moved today for no trade"),
        }  # fmt: skip
        for name, text in words.items():
            self.fields[name].set_label(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.answer.hide()
        super().changeEvent(event)
