"""What a branch is: its names, its numbers' prefix, where its database and its documents lie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.common.errors import Refused
from app.common.values import clean_text
from app.storage.address import server_url
from app.storage.identity import BranchIdentity
from app.storage.roles import Login
from app.storage.s3_place import DocumentsPlace


@dataclass(frozen=True, slots=True)
class BranchSettings:
    """What a branch is. ``branch_id``: 1-32 letters, digits, hyphens; ``prefix``: 1-12, begins document numbers.

    ``database_url`` (``postgresql://user@host/name``) for a branch server; None is the encrypted file of one station.
    It is the owner's while a branch is made, and that of the station, without its password, ever after.
    ``app_login``: a role that an administrator of the server prepared for the program; else one is made.
    ``documents``: where the document files lie when it is not the branch folder's own: a folder that all stations of a
    branch server share, or an S3-compatible store.
    """

    branch_id: str
    company: str
    name: str
    address: str
    telephone: str
    prefix: str
    sample: bool = False
    database_url: str | None = field(default=None, repr=False)
    app_login: Login | None = None
    documents: DocumentsPlace | None = None

    def checked(self) -> BranchSettings:
        """These settings as they are stored.

        Refused: ``text.*``, ``branch.id``, ``branch.prefix``, ``branch.database_url``, ``documents.needs_server``.
        """
        if self.documents is not None and self.database_url is None:
            raise Refused("documents.needs_server", field="documents")
        if not re.fullmatch(r"[A-Za-z0-9-]{1,32}", self.branch_id):
            raise Refused("branch.id", field="branch_id")
        if not re.fullmatch(r"[A-Za-z0-9-]{1,12}", self.prefix):
            raise Refused("branch.prefix", field="prefix")
        return replace(
            self,
            company=clean_text(self.company, field="company", limit=200),
            name=clean_text(self.name, field="name", limit=200),
            address=clean_text(self.address, field="address", limit=200),
            telephone=clean_text(self.telephone, field="telephone", limit=60),
            database_url=None if self.database_url is None else server_url(self.database_url),
        )

    def identity(self, at: datetime) -> BranchIdentity:
        """What of it lies inside the database."""
        return BranchIdentity(
            self.branch_id, self.company, self.name, self.address, self.telephone, self.prefix, self.sample, at
        )
