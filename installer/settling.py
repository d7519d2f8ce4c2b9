"""Makes the same source give the same bytes: what a freeze notes of its own day and machine is taken out again.

The modules themselves come out alike when the freeze runs with ``PYTHONHASHSEED=0`` (see ``freezing.py``).
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from installer.places import build_moment

UNCHECKED: Final = (1).to_bytes(4, "little") + bytes(8)
"""In the head of a compiled module, in place of its source's moment and size: it is never compared with a source."""
INSTALLERS_OWN: Final = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Files of ``dist-info`` that tell how a distribution came onto the machine of the build."""


def settle(target: Path) -> None:
    """Settle every compiled module and archive below ``target``."""
    for file in target.rglob("*.pyc"):
        file.write_bytes(settled(file.read_bytes()))
    for archive in target.rglob("library.zip"):
        _settle_archive(archive)


def settled(module: bytes) -> bytes:
    """A compiled module without the moment of its source."""
    return module[:4] + UNCHECKED + module[16:]


def _settle_archive(archive: Path) -> None:
    moment = datetime.fromtimestamp(build_moment(), UTC).timetuple()[:6]
    made = archive.with_suffix(".part")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if name.rpartition("/")[2] in INSTALLERS_OWN:
                continue
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            content = old.read(name)
            new.writestr(entry, settled(content) if name.endswith(".pyc") else content)
    made.replace(archive)
