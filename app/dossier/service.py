"""The archive's use cases as one service: reading, handing over, lending, destroying, pledging, exporting."""

from __future__ import annotations

from app.dossier.reading import Reading


class DossierService(Reading):
    """All that windows and commands may ask of the archive."""
