"""Text messages to clients: what is to be sent, whether it was, and that nothing goes twice (FU-2)."""
