"""States of scanned pages and of the forms that wait for them, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from app.scans.domain import PageState
from app.scans.view import FormToSign, RefusedFile, ScannedPage
from ui.refusals import say

HAND = (PageState.UNREADABLE, PageState.STRANGER, PageState.OUTDATED, PageState.TWICE)
"""States of pages that somebody has to see to."""


def state_chip(state: PageState) -> tuple[str, str]:
    """The state of a page and its colour."""
    translate = QCoreApplication.translate
    return {
        PageState.READY: (translate("Scans", "Recognised"), "ok"),
        PageState.UNREADABLE: (translate("Scans", "No code"), "warn"),
        PageState.STRANGER: (translate("Scans", "Not ours"), "danger"),
        PageState.OUTDATED: (translate("Scans", "Old print"), "danger"),
        PageState.TWICE: (translate("Scans", "Twice"), "warn"),
        PageState.BLANK: (translate("Scans", "Empty"), "neutral"),
        PageState.BOUND: (translate("Scans", "Filed"), "info"),
        PageState.DISCARDED: (translate("Scans", "Discarded"), "neutral"),
    }[state]


def state_sentence(page: ScannedPage) -> str:
    """What the state of a page means and what is to be done."""
    translate = QCoreApplication.translate
    return {
        PageState.READY: translate("Scans", "It is filed together with the other pages of its form."),
        PageState.UNREADABLE: translate(
            "Scans", "No code could be read. Choose below which form and page it is, or scan it again."
        ),
        PageState.STRANGER: translate(
            "Scans", "Its code belongs to no paper of this branch. Give it back and discard it here."
        ),
        PageState.OUTDATED: translate(
            "Scans",
            "The form was changed after this was printed. Print it anew and have it signed; discard this page.",
        ),
        PageState.TWICE: translate(
            "Scans", "This page is here already, or its form has been filed. Discard the one that is worse to read."
        ),
        PageState.BLANK: translate(
            "Scans", "An empty back: set aside, it is filed nowhere. If it is not empty, assign it."
        ),
        PageState.BOUND: translate("Scans", "It has been filed."),
        PageState.DISCARDED: translate("Scans", "It has been discarded."),
    }[page.state]


def page_name(page: ScannedPage) -> str:
    """Which page of which form it is; its file when that is not known."""
    translate = QCoreApplication.translate
    if not page.title:
        return file_place(page)
    if not page.page:
        return page.title
    text = translate("Scans", "{title}, page {page} of {pages}")
    return text.format(title=page.title, page=page.page, pages=page.pages)


def file_place(page: ScannedPage) -> str:
    """Where a page came from."""
    text = QCoreApplication.translate("Scans", "{name}, sheet {place}")
    return text.format(name=page.file_name, place=page.place) if page.file_name else str(page.place)


def enumerated(numbers: Iterable[int]) -> str:
    """Numbers one after another: 2, 4."""
    return QCoreApplication.translate("Scans", ", ").join(str(number) for number in numbers)


def form_words(form: FormToSign) -> tuple[str, str]:
    """How far a form is, and the colour of that."""
    translate = QCoreApplication.translate
    if form.reprint:
        return translate("Scans", "Changed since printed: print anew"), "danger"
    if form.complete:
        return translate("Scans", "All pages here"), "ok"
    if form.bound_at is not None and not form.have:
        return translate("Scans", "Filed"), "info"
    if not form.have:
        return translate("Scans", "Nothing scanned yet"), "neutral"
    if len(form.missing) == 1:
        return translate("Scans", "Page {page} missing").format(page=form.missing[0]), "warn"
    return translate("Scans", "Pages {pages} missing").format(pages=enumerated(form.missing)), "warn"


def form_spoken(form: FormToSign) -> str:
    """A form in one line, for those who do not see the dots."""
    return " · ".join(filter(None, (form.title, form.case_number, form.client_name, form_words(form)[0])))


def say_refused(file: RefusedFile) -> str:
    """Why a file was not taken in, and what to do."""
    return say(Refused(file.code, **file.facts))


def ready(forms: Iterable[FormToSign]) -> tuple[FormToSign, ...]:
    """The forms that can be filed at once: all pages are here, and no signed paper of it was filed before."""
    return tuple(form for form in forms if form.complete and form.bound_at is None)


def in_order(forms: Iterable[FormToSign]) -> tuple[FormToSign, ...]:
    """Complete forms first, then those begun, then those of which nothing has come."""
    return tuple(sorted(forms, key=lambda form: (not form.complete, not form.have, form.number)))
