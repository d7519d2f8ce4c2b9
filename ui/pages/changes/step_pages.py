"""The steps of a change. The fields of the step "what changes" are those that the kind of change names."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.changes.case import Status
from app.changes.kind import Editor, Field
from app.changes.steps import FormLine, Missing, State, Step
from app.changes.view import ChangeView
from app.common.errors import Refused
from app.due_diligence.tax import CHINA, MOST_CONTROLLERS, MOST_PLACES
from app.institutions.domain import Basis, Owner
from app.institutions.ownership import percent
from app.onboarding.tax_fields import NO_NUMBER
from ui.pages.accounts.map import AccountMap
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.words import field_label, join, step_title
from ui.pages.opening.choosing import choices_of
from ui.pages.opening.holders import HoldersEditor
from ui.pages.opening.rows import controller_rows, tax_rows
from ui.refusals import say
from ui.support.case_step import CaseStep
from ui.support.client_session import Sentence, SessionState
from ui.support.hand_over import HandOver
from ui.widgets import (
    Card,
    Choice,
    ComboBox,
    DateEdit,
    FieldGrid,
    LabelledField,
    LineEdit,
    Segmented,
    StatusChip,
    TickGroup,
)
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import button, label

translate = QCoreApplication.translate
_WIDE = frozenset({Editor.SEVERAL, Editor.HOLDERS, Editor.CONTROLLERS, Editor.PLACES})
"""Editors that take the whole width."""


class ChangeStep(CaseStep[ChangeView]):
    """One step in the middle column."""

    step: ClassVar[Step]
    case: ChangeCase

    def title(self) -> str:
        """The name of the step."""
        return step_title(self.step)

    def label_of(self, name: str) -> str:
        """The label of a field."""
        return field_label(name)

    def problem_of(self, view: ChangeView, name: str) -> Refused | None:
        """What is wrong with a field."""
        return view.problems.get(name)

    def warnings_of(self, view: ChangeView, name: str) -> Sequence[str]:
        """What deserves a look."""
        return view.warnings.get(name, ())

    def blockers(self, view: ChangeView) -> Sequence[tuple[StrEnum, str]]:
        """The steps that come first."""
        return [(step, step_title(step)) for step in view.step(self.step).blocked_by]

    def shown(self, view: ChangeView) -> None:
        """A closed change is looked at only."""
        self.set_locked(view.case.status is not Status.OPEN)


class ChangeIdentity(ChangeStep):
    """Who it is, and that the paper was seen again (KY-1)."""

    step = Step.IDENTITY

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.who = Card()
        self.client = label("", "heading")
        self.paper = label("", "muted", wrap=True)
        self.who.add(self.client)
        self.who.add(self.paper)
        self.body.addWidget(self.who)
        self.body.addWidget(self.bind("paper_shown", LineEdit(), required=True))
        self.seen = TickGroup(columns=1)
        self.body.addWidget(self.bind("original_seen", self.seen, required=True))
        self.body.addWidget(self.bind("second_by", LineEdit(limit=40), required=True))
        self.body.addStretch(1)

    def shown(self, view: ChangeView) -> None:
        """The client."""
        super().shown(view)
        self.client.setText(f"{view.client_name[:40]}  {view.client_number}")
        if view.may_act is None:
            self.paper.setText(self.tr("Registered paper: {paper}").format(paper=view.paper_masked))
        else:
            self.paper.setText(self.tr("May act for it: {people}").format(people=join(list(view.may_act))))
        self.bound["second_by"].field.setVisible(view.older)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("Take the client's paper, compare the person, then read it or type its number."))
        self.seen.set_choices([Choice("yes", self.tr("I have seen the original; it is this person's"))])
        self.bound["second_by"].field.set_hint(
            self.tr("An older client: somebody else than the teller of this case explains it again.")
        )

    def forget(self) -> None:
        """The next client must see nothing of this one."""
        self.client.clear()
        self.paper.clear()
        super().forget()


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


class ClientPage(ChangeStep):
    """A step that the client does at the display."""

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.panel = HandOver(self.step, step_title, once=False)
        self.panel.handed.connect(lambda: self.hand_over.emit(()))
        self.panel.taken_back.connect(self.take_back)

    def hand_over_panel(self) -> HandOver:
        """The panel."""
        return self.panel

    def waits(self) -> bool:
        """Whether the hand-over is what comes next here."""
        done = self._view is not None and self._view.step(self.step).state is State.DONE
        return not done and not self.panel.isHidden() and not self.panel.give.isHidden() and self.panel.give.isEnabled()

    def show_session(self, state: SessionState) -> None:
        """What the session does now."""
        self.panel.show_state(state)

    def shown(self, view: ChangeView) -> None:
        """The panel."""
        super().shown(view)
        state = view.step(self.step)
        missing = [self.sentence(Refused(each.code, field=each.at, **each.facts)) for each in state.missing[:1]]
        self.panel.show_case(
            done=state.state is State.DONE, blocked=bool(state.blocked_by) or state.state is State.NOT_NEEDED,
            locked=view.case.status is not Status.OPEN, note=missing[0] if missing else "",
        )  # fmt: skip

    def first_widget(self) -> QWidget | None:
        """The button of the panel."""
        wanted = self.panel.waiting_widget()
        return wanted if wanted.isVisibleTo(self) and wanted.isEnabled() else super().first_widget()


class ChangeReading(ClientPage):
    """The disclosure of what is opened (OP-3)."""

    step = Step.READING

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.body.addWidget(self.panel)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("The client reads every section on the display and confirms it."))


class ChangePassword(ClientPage):
    """The new counter password (OP-5)."""

    step = Step.PASSWORD

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.body.addWidget(self.panel)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("Only the client sets the password, on the display; nobody at the branch sees it."))


WAITS = "screening."
"""Begins the codes of what compliance has to decide."""


class ChangeSigning(ClientPage):
    """The client checks the application and signs: on the display, or printed, by hand and scanned (KY-4).

    Signals with the form's id: ``print_wanted``, ``scan_wanted``; ``scan_back_wanted``: a pile of papers.
    """

    step = Step.SIGNING
    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.way = Segmented()
        self.way_field = self.bind("sign_way", self.way)
        self.body.addWidget(self.way_field)
        self.standing = InlineBanner()
        self.standing.hide()
        self.body.addWidget(self.standing)
        self.body.addWidget(self.panel)
        self.papers: dict[str, ChangePaper] = {}
        self._waiting = False
        self.body.addStretch(1)

    def shown(self, view: ChangeView) -> None:
        """Panel or papers, by the way of signing."""
        super().shown(view)
        if not self.way.value():
            self.way.set_value("screen")  # nothing chosen means the display
        self.panel.setHidden(view.case.by_paper)
        self._show_panel(view)
        self._show_standing(view)
        self._show_papers(view)

    def waits(self) -> bool:
        """Whether the client has still to check or to sign at the display."""
        return super().waits() and self._view is not None and bool(self._at_display(self._view))

    def _at_display(self, view: ChangeView) -> list[Missing]:
        """What is left to be done there: not the papers that come back by hand, not what compliance decides."""
        by_hand = {form.form_id for form in view.forms if form.on_paper}
        left = view.step(self.step).missing
        return [each for each in left if each.at not in by_hand and not each.code.startswith(WAITS)]

    def _show_panel(self, view: ChangeView) -> None:
        left, state = self._at_display(view), view.step(self.step)
        note = [self.sentence(Refused(each.code, field=each.at, **each.facts)) for each in left[:1]]
        self.panel.show_case(
            done=not left and not state.blocked_by, blocked=bool(state.blocked_by),
            locked=view.case.status is not Status.OPEN, note=note[0] if note else "",
        )  # fmt: skip

    def _show_standing(self, view: ChangeView) -> None:
        """That compliance decides first, in words that the client may hear."""
        found = [each.code for each in view.step(self.step).missing if each.code.startswith(WAITS)]
        self.standing.setHidden(not found)
        if found:
            self.standing.say(self.sentence(Refused(found[0])), "warn")

    def wait(self, *, waiting: bool) -> None:
        """A print or a scan is under way, or no longer."""
        self._waiting = waiting
        if self._view is not None:
            self.shown(self._view)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("The client checks before and after, then signs each paper."))
        self.way.set_choices(
            [Choice("screen", self.tr("On the customer display")), Choice("paper", self.tr("On paper"))]
        )
        for card in self.papers.values():
            card.retranslate()

    def forget(self) -> None:
        """Another case."""
        self._waiting = False
        self._drop_papers()
        super().forget()

    def _show_papers(self, view: ChangeView) -> None:
        wanted = [form.form_id for form in view.forms if form.on_paper]
        if list(self.papers) != wanted:
            self._drop_papers()
            for form_id in wanted:
                card = ChangePaper(form_id)
                card.printer.clicked.connect(lambda _=False, form_id=form_id: self.print_wanted.emit(form_id))
                card.scan.clicked.connect(lambda _=False, form_id=form_id: self.scan_wanted.emit(form_id))
                card.pile.clicked.connect(lambda _=False: self.scan_back_wanted.emit())
                self.papers[form_id] = card
                self.body.insertWidget(self.body.count() - 1, card)
        free = view.case.status is Status.OPEN and not view.step(self.step).blocked_by and not self._waiting
        for form in view.forms:
            if form.form_id in self.papers:
                self.papers[form.form_id].show_form(form, free=free)

    def _drop_papers(self) -> None:
        for card in self.papers.values():
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.papers = {}


class ChangePaper(Card):
    """One paper to print, sign by hand and scan back."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self._form: FormLine | None = None
        self.chip = StatusChip()
        self.add_action(self.chip)
        self.printer = button("", "", "print")
        self.scan = button("", "primary", "document")
        self.pile = button("", "link", "scan")
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.printer, self.scan, self.pile):
            made.setAutoDefault(True)
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them."""
        return (self.printer, self.scan, self.pile)

    def show_form(self, form: FormLine, *, free: bool) -> None:
        """How the paper stands; ``free``: something can be done with it now."""
        self._form = form
        self.set_title(form.title, form.number)
        self.printer.setEnabled(free)
        self.scan.setEnabled(free and form.printed)
        self.pile.setEnabled(free and form.printed)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts."""
        form = self._form
        if form is None:
            return
        self.printer.setText(self.tr("Print again") if form.printed else self.tr("Print"))
        self.scan.setText(self.tr("Attach scan…"))
        self.pile.setText(self.tr("Scan back…"))
        for made in self.buttons():
            made.setAccessibleName(f"{made.text()} {form.title}")
        if form.signed and not form.stale:
            self.chip.show_state(self.tr("Scanned"), "ok")
        elif form.printed:
            self.chip.show_state(self.tr("Printed, to be scanned"), "info")
        else:
            self.chip.show_state(self.tr("To sign on paper"), "neutral")


PAGES: dict[Step, type[ChangeStep]] = {
    Step.IDENTITY: ChangeIdentity,
    Step.CHANGE: ChangeFields,
    Step.READING: ChangeReading,
    Step.PASSWORD: ChangePassword,
    Step.SIGNING: ChangeSigning,
}
