"""Calls and visits: guided by questions of the policy, kept for ever, corrected by additions (FU-1 to FU-6)."""
