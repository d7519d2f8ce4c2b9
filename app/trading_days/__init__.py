"""The trading calendar: which days count for deadlines, kept by the branch's manager (TO-15)."""
