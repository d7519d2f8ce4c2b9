"""Receipts without gaps in their numbers, voided and kept, never deleted (TO-9)."""
