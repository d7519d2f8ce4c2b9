"""What the trading system last said of the accounts: import, age, state of one account (TO-2)."""
