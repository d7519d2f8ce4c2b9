"""Who the client is: the paper, typed or read from a card; duplicates and bookings found (KY-1, KY-2, AP-2)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.clients import papers
from app.common.errors import Refused
from app.onboarding.institution_fields import KIND_FIELD
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.choosing import choices_of
from ui.pages.opening.known import Known
from ui.pages.opening.licence import kind_chooser, kind_shown, kind_words
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence
from ui.refusals import say
from ui.theme import space
from ui.widgets import Choice, ComboBox, DateEdit, FieldGrid, LineEdit, Segmented
from ui.widgets.containers import button


class IdentityPage(StepPage):
    """``client_wanted(client_id)``: the teller wants to see the client who has this paper already."""

    step = Step.IDENTITY
    client_wanted = Signal(str)
    card_wanted = Signal(str)

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        policy = case.service.policy
        self.card = LineEdit()
        self.card.setObjectName("card_line")
        self.card_button = button("", "", "card")
        self.card_button.clicked.connect(self.card.setFocus)
        self.card.returnPressed.connect(self._card_entered)
        self.known = Known(case)
        self.known.client_wanted.connect(self.client_wanted)
        self.same, self.likely, self.matches = self.known.same, self.known.likely, self.known.matches
        self.client_kind = kind_chooser()
        self.bind(KIND_FIELD, self.client_kind, from_text=kind_shown)
        kinds = [Choice(kind.value, kind.label) for kind in papers.PaperKind]
        self.kind = self.bind("paper_kind", ComboBox(kinds), required=True)
        self.number = self.bind("paper_number", LineEdit(limit=40), required=True)
        self.name = self.bind("name", LineEdit(limit=200), required=True)
        self.ethnicity = self.bind("ethnicity", ComboBox(choices_of(policy, "ethnicity")), required=True)
        self.sex = self.bind("sex", Segmented([Choice("男", ""), Choice("女", "")]), required=True)
        self.birth = self.bind("birth_date", DateEdit(), required=True)
        self.nationality = self.bind("nationality", ComboBox(choices_of(policy, "nationality")), required=True)
        self.issuer = self.bind("paper_issuer", LineEdit(limit=200), required=True)
        self.issued = self.bind("paper_from", DateEdit(), required=True)
        self.until = self.bind("paper_until", DateEdit(long_term=True), required=True)
        self.address = self.bind("paper_address", LineEdit(limit=400), required=True)
        self.grid = FieldGrid()
        for field in self.bound.values():
            self.grid.add(field.field, 2 if field.name in ("paper_address", KIND_FIELD) else 1)
        self.body.addWidget(self.known)
        reader = QHBoxLayout()
        reader.setSpacing(space.S)
        reader.addWidget(self.card, 1)
        reader.addWidget(self.card_button)
        self.body.addLayout(reader)
        self.body.addWidget(self.grid)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("Put the card on the reader, or type. The reader may type into any field."))
        self.card.setPlaceholderText(self.tr("Card reader: put the card on the reader now"))
        self.card.setAccessibleName(self.tr("Line for the card reader"))
        self.card_button.setText(self.tr("Read card F2"))
        self.card_button.setAccessibleName(self.tr("Read card F2"))
        self.client_kind.set_choices(kind_words())
        self.sex.widget.set_choices(  # type: ignore[attr-defined]  # a Segmented, made above
            [Choice("男", self.tr("Male")), Choice("女", self.tr("Female"))]
        )

    def shown(self, view: OpeningView) -> None:
        """What the number says, duplicates, bookings."""
        reading = _read(view.draft.text("paper_kind"), view.draft.text("paper_number"))
        for field, told in ((self.sex, reading and reading.sex), (self.birth, reading and reading.birth_date)):
            name = "sex" if field is self.sex else "birth_date"
            field.setVisible(told is None or name in view.problems)
        self.ethnicity.set_required(view.draft.text("paper_kind") == papers.PaperKind.RESIDENT_ID.value)
        self.grid.lay_out_again()
        self.number.set_hint(self._facts(view) if reading is not None else "")
        self.known.show_view(view)

    def _facts(self, view: OpeningView) -> str:
        read = view.read_off
        parts = []
        if read.sex is not None:
            parts.append(self.tr("Male") if read.sex == "男" else self.tr("Female"))
        if read.birth_date is not None:
            parts.append(self.tr("born {date}").format(date=read.birth_date.isoformat()))
        if read.age is not None:
            parts.append(self.tr("{age} years old").format(age=read.age))
        return " · ".join(parts)

    def _card_entered(self) -> None:
        line = self.card.text().strip()
        self.card.clear()
        if line:
            self.card_wanted.emit(line)
        else:
            self.focus(self.kind)


def _read(kind: str, number: str) -> papers.PaperReading | None:
    """What the number says, None while it is wrong. Pure: the same check as the service's, for what to show."""
    try:
        return papers.read_number(number, papers.PaperKind(kind))
    except (Refused, ValueError):
        return None
