"""Figures for the branch's meetings (TO-16)."""
