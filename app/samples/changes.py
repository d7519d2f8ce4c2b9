"""Takes a change in and does with the client what the display would: for tests and the sample branch."""

from __future__ import annotations

from collections.abc import Callable

from app.changes.steps import Step
from app.changes.view import ChangeReceipt, ChangeView
from app.clients import storage as clients
from app.common.actor import Actor
from app.counter.services import Services
from app.samples.pen import sample_ink

Back = Callable[[bytes], bytes]
SCREEN = {"original_seen": "yes", "sign_way": "screen"}


def take_in(services: Services, teller: Actor, client_id: str, kind: str, **typed: str) -> ChangeView:
    """A change with the identity checked and these fields typed in."""
    with services.branch.db.read() as conn:
        number = clients.get_client(conn, client_id).paper_number
    view = services.changes.start(teller, client_id, kind)
    fields = {"paper_shown": typed.get("paper_number", number), **SCREEN, **typed}
    return services.changes.save_fields(teller, view.case.number, fields)


def with_client(
    services: Services, teller: Actor, number: str, *, password: str = "805317", back: Back = bytes  # noqa: S107
) -> ChangeView:  # fmt: skip
    """Everything the client does; ``password``: for a kind that has one set, ``back``: a scan of what was printed."""
    changes, view = services.changes, services.changes.view(teller, number)
    for form in view.forms:
        if form.read:
            for section in changes.reading(teller, number, form.form_id):
                changes.section_read(teller, number, form.form_id, section.id, section.seconds)
            changes.confirm_reading(teller, number, form.form_id, True)
    if view.step(Step.PASSWORD).missing:
        changes.set_password(teller, number, password)
    _, shown = changes.review_for_client(teller, number)
    view = changes.confirm_review(teller, number, True, shown)
    for form in view.forms:
        if form.on_paper:
            printed = changes.printable_form(teller, number, form.form_id)
            view = changes.attach_scan(teller, number, form.form_id, back(printed))
            continue
        _, bound = changes.signature_lines(teller, number, form.form_id)
        view = changes.sign(teller, number, form.form_id, sample_ink(), bound)
    return view


def do(
    services: Services, teller: Actor, client_id: str, kind: str, back: Back = bytes, /, **typed: str
) -> ChangeReceipt:  # fmt: skip
    """A whole change, closed."""
    number = take_in(services, teller, client_id, kind, **typed).case.number
    with_client(services, teller, number, back=back)
    return services.changes.complete(teller, number)
