"""How the columns of a table share its width: what is cut gets the room that others do not need."""

from __future__ import annotations

from collections.abc import Sequence


def share(wanted: Sequence[int], needed: Sequence[int], rest_needs: int, room: int, rest_least: int = 0) -> list[int]:
    """Widths in pixels of the columns that do not stretch.

    ``wanted``: as they were laid out; ``needed``: for the longest of their texts and their heading; ``rest_needs``:
    what the columns that take the rest need; ``room``: the width of all. Where there is more room than is needed,
    columns that cut their text grow; where the rest is short of room, columns with room to spare give of it. So that
    the rest does not vanish it gets ``rest_least`` of what it needs in any case, at the cost of the widest columns.
    """
    widths = list(wanted)
    spare = room - sum(widths) - rest_needs
    if spare >= 0:
        return _grow(widths, needed, spare)
    return _squeeze(_give(widths, needed, -spare), min(rest_needs, rest_least), room)


def _grow(widths: list[int], needed: Sequence[int], spare: int) -> list[int]:
    """Those that miss the least first: so most texts become whole."""
    for place in sorted(range(len(widths)), key=lambda place: needed[place] - widths[place]):
        more = min(max(0, needed[place] - widths[place]), spare)
        widths[place] += more
        spare -= more
    return widths


def _give(widths: list[int], needed: Sequence[int], missing: int) -> list[int]:
    """In the proportion of what each has too much."""
    slack = [max(0, width - need) for width, need in zip(widths, needed, strict=True)]
    total = sum(slack)
    if not total:
        return widths
    part = min(missing, total) / total
    return [width - int(extra * part) for width, extra in zip(widths, slack, strict=True)]


def _squeeze(widths: list[int], rest: int, room: int) -> list[int]:
    """The widest give until ``rest`` has its place; a column of little is left as it is."""
    missing = rest - (room - sum(widths))
    while missing > 0 and widths and max(widths) > rest > 0:
        widest = widths.index(max(widths))
        less = min(missing, max(1, widths[widest] - sorted([*widths, rest])[-2]))
        widths[widest] -= less
        missing -= less
    return widths
