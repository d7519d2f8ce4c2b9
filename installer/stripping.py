"""Takes debug information and names of local symbols out of libraries, where nothing that is loaded changes by it.

Wheels that auditwheel has patched lie in an unusual way, and ``strip`` breaks some of them. So each library is stripped
into another file, which is taken only when its segments are byte for byte what they were.
"""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from installer.pruning import is_elf

_HEADER: Final = 64
_SECTIONS: Final = ((0x28, 0x30), (0x3C, 0x40))
"""Where a file's header tells of its table of sections, which no loader reads."""


def strip(target: Path) -> int:
    """Strip every library below ``target`` that can be; the bytes that it saved."""
    saved = 0
    for file in sorted(target.rglob("*.so*")):
        if file.is_symlink() or not file.is_file() or not is_elf(file):
            continue
        before = file.stat().st_size
        made = file.with_name(file.name + ".stripped")
        done = subprocess.run(
            ["strip", "--strip-unneeded", "-o", str(made), str(file)], capture_output=True, check=False
        )
        if done.returncode == 0 and made.stat().st_size < before and loads_alike(file, made):
            made.chmod(file.stat().st_mode)
            made.replace(file)
            saved += before - file.stat().st_size
        else:
            made.unlink(missing_ok=True)
    return saved


def loads_alike(one: Path, other: Path) -> bool:
    """Whether two 64-bit ELF files of this machine's byte order have the same segments with the same content."""
    return list(_segments(one.read_bytes())) == list(_segments(other.read_bytes()))


def _segments(content: bytes) -> Iterator[tuple[int, ...] | bytes]:
    """Every program header without its place in the file, each followed by what it has there."""
    place, size, count = (
        struct.unpack_from("=Q", content, 0x20)[0],
        *struct.unpack_from("=HH", content, 0x36),
    )
    plain = bytearray(content[:_HEADER])
    for begin, end in _SECTIONS:
        plain[begin:end] = bytes(end - begin)
    headers = [struct.unpack_from("=IIQQQQQQ", content, place + number * size) for number in range(count)]
    yield bytes(plain)
    for kind, flags, offset, address, physical, stored, wanted, fit in headers:
        yield kind, flags, address, physical, stored, wanted, fit
        part = content[offset : offset + stored]
        yield bytes(plain) + part[_HEADER:] if offset == 0 and stored >= _HEADER else part
        if offset % max(fit, 1) != address % max(fit, 1):
            yield b"lies where it cannot be loaded"
