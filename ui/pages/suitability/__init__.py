"""Suitability at the counter and at the desk of those who oversee it."""
