"""Two people changed one record: what the other saved stands beside what was typed, field by field, to be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from ui.support.clash_choice import offer_choice
from ui.widgets.field import LabelledField

_CHANGED = (".changed_meanwhile", ".changed_elsewhere")


def is_clash(problem: Exception) -> bool:
    """Whether a save was refused because somebody else has changed the record since it was read."""
    return isinstance(problem, Refused) and problem.code.endswith(_CHANGED)


class RecordClash:
    """The fields of a form in which a whole record is edited.

    ``begin`` when the record was put into the fields; ``show`` when it has been read anew. A field that only the other
    person changed is taken over, with a word about it; one that both changed waits for a choice.
    """

    def __init__(self, fields: Mapping[str, LabelledField]) -> None:
        self._fields = fields
        self._seen: dict[str, Any] = {}
        self._open: dict[str, Any] = {}
        self._told: set[str] = set()

    def begin(self) -> None:
        """The fields hold the record as it is stored."""
        self.forget()
        self._seen = {name: field.value() for name, field in self._fields.items()}

    def show(self, theirs: Mapping[str, Any]) -> None:
        """Put beside what was typed what is stored now; ``theirs`` as the fields are given it."""
        self.forget()
        for name, value in theirs.items():
            field = self._fields[name]
            mine, seen = field.value(), self._seen.get(name)
            field.set_value(value)
            stored = field.value()  # as the editor writes it
            self._seen[name] = stored
            if stored in (mine, seen):
                field.set_value(mine)
            elif mine == seen:
                self._told.add(name)
            else:
                field.set_value(mine)
                self._open[name] = stored
        self.say_again()
        self.ask()

    def differing(self) -> tuple[str, ...]:
        """The fields about which the person has not chosen yet."""
        return tuple(self._open)

    def ask(self) -> bool:
        """Put the cursor at the first field that waits for a choice; whether there is one."""
        first = next(iter(self._open), None)
        if first is None:
            return False
        self._fields[first].focus_editor()
        return True

    def say_again(self) -> None:
        """The words, in the present language."""
        for name in self._told:
            self._fields[name].set_warning(
                QCoreApplication.translate(
                    "RecordClash", "Somebody else has changed this meanwhile; their value stands here now."
                )
            )
        for name, stored in self._open.items():
            field = self._fields[name]
            field.set_error(
                QCoreApplication.translate(
                    "RecordClash", "Somebody else has changed this meanwhile. Choose which value holds."
                )
            )
            offer_choice(field, stored, partial(self._take, name), partial(self._keep, name))

    def forget(self) -> None:
        """Nothing differs."""
        for name in self._open:
            self._settled(name)
        for name in self._told:
            self._fields[name].set_warning("")
        self._open, self._told = {}, set()

    def _take(self, name: str) -> None:
        self._fields[name].set_value(self._open[name])
        self._keep(name)

    def _keep(self, name: str) -> None:
        self._settled(name)
        del self._open[name]
        self._fields[name].focus_editor()

    def _settled(self, name: str) -> None:
        self._fields[name].offer(())
        self._fields[name].set_error("")
