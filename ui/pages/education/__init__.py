"""Investor education: material and events (IE-1)."""
