"""On which line of a TOML file a key stands. ``tomllib`` keeps no lines, and a mistake is to be told with its line.

Only for text that ``tomllib`` has read without complaint: the scanner trusts that the syntax is right.
"""

from __future__ import annotations

import re
from bisect import bisect_left

Path = tuple[str | int, ...]
"""A key from the root: names of tables and keys, and indexes (from 0) of arrays."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def key_lines(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and array element in valid TOML ``text``."""
    return _Scanner(text.replace("\r\n", "\n")).scan()


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of ``path``, or of the nearest table around it; 1 for what is missing from the root."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.line_ends = [place for place, character in enumerate(text) if character == "\n"]
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.array_sizes: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip(" \t\n"):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _header(self) -> Path:
        several = self.text.startswith("[[", self.at)
        line = self._line()
        self.at += 2 if several else 1
        path = self._resolve(self._key())
        if several:
            index = self.array_sizes.get(path, 0)
            self.array_sizes[path] = index + 1
            self.lines.setdefault(path, line)
            path = (*path, index)
        for end in range(1, len(path)):
            self.lines.setdefault(path[:end], line)  # [a.b] makes a table a as well
        self.lines[path] = line
        self.at = self.text.index("]", self.at) + (2 if several else 1)
        return path

    def _resolve(self, names: list[str]) -> Path:
        """A header's names with the index of the array element that each array on the way stands at."""
        path: Path = ()
        for position, name in enumerate(names):
            path = (*path, name)
            if path in self.array_sizes and position < len(names) - 1:
                path = (*path, self.array_sizes[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for name in self._key():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self.at += 1  # the equals sign
        self._value(path)

    def _key(self) -> list[str]:
        """A dotted key; stops at the character after it (``=`` or ``]``)."""
        names = []
        while True:
            self._skip(" \t")
            if self.text[self.at] in "\"'":
                names.append(self._string())
            else:
                match = _BARE.match(self.text, self.at)
                if match is None:
                    raise ValueError("not a key")  # cannot be in text that tomllib has read
                names.append(match.group())
                self.at = match.end()
            self._skip(" \t")
            if self.text[self.at] != ".":
                return names
            self.at += 1

    def _value(self, path: Path) -> None:
        self._skip(" \t\n")
        first = self.text[self.at]
        if first in "\"'":
            self._string()
        elif first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\n#":
                self.at += 1

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self._skip(" \t\n,") and self.text[self.at] != "]":
            self.lines[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self._skip(" \t\n,") and self.text[self.at] != "}":
            self._pair(path)
        self.at += 1

    def _string(self) -> str:
        quote = self.text[self.at]
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        start = self.at + len(fence)
        end = start
        while not self.text.startswith(fence, end):
            end += 2 if quote == '"' and self.text[end] == "\\" else 1
        while len(fence) == 3 and self.text.startswith(quote, end + 3):
            end += 1  # a multi-line string may end in up to two quotes of its own
        self.at = end + len(fence)
        body = self.text[start:end]
        return _ESCAPE.sub(_unescape, body) if quote == '"' else body

    def _skip(self, blanks: str) -> bool:
        """Go over ``blanks`` and, where lines may end, comments; whether there is anything left."""
        while self.at < len(self.text):
            if self.text[self.at] in blanks:
                self.at += 1
            elif self.text[self.at] == "#" and "\n" in blanks:
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return True
        return False

    def _line(self) -> int:
        return bisect_left(self.line_ends, self.at) + 1


def _unescape(match: re.Match[str]) -> str:
    body = match.group(1)
    return chr(int(body[1:], 16)) if body[0] in "uU" else _SIMPLE.get(body, body)
