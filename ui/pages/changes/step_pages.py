"""The steps of a change."""

from __future__ import annotations

from app.changes.steps import Step
from app.changes.view import ChangeView
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.fields import ChangeFields
from ui.pages.changes.signing import ChangeSigning
from ui.pages.changes.step import ChangeStep, ClientPage
from ui.pages.changes.words import join
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.widgets import (
    Card,
    Choice,
    LineEdit,
    TickGroup,
)
from ui.widgets.containers import label


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


PAGES: dict[Step, type[ChangeStep]] = {
    Step.IDENTITY: ChangeIdentity,
    Step.CHANGE: ChangeFields,
    Step.READING: ChangeReading,
    Step.PASSWORD: ChangePassword,
    Step.SIGNING: ChangeSigning,
}
