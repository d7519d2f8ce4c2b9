"""Upgrading a branch to this program's schema, with a backup before it and a way back (issue 8, decision 0040)."""
