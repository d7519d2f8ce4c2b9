"""How one typed field after the other is read into values and problems; what the fields are is in ``fields``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.common.errors import Refused
from app.common.values import clean_text
from app.policy.values import Choice, Policy


@dataclass(slots=True)
class Entered:
    """The typed fields as values; ``problems`` and ``warnings`` by field name. Absent key: no usable value."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Refused] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, name: str, default: Any = "") -> Any:
        """The value of a field, or ``default``."""
        return self.values.get(name, default)

    def problems_in(self, names_of_step: tuple[str, ...]) -> dict[str, Refused]:
        """The problems of one step, in the order of its fields."""
        return {name: self.problems[name] for name in names_of_step if name in self.problems}


class Reader:
    """Reads one field after the other and collects what is wrong."""

    def __init__(self, raw: Mapping[str, str], policy: Policy, today: date) -> None:
        self.raw = raw
        self.policy = policy
        self.today = today
        self.entered = Entered()

    def take(self, name: str, read: Callable[[str], Any], *, required: bool = True) -> Any:
        """The value of a field through ``read``; None when it is empty or wrong."""
        text = self.raw.get(name, "").strip()
        if not text:
            if required:
                self.entered.problems[name] = Refused("text.required", field=name)
            else:
                self.entered.values[name] = ""
            return None
        try:
            value = read(text)
        except Refused as refused:
            self.entered.problems[name] = Refused(refused.code, field=name, **refused.facts)
            return None
        self.entered.values[name] = value
        return value

    def text(self, name: str, limit: int, *, required: bool = True) -> None:
        """A line of text of at most ``limit`` characters."""
        self.take(name, lambda text: clean_text(text, field=name, limit=limit), required=required)

    def choice(self, name: str, *, required: bool = True) -> None:
        """One code of the policy's list of that name."""
        self.take(name, lambda code: known(self.policy, name, code), required=required)

    def choices(self, name: str, list_name: str, *, required: bool = True) -> None:
        """Several codes of a list of the policy."""

        def read(text: str) -> tuple[str, ...]:
            codes = split_codes(text)
            return tuple(known(self.policy, list_name, code) for code in codes)

        self.take(name, read, required=required)

    def own_choice(self, name: str, choices: tuple[Choice, ...], *, required: bool = True) -> None:
        """One code of a list of the program's own."""
        self.take(name, one_of(*(choice.code for choice in choices)), required=required)

    def own_choices(self, name: str, choices: tuple[Choice, ...], *, required: bool = True) -> None:
        """Several codes of a list of the program's own."""
        read = one_of(*(choice.code for choice in choices))
        self.take(name, lambda text: tuple(read(code) for code in split_codes(text)), required=required)


def split_codes(text: str) -> tuple[str, ...]:
    """Codes of a field that takes several, comma-separated, doubles dropped, order kept."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def known(policy: Policy, list_name: str, code: str) -> str:
    """``code``, if the list of the policy has it. Refused: ``opening.not_in_list``."""
    if code not in {choice.code for choice in policy.choices(list_name)}:
        raise Refused("opening.not_in_list")
    return code


def one_of(*allowed: str) -> Callable[[str], str]:
    """Reads one of the ``allowed``. Refused: ``opening.not_in_list``."""

    def read(text: str) -> str:
        if text not in allowed:
            raise Refused("opening.not_in_list")
        return text

    return read
