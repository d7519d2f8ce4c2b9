"""Calls and visits: the guided form, the records, the sampling plan."""
