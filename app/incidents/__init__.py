"""Incidents and what was done about them: a register that is only added to (TO-6, SE-1)."""
