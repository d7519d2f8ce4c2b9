"""Policy of backups: what a file must say."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from app.policy.loader import SHIPPED, check_policy, load_backup

BACKUP = (SHIPPED / "backup.toml").read_text("utf-8")


def test_the_shipped_file_is_right_and_makes_no_backups_by_itself() -> None:
    assert check_policy(SHIPPED / "backup.toml") == []
    policy = load_backup()
    assert policy.times == (time(12, 30), time(18, 0))
    assert not policy.scheduled


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"18:00"', '"25:00"', "schedule.times[2]"),
        ('"18:00"', '"6 pm"', "schedule.times[2]"),
        ("daily = 7", "daily = 0", "keep.daily"),
        ("minutes = 60", "minutes = 1", "heads.minutes"),
        ("oldest_hours = 26", "oldest_hours = 0", "schedule.oldest_hours"),
        ("after_day_end = true", "after_day_end = 1", "schedule.after_day_end"),
        ("monthly = 12", "monthly = 12\nyearly = 3", "keep.yearly"),
    ],
)
def test_a_mistake_is_told_with_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in BACKUP
    path = tmp_path / "backup.toml"
    path.write_text(BACKUP.replace(old, new), encoding="utf-8")
    assert [found.key for found in check_policy(path)] == [key]


def test_a_folder_and_no_times_are_a_schedule_when_the_day_end_counts(tmp_path: Path) -> None:
    path = tmp_path / "backup.toml"
    text = BACKUP.replace('folder = ""', 'folder = "/backups"', 1).replace('["12:30", "18:00"]', "[]")
    path.write_text(text, encoding="utf-8")
    assert load_backup(path).scheduled
