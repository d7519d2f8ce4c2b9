"""Two people at one case: whose change of a field came first is seen, and the other is asked, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping


def clashing(stored: Mapping[str, str], values: Mapping[str, str], seen: Mapping[str, str] | None) -> tuple[str, ...]:
    """The fields of ``values`` that somebody else has changed since, in their order.

    ``seen``: what the writer last knew to be in the database, field by field; without it (a machine that fills fields)
    nothing clashes. The same change made twice is no clash.
    """
    if seen is None:
        return ()
    return tuple(
        name for name, value in values.items() if name in seen and stored.get(name, "") not in {seen[name], value}
    )
