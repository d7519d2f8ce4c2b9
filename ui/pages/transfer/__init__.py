"""Transfer-out and closing at the counter: taken in, talked about, approved, carried out (TO-1 to TO-10, TO-15)."""
