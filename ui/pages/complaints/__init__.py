"""Complaints: the list with its clocks, taking in, one complaint with its steps, the sums (CP-1 to CP-3)."""
