"""What comes round by the calendar: large and active clients (FU-4), and days that clients are reminded of."""
