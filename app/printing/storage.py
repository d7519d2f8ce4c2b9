"""Rows; to be filled."""

from __future__ import annotations

APPEND_ONLY: tuple[str, ...] = ()
