"""Lists of unusual accounts."""
