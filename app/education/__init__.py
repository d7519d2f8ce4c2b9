"""Investor education: material, events, and who took part (IE-1)."""
