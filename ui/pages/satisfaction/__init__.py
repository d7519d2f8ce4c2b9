"""Satisfaction in figures (SF-1)."""
