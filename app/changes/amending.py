"""What several kinds of change share: data of the one client record amended as typed, and the banks told (CU-3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.changes.banks import BANK_KEY_DATA, tell_all
from app.changes.facts import ChangeLine
from app.changes.fields import LABELS, amended, in_words
from app.changes.kind import Asking, Told
from app.common.errors import Refused


def read_typed(asking: Asking, told: Told, names: Collection[str], *, nothing_at: str) -> None:
    """Each datum of ``names`` that was typed, read by the rules of an opening, as before and after.

    Noted at its field: why it is wrong, ``changes.same_as_now``; at ``nothing_at``: ``changes.nothing`` was typed.
    """
    entered, typed = amended(asking, names)
    for name in typed:
        if name in entered.problems:
            told.wrong(entered.problems[name], name)
            continue
        value, before = entered.get(name), getattr(asking.client, name)
        told.warnings[name] = tuple(entered.warnings.get(name, ()))
        if value == before:
            told.wrong(Refused("changes.same_as_now"), name)
            continue
        told.values[name] = value
        words = in_words(asking.policy, name, value) or "（删除）"
        told.lines.append(ChangeLine(LABELS[name], in_words(asking.policy, name, before), words))
    if not typed:
        told.wrong(Refused("changes.nothing"), nothing_at)


def tell_banks_of(
    asking: Asking, told: Told, names: Iterable[str], *, labels: Mapping[str, str] = LABELS
) -> None:  # fmt: skip
    """The banks are told when one of the data ``names``, which are amended, is what they must know alike."""
    key = [labels[name] for name in names if name in BANK_KEY_DATA]
    if key:
        tell_all(asking, told, "、".join(key))
