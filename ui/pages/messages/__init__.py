"""The outbox of text messages."""
