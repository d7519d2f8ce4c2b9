"""The port to the trading system: what it says of the fund accounts, read from CSV, DBF or a view (TO-2, CL-3)."""
