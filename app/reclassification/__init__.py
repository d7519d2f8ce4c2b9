"""All clients classified anew from the trading system's snapshot: dry run, one batch, the way back (CL-3)."""
