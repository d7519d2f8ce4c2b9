"""Who really owns the institution: the tree of holders, who controls otherwise, the senior manager (KY-3)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.clients.papers import PaperKind
from app.institutions.domain import CONTROL, Basis, Owner
from app.institutions.ownership import percent
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.holders import HoldersEditor
from ui.pages.opening.licence import as_choices
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence
from ui.refusals import say
from ui.theme import space
from ui.widgets import Choice, ComboBox, FieldGrid, LabelledField, LineEdit
from ui.widgets.containers import label


class OwnersPage(StepPage):
    """The tree; what it comes to; two people who count where it does not name anybody."""

    step = Step.OWNERS

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.tree = HoldersEditor()
        self.bind("owners", self.tree)
        kinds = [Choice(kind.value, kind.label) for kind in PaperKind]
        for prefix in ("controller", "manager"):
            self.bind(f"{prefix}_name", LineEdit(limit=200))
            if prefix == "controller":
                self.bind("controller_how", ComboBox(as_choices(CONTROL)))
            else:
                self.bind("manager_post", LineEdit(limit=100))
            self.bind(f"{prefix}_paper_kind", ComboBox(kinds))
            self.bind(f"{prefix}_paper_number", LineEdit(limit=40))
        self.outcome = QFrame()
        self.outcome.setObjectName("card")
        self.found = label("", "heading")
        self.named = label("", wrap=True)
        self.named.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QVBoxLayout(self.outcome)
        inside.setContentsMargins(space.M, space.S, space.M, space.S)
        inside.addWidget(self.found)
        inside.addWidget(self.named)
        self.controller, self.manager = label("", "heading"), label("", "heading")
        self.grid = FieldGrid()
        for name, bound in self.bound.items():
            if name == "controller_name":
                self.grid.add(self.outcome, 2)
                self.grid.add_heading(self.controller)
            elif name == "manager_name":
                self.grid.add_heading(self.manager)
            self.grid.add(bound.field, 2 if name == "owners" else 1)
        self.body.addWidget(self.grid)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Who owns a quarter or more, directly or through others; else who controls; else who manages.")
        )
        self.found.setText(self.tr("Beneficial owners"))
        self.controller.setText(self.tr("Controls by other means (if anybody does)"))
        self.manager.setText(self.tr("Senior manager (if nobody owns or controls)"))

    def shown(self, view: OpeningView) -> None:
        """Who counts as beneficial owner, as entered so far."""
        self.tree.set_own(view.draft.text("name").strip())
        owners = "\n".join(self._line(owner) for owner in view.beneficial_owners)
        self.named.setText(owners or self.tr("Nobody yet"))

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """From field to field of the chosen holder first, then on."""
        if field is not self.bound["owners"].field or not self.tree.move_on(direction):
            super().move_on(field, direction)

    def _line(self, owner: Owner) -> str:
        why = {
            Basis.SHARES: self.tr("owns {share}").format(share=percent(owner.share)),
            Basis.CONTROL: self.tr("controls by other means"),
            Basis.MANAGER: self.tr("senior manager"),
        }[owner.basis]
        return f"{owner.name}   {why}"
