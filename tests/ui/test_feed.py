"""Whatever the program tells of its changes is heard by the windows of the other counters."""

from __future__ import annotations

import re
from pathlib import Path

from ui.feed import TOPICS

APP = Path(__file__).resolve().parents[2] / "app"


def test_every_topic_that_is_told_is_listened_to() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(APP.rglob("*.py")))
    told = set(re.findall(r'^TOPIC = "([a-z-]+)"', source, re.MULTILINE)) | set(
        re.findall(r'\btell\((?:tx\.)?conn, "([a-z-]+)"\)', source)
    )
    assert {"transfer", "presence", "users"} <= told
    assert told <= set(TOPICS)
