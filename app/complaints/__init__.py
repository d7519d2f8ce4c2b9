"""Complaints: taken in, answered in time, called back, closed (CP-1 to CP-3)."""
