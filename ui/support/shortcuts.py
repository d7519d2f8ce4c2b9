"""The keys of the whole program in one table: an act has its keys, and a key has its meaning, wherever one is.

A page binds acts, never keys: ``bind(Act.REFRESH, self, self.refresh)``. What the status line and the sheet of keys
(Ctrl+/) say comes from the same table; see docs/decisions/0042-keys-and-codes.md.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Act(StrEnum):
    """What keys are for."""

    HELP = "help"
    CARD = "card"
    SEARCH = "search"
    EDIT = "edit"
    REFRESH = "refresh"
    DISPLAY = "display"
    INSIST = "insist"
    PAPER = "paper"
    PRINT = "print"
    SUBMIT = "submit"
    COMPLETE = "complete"
    NEXT_STEP = "next-step"
    NEXT_GAP = "next-gap"
    STEP_BEFORE = "step-before"
    STEP_AFTER = "step-after"
    BACK = "back"
    LOCK = "lock"
    SHEET = "sheet"
    NEW = "new"
    FILTER = "filter"
    KEEP = "keep"
    EXPORT = "export"
    TRY_OUT = "try-out"
    BEFORE = "before"
    AFTER = "after"
    SEND_BACK = "send-back"
    REFUSE = "refuse"
    HIGHER = "higher"
    AGAIN = "again"
    PUT_OFF = "put-off"
    GIVE = "give"
    TAKE = "take"
    CALENDAR = "calendar"
    FILES = "files"
    CAMERA = "camera"
    CHECK_FILE = "check-file"
    PRINT_ASKING = "print-asking"
    REMOVE = "remove"
    UNDO = "undo"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"


KEYS: dict[Act, tuple[str, ...]] = {
    Act.HELP: ("F1",),
    Act.CARD: ("F2",),
    Act.SEARCH: ("F3", "Ctrl+K"),
    Act.EDIT: ("F4",),
    Act.REFRESH: ("F5",),
    Act.DISPLAY: ("F6",),
    Act.INSIST: ("F7",),
    Act.PAPER: ("F8",),
    Act.PRINT: ("F9", "Ctrl+P"),
    Act.SUBMIT: ("F12", "Ctrl+Return", "Ctrl+Enter"),
    Act.COMPLETE: ("F12",),
    Act.NEXT_STEP: ("Ctrl+Return", "Ctrl+Enter"),
    Act.NEXT_GAP: ("F10",),
    Act.STEP_BEFORE: ("Alt+Up",),
    Act.STEP_AFTER: ("Alt+Down",),
    Act.BACK: ("Escape",),
    Act.LOCK: ("Ctrl+L",),
    Act.SHEET: ("Ctrl+/",),
    Act.NEW: ("Ctrl+N",),
    Act.FILTER: ("Ctrl+F",),
    Act.KEEP: ("Ctrl+S",),
    Act.EXPORT: ("Ctrl+E",),
    Act.TRY_OUT: ("Ctrl+D",),
    Act.BEFORE: ("Ctrl+Left",),
    Act.AFTER: ("Ctrl+Right",),
    Act.SEND_BACK: ("Ctrl+B",),
    Act.REFUSE: ("Ctrl+R",),
    Act.HIGHER: ("Ctrl+U",),
    Act.AGAIN: ("Ctrl+T",),
    Act.PUT_OFF: ("Ctrl+Y",),
    Act.GIVE: ("Ctrl+G",),
    Act.TAKE: ("Ctrl+M",),
    Act.CALENDAR: ("Ctrl+J",),
    Act.FILES: ("Ctrl+O",),
    Act.CAMERA: ("Ctrl+Shift+C",),
    Act.CHECK_FILE: ("Ctrl+Shift+K",),
    Act.PRINT_ASKING: ("Ctrl+Shift+P",),
    Act.REMOVE: ("Del",),
    Act.UNDO: ("Ctrl+Z",),
    Act.TURN_LEFT: ("L",),
    Act.TURN_RIGHT: ("R",),
}
"""Each act's keys, the one that is shown first. A key belongs to one act, but for ``SHARED``."""

SHARED = {Act.SUBMIT: (Act.COMPLETE, Act.NEXT_STEP)}
"""A page of one sheet is handed in by what goes on a step and closes the case on a page of many steps."""

GLOBAL = (Act.HELP, Act.SEARCH, Act.LOCK, Act.SHEET)
"""The window's own: no page may bind them."""

STEPS = "Alt+↑↓"
"""How the keys from step to step are shown together."""

PERIODS = "Ctrl+← →"
"""How the keys from period to period are shown together."""

PAIRS = {STEPS: (Act.STEP_BEFORE, Act.STEP_AFTER), PERIODS: (Act.BEFORE, Act.AFTER)}
"""Whose keys are shown together where there is little room, and one by one where there is much."""

