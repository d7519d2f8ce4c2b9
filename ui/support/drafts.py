"""A small form whose contents are kept per case until they are sent: another case may be looked at meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.widgets import LabelledField


class Draft:
    """Keeps values of ``fields`` in this program only; ``presets`` are what stands there at the beginning."""

    def __init__(self, fields: Mapping[str, LabelledField], presets: Mapping[str, Any]) -> None:
        self._fields = fields
        self._presets = dict(presets)
        self._kept: dict[str, dict[str, Any]] = {}
        self._number = ""

    def take(self, number: str) -> None:
        """Show what was typed for this case; nothing happens when it is shown already."""
        if number == self._number:
            return
        self.put_away()
        self._number = number
        kept = self._kept.get(number, {})
        for name, field in self._fields.items():
            field.set_value(kept.get(name, self._presets.get(name, "")))
            field.clear_error()

    def put_away(self) -> None:
        """Keep what is typed and show nothing."""
        if self._number:
            if self.empty():
                self._kept.pop(self._number, None)
            else:
                self._kept[self._number] = {name: field.value() for name, field in self._fields.items()}
        self._number = ""
        self._clear()

    def drop(self, number: str) -> None:
        """It has been sent."""
        self._kept.pop(number, None)
        if number == self._number:
            self._clear()

    def preset(self) -> None:
        """Put the presets where nothing stands (after choices were offered)."""
        for name, value in self._presets.items():
            if not self._fields[name].value():
                self._fields[name].set_value(value)

    def empty(self) -> bool:
        """Whether nothing but presets stands there; the presets' own fields do not count."""
        return not any(field.value() for name, field in self._fields.items() if name not in self._presets)

    def _clear(self) -> None:
        for name, field in self._fields.items():
            field.set_value(self._presets.get(name, ""))
            field.clear_error()
