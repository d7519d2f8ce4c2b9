"""The dashboard: the figures of the person who is signed in, each with the rows behind it (TO-16)."""
