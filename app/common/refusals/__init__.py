"""The sentences of refusals: a code and its facts become one sentence in Chinese or English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from app.common.errors import Refused

LANGUAGES = ("zh", "en")

_UNKNOWN = {
    "zh": "此项操作未被受理（代码 {code}）。请检查录入内容后重试；如仍不能继续，请将该代码告知管理员。",
    "en": "This was refused (code {code}). Check the entry and try again; if it persists, tell the administrator "
    "the code.",
}


class _Facts(dict[str, Any]):
    """Facts for ``format_map``: a placeholder without a fact shows as ``…`` instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(refused: Refused, language: str = "zh") -> str:
    """What is wrong and what to do, as one plain sentence or two.

    ``language``: ``zh`` or ``en``; anything else counts as ``zh``. Never raises: a code without a sentence gets a
    general one that names the code, a missing fact shows as ``…``.
    """
    tongue = language if language in LANGUAGES else "zh"
    template = template_of(refused.code, tongue)
    if template is None:
        return _UNKNOWN[tongue].format(code=refused.code)
    try:
        return template.format_map(_Facts(refused.facts))
    except (ValueError, LookupError, AttributeError, TypeError):
        # a fact of another type than the sentence expects must not hide the refusal itself
        return _UNKNOWN[tongue].format(code=refused.code)


def template_of(code: str, language: str) -> str | None:
    """The sentence of ``code`` with its placeholders, None when there is none in ``language``."""
    capability, _, reason = code.partition(".")
    entry = _sentences(capability).get(reason)
    text = entry.get(language) if isinstance(entry, dict) else None
    return text if isinstance(text, str) else None


@cache
def _sentences(capability: str) -> dict[str, Any]:
    """The table of one capability; empty when its file is missing or broken (a test sees to it that none is)."""
    if not capability.replace("_", "").replace("-", "").isalnum():
        return {}
    source = resources.files(__name__).joinpath(f"{capability}.toml")
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
