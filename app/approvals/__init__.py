"""Decisions of several people on one request: steps, four eyes, by telephone, incidents (TO-4 to TO-6)."""
