"""What is said of a service's methods: each says what it is for, and names what it refuses itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from tests.app.rights.world import methods

RAISED = re.compile(r'raise Refused\(\s*"(?P<area>[a-z_]+)\.(?P<reason>[a-z_]+)"')


def unnamed(method: Callable[..., Any]) -> list[str]:
    """The codes that a method refuses in its own body and does not name, neither whole, nor short, nor as an area."""
    told = inspect.getdoc(method) or ""
    return [
        ".".join(found.groups()) for found in RAISED.finditer(inspect.getsource(method))
        if found["reason"] not in told and f"{found['area']}.*" not in told
    ]  # fmt: skip


def test_every_public_method_says_what_it_is_for_and_names_its_refusals() -> None:
    found = methods()
    assert [name for name, method in found.items() if not inspect.getdoc(method)] == []
    assert {name: codes for name, method in found.items() if (codes := unnamed(method))} == {}
