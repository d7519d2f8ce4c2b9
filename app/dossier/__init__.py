"""One client, one dossier (一户一档): index, completeness, hand-over, lending, keeping, destroying (AR-1 to AR-4)."""
