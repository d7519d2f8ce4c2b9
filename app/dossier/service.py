"""The archive's use cases as one service: reading, handing over, lending, destroying, pledging, exporting."""

from __future__ import annotations

from app.dossier.destroying import Destroying
from app.dossier.exporting import Exporting
from app.dossier.handing_over import HandingOver
from app.dossier.pledging import Pledging
from app.dossier.printing_out import PrintingOut


class DossierService(PrintingOut, HandingOver, Destroying, Pledging, Exporting):
    """All that windows and commands may ask of the archive."""
