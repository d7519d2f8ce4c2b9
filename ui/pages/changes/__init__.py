"""Changes that a client asks for at the counter."""
