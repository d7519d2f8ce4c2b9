"""Lists of unusual accounts, and the calls they make (FU-5)."""
