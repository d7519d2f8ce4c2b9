"""Checks of the program by itself: each is done whatever became of the others."""

from __future__ import annotations

import pytest

from app.common.self_test import Check, SelfTestFailed, need, run_checks


def _broken() -> str:
    raise OSError("the disk is gone")


def _failed() -> str:
    need(False, "two files are missing")
    return ""


def test_a_failure_of_whatever_kind_is_told_and_stops_nothing() -> None:
    checks = (Check("a", _broken), Check("b", _failed), Check("c", lambda: "three found"))
    found = [(outcome.name, outcome.ok, outcome.told) for outcome in run_checks(checks)]
    assert found == [
        ("a", False, "OSError: the disk is gone"),
        ("b", False, "two files are missing"),
        ("c", True, "three found"),
    ]


def test_what_holds_passes_and_what_does_not_says_why() -> None:
    need("something", "unused")
    with pytest.raises(SelfTestFailed, match="nothing there"):
        need((), "nothing there")
