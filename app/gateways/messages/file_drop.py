"""Messages as files in a folder, for the provider's own sender; what became of them is read back from files.

out/ID.json         one message: {"id", "mobile", "text"}; the sender takes it away, or moves it where it likes
receipts/*.json     lines of {"id", "state": "delivered" | "failed"}; what has been read goes to receipts/read/
handed-over/ID      empty: the mark that the message of this id was given into out/ once
folder.id           which folder this is, wherever it is mounted

The mark is made before the file gets its name, and the file gets its name by one rename. So after a kill at any moment
it can be told whether the message was given out: with no mark it was not; with a mark and the half-written file still
there it was not; with a mark and without that file it was, whether the sender has taken it or not.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.common.errors import Refused
from app.gateways.messages.port import Answer, Outgoing, Receipt, Told
from app.storage.durable import make_folder, sync_folder, write_durable

OUT, RECEIPTS, READ, MARKS, WHICH = "out", "receipts", "read", "handed-over", "folder.id"
MOST_BYTES = 1_000_000
"""A larger file of receipts is left alone: it is something else."""
_ID = re.compile(r"[0-9a-f]{32}")
_STATES = {"delivered": Answer.DELIVERED, "failed": Answer.FAILED}


class FileDrop:
    """The folder. Refused when it is made: ``messages.gateway_folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise Refused("messages.gateway_folder", field="folder")
        self._mark_of_its_own = self._which()

    @property
    def name(self) -> str:
        """The folder's own name, and its mark: folders of two computers may be called alike."""
        return f"folder {self.folder.name[:60]} {self._mark_of_its_own}"

    def _which(self) -> str:
        place = self.folder / WHICH
        try:
            if not place.exists():
                write_durable(place, secrets.token_hex(4).encode())
            return place.read_text(encoding="ascii")[:8]
        except (OSError, ValueError):
            raise Refused("messages.gateway_folder", field="folder") from None

    def hand_over(self, message: Outgoing) -> Told:
        """Lay the message into ``out``; nothing happens when it was laid there before."""
        told = self.ask(message.id)
        if told.answer is not Answer.UNKNOWN:
            return told
        content = json.dumps({"id": message.id, "mobile": message.mobile, "text": message.text}, ensure_ascii=False)
        half = self._half(message.id)
        try:
            for name in (OUT, MARKS, RECEIPTS):
                make_folder(self.folder / name)
            write_durable(half, content.encode())
            self._mark(message.id).touch(mode=0o600)
            sync_folder(self.folder / MARKS)
            half.replace(self._file(message.id))
            sync_folder(self.folder / OUT)
        except (OSError, Refused):
            # whatever was done, the next question finds out how far it came
            return Told(Answer.UNSURE, "messages.gateway_folder")
        return Told(Answer.ACCEPTED)

    def ask(self, message_id: str) -> Told:
        """Whether the message was laid into ``out`` once."""
        try:
            if not self.folder.is_dir():
                return Told(Answer.UNSURE, "messages.gateway_folder")
            if not self._mark(message_id).exists():
                return Told(Answer.UNKNOWN)
            if self._half(message_id).exists():
                self._mark(message_id).unlink(missing_ok=True)
                return Told(Answer.UNKNOWN)
        except OSError:
            return Told(Answer.UNSURE, "messages.gateway_folder")
        return Told(Answer.ACCEPTED)

    def receipts(self) -> Iterator[Receipt]:
        """Every line of every file of receipts that is not read yet; lines that say nothing are passed over."""
        with contextlib.suppress(OSError):
            for path in sorted((self.folder / RECEIPTS).glob("*.json")):
                yield from self._lines(path)

    def _lines(self, path: Path) -> Iterator[Receipt]:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > MOST_BYTES:
            return
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                said = json.loads(line)
                if _ID.fullmatch(said["id"]):
                    yield Receipt(said["id"], _STATES[said["state"]], path.name)

    def read(self, tokens: Iterable[str]) -> None:
        """Move files of receipts aside; one that cannot be moved is read again, which changes nothing."""
        done = self.folder / RECEIPTS / READ
        with contextlib.suppress(OSError, Refused):
            make_folder(done)
            for token in sorted(set(tokens)):
                (self.folder / RECEIPTS / Path(token).name).replace(done / Path(token).name)

    def check(self) -> Told:
        """Whether the folder may be written to."""
        if self.folder.is_dir() and os.access(self.folder, os.W_OK | os.X_OK):
            return Told(Answer.ACCEPTED)
        return Told(Answer.FAILED, "messages.gateway_folder")

    def _file(self, message_id: str) -> Path:
        return self.folder / OUT / f"{message_id}.json"

    def _half(self, message_id: str) -> Path:
        # beside the marks: the provider's sender looks at everything in the other folder
        return self.folder / MARKS / f"{message_id}.half"

    def _mark(self, message_id: str) -> Path:
        return self.folder / MARKS / message_id
