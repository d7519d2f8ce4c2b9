"""Knowing the client: where they pay tax, and whether their name or number stands in a watch list (KY-3)."""
