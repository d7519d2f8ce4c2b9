"""Which page is good for what, and which form has all its pages: pure, from what lies there and what is awaited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.scans.domain import Kind, PageState
from app.scans.storage import StoredPage
from app.scans.view import FormToSign, Inbox, ScannedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A form that pages can be bound to. ``print_mark`` empty: nobody can say; ``current``: as it was printed."""

    number: str
    form_id: str
    title: str
    case_number: str
    client_name: str
    kind: Kind
    pages: int
    print_mark: str
    current: bool
    printed_at: datetime | None
    bound_at: datetime | None


def sort(stored: Sequence[StoredPage], awaited: Mapping[str, Awaited], *, shown: Iterable[str] = ()) -> Inbox:
    """The inbox: each page with its state, each form with its pages. ``shown``: forms to be told of in any case."""
    states = page_states(stored, awaited)
    pages = tuple(_seen(page, state, awaited.get(page.number)) for page, state in zip(stored, states, strict=True))
    wanted = dict.fromkeys((*shown, *(page.number for page in pages if page.number in awaited)))
    return Inbox(pages, tuple(sorted(_forms(pages, awaited, wanted), key=lambda form: form.number)))


def page_states(stored: Sequence[StoredPage], awaited: Mapping[str, Awaited]) -> tuple[PageState, ...]:
    """The state of each open page. Of two pictures of one page the one that came first counts."""
    taken: set[tuple[str, int]] = set()
    found = []
    for page in stored:
        state = _alone(page, awaited.get(page.number))
        if state is PageState.READY:
            place = (page.number, page_of(page, awaited.get(page.number)))
            state = PageState.TWICE if place in taken else state
            taken.add(place)
        found.append(state)
    return tuple(found)


def page_of(page: StoredPage, form: Awaited | None) -> int:
    """Which page of its form it is; 0 when nobody knows. An older print of one page needs no page in its code."""
    return 1 if not page.page and form is not None and form.pages == 1 else page.page


def _alone(page: StoredPage, form: Awaited | None) -> PageState:  # noqa: PLR0911 - one return a state
    if not page.number:
        return PageState.BLANK if page.blank else PageState.UNREADABLE
    if form is None:
        return PageState.STRANGER
    if not form.current or (page.print_mark and form.print_mark and page.print_mark != form.print_mark):
        return PageState.OUTDATED
    if (page.pages and page.pages != form.pages) or page.page > form.pages:
        return PageState.OUTDATED
    if not page_of(page, form):
        return PageState.UNREADABLE
    if form.bound_at is not None and page.at <= form.bound_at:
        return PageState.TWICE
    return PageState.READY


def _seen(page: StoredPage, state: PageState, form: Awaited | None) -> ScannedPage:
    return ScannedPage(
        id=page.id, file_name=page.file_name, place=page.place, source=page.source, at=page.at,
        staff_id=page.staff_id, station=page.station, state=state, number=page.number, page=page_of(page, form),
        pages=page.pages or (form.pages if form is not None else 0), title="" if form is None else form.title,
        case_number="" if form is None else form.case_number, by_hand=page.by_hand,
        width=page.width, height=page.height,
    )  # fmt: skip


def _forms(pages: Sequence[ScannedPage], awaited: Mapping[str, Awaited], wanted: Iterable[str]) -> Iterator[FormToSign]:
    for number in wanted:
        form = awaited[number]
        have = sorted(page.page for page in pages if page.number == number and page.state is PageState.READY)
        yield FormToSign(
            number=number, form_id=form.form_id, title=form.title, case_number=form.case_number,
            client_name=form.client_name, kind=form.kind, pages=form.pages, have=tuple(have),
            missing=tuple(page for page in range(1, form.pages + 1) if page not in have),
            printed_at=form.printed_at, bound_at=form.bound_at, reprint=not form.current,
        )  # fmt: skip
