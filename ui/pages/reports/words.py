"""Groups, ways, frequencies and parameters in words. What stands on paper is Chinese whatever the window speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.reports.catalogue import Group, Report
from app.reports.parameters import Choice, Parameter
from app.reports.run_rows import Frequency, Way
from app.reports.table import Column
from ui.i18n import CHINESE, language


def group_word(group: Group) -> str:
    """Where a report stands."""
    translate = QCoreApplication.translate
    return {
        Group.CLIENTS: translate("Reports", "Clients"),
        Group.SUITABILITY: translate("Reports", "Suitability"),
        Group.LEAVING: translate("Reports", "Leaving"),
        Group.SERVICE: translate("Reports", "Service"),
        Group.WORK: translate("Reports", "Work"),
        Group.RECORDS: translate("Reports", "Papers"),
        Group.OVERSIGHT: translate("Reports", "Oversight"),
    }[group]


def way_word(way: Way) -> str:
    """How a report was had."""
    translate = QCoreApplication.translate
    return {
        Way.SCREEN: translate("Reports", "Looked at"),
        Way.PRINT: translate("Reports", "Printed"),
        Way.PDF: "PDF",
        Way.XLSX: ".xlsx",
        Way.CSV: ".csv",
        Way.JSON: "JSON",
        Way.SCHEDULED: translate("Reports", "Made by itself"),
    }[way]


def frequency_word(frequency: Frequency) -> str:
    """When a report is made by itself."""
    translate = QCoreApplication.translate
    return {
        Frequency.NEVER: translate("Reports", "Never"),
        Frequency.DAILY: translate("Reports", "Every day"),
        Frequency.WEEKLY: translate("Reports", "Every week"),
        Frequency.MONTHLY: translate("Reports", "Every month"),
    }[frequency]


def title_of(report: Report) -> str:
    """What a report is called on this screen."""
    return report.title if language() == CHINESE else report.english


def about_of(report: Report) -> str:
    """What it tells, on this screen."""
    return report.about if language() == CHINESE else report.about_english


def head_of(column: Column) -> str:
    """The head of a column on this screen."""
    return column.title if language() == CHINESE else column.english


def parameter_word(parameter: Parameter) -> str:
    """What is asked, on this screen."""
    return parameter.title if language() == CHINESE else parameter.english


def choice_word(choice: Choice) -> str:
    """One of several values, on this screen."""
    return choice.title if language() == CHINESE else choice.english
