"""The widgets every page is built of, each read when it is first asked for: the first window needs few of them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.widgets.banner import ConfirmBar, InlineBanner, show_toast
    from ui.widgets.choices import ComboBox, Segmented, TickGroup
    from ui.widgets.containers import Card, EmptyState, FieldGrid, StatusChip, label, line
    from ui.widgets.editors import Choice, DateEdit, Editor, LineEdit, TextBox
    from ui.widgets.field import LabelledField
    from ui.widgets.preview import PdfPreview
    from ui.widgets.radio_list import RadioList
    from ui.widgets.search import Hit, SearchBox
    from ui.widgets.side_panel import SidePanel
    from ui.widgets.steps import Step, StepList, StepState
    from ui.widgets.table import Column, DataTable

_PLACES = {
    "banner": "ConfirmBar InlineBanner show_toast",
    "choices": "ComboBox Segmented TickGroup",
    "containers": "Card EmptyState FieldGrid StatusChip label line",
    "editors": "Choice DateEdit Editor LineEdit TextBox",
    "field": "LabelledField",
    "preview": "PdfPreview",
    "radio_list": "RadioList",
    "search": "Hit SearchBox",
    "side_panel": "SidePanel",
    "steps": "Step StepList StepState",
    "table": "Column DataTable",
}
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names.split()}

__all__ = [
    "Card",
    "Choice",
    "Column",
    "ComboBox",
    "ConfirmBar",
    "DataTable",
    "DateEdit",
    "Editor",
    "EmptyState",
    "FieldGrid",
    "Hit",
    "InlineBanner",
    "LabelledField",
    "LineEdit",
    "PdfPreview",
    "RadioList",
    "SearchBox",
    "Segmented",
    "SidePanel",
    "StatusChip",
    "Step",
    "StepList",
    "StepState",
    "TextBox",
    "TickGroup",
    "label",
    "line",
    "show_toast",
]


def __getattr__(name: str) -> Any:
    """A widget by its name; it stays a name of this package from then on."""
    place = _PLACE_OF.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{place}"), name)
    return found
