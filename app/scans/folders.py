"""Which folder may be watched: one for scans alone, since what lies in it is taken in and deleted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from app.common.errors import Refused

_EVERYBODYS: Final = frozenset(
    {"desktop", "documents", "downloads", "pictures", "桌面", "文档", "下载", "图片", "我的文档"}
)


def need_usable(folder: Path, store: Path | None) -> None:
    """Refused: ``scans.folder_unusable``, ``scans.folder_too_wide``. ``store``: the branch's folder of documents."""
    if not folder.is_absolute() or not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise Refused("scans.folder_unusable", field="folder")
    real, home = folder.resolve(), Path.home().resolve()
    wide = real in (home, *home.parents) or real.parent == Path(real.anchor)
    wide = wide or (real.parent == home and real.name.lower() in _EVERYBODYS)
    branch = None if store is None else store.resolve().parent
    wide = wide or (branch is not None and (real.is_relative_to(branch) or branch.is_relative_to(real)))
    if wide:
        raise Refused("scans.folder_too_wide", field="folder")
