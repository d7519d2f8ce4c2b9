"""Further marks of clients: on the client's page, and one's own clients as a list (CL-2)."""
