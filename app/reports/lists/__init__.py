"""The reports, by area: each module has ``REPORTS``."""
