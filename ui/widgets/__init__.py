"""The widgets every page is built of."""

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