_SHOWN = {"Escape": "Esc", "Ctrl+Return": "Ctrl+Enter", "Ctrl+Left": "Ctrl+←", "Ctrl+Right": "Ctrl+→",
          "Alt+Up": "Alt+↑", "Alt+Down": "Alt+↓"}  # fmt: skip


class Key(QShortcut):
    """The keys of one act at one place. ``words``: what it does there, asked anew in each language."""

    def __init__(self, act: Act, owner: QWidget, words: Callable[[], str] | None = None) -> None:
        super().__init__(owner)
        self.act = act
        self.owner = owner
        self.words = words or (lambda: meaning(act))
        self.setKeys([QKeySequence(keys) for keys in KEYS[act]])


def bind(
    act: Act, owner: QWidget, deed: Callable[[], object], words: Callable[[], str] | None = None, *,
    window: bool = False,
) -> Key:  # fmt: skip
    """Have the keys of ``act`` call ``deed`` while the focus is inside ``owner``, or while its window is active."""
    made = Key(act, owner, words)
    context = Qt.ShortcutContext.WindowShortcut if window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    made.setContext(context)
    made.activated.connect(deed)
    return made


def cap(act: Act) -> str:
    """The first key of an act as it is shown (``Ctrl+Enter``)."""
    first = KEYS[act][0]
    return _SHOWN.get(first, first)


def caps(act: Act) -> str:
    """All its keys (``F12 · Ctrl+Enter``)."""
    return " · ".join(dict.fromkeys(_SHOWN.get(key, key) for key in KEYS[act]))


def hint(act: Act, words: str = "") -> tuple[str, str]:
    """Key and meaning for the status line; ``words`` where the page has a better word than the table."""
    return cap(act), words or meaning(act)


def meaning(act: Act) -> str:
    """What an act is called, in the language of the windows."""
    translate = QCoreApplication.translate
    return {
        Act.HELP: translate("Keys", "help"),
        Act.CARD: translate("Keys", "read card"),
        Act.SEARCH: translate("Keys", "command box"),
        Act.EDIT: translate("Keys", "edit"),
        Act.REFRESH: translate("Keys", "read again"),
        Act.DISPLAY: translate("Keys", "customer display"),
        Act.INSIST: translate("Keys", "client insists"),
        Act.PAPER: translate("Keys", "document"),
        Act.PRINT: translate("Keys", "print"),
        Act.SUBMIT: translate("Keys", "submit"),
        Act.COMPLETE: translate("Keys", "complete"),
        Act.NEXT_STEP: translate("Keys", "next step"),
        Act.NEXT_GAP: translate("Keys", "next field to fill"),
        Act.STEP_BEFORE: translate("Keys", "step before"),
        Act.STEP_AFTER: translate("Keys", "step after"),
        Act.BACK: translate("Keys", "one level back"),
        Act.LOCK: translate("Keys", "lock"),
        Act.SHEET: translate("Keys", "all keys"),
        Act.NEW: translate("Keys", "new"),
        Act.FILTER: translate("Keys", "filter"),
        Act.KEEP: translate("Keys", "keep the draft"),
        Act.EXPORT: translate("Keys", "save to a file"),
        Act.TRY_OUT: translate("Keys", "dry run"),
        Act.BEFORE: translate("Keys", "period before"),
        Act.AFTER: translate("Keys", "period after"),
        Act.SEND_BACK: translate("Keys", "send back"),
        Act.REFUSE: translate("Keys", "refuse"),
        Act.HIGHER: translate("Keys", "pass on higher"),
        Act.AGAIN: translate("Keys", "try again"),
        Act.PUT_OFF: translate("Keys", "put off"),
        Act.GIVE: translate("Keys", "hand over"),
        Act.TAKE: translate("Keys", "take over"),
        Act.CALENDAR: translate("Keys", "calendar"),
        Act.FILES: translate("Keys", "add files"),
        Act.CAMERA: translate("Keys", "camera"),
        Act.CHECK_FILE: translate("Keys", "check a PDF"),
        Act.PRINT_ASKING: translate("Keys", "print, asking how"),
        Act.REMOVE: translate("Keys", "take back"),
        Act.UNDO: translate("Keys", "undo"),
        Act.TURN_LEFT: translate("Keys", "turn left"),
        Act.TURN_RIGHT: translate("Keys", "turn right"),
    }[act]


def shortcut(keys: str, owner: QWidget, act: Callable[[], object], *, window: bool = True) -> QShortcut:
    """Keys of the window itself that go to a group of pages (Alt and a digit); everything else is an ``Act``."""
    made = QShortcut(QKeySequence(keys), owner)
    context = Qt.ShortcutContext.WindowShortcut if window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    made.setContext(context)
    made.activated.connect(act)
    return made
