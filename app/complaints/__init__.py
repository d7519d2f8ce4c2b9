"""Complaints: taken in, investigated, answered, called back, closed, within their days (CP-1 to CP-3)."""
