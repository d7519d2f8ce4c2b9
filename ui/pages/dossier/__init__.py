"""Clients' dossiers: one a client, its papers and its place; hand-over, loans, destruction (AR-1 to AR-4)."""
