"""Taking a request in: who is there, with what documents and what wish; booking a day ahead (TO-1, TO-7)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.approvals.domain import StepKind
from app.policy.transfer import Tier
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_card import ClientCard
from ui.pages.transfer.documents import Documents
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.wishes import Wishes, tick
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.widgets import Choice, ComboBox, DateEdit, FieldGrid, InlineBanner, LineEdit, Segmented, TickGroup

AGENT = ("agent_name", "agent_paper_number", "authority")


class IntakePage(TransferStep):
    """The client's card above the fields. Signals: ``turn_away``; ``scan_wanted(code)``; ``client_wanted(id)``."""

    step = Step.INTAKE
    turn_away = Signal()
    scan_wanted = Signal(str)
    client_wanted = Signal(str)

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._asked_for = ""
        self.card = ClientCard()
        self.card.client_wanted.connect(self.client_wanted)
        self.stranger = InlineBanner()
        self.stranger.acted.connect(self.turn_away)
        self.grid = FieldGrid(columns=2, narrow=250)
        self._add("present", Segmented(), required=True)
        self._add("telephone", LineEdit(limit=20), required=True)
        self._add("agent_name", LineEdit(limit=60), required=True)
        self._add("agent_paper_number", LineEdit(limit=18), required=True)
        self._add("authority", Segmented(), span=2, required=True)
        self.grid.add_heading(tick(self, "agent_not_staff"))
        self._add("assets", LineEdit(limit=20), required=True)
        self._add("turnover", LineEdit(limit=10), required=True)
        self._add("booked_for", DateEdit(), required=True)
        self._add("booked_with", ComboBox())
        self.wishes = Wishes(self)
        self.documents = Documents(self)
        self.documents.scan_wanted.connect(self.scan_wanted)
        for widget in (self.card, self.stranger, self.grid, self.wishes, self.documents):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _add(self, name: str, editor: QWidget, *, span: int = 1, required: bool = False) -> None:
        self.grid.add(self.bind(name, editor, required=required), span)

    def shown(self, view: TransferView) -> None:
        """Only what this request needs is asked for."""
        super().shown(view)
        self.card.show_view(view)
        agent = view.client.institution or view.case.text("present") == "agent"
        by_hand = view.case.tier is None or view.client.figures_from == "by-hand"
        wanted = dict.fromkeys(AGENT, agent)
        namesake = view.problems.get("agent_name")
        like_staff = namesake is not None and namesake.code == "transfer.agent_is_staff"
        wanted["agent_not_staff"] = agent and (like_staff or view.case.text("agent_not_staff") == "yes")
        wanted |= {"assets": by_hand, "turnover": by_hand}
        wanted |= {"booked_for": view.needs_booking, "booked_with": view.needs_booking}
        for name, visible in wanted.items():
            self.bound[name].field.setVisible(visible)
        self.grid.lay_out_again()
        self.wishes.show_view(view)
        self.documents.show_view(view)
        self._show_stranger(view)
        self._load_approvers(view)
        self._show_hints(view)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Check who asks and on what authority. From now on the branch has its days to carry it out.")
        )
        self._choices("present", [
            ("client", self.tr("The client")), ("agent", self.tr("An agent")), ("other", self.tr("Somebody else")),
        ])  # fmt: skip
        self._choices("authority", [
            ("letter", self.tr("Authorisation letter")),
            ("notarised", self.tr("Notarised authorisation")),
            ("legal", self.tr("Legal representative's authorisation")),
        ])  # fmt: skip

        other = self.bound["agent_not_staff"].field.widget
        if isinstance(other, TickGroup):
            other.set_choices([Choice("yes", self.tr("Checked: somebody else of the same name"))])

    def forget(self) -> None:
        """Another case."""
        self._asked_for = ""
        self.stranger.hide()
        self.documents.forget()
        super().forget()

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        editor = self.bound[name].field.widget
        if isinstance(editor, Segmented):
            editor.set_choices([Choice(key, text) for key, text in choices])

    def _show_stranger(self, view: TransferView) -> None:
        if view.case.text("present") == "other" and self.running(view):
            text = self.tr(
                "Neither the client nor an authorised agent: nothing can be taken in from this person. Turn the "
                "request away with the reason; it is logged."
            )
            self.stranger.say(text, "danger", self.tr("Turn away…"))
        else:
            self.stranger.hide()

    def _show_hints(self, view: TransferView) -> None:
        known = view.case.tier is not None
        hint = self.tr("Fixed when the request was taken in.") if known else self.tr("As at present, from the system.")
        for name in ("assets", "turnover"):
            self.bound[name].field.set_hint(hint)
            if known:
                self.bound[name].field.widget.setEnabled(False)
        day = self.tr("From {day} on it can be carried out.").format(day=view.earliest.isoformat())
        self.bound["booked_for"].field.set_hint(day if view.needs_booking else "")

    def _load_approvers(self, view: TransferView) -> None:
        """Who a booking can be made with, once a case."""
        if not view.needs_booking or view.case.tier is not Tier.CORE or self._asked_for == view.case.number:
            return
        self._asked_for = view.case.number
        found: list[tuple[str, str, str]] = []

        def came(staff: Sequence[tuple[str, str, str]]) -> None:
            found.extend(staff)
            self._offer(found)

        for step in (StepKind.DIRECTOR, StepKind.GENERAL_MANAGER):
            self.case.act(self.case.service.approvers, step, done=came, failed=lambda _: None)

    def _offer(self, staff: list[tuple[str, str, str]]) -> None:
        editor = self.bound["booked_with"].field.widget
        if isinstance(editor, ComboBox):
            numbers = {number: name for _, name, number in staff}
            editor.set_choices([Choice(number, f"{name} {number}") for number, name in numbers.items()])
            if self._view is not None:
                editor.set_value(self._view.case.text("booked_with"))

    def title(self) -> str:
        """The name of the step."""
        return QCoreApplication.translate("IntakePage", "Who asks for what")
