"""A workbook read back from its parts, as another program would: no library of ours that wrote it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@dataclass(frozen=True)
class Workbook:
    """Cells by sheet name and reference; ``formulas``: how many cells calculate; ``charts``: what they refer to."""

    sheets: dict[str, dict[str, str | float]]
    formulas: int
    charts: tuple[tuple[str, ...], ...]
    parts: dict[str, str]


def _parsed(part: str) -> ElementTree.Element:
    return ElementTree.fromstring(part)  # noqa: S314 - what the test has just written itself


def read(content: bytes) -> Workbook:
    """The workbook in ``content``."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    shared = [
        "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))
        for item in _parsed(parts["xl/sharedStrings.xml"]).iter(f"{_MAIN}si")
    ]
    names = [sheet.attrib["name"] for sheet in _parsed(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")]
    sheets: dict[str, dict[str, str | float]] = {}
    formulas = 0
    for place, name in enumerate(names, 1):
        root = _parsed(parts[f"xl/worksheets/sheet{place}.xml"])
        formulas += len(list(root.iter(f"{_MAIN}f")))
        sheets[name] = {}
        for cell in root.iter(f"{_MAIN}c"):
            value = cell.find(f"{_MAIN}v")
            if value is not None and value.text is not None:
                told = shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
                sheets[name][cell.attrib["r"]] = told
    charts = tuple(
        tuple(formula.text or "" for formula in _parsed(parts[name]).iter(f"{_CHART}f"))
        for name in sorted(parts)
        if name.startswith("xl/charts/chart")
    )
    return Workbook(sheets, formulas, charts, parts)
