"""Calls and visits: who was asked what, what came out, and that it stays as it was said (FU-1 to FU-6)."""
