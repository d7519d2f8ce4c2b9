"""The end of a teller's day: what is missing, by case; the day sheet (TO-11)."""
