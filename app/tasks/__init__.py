"""What is to be done later, by whom and until when (TO-13, TO-14)."""
