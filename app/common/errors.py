"""The one way to say no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A business refusal: ``code`` names the reason, ``field`` the input it belongs to, ``facts`` fill the sentence.

    Codes are ``capability.reason`` (``papers.check_digit``). Their sentences in English and Chinese are in
    ``app/common/refusals/<capability>.toml``; a test sees to it that every code raised has both.
    ``facts`` never hold personal data: the sentence may end up in a log.
    """

    def __init__(self, code: str, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts
