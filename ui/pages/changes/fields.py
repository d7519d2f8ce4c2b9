"""What changes: the fields that the kind of change names."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.changes.kind import Editor, Field
from app.changes.steps import Step
from app.changes.view import ChangeView
from app.due_diligence.tax import CHINA, MOST_CONTROLLERS, MOST_PLACES
from app.institutions.domain import Basis, Owner
from app.institutions.ownership import percent
from app.onboarding.tax_fields import NO_NUMBER
from ui.pages.accounts.map import AccountMap
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.step import ChangeStep
from ui.pages.opening.choosing import choices_of
from ui.pages.opening.holders import HoldersEditor
from ui.pages.opening.rows import controller_rows, tax_rows
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.widgets import (
    Card,
    Choice,
    ComboBox,
    DateEdit,
    FieldGrid,
    LabelledField,
    LineEdit,
    TickGroup,
)
from ui.widgets.containers import label

_WIDE = frozenset({Editor.SEVERAL, Editor.HOLDERS, Editor.CONTROLLERS, Editor.PLACES})
"""Editors that take the whole width."""


class ChangeFields(ChangeStep):
    """What is to change: an editor for each field of the kind, beside it what stands there now."""

    step = Step.CHANGE

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._built: tuple[str, object] = ("", None)
        self._grid: FieldGrid | None = None
        self._hid = False
        self._now: dict[str, QLabel] = {}
        self.picture = Card(margin=12)
        self.map = AccountMap()
        self.picture.add(self.map)
        self.picture.hide()
        self.body.addWidget(self.picture)
        self.outcome = Card(margin=12)
        self.named = label("", wrap=True)
        self.outcome.add(self.named)
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.body.addStretch(1)

    def apply(self, view: ChangeView, *, force: bool = False) -> None:
        """Another kind has other fields, another case other things to choose from."""
        if self._built != (view.kind, view.choices):
            self._build(view)
        super().apply(view, force=force)

    def shown(self, view: ChangeView) -> None:
        """What stands there now."""
        super().shown(view)
        self.lead.setHidden(not self._now)
        for name, now in self._now.items():
            now.setText(self.tr("Now: {value}").format(value=view.now[name] or "—"))
        self._show_wanted(view)
        pictured = view.pictured_after or view.pictured
        self.picture.setHidden(not pictured)
        self.map.show_accounts(pictured)
        self._title_picture(after=bool(view.pictured_after))
        self._show_owners(view)

    def _show_owners(self, view: ChangeView) -> None:
        """Who owns by the tree as it is typed."""
        tree = self.bound.get("owners")
        self.outcome.setHidden(tree is None)
        if tree is not None and isinstance(tree.field.widget, HoldersEditor):
            tree.field.widget.set_own(view.client_name)
            self.named.setText("\n".join(map(self._owner, view.owners)) or self.tr("Nobody yet"))

    def _owner(self, owner: Owner) -> str:
        why = {
            Basis.SHARES: self.tr("owns {share}").format(share=percent(owner.share)),
            Basis.CONTROL: self.tr("controls by other means"),
            Basis.MANAGER: self.tr("senior manager"),
        }[owner.basis]
        return f"{owner.name}   {why}"

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """In a tree from field to field of the chosen holder first, then on."""
        tree = field.widget if field is not None else None
        if not isinstance(tree, HoldersEditor) or not tree.move_on(direction):
            super().move_on(field, direction)

    def _show_wanted(self, view: ChangeView) -> None:
        """What is asked for only when another field says so."""
        some = [field for field in view.fields if field.only is not None]
        for field in some:
            at, wanted = field.only or ("", "")
            self.bound[field.name].field.setHidden(view.case.text(at) != wanted)
        for field in view.fields:
            if field.only is None:
                self.bound[field.name].field.setHidden(field.name in view.hidden)
        if (some or view.hidden or self._hid) and self._grid is not None:
            self._grid.lay_out_again()
        self._hid = bool(view.hidden)

    def _title_picture(self, *, after: bool) -> None:
        self.picture.set_title(self.tr("Accounts after the change") if after else self.tr("Accounts now"))

    def retranslate(self) -> None:
        """Texts."""
        self._title_picture(after=bool(self._view is not None and self._view.pictured_after))
        self.outcome.set_title(self.tr("Beneficial owners"))
        self.lead.setText(self.tr("Leave empty what stays as it is. What the client no longer has is cleared with 无."))

    def forget(self) -> None:
        """Nothing of the case stays."""
        super().forget()
        self.map.show_accounts(())
        self.picture.hide()
        self.named.clear()
        self.outcome.hide()
        for now in self._now.values():
            now.clear()

    def _build(self, view: ChangeView) -> None:
        if self._grid is not None:
            self.body.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self.bound.clear()
        self._now.clear()
        self._built = (view.kind, view.choices)
        self._grid = FieldGrid()
        for field in view.fields:
            self._grid.add(self._field(view, field), 2 if field.editor in _WIDE else 1)
        self.body.insertWidget(self.body.indexOf(self.picture), self._grid)

    def _field(self, view: ChangeView, field: Field) -> LabelledField:
        editor: QWidget
        if field.editor is Editor.CHOICE:
            entries = [Choice(choice.code, choice.label, choice.code) for choice in view.choices[field.name]]
            editor = ComboBox([Choice("", "—", ""), *entries])
        elif field.editor is Editor.SEVERAL:
            editor = TickGroup([Choice(each.code, each.label) for each in view.choices[field.name]], columns=2)
        elif field.editor is Editor.PLACES:
            places = [c for c in choices_of(view.policy, "nationality") if c.key != CHINA]
            editor = tax_rows(places, [Choice(one.code, one.label) for one in NO_NUMBER], MOST_PLACES)
        elif field.editor is Editor.CONTROLLERS:
            places = [c for c in choices_of(view.policy, "nationality") if c.key != CHINA]
            reasons = [Choice(one.code, one.label) for one in NO_NUMBER]
            residences = choices_of(view.policy, "tax_residence")
            editor = controller_rows(places, reasons, residences, MOST_CONTROLLERS, MOST_PLACES)
        elif field.editor is Editor.HOLDERS:
            editor = HoldersEditor()
        elif field.editor is Editor.DATE:
            editor = DateEdit(long_term=field.name.endswith("paper_until"))
        else:
            editor = LineEdit(limit=200)
        extra: tuple[QWidget, ...] = ()
        if field.now:
            self._now[field.now] = label("", "muted", wrap=True)
            extra = (self._now[field.now],)
        return self.bind(field.name, editor, required=field.required, extra=extra)
