"""The command box at work: which function codes a person is offered, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.functions.catalogue import Function, find, function
from ui import i18n
from ui.main_window import MainWindow
from ui.widgets.search import Hit

Deed = Callable[[], None]
ClientDeed = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Deeds:
    """What functions do beyond bringing their page up, by page and act; ``at_client`` gets a client's id and name."""

    plain: Mapping[tuple[str, str], Deed]
    at_client: Mapping[tuple[str, str], ClientDeed]


class FunctionBox:
    """Answers the box on top of ``window``: functions whose page the person has, else a plain sentence why not.

    A function that is done for one client takes the client in sight (``client``: id and name, both empty for none),
    and asks for one in the box when none is.
    """

    def __init__(
        self,
        window: MainWindow,
        deeds: Deeds,
        client: Callable[[], tuple[str, str]],
        show_client: Callable[[str], None],
    ) -> None:
        self._window = window
        self._deeds = deeds
        self._client = client
        self._show_client = show_client
        self._waiting: Function | None = None
        window.search.set_functions(self.hits, self.why_none)
        window.search.dismissed.connect(self._forget)
        window.hit_chosen.connect(self.chosen)

    def hits(self, typed: str) -> Sequence[Hit]:
        """The functions that fit what is typed."""
        language = i18n.language()
        return [
            Hit(
                one.code, one.name(language), _page_words(one, language), one.code, "function",
                sure=one.fits(typed) >= 3,
            )
            for one in find(typed, self._window.pages.names())
        ]  # fmt: skip

    def why_none(self, typed: str) -> str:
        """Why a code does nothing for this person; empty for what is no code of four digits."""
        if not (typed.isdecimal() and len(typed) == 4):
            return ""
        one = function(typed)
        if one is None:
            return ""
        if self._window.has_page(one.page):
            return ""
        words = _say(
            "{code} {name}: your role does not include this. Ask a colleague who has it, or the administrator."
        )
        return words.format(code=one.code, name=one.name(i18n.language()))

    def chosen(self, hit: Hit) -> None:
        """Do what was chosen in the box."""
        waiting = self._waiting
        self._forget()
        if hit.kind == "function":
            one = function(hit.key)
            if one is not None:
                self.run(one)
        elif waiting is not None:
            self._at_client(waiting, hit.key, hit.title)
        else:
            self._show_client(hit.key)

    def run(self, one: Function) -> None:
        """Do what a function does; nothing for one whose page the person has not."""
        if not self._window.has_page(one.page):
            return
        if not one.per_client:
            self._window.show_page(one.page)
            self._deeds.plain.get((one.page, one.act), lambda: None)()
            return
        client_id, name = self._client()
        if client_id:
            self._at_client(one, client_id, name)
        else:
            self._waiting = one
            question = _say("{name}: which client? Name, pinyin, ID tail, mobile tail or account")
            self._window.search.ask(question.format(name=one.name(i18n.language())))

    def _at_client(self, one: Function, client_id: str, name: str) -> None:
        self._deeds.at_client[(one.page, one.act)](client_id, name)

    def _forget(self) -> None:
        self._waiting = None


def _page_words(one: Function, language: str) -> str:
    from ui.main_pages import page_title

    title = page_title(one.page)
    return title if title != one.name(language) else one.name("en" if language == "zh" else "zh")


def _say(text: str) -> str:
    return QCoreApplication.translate("Functions", text)


def _marked() -> tuple[str, ...]:
    """The texts of ``_say``, where the translation tool can see them."""
    translate = QCoreApplication.translate
    return (
        translate(
            "Functions",
            "{code} {name}: your role does not include this. Ask a colleague who has it, or the administrator.",
        ),
        translate("Functions", "{name}: which client? Name, pinyin, ID tail, mobile tail or account"),
    )
